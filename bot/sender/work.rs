//! The sender at work: rounds of marking what is known and claiming what is next.

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::{BotId, ChatId};
use futures_util::FutureExt;
use store::StoreError;
use store::outbox::{ClaimTimes, Claimed, MarkState, Pace};
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::Instant;

use super::choice::{Choice, LOOK, Turns};
use super::marks::write_in;
use super::shown::Recent;
use super::weather::{Heard, Sign, Weather};
use super::{
    Aftermath, BREATH, DATABASE_PAUSE, FAREWELL, Handed, IDLE, IDLE_WITH_PEERS, IN_HAND_MAX, LEASE, LOOKS_PER_LEASE,
    PACED_IN_HAND_MAX, Report, Sender, Taken, Word, chain, lease_us, toast,
};
use crate::crash;
use crate::leases::{Using, Work as Leased};
use crate::metrics::Scope;

/// What a sender knows from round to round.
pub(super) struct Work {
    sender: Arc<Sender>,
    /// The bots that this process sends for now, with their fences.
    fences: Vec<(BotId, i64)>,
    /// The bots of which something may be in hand: what was lost is given back when nothing is.
    using: HashMap<BotId, Using>,
    weather: Weather,
    recent: Recent,
    /// Claimed rows, each with the fence of its claim, that a chain has not told of yet.
    in_hand: HashMap<(i64, i64), InHand>,
    turns: Turns,
    /// What workers of this process hand over.
    taken: Taken,
    /// Whether something may wait that nobody has in hand.
    looks: bool,
    /// When it looks in any case, however busy it is: not all that waits is told of.
    look_at: Instant,
    /// Reports that are not written down yet, in order.
    known: Vec<Report>,
    words: mpsc::UnboundedReceiver<Word>,
    word: mpsc::UnboundedSender<Word>,
    /// When rows that are claimed and not held were looked for.
    looked_at: Instant,
}

/// A row that is held; one that was handed over with its place.
struct InHand {
    bot: BotId,
    chat: ChatId,
    pace: Pace,
    place: Option<OwnedSemaphorePermit>,
}

impl Work {
    pub(super) fn new(sender: Arc<Sender>, taken: Taken) -> Self {
        // Bounded by what is in hand: every row of it is told of once.
        let (word, words) = mpsc::unbounded_channel();
        let turns = Turns::new(sender.limits);
        Self {
            sender,
            turns,
            taken,
            looks: true,
            look_at: Instant::now(),
            fences: Vec::new(),
            using: HashMap::new(),
            weather: Weather::default(),
            recent: Recent::default(),
            in_hand: HashMap::new(),
            known: Vec::new(),
            words,
            word,
            looked_at: Instant::now(),
        }
    }

    /// Begins with bots that the process has gained, and lets go of those that it has lost.
    fn follow(&mut self) {
        let (had, bots) = (self.sender.leases.had(), self.sender.registry.now());
        self.fences = had.fences().filter(|(bot, _)| bots.get(*bot).is_some()).collect();
        for (bot, _) in &self.fences {
            self.using.entry(*bot).or_insert_with(|| {
                self.looks = true;
                self.sender.leases.begin(Leased::Send, *bot)
            });
        }
        let Self { using, in_hand, known, .. } = self;
        let is_busy = |bot: BotId| in_hand.values().any(|it| it.bot == bot) || known.iter().any(|it| it.bot == bot);
        using.retain(|bot, _| had.has(Leased::Send, *bot) || is_busy(*bot));
        self.weather.keep(|bot| self.using.contains_key(&bot));
    }

    /// Takes what is handed over, marks what is known, then claims what is next; returns how many rows were claimed.
    pub(super) async fn round(&mut self) -> Result<usize, StoreError> {
        self.take_all();
        self.mark().await?;
        self.looks |= self.taken.unheard.take_back(&self.sender.db).await? > 0;
        self.follow();
        self.watch();
        // What is handed over has places of its own: else answers could leave no room for what is paced.
        let claimed = self.in_hand.values().filter(|it| it.place.is_none()).count();
        let room = IN_HAND_MAX.saturating_sub(claimed);
        if room == 0 || self.fences.is_empty() {
            return Ok(0);
        }
        self.free().await?;
        if !self.looks {
            return Ok(0);
        }
        let claimed = self.claim(room).await?;
        let count = claimed.len();
        let fences = self.fences.iter().copied().collect();
        self.begin(claimed, &fences, None);
        Ok(count)
    }

    /// Looks again when it is time to.
    fn watch(&mut self) {
        let now = Instant::now();
        if now >= self.look_at {
            self.looks = true;
            self.look_at = now.checked_add(self.idle()).unwrap_or(now);
        }
        self.looks |= self.turns.next().is_some_and(|at| now >= at);
    }

    /// How long nothing need be looked for.
    fn idle(&self) -> Duration {
        match (self.turns.has_more(), self.sender.leases.has_peers()) {
            (true, _) => BREATH,
            (false, true) => IDLE_WITH_PEERS,
            (false, false) => IDLE,
        }
    }

    fn take_all(&mut self) {
        while let Ok(handed) = self.taken.rows.try_recv() {
            self.take(handed);
        }
    }

    /// Begins with what is handed over. What is of a bot that must pause is given back, and so is what is of a chat with
    /// something under way: a worker that could not see it yet has handed over beside it.
    fn take(&mut self, handed: Handed) {
        // What is told of by now is in nobody's way.
        self.hear_all();
        let Handed { rows, fences, mut room } = handed;
        let rows = rows.arrive();
        let now_us = self.sender.clock.now_us();
        let busy: HashSet<(BotId, ChatId)> = self.in_hand.values().map(|it| (it.bot, it.chat)).collect();
        let must_wait = |row: &Claimed| busy.contains(&(row.bot, row.chat)) || self.weather.must_wait(row.bot, now_us);
        let (back, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(must_wait);
        self.turns.spend(&rows, &HashSet::new());
        for row in &back {
            let mark = chain::untouched(row, fence_of(&fences, row.bot), MarkState::Pending);
            let (chat_mark, aftermath, heard, place) = (None, Aftermath::None, Heard::NotAsked, room.split(1));
            self.known.push(Report { bot: row.bot, chat: row.chat, mark, chat_mark, aftermath, heard, place });
        }
        self.looks |= !back.is_empty();
        self.begin(rows, &fences, Some(room));
    }

    /// Sends rows that are held, chat by chat.
    fn begin(&mut self, rows: Vec<Claimed>, fences: &HashMap<BotId, i64>, mut room: Option<OwnedSemaphorePermit>) {
        let rows: Vec<Claimed> = rows.into_iter().map(|row| self.recent.corrects(row)).collect();
        for row in &rows {
            let place = room.as_mut().and_then(|room| room.split(1));
            let held = InHand { bot: row.bot, chat: row.chat, pace: row.pace, place };
            self.in_hand.insert((row.outbox_id, fence_of(fences, row.bot)), held);
        }
        for chain in chain::by_chat(rows) {
            let (fence, ids) = (fence_of(fences, chain.bot), chain.ids());
            let word = self.word.clone();
            let sending = chain::send(Arc::clone(&self.sender), chain, fence, self.word.clone());
            tokio::spawn(async move {
                if AssertUnwindSafe(sending).catch_unwind().await.is_err() {
                    let _ = word.send(Word::Broken(ids, fence));
                }
            });
        }
    }

    fn hear_all(&mut self) {
        while let Ok(word) = self.words.try_recv() {
            self.hear(word);
        }
    }

    fn hear(&mut self, word: Word) {
        match word {
            Word::Row(mut report) => {
                // It waits for its next try, or others behind it do.
                self.looks |= report.mark.state == MarkState::Pending;
                if let Aftermath::Paused(until) = report.aftermath {
                    self.weather.pause(report.bot, until);
                }
                self.heard(&report);
                if let Some(mark) = &report.chat_mark {
                    self.recent.note(mark);
                }
                // Its place is free when it is marked: what is sent and not marked may be sent again.
                let held = self.in_hand.remove(&(report.mark.outbox_id, report.mark.fence));
                report.place = held.and_then(|held| held.place);
                self.known.push(report);
            }
            Word::Back(bot) => {
                tracing::info!(bot.id = %bot, "the messenger answers again");
                self.weather.back(bot);
                self.looks = true;
            }
            Word::Broken(ids, fence) => {
                tracing::error!("a sending task broke; what it held is sent again after a while");
                for id in ids {
                    self.in_hand.remove(&(id, fence));
                }
            }
        }
    }

    /// What a try heard of the messenger may mean the whole bot.
    fn heard(&mut self, report: &Report) {
        let now_us = self.sender.clock.now_us();
        match self.weather.note(report.bot, report.chat, report.heard, now_us) {
            Sign::None => {}
            Sign::ChatWaits => self.sender.api.asked_to_wait(Scope::Chat),
            Sign::BotWaits => self.sender.api.asked_to_wait(Scope::Bot),
            Sign::Away => {
                tokio::spawn(Arc::clone(&self.sender).look_for_messenger(report.bot, self.word.clone()));
            }
        }
    }

    /// Takes back what was claimed and is not held, now and then.
    async fn free(&mut self) -> Result<(), StoreError> {
        let lease = crash::lease().unwrap_or(LEASE);
        if self.looked_at.elapsed() < lease / LOOKS_PER_LEASE {
            return Ok(());
        }
        let (fences, now_us) = (self.fences.clone(), self.sender.clock.now_us());
        let held: Vec<i64> = self.in_hand.keys().map(|(id, _)| *id).collect();
        let freed = self
            .sender
            .db
            .unit(store::unit!("free"), move |tx| {
                Box::pin(async move { store::fences::free_in(tx, &fences, &held, now_us).await })
            })
            .await?;
        if freed > 0 {
            tracing::warn!(freed, "messages that nobody held may have gone out already");
            self.looks = true;
        }
        self.looked_at = Instant::now();
        Ok(())
    }

    /// Finds whose turn it is, and claims.
    async fn claim(&mut self, room: usize) -> Result<Vec<Claimed>, StoreError> {
        let now_us = self.sender.clock.now_us();
        let times = ClaimTimes { now_us, lease_until_us: now_us.saturating_add(lease_us()) };
        let paced = self.in_hand.values().filter(|it| it.pace == Pace::Paced).count();
        let choice = Choice {
            fences: self.fences.iter().copied().collect(),
            busy: self.in_hand.values().map(|it| (it.bot, it.chat)).collect(),
            room_for_paced: PACED_IN_HAND_MAX.saturating_sub(paced),
            slow: self.weather.slow(),
            ..self.turns.choice(now_us)
        };
        let bots = self.fences.iter().map(|(bot, _)| *bot);
        let turns = Arc::new(self.turns.list(bots, |bot| self.weather.must_wait(bot, now_us)));
        let limit = i64::try_from(room).unwrap_or(i64::MAX);
        let (keys, replica) = (self.sender.keys.clone(), self.sender.leases.had().replica().to_owned());
        let (looked_by, unheard, fences) = (Arc::clone(&turns), self.taken.unheard.clone(), choice.fences.clone());
        let (chosen, claimed) = self
            .sender
            .db
            .unit(store::unit!("claim"), move |tx| {
                Box::pin(async move {
                    let chosen = choice.choose(store::outbox::find_in(tx, &replica, &looked_by, LOOK).await?);
                    let claimed = store::outbox::claim_in(tx, &keys, &chosen.claims, times, limit).await?;
                    if !claimed.is_empty() {
                        crash::point("sender.claimed");
                    }
                    Ok((chosen, unheard.coming(claimed, &fences, times.lease_until_us)))
                })
            })
            .await?;
        let claimed = claimed.arrive();
        self.turns.note(&turns, &chosen);
        self.turns.spend(&claimed, &self.weather.slow());
        chosen.caught_up.iter().for_each(|bot| self.weather.caught_up(*bot));
        // What is left behind waits for a chat, a pace or an instant: each of them brings another round.
        self.looks = !chosen.found.is_empty();
        let now = Instant::now();
        self.look_at = now.checked_add(self.idle()).unwrap_or(now);
        Ok(claimed)
    }

    /// Writes down what became of rows; what could not be written is written the next time.
    async fn mark(&mut self) -> Result<(), StoreError> {
        self.hear_all();
        if self.known.is_empty() {
            return Ok(());
        }
        let turn = self.sender.db.turn(store::unit!("mark")).await?;
        self.hear_all();
        let known = Arc::new(std::mem::take(&mut self.known));
        let now_us = self.sender.clock.now_us();
        let written = Arc::clone(&known);
        let result = turn.run(move |tx| Box::pin(async move { write_in(tx, &written, now_us).await })).await;
        if result.is_err() {
            // The unit is over, and its share of the reports with it.
            self.known = Arc::into_inner(known).unwrap_or_default();
        }
        match result {
            Err(StoreError::Fenced) => self.let_go().await,
            result => result,
        }
    }

    /// Another process sends for some of the bots by now: what this one knows of their messages is too late.
    async fn let_go(&mut self) -> Result<(), StoreError> {
        let mut held: Vec<(BotId, i64)> = self.known.iter().map(|report| (report.bot, report.mark.fence)).collect();
        held.sort_unstable();
        held.dedup();
        let lost = self
            .sender
            .db
            .unit(store::unit!("fenced"), move |tx| Box::pin(async move { store::fences::lost_in(tx, &held).await }))
            .await?;
        let before = self.known.len();
        self.known.retain(|report| !lost.contains(&report.bot));
        let late = before.saturating_sub(self.known.len());
        tracing::warn!(bots = lost.len(), late, "another process sends for these bots; late marks are refused");
        if lost.is_empty() {
            // Rows that are gone: nothing can be marked of them, and what is left is taken back when its lease has ended.
            tracing::error!(reports = before, "messages that were sent are not there any more");
            self.known.clear();
        }
        self.sender.leases.fenced(&lost);
        Ok(())
    }

    pub(super) async fn sleep(&mut self, stop: &mut watch::Receiver<bool>) {
        // An instant that has passed wants room first: whoever brings it wakes the sender, too.
        let (now, at) = (Instant::now(), [Some(self.look_at), self.turns.next()].into_iter().flatten().min());
        let at = at.unwrap_or(now);
        let wake = if at > now { at } else { now.checked_add(BREATH).unwrap_or(now) };
        let mut news = self.sender.leases.watch();
        tokio::select! {
            () = self.sender.outbox_filled.notified() => self.looks = true,
            () = tokio::time::sleep_until(wake) => {}
            _ = stop.changed() => {}
            _ = news.changed() => self.looks = true,
            () = self.taken.unheard.wake() => {}
            Some(word) = self.words.recv() => self.hear(word),
            Some(handed) = self.taken.rows.recv() => self.take(handed),
        }
    }

    /// Claims no more, sends what is handed over yet, and marks what the calls in flight come to.
    pub(super) async fn farewell(&mut self) {
        self.taken.close();
        let patience = tokio::time::sleep(FAREWELL);
        tokio::pin!(patience);
        loop {
            self.take_all();
            match self.mark().await {
                Err(error) => tracing::error!(error = %error, "the sender could not use the database"),
                Ok(()) if self.in_hand.is_empty() && self.known.is_empty() && self.taken.is_empty() => {
                    return toast::last_ones(&self.sender).await;
                }
                Ok(()) => {}
            }
            tokio::select! {
                () = &mut patience => {
                    let unmarked = self.in_hand.len().saturating_add(self.known.len());
                    tracing::warn!(unmarked, "stopped with calls in flight");
                    return;
                }
                () = tokio::time::sleep(DATABASE_PAUSE), if !self.known.is_empty() => {}
                Some(word) = self.words.recv() => self.hear(word),
                Some(handed) = self.taken.rows.recv() => self.take(handed),
                // A worker has a place that it may give back without a word.
                () = tokio::time::sleep(BREATH), if !self.taken.is_empty() => {}
            }
        }
    }
}

fn fence_of(fences: &HashMap<BotId, i64>, bot: BotId) -> i64 {
    fences.get(&bot).copied().unwrap_or(0)
}
