//! Menu, language, help, and everything that no dialogue expected.

use serde_json::json;

use crate::cast::{STRANGER, sari, treasurer, world};
use crate::support::everywhere;
use crate::talk::{Talk, rows};

everywhere! {
    async fn the_language_is_chosen_both_ways(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let choice = sari.asks("/bahasa", "Bahasa apa yang Anda pilih? Which language do you prefer?").await;
        assert_eq!(rows(&choice), [["Bahasa Indonesia", "English"]]);
        sari.presses("English", "All right, we will speak English from now on.").await;
        let menu = sari.hears("Bu Sari Contoh, how can we help you?").await;
        assert_eq!(rows(&menu), [vec!["Balance", "Statement", "Invite a friend"], vec!["Report", "Is this bot real?"], vec!["Language", "Help", "Ask the office"]]);
        sari.sees_stripped(choice.id).await;
        sari.asks("halo", "Sorry, I did not understand; did you mean one of these?").await;
        let choice = sari.presses("Menu", "how can we help you").await;
        assert_eq!(rows(&choice), rows(&menu));
        sari.presses("Language", "Which language do you prefer? Bahasa apa yang Anda pilih?").await;
        sari.presses("Bahasa Indonesia", "Baik, selanjutnya kami memakai bahasa Indonesia.").await;
        let menu = sari.hears("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        assert_eq!(rows(&menu), [vec!["Saldo", "Mutasi", "Ajak teman"], vec!["Lapor", "Bot ini asli?"], vec!["Bahasa", "Bantuan", "Tanya petugas"]]);
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_stranger_chooses_a_language_before_linking(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.person.start("").await.unwrap();
        joko.hears("Selamat datang").await;
        let choice = joko.asks("/language", "Bahasa apa").await;
        joko.presses("English", "we will speak English").await;
        joko.hears("Welcome to Koperasi Contoh Maju").await;
        joko.sees_stripped(choice.id).await;
        assert_eq!(joko.keys().await[1], ["I want to join", "Use a code"]);
        joko.taps("I want to join").await;
        joko.hears("We are glad that you want to join Koperasi Contoh Maju").await;
        joko.has_read_all().await;
        world.end().await;
    }

    async fn help_tells_what_can_be_asked_for(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let help = sari.asks("/bantuan", "Yang bisa Anda minta di sini").await;
        assert!(help.text.contains("/saldo – lihat simpanan Anda"), "{}", help.text);
        assert!(help.text.contains("dengan atau tanpa garis miring"), "{}", help.text);
        assert!(!help.text.contains("/loket"), "only what this person may do: {}", help.text);
        sari.presses("Tanya petugas", "Petugas kami siap membantu. Hubungi: Kantor Koperasi Contoh Maju").await;
        sari.sees_stripped(help.id).await;
        let listed: Vec<String> = sari.person.commands().into_iter().map(|(name, _)| name).collect();
        assert_eq!(listed, ["menu", "saldo", "mutasi", "tanya", "lapor", "bantuan", "bahasa", "mulai"]);
        let mut tari = treasurer(&world).await;
        let help = tari.asks("tolong", "Yang bisa Anda minta di sini").await;
        assert!(help.text.contains("/loket – ") && help.text.contains("/koreksi – "), "{}", help.text);
        let mut joko = Talk::with(&world, STRANGER);
        let help = joko.asks("help", "Yang bisa Anda minta di sini").await;
        assert_eq!(rows(&help), [vec!["Bot ini asli?", "Lapor"], vec!["Sambungkan keanggotaan", "Bahasa", "Tanya petugas"]]);
        for mut talk in [sari, tari, joko] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn whoever_is_not_understood_is_offered_a_person(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let lost = sari.asks("kapan RAT?", "Maaf, saya belum paham; apakah maksud Anda salah satu dari ini?").await;
        assert_eq!(rows(&lost), [["Saldo", "Mutasi"], ["Menu", "Tanya petugas"]]);
        sari.asks("/entahapa", "Maaf, saya belum paham").await;
        sari.presses("Saldo", "simpanan Anda").await;
        let mut joko = Talk::with(&world, STRANGER);
        let lost = joko.asks("halo", "Maaf, saya belum paham").await;
        assert_eq!(rows(&lost), [["Sambungkan keanggotaan", "Tanya petugas"]]);
        joko.presses("Sambungkan keanggotaan", "Selamat datang").await;
        joko.sees_stripped(lost.id).await;
        joko.asks("daftar", "Senang Anda ingin bergabung dengan Koperasi Contoh Maju").await;
        sari.has_read_all().await;
        joko.has_read_all().await;
        world.end().await;
    }

    async fn pictures_and_stickers_are_answered_with_what_can_be_read_and_captions_are_heard(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let sticker = json!({ "sticker": {
            "file_id": "s1", "file_unique_id": "u1", "type": "regular", "width": 512, "height": 512,
            "is_animated": false, "is_video": false,
        }});
        sari.sends_raw(&world, "message", &sticker);
        let answer = sari.hears("Untuk saat ini saya baru bisa membaca tulisan dan tombol").await;
        assert_eq!(rows(&answer), [["Saldo", "Mutasi"], ["Menu", "Tanya petugas"]]);
        let photo = json!({ "file_id": "p1", "file_unique_id": "u2", "width": 90, "height": 90, "file_size": 900 });
        sari.sends_raw(&world, "message", &json!({ "photo": [photo], "caption": "/saldo" }));
        sari.hears("simpanan Anda Rp4.350.000").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn what_is_not_for_the_bot_is_left_alone(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        sari.person.send_text("/saldo@OtherBot").await.unwrap();
        sari.sends_raw(&world, "edited_message", &json!({ "text": "/saldo", "edit_date": 2 }));
        sari.asks("/bantuan@ContohBot", "Yang bisa Anda minta di sini").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_form_is_left_on_request(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let nothing = tari.asks("/batal", "Tidak ada isian yang terbuka, jadi tidak ada yang perlu dibatalkan.").await;
        assert_eq!(rows(&nothing), [["Menu"]]);
        let form = tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        tari.asks("batal", "Baik, dibatalkan; tidak ada yang dicatat.").await;
        tari.forges(form.id, &crate::talk::data(&form, "Ya, benar"), "Tombol itu sudah tidak berlaku").await;
        tari.asks("/loket", "Nomor anggotanya berapa?").await;
        tari.asks("/menu", "Apa yang ingin Anda kerjakan?").await;
        tari.presses("Lanjutkan isian", "Nomor anggotanya berapa?").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn buttons_of_other_times_are_refused_kindly(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let menu = sari.asks("menu", "apa yang bisa kami bantu").await;
        let stale = sari.forges(menu.id, "xyz:1", "Tombol itu sudah tidak berlaku. Silakan mulai lagi dari menu.").await;
        assert_eq!(rows(&stale), [["Menu"]]);
        sari.forges(menu.id, "cy:00000001", "Tombol itu sudah tidak berlaku").await;
        sari.forges(menu.id, "ctr", "Bagian ini untuk pengurus yang bertugas").await;
        sari.forges(menu.id, &format!("ra:{:032x}", 1), "Bagian ini untuk pengurus yang bertugas").await;
        sari.has_read_all().await;
        world.end().await;
    }
}
