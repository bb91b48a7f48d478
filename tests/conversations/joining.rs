//! Somebody becomes a member: by themselves in the chat, or at the office without Telegram.

use std::time::Duration;

use domain::role::Role;
use emulator::Message;
use rembuk::commands::import::TelegramIds;

use crate::cast::{CHAIR, SECRETARY, STRANGER, everybody, officer, sari, time_passes, treasurer, world};
use crate::eye::Eye;
use crate::support::{World, everywhere};
use crate::talk::{Talk, data, rows};

/// Of nobody.
const NIK: &str = "3515144508680002";

/// A picture of one grey point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

/// Joko tells everything up to the summary; the heir's name is given, the account left for later.
async fn fills_in(joko: &mut Talk) -> Message {
    let consent = joko.asks("Saya mau daftar", "Sebelum mulai, kami mohon persetujuan Anda.").await;
    assert_eq!(rows(&consent), [vec!["Saya setuju"], vec!["Batal", "Tanya petugas"]]);
    joko.presses("Saya setuju", "Siapa nama lengkap Anda").await;
    joko.asks("Joko", "Bagaimana sapaannya?").await;
    joko.presses("Pak", "Tekan Kirim nomor saya di bawah").await;
    assert_eq!(joko.keys().await, [vec!["📱 Kirim nomor saya"], vec!["Kembali", "Batal"]]);
    joko.person.share_contact().await.unwrap();
    joko.hears("Berapa NIK di KTP?").await;
    joko.asks(NIK, "Siapa ahli warisnya").await;
    joko.asks("Contoh Ahli", "Apa hubungan keluarganya?").await;
    joko.asks("anak", "ke rekening mana").await;
    joko.presses("Nanti saja", "Periksa sekali lagi, ya.").await
}

/// What is still to be read in the chat.
async fn words(talk: &Talk) -> String {
    talk.person.chat().await.messages.iter().map(|message| message.text.clone()).collect::<Vec<_>>().join("\n")
}

/// The emulator's chat, once the sender has nothing more to say.
async fn quiet(world: &World) {
    Eye::open(&world.place).await.wait_until_quiet().await;
}

everywhere! {
    async fn a_new_person_joins_is_approved_pays_and_is_a_member(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        let (mut hadi, mut tari) = (officer(&world, CHAIR, Role::Chair).await, treasurer(&world).await);
        let summary = fills_in(&mut joko).await;
        let sent = joko.presses("Kirim", "permohonan Anda sudah kami kirim kepada pengurus").await;
        let again = joko.person.press_forged(sent.id, &data(&summary, "Kirim")).await.unwrap();
        assert_eq!(joko.note(again).await, "Permohonan ini sudah dikirim; tidak dikirim dua kali.");
        quiet(&world).await;
        let seen = words(&joko).await;
        assert!(!seen.contains(NIK) && seen.contains("NIK: 3515••••••••0002"), "{seen}");
        joko.asks("status", "sedang menunggu keputusan pengurus").await;
        joko.asks("/daftar", "sedang menunggu keputusan pengurus").await;
        let card = hadi.hears("Ada permohonan menjadi anggota, dikirim lewat Telegram.").await;
        let shown = "Nama: Pak Joko\nNIK: 3515••••••••0002\nHP: +62•••••••0019\nAhli waris: sudah diisi\nRekening: belum diisi";
        assert!(card.text.contains(shown) && card.text.contains("Menurut NIK, sapaannya lain"), "{}", card.text);
        assert_eq!(rows(&card), [["Setujui", "Tolak"]]);
        let told = hadi.presses("Setujui", "Pak Joko diterima sebagai calon anggota dengan nomor A-007.").await;
        assert!(told.text.contains("Simpanan pokok: Rp100.000\nSimpanan wajib pertama: Rp20.000"), "{}", told.text);
        let told = joko.hears("Anda diterima sebagai calon anggota dengan nomor A-007.").await;
        assert!(told.text.contains("simpanan wajib Rp20.000 tiap bulan"), "{}", told.text);
        hadi.forges(card.id, &data(&card, "Setujui"), "Permintaan itu sudah disetujui oleh").await;

        let refused = tari.asks("loket A-007 sukarela 50rb", "masih calon anggota").await;
        assert!(!refused.text.contains("sudah benar?"), "a candidate holds no voluntary savings: {}", refused.text);
        tari.presses("Batal", "dibatalkan; tidak ada yang dicatat").await;
        for (line, receipt) in [("loket A-007 pokok 60rb", "S-5"), ("loket A-007 wajib 20rb", "S-6")] {
            tari.asks(line, "sudah benar?").await;
            tari.presses("Ya, benar", &format!("nomor bukti {receipt}.")).await;
            joko.hears(receipt).await;
        }
        joko.asks("/status", "Yang belum dibayar:\n\nSimpanan pokok: Rp40.000").await;
        tari.asks("loket A-007 pokok 40rb", "sudah benar?").await;
        tari.presses("Ya, benar", "nomor bukti S-7.").await;
        tari.hears("Lunas: Pak Joko (A-007) sekarang resmi anggota.").await;
        joko.hears("S-7").await;
        joko.hears("Selamat, Pak Joko. Anda resmi anggota Koperasi Contoh Maju dengan nomor A-007.").await;
        joko.asks("saldo", "simpanan Anda Rp120.000").await;
        tari.asks("loket A-007 sukarela 50rb", "sudah benar?").await;
        tari.presses("Batal", "dibatalkan").await;
        for mut talk in [joko, hadi, tari] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn an_application_is_approved_whatever_numbers_the_register_has(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let head = "number,name,phone,joined_on,status,pokok,wajib,sukarela\n";
        let file = |series: &str, count: usize| {
            let row = |n: usize| format!("{series}{n:03},Warga {n},,2024-01-15,aktif,100000,20000,0\n");
            format!("{head}{}", (1..=count).map(row).collect::<String>())
        };
        for (series, count) in [("A-LB-", 60), ("A-", 3)] {
            world.import(&file(series, count), TelegramIds::AskEach).await.unwrap();
        }
        let mut joko = Talk::with(&world, STRANGER);
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        fills_in(&mut joko).await;
        joko.presses("Kirim", "permohonan Anda sudah kami kirim kepada pengurus").await;
        hadi.hears("Ada permohonan menjadi anggota").await;
        hadi.presses("Setujui", "Pak Joko diterima sebagai calon anggota dengan nomor A-004.").await;
        joko.hears("Anda diterima sebagai calon anggota dengan nomor A-004.").await;
        world.end().await;
    }

    async fn a_form_that_was_interrupted_is_gone_on_with_days_later(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let summary = fills_in(&mut joko).await;
        assert!(summary.text.contains("Ahli waris: Contoh Ahli (anak)"), "{}", summary.text);
        assert_eq!(rows(&summary), [vec!["Kirim"], vec!["Kembali", "Ubah", "Batal"]]);
        let status = joko.asks("status", "Tidak ada permohonan Anda yang sedang menunggu").await;
        assert_eq!(rows(&status), [vec!["Menu"], vec!["Lanjutkan isian"]]);
        joko.asks("/start", "Selamat datang di Koperasi Contoh Maju").await;
        joko.hears("Isian Anda yang tadi masih tersimpan").await;
        time_passes(&world, Duration::from_hours(24 * 5)).await;
        joko.forges(status.id, &data(&status, "Lanjutkan isian"), "Periksa sekali lagi, ya.").await;
        joko.asks("salah NIK, mau ganti", "Berapa NIK di KTP?").await;
        joko.asks(NIK, "Periksa sekali lagi, ya.").await;
        joko.presses("Kembali", "ke rekening mana").await;
        joko.asks("nanti saja", "Periksa sekali lagi, ya.").await;
        joko.asks("kirim", "permohonan Anda sudah kami kirim kepada pengurus").await;
        hadi.hears("Ada permohonan menjadi anggota").await;
        let waiting = joko.asks("status", "sedang menunggu keputusan pengurus").await;
        assert_eq!(rows(&waiting), [vec!["Tarik kembali"], vec!["Menu", "Tanya petugas"], vec!["Keterangan data"]]);
        joko.presses("Keterangan data", "Ini keterangan yang disetujui saat mendaftar.").await;
        for mut talk in [joko, hadi] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn a_refusal_says_why_and_leaves_nothing_behind(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        fills_in(&mut joko).await;
        joko.presses("Kirim", "sudah kami kirim kepada pengurus").await;
        hadi.hears("Ada permohonan menjadi anggota").await;
        hadi.presses("Tolak", "Mengapa ditolak?").await;
        hadi.asks("KTP belum diperlihatkan", "Permohonan Pak Joko sudah Anda tolak; datanya dihapus.").await;
        let told = joko.hears("belum bisa kami terima").await;
        assert!(told.text.ends_with("Alasan: KTP belum diperlihatkan"), "{}", told.text);
        let mut eye = Eye::open(&world.place).await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM applications WHERE status = 'refused' AND name = '' AND details = '' \
            AND nik_hash = '' AND phone = '' AND personal_key = '' AND consent_hash <> ''").await, 1);
        joko.asks("/status", "Tidak ada permohonan Anda yang sedang menunggu").await;
        // The door is open for another try.
        fills_in(&mut joko).await;
        joko.presses("Batal", "dibatalkan; tidak ada yang dicatat").await;
        for mut talk in [joko, hadi] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn an_officer_writes_down_who_has_no_telegram_and_another_decides(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut tari = treasurer(&world).await;
        let register = wulan.asks("/anggota", "Daftarkan anggota baru").await;
        assert_eq!(rows(&register), [["Daftarkan anggota baru", "Menu"]]);
        wulan.presses("Daftarkan anggota baru", "Bacakan ini kepada calon anggota").await;
        wulan.presses("Saya setuju", "Siapa nama lengkap calon anggota").await;
        wulan.asks("Siti Contoh", "Bagaimana sapaannya?").await;
        wulan.presses("Bu", "Berapa nomor HP calon anggota?").await;
        for unread in ["60123456789", "85291234567", "0812-0000-0001 / 0812-0000-0002", "021-5551234 ext 12", "6.28123E+11"] {
            wulan.asks(unread, "Kirim satu nomor saja, dengan 0 di depan, atau dengan + dan kode negaranya").await;
        }
        wulan.asks("0812-0000-0011", "Nomor HP itu sudah tercatat pada anggota lain").await;
        wulan.presses("Nanti saja", "Berapa NIK di KTP?").await;
        wulan.asks(NIK, "Siapa ahli warisnya").await;
        wulan.presses("Nanti saja", "ke rekening mana").await;
        wulan.presses("Nanti saja", "Periksa sekali lagi bersama calon anggota").await;
        let paper = wulan.presses("Kirim", "Tanda terima permohonan anggota").await;
        assert!(paper.text.contains("Nama: Bu Siti Contoh\nNIK: 3515••••••••0002\nHP: belum diisi"), "{}", paper.text);
        quiet(&world).await;
        assert!(!words(&wulan).await.contains(NIK));
        wulan.asks("/tugas", "Tidak ada yang menunggu keputusan Anda.").await;
        hadi.hears("Ada permohonan menjadi anggota, dicatat oleh petugas.").await;
        hadi.presses("Setujui", "nomor A-007").await;
        wulan.hears("Bu Siti Contoh diterima sebagai calon anggota dengan nomor A-007.").await;
        let known = tari.asks("anggota a-007", "Calon anggota sejak").await;
        assert!(known.text.contains("NIK: 3515••••••••0002") && known.text.contains("Belum tersambung"), "{}", known.text);
        tari.asks("/anggota A-999", "Tidak ada anggota yang cocok dengan A-999 di buku daftar anggota").await;
        for mut talk in [hadi, wulan, tari] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn whoever_applied_takes_it_back_and_may_apply_again(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        fills_in(&mut joko).await;
        joko.presses("Kirim", "permohonan Anda sudah kami kirim kepada pengurus").await;
        let card = hadi.hears("Ada permohonan menjadi anggota").await;
        let waiting = joko.asks("status", "sedang menunggu keputusan pengurus").await;
        assert_eq!(rows(&waiting), [vec!["Tarik kembali"], vec!["Menu", "Tanya petugas"], vec!["Keterangan data"]]);
        let ask = joko.presses("Tarik kembali", "Tarik kembali permintaan ini?").await;
        joko.presses("Ya, tarik kembali", "isiannya kami hapus. Bila ingin mendaftar lagi, ketik daftar.").await;
        joko.forges(ask.id, &data(&ask, "Ya, tarik kembali"), "Permintaan itu sudah Anda tarik kembali sebelumnya.").await;
        hadi.presses("Setujui", "Permintaan itu sudah ditarik kembali oleh yang meminta: akun yang belum tersambung.").await;
        hadi.sees_stripped(card.id).await;
        joko.asks("status", "Tidak ada permohonan Anda yang sedang menunggu.").await;
        let mut eye = Eye::open(&world.place).await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM applications WHERE status = 'taken_back' AND details = ''").await, 1);
        fills_in(&mut joko).await;
        joko.presses("Kirim", "permohonan Anda sudah kami kirim kepada pengurus").await;
        hadi.hears("Ada permohonan menjadi anggota").await;
        for mut talk in [joko, hadi] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn what_is_taken_and_photos_are_refused_kindly(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let link = sari.asks("/ajak", "Mari bergabung dengan Koperasi Contoh Maju.").await;
        assert!(link.text.contains("https://t.me/ContohBot?start=daftar"), "{}", link.text);
        sari.asks("/daftar", "Anda sudah tercatat dengan nomor A-001").await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.person.start("daftar").await.unwrap();
        joko.hears("kami mohon persetujuan Anda").await;
        joko.presses("Saya setuju", "Siapa nama lengkap Anda").await;
        let photo = joko.person.send_photo(PNG, "KTP saya").await.unwrap();
        joko.hears("Foto tidak kami simpan").await;
        quiet(&world).await;
        assert!(joko.person.messages().await.iter().all(|message| message.id != photo), "the photo left the chat");
        joko.asks("/menu", "kirim nomor HP agar hanya Anda yang melihat simpanan Anda").await;
        let waits = joko.hears("Isian Anda yang tadi masih tersimpan").await;
        assert_eq!(rows(&waits), [["Lanjutkan isian"]]);
        for mut talk in [joko, sari] {
            talk.has_read_all().await;
        }
        world.end().await;
    }
}
