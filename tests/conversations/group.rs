//! In a group others read along: one line and a way out, never a figure.

use emulator::GroupConfig;
use serde_json::json;

use crate::cast::{BUDI, CHAIR, SARI, TREASURER, sari, treasurer, world};
use crate::support::{BOUND, World, everywhere};
use crate::talk::{Talk, rows};

const GROUP: i64 = -1_001_234;

/// What a group reads, whatever was asked.
const PRIVATE: &str = "Soal simpanan kita bicarakan berdua saja. Silakan buka obrolan pribadi dengan saya.";

/// A group that the chair has bound.
async fn open_group(world: &World) {
    let members = vec![SARI, BUDI, TREASURER, CHAIR];
    world.emulator.add_group(GroupConfig {
        id: GROUP,
        title: "Warga Contoh Maju".to_owned(),
        members,
        admins: vec![SARI],
    });
    world.emulator.set_privacy_mode("ContohBot", false).unwrap();
    world.bind(CHAIR, GROUP).await;
}

/// Somebody in that group.
async fn in_group(talk: &Talk) -> Talk {
    let mut group = Talk::of(talk.person.in_group(GROUP));
    group.hears(BOUND).await;
    group
}

everywhere! {
    async fn a_command_in_a_group_is_led_to_the_private_chat(kind, intake) {
        let world = world(kind, intake).await;
        open_group(&world).await;
        let mut sari = sari(&world).await;
        let mut group = in_group(&sari).await;
        for command in ["/saldo", "/balance@ContohBot", "/mutasi", "/start", "/loket A-001 wajib 100rb"] {
            let line = group.asks(command, PRIVATE).await;
            assert_eq!(line.text, PRIVATE);
            assert_eq!(rows(&line), [["Buka obrolan pribadi"]]);
            let url = line.find_button("Buka obrolan pribadi").unwrap().url.clone();
            assert_eq!(url.as_deref(), Some("https://t.me/ContohBot?start=menu"));
        }
        // What that link does: the chat with the bot opens, and Start carries the payload.
        sari.person.start("menu").await.unwrap();
        sari.hears("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn talk_among_members_is_not_listened_to(kind, intake) {
        let world = world(kind, intake).await;
        open_group(&world).await;
        let mut sari = sari(&world).await;
        let mut group = in_group(&sari).await;
        group.person.send_text("saldo").await.unwrap();
        group.person.send_text("menu").await.unwrap();
        group.person.send_text("/saldo@OtherBot").await.unwrap();
        group.person.send_text("/entahapa").await.unwrap();
        group.person.share_contact().await.unwrap();
        group.asks("/bantuan", "Di grup ini: /tanya").await;
        let menu = |talk: &Talk| talk.person.commands().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(menu(&group), ["tanya", "hubungkan", "bantuan"], "for those who administer the group");
        assert_eq!(menu(&Talk::of(world.emulator.person(BUDI).in_group(GROUP))), ["tanya", "bantuan"]);
        let said = group.person.chat().await.messages.iter().filter(|message| message.by_bot).count();
        assert_eq!(said, 2, "silence for all the rest");
        sari.has_read_all().await;
        world.end().await;
    }

    async fn an_anonymous_admin_is_nobody(kind, intake) {
        let world = world(kind, intake).await;
        open_group(&world).await;
        let posted = json!({
            "text": "/saldo",
            "chat": { "id": GROUP, "type": "supergroup", "title": "Warga Contoh Maju" },
            "sender_chat": { "id": GROUP, "type": "supergroup", "title": "Warga Contoh Maju" },
            "from": { "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" },
        });
        let sari = sari(&world).await;
        sari.sends_raw(&world, "message", &posted);
        let mut group = in_group(&sari).await;
        let told = group.hears("Saya tidak bisa tahu siapa yang bertanya. Matikan dulu Tetap anonim").await;
        assert_eq!(rows(&told), [["Buka obrolan pribadi"]]);
        group.asks("/saldo", PRIVATE).await;
        let said = group.person.chat().await.messages.iter().filter(|message| message.by_bot).count();
        assert_eq!(said, 3, "one answer for each");
        world.end().await;
    }

    async fn a_form_in_the_private_chat_is_safe_from_the_group(kind, intake) {
        let world = world(kind, intake).await;
        open_group(&world).await;
        let mut tari = treasurer(&world).await;
        let form = tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        let mut group = in_group(&tari).await;
        group.asks("/batal", PRIVATE).await;
        group.person.send_text("200rb").await.unwrap();
        let line = group.asks("/menu", PRIVATE).await;
        group.forges(line.id, &crate::talk::data(&form, "Ya, benar"), PRIVATE).await;
        tari.presses("Ya, benar", "Setoran Rp100.000 dari Bu Sari Contoh (A-001)").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn a_group_is_bound_in_its_topic_by_an_admin_without_a_name(kind, intake) {
        let world = world(kind, intake).await;
        let title = "Warga Contoh Maju".to_owned();
        world.emulator.add_group(GroupConfig { id: -5_007, title, members: vec![SARI, CHAIR], admins: vec![SARI] });
        let forum = world.emulator.group(-5_007).upgrade(SARI).unwrap();
        let topic = forum.open_topic(SARI, "Tanya jawab").unwrap();
        let hadi = crate::cast::officer(&world, CHAIR, domain::role::Role::Chair).await;
        let code = crate::support::code_of_group(&hadi.person).await;
        let nameless = forum.as_person(SARI).in_topic(Some(topic)).anonymously();
        let bound = |view: &emulator::ChatView| view.messages.iter().filter(|it| it.text.contains(BOUND)).count();
        nameless.send_text("/saldo").await.unwrap();
        for count in 1..=2 {
            nameless.send_text(&format!("/hubungkan {code}")).await.unwrap();
            nameless.wait_for(|view| bound(view) == count, crate::support::PATIENCE).await.unwrap();
        }
        let said = nameless.chat().await.messages.iter().filter(|it| it.by_bot).count();
        assert_eq!(said, 3, "an anonymous admin is nobody: only the code counts, and all else is told how to be asked");
        let mut eye = crate::eye::Eye::open(&world.place).await;
        assert_eq!(eye.number("SELECT topic_id FROM group_bindings").await, topic);
        world.end().await;
    }

    async fn a_group_that_moves_stays_bound_and_one_that_removes_us_does_not(kind, intake) {
        let world = world(kind, intake).await;
        let members = vec![SARI, CHAIR];
        let title = "Warga Contoh Maju".to_owned();
        world.emulator.add_group(GroupConfig { id: -5_007, title, members, admins: vec![CHAIR] });
        world.bind(CHAIR, -5_007).await;
        let sari = sari(&world).await;
        let moved = world.emulator.group(-5_007).upgrade(CHAIR).unwrap();
        crate::eye::Eye::open(&world.place).await.wait_until_quiet().await;
        let mut there = Talk::of(sari.person.in_group(moved.id()));
        there.asks("/saldo", PRIVATE).await;
        let mut eye = crate::eye::Eye::open(&world.place).await;
        assert_eq!(eye.number("SELECT chat_id FROM group_bindings").await, moved.id());
        moved.remove_bot(CHAIR).unwrap();
        let chair = world.emulator.person(CHAIR);
        let told = |view: &emulator::ChatView| view.messages.iter().any(|it| it.text.contains("sudah tidak berada di grup"));
        chair.wait_for(told, crate::support::PATIENCE).await.unwrap();
        moved.add_bot(CHAIR).unwrap();
        there.hears("Agar grup ini terhubung").await;
        there.asks("/saldo", "Grup ini belum terhubung").await;
        world.end().await;
    }
}
