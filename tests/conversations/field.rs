//! Inputs as they came in the field: texts with odd decoration, albums, service messages, links on posters, and sentences
//! where a code is awaited. Each kind with variants of its own.

use rembuk::commands::invite::For;
use serde_json::{Value, json};

use crate::cast::{BUDI, CHAIR, DEWI, SARI, STRANGER, TUTI, officer, sari, world};
use crate::support::{World, everywhere};
use crate::talk::{Talk, rows};
use domain::role::Role;

const BALANCE: &str = "simpanan Anda Rp4.350.000";
const TAKEN: &str = "Pertanyaan sudah kami terima, nomor T-";
const WELCOME: &str = "Selamat datang di Koperasi Contoh Maju";
const NOT_UNDERSTOOD: &str = "Maaf, saya belum paham";

/// What stands around a text, and must not matter: each kind that was met, and more of each.
fn decorations() -> Vec<(&'static str, Value)> {
    let user = || json!({ "id": 5555, "is_bot": false, "first_name": "Orang" });
    let channel = || json!({ "id": -1009, "type": "channel", "title": "Kabar" });
    let entity = |kind: &str| json!({ "entities": [{ "type": kind, "offset": 0, "length": 5 }] });
    let link = |url: &str| json!({ "entities": [{ "type": "text_link", "offset": 0, "length": 5, "url": url }] });
    let quote = || json!({ "text": "simpanan wajib naik", "position": 0, "is_manual": true });
    vec![
        (
            "an entity of a newer interface",
            json!({ "entities": [{ "type": "date_time", "offset": 0, "length": 5, "unix_time": 1_796_400_000 }] }),
        ),
        ("an entity of tomorrow", entity("kind_of_tomorrow")),
        ("an entity without a place", json!({ "entities": [{ "type": "bold" }] })),
        ("an entity of figures", json!({ "entities": [{ "type": 7, "offset": "0", "length": -1 }] })),
        ("entities that are no list", json!({ "entities": { "type": "bold" } })),
        (
            "a reply from another chat",
            json!({ "external_reply": { "origin": { "type": "user", "date": 1_795_990_000, "sender_user": user() } }, "quote": quote() }),
        ),
        (
            "a reply to a channel",
            json!({ "external_reply": { "origin": { "type": "channel", "date": 1_795_990_000, "chat": channel(), "message_id": 7 }, "chat": channel(), "message_id": 7 }, "quote": quote() }),
        ),
        (
            "a reply to a hidden person",
            json!({ "external_reply": { "origin": { "type": "hidden_user", "date": 1_795_990_000, "sender_user_name": "Seseorang" }, "photo": [{ "file_id": "a", "file_unique_id": "b", "width": 1, "height": 1 }] } }),
        ),
        ("a reply of a new origin", json!({ "external_reply": { "origin": { "type": "satellite" } } })),
        ("a reply to nothing", json!({ "external_reply": null, "reply_to_message": null, "quote": "words" })),
        ("a reply to a story", json!({ "reply_to_story": { "chat": channel(), "id": 3 } })),
        ("a link that is none", link("https://")),
        ("a link without a scheme", link("www.contoh.id/kabar")),
        ("a link with a gap", link("http://contoh .id")),
        ("an empty link", link("")),
        ("a link of another scheme", link("javascript:alert(1)")),
        (
            "a link that is no text",
            json!({ "entities": [{ "type": "text_link", "offset": 0, "length": 5, "url": 7 }] }),
        ),
    ]
}

/// A text with more fields, as only an app can make it.
fn with(text: &str, more: &Value) -> Value {
    let mut fields = more.clone();
    fields["text"] = text.into();
    fields
}

/// The same in a group.
fn in_group(group: i64, fields: &Value) -> Value {
    let mut fields = fields.clone();
    fields["chat"] = json!({ "id": group, "type": "supergroup", "title": "Warga Contoh Maju" });
    fields
}

fn photo(album: Option<&str>, caption: Option<&str>) -> Value {
    let mut fields = json!({ "photo": [{ "file_id": "a", "file_unique_id": "b", "width": 90, "height": 90 }] });
    if let Some(album) = album {
        fields["media_group_id"] = album.into();
    }
    if let Some(caption) = caption {
        fields["caption"] = caption.into();
    }
    fields
}

/// A message with a number of its own: an album is told apart by it.
fn numbered(id: i64, fields: &Value) -> Value {
    let mut fields = fields.clone();
    fields["message_id"] = id.into();
    fields
}

/// What happens in a chat by itself.
fn services() -> Vec<Value> {
    let pinned = json!({
        "message_id": 3, "date": 1_795_990_000, "text": "Setoran sudah dicatat",
        "chat": { "id": SARI, "type": "private", "first_name": "Sari" },
        "from": { "id": 4242, "is_bot": true, "first_name": "Contoh", "username": "ContohBot" },
    });
    vec![
        json!({ "pinned_message": pinned }),
        json!({ "message_auto_delete_timer_changed": { "message_auto_delete_time": 86_400 } }),
        json!({ "write_access_allowed": { "from_request": true } }),
        json!({ "forum_topic_created": { "name": "Umum", "icon_color": 7_322_096 } }),
        json!({ "chat_background_set": { "type": { "type": "chat_theme", "theme_name": "x" } } }),
        // Of each kind more: what is new may end as these do.
        json!({ "pinned_message": { "message_id": 4, "date": 0, "chat": { "id": SARI, "type": "private" } } }),
        json!({ "forum_topic_reopened": {} }),
        json!({ "paid_message_price_changed": { "paid_message_star_count": 5 } }),
        json!({ "proximity_alert_triggered": {} }),
        json!({ "something_of_tomorrow_set": { "x": 1 } }),
    ]
}

async fn group_of(world: &World) -> i64 {
    world.open_group(&[SARI, BUDI, DEWI, TUTI, STRANGER, CHAIR]).await
}

everywhere! {
    async fn a_text_with_odd_decoration_is_a_text(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        for (what, more) in decorations() {
            sari.sends_raw(&world, "message", &with("saldo", &more));
            let answer = sari.next().await;
            assert!(answer.text.contains(BALANCE), "{what}: {}", answer.text);
        }
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_question_with_odd_decoration_is_taken(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let people = [STRANGER, BUDI, TUTI, DEWI];
        // Five questions of a person may wait.
        for (person, more) in people.into_iter().zip(decorations().chunks(5)) {
            let mut asker = Talk::with(&world, person);
            asker.person.start("").await.unwrap();
            asker.hears(WELCOME).await;
            for (what, more) in more {
                asker.sends_raw(&world, "message", &with("/tanya rapat tgl 5 Des jam 9, benar?", more));
                let answer = asker.next().await;
                assert!(answer.text.contains("nomor T-"), "{what}: {}", answer.text);
            }
            asker.has_read_all().await;
        }
        hadi.asks("/tugas", "rapat tgl 5 Des jam 9, benar?").await;
        hadi.has_read_all().await;
        world.end().await;
    }

    async fn a_question_with_odd_decoration_is_taken_in_a_group(kind, intake) {
        let world = world(kind, intake).await;
        let group = group_of(&world).await;
        let mut there = Talk::of(world.emulator.person(SARI).in_group(group));
        there.hears("Grup ini terhubung dengan").await;
        for (person, more) in [SARI, BUDI, TUTI, DEWI].into_iter().zip(decorations().chunks(5)) {
            for (what, more) in more {
                let asker = Talk::with(&world, person);
                asker.sends_raw(&world, "message", &in_group(group, &with("/tanya kapan kantor buka?", more)));
                let line = there.next().await;
                assert!(line.text.contains(TAKEN), "{what}: {}", line.text);
            }
        }
        world.end().await;
    }

    async fn an_album_has_one_answer_and_its_caption_is_heard(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut sari = sari(&world).await;
        let words = "Bukti transfer 100rb, tolong dicek";
        for (id, caption) in [(101, Some(words)), (102, None), (103, None), (104, None)] {
            sari.sends_raw(&world, "message", &numbered(id, &photo(Some("77"), caption)));
        }
        let answer = sari.next().await;
        assert!(rows(&answer).concat().contains(&"Tanya petugas"), "{:?}", rows(&answer));
        sari.presses("Tanya petugas", words).await;
        sari.presses("Kirim ke petugas", "nomor T-1").await;
        hadi.asks("/tugas", words).await;
        // Without words; another one at once; and a picture alone, which is no album.
        for (first, album) in [(111, "78"), (121, "79")] {
            for id in first..first + 3 {
                sari.sends_raw(&world, "message", &numbered(id, &photo(Some(album), None)));
            }
            sari.hears("Untuk saat ini saya baru bisa membaca tulisan").await;
        }
        sari.sends_raw(&world, "message", &numbered(131, &photo(None, Some("saldo"))));
        sari.hears(BALANCE).await;
        sari.has_read_all().await;
        hadi.has_read_all().await;
        world.end().await;
    }

    async fn service_messages_are_met_with_silence(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.asks("/daftar", "setuju").await;
        joko.presses("Saya setuju", "nama").await;
        for fields in services() {
            sari.sends_raw(&world, "message", &fields);
            joko.sends_raw(&world, "message", &fields);
        }
        // The form goes on where it was, and nothing was "deleted".
        joko.asks("Joko Contoh", "Bagaimana sapaannya?").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn links_on_posters_greet_and_the_real_code_works(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        for payload in
            ["brosur2026", "instagram", "brosur2026", "brosur2026", "brosur2026", "RAPAT-2026", "fb_ads", "promo-merdeka", "7K2MQ9XTR4P8"]
        {
            joko.person.start(payload).await.unwrap();
            let answer = joko.next().await;
            assert!(answer.text.contains(WELCOME), "{payload}: {}", answer.text);
        }
        let real = world.invite(For::Member("A-002".to_owned())).await;
        joko.follows(&real, "Terima kasih, Pak Budi Contoh").await;
        joko.hears("apa yang bisa kami bantu").await;
        joko.has_read_all().await;
        world.end().await;
    }

    async fn sentences_where_a_code_is_awaited_are_heard_and_the_real_code_works(kind, intake) {
        let world = world(kind, intake).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.person.start("").await.unwrap();
        joko.hears(WELCOME).await;
        joko.asks("Pakai kode", "Ketik kode yang Anda terima dari kantor").await;
        for said in [
            "selamat pagi",
            "saya lupa kodenya",
            "kodenya belum dikasih",
            "bagaimana caranya",
            "halo kak, kodenya mana ya",
            "belum dapat dari kantor",
            "apa kabar",
        ] {
            let answer = joko.asks(said, NOT_UNDERSTOOD).await;
            assert!(rows(&answer).concat().contains(&"Tanya petugas"), "{said}: {:?}", rows(&answer));
        }
        joko.asks("terima kasih", "Sama-sama").await;
        // A slip is told, and is no guess either.
        for _ in 0..5 {
            joko.asks("7K2M-Q9XT-R4P8", "Kode itu belum kami kenali").await;
        }
        let real = world.invite(For::Member("A-002".to_owned())).await;
        joko.asks(&real.grouped_code(), "Terima kasih, Pak Budi Contoh").await;
        joko.hears("apa yang bisa kami bantu").await;
        joko.has_read_all().await;
        world.end().await;
    }
}
