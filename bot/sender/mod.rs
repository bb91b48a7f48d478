//! The sender: claims what is to be said, sends it chat by chat in order, and marks what became of it.
//!
//! A message is claimed by a lease under a fencing number before it is sent, and marked after: a crash between the two
//! leaves it unknown, and it is sent again, at most twice more. Answers to people go at once.
//!
//! It sends for those bots whose sending this process has (`bot/leases/`). What an earlier sender held was taken back
//! with the work. Of what a living one never heard that it was committed, it takes back the moment it is seen
//! (`unheard.rs`); anything else that it has claimed without holding it, such as by a task that broke, when the lease has
//! ended.

mod chain;
mod choice;
mod handover;
mod judge;
mod marks;
pub mod pace;
mod shown;
mod toast;
mod unheard;
mod weather;
mod work;

use std::sync::Arc;
use std::time::Duration;

use domain::ids::{BotId, ChatId};
use store::outbox::{ChatMark, Mark};
use store::{Db, Keyring};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, watch};

pub use self::handover::{Handed, Handover, Taken};
use self::pace::Limits;
use self::weather::Heard;
use self::work::Work;
use crate::bots::Registry;
use crate::clock::Clock;
use crate::crash;
use crate::leases::Leases;
use crate::telegram::api::Api;

/// Messages in hand at the most, beside those that are handed over.
const IN_HAND_MAX: usize = 256;

/// Of these, what is paced: answers have the rest, whatever else waits.
const PACED_IN_HAND_MAX: usize = 64;

/// How long a claimed row that the sender does not hold is left alone: longer than a transaction that may still bring it
/// takes, unless it waits long for a lock; then its message may come twice. A crash does not wait for it: the next sender
/// takes over at once. Nor does a slow send: what is held is never freed.
const LEASE: Duration = Duration::from_secs(15);

/// Such rows are looked for so often within a lease.
const LOOKS_PER_LEASE: u32 = 3;

/// The same in microseconds.
fn lease_us() -> i64 {
    i64::try_from(crash::lease().unwrap_or(LEASE).as_micros()).unwrap_or(i64::MAX)
}

/// How long the sender sleeps when nobody wakes it: alone, and where other processes commit messages of its bots.
const IDLE: Duration = Duration::from_secs(1);
const IDLE_WITH_PEERS: Duration = Duration::from_millis(100);

/// How long it waits before it looks at further chats, when those that it looked at must all wait.
const BREATH: Duration = Duration::from_millis(20);

/// How long it waits when the database does not do it.
const DATABASE_PAUSE: Duration = Duration::from_millis(200);

/// How long a look for a messenger that is away waits for the one before, at first and at the most.
const LOOK_PAUSES: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(8));

/// How long a stopping sender waits for calls in flight.
const FAREWELL: Duration = Duration::from_secs(8);

/// All that the sender needs.
pub struct Sender {
    /// The database.
    pub db: Db,
    /// The keys.
    pub keys: Keyring,
    /// The bots that it sends for.
    pub registry: Registry,
    /// The clock.
    pub clock: Clock,
    /// The client.
    pub api: Api,
    /// Whom this process sends for.
    pub leases: Leases,
    /// The messenger's limits.
    pub limits: Limits,
    /// The workers wake it.
    pub outbox_filled: Arc<Notify>,
    /// Room for answers to presses.
    pub toasts: Arc<Semaphore>,
}

/// What a chain of one chat learnt about one of its rows.
#[derive(Debug)]
pub struct Report {
    bot: BotId,
    chat: ChatId,
    mark: Mark,
    chat_mark: Option<ChatMark>,
    aftermath: Aftermath,
    heard: Heard,
    /// Of a row that was handed over.
    place: Option<OwnedSemaphorePermit>,
}

/// What a chain tells.
#[derive(Debug)]
enum Word {
    /// What became of one of its rows.
    Row(Report),
    /// It broke: nobody knows what became of those of its rows, claimed under a fence, that it has not told of.
    Broken(Vec<i64>, i64),
    /// The messenger answers this bot again.
    Back(BotId),
}

/// What a result means beyond its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aftermath {
    /// Nothing.
    None,
    /// The chat refused us: what waits for it is given up.
    Unreachable,
    /// The group has moved.
    Migrated(ChatId),
    /// The bot must pause until then.
    Paused(i64),
}

impl Sender {
    /// Sends for the bots that this process has, what is handed over and what it claims, until told to stop; then it waits
    /// for the calls in flight.
    pub async fn run(self: Arc<Self>, taken: Taken, mut stop: watch::Receiver<bool>) {
        let mut work = Work::new(self, taken);
        while !*stop.borrow() {
            match work.round().await {
                Ok(0) => work.sleep(&mut stop).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(error = %error, "the sender could not use the database");
                    tokio::time::sleep(DATABASE_PAUSE).await;
                }
            }
        }
        work.farewell().await;
    }

    /// Room for answers to presses, as much as there may be.
    pub fn toasts() -> Arc<Semaphore> {
        Arc::new(Semaphore::new(toast::TOASTS_MAX))
    }

    /// Looks again and again whether the messenger answers this bot, as long as this process sends for it.
    async fn look_for_messenger(self: Arc<Self>, bot: BotId, word: mpsc::UnboundedSender<Word>) {
        let mut pause = LOOK_PAUSES.0;
        while self.leases.had().has(crate::leases::Work::Send, bot) {
            let bots = self.registry.now();
            let Some(bot) = bots.get(bot) else { break };
            let outcome = self.api.probe(&bot.token).await;
            if outcome.is_its_word() {
                break;
            }
            tracing::warn!(bot.id = %bot.bot_id, outcome = outcome.told(), "the messenger is away");
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(LOOK_PAUSES.1);
        }
        let _ = word.send(Word::Back(bot));
    }

    /// Whether this process may still send for the bot under this fence, by its own watch.
    fn may_send(&self, bot: BotId, fence: i64) -> bool {
        self.leases.had().fence(bot) == Some(fence)
    }
}
