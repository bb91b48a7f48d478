//! Raw updates, and what the dialogues read of them.

use dialogues::hub::{Command, GroupEvent, Input};
use domain::ids::{ChatId, PersonId};
use domain::question::QuestionNumber;

use super::route::{Routed, Router};
use super::update::Update;

async fn route(json: serde_json::Value) -> Routed {
    Router::default().route(json.to_string().as_bytes(), "ContohBot").await
}

fn message(chat: i64, extra: &serde_json::Value) -> serde_json::Value {
    let kind = if chat < 0 { "group" } else { "private" };
    let mut message = serde_json::json!({
        "message_id": 5, "date": 1, "chat": {"id": chat, "type": kind, "title": "Grup", "first_name": "Sari"},
        "from": {"id": 7, "is_bot": false, "first_name": "Sari", "language_code": "en"},
    });
    for (key, value) in extra.as_object().unwrap() {
        message[key] = value.clone();
    }
    serde_json::json!({"update_id": 1, "message": message})
}

async fn input(json: serde_json::Value) -> Option<Input> {
    match route(json).await {
        Routed::Dialogue(incoming) => Some(incoming.input),
        Routed::Reachable(_) | Routed::Ignored | Routed::Unknown(_) => None,
    }
}

#[tokio::test]
async fn a_command_is_read_with_and_without_the_slash() {
    let balance = Some(Input::Command { command: Command::Balance, rest: String::new() });
    for text in ["/saldo", "/balance", "/SALDO@contohbot", "saldo", "Balance"] {
        assert_eq!(input(message(7, &serde_json::json!({"text": text}))).await, balance, "{text}");
    }
}

#[tokio::test]
async fn a_command_for_another_bot_is_not_for_us() {
    assert_eq!(input(message(7, &serde_json::json!({"text": "/saldo@OtherBot"}))).await, None);
    assert_eq!(input(message(-7, &serde_json::json!({"text": "/saldo@OtherBot"}))).await, None);
}

#[tokio::test]
async fn plain_text_in_a_group_is_not_for_us() {
    assert_eq!(input(message(-7, &serde_json::json!({"text": "saldo"}))).await, None);
}

#[tokio::test]
async fn an_anonymous_admin_is_nobody_and_may_bring_a_code() {
    let posted = |text: &str, sender: i64| {
        message(
            -7,
            &serde_json::json!({
                "text": text, "sender_chat": {"id": sender, "type": "supergroup", "title": "Grup"},
                "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group"},
            }),
        )
    };
    let told = Some(Input::Group(GroupEvent::AskedByNobody));
    for command in ["/saldo", "/tanya kapan buka?", "/bantuan@ContohBot", "/start"] {
        assert_eq!(input(posted(command, -7)).await, told, "{command}");
    }
    for words in ["saldo", "/saldo@OtherBot", "/nobody_knows_this"] {
        assert_eq!(input(posted(words, -7)).await, None, "{words}");
    }
    let link = Some(Input::Start { payload: Some("abc".to_owned()) });
    assert_eq!(input(posted("/start abc", -7)).await, link, "by which we were added");
    let bind = Some(Input::Command { command: Command::Bind, rest: "abc".to_owned() });
    assert_eq!(input(posted("/hubungkan abc", -7)).await, bind);
    assert_eq!(input(posted("/hubungkan abc", -8)).await, None, "a linked channel is not the group");
}

#[tokio::test]
async fn what_happens_to_a_group_is_told_apart() {
    let change = |kind: &str, old: &str, new: &str| {
        let member = |status: &str| match status {
            "kicked" => serde_json::json!({"status": status, "user": bot(), "until_date": 0}),
            _ => serde_json::json!({"status": status, "user": bot()}),
        };
        serde_json::json!({"update_id": 1, "my_chat_member": {
            "chat": {"id": -7, "type": kind, "title": "Warga"}, "date": 1,
            "from": {"id": 7, "is_bot": false, "first_name": "Sari"},
            "old_chat_member": member(old), "new_chat_member": member(new),
        }})
    };
    let event = |event| Some(Input::Group(event));
    let removed = GroupEvent::Removed { title: "Warga".to_owned() };
    assert_eq!(input(change("group", "left", "member")).await, event(GroupEvent::Added));
    assert_eq!(input(change("supergroup", "member", "kicked")).await, event(removed.clone()));
    assert_eq!(input(change("group", "member", "left")).await, event(removed));
    assert_eq!(input(change("channel", "left", "member")).await, None);
    let moved = message(-7, &serde_json::json!({"migrate_to_chat_id": -1_007}));
    assert_eq!(input(moved).await, event(GroupEvent::MovedTo(ChatId(-1_007))));
    let moved = message(-1_007, &serde_json::json!({"migrate_from_chat_id": -7}));
    assert_eq!(input(moved).await, event(GroupEvent::MovedFrom(ChatId(-7))));
}

fn bot() -> serde_json::Value {
    serde_json::json!({"id": 42, "is_bot": true, "first_name": "Bot", "username": "ContohBot"})
}

#[tokio::test]
async fn an_answer_to_a_question_in_our_message_is_told_apart() {
    let answering = |from: serde_json::Value, text: &str| {
        let original = serde_json::json!({
            "message_id": 4, "date": 1, "chat": {"id": 7, "type": "private", "first_name": "Sari"},
            "from": from, "text": text,
        });
        message(7, &serde_json::json!({"text": "saldo", "reply_to_message": original}))
    };
    let quoted = Input::Quoted { question: QuestionNumber(12), text: "saldo".to_owned() };
    let plain = Input::Command { command: Command::Balance, rest: String::new() };
    let sari = serde_json::json!({"id": 7, "is_bot": false, "first_name": "Sari"});
    assert_eq!(input(answering(bot(), "Pertanyaan T-12 dari Sari: kapan?")).await, Some(quoted));
    assert_eq!(input(answering(bot(), "Simpanan Anda")).await, Some(plain.clone()));
    assert_eq!(input(answering(sari, "T-12")).await, Some(plain));
}

#[tokio::test]
async fn a_deep_link_carries_its_payload() {
    let wanted = Some(Input::Start { payload: Some("AbC-1".to_owned()) });
    assert_eq!(input(message(7, &serde_json::json!({"text": "/start AbC-1"}))).await, wanted);
}

#[tokio::test]
async fn an_unknown_kind_is_set_aside_and_not_lost() {
    let unknown = serde_json::json!({"update_id": 1, "message_from_the_future": {"x": 1}});
    assert!(matches!(route(unknown).await, Routed::Unknown(_)));
}

/// A text with decoration that this release, or its library, knows nothing about.
#[tokio::test]
async fn the_text_of_a_message_never_depends_on_what_stands_around_it() {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let around = [
        r#"{"entities": [{"type": "date_time", "offset": 0, "length": 5, "unix_time": 1796400000}]}"#,
        r#"{"entities": [{"type": "text_link", "offset": 0, "length": 5, "url": "https://"}]}"#,
        r#"{"entities": [{"type": "hologram"}], "link_preview_options": 5}"#,
        r#"{"external_reply": {"origin": {"type": "user"}, "chat": {"id": 5, "type": "private"}}}"#,
        r#"{"external_reply": {"origin": {"type": "a_new_kind"}}, "quote": {"text": "x", "position": "first"}}"#,
        r#"{"reply_to_message": {"message_id": 4}}"#,
        r#"{"forward_origin": {"type": "a_new_kind", "date": 1}}"#,
        r#"{"reply_markup": {"inline_keyboard": [[{"text": "x", "a_new_button": {}}]]}}"#,
        r#"{"via_bot": "nobody", "sender_boost_count": -1, "effect_id": 7}"#,
    ];
    let balance = Some(Input::Command { command: Command::Balance, rest: String::new() });
    for decoration in around {
        let mut extra = json(decoration);
        extra["text"] = "saldo".into();
        assert_eq!(input(message(7, &extra)).await, balance, "in private: {decoration}");
        extra["text"] = "/saldo".into();
        assert_eq!(input(message(-7, &extra)).await, balance, "in a group: {decoration}");
    }
}

#[tokio::test]
async fn an_album_is_answered_once_and_its_caption_is_heard() {
    let router = Router::default();
    let photo = |id: i64, album: &str, caption: Option<&str>| {
        let mut extra = serde_json::json!({"message_id": id, "photo": [{"file_id": "x"}], "media_group_id": album});
        if let Some(caption) = caption {
            extra["caption"] = caption.into();
        }
        message(7, &extra)
    };
    let mut heard = Vec::new();
    for update in [
        photo(10, "a", Some("ini bukti setoran saya")),
        photo(11, "a", None),
        photo(12, "a", None),
        photo(20, "b", None),
        photo(21, "b", None),
        // Worked on once more after a rollback.
        photo(20, "b", None),
    ] {
        if let Routed::Dialogue(incoming) = router.route(update.to_string().as_bytes(), "ContohBot").await {
            heard.push(incoming.input);
        }
    }
    let words = Input::Captioned("ini bukti setoran saya".to_owned());
    assert_eq!(heard, [words, Input::Unsupported, Input::Unsupported], "the last of them twice, as the same one");
}

#[tokio::test]
async fn what_nobody_said_is_met_with_silence() {
    for (name, value) in [
        ("pinned_message", serde_json::json!({"message_id": 3, "photo": []})),
        ("message_auto_delete_timer_changed", serde_json::json!({"message_auto_delete_time": 86_400})),
        ("forum_topic_created", serde_json::json!({"name": "Umum"})),
        ("forum_topic_renamed_in_future", serde_json::json!({})),
        ("write_access_allowed", serde_json::json!({})),
        ("new_chat_members", serde_json::json!([])),
        ("paid_message_price_changed", serde_json::json!({})),
        ("video_chat_started", serde_json::json!({})),
        ("something_shared", serde_json::json!({})),
    ] {
        for chat in [7, -7] {
            let routed = route(message(chat, &serde_json::json!({name: value}))).await;
            assert!(matches!(routed, Routed::Ignored), "{name}: {routed:?}");
        }
    }
}

#[tokio::test]
async fn what_holds_neither_words_nor_a_known_kind_is_kept_as_unknown() {
    let hologram = message(7, &serde_json::json!({"hologram": {"file_id": "x"}}));
    assert!(matches!(route(hologram).await, Routed::Unknown(_)));
    let nowhere = serde_json::json!({"update_id": 1, "message": {"message_id": 5, "text": "saldo"}});
    assert!(matches!(route(nowhere).await, Routed::Unknown(why) if why.contains("chat")));
    assert!(matches!(Router::default().route(b"[1]", "ContohBot").await, Routed::Unknown(_)));
}

#[tokio::test]
async fn a_voice_or_a_photo_without_words_is_told_that_we_read_texts() {
    for kind in ["photo", "voice", "sticker", "location", "document", "video_note", "dice"] {
        let said = input(message(7, &serde_json::json!({kind: {}}))).await;
        assert_eq!(said, Some(Input::Unsupported), "{kind}");
        assert_eq!(input(message(-7, &serde_json::json!({kind: {}}))).await, None, "{kind} in a group");
    }
}

#[tokio::test]
async fn a_restricted_bot_that_left_the_group_is_out() {
    let change = |was: bool, is: bool| {
        let member =
            |is_member: bool| serde_json::json!({"status": "restricted", "user": bot(), "is_member": is_member});
        serde_json::json!({"update_id": 1, "my_chat_member": {
            "chat": {"id": -7, "type": "supergroup", "title": "Warga"}, "date": 1,
            "from": {"id": 7, "is_bot": false, "first_name": "Sari"},
            "old_chat_member": member(was), "new_chat_member": member(is),
        }})
    };
    let removed = Some(Input::Group(GroupEvent::Removed { title: "Warga".to_owned() }));
    assert_eq!(input(change(true, false)).await, removed);
    assert_eq!(input(change(false, true)).await, Some(Input::Group(GroupEvent::Added)));
    assert_eq!(input(change(true, true)).await, None, "only its rights have changed");
}

#[tokio::test]
async fn a_press_on_a_message_that_the_messenger_no_longer_shows_is_a_press() {
    for shown in [
        serde_json::json!({"chat": {"id": 7, "type": "private"}, "message_id": 5, "date": 0}),
        serde_json::json!({"chat": {"id": 7, "type": "private"}, "message_id": 5, "date": 1, "text": "x",
            "reply_markup": {"inline_keyboard": [[{"text": "x", "a_new_button": {}}]]}}),
    ] {
        let press = serde_json::json!({"update_id": 1, "callback_query": {
            "id": "9", "from": {"id": 7, "is_bot": false, "first_name": "Sari"}, "chat_instance": "1",
            "message": shown, "data": "nobody knows this",
        }});
        let Routed::Dialogue(incoming) = route(press).await else { panic!("not read") };
        let pressed = incoming.press.as_ref().map(|press| (press.callback_id.as_str(), press.message_id));
        assert_eq!((pressed, &incoming.input), (Some(("9", 5)), &Input::UnknownButton));
    }
}

#[tokio::test]
async fn a_contact_card_tells_whose_it_is() {
    let card = |more: &serde_json::Value| {
        let mut extra = serde_json::json!({"contact": {"phone_number": "62812", "first_name": "Sari", "user_id": 7}});
        for (key, value) in more.as_object().unwrap() {
            extra[key] = value.clone();
        }
        message(7, &extra)
    };
    let contact = |forwarded| Input::Contact { phone: "62812".to_owned(), owner: Some(PersonId(7)), forwarded };
    assert_eq!(input(card(&serde_json::json!({}))).await, Some(contact(false)));
    assert_eq!(input(card(&serde_json::json!({"forward_origin": {"type": "x"}}))).await, Some(contact(true)));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(0_u8.., 0..300)) {
        let _ = Update::read(&body);
    }
}
