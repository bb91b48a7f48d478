//! The webhook's door: who is let in, what is kept, and what is answered when nothing can be kept.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::BotId;
use hmac::{Hmac, KeyInit, Mac};
use rembuk::ingest::webhook::{BODY_MAX, SECRET_HEADER, secret_of};
use reqwest::StatusCode;
use sha2::Sha256;
use sqlx::{Connection, SqliteConnection};

use crate::eye::Eye;
use crate::people::{ANI, SARI, asks_balance, hears_after};
use crate::support::{Intake, Kind, PATIENCE, SECRET, TOKEN, World};
use crate::town::{taken, town};

const BOT: i64 = 4_242;

const KEPT: &str = "SELECT COUNT(*) FROM inbox";

async fn open() -> (World, Eye) {
    town(Kind::Sqlite, Intake::Webhook).await
}

/// Posts a body to a bot's address, with this secret or none.
async fn post(world: &World, bot: i64, secret: Option<&str>, body: impl Into<reqwest::Body>) -> StatusCode {
    let mut request = reqwest::Client::new().post(format!("http://{}/tg/{bot}", world.running.address)).body(body);
    if let Some(secret) = secret {
        request = request.header(SECRET_HEADER, secret);
    }
    request.send().await.unwrap().status()
}

fn own_secret() -> String {
    secret_of(SECRET, BotId(BOT)).unwrap()
}

/// Posts a body as the messenger would.
async fn deliver(world: &World, body: impl Into<reqwest::Body>) -> StatusCode {
    post(world, BOT, Some(&own_secret()), body).await
}

fn question(update_id: i64) -> String {
    serde_json::json!({"update_id": update_id, "message": {
        "message_id": 900, "date": 1_800_000_000, "text": "/saldo",
        "chat": {"id": ANI, "type": "private", "first_name": "Ani"},
        "from": {"id": ANI, "is_bot": false, "first_name": "Ani", "language_code": "id"}}})
    .to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_bots_own_secret_nothing_is_kept() {
    let (world, mut eye) = open().await;
    let own = own_secret();
    let another = secret_of(SECRET, BotId(BOT + 1)).unwrap();
    let of_nothing = derived_from("");
    assert_eq!(derived_from(SECRET), own, "the test derives as the program does");
    for secret in [
        None,
        Some(""),
        Some("wrong"),
        Some(SECRET),
        Some(another.as_str()),
        Some(own.to_uppercase().as_str()),
        Some(of_nothing.as_str()),
    ] {
        assert_eq!(post(&world, BOT, secret, question(1)).await, StatusCode::UNAUTHORIZED, "{secret:?}");
    }
    let of_stranger = post(&world, BOT + 1, Some(&another), question(1)).await;
    assert_eq!(of_stranger, StatusCode::UNAUTHORIZED, "a bot that is not served");
    assert_eq!(eye.number(KEPT).await, 0);
    assert_eq!(post(&world, BOT, Some(&own), question(1)).await, StatusCode::OK);
    assert_eq!(eye.number(KEPT).await, 1);
    world.end().await;
}

/// As anybody can compute it.
fn derived_from(secret: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("webhook/{BOT}").as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// Somebody without an account here who shows a member's phone number as their own.
fn forged(update_id: i64, phone: &str) -> String {
    const STRANGER: i64 = 666;
    serde_json::json!({"update_id": update_id, "message": {
        "message_id": 901, "date": 1_800_000_000,
        "chat": {"id": STRANGER, "type": "private", "first_name": "X"},
        "from": {"id": STRANGER, "is_bot": false, "first_name": "X", "language_code": "id"},
        "contact": {"phone_number": phone, "first_name": "X", "user_id": STRANGER}}})
    .to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_polls_takes_nothing_from_whoever_reaches_its_address() {
    let (world, mut eye) = town(Kind::Sqlite, Intake::Polling).await;
    let linked = eye.number("SELECT COUNT(*) FROM links").await;
    let secrets = [None, Some(String::new()), Some(derived_from("")), Some(derived_from(SECRET))];
    for (update_id, secret) in (800_000_000..).zip(&secrets) {
        let answer = post(&world, BOT, secret.as_deref(), forged(update_id, "+6281200000002")).await;
        assert_eq!(answer, StatusCode::NOT_FOUND, "{secret:?}");
    }
    asks_balance(&world.emulator.person(SARI)).await;
    eye.wait_until_quiet().await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE update_id >= 800000000").await, 0);
    assert_eq!(eye.number("SELECT COUNT(*) FROM links").await, linked, "nobody is linked");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_over_a_mebibyte_is_refused_and_one_of_a_mebibyte_is_kept() {
    let (world, mut eye) = open().await;
    let padded = |length: usize| {
        let body = question(1);
        let padding = " ".repeat(length - body.len());
        body + &padding
    };
    assert_eq!(deliver(&world, padded(BODY_MAX + 1)).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(eye.number(KEPT).await, 0);
    assert_eq!(deliver(&world, padded(BODY_MAX)).await, StatusCode::OK);
    assert_eq!(eye.number(KEPT).await, 1);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_post_is_taken() {
    let (world, mut eye) = open().await;
    let url = format!("http://{}/tg/{BOT}", world.running.address);
    let client = reqwest::Client::new();
    for method in [reqwest::Method::GET, reqwest::Method::PUT, reqwest::Method::DELETE] {
        let request = client.request(method.clone(), &url).header(SECRET_HEADER, own_secret());
        let answer = request.body(question(1)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    assert_eq!(eye.number(KEPT).await, 0);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_understood_is_taken_and_kept_with_its_body() {
    let (world, mut eye) = open().await;
    let ani = world.emulator.person(ANI);
    asks_balance(&ani).await;
    for body in [
        "{\"update_id\": 1, \"message\": {",
        "",
        "[]",
        "{\"update_id\": \"many\"}",
        "{\"update_id\": 900000001, \"message_from_the_future\": {\"x\": 1}}",
        "{\"update_id\": 900000002, \"message\": {\"chat\": {\"id\": 13}, \"from\": {\"id\": 13}, \"text\": 7}}",
        "{\"update_id\": 900000003, \"callback_query\": {\"from\": {\"id\": 13}, \"data\": {}}}",
    ] {
        assert_eq!(deliver(&world, body).await, StatusCode::OK, "{body}");
        assert_eq!(deliver(&world, body).await, StatusCode::OK, "again: {body}");
    }
    assert_eq!(deliver(&world, vec![0xff_u8, 0xfe, 0x00]).await, StatusCode::OK, "not even text");
    eye.wait_until_quiet().await;
    let set_aside = "SELECT COUNT(*) FROM inbox WHERE state = 'unparsed' AND body <> '' AND finished_at = 0";
    assert_eq!(eye.number(set_aside).await, 8, "each is kept once, with its body");
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE state NOT IN ('unparsed', 'done')").await, 0);
    asks_balance(&ani).await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_can_not_keep_it_an_update_is_refused_with_503_and_taken_later() {
    let (world, mut eye) = open().await;
    let sari = world.emulator.person(SARI);
    asks_balance(&sari).await;
    eye.wait_until_quiet().await;
    let mut locker = SqliteConnection::connect(&world.place.database_url).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut locker).await.unwrap();
    let (before, kept) = (taken(&world.emulator, SARI), eye.number(KEPT).await);
    let asked = sari.send_text("/saldo").await.unwrap();
    let refused = deliver(&world, question(900_000_001)).await;
    assert_eq!(refused, StatusCode::SERVICE_UNAVAILABLE);
    let ready = reqwest::get(format!("http://{}/readyz", world.running.address)).await.unwrap().status();
    assert_eq!(ready, StatusCode::SERVICE_UNAVAILABLE);
    let alive = reqwest::get(format!("http://{}/healthz", world.running.address)).await.unwrap().status();
    assert_eq!(alive, StatusCode::OK);
    assert_eq!(eye.number(KEPT).await, kept, "nothing was kept");
    assert_eq!(world.emulator.pending(TOKEN).unwrap(), 1, "the messenger still has it");
    sqlx::query("ROLLBACK").execute(&mut locker).await.unwrap();
    hears_after(&sari, asked, "det").await;
    world.emulator.wait_until_taken(TOKEN, PATIENCE).await.unwrap();
    eye.wait_until_quiet().await;
    assert_eq!(taken(&world.emulator, SARI), before + 1, "answered once, however often it was brought");
    assert_eq!(eye.number(KEPT).await, kept + 1);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn polled_updates_wait_with_the_messenger_while_the_database_can_not_keep_them() {
    let (world, mut eye) = town(Kind::Sqlite, Intake::Polling).await;
    let sari = world.emulator.person(SARI);
    asks_balance(&sari).await;
    eye.wait_until_quiet().await;
    let mut locker = SqliteConnection::connect(&world.place.database_url).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut locker).await.unwrap();
    let (before, acknowledged) = (taken(&world.emulator, SARI), world.emulator.acknowledged(TOKEN).unwrap());
    let asked = sari.send_text("/saldo").await.unwrap();
    let deadline = tokio::time::Instant::now() + PATIENCE * 2;
    let update = || acknowledged.last().map_or(0, |last| last + 1);
    while world.emulator.deliveries(TOKEN, update()).unwrap() < 2 {
        assert!(tokio::time::Instant::now() < deadline, "the update is not asked for again");
        assert_eq!(world.emulator.pending(TOKEN).unwrap(), 1, "the offset has moved past it");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(world.emulator.pending(TOKEN).unwrap(), 1, "the offset has moved past it");
    sqlx::query("ROLLBACK").execute(&mut locker).await.unwrap();
    hears_after(&sari, asked, "det").await;
    eye.wait_until_quiet().await;
    assert_eq!(taken(&world.emulator, SARI), before + 1);
    world.end().await;
}
