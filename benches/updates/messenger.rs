//! A messenger as light as it can be: it takes every call, numbers messages, keeps updates for bots that poll, and tells
//! the driver who was answered.
//!
//! It keeps no history and checks nothing, so that what is measured is the bot.

use std::collections::{HashSet, VecDeque};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
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

use crate::mail::{Asked, Mailbox};
use crate::people::People;

/// The id of the first bot; the others follow it.
const FIRST_BOT: i64 = 4242;
const DONE: &str = r#"{"ok":true,"result":true}"#;
const NOT_UNDERSTOOD: &str = r#"{"ok":false,"error_code":400,"description":"Bad Request: not understood"}"#;

/// The id of a cooperative's bot.
pub fn bot_id(cooperative: usize) -> i64 {
    FIRST_BOT.saturating_add(i64::try_from(cooperative).unwrap_or(i64::MAX))
}

/// The bot's token.
pub fn token(cooperative: usize) -> String {
    format!("{}:BENCHMARKBENCHMARKBENCHMARK", bot_id(cooperative))
}

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
    waiters: Mutex<VecDeque<Waiter>>,
}

struct Shared {
    people: People,
    ids: AtomicI64,
    calls: AtomicU64,
    in_flight: AtomicU64,
    in_flight_most: AtomicU64,
    delay_ms: AtomicU64,
    slots: Vec<Slot>,
    mail: Vec<Mailbox>,
    ready: watch::Sender<HashSet<i64>>,
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
            in_flight: AtomicU64::new(0),
            in_flight_most: AtomicU64::new(0),
            delay_ms: AtomicU64::new(0),
            slots: (0..people.chats).map(|_| Slot::default()).collect(),
            mail: (0..people.cooperatives).map(|_| Mailbox::default()).collect(),
            ready: watch::Sender::new(HashSet::new()),
        });
        let routes = Router::new().route("/{bot}/{method}", post(take)).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, shared })
    }

    /// Who writes.
    pub fn people(&self) -> People {
        self.shared.people
    }

    /// A new id, for an update or a message.
    pub fn next_id(&self) -> i64 {
        self.shared.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// Answers calls after so long, except those that ask for updates. What a call brings has arrived all the same.
    pub fn set_delay(&self, delay: Duration) {
        self.shared.delay_ms.store(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Keeps an update for a bot until it asks.
    pub fn put(&self, bot: usize, update: impl FnOnce(i64) -> String) -> anyhow::Result<()> {
        let Some(mail) = self.shared.mail.get(bot) else { bail!("there is no bot {bot}") };
        mail.put(&self.shared.ids, update);
        Ok(())
    }

    /// Waits for so many messages in a chat, behind whoever waits there already, and for the button whose data begins so.
    pub fn expect(&self, chat: usize, messages: u32, wants: Option<&'static str>) -> oneshot::Receiver<Reply> {
        let (tell, told) = oneshot::channel();
        let reply = Reply { at: Instant::now(), message_id: 0, button: None };
        if let Some(slot) = self.shared.slots.get(chat) {
            let waiter = Waiter { left: messages, wants, reply, tell };
            slot.waiters.lock().unwrap_or_else(PoisonError::into_inner).push_back(waiter);
        }
        told
    }

    /// How many messages a chat has heard since this was asked last.
    pub fn take_heard(&self, chat: usize) -> u64 {
        self.shared.slots.get(chat).map_or(0, |slot| slot.heard.swap(0, Ordering::Relaxed))
    }

    /// Calls of any method so far, without those that ask for updates.
    pub fn calls(&self) -> u64 {
        self.shared.calls.load(Ordering::Relaxed)
    }

    /// The most calls that were unanswered at a time since this was asked last.
    pub fn take_in_flight_most(&self) -> u64 {
        self.shared.in_flight_most.swap(0, Ordering::Relaxed)
    }

    /// Forgets which bots are ready.
    pub fn forget_ready(&self) {
        self.shared.ready.send_modify(HashSet::clear);
    }

    /// Waits until so many bots are ready for updates: each has set its webhook, or asked for updates.
    pub async fn ready(&self, bots: usize, patience: Duration) -> anyhow::Result<()> {
        let mut ready = self.shared.ready.subscribe();
        let all = ready.wait_for(|ready| ready.len() >= bots);
        tokio::time::timeout(patience, all).await.context("the bot was not ready in time")??;
        Ok(())
    }
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
    Path((bot, method)): Path<(String, String)>,
    body: Bytes,
) -> impl IntoResponse {
    let is = |name: &str| method.eq_ignore_ascii_case(name);
    let bot = bot.trim_start_matches("bot").split(':').next().and_then(|id| id.parse().ok()).unwrap_or(FIRST_BOT);
    let answer = if is("getUpdates") { shared.updates(bot, &body).await } else { shared.call(bot, is, &body).await };
    ([(CONTENT_TYPE, "application/json")], answer)
}

impl Shared {
    async fn call(&self, bot: i64, is: impl Fn(&str) -> bool, body: &[u8]) -> String {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let in_flight = self.in_flight.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        self.in_flight_most.fetch_max(in_flight, Ordering::Relaxed);
        let answer = if is("sendMessage") || is("editMessageText") {
            self.message(body)
        } else if is("getMe") {
            format!(
                r#"{{"ok":true,"result":{{"id":{bot},"is_bot":true,"first_name":"Koperasi Contoh","username":"Contoh{bot}Bot"}}}}"#
            )
        } else if is("getWebhookInfo") {
            r#"{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}"#.to_owned()
        } else {
            if is("setWebhook") {
                self.is_ready(bot);
            }
            DONE.to_owned()
        };
        let delay = self.delay_ms.load(Ordering::Relaxed);
        if delay > 0 {
            tokio::time::sleep(Duration::from_millis(delay)).await;
        }
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
        answer
    }

    fn is_ready(&self, bot: i64) {
        self.ready.send_if_modified(|ready| ready.insert(bot));
    }

    async fn updates(&self, bot: i64, body: &[u8]) -> String {
        self.is_ready(bot);
        let mail = bot.checked_sub(FIRST_BOT).and_then(|at| self.mail.get(usize::try_from(at).ok()?));
        let (Some(mail), Ok(asked)) = (mail, serde_json::from_slice::<Asked>(body)) else {
            return NOT_UNDERSTOOD.to_owned();
        };
        format!(r#"{{"ok":true,"result":{}}}"#, mail.give(&asked).await)
    }

    /// A message: it gets a number, and whoever waits for it in its chat is told.
    fn message(&self, body: &[u8]) -> String {
        let at = Instant::now();
        let Ok(sent) = serde_json::from_slice::<Sent<'_>>(body) else { return NOT_UNDERSTOOD.to_owned() };
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
        let mut waiters = self.waiters.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(waiter) = waiters.front_mut() else { return };
        waiter.left = waiter.left.saturating_sub(1);
        waiter.reply.at = at;
        if let Some(button) = waiter.wants.and_then(|wants| button(markup?.get(), wants)) {
            waiter.reply.button = Some(button);
            waiter.reply.message_id = message_id;
        }
        if waiter.left == 0
            && let Some(waiter) = waiters.pop_front()
        {
            // A driver that has gone away needs no answer.
            let _ = waiter.tell.send(waiter.reply);
        }
    }
}

/// The data of the first button that begins so, without reading the rest of the markup.
fn button(markup: &str, wants: &str) -> Option<String> {
    let data = markup.split(r#""callback_data":""#).skip(1).filter_map(|rest| rest.split('"').next());
    data.into_iter().find(|data| data.starts_with(wants)).map(str::to_owned)
}
