//! getUpdates: what an offset confirms, and who may poll.

use emulator::{Config, start};
use serde_json::json;
use std::time::Duration;

use crate::{BOT, Client, LIMIT, SITI, config, emulator};

#[tokio::test]
async fn an_offset_confirms_what_is_below_it() {
    let (emu, client) = emulator().await;
    for text in ["a", "b", "c", "d"] {
        emu.person(SITI).send_text(text).await.expect("sent");
    }
    let all = client.update_ids(json!({})).await;
    assert_eq!(all.len(), 4);
    assert!(all.windows(2).all(|pair| pair[1] == pair[0] + 1));
    assert_eq!(client.update_ids(json!({})).await, all, "asking without an offset confirms nothing");
    assert_eq!(client.update_ids(json!({"limit": 2})).await, all[..2]);
    assert_eq!(client.update_ids(json!({"offset": all[1]})).await, all[1..]);
    assert_eq!(emu.acknowledged(BOT).expect("known"), all[..1]);
    assert_eq!(client.update_ids(json!({"offset": -1})).await, all[3..]);
    assert_eq!(emu.pending(BOT).expect("known"), 1);
    assert_eq!(client.update_ids(json!({"offset": all[3] + 1})).await, Vec::<i64>::new());
    assert_eq!(emu.deliveries(BOT, all[3]).expect("known"), 4);
    let read = emu.person(SITI).messages().await.iter().all(|message| message.read);
    assert!(read, "taken messages carry two ticks");
}

#[tokio::test]
async fn a_long_poll_ends_with_the_first_update() {
    let (emu, client) = emulator().await;
    let poll = tokio::spawn(async move { client.update_ids(json!({"timeout": 50})).await });
    emu.person(SITI).start("kode").await.expect("sent");
    assert_eq!(tokio::time::timeout(LIMIT, poll).await.expect("in time").expect("ended").len(), 1);
}

#[tokio::test]
async fn a_second_poll_ends_the_first() {
    let (emu, client) = emulator().await;
    let other = client.clone();
    let first = tokio::spawn(async move { other.call("getUpdates", json!({"timeout": 50})).await });
    // The first must wait inside before the second comes: it is there once its call was counted.
    let (counted, mut count) = tokio::sync::watch::channel(0);
    emu.set_fault(Box::new(move |_| {
        counted.send_modify(|count| *count += 1);
        emulator::Fault::None
    }));
    let third = client.clone();
    let second = tokio::spawn(async move { third.call("getUpdates", json!({"timeout": 50})).await });
    count.wait_for(|count| *count > 0).await.expect("counted");
    let (status, body) = tokio::select! {
        answer = first => answer.expect("answered"),
        answer = second => answer.expect("answered"),
    };
    assert_eq!(status, 409);
    let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    assert_eq!(body["description"], words);
    emu.shutdown().await;
}

#[tokio::test]
async fn polling_beside_a_webhook_is_refused() {
    let (_emu, client) = emulator().await;
    client.ok("setWebhook", json!({"url": "http://127.0.0.1:9/tg"})).await;
    let refusal = client.refused("getUpdates", json!({})).await;
    assert!(refusal.starts_with("Conflict: can't use getUpdates method while webhook is active"));
    client.ok("deleteWebhook", json!({})).await;
    client.ok("getUpdates", json!({})).await;
}

#[tokio::test]
async fn updates_die_of_age_on_the_emulated_clock() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let keyboard = json!({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]});
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "?", "reply_markup": keyboard})).await;
    siti.press("Ya").await.expect("pressed");
    assert_eq!(client.update_ids(json!({})).await.len(), 2);
    emu.advance(Duration::from_secs(151));
    assert_eq!(client.update_ids(json!({})).await.len(), 1, "the press is gone, the message is not");
    emu.advance(Duration::from_hours(24));
    assert_eq!(client.update_ids(json!({})).await, Vec::<i64>::new());
}

#[tokio::test]
async fn injected_duplicates_are_handed_out_twice() {
    let (emu, client) = emulator().await;
    let update = json!({"update_id": 7, "message": {"message_id": 1, "chat": {"id": SITI}}});
    emu.push_update(BOT, update.clone()).expect("queued");
    emu.push_update(BOT, update).expect("queued");
    assert_eq!(client.update_ids(json!({})).await, [7, 7]);
    assert_eq!(client.update_ids(json!({"offset": 8})).await, Vec::<i64>::new());
    assert!(emu.push_update(BOT, json!({"update_id": 9})).is_err());
}

#[tokio::test]
async fn only_wanted_kinds_are_queued() {
    let (emu, client) = emulator().await;
    client.update_ids(json!({"allowed_updates": ["callback_query"]})).await;
    emu.person(SITI).start("").await.expect("sent");
    assert_eq!(client.update_ids(json!({})).await, Vec::<i64>::new(), "a missing list leaves the last one");
    client.update_ids(json!({"allowed_updates": []})).await;
    emu.person(SITI).send_text("x").await.expect("sent");
    emu.person(SITI).block().await.expect("blocked");
    let updates = client.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["text"], "x");
    assert_eq!(updates[1]["my_chat_member"]["new_chat_member"]["status"], "kicked");
}

#[tokio::test]
async fn a_load_test_can_do_without_records() {
    let quiet = Config { check_schema: false, record: false, ..config() };
    let emu = start(quiet).await.expect("an emulator");
    let client = Client::of(&emu);
    emu.person(SITI).start("").await.expect("sent");
    client.ok("sendMessage", json!({"chat_id": SITI, "text": "x"})).await;
    assert!(emu.calls().is_empty());
    let update = client.update_ids(json!({})).await[0];
    client.update_ids(json!({"offset": update + 1})).await;
    assert_eq!(emu.acknowledged_count(BOT).expect("known"), 1);
}
