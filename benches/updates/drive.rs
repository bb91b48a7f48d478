//! The driver: so many updates unanswered at a time, and in each chat the next one only after the answer to the last.
//!
//! It brings them as fast as they are answered, or at a pace of its own. Then a wait is counted from the moment at which
//! the update was due, so that a bot that falls behind can't hide it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::task::JoinSet;

use crate::line::{Line, Under, Way, update};
use crate::messenger::{Messenger, Reply};
use crate::scripts::{Act, What};

/// The longest that anybody waits for an answer.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What is brought, and how fast.
pub struct Course {
    /// What each chat does, one act after the other.
    pub scripts: Vec<Vec<Act>>,
    /// Updates unanswered at a time, at the most.
    pub in_flight: usize,
    /// From one update to the next; `None` as fast as they are answered.
    pub every: Option<Duration>,
}

/// What a drive came to.
#[derive(Debug, Clone)]
pub struct Driven {
    /// From the first update to the last answer.
    pub elapsed: Duration,
    /// From each update to its answer, sorted.
    pub waits: Vec<Duration>,
    /// Messages that each chat must have heard by the end.
    pub owed: Vec<u64>,
}

impl Driven {
    /// The wait that so many of a thousand do not exceed.
    pub fn permille(&self, permille: usize) -> Duration {
        let at = self.waits.len().saturating_mul(permille).div_euclid(1_000);
        self.waits.get(at).or(self.waits.last()).copied().unwrap_or_default()
    }

    /// Each chat has heard what it was owed, no message less and none twice. To be asked when the bot has nothing left
    /// in hand.
    pub fn check(&self, messenger: &Messenger) -> anyhow::Result<()> {
        for (chat, owed) in self.owed.iter().enumerate() {
            let heard = messenger.take_heard(chat);
            ensure!(heard == *owed, "chat {chat} heard {heard} messages instead of {owed}");
        }
        Ok(())
    }
}

struct Job {
    chat: usize,
    at: usize,
    /// What the last answer showed.
    shown: Option<Under>,
}

struct Shared {
    way: Way,
    messenger: Messenger,
    scripts: Vec<Vec<Act>>,
    queue: Mutex<VecDeque<Job>>,
    pace: Option<Pace>,
}

struct Pace {
    started: Instant,
    every: Duration,
    taken: AtomicU32,
}

/// Nobody has heard anything since the run before was counted.
pub fn is_quiet(messenger: &Messenger, chats: usize) -> anyhow::Result<()> {
    for chat in 0..chats {
        let heard = messenger.take_heard(chat);
        ensure!(heard == 0, "chat {chat} heard {heard} messages more after the run before");
    }
    Ok(())
}

/// Drives every chat through its acts.
pub async fn drive(way: &Way, messenger: &Messenger, course: Course) -> anyhow::Result<Driven> {
    let Course { scripts, in_flight, every } = course;
    let owed = scripts.iter().map(|acts| acts.iter().map(|act| u64::from(act.messages)).sum()).collect();
    let mut lines = Vec::new();
    for _ in 0..in_flight {
        lines.push(Line::open(way).await?);
    }
    let queue = Mutex::new((0..scripts.len()).map(|chat| Job { chat, at: 0, shown: None }).collect());
    let started = Instant::now();
    let pace = every.map(|every| Pace { started, every, taken: AtomicU32::new(0) });
    let shared = Arc::new(Shared { way: way.clone(), messenger: messenger.clone(), scripts, queue, pace });
    let mut working = JoinSet::new();
    for line in lines {
        working.spawn(work(Arc::clone(&shared), line));
    }
    let mut waits = Vec::new();
    while let Some(done) = working.join_next().await {
        waits.extend(done.context("a line of the driver is gone")??);
    }
    let elapsed = started.elapsed();
    waits.sort_unstable();
    Ok(Driven { elapsed, waits, owed })
}

async fn work(shared: Arc<Shared>, mut line: Line) -> anyhow::Result<Vec<Duration>> {
    let mut taken = Vec::new();
    loop {
        let due = shared.due().await;
        let Some(job) = shared.next() else { return Ok(taken) };
        let Some(acts) = shared.scripts.get(job.chat) else { continue };
        let Some(act) = acts.get(job.at) else { continue };
        let wants = match acts.get(job.at.saturating_add(1)).map(|act| &act.what) {
            Some(What::Press(prefix)) => Some(*prefix),
            _ => None,
        };
        let asked = due.unwrap_or_else(Instant::now);
        let reply = shared.ask(&mut line, &job, act, wants).await?;
        taken.push(reply.at.saturating_duration_since(asked));
        let at = job.at.saturating_add(1);
        if at < acts.len() {
            let shown = reply.button.map(|data| Under { message_id: reply.message_id, data });
            shared.push(Job { chat: job.chat, at, shown });
        }
    }
}

impl Shared {
    fn next(&self) -> Option<Job> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    fn push(&self, job: Job) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).push_back(job);
    }

    /// Waits for the moment at which the next update is due, where there is a pace.
    async fn due(&self) -> Option<Instant> {
        let pace = self.pace.as_ref()?;
        let due = pace.started + pace.every.saturating_mul(pace.taken.fetch_add(1, Ordering::Relaxed));
        tokio::time::sleep_until(due.into()).await;
        Some(due)
    }

    /// Brings an update, and waits for the answer.
    async fn ask(&self, line: &mut Line, job: &Job, act: &Act, wants: Option<&'static str>) -> anyhow::Result<Reply> {
        let (chat, people) = (job.chat, self.messenger.people());
        if let What::Press(prefix) = act.what {
            ensure!(job.shown.is_some(), "chat {chat} was shown no button {prefix}");
        }
        let told = self.messenger.expect(chat, act.messages, wants);
        let (person, bot, own) = (people.writer(chat), people.cooperative_of(chat), self.messenger.next_id());
        let body = |id| update(id, person, &act.what, own, job.shown.as_ref());
        line.bring(&self.way, &self.messenger, bot, body).await?;
        let waited = tokio::time::timeout(PATIENCE, told).await;
        Ok(waited.with_context(|| format!("chat {chat} waits for an answer to {:?}", act.what))??)
    }
}
