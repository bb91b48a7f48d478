//! A member links their account by their own contact card, and by nothing less.

use serde_json::json;

use crate::cast::{BUDI, DEWI, REGISTER, SARI, STRANGER, TUTI, sari, world};
use crate::support::{World, everywhere, person};
use crate::talk::{Talk, rows};

/// What everybody hears whose number leads to no membership that is free.
const NOT_FOUND: &str = "Belum ada keanggotaan yang bisa kami sambungkan dengan nomor ini";

everywhere! {
    async fn a_member_links_by_contact_and_reads_the_balance(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = Talk::with(&world, SARI);
        sari.person.start("").await.unwrap();
        let welcome = sari.hears("Selamat datang di Koperasi Contoh Maju").await;
        assert!(welcome.text.contains("kirim nomor HP agar hanya Anda yang melihat simpanan Anda"), "{}", welcome.text);
        let keys = [vec!["📱 Saya anggota, kirim nomor"], vec!["Saya mau daftar", "Pakai kode"]];
        assert_eq!(sari.keys().await, keys);
        sari.taps("📱 Saya anggota, kirim nomor").await;
        sari.hears("Terima kasih, Bu Sari Contoh. Akun ini sekarang tersambung dengan keanggotaan nomor A-001").await;
        let menu = sari.hears("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        assert_eq!(rows(&menu), [vec!["Saldo", "Mutasi", "Ajak teman"], vec!["Lapor", "Bot ini asli?"], vec!["Bahasa", "Bantuan", "Tanya petugas"]]);
        assert_eq!(sari.keys().await, [["Menu"]]);
        let balance = sari.presses("Saldo", "simpanan Anda Rp4.350.000; yang bisa diambil sekarang Rp3.040.000").await;
        assert!(balance.is_edited() && balance.id == menu.id, "the menu becomes the balance");
        sari.has_read_all().await;
        world.end().await;
    }

    async fn an_english_app_is_spoken_to_in_english(kind, intake) {
        let people = vec![emulator::PersonConfig {
            language_code: "en-GB".to_owned(),
            ..person(SARI, "Sari", "+6281200000011")
        }];
        let world = World::start(kind, intake, people, REGISTER).await;
        let mut sari = Talk::with(&world, SARI);
        sari.person.start("").await.unwrap();
        sari.hears("Welcome to Koperasi Contoh Maju").await;
        let keys = [vec!["📱 I'm a member, send number"], vec!["I want to join", "Use a code"]];
        assert_eq!(sari.keys().await, keys);
        sari.taps("📱 I'm a member, send number").await;
        sari.hears("This account is now linked to membership number A-001").await;
        sari.hears("Bu Sari Contoh, how can we help you?").await;
        sari.presses("Balance", "you have saved Rp4,350,000; you can withdraw Rp3,040,000 now").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_card_that_proves_nothing_links_nobody(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        let phone = "+6281200000011";
        joko.person.share_contact_of(phone, Some(STRANGER)).await.unwrap();
        joko.hears("Agar aman, kirim nomor Anda sekali lagi lewat tombol").await;
        joko.person.share_contact_of(phone, Some(SARI)).await.unwrap();
        joko.hears("bukan nomor akun Telegram Anda sendiri").await;
        joko.person.share_contact_of(phone, None).await.unwrap();
        joko.hears("bukan nomor akun Telegram Anda sendiri").await;
        let card = json!({ "phone_number": phone, "first_name": "Sari", "user_id": STRANGER });
        let origin = json!({ "type": "hidden_user", "sender_user_name": "Sari", "date": 1 });
        joko.sends_raw(&world, "message", &json!({ "contact": card, "forward_origin": origin }));
        joko.hears("Kontak yang diteruskan dari obrolan lain tidak bisa kami terima").await;
        joko.person.share_contact_of("12", Some(STRANGER)).await.unwrap();
        joko.hears("Nomor itu belum bisa kami baca").await;
        joko.asks("0812-0000-0011", "Nomor yang diketik belum membuktikan bahwa itu nomor Anda").await;
        assert_eq!(joko.keys().await[0], ["📱 Saya anggota, kirim nomor"], "every refusal leaves the way open");
        joko.asks("/saldo", "Bagian ini untuk anggota yang sudah tersambung").await;
        joko.has_read_all().await;
        world.end().await;
    }

    async fn unknown_ended_shared_and_taken_numbers_sound_alike(kind, intake) {
        let world = world(kind, intake).await;
        for id in [STRANGER, TUTI, DEWI] {
            let mut person = Talk::with(&world, id);
            person.person.start("").await.unwrap();
            person.hears("Selamat datang").await;
            person.taps("📱 Saya anggota, kirim nomor").await;
            let answer = person.hears(NOT_FOUND).await;
            assert!(answer.text.contains("Mintalah kode di kantor"), "{}", answer.text);
            assert!(answer.text.contains("Kantor Koperasi Contoh Maju"), "it names a person to turn to: {}", answer.text);
            person.has_read_all().await;
        }
        sari(&world).await;
        // The number now belongs to another account: its new owner does not become Sari.
        world.emulator.add_person(person(BUDI, "Budi", "+6281200000011"));
        let mut budi = Talk::with(&world, BUDI);
        budi.person.start("").await.unwrap();
        budi.hears("Selamat datang").await;
        budi.taps("📱 Saya anggota, kirim nomor").await;
        budi.hears(NOT_FOUND).await;
        budi.asks("saldo", "Bagian ini untuk anggota yang sudah tersambung").await;
        budi.has_read_all().await;
        world.end().await;
    }

    async fn a_linked_member_is_not_linked_again(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        sari.person.share_contact().await.unwrap();
        sari.hears("Maaf, saya belum paham").await;
        sari.asks("/kode", "Ketik kode yang Anda terima dari kantor").await;
        sari.person.share_contact().await.unwrap();
        sari.hears("Bu Sari Contoh, akun ini memang sudah tersambung dengan keanggotaan nomor A-001").await;
        sari.hears("apa yang bisa kami bantu").await;
        sari.asks("/start", "Bu Sari Contoh, apa yang bisa kami bantu?").await;
        sari.has_read_all().await;
        world.end().await;
    }
}
