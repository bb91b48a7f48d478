//! Several bots, each with its own people, and tokens that change.

use emulator::{BotConfig, Config, Error, GroupConfig};
use serde_json::{Value, json};

use crate::{BOT, SITI, bot, config, emulator, person};

fn other() -> BotConfig {
    BotConfig { token: "43:other".to_owned(), username: "LainBot".to_owned(), first_name: "Lain".to_owned() }
}

#[tokio::test]
async fn each_bot_has_its_own_chats() {
    let (emu, client) = emulator().await;
    let added = client.http.post(format!("{}/emulator/bots", emu.url())).json(&other()).send().await;
    assert_eq!(added.expect("an answer").json::<Value>().await.expect("json")["id"], 43);
    emu.person_with("LainBot", SITI).expect("known").start("").await.expect("sent");
    assert_eq!(client.update_ids(json!({})).await, Vec::<i64>::new());
    let refusal = client.refused("sendMessage", json!({"chat_id": SITI, "text": "x"})).await;
    assert_eq!(refusal, "Forbidden: bot can't initiate conversation with a user");
    let state: Value = client
        .http
        .get(format!("{}/emulator/state", emu.url()))
        .send()
        .await
        .expect("seen")
        .json()
        .await
        .expect("json");
    assert_eq!(state["bots"], json!([BOT, "LainBot"]));
}

#[tokio::test]
async fn a_group_is_heard_by_each_bot_that_is_in_it() {
    let (emu, client) = emulator().await;
    emu.add_bot(other());
    let id = -5_001;
    emu.add_group(GroupConfig { id, title: "Warga".to_owned(), members: vec![SITI], admins: vec![SITI] });
    emu.group(id).as_person(SITI).send_text("/rapat").await.expect("sent");
    assert_eq!((emu.pending(BOT).expect("known"), emu.pending("LainBot").expect("known")), (1, 1));
    emu.group_with("LainBot", id).expect("known").remove_bot(SITI).expect("removed");
    emu.group(id).as_person(SITI).send_text("/rapat").await.expect("sent");
    // The other one heard that it was removed, and nothing after.
    assert_eq!((emu.pending(BOT).expect("known"), emu.pending("LainBot").expect("known")), (3, 3));
    client.ok("sendMessage", json!({"chat_id": id, "text": "Rapat"})).await;
}

#[tokio::test]
async fn a_new_token_shuts_out_the_old_one_and_keeps_all_else() {
    let (emu, client) = emulator().await;
    emu.person(SITI).start("").await.expect("sent");
    emu.add_bot(BotConfig { token: "42:fresh".to_owned(), ..bot() });
    assert_eq!(client.refused("getMe", json!({})).await, "Unauthorized");
    let url = format!("{}/bot42:fresh/getUpdates", emu.url());
    let updates: Value = client.http.get(url).send().await.expect("an answer").json().await.expect("json");
    assert_eq!(updates["result"][0]["message"]["text"], "/start");
}

/// What such a person says would be told as the bot's own words.
#[tokio::test]
async fn nobody_has_the_id_of_a_bot() {
    let people = vec![person(42, "Siti")];
    assert!(matches!(emulator::start(Config { people, ..config() }).await, Err(Error::IdOfABot(42))));
}
