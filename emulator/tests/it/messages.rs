//! Sending, editing, pressing: what is accepted, and the words of refusal.

use std::time::Duration;

use emulator::{GroupConfig, Pressed};
use serde_json::{Value, json};

use crate::{BOT, LIMIT, SITI, emulator};

fn buttons(label: &str, data: &str) -> Value {
    json!({"inline_keyboard": [[{"text": label, "callback_data": data}]]})
}

#[tokio::test]
async fn a_conversation_goes_both_ways() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("kode1").await.expect("sent");
    let update = client.ok("getUpdates", json!({})).await[0].take();
    assert_eq!(update["message"]["text"], "/start kode1");
    assert_eq!(update["message"]["entities"][0], json!({"type": "bot_command", "offset": 0, "length": 6}));
    assert_eq!(update["message"]["from"]["language_code"], "id");
    let sent = client
        .ok(
            "SendMessage",
            json!({"chat_id": SITI, "text": "Halo <b>Siti</b>", "parse_mode": "HTML",
            "reply_markup": buttons("Saldo", "s:1")}),
        )
        .await;
    assert_eq!((&sent["text"], &sent["entities"][0]["type"]), (&json!("Halo Siti"), &json!("bold")));
    let Pressed::Query(query) = siti.press("Saldo").await.expect("on view") else { panic!("not a query") };
    let update = client.ok("getUpdates", json!({"offset": -1})).await[0].take();
    assert_eq!(update["callback_query"]["data"], "s:1");
    assert_eq!(update["callback_query"]["message"]["message_id"], sent["message_id"]);
    let mark = siti.mark();
    let answer = json!({"callback_query_id": query, "text": "Sebentar", "show_alert": true});
    client.ok("answerCallbackQuery", answer.clone()).await;
    client.ok("editMessageText", json!({"chat_id": SITI, "message_id": sent["message_id"], "text": "Rp1"})).await;
    let edited = siti.wait_for_bot(mark, LIMIT).await.expect("edited");
    assert!(edited.is_edited() && edited.inline_keyboard.is_empty() && edited.text == "Rp1");
    let toasts = siti.toasts().await;
    assert_eq!((toasts[0].text.as_str(), toasts[0].alert), ("Sebentar", true));
    let late = client.refused("answerCallbackQuery", answer).await;
    assert_eq!(late, "Bad Request: query is too old and response timeout expired or query ID is invalid");
    assert_eq!(emu.schema_violations(), Vec::<String>::new());
    assert!(emu.calls().iter().any(|call| call.method == "sendMessage" && call.ok));
}

#[tokio::test]
async fn refusals_are_worded_as_telegram_words_them() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    let send = |text: &str| json!({"chat_id": SITI, "text": text});
    let never = client.refused("sendMessage", send("x")).await;
    assert_eq!(never, "Forbidden: bot can't initiate conversation with a user");
    siti.start("").await.expect("sent");
    let shown = client.ok("sendMessage", send("x")).await["message_id"].take();
    let edit = |id: &Value, text: &str| json!({"chat_id": SITI, "message_id": id, "text": text});
    let html = |text: &str| json!({"chat_id": SITI, "text": text, "parse_mode": "HTML"});
    let keys = json!({"chat_id": SITI, "text": "m", "reply_markup": {"keyboard": [[{"text": "Menu"}]]}});
    let keyed = client.ok("sendMessage", keys).await["message_id"].take();
    let data = json!({"chat_id": SITI, "text": "x", "reply_markup": buttons("a", &"x".repeat(65))});
    for (method, params, words) in [
        ("sendMessage", json!({"chat_id": 5, "text": "x"}), "Bad Request: chat not found"),
        ("sendMessage", send("  \n "), "Bad Request: message text is empty"),
        ("sendMessage", send(""), "Bad Request: message text is empty"),
        ("sendMessage", send(&"x".repeat(4097)), "Bad Request: message is too long"),
        (
            "sendMessage",
            html("<b>x"),
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ("sendMessage", data, "Bad Request: BUTTON_DATA_INVALID"),
        (
            "editMessageText",
            edit(&shown, "x"),
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same \
             as a current content and reply markup of the message",
        ),
        ("editMessageText", edit(&json!(999), "y"), "Bad Request: message to edit not found"),
        ("editMessageText", edit(&json!(1), "y"), "Bad Request: message can't be edited"),
        ("editMessageText", edit(&keyed, "y"), "Bad Request: message can't be edited"),
        ("deleteMessage", json!({"chat_id": SITI, "message_id": 99}), "Bad Request: message to delete not found"),
        ("noSuchMethod", json!({}), "Not Found"),
    ] {
        assert_eq!(client.refused(method, params).await, words);
    }
    // Visible length counts, not markup: 4096 letters in bold are fine.
    client.ok("sendMessage", html(&format!("<b>{}</b>", "x".repeat(4096)))).await;
    siti.block().await.expect("blocked");
    assert_eq!(client.refused("sendMessage", send("x")).await, "Forbidden: bot was blocked by the user");
    siti.unblock().await.expect("unblocked");
    client.ok("sendMessage", send("x")).await;
    let url = format!("{}/bot1:wrong/getMe", emu.url());
    assert_eq!(reqwest::get(url).await.expect("an answer").status(), 401);
}

#[tokio::test]
async fn a_request_outside_the_schema_is_noted_and_refused() {
    let (emu, client) = emulator().await;
    emu.person(SITI).start("").await.expect("sent");
    let refusal = client.refused("sendMessage", json!({"chat_id": SITI, "text": "x", "reply_to": 1})).await;
    assert!(refusal.contains("reply_to"), "{refusal}");
    assert_eq!(emu.schema_violations().len(), 1);
    assert_eq!(emu.person(SITI).messages().await.len(), 1, "it had no effect");
}

#[tokio::test]
async fn queries_and_forms_are_read_like_json() {
    let (emu, client) = emulator().await;
    emu.person(SITI).start("").await.expect("sent");
    let base = format!("{}/bot{}/sendmessage", emu.url(), crate::TOKEN);
    let markup = "%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22a%22%2C%22callback_data%22%3A%22b%22%7D%5D%5D%7D";
    let form = format!("chat_id={SITI}&text=apa+kabar&reply_markup={markup}");
    let answer = client.http.get(format!("{base}?{form}")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{:?}", answer.text().await);
    let urlencoded = ("content-type", "application/x-www-form-urlencoded");
    let request = client.http.post(base).header(urlencoded.0, urlencoded.1).body(form);
    assert_eq!(request.send().await.expect("an answer").status(), 200);
    let said = emu.person(SITI).messages().await;
    assert_eq!((said.len(), said[2].text.as_str(), said[2].labels()), (3, "apa kabar", vec!["a"]));
}

#[tokio::test]
async fn the_keyboard_shares_the_contact_and_goes_after_one_use() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let markup = json!({"keyboard": [[{"text": "Kirim nomor", "request_contact": true}]], "one_time_keyboard": true});
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "Nomor?", "reply_markup": markup})).await;
    siti.press("Kirim nomor").await.expect("on view");
    let update = client.ok("getUpdates", json!({"offset": -1})).await[0].take();
    let contact = json!({"phone_number": "+628123", "first_name": "Siti", "user_id": SITI});
    assert_eq!(update["message"]["contact"], contact);
    assert!(siti.chat().await.reply_keyboard.is_none());
    let missing = siti.press("Kirim nomor").await.expect_err("gone").to_string();
    assert!(missing.contains("no button"), "{missing}");
}

#[tokio::test]
async fn a_link_to_this_bot_is_start() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let link = |url: String| json!({"inline_keyboard": [[{"text": "Buka", "url": url}]]});
    let own = link(format!("https://t.me/{BOT}?start=ab_1"));
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "x", "reply_markup": own})).await;
    siti.press("Buka").await.expect("on view");
    assert_eq!(siti.last_message().await.expect("said").text, "/start ab_1");
    let other = link("https://example.org/".to_owned());
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "x", "reply_markup": other})).await;
    assert_eq!(siti.press("Buka").await.expect("on view"), Pressed::Link("https://example.org/".to_owned()));
}

#[tokio::test]
async fn menus_are_resolved_by_scope_and_language() {
    let (emu, client) = emulator().await;
    let list = |name: &str| json!([{"command": name, "description": "d"}]);
    client.ok("setMyCommands", json!({"commands": list("bawaan")})).await;
    client.ok("setMyCommands", json!({"commands": list("pribadi"), "scope": {"type": "all_private_chats"}})).await;
    let own = json!({"type": "chat", "chat_id": SITI});
    client.ok("setMyCommands", json!({"commands": list("siti"), "scope": own.clone(), "language_code": "id"})).await;
    let menu = |id: i64| emu.person(id).commands()[0].0.clone();
    assert_eq!((menu(SITI), menu(1002)), ("siti".to_owned(), "pribadi".to_owned()));
    client.ok("deleteMyCommands", json!({"scope": own, "language_code": "id"})).await;
    assert_eq!(menu(SITI), "pribadi");
    assert_eq!(client.ok("getMyCommands", json!({})).await[0]["command"], "bawaan");
    let bad = json!({"commands": list("Besar")});
    assert_eq!(client.refused("setMyCommands", bad).await, "Bad Request: BOT_COMMAND_INVALID");
}

#[tokio::test]
async fn a_message_can_be_deleted_for_two_days() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    let first = siti.start("").await.expect("sent");
    let delete = |id: i64| json!({"chat_id": SITI, "message_id": id});
    client.ok("deleteMessage", delete(first)).await;
    assert_eq!(client.refused("deleteMessage", delete(first)).await, "Bad Request: message to delete not found");
    let (second, third) = (siti.send_text("NIK").await.expect("sent"), siti.send_text("lagi").await.expect("sent"));
    client.ok("deleteMessages", json!({"chat_id": SITI, "message_ids": [first, second]})).await;
    emu.advance(Duration::from_secs(2 * 86_400 + 1));
    assert_eq!(
        client.refused("deleteMessage", delete(third)).await,
        "Bad Request: message can't be deleted for everyone"
    );
    assert_eq!(siti.messages().await.len(), 1);
    let many = json!({"chat_id": SITI, "message_ids": (1..=101).collect::<Vec<i64>>()});
    let refusal = client.refused("deleteMessages", many).await;
    assert_eq!(refusal, "Bad Request: too many message identifiers specified");
}

#[tokio::test]
async fn in_a_group_only_an_administrator_deletes_and_pins() {
    let (emu, client) = emulator().await;
    let id = -5_001;
    emu.add_group(GroupConfig { id, title: "Warga".to_owned(), members: vec![SITI], admins: vec![SITI] });
    let said = emu.group(id).as_person(SITI).send_text("/rapat").await.expect("sent");
    let own = client.ok("sendMessage", json!({"chat_id": id, "text": "Rapat"})).await["message_id"].take();
    let that = json!({"chat_id": id, "message_id": said});
    assert_eq!(client.refused("deleteMessage", that.clone()).await, "Bad Request: message can't be deleted");
    let rights = "Bad Request: not enough rights to manage pinned messages in the chat";
    assert_eq!(client.refused("pinChatMessage", that.clone()).await, rights);
    emu.group(id).promote_bot(SITI, true).expect("promoted");
    client.ok("pinChatMessage", json!({"chat_id": id, "message_id": own})).await;
    let told = client.ok("getUpdates", json!({"offset": -1})).await[0]["message"].take();
    assert_eq!(told["pinned_message"]["text"], "Rapat");
    assert_eq!(client.ok("getChat", json!({"chat_id": id})).await["pinned_message"]["message_id"], own);
    client.ok("deleteMessage", that).await;
    client.ok("unpinChatMessage", json!({"chat_id": id})).await;
    assert!(client.ok("getChat", json!({"chat_id": id})).await["pinned_message"].is_null());
}

#[tokio::test]
async fn a_copy_has_no_trace_of_where_it_stood() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    emu.person(1002).start("").await.expect("sent");
    siti.start("").await.expect("sent");
    siti.send_document("a.txt", "text/plain", b"isi", "laporan").await.expect("sent");
    let copy = |id: i64| json!({"chat_id": 1002, "from_chat_id": SITI, "message_id": id});
    let copied = client.ok("copyMessage", copy(2)).await;
    let shown = emu.person(1002).last_message().await.expect("said");
    assert_eq!((copied, shown.text.as_str(), shown.by_bot), (json!({"message_id": shown.id}), "laporan", true));
    assert_eq!(client.refused("copyMessage", copy(9)).await, "Bad Request: message to copy not found");
}

#[tokio::test]
async fn an_answer_to_a_press_has_its_limits() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "?", "reply_markup": buttons("Ya", "y")})).await;
    let Pressed::Query(query) = siti.press("Ya").await.expect("on view") else { panic!("not a query") };
    let answer = |more: Value| {
        let mut answer = json!({"callback_query_id": query});
        answer.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        answer
    };
    let long = client.refused("answerCallbackQuery", answer(json!({"text": "x".repeat(201)}))).await;
    assert_eq!(long, "Bad Request: MESSAGE_TOO_LONG");
    let elsewhere = client.refused("answerCallbackQuery", answer(json!({"url": "https://example.org/"}))).await;
    assert_eq!(elsewhere, "Bad Request: URL_INVALID");
    client.ok("answerCallbackQuery", answer(json!({"url": format!("https://t.me/{BOT}?start=x")}))).await;
}
