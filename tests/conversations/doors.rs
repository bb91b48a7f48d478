//! A lost phone: the door is frozen, officers move the membership, and what moves money out waits.

use std::time::Duration;

use domain::role::Role;

use crate::cast::{BUDI, CHAIR, SECRETARY, STRANGER, officer, sari, time_passes, treasurer, world};
use crate::settings::code_in;
use crate::support::{World, everywhere};
use crate::talk::{Talk, rows};

/// The two who keep doors.
async fn keepers(world: &World) -> (Talk, Talk) {
    (officer(world, CHAIR, Role::Chair).await, officer(world, SECRETARY, Role::Secretary).await)
}

/// From an account that is not linked, the phone of A-001 is reported lost.
async fn reports(reporter: &mut Talk) {
    reporter.asks("/lapor", "Apa yang terjadi?").await;
    reporter.presses("HP saya hilang", "Keanggotaan siapa yang HP-nya hilang?").await;
    let asked = reporter.asks("a001", "Ceritakan singkat").await;
    assert!(asked.text.contains("Keanggotaan: A001"), "what was understood is read back: {}", asked.text);
    let kept = reporter.asks("hilang di pasar", "laporan ini sudah kami teruskan").await;
    assert!(kept.text.contains("Keanggotaan: A001\nCerita Anda: hilang di pasar"), "{}", kept.text);
}

/// Both steps of an officer who moves the membership to whoever reported.
async fn moves(officer: &mut Talk) {
    officer.presses("Pindah ke pelapor", "Pindahkan keanggotaan ini ke akun pelapor?").await;
    officer.presses("Ya, pindahkan", "Pemindahan Bu Sari Contoh (A-001) sudah disetujui dan dicatat").await;
}

everywhere! {
    async fn a_lost_phone_and_the_way_back(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let (mut hadi, mut wulan) = keepers(&world).await;
        sari.asks("/lapor", "Apa yang terjadi?").await;
        sari.presses("HP saya hilang", "Kunci akses Telegram untuk Bu Sari Contoh?").await;
        sari.presses("Ya, kunci sekarang", "Sudah dikunci").await;
        hadi.hears("Bu Sari Contoh (A-001) melaporkan HP hilang").await;
        wulan.hears("melaporkan HP hilang").await;
        for asked in ["saldo", "/mutasi", "/menu", "halo"] {
            sari.asks(asked, "sedang dikunci").await;
        }
        let mut tari = treasurer(&world).await;
        tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        tari.presses("Ya, benar", "Akses Telegram anggota ini sedang dikunci").await;

        let mut new_phone = Talk::with(&world, STRANGER);
        reports(&mut new_phone).await;
        hadi.hears("Cerita pelapor: hilang di pasar").await;
        wulan.hears("Cerita pelapor: hilang di pasar").await;
        // A tap by chance moves nothing.
        hadi.presses("Pindah ke pelapor", "langsung diberi tahu").await;
        hadi.presses("Batal", "dibatalkan").await;
        sari.asks("saldo", "sedang dikunci").await;
        moves(&mut hadi).await;
        wulan.hears("dipindahkan ke akun lain").await;
        new_phone.hears("sekarang tersambung dengan akun ini").await;
        let moved = sari.hears("tidak lagi tersambung dengan akun ini").await;
        assert_eq!(rows(&moved), [["Bukan saya", "Tanya petugas"]]);

        new_phone.asks("saldo", "Tombol Menu selalu ada di bawah").await;
        new_phone.hears("uang keluar bisa diminta lagi mulai").await;
        assert_eq!(new_phone.keys().await, [["Menu"]]);
        sari.presses("Bukan saya", "pengurus sudah kami beri tahu").await;
        hadi.hears("bukan permintaannya").await;
        wulan.hears("bukan permintaannya").await;
        wulan.presses("Kunci aksesnya", "sudah dikunci").await;
        hadi.hears("dikunci oleh seorang pengurus").await;
        new_phone.asks("saldo", "sedang dikunci").await;
        wulan.presses("Buka aksesnya", "Bagaimana Anda memastikan orangnya?").await;
        wulan.asks("datang sendiri, KTP cocok", "sudah dibuka lagi").await;
        hadi.hears("Alasan: datang sendiri, KTP cocok").await;
        new_phone.hears("sudah dibuka lagi oleh pengurus").await;

        time_passes(&world, Duration::from_hours(48)).await;
        let later = new_phone.asks("saldo", "simpanan Anda").await;
        assert!(!later.text.contains("uang keluar"), "{}", later.text);
        for mut talk in [sari, hadi, wulan, tari, new_phone] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    // Whoever holds the lost phone holds nothing else: neither the office, before and after the membership has moved
    // away, nor what they began in it.
    async fn an_office_is_lost_with_the_phone(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        sari.takes_office(&world, Role::Secretary).await;
        let (mut hadi, mut wulan) = keepers(&world).await;
        sari.asks("/atur", "Pengaturan koperasi").await;
        sari.presses("11", "Pengurus\nSekarang:").await;
        sari.presses("Undang pengurus", "Untuk jabatan apa").await;
        let invited = sari.presses("ketua", "Undangan menjadi ketua").await;
        sari.hears("Undangan 1: ketua").await;
        sari.asks("hp saya hilang", "Kunci akses Telegram untuk Bu Sari Contoh?").await;
        sari.presses("Ya, kunci sekarang", "Sudah dikunci").await;
        for talk in [&mut hadi, &mut wulan] {
            talk.hears("Undangan untuk jabatan ketua dibuat oleh Bu Sari Contoh").await;
            talk.hears("melaporkan HP hilang").await;
        }
        let mut budi = Talk::with(&world, BUDI);
        budi.person.start(&code_in(&invited)).await.unwrap();
        budi.hears("Kode itu sudah tidak bisa dipakai").await;

        let mut new_phone = Talk::with(&world, STRANGER);
        reports(&mut new_phone).await;
        wulan.hears("Ada laporan HP hilang").await;
        hadi.hears("Ada laporan HP hilang").await;
        moves(&mut hadi).await;
        wulan.hears("dipindahkan ke akun lain").await;
        sari.hears("tidak lagi tersambung dengan akun ini").await;
        new_phone.hears("sekarang tersambung dengan akun ini").await;
        // Each has the keys of who they are now.
        sari.asks("/atur", "Tombol di bawah sudah kami sesuaikan").await;
        assert_eq!(sari.keys().await[0], ["📱 Saya anggota, kirim nomor"]);
        new_phone.asks("/atur", "Tombol Menu selalu ada di bawah").await;
        assert_eq!(new_phone.keys().await, [["Menu"]]);
        for talk in [&mut sari, &mut new_phone] {
            talk.hears("Bagian ini untuk pengurus yang bertugas").await;
        }
        budi.person.start(&code_in(&invited)).await.unwrap();
        budi.hears("Kode itu sudah tidak bisa dipakai").await;
        for mut talk in [sari, hadi, wulan, budi, new_phone] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn a_strangers_false_report_does_nothing(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let (mut hadi, mut wulan) = keepers(&world).await;
        let mut joko = Talk::with(&world, STRANGER);
        reports(&mut joko).await;
        hadi.hears("Ada laporan HP hilang").await;
        wulan.hears("Ada laporan HP hilang").await;
        joko.asks("/lapor", "Apa yang terjadi?").await;
        joko.presses("HP saya hilang", "masih ditangani pengurus").await;
        sari.asks("saldo", "simpanan Anda Rp4.350.000").await;
        hadi.presses("Tolak", "Mengapa ditolak?").await;
        hadi.asks("orangnya tidak datang", "sudah Anda tolak").await;
        let answer = joko.hears("orangnya tidak datang").await;
        assert!(!answer.text.contains("Sari"), "{}", answer.text);
        // Another number is answered alike, once and again, and officers read what was typed.
        joko.asks("/lapor", "Apa yang terjadi?").await;
        joko.presses("HP saya hilang", "Keanggotaan siapa").await;
        joko.asks("a 999", "Keanggotaan: A999").await;
        joko.asks("hilang di pasar", "laporan ini sudah kami teruskan").await;
        joko.asks("/lapor", "Apa yang terjadi?").await;
        joko.presses("HP saya hilang", "masih ditangani pengurus").await;
        for officer in [&mut hadi, &mut wulan] {
            officer.hears("Yang diketik dan ceritanya: A999: hilang di pasar").await;
        }
        hadi.presses("Sudah ditangani", "Laporan itu sudah selesai").await;
        joko.hears("sudah dibaca pengurus").await;
        for mut talk in [sari, hadi, wulan, joko] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn an_officer_asks_another_one_agrees_and_a_code_moves_the_member(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let (mut hadi, mut wulan) = keepers(&world).await;
        hadi.asks("/kunci A-001", "Akses Telegram: terbuka").await;
        hadi.presses("Pindah akun", "Bagaimana Anda memastikan orangnya?").await;
        hadi.asks("KTP cocok", "sudah kami kirim kepada pengurus lain").await;
        wulan.hears("Seorang pengurus meminta keanggotaan ini dipindahkan").await;
        wulan.presses("Beri kode", "Buat kode untuk menyambungkan keanggotaan ini").await;
        wulan.presses("Ya, buat kodenya", "sudah disetujui dan dicatat").await;
        let told = hadi.hears("Kode untuk Bu Sari Contoh").await;
        sari.hears("tidak lagi tersambung dengan akun ini").await;
        // The phone with the number of the register links nobody while a code is awaited.
        sari.asks("/start", "Selamat datang").await;
        sari.person.share_contact().await.unwrap();
        sari.hears("Belum ada keanggotaan yang bisa kami sambungkan").await;
        let code = told.text.split("(A-001): ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let mut joko = Talk::with(&world, STRANGER);
        joko.asks(&format!("/kode {code}"), "Terima kasih, Bu Sari Contoh").await;
        joko.hears("uang keluar bisa diminta lagi mulai").await;
        joko.asks("saldo", "simpanan Anda Rp4.350.000").await;
        for mut talk in [sari, hadi, wulan, joko] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn a_code_stands_on_the_card_of_a_member_who_never_had_an_account(kind, intake) {
        let world = world(kind, intake).await;
        let (mut hadi, mut wulan) = keepers(&world).await;
        hadi.asks("/bantuan", "/kunci – kunci atau buka akses Telegram anggota").await;
        hadi.asks("/kunci A-003", "Akun: belum ada").await;
        let told = hadi.presses("Beri kode", "Kode untuk Bu Ani Contoh").await;
        wulan.hears("Seorang pengurus memberi kode untuk Bu Ani Contoh (A-003)").await;
        let code = told.text.split("(A-003): ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        assert_eq!(code.len(), 14, "twelve signs in three groups: {code}");
        let mut ani = Talk::with(&world, STRANGER);
        ani.person.start("").await.unwrap();
        ani.hears("Selamat datang").await;
        // No word about codes before: what a check sign tells from words is one.
        ani.asks(&code.to_lowercase(), "Terima kasih, Bu Ani Contoh").await;
        ani.hears("uang keluar bisa diminta lagi mulai").await;
        // Where an account was, the next code is a colleague's to give: her phone is lost, and the door moves on.
        hadi.asks("/kunci A-003", "Akun: tersambung").await;
        hadi.presses("Pindah akun", "Bagaimana Anda memastikan orangnya?").await;
        hadi.asks("KTP cocok", "sudah kami kirim kepada pengurus lain").await;
        wulan.hears("Seorang pengurus meminta keanggotaan ini dipindahkan").await;
        wulan.presses("Beri kode", "Buat kode").await;
        wulan.presses("Ya, buat kodenya", "sudah disetujui dan dicatat").await;
        hadi.hears("Kode untuk Bu Ani Contoh").await;
        ani.hears("tidak lagi tersambung dengan akun ini").await;
        hadi.asks("/kunci A-003", "Akun: belum ada").await;
        hadi.presses("Beri kode", "Bagaimana Anda memastikan orangnya?").await;
        hadi.asks("/batal", "dibatalkan").await;
        for mut talk in [hadi, wulan, ani] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn the_real_bot_is_one_tap_away(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        sari.presses("Bot ini asli?", "Nama bot kami persis @ContohBot").await;
        sari.has_read_all().await;
        world.end().await;
    }
}
