//! The page's addresses, by hand.

use serde_json::{Value, json};

use crate::{SITI, emulator};

#[tokio::test]
async fn a_person_can_be_driven_with_curl() {
    let (emu, client) = emulator().await;
    let post = |path: &str, body: Value| client.http.post(format!("{}/emulator/{path}", emu.url())).json(&body).send();
    let get = |path: &str| client.http.get(format!("{}{path}", emu.url())).send();
    let mut events = get("/emulator/events").await.expect("a stream");
    let first = events.chunk().await.expect("open").expect("sent");
    assert!(String::from_utf8_lossy(&first).contains("resync"));
    assert_eq!(post("start", json!({"person": SITI, "payload": "a"})).await.expect("an answer").status(), 200);
    let second = events.chunk().await.expect("open").expect("sent");
    assert!(String::from_utf8_lossy(&second).contains("\"type\""));
    let markup = json!({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]});
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "?", "reply_markup": markup})).await;
    let pressed: Value =
        post("press", json!({"person": SITI, "button": "Ya"})).await.expect("an answer").json().await.expect("json");
    assert!(pressed["query_id"].is_string());
    let state: Value = get("/emulator/state").await.expect("an answer").json().await.expect("json");
    assert_eq!(state["people"][0]["unread"], 1);
    assert_eq!(state["bot"]["username"], "RembukBot");
    let chat = get(&format!("/emulator/chat?person={SITI}")).await.expect("an answer");
    let chat: Value = chat.json().await.expect("json");
    assert_eq!(chat["messages"].as_array().map(Vec::len), Some(2));
    let new: Value =
        post("people", json!({"first_name": "Wati"})).await.expect("an answer").json().await.expect("json");
    assert_eq!(new["id"], 1003);
    let before = emu.clock().offset_seconds();
    post("clock", json!({"days": 1})).await.expect("an answer");
    assert_eq!(emu.clock().offset_seconds(), before + 86_400);
    assert_eq!(post("send", json!({"person": 9, "text": "x"})).await.expect("an answer").status(), 422);
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere() {
    let (emu, client) = emulator().await;
    let index = client.http.get(emu.url()).send().await.expect("a page");
    let policy = index.headers()["content-security-policy"].to_str().expect("ascii").to_owned();
    assert!(policy.starts_with("default-src 'self'"));
    let html = index.text().await.expect("a text");
    assert!(!html.contains("https://"), "everything is served from here");
    let mut asked: Vec<String> = Vec::new();
    let mut texts = vec![html];
    // Scripts name further scripts; each must be there.
    while let Some(text) = texts.pop() {
        for asset in text.split("\"/page/").skip(1).filter_map(|rest| rest.split('"').next()) {
            if asked.iter().any(|known| known == asset) {
                continue;
            }
            let found = client.http.get(format!("{}/page/{asset}", emu.url())).send().await.expect("an answer");
            assert_eq!(found.status(), 200, "{asset}");
            asked.push(asset.to_owned());
            texts.push(found.text().await.expect("a text"));
        }
    }
    assert!(asked.iter().any(|asset| asset == "people.js"), "{asked:?}");
}
