//! The sender: claims what is to be said, sends it chat by chat in order, and marks what became of it.
//!
//! A message is claimed by a lease under a fencing number before it is sent, and marked after: a crash between the two
//! leaves it unknown, and it is sent again, at most twice more. Answers to people go at once.
//!
//! What a dead sender held is taken back by the next one. What a living one has claimed without holding it (it never
//! heard that the claim was committed, or a task of its own broke) it takes back itself when the lease has ended.

mod chain;
mod judge;

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::ids::{BotId, ChatId};
use futures_util::FutureExt;
use store::outbox::{ChatMark, ClaimTimes, Claimed, Mark};
use store::{Db, Keyring, StoreError};
use tokio::sync::{Notify, mpsc, watch};

use crate::bots::{Bots, Registry};
use crate::clock::Clock;
use crate::crash;
use crate::metrics::{self, Metrics};
use crate::telegram::api::Api;

/// Messages in hand at the most.
const IN_HAND_MAX: usize = 256;

/// How long a claimed row that the sender does not hold is left alone. A crash does not wait for it: the next sender
/// takes over at once. Nor does a slow send: what is held is never freed.
const LEASE: Duration = Duration::from_mins(1);

/// How long the sender sleeps when nobody wakes it.
const IDLE: Duration = Duration::from_secs(1);

/// How long it waits when the database does not do it.
const DATABASE_PAUSE: Duration = Duration::from_millis(200);

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
    /// Whom this process sends for is told there.
    pub metrics: Arc<Metrics>,
    /// The workers wake it.
    pub outbox_filled: Arc<Notify>,
}

/// What a chain of one chat learnt about one of its rows.
#[derive(Debug)]
pub struct Report {
    bot: BotId,
    chat: ChatId,
    mark: Mark,
    chat_mark: Option<ChatMark>,
    aftermath: Aftermath,
}

/// What a chain tells.
#[derive(Debug)]
enum Word {
    /// What became of one of its rows.
    Row(Report),
    /// It broke: nobody knows what became of those of its rows that it has not told of.
    Broken(Vec<i64>),
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

/// The sender at work.
struct Work {
    sender: Arc<Sender>,
    /// The bots that `fences` are for.
    bots: Arc<Bots>,
    fences: Vec<(BotId, i64)>,
    paused: HashMap<BotId, i64>,
    /// Claimed rows that a chain has not told of yet.
    in_hand: HashSet<i64>,
    /// Reports that are not written down yet, in order.
    known: Vec<Report>,
    words: mpsc::UnboundedReceiver<Word>,
    word: mpsc::UnboundedSender<Word>,
    /// When rows that are claimed and not held were looked for.
    looked_at: Instant,
}

impl Sender {
    /// Takes over sending for all bots and sends until told to stop; then it waits for the calls in flight.
    ///
    /// # Errors
    /// [`StoreError::Fenced`] when another process has taken over.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) -> Result<(), StoreError> {
        // Bounded by IN_HAND_MAX: every row in hand is told of once.
        let (report, reports) = mpsc::unbounded_channel();
        let mut work = Work {
            sender: self,
            bots: Arc::default(),
            fences: Vec::new(),
            paused: HashMap::new(),
            in_hand: HashSet::new(),
            known: Vec::new(),
            words: reports,
            word: report,
            looked_at: Instant::now(),
        };
        work.follow().await?;
        crash::point("recover.done");
        while !*stop.borrow() {
            let claimed = match work.round().await {
                Err(StoreError::Fenced) => return Err(StoreError::Fenced),
                Err(error) => {
                    tracing::error!(error = %error, "the sender could not use the database");
                    tokio::time::sleep(DATABASE_PAUSE).await;
                    continue;
                }
                Ok(claimed) => claimed,
            };
            if claimed == 0 {
                work.sleep(&mut stop).await;
            }
        }
        work.farewell().await
    }

    /// Fences off the bot's earlier senders and takes back what was in their hands; returns the new fence.
    async fn take_over(&self, bot: BotId) -> Result<i64, StoreError> {
        let now_us = self.clock.now_us();
        let (fence, recovered) = self
            .db
            .unit(store::unit!("recover"), move |tx| Box::pin(store::fences::take_over_in(tx, bot, now_us)))
            .await?;
        if recovered > 0 {
            tracing::warn!(bot.id = %bot, recovered, "messages of an earlier sender may have gone out already");
        }
        Ok(fence)
    }
}

impl Work {
    /// Takes over for bots that are new, and lets go of those that are gone.
    async fn follow(&mut self) -> Result<(), StoreError> {
        let now = self.sender.registry.now();
        if Arc::ptr_eq(&now, &self.bots) {
            return Ok(());
        }
        self.fences.retain(|(bot, _)| now.get(*bot).is_some());
        for bot in now.iter().map(|bot| bot.bot_id) {
            if !self.fences.iter().any(|(known, _)| *known == bot) {
                let fence = self.sender.take_over(bot).await?;
                self.sender.metrics.set_leader(bot, metrics::Work::Send, true);
                self.fences.push((bot, fence));
            }
        }
        self.bots = now;
        Ok(())
    }

    /// Marks what is known, then claims what is next; returns how many rows were claimed.
    async fn round(&mut self) -> Result<usize, StoreError> {
        self.follow().await?;
        while let Ok(word) = self.words.try_recv() {
            self.hear(word);
        }
        self.mark().await?;
        self.free().await?;
        let room = IN_HAND_MAX.saturating_sub(self.in_hand.len());
        if room == 0 {
            return Ok(0);
        }
        let claimed = self.claim(room).await?;
        let count = claimed.len();
        self.in_hand.extend(claimed.iter().map(|row| row.outbox_id));
        for chain in chain::by_chat(claimed) {
            let fence = self.fences.iter().find(|(bot, _)| chain.bot == *bot).map_or(0, |(_, fence)| *fence);
            let (ids, word) = (chain.ids(), self.word.clone());
            let sending = chain::send(Arc::clone(&self.sender), chain, fence, self.word.clone());
            tokio::spawn(async move {
                if AssertUnwindSafe(sending).catch_unwind().await.is_err() {
                    let _ = word.send(Word::Broken(ids));
                }
            });
        }
        Ok(count)
    }

    fn hear(&mut self, word: Word) {
        match word {
            Word::Row(report) => {
                self.in_hand.remove(&report.mark.outbox_id);
                self.known.push(report);
            }
            Word::Broken(ids) => {
                tracing::error!("a sending task broke; what it held is sent again after a while");
                for id in ids {
                    self.in_hand.remove(&id);
                }
            }
        }
    }

    /// Takes back what was claimed and is not held, now and then.
    async fn free(&mut self) -> Result<(), StoreError> {
        let lease = crash::lease().unwrap_or(LEASE);
        if self.looked_at.elapsed() < lease {
            return Ok(());
        }
        let (fences, now_us) = (self.fences.clone(), self.sender.clock.now_us());
        let held: Vec<i64> = self.in_hand.iter().copied().collect();
        let freed = self
            .sender
            .db
            .unit(store::unit!("free"), move |tx| {
                Box::pin(async move { store::fences::free_in(tx, &fences, &held, now_us).await })
            })
            .await?;
        if freed > 0 {
            tracing::warn!(freed, "messages that nobody held may have gone out already");
        }
        self.looked_at = Instant::now();
        Ok(())
    }

    async fn claim(&self, room: usize) -> Result<Vec<Claimed>, StoreError> {
        let now_us = self.sender.clock.now_us();
        let lease = i64::try_from(crash::lease().unwrap_or(LEASE).as_micros()).unwrap_or(i64::MAX);
        let times = ClaimTimes { now_us, lease_until_us: now_us.saturating_add(lease) };
        let awake = |bot: &BotId| self.paused.get(bot).is_none_or(|until| *until <= now_us);
        let fences: Vec<_> = self.fences.iter().filter(|(bot, _)| awake(bot)).copied().collect();
        let limit = i64::try_from(room).unwrap_or(i64::MAX);
        let keys = self.sender.keys.clone();
        self.sender
            .db
            .unit(store::unit!("claim"), move |tx| {
                Box::pin(async move {
                    let claimed = store::outbox::claim_in(tx, &keys, &fences, times, limit).await?;
                    if !claimed.is_empty() {
                        crash::point("sender.claimed");
                    }
                    Ok(claimed)
                })
            })
            .await
    }

    /// Writes down what became of rows; what could not be written is written the next time.
    async fn mark(&mut self) -> Result<(), StoreError> {
        if self.known.is_empty() {
            return Ok(());
        }
        for report in &self.known {
            if let Aftermath::Paused(until) = report.aftermath {
                self.paused.insert(report.bot, until);
            }
        }
        let known = Arc::new(std::mem::take(&mut self.known));
        let now_us = self.sender.clock.now_us();
        let written = Arc::clone(&known);
        let result = self
            .sender
            .db
            .unit(store::unit!("mark"), move |tx| Box::pin(async move { write_in(tx, &written, now_us).await }))
            .await;
        if result.is_err() {
            // The unit is over, and its share of the reports with it.
            self.known = Arc::into_inner(known).unwrap_or_default();
        }
        result
    }

    async fn sleep(&mut self, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = self.sender.outbox_filled.notified() => {}
            () = tokio::time::sleep(IDLE) => {}
            _ = stop.changed() => {}
            Some(word) = self.words.recv() => self.hear(word),
        }
    }

    /// Claims no more, and marks what the calls in flight come to.
    async fn farewell(&mut self) -> Result<(), StoreError> {
        let patience = tokio::time::sleep(FAREWELL);
        tokio::pin!(patience);
        loop {
            match self.mark().await {
                Err(StoreError::Fenced) => return Err(StoreError::Fenced),
                Err(error) => tracing::error!(error = %error, "the sender could not use the database"),
                Ok(()) if self.in_hand.is_empty() => return Ok(()),
                Ok(()) => {}
            }
            tokio::select! {
                () = &mut patience => {
                    let unmarked = self.in_hand.len().saturating_add(self.known.len());
                    tracing::warn!(unmarked, "stopped with calls in flight");
                    return Ok(());
                }
                () = tokio::time::sleep(DATABASE_PAUSE), if !self.known.is_empty() => {}
                Some(word) = self.words.recv() => self.hear(word),
            }
        }
    }
}

async fn write_in(tx: &mut store::Tx, known: &[Report], now_us: i64) -> Result<(), StoreError> {
    let marks: Vec<Mark> = known.iter().map(|report| report.mark.clone()).collect();
    // The last word about a chat stands: one statement can't touch a row twice.
    let mut chats: HashMap<(BotId, ChatId), ChatMark> = HashMap::new();
    for report in known {
        if let Some(mark) = &report.chat_mark {
            chats.insert((report.bot, report.chat), mark.clone());
        }
    }
    let chats: Vec<ChatMark> = chats.into_values().collect();
    store::outbox::mark_in(tx, &marks, &chats, now_us).await?;
    for report in known {
        match report.aftermath {
            Aftermath::None | Aftermath::Paused(_) => {}
            Aftermath::Unreachable => store::outbox::drop_chat_in(tx, report.bot, report.chat, now_us).await?,
            Aftermath::Migrated(to) => store::groups::moved_in(tx, report.bot, report.chat, to).await?,
        }
    }
    Ok(())
}
