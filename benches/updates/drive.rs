//! The driver: so many updates unanswered at a time, and in each chat the next one only after the answer to the last.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::messenger::Messenger;
use crate::people::People;
use crate::scripts::{Act, What};

/// The longest that anybody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where updates go.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The bot's address.
    pub address: SocketAddr,
    /// Such as `/tg/4242`.
    pub path: String,
    /// The bot's own secret.
    pub secret: String,
}

/// What a drive came to.
#[derive(Debug, Clone)]
pub struct Driven {
    /// From the first update to the last answer.
    pub elapsed: Duration,
    /// From each update to its answer, sorted.
    pub waits: Vec<Duration>,
}

impl Driven {
    /// The wait that so many of a thousand do not exceed.
    pub fn permille(&self, permille: usize) -> Duration {
        let at = self.waits.len().saturating_mul(permille).div_euclid(1_000);
        self.waits.get(at).or(self.waits.last()).copied().unwrap_or_default()
    }
}

struct Job {
    chat: usize,
    at: usize,
    message_id: i64,
    button: Option<String>,
}

struct Shared {
    webhook: Webhook,
    messenger: Messenger,
    people: People,
    scripts: Vec<Vec<Act>>,
    queue: Mutex<VecDeque<Job>>,
}

/// Drives every chat through its acts with at most `in_flight` updates unanswered.
pub async fn drive(
    webhook: &Webhook,
    messenger: &Messenger,
    people: People,
    scripts: Vec<Vec<Act>>,
    in_flight: usize,
) -> anyhow::Result<Driven> {
    let first = |chat| Job { chat, at: 0, message_id: 0, button: None };
    let queue = Mutex::new((0..scripts.len()).map(first).collect());
    for chat in 0..scripts.len() {
        messenger.take_heard(chat);
    }
    let (webhook, messenger) = (webhook.clone(), messenger.clone());
    let shared = Arc::new(Shared { webhook, messenger, people, scripts, queue });
    let started = Instant::now();
    let mut lines = JoinSet::new();
    for _ in 0..in_flight {
        lines.spawn(work(Arc::clone(&shared)));
    }
    let mut waits = Vec::new();
    while let Some(done) = lines.join_next().await {
        waits.extend(done.context("a line of the driver is gone")??);
    }
    let elapsed = started.elapsed();
    waits.sort_unstable();
    for (chat, acts) in shared.scripts.iter().enumerate() {
        let expected: u64 = acts.iter().map(|act| u64::from(act.messages)).sum();
        let heard = shared.messenger.take_heard(chat);
        ensure!(heard == expected, "chat {chat} heard {heard} messages instead of {expected}");
    }
    Ok(Driven { elapsed, waits })
}

async fn work(shared: Arc<Shared>) -> anyhow::Result<Vec<Duration>> {
    let mut line = Line::open(&shared.webhook).await?;
    let mut taken = Vec::new();
    while let Some(job) = shared.next() {
        let Some(acts) = shared.scripts.get(job.chat) else { continue };
        let Some(act) = acts.get(job.at) else { continue };
        let wants = match acts.get(job.at.saturating_add(1)).map(|act| &act.what) {
            Some(What::Press(prefix)) => Some(*prefix),
            _ => None,
        };
        let body = shared.update(&job, &act.what)?;
        let told = shared.messenger.expect(job.chat, act.messages, wants);
        let asked = Instant::now();
        line.post(&body).await?;
        let waited = tokio::time::timeout(PATIENCE, told).await;
        let reply = waited.with_context(|| format!("chat {} waits for an answer to {:?}", job.chat, act.what))??;
        taken.push(reply.at.saturating_duration_since(asked));
        let at = job.at.saturating_add(1);
        if at < acts.len() {
            shared.push(Job { chat: job.chat, at, message_id: reply.message_id, button: reply.button });
        }
    }
    Ok(taken)
}

impl Shared {
    fn next(&self) -> Option<Job> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    fn push(&self, job: Job) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).push_back(job);
    }

    /// The update as the messenger would bring it.
    fn update(&self, job: &Job, what: &What) -> anyhow::Result<String> {
        let (update, person) = (self.messenger.next_id(), self.people.writer(job.chat));
        let from = format!(r#"{{"id":{person},"is_bot":false,"first_name":"Anggota","language_code":"id"}}"#);
        let chat = format!(r#"{{"id":{person},"first_name":"Anggota","type":"private"}}"#);
        Ok(match what {
            What::Say(text) => {
                let message = self.messenger.next_id();
                format!(
                    r#"{{"update_id":{update},"message":{{"message_id":{message},"from":{from},"chat":{chat},"date":1764000000,"text":"{text}"}}}}"#
                )
            }
            What::Press(prefix) => {
                let Some(data) = &job.button else { bail!("chat {} was shown no button {prefix}", job.chat) };
                let message = job.message_id;
                format!(
                    r#"{{"update_id":{update},"callback_query":{{"id":"{update}","from":{from},"message":{{"message_id":{message},"chat":{chat},"date":1764000000,"text":"x"}},"chat_instance":"1","data":"{data}"}}}}"#
                )
            }
        })
    }
}

/// A kept-alive connection, without a client's cost: the driver shares the machine with what it measures.
struct Line {
    stream: TcpStream,
    head: String,
    answer: Vec<u8>,
}

impl Line {
    async fn open(webhook: &Webhook) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(webhook.address).await.context("the bot takes no connection")?;
        stream.set_nodelay(true)?;
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: {}\r\n",
            webhook.path, webhook.address, webhook.secret
        );
        Ok(Self { stream, head, answer: Vec::with_capacity(1_024) })
    }

    /// Brings an update; anything but 200 is an error.
    async fn post(&mut self, body: &str) -> anyhow::Result<()> {
        let request = format!("{}content-length: {}\r\n\r\n{body}", self.head, body.len());
        self.stream.write_all(request.as_bytes()).await?;
        self.answer.clear();
        while !self.answer.windows(4).any(|end| end == b"\r\n\r\n") {
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the bot has closed a connection");
        }
        ensure!(
            self.answer.starts_with(b"HTTP/1.1 200") && self.answer.ends_with(b"\r\n\r\n"),
            "the bot answered {:?}",
            String::from_utf8_lossy(&self.answer)
        );
        Ok(())
    }
}
