//! Groups: who is in them, who speaks for whom, what they turn into.

use emulator::{Config, Emulator, Group, GroupConfig, Standing, start};
use serde_json::{Value, json};

use crate::{BOT, Client, SITI, config, emulator};

const GROUP: i64 = -5_001;
const SUPER: i64 = -1_001_000_000_001;
const BUDI: i64 = 1002;
/// `GroupAnonymousBot`.
const NOBODY: i64 = 1_087_968_824;

/// A group of Siti, who administers it, and Budi; the bot is in it.
async fn group(id: i64) -> (Emulator, Client, Group) {
    let (emu, client) = emulator().await;
    emu.add_group(GroupConfig { id, title: "Warga".to_owned(), members: vec![SITI, BUDI], admins: vec![SITI] });
    let group = emu.group(id);
    (emu, client, group)
}

/// Take what waits for the bot.
async fn updates(client: &Client) -> Vec<Value> {
    let updates = client.ok("getUpdates", json!({})).await;
    let updates = updates.as_array().expect("a list").clone();
    if let Some(last) = updates.last() {
        let next = last["update_id"].as_i64().expect("an id") + 1;
        client.ok("getUpdates", json!({"offset": next, "limit": 1})).await;
    }
    updates
}

#[tokio::test]
async fn privacy_mode_hides_small_talk() {
    let (emu, client, group) = group(SUPER).await;
    let siti = group.as_person(SITI);
    for text in ["halo semua", "/rapat", "/rapat@OtherBot", "@RembukBot apa kabar"] {
        siti.send_text(text).await.expect("sent");
    }
    let heard = updates(&client).await;
    let texts: Vec<&Value> = heard.iter().map(|update| &update["message"]["text"]).collect();
    assert_eq!(texts, [&json!("/rapat"), &json!("@RembukBot apa kabar")]);
    assert_eq!(heard[0]["message"]["chat"]["type"], "supergroup");
    let said = client.ok("sendMessage", json!({"chat_id": SUPER, "text": "Rapat"})).await;
    siti.reply(said["message_id"].as_i64().expect("an id"), "baik").await.expect("sent");
    assert_eq!(updates(&client).await[0]["message"]["reply_to_message"]["message_id"], said["message_id"]);
    group.promote_bot(SITI, true).expect("promoted");
    siti.send_text("rahasia").await.expect("sent");
    let heard = updates(&client).await;
    assert_eq!(heard[0]["my_chat_member"]["new_chat_member"]["status"], "administrator");
    assert_eq!(heard[1]["message"]["text"], "rahasia", "an administrator hears everything");
    assert!(emu.person(1003).in_group(SUPER).send_text("x").await.is_err(), "not a member");
    assert_eq!(emu.schema_violations(), Vec::<String>::new());
}

#[tokio::test]
async fn everyone_has_a_standing() {
    let (_emu, client, group) = group(SUPER).await;
    let standing = async |id: i64| {
        let member = client.ok("getChatMember", json!({"chat_id": SUPER, "user_id": id})).await;
        (member["status"].as_str().expect("a status").to_owned(), member["is_anonymous"].clone())
    };
    assert_eq!(standing(SITI).await, ("administrator".to_owned(), json!(false)));
    assert_eq!(standing(BUDI).await.0, "member");
    assert_eq!(standing(42).await.0, "member", "the bot itself");
    group.set_standing(SITI, Standing::Creator).expect("set");
    group.set_standing(BUDI, Standing::Anonymous).expect("set");
    assert_eq!(standing(SITI).await.0, "creator");
    assert_eq!(standing(BUDI).await, ("administrator".to_owned(), json!(true)));
    let admins = client.ok("getChatAdministrators", json!({"chat_id": SUPER})).await;
    assert_eq!(admins.as_array().map(Vec::len), Some(2));
    assert_eq!(client.ok("getChatMemberCount", json!({"chat_id": SUPER})).await, 3);
    group.leave(BUDI).expect("left");
    assert_eq!(standing(BUDI).await.0, "left");
    let left = updates(&client).await.pop().expect("told");
    assert_eq!(left["message"]["left_chat_member"]["id"], BUDI);
    group.join(BUDI).expect("joined");
    let joined = updates(&client).await.pop().expect("told");
    assert_eq!(joined["message"]["new_chat_members"][0]["id"], BUDI);
}

#[tokio::test]
async fn an_anonymous_admin_speaks_in_the_groups_name_and_presses_in_the_own() {
    let (_emu, client, group) = group(SUPER).await;
    group.as_person(SITI).anonymously().send_text("/hubungkan").await.expect("sent");
    let message = updates(&client).await[0]["message"].take();
    assert_eq!(message["from"]["id"], NOBODY);
    assert_eq!(message["from"]["is_bot"], true);
    assert_eq!(message["sender_chat"]["id"], SUPER);
    assert!(group.as_person(BUDI).anonymously().send_text("/x").await.is_err(), "not an administrator");
    let markup = json!({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]});
    client.ok("sendMessage", json!({"chat_id": SUPER, "text": "?", "reply_markup": markup})).await;
    group.as_person(SITI).anonymously().press("Ya").await.expect("on view");
    let query = updates(&client).await[0]["callback_query"].take();
    assert_eq!((&query["from"]["id"], &query["message"]["chat"]["id"]), (&json!(SITI), &json!(SUPER)));
}

#[tokio::test]
async fn a_bot_is_brought_in_and_removed() {
    let (_emu, client, group) = group(GROUP).await;
    let send = json!({"chat_id": GROUP, "text": "x"});
    assert!(group.remove_bot(BUDI).is_err(), "only an administrator removes");
    group.remove_bot(SITI).expect("removed");
    let heard = updates(&client).await;
    assert_eq!(heard[0]["message"]["left_chat_member"]["username"], BOT);
    let change = &heard[1]["my_chat_member"];
    assert_eq!(change["old_chat_member"]["status"], "member");
    assert_eq!(
        change["new_chat_member"],
        json!({
            "user": {"id": 42, "is_bot": true, "first_name": "Rembuk", "username": BOT}, "status": "kicked", "until_date": 0,
        })
    );
    assert_eq!(client.refused("sendMessage", send.clone()).await, "Forbidden: bot was kicked from the group chat");
    group.as_person(SITI).send_text("/rapat").await.expect("sent");
    assert_eq!(updates(&client).await, Vec::<Value>::new(), "outside it hears nothing");
    group.start_bot(BUDI, "kode_1").expect("brought in");
    let heard = updates(&client).await;
    assert_eq!(heard[0]["my_chat_member"]["new_chat_member"]["status"], "member");
    assert_eq!(heard[0]["my_chat_member"]["from"]["id"], BUDI);
    assert_eq!(heard[1]["message"]["new_chat_members"][0]["id"], 42);
    assert_eq!(heard[2]["message"]["text"], "/start@RembukBot kode_1");
    client.ok("sendMessage", send.clone()).await;
    client.ok("leaveChat", json!({"chat_id": GROUP})).await;
    assert_eq!(client.refused("sendMessage", send).await, "Forbidden: bot is not a member of the group chat");
    let heard = updates(&client).await;
    assert_eq!(heard.last().expect("told")["my_chat_member"]["new_chat_member"]["status"], "left");
}

#[tokio::test]
async fn a_group_turns_into_a_supergroup() {
    let (emu, client, group) = group(GROUP).await;
    let upgraded = group.upgrade(SITI).expect("upgraded");
    let to = upgraded.id();
    let heard = updates(&client).await;
    assert_eq!(heard[0]["message"]["migrate_to_chat_id"], to);
    assert_eq!(
        heard[0]["message"]["chat"],
        json!({"id": GROUP, "type": "group", "title": "Warga",
        "all_members_are_administrators": false})
    );
    assert_eq!(heard[1]["message"]["migrate_from_chat_id"], GROUP);
    assert_eq!(heard[1]["message"]["chat"]["type"], "supergroup");
    let (status, body) = client.call("sendMessage", json!({"chat_id": GROUP, "text": "x"})).await;
    assert_eq!(status, 400);
    assert_eq!(body["description"], "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(body["parameters"]["migrate_to_chat_id"], to);
    client.ok("sendMessage", json!({"chat_id": to, "text": "x"})).await;
    assert!(group.as_person(SITI).send_text("x").await.is_err(), "people are in the new one");
    upgraded.as_person(SITI).send_text("/rapat").await.expect("sent");
    assert!(upgraded.upgrade(SITI).is_err());
    assert_eq!(emu.schema_violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_topic_is_answered_in_the_topic() {
    let (_emu, client, group) = group(SUPER).await;
    let topic = group.open_topic(SITI, "Simpanan").expect("opened");
    let opened = updates(&client).await[0]["message"].take();
    assert_eq!(opened["forum_topic_created"]["name"], "Simpanan");
    assert_eq!((&opened["message_id"], &opened["message_thread_id"]), (&json!(topic), &json!(topic)));
    let inside = group.as_person(BUDI).in_topic(Some(topic));
    inside.send_text("/rapat").await.expect("sent");
    let asked = updates(&client).await[0]["message"].take();
    assert_eq!((&asked["message_thread_id"], &asked["is_topic_message"]), (&json!(topic), &json!(true)));
    assert_eq!(asked["chat"]["is_forum"], true);
    assert!(asked["reply_to_message"]["forum_topic_created"].is_object(), "as Telegram has it");
    group.as_person(BUDI).send_text("/umum").await.expect("sent");
    let general = updates(&client).await[0]["message"].take();
    assert!(general["message_thread_id"].is_null() && general["is_topic_message"].is_null());
    let send = |topic: i64| json!({"chat_id": SUPER, "text": "Rapat", "message_thread_id": topic});
    client.ok("sendMessage", send(topic)).await;
    assert_eq!(inside.last_message().await.expect("said").text, "Rapat");
    assert_eq!(group.as_person(BUDI).last_message().await.expect("said").text, "/umum");
    let lost = "Bad Request: message thread not found";
    assert_eq!(client.refused("sendMessage", send(1)).await, lost, "General must not be named");
    group.delete_topic(SITI, topic).expect("deleted");
    assert_eq!(client.refused("sendMessage", send(topic)).await, lost);
}

#[tokio::test]
async fn an_answer_in_a_supergroup_names_its_thread_but_no_topic() {
    let (_emu, client, group) = group(SUPER).await;
    let said = client.ok("sendMessage", json!({"chat_id": SUPER, "text": "Rapat"})).await["message_id"].take();
    group.as_person(BUDI).reply(said.as_i64().expect("an id"), "ya").await.expect("sent");
    let answer = updates(&client).await[0]["message"].take();
    assert_eq!((&answer["message_thread_id"], &answer["is_topic_message"]), (&said, &Value::Null));
}

#[tokio::test]
async fn groups_survive_a_restart() {
    let folder = std::env::temp_dir().join(format!("emulator-groups-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let kept = || Config { data_dir: Some(folder.clone()), ..config() };
    let emu = start(kept()).await.expect("an emulator");
    for id in [GROUP, SUPER] {
        let title = "Warga".to_owned();
        emu.add_group(GroupConfig { id, title, members: vec![SITI, BUDI], admins: vec![SITI] });
    }
    let topic = emu.group(SUPER).open_topic(SITI, "Simpanan").expect("opened");
    emu.group(SUPER).set_standing(BUDI, Standing::Anonymous).expect("set");
    let upgraded = emu.group(GROUP).upgrade(SITI).expect("upgraded").id();
    emu.group(upgraded).remove_bot(SITI).expect("removed");
    // Left running, as a killed one leaves its journal.
    let again = start(kept()).await.expect("an emulator");
    let client = Client::of(&again);
    client.ok("sendMessage", json!({"chat_id": SUPER, "text": "x", "message_thread_id": topic})).await;
    let kicked = client.refused("sendMessage", json!({"chat_id": upgraded, "text": "x"})).await;
    assert_eq!(kicked, "Forbidden: bot was kicked from the supergroup chat");
    let (_, body) = client.call("sendMessage", json!({"chat_id": GROUP, "text": "x"})).await;
    assert_eq!(body["parameters"]["migrate_to_chat_id"], upgraded);
    again.group(SUPER).as_person(BUDI).send_text("/rapat").await.expect("sent");
    let last = updates(&client).await.pop().expect("told");
    assert_eq!(last["message"]["from"]["id"], NOBODY, "still anonymous");
    again.shutdown().await;
    let _ = std::fs::remove_dir_all(&folder);
}
