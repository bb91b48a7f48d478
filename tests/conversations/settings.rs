//! A cooperative is set up in chat, and what is set is changed by its officers.

use std::time::Duration;

use dialogues::hub::Button;
use dialogues::settings::{SettingsButton, SettingsTap};
use domain::role::Role;
use emulator::Message;

use crate::cast::{
    BUDI, CHAIR, SECRETARY, STRANGER, TREASURER, everybody, officer, sari, time_passes, treasurer, world,
};
use crate::eye::Eye;
use crate::support::{BOUND, PATIENCE, World, everywhere};
use crate::talk::{Talk, data, rows};

/// The link in an invitation: what its receiver opens.
pub fn code_in(invitation: &Message) -> String {
    let (_, rest) = invitation.text.split_once("?start=").unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

/// How often this change stands in the records.
async fn recorded(world: &World, setting: &str, old: &str, new: &str) -> usize {
    let sql = "SELECT setting, old_value, new_value FROM setting_changes";
    let rows: Vec<(String, String, String)> = Eye::open(&world.place).await.rows(sql).await;
    rows.iter().filter(|row| (row.0.as_str(), row.1.as_str(), row.2.as_str()) == (setting, old, new)).count()
}

async fn changes(world: &World) -> i64 {
    Eye::open(&world.place).await.number("SELECT COUNT(*) FROM setting_changes").await
}

everywhere! {
    async fn a_first_chair_is_led_through_all_of_it(kind, intake) {
        let world = World::start_new(kind, intake, everybody()).await;
        let mut hadi = Talk::with(&world, CHAIR);
        let fresh = world.invite(rembuk::commands::invite::For::Officer(Role::Chair)).await;
        hadi.follows(&fresh, "Selamat bertugas").await;
        let offer = hadi.hears("Mari mengatur koperasi ini bersama").await;
        assert_eq!(rows(&offer), [["Mulai mengatur"], ["Menu"]]);
        let menu = hadi.presses("Menu", "Koperasi ini belum selesai diatur").await;
        assert_eq!(rows(&menu)[0], ["Tugas", "Pengaturan"]);
        hadi.presses("Pengaturan", "Mari mengatur koperasi ini bersama").await;
        let name = hadi.presses("Mulai mengatur", "Nama koperasi (1 dari 12)\nSekarang: Koperasi Contoh Maju").await;
        assert_eq!(rows(&name), [["Lewati", "Berhenti dulu"]]);
        hadi.asks("?!", "Nama itu belum bisa kami baca. Tulis 3 sampai 80 huruf").await;
        hadi.asks("Koperasi Contoh Rukun", "✓ Nama koperasi: Koperasi Contoh Rukun\n\nNomor badan hukum (2 dari 12)").await;
        hadi.asks("518/BH/XVI.7/2019", "Cara menghubungi kantor (3 dari 12)\nSekarang: belum diisi").await;
        hadi.asks("Jl. Contoh 1, Bu Ani 0812-0000-0000", "Zona waktu (4 dari 12)\nSekarang: WIB").await;
        let before = hadi.presses("WITA", "✓ Zona waktu: WITA\n\nSimpanan pokok (5 dari 12)\nSekarang: Rp100.000").await;
        hadi.asks("1.250", "Maksudnya Rp1.250 atau Rp1.250.000?").await;
        hadi.asks("150rb", "Simpanan pokok: Rp150.000 (seratus lima puluh ribu rupiah), sudah benar?").await;
        hadi.presses("Ya, benar", "permohonan sebelumnya tetap dengan syarat lama.\n\nSimpanan wajib per bulan (6 dari 12)").await;
        hadi.presses("Lewati", "Wajib pertama (7 dari 12)\nSekarang: dibayar di awal").await;
        hadi.presses("Tidak, boleh menyusul", "Persetujuan anggota baru (8 dari 12)\nSekarang: 1 pengurus").await;
        hadi.asks("lewati", "Jam tenang (9 dari 12)\nSekarang: 20.00–08.00").await;
        hadi.asks("21-6", "✓ Jam tenang: 21.00–06.00\n\nRekening pembayaran (10 dari 12)").await;
        hadi.asks("BRI 1234567890 a.n. Koperasi Contoh Rukun", "Anggota akan membayar ke: BRI 1234567890 a.n.").await;
        let staff = hadi.presses("Ya, benar", "Pengurus (11 dari 12)\nSekarang: \n• ketua: akun belum tersambung").await;
        assert_eq!(rows(&staff), [vec!["Undang pengurus"], vec!["Kembali", "Lewati", "Berhenti dulu"]]);
        hadi.presses("Undang pengurus", "Untuk jabatan apa undangannya?").await;
        let invitation = hadi.presses("bendahara", "Undangan menjadi bendahara Koperasi Contoh Rukun.").await;
        let staff = hadi.hears("Undangan 1: bendahara, sampai").await;
        assert_eq!(rows(&staff)[1], ["Cabut 1"]);

        let mut tari = Talk::with(&world, TREASURER);
        hadi.person.start(&code_in(&invitation)).await.unwrap();
        hadi.hears("ini Anda buat untuk orang lain, jadi belum dipakai").await;
        hadi.hears("Apa yang ingin Anda kerjakan?").await;
        tari.person.start(&code_in(&invitation)).await.unwrap();
        tari.hears("Selamat bertugas. Akun ini sekarang tercatat sebagai bendahara.").await;
        tari.hears("Apa yang ingin Anda kerjakan?").await;
        hadi.hears("Jabatan bendahara sekarang dipegang akun yang membuka undangan itu").await;

        let list = hadi.asks("/atur", "1. Nama koperasi: Koperasi Contoh Rukun\n2. Nomor badan hukum: 518/BH/XVI.7/2019").await;
        for line in ["4. Zona waktu: WITA", "5. Simpanan pokok: Rp150.000", "7. Wajib pertama: boleh menyusul",
            "10. Rekening pembayaran: BRI 1234567890 a.n. Koperasi Con", "11. Pengurus: 2 jabatan terisi", "12. Grup: belum ada"] {
            assert!(list.text.contains(line), "{line}: {}", list.text);
        }
        assert_eq!(rows(&list), [vec!["1", "2", "3", "4", "5"], vec!["6", "7", "8", "9", "10"], vec!["11", "12", "Riwayat", "Lanjutkan isian"]]);
        let history = hadi.presses("Riwayat", "Riwayat perubahan").await;
        for line in ["Simpanan pokok: Rp100.000 → Rp150.000 (ketua)", "Undangan untuk bendahara dibuat (ketua)"] {
            assert!(history.text.contains(line), "{line}: {}", history.text);
        }
        hadi.forges(before.id, &data(&before, "Lewati"), "Tombol itu sudah tidak berlaku").await;
        let help = tari.asks("/bantuan", "Koperasi Contoh Rukun (badan hukum nomor 518/BH/XVI.7/2019). Kantor: Jl. Contoh 1").await;
        assert!(!help.text.contains("/atur"), "{}", help.text);
        tari.presses("Bot ini asli?", "satu-satunya rekening koperasi: BRI 1234567890 a.n. Koperasi Contoh Rukun").await;
        assert_eq!((changes(&world).await, recorded(&world, "principal", "100000", "150000").await), (9, 1));
        for mut talk in [hadi, tari] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn every_other_officer_is_told_from_what_to_what(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/language", "Bahasa apa yang Anda pilih?").await;
        tari.presses("English", "English from now on").await;
        tari.hears("What would you like to do?").await;
        wulan.asks("pengaturan", "Pengaturan koperasi").await;
        let asked = wulan.presses("10", "Rekening pembayaran\nSekarang: belum diisi").await;
        assert_eq!(rows(&asked), [["Kembali", "Berhenti dulu"]]);
        wulan.asks("dana koperasi", "Rekening itu belum bisa kami baca").await;
        wulan.asks("BRI 1234567890 a.n. Koperasi Contoh Maju", "Periksa tiap angkanya").await;
        let confirm = wulan.person.chat().await.messages.last().unwrap().clone();
        let yes = data(&confirm, "Ya, benar");
        wulan.presses("Ya, benar", "✓ Rekening pembayaran: BRI 1234567890").await;
        // A double tap is two updates, and one change.
        let again = wulan.person.press_forged(confirm.id, &yes).await.unwrap();
        assert_eq!(wulan.note(again).await, "Tombol itu sudah ditekan; tidak dicatat dua kali.");
        let told = hadi.hears("Rekening pembayaran koperasi diubah oleh sekretaris.").await;
        assert!(told.text.contains("Sebelumnya: belum diisi\nSekarang: BRI 1234567890 a.n."), "{}", told.text);
        let told = tari.hears("The account to which members pay was changed by secretary.").await;
        assert!(told.text.contains("Before: not set\nNow: BRI 1234567890"), "{}", told.text);
        assert_eq!(changes(&world).await, 1);
        let mut sari = sari(&world).await;
        sari.asks("mau setor", "satu-satunya rekening koperasi: BRI 1234567890 a.n. Koperasi Contoh Maju").await;

        hadi.asks("/atur", "Pengaturan koperasi").await;
        let asked = hadi.presses("10", "Sekarang: BRI 1234567890 a.n. Koperasi Contoh Maju").await;
        assert_eq!(rows(&asked), [vec!["Kosongkan"], vec!["Kembali", "Berhenti dulu"]]);
        hadi.presses("Berhenti dulu", "yang sudah dijawab tetap tersimpan").await;
        hadi.asks("/batal", "Tidak ada isian yang terbuka").await;
        for mut talk in [hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn of_two_officers_at_once_the_second_is_told_what_stands(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        for talk in [&mut hadi, &mut wulan] {
            talk.asks("/atur", "Pengaturan koperasi").await;
            talk.presses("5", "Simpanan pokok\nSekarang: Rp100.000").await;
        }
        hadi.asks("150rb", "Rp150.000 (seratus lima puluh ribu rupiah), sudah benar?").await;
        wulan.asks("125rb", "Rp125.000 (seratus dua puluh lima ribu rupiah), sudah benar?").await;
        hadi.presses("Ya, benar", "✓ Simpanan pokok: Rp150.000.").await;
        wulan.hears("Sebelumnya: Rp100.000\nSekarang: Rp150.000").await;
        let told = wulan.presses("Ya, benar", "Sementara itu pengurus lain sudah mengubahnya").await;
        assert!(told.text.contains("Simpanan pokok\nSekarang: Rp150.000"), "{}", told.text);
        wulan.asks("125rb", "Rp125.000").await;
        wulan.presses("Ya, benar", "✓ Simpanan pokok: Rp125.000.").await;
        hadi.hears("Sebelumnya: Rp150.000\nSekarang: Rp125.000").await;
        assert_eq!(changes(&world).await, 2);
        for mut talk in [hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn two_who_press_at_the_same_moment_set_one_value_or_two_settings(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        for (one, other, sets) in [(("4", "WITA"), ("4", "WIT"), 1), (("8", "2"), ("9", "22.00–06.00"), 2)] {
            let before = changes(&world).await;
            for (talk, number) in [(&mut hadi, one.0), (&mut wulan, other.0)] {
                talk.asks("/atur", "Pengaturan koperasi").await;
                talk.presses(number, "Sekarang:").await;
            }
            let (first, second) = tokio::join!(hadi.person.press(one.1), wulan.person.press(other.1));
            first.unwrap();
            second.unwrap();
            world.emulator.wait_until_taken("ContohBot", PATIENCE).await.unwrap();
            Eye::open(&world.place).await.wait_until_quiet().await;
            assert_eq!(changes(&world).await - before, sets);
            let mut seen = Vec::new();
            for talk in [&mut hadi, &mut wulan] {
                // One of a pair may hear the other's news before the answer, and the other after it.
                seen.push(talk.next().await.text);
                let is_late = seen.last().is_some_and(|text| text.contains("Sementara itu"));
                if sets == 2 || is_late || seen.last().is_some_and(|text| text.contains("diubah oleh")) {
                    seen.push(talk.next().await.text);
                }
            }
            let count = |words: &str| i64::try_from(seen.iter().filter(|text| text.contains(words)).count()).unwrap();
            assert_eq!((count("✓ "), count("Sementara itu"), count("diubah oleh")), (sets, 2 - sets, sets), "{seen:#?}");
        }
        assert_eq!(Eye::open(&world.place).await.number("SELECT settings_version FROM cooperatives").await, 4);
        for mut talk in [hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn it_is_all_there_in_english(kind, intake) {
        let world = World::start_new(kind, intake, everybody()).await;
        let mut hadi = Talk::with(&world, CHAIR);
        hadi.asks("/language", "Bahasa apa yang Anda pilih?").await;
        hadi.presses("English", "English from now on").await;
        hadi.next().await;
        let fresh = world.invite(rembuk::commands::invite::For::Officer(Role::Chair)).await;
        hadi.follows(&fresh, "chair").await;
        let offer = hadi.hears("Let us set this cooperative up together").await;
        assert_eq!(rows(&offer), [["Begin"], ["Menu"]]);
        hadi.presses("Begin", "Name of the cooperative (1 of 12)\nNow: Koperasi Contoh Maju").await;
        hadi.asks("skip", "Legal entity number (2 of 12)\nNow: not set").await;
        hadi.presses("Skip", "How to reach the office (3 of 12)").await;
        hadi.asks("Jl. Contoh 1, Bu Ani 0812-0000-0000", "✓ How to reach the office: Jl. Contoh 1").await;
        hadi.asks("/cancel", "what you answered is kept").await;
        hadi.asks("/settings", "3. How to reach the office: Jl. Contoh 1").await;
        hadi.presses("5", "Principal savings\nNow: Rp100,000").await;
        hadi.asks("150rb", "Rp150,000 (one hundred fifty thousand rupiah), is that right?").await;
        hadi.presses("Yes, that's right", "earlier ones keep the terms").await;
        hadi.presses("History", "Principal savings: Rp100,000 → Rp150,000 (chair)").await;
        world.end().await;
    }

    // Who applied under the old terms pays under the old terms.
    async fn a_change_holds_for_applications_sent_after_it(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.asks("daftar", "kami mohon persetujuan Anda").await;
        joko.presses("Saya setuju", "Siapa nama lengkap Anda").await;
        joko.asks("Joko", "Bagaimana sapaannya?").await;
        joko.presses("Pak", "Tekan Kirim nomor saya di bawah").await;
        joko.person.share_contact().await.unwrap();
        joko.hears("Berapa NIK di KTP?").await;
        joko.asks("3515144508680002", "Siapa ahli warisnya").await;
        joko.presses("Nanti saja", "ke rekening mana").await;
        joko.presses("Nanti saja", "Periksa sekali lagi, ya.").await;
        joko.presses("Kirim", "sudah kami kirim kepada pengurus").await;
        let card = hadi.hears("Ada permohonan menjadi anggota").await;
        hadi.asks("/atur", "Pengaturan koperasi").await;
        hadi.presses("5", "Simpanan pokok\nSekarang: Rp100.000").await;
        hadi.asks("200rb", "sudah benar?").await;
        hadi.presses("Ya, benar", "permohonan sebelumnya tetap dengan syarat lama").await;
        hadi.forges(card.id, &data(&card, "Setujui"), "Simpanan pokok: Rp100.000").await;
        joko.hears("Simpanan pokok: Rp100.000").await;
        for mut talk in [joko, hadi] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn members_are_refused_and_an_office_is_given_by_an_officer_to_another(kind, intake) {
        let world = world(kind, intake).await;
        let (mut sari, mut tari) = (sari(&world).await, treasurer(&world).await);
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let refused = sari.asks("/atur", "Bagian ini untuk pengurus yang bertugas").await;
        sari.forges(refused.id, &Button::Settings(SettingsButton::Begin).encode(), "Bagian ini untuk pengurus").await;
        let tap = SettingsButton::Tap { nonce: 7, tap: SettingsTap::Yes };
        sari.forges(refused.id, &Button::Settings(tap).encode(), "Tombol itu sudah tidak berlaku").await;
        tari.asks("/settings", "Bagian ini untuk pengurus yang bertugas").await;

        hadi.asks("/settings", "Pengaturan koperasi").await;
        hadi.presses("11", "Pengurus\nSekarang:").await;
        hadi.presses("Undang pengurus", "Untuk jabatan apa").await;
        let first = hadi.presses("sekretaris", "Undangan menjadi sekretaris").await;
        hadi.hears("Undangan 1: sekretaris").await;
        tari.hears("Undangan untuk jabatan sekretaris dibuat oleh ketua.").await;
        hadi.presses("Cabut 1", "✓ Undangan untuk sekretaris sudah dicabut.").await;
        tari.hears("Undangan untuk jabatan sekretaris dicabut oleh ketua.").await;
        let mut budi = Talk::with(&world, BUDI);
        budi.person.start(&code_in(&first)).await.unwrap();
        budi.hears("Kode itu sudah tidak bisa dipakai").await;
        hadi.presses("Undang pengurus", "Untuk jabatan apa").await;
        let second = hadi.presses("sekretaris", "Undangan menjadi sekretaris").await;
        hadi.hears("Undangan 1: sekretaris").await;
        tari.hears("Undangan untuk jabatan sekretaris dibuat oleh ketua.").await;
        budi.person.start(&code_in(&second)).await.unwrap();
        budi.hears("tercatat sebagai sekretaris").await;
        budi.hears("Apa yang ingin Anda kerjakan?").await;
        for talk in [&mut hadi, &mut tari] {
            talk.hears("Jabatan sekretaris sekarang dipegang akun yang membuka undangan itu: sekretaris.").await;
        }
        // Used by now: its button is over.
        hadi.presses("Cabut 1", "Undangan itu sudah dipakai atau tidak berlaku lagi.").await;
        hadi.presses("Undang pengurus", "Untuk jabatan apa").await;
        let late = hadi.presses("pengawas", "Undangan menjadi pengawas").await;
        hadi.hears("Undangan 1: pengawas").await;
        tari.hears("Undangan untuk jabatan pengawas dibuat oleh ketua.").await;
        budi.hears("Undangan untuk jabatan pengawas dibuat oleh ketua.").await;
        time_passes(&world, Duration::from_hours(25)).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.person.start(&code_in(&late)).await.unwrap();
        joko.hears("Kode itu sudah tidak bisa dipakai").await;
        assert_eq!(recorded(&world, "officers", "", "secretary").await, 2);
        assert_eq!(recorded(&world, "officers", "secretary", "").await, 1);
        for mut talk in [sari, joko] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn the_last_question_binds_a_group(kind, intake) {
        const GROUP: i64 = -1_001_234;
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        world.emulator.add_group(emulator::GroupConfig {
            id: GROUP, title: "Warga Contoh Maju".to_owned(), members: vec![CHAIR], admins: vec![CHAIR],
        });
        hadi.asks("/atur", "12. Grup: belum ada").await;
        hadi.presses("12", "Grup\nSekarang: belum ada").await;
        let offer = hadi.presses("Hubungkan grup", "Kode ini menghubungkan satu grup").await;
        hadi.hears("Pengaturan koperasi").await;
        let (_, code) = offer.text.split_once("/hubungkan ").unwrap();
        let there = hadi.person.in_group(GROUP);
        there.send_text(&format!("/hubungkan {}", code.trim())).await.unwrap();
        let bound = |view: &emulator::ChatView| view.messages.iter().any(|it| it.by_bot && it.text.contains(BOUND));
        there.wait_for(bound, PATIENCE).await.unwrap();
        there.send_text("/atur").await.unwrap();
        let private = |view: &emulator::ChatView| view.messages.iter().any(|it| it.by_bot && it.text.contains("berdua saja"));
        there.wait_for(private, PATIENCE).await.unwrap();
        hadi.asks("/atur", "12. Grup: 1 grup terhubung").await;
        hadi.has_read_all().await;
        world.end().await;
    }
}
