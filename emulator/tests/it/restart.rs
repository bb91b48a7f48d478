//! The kept state.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use emulator::{Config, Emulator, Pressed, start};
use serde_json::json;

use crate::{BOT, Client, SITI, config, person};

/// A folder of its own that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("emulator-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    async fn open(&self) -> (Emulator, Client) {
        let kept = Config { data_dir: Some(self.0.clone()), ..config() };
        let emu = start(kept).await.expect("an emulator");
        let client = Client::of(&emu);
        (emu, client)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn everything_survives_a_kill() {
    let folder = Folder::new("kill");
    // The first emulator is left running and never told to stop, as a killed one never was.
    let (first, client) = folder.open().await;
    let siti = first.person(SITI);
    first.add_person(person(1003, "Wati"));
    siti.start("").await.expect("sent");
    let markup = json!({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]});
    let keys = json!({"keyboard": [[{"text": "Menu"}]]});
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "?", "reply_markup": markup})).await;
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "m", "reply_markup": keys})).await;
    client.ok("setMyCommands", json!({"commands": [{"command": "saldo", "description": "d"}]})).await;
    let Pressed::Query(query) = siti.press("Ya").await.expect("on view") else { panic!("not a query") };
    let ids = client.update_ids(json!({})).await;
    client.update_ids(json!({"offset": ids[1]})).await;
    first.advance(Duration::from_secs(100));

    let (second, client) = folder.open().await;
    let siti = second.person(SITI);
    assert_eq!(client.update_ids(json!({})).await, ids[1..], "taken ones are gone, the others are not");
    assert_eq!(second.clock().offset_seconds(), 100);
    assert!(second.people().iter().any(|person| person.first_name == "Wati"));
    assert_eq!(siti.commands()[0].0, "saldo");
    let chat = siti.chat().await;
    assert_eq!((chat.messages.len(), chat.messages[0].read), (3, true));
    assert!(chat.reply_keyboard.is_some());
    client.ok("answerCallbackQuery", json!({"callback_query_id": query})).await;
    siti.send_text("lagi").await.expect("sent");
    assert_eq!(client.update_ids(json!({})).await.last(), Some(&(ids[1] + 1)));
    assert_eq!(siti.last_message().await.expect("kept").id, 4);
    second.shutdown().await;
}

#[tokio::test]
async fn what_was_unread_stays_unread() {
    async fn unread(client: &Client) -> serde_json::Value {
        let url = format!("{}/emulator/state", client.base);
        let answer = client.http.get(url).send().await.expect("an answer");
        let state: serde_json::Value = answer.json().await.expect("json");
        state["people"][0]["unread"].clone()
    }
    let folder = Folder::new("unread");
    let (first, client) = folder.open().await;
    first.person(SITI).start("").await.expect("sent");
    for text in ["satu", "dua"] {
        client.ok("sendMessage", json!({"chat_id": SITI, "text": text})).await;
    }
    assert_eq!(unread(&client).await, 2);
    first.shutdown().await;

    let (second, client) = folder.open().await;
    assert_eq!(unread(&client).await, 2);
    let read = client.http.post(format!("{}/emulator/read", client.base)).json(&json!({"person": SITI}));
    read.send().await.expect("an answer").error_for_status().expect("read");
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "tiga"})).await;
    second.shutdown().await;

    let (third, client) = folder.open().await;
    assert_eq!(unread(&client).await, 1);
    third.shutdown().await;
}

#[tokio::test]
async fn a_torn_last_line_is_dropped_and_a_torn_middle_is_not() {
    let folder = Folder::new("torn");
    let (emu, _) = folder.open().await;
    emu.person(SITI).start("").await.expect("sent");
    emu.shutdown().await;
    let path = folder.0.join("journal.jsonl");
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("the journal");
    file.write_all(b"{\"t\":\"mess").expect("written");
    let (emu, _) = folder.open().await;
    assert_eq!((emu.person(SITI).messages().await.len(), emu.pending(BOT).expect("known")), (1, 1));
    emu.shutdown().await;
    let kept = std::fs::read_to_string(&path).expect("the journal");
    std::fs::write(&path, format!("{{\"t\":\"x\n{kept}")).expect("written");
    let broken = Config { data_dir: Some(folder.0.clone()), ..config() };
    assert!(start(broken).await.is_err());
}

#[tokio::test]
async fn a_chat_keeps_its_newest_messages_and_can_be_cleared() {
    let folder = Folder::new("bounds");
    let small = || Config { data_dir: Some(folder.0.clone()), messages_per_chat: 3, ..config() };
    let emu = start(small()).await.expect("an emulator");
    for number in 0..5 {
        emu.person(SITI).send_text(&number.to_string()).await.expect("sent");
    }
    emu.shutdown().await;
    let emu = start(small()).await.expect("an emulator");
    let texts: Vec<_> = emu.person(SITI).messages().await.into_iter().map(|m| m.text).collect();
    assert_eq!(texts, ["2", "3", "4"]);
    emu.clear_chat(SITI).expect("cleared");
    emu.shutdown().await;
    let emu = start(small()).await.expect("an emulator");
    assert!(emu.person(SITI).messages().await.is_empty());
    emu.person(SITI).send_text("x").await.expect("sent");
    assert_eq!(emu.person(SITI).last_message().await.expect("said").id, 6, "ids are not used again");
}
