//! A messenger as light as it can be: it takes every call, numbers messages, and tells the driver who was answered.
//!
//! It keeps no history and checks nothing, so that what is measured is the bot.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::post;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use crate::people::People;

/// The id and the name of the only bot.
pub const BOT_ID: i64 = 4242;
const ME: &str =
    r#"{"ok":true,"result":{"id":4242,"is_bot":true,"first_name":"Koperasi Contoh Maju","username":"ContohBot"}}"#;
const DONE: &str = r#"{"ok":true,"result":true}"#;

/// What a chat was told.
#[derive(Debug)]
pub struct Reply {
    /// When the last message of it came.
    pub at: Instant,
    /// The message that has the buttons.
    pub message_id: i64,
    /// The button that the next act presses.
    pub button: Option<String>,
}

/// Somebody waits for so many messages.
struct Waiter {
    left: u32,
    wants: Option<&'static str>,
    reply: Reply,
    tell: oneshot::Sender<Reply>,
}

#[derive(Default)]
struct Slot {
    heard: AtomicU64,
    waiter: Mutex<Option<Waiter>>,
}

struct Shared {
    people: People,
    ids: AtomicI64,
    calls: AtomicU64,
    slots: Vec<Slot>,
    webhooks: watch::Sender<u64>,
}

/// The messenger at work; cheap to clone.
#[derive(Clone)]
pub struct Messenger {
    /// Its base URL.
    pub url: String,
    shared: Arc<Shared>,
}

impl Messenger {
    /// Starts it on a free port of this machine.
    pub async fn start(people: People) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("no free port for the messenger")?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            people,
            ids: AtomicI64::new(1),
            calls: AtomicU64::new(0),
            slots: (0..people.chats).map(|_| Slot::default()).collect(),
            webhooks: watch::Sender::new(0),
        });
        let routes = Router::new().route("/{bot}/{method}", post(take)).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, shared })
    }

    /// A new id, for an update or a message.
    pub fn next_id(&self) -> i64 {
        self.shared.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// Waits for so many messages in a chat, and for the button whose data begins so.
    pub fn expect(&self, chat: usize, messages: u32, wants: Option<&'static str>) -> oneshot::Receiver<Reply> {
        let (tell, told) = oneshot::channel();
        let reply = Reply { at: Instant::now(), message_id: 0, button: None };
        if let Some(slot) = self.shared.slots.get(chat) {
            let waiter = Waiter { left: messages, wants, reply, tell };
            *slot.waiter.lock().unwrap_or_else(PoisonError::into_inner) = Some(waiter);
        }
        told
    }

    /// How many messages a chat has heard since this was asked last.
    pub fn take_heard(&self, chat: usize) -> u64 {
        self.shared.slots.get(chat).map_or(0, |slot| slot.heard.swap(0, Ordering::Relaxed))
    }

    /// Calls of any method so far.
    pub fn calls(&self) -> u64 {
        self.shared.calls.load(Ordering::Relaxed)
    }

    /// How often a webhook was set so far: a bot sets it when it is ready for updates.
    pub fn webhooks(&self) -> watch::Receiver<u64> {
        self.shared.webhooks.subscribe()
    }
}

/// Waits for the next webhook; `seen` was subscribed before the bot was started.
pub async fn next_webhook(seen: &mut watch::Receiver<u64>, patience: Duration) -> anyhow::Result<()> {
    tokio::time::timeout(patience, seen.changed()).await.context("the bot did not set its webhook in time")??;
    Ok(())
}

#[derive(Deserialize)]
struct Sent<'a> {
    chat_id: i64,
    message_id: Option<i64>,
    #[serde(borrow)]
    reply_markup: Option<&'a RawValue>,
}

async fn take(
    State(shared): State<Arc<Shared>>,
    Path((_, method)): Path<(String, String)>,
    body: Bytes,
) -> impl IntoResponse {
    shared.calls.fetch_add(1, Ordering::Relaxed);
    let is = |name: &str| method.eq_ignore_ascii_case(name);
    let answer = if is("sendMessage") || is("editMessageText") {
        shared.message(&body)
    } else if is("getMe") {
        ME.to_owned()
    } else if is("getWebhookInfo") {
        r#"{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}"#.to_owned()
    } else {
        if is("setWebhook") {
            shared.webhooks.send_modify(|count| *count = count.saturating_add(1));
        }
        DONE.to_owned()
    };
    ([(CONTENT_TYPE, "application/json")], answer)
}

impl Shared {
    /// A message: it gets a number, and whoever waits for it in its chat is told.
    fn message(&self, body: &[u8]) -> String {
        let at = Instant::now();
        let Ok(sent) = serde_json::from_slice::<Sent<'_>>(body) else {
            return r#"{"ok":false,"error_code":400,"description":"Bad Request: not understood"}"#.to_owned();
        };
        let message_id = sent.message_id.unwrap_or_else(|| self.ids.fetch_add(1, Ordering::Relaxed));
        if let Some(slot) = self.people.chat_of(sent.chat_id).and_then(|chat| self.slots.get(chat)) {
            slot.heard.fetch_add(1, Ordering::Relaxed);
            slot.hear(at, message_id, sent.reply_markup);
        }
        format!(
            r#"{{"ok":true,"result":{{"message_id":{message_id},"date":1764000000,"chat":{{"id":{},"type":"private"}},"text":"x"}}}}"#,
            sent.chat_id
        )
    }
}

impl Slot {
    fn hear(&self, at: Instant, message_id: i64, markup: Option<&RawValue>) {
        let mut waiting = self.waiter.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut waiter) = waiting.take() else { return };
        waiter.left = waiter.left.saturating_sub(1);
        waiter.reply.at = at;
        if let Some(button) = waiter.wants.and_then(|wants| button(markup?.get(), wants)) {
            waiter.reply.button = Some(button);
            waiter.reply.message_id = message_id;
        }
        if waiter.left == 0 {
            // A driver that has gone away needs no answer.
            let _ = waiter.tell.send(waiter.reply);
        } else {
            *waiting = Some(waiter);
        }
    }
}

/// The data of the first button that begins so, without reading the rest of the markup.
fn button(markup: &str, wants: &str) -> Option<String> {
    let data = markup.split(r#""callback_data":""#).skip(1).filter_map(|rest| rest.split('"').next());
    data.into_iter().find(|data| data.starts_with(wants)).map(str::to_owned)
}
