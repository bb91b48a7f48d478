//! Delivery to a webhook: order, retries, the secret.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use emulator::{Config, start};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{BOT, Client, LIMIT, SITI, config};

/// What the hook answers next; 200 when nothing is planned.
type Plan = Arc<Mutex<VecDeque<u16>>>;

#[derive(Clone)]
struct Hook {
    plan: Plan,
    seen: mpsc::UnboundedSender<(Option<String>, Value)>,
}

async fn receive(State(hook): State<Hook>, headers: HeaderMap, body: String) -> StatusCode {
    let secret = headers.get("X-Telegram-Bot-Api-Secret-Token");
    let secret = secret.map(|value| value.to_str().expect("ascii").to_owned());
    hook.seen.send((secret, serde_json::from_str(&body).expect("json"))).expect("a listener");
    let planned = hook.plan.lock().expect("unpoisoned").pop_front();
    StatusCode::from_u16(planned.unwrap_or(200)).expect("a status")
}

struct Listening {
    url: String,
    plan: Plan,
    seen: mpsc::UnboundedReceiver<(Option<String>, Value)>,
}

impl Listening {
    async fn start() -> Self {
        let (sender, seen) = mpsc::unbounded_channel();
        let plan = Plan::default();
        let hook = Hook { plan: Arc::clone(&plan), seen: sender };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/tg", listener.local_addr().expect("an address"));
        let app = Router::new().route("/tg", post(receive)).with_state(hook);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, plan, seen }
    }

    async fn next(&mut self) -> (Option<String>, Value) {
        tokio::time::timeout(LIMIT, self.seen.recv()).await.expect("in time").expect("open")
    }

    async fn text(&mut self) -> String {
        self.next().await.1["message"]["text"].as_str().expect("a text").to_owned()
    }
}

async fn quick() -> (emulator::Emulator, Client) {
    let emu = start(Config { retry_base: Duration::from_millis(1), ..config() }).await.expect("an emulator");
    let client = Client::of(&emu);
    (emu, client)
}

#[tokio::test]
async fn a_refused_update_holds_back_its_own_queue_only() {
    let (emu, client) = quick().await;
    let mut hook = Listening::start().await;
    hook.plan.lock().expect("unpoisoned").extend([500, 503, 500, 500]);
    client.ok("setWebhook", json!({"url": hook.url, "secret_token": "s3cret"})).await;
    for text in ["/start", "dua", "tiga"] {
        emu.person(SITI).send_text(text).await.expect("sent");
    }
    let mut texts = Vec::new();
    for _ in 0..7 {
        texts.push(hook.text().await);
    }
    assert_eq!(texts, ["/start", "/start", "/start", "/start", "/start", "dua", "tiga"]);
    emu.wait_until_taken(BOT, LIMIT).await.expect("taken");
    let info = client.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["pending_update_count"], 0);
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 500 Internal Server Error");
    let first = emu.acknowledged(BOT).expect("known")[0];
    assert_eq!(emu.deliveries(BOT, first).expect("known"), 5);
    emu.person(1002).start("").await.expect("sent");
    let (secret, update) = hook.next().await;
    assert_eq!((secret.as_deref(), &update["message"]["from"]["id"]), (Some("s3cret"), &json!(1002)));
}

#[tokio::test]
async fn another_persons_updates_pass_a_stuck_one() {
    let (emu, client) = quick().await;
    let mut hook = Listening::start().await;
    hook.plan.lock().expect("unpoisoned").extend([500; 3]);
    client.ok("setWebhook", json!({"url": hook.url, "max_connections": 1})).await;
    emu.person(SITI).start("").await.expect("sent");
    emu.person(1002).start("").await.expect("sent");
    let mut from = Vec::new();
    for _ in 0..5 {
        from.push(hook.next().await.1["message"]["from"]["id"].as_i64().expect("an id"));
    }
    from.sort_unstable();
    let budi = from.iter().filter(|id| **id == 1002).count();
    assert!((1..=4).contains(&budi), "{from:?}");
    emu.wait_until_taken(BOT, LIMIT).await.expect("taken");
}

#[tokio::test]
async fn what_waited_for_polling_goes_to_a_new_webhook() {
    let (emu, client) = quick().await;
    emu.person(SITI).start("").await.expect("sent");
    let mut hook = Listening::start().await;
    client.ok("setWebhook", json!({"url": hook.url})).await;
    assert_eq!(hook.text().await, "/start");
    emu.wait_until_taken(BOT, LIMIT).await.expect("taken");
    client.ok("deleteWebhook", json!({})).await;
    emu.person(SITI).send_text("lagi").await.expect("sent");
    assert_eq!(client.update_ids(json!({})).await.len(), 1);
    let bad = client.refused("setWebhook", json!({"url": hook.url, "secret_token": "a b"})).await;
    assert_eq!(bad, "Bad Request: secret token contains unallowed characters");
}
