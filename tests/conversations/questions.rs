//! A question to the office, from whoever asks to whoever answers and back, in private and out of a group.

use std::time::Duration;

use domain::role::Role;

use crate::cast::{CHAIR, SARI, SECRETARY, STRANGER, officer, sari, time_passes, world};
use crate::eye::Eye;
use crate::support::{World, everywhere};
use crate::talk::{Talk, rows};

/// Moves the clock to noon of a coming Monday in Jakarta, so that nothing is quiet.
pub async fn monday_noon(world: &World) {
    use chrono::{Datelike, Timelike, Weekday};
    let local = world.clock.now() + chrono::TimeDelta::hours(7);
    let days = i64::from((7 - local.weekday().num_days_from_monday()) % 7);
    let noon = i64::from(12 * 3600) - i64::from(local.num_seconds_from_midnight());
    let seconds = days * 86_400 + noon;
    let seconds = if seconds <= 0 { seconds + 7 * 86_400 } else { seconds };
    time_passes(world, Duration::from_secs(u64::try_from(seconds).unwrap())).await;
    let local = world.clock.now() + chrono::TimeDelta::hours(7);
    assert_eq!(local.weekday(), Weekday::Mon);
}

everywhere! {
    async fn a_question_is_answered_in_the_chat_of_whoever_asked(kind, intake) {
        let world = world(kind, intake).await;
        monday_noon(&world).await;
        let mut sari = sari(&world).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let asked = sari.asks("/tanya kapan kantor buka hari Sabtu?", "Pertanyaan Anda sudah sampai, nomor T-1.").await;
        assert_eq!(rows(&asked), [["Menu"]]);
        let card = wulan.hears("Pertanyaan T-1 dari Bu Sari Contoh (A-001):").await;
        assert!(card.text.contains("kapan kantor buka hari Sabtu?"), "{}", card.text);
        assert_eq!(rows(&card)[0], ["Jawab"]);
        let late = hadi.hears("Pertanyaan T-1 dari Bu Sari Contoh (A-001):").await;
        wulan.presses("Jawab", "Tulis jawabannya dalam satu pesan").await;
        let draft = wulan.asks("Sabtu jam 9 sampai 12.", "Jawaban untuk pertanyaan T-1:").await;
        assert_eq!(rows(&draft), [vec!["Kirim jawaban"], vec!["Ubah", "Batal"]]);
        wulan.presses("Kirim jawaban", "sudah kami kirim kepada penanya").await;
        let answer = sari.hears("Jawaban untuk pertanyaan Anda T-1").await;
        assert!(answer.text.contains("Sabtu jam 9 sampai 12.") && answer.text.contains("Dijawab oleh sekretaris."), "{}", answer.text);
        assert_eq!(rows(&answer), [["Tanya lagi", "Sudah jelas"]]);
        hadi.forges(late.id, &crate::talk::data(&late, "Jawab"), "Pertanyaan T-1 sudah dijawab oleh sekretaris.").await;
        sari.presses("Tanya lagi", "Silakan tulis pertanyaan Anda dalam satu pesan").await;
        sari.asks("Kalau hari Minggu?", "nomor T-2").await;
        wulan.hears("lanjutan dari T-1").await;
        hadi.hears("lanjutan dari T-1").await;
        let quoted = wulan.person.last_message().await.unwrap().id;
        wulan.person.reply(quoted, "Minggu tutup.").await.unwrap();
        wulan.hears("Jawaban untuk pertanyaan T-2:").await;
        wulan.presses("Kirim jawaban", "sudah kami kirim kepada penanya").await;
        sari.hears("Minggu tutup.").await;
        sari.presses("Sudah jelas", "Terima kasih").await;
        for mut talk in [sari, wulan, hadi] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn what_is_not_understood_is_sent_by_one_press_and_one_yes(kind, intake) {
        let world = world(kind, intake).await;
        monday_noon(&world).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut sari = sari(&world).await;
        sari.asks("saldo saya brp ya?", "simpanan Anda").await;
        sari.asks("mau pinjam 5 juta", "Pinjaman belum bisa diurus lewat obrolan ini").await;
        let confirm = sari.presses("Tanya petugas", "Kirim pesan ini kepada petugas?").await;
        assert!(confirm.text.contains("mau pinjam 5 juta"), "{}", confirm.text);
        sari.presses("Kirim ke petugas", "nomor T-1").await;
        wulan.hears("mau pinjam 5 juta").await;
        let tasks = wulan.asks("/tugas", "mau pinjam 5 juta").await;
        assert_eq!(rows(&tasks)[0], ["Jawab"]);
        sari.has_read_all().await;
        wulan.has_read_all().await;
        world.end().await;
    }

    async fn nobody_answering_is_said_once_a_step(kind, intake) {
        let world = world(kind, intake).await;
        monday_noon(&world).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut sari = sari(&world).await;
        sari.asks("/tanya kapan?", "nomor T-1").await;
        wulan.hears("Pertanyaan T-1").await;
        hadi.hears("Pertanyaan T-1").await;
        time_passes(&world, Duration::from_hours(24)).await;
        for talk in [&mut wulan, &mut hadi] {
            let summary = talk.hears("ada 1 hal menunggu Anda; yang terlama sejak kemarin.").await;
            assert_eq!(rows(&summary), [["Pertanyaan (1)"]]);
            talk.hears("T-1, menunggu 1 hari").await;
        }
        sari.hears("Pertanyaan Anda T-1 masih menunggu jawaban").await;
        // A leap over many days: only the newest step is said.
        time_passes(&world, Duration::from_hours(24 * 27)).await;
        wulan.hears("ada 1 hal menunggu Anda; yang terlama sejak 28 hari lalu.").await;
        wulan.hears("T-1, menunggu 3 hari").await;
        hadi.hears("ada 1 hal menunggu Anda").await;
        hadi.hears("sudah lama belum dijawab").await;
        for talk in [&mut sari, &mut wulan, &mut hadi] {
            talk.has_read_all().await;
        }
        let runs = Eye::open(&world.place).await.number("SELECT COUNT(*) FROM job_runs WHERE job = 'question'").await;
        assert_eq!(runs, 2);
        world.end().await;
    }

    async fn a_question_in_a_group_is_answered_in_private(kind, intake) {
        let world = world(kind, intake).await;
        monday_noon(&world).await;
        let group = world.open_group(&[SARI, STRANGER, CHAIR]).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut sari = sari(&world).await;
        let mut there = Talk::of(sari.person.in_group(group));
        there.hears("Grup ini terhubung dengan").await;
        let taken = there.asks("/tanya berapa bunga simpanan saya?", "Pertanyaan sudah kami terima, nomor T-1.").await;
        assert!(!taken.text.contains("simpanan saya"), "nothing of it is repeated: {}", taken.text);
        wulan.hears("berapa bunga simpanan saya?").await;
        wulan.presses("Jawab", "Tulis jawabannya").await;
        wulan.asks("Jasa simpanan dibagi saat RAT.", "Sudah benar?").await;
        wulan.presses("Kirim jawaban", "sudah kami kirim kepada penanya").await;
        sari.hears("Jasa simpanan dibagi saat RAT.").await;
        // Whoever never opened the private chat reads a way to the answer in the group, and the answer behind it.
        let joko = world.emulator.person(STRANGER);
        let mut joko_there = Talk::of(joko.in_group(group));
        joko_there.hears("Grup ini terhubung dengan").await;
        joko_there.hears("nomor T-1").await;
        joko_there.asks("/tanya cara jadi anggota?", "nomor T-2").await;
        wulan.hears("dari orang yang belum tersambung").await;
        wulan.presses("Jawab", "Tulis jawabannya").await;
        wulan.asks("Datang ke kantor membawa KTP.", "Sudah benar?").await;
        wulan.presses("Kirim jawaban", "Penanya belum membuka obrolan pribadi").await;
        let line = joko_there.hears("Jawaban untuk pertanyaan T-2 sudah ada.").await;
        assert!(!line.text.contains("KTP"), "{}", line.text);
        let url = line.find_button("Baca jawaban").unwrap().url.clone().unwrap();
        assert_eq!(url, "https://t.me/ContohBot?start=T-2");
        let mut joko = Talk::of(joko);
        joko.person.start("T-2").await.unwrap();
        joko.hears("Datang ke kantor membawa KTP.").await;
        sari.person.start("T-2").await.unwrap();
        sari.hears("apa yang bisa kami bantu").await;
        sari.has_read_all().await;
        wulan.has_read_all().await;
        world.end().await;
    }
}
