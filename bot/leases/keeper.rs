//! Keeps what the process has: beats, buries the dead, takes what is free, and gives back what is more than its share.
//!
//! Beats run by themselves; whatever may have to wait for somebody's lock runs beside them, one thing at a time.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use domain::ids::BotId;
use rand::TryRng;
use rand::rngs::SysRng;
use store::leases::{self, Living};
use store::{Db, StoreError};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::errand::{Done, Errand, PIECE};
use super::place::Place;
use super::{Had, Leases, Times, Work, lock};
use crate::bots::{Bots, Registry};
use crate::clock::Clock;
use crate::crash;
use crate::metrics::{self, Metrics};

/// All that keeping needs.
pub struct Keeper {
    /// The database.
    pub db: Db,
    /// The clock, for what is taken back from earlier senders.
    pub clock: Clock,
    /// The bots that there are.
    pub registry: Registry,
    /// Where it is told who has what.
    pub metrics: Arc<Metrics>,
    /// What the process has.
    pub leases: Leases,
    /// The works that there are: nobody polls where webhooks are set.
    pub works: &'static [Work],
    /// What only this process has.
    pub place: Place,
}

/// The keeper at work.
struct Kept {
    keeper: Arc<Keeper>,
    times: Times,
    /// This process, as others know it; empty before it is known.
    replica: String,
    /// The works, with their fences.
    owned: HashMap<(Work, BotId), i64>,
    /// Those of them that are to be given back when nobody uses them any more.
    leaving: HashSet<(Work, BotId)>,
    /// The others' beats, and since when each is the same by our watch.
    seen: HashMap<String, (i64, Instant)>,
    errand: Option<JoinHandle<Done>>,
    /// Whether the last errand's end is known.
    well: bool,
    /// What the metrics know.
    told: Option<(Arc<Bots>, Had)>,
}

impl Keeper {
    /// Keeps what the process has until those who use it have ended; then all is given back at once.
    pub async fn run(self, mut ended: watch::Receiver<bool>) {
        let mut kept = Kept {
            keeper: Arc::new(self),
            times: Times::usual(),
            replica: String::new(),
            owned: HashMap::new(),
            leaving: HashSet::new(),
            seen: HashMap::new(),
            errand: None,
            well: true,
            told: None,
        };
        while !*ended.borrow() {
            kept.round().await;
            kept.rest(&mut ended).await;
        }
        kept.leave().await;
    }
}

impl Kept {
    async fn round(&mut self) {
        if let Err(error) = self.beat().await {
            tracing::warn!(error = %error, "the database could not be shown that this process lives; trying again");
        }
        for bot in std::mem::take(&mut *lock(&self.keeper.leases.shared.fenced)) {
            self.owned.remove(&(Work::Send, bot));
            self.leaving.insert((Work::Send, bot));
        }
        self.share();
        self.publish();
        self.send_errand();
    }

    /// Shows that the process lives; a first time, or after it was taken for dead, under a new name.
    async fn beat(&mut self) -> Result<(), StoreError> {
        let began = Instant::now();
        if self.replica.is_empty() {
            let (fresh, place) = (new_name(), self.keeper.place.name.clone());
            let replica = fresh.clone();
            self.keeper
                .db
                .unit(store::unit!("register"), move |tx| {
                    Box::pin(async move { leases::register_in(tx, &replica, &place).await })
                })
                .await?;
            self.replica = fresh;
        }
        let replica = self.replica.clone();
        let db = self.keeper.db.clone();
        let beat =
            db.unit(store::unit!("beat"), move |tx| Box::pin(async move { leases::beat_in(tx, &replica).await }));
        tokio::pin!(beat);
        let until = self.keeper.leases.until();
        let mut has_any = !self.keeper.leases.shared.had.borrow().is_empty();
        let living = loop {
            tokio::select! {
                biased;
                () = tokio::time::sleep_until(until), if has_any => {
                    tracing::warn!("this process could not show that it lives, and rests its works");
                    self.publish();
                    has_any = false;
                }
                living = &mut beat => break living?,
            }
        };
        let Some(living) = living else {
            tracing::warn!("this process was taken for dead; others have its works");
            self.replica.clear();
            self.owned.clear();
            self.leaving.clear();
            return Ok(());
        };
        *lock(&self.keeper.leases.shared.until) = began.checked_add(self.times.own).unwrap_or(began);
        self.look(&living);
        Ok(())
    }

    /// Notes the others' beats.
    fn look(&mut self, living: &[Living]) {
        let now = Instant::now();
        self.seen.retain(|replica, _| living.iter().any(|it| it.replica_id == *replica));
        for other in living.iter().filter(|it| it.replica_id != self.replica) {
            let seen = self.seen.entry(other.replica_id.clone()).or_insert((other.beat, now));
            if seen.0 != other.beat {
                *seen = (other.beat, now);
            }
        }
        self.keeper.leases.shared.has_peers.store(!self.seen.is_empty(), Ordering::Relaxed);
    }

    /// How many bots this process should have a work for, where others live, too.
    fn fair_share(&self) -> usize {
        let bots = self.keeper.registry.now().iter().count();
        bots.div_ceil(self.seen.len().saturating_add(1))
    }

    fn had_of(&self, work: Work) -> impl Iterator<Item = BotId> {
        let owned = self.owned.keys().filter(move |what| what.0 == work && !self.leaving.contains(*what));
        owned.map(|(_, bot)| *bot)
    }

    /// Marks what is more than a fair share: the same bots for each work, so that poller and sender stay together.
    fn share(&mut self) {
        let share = self.fair_share();
        for work in self.keeper.works {
            let mut had: Vec<BotId> = self.had_of(*work).collect();
            had.sort();
            let surplus = had.into_iter().skip(share).map(|bot| (*work, bot));
            self.leaving.extend(surplus.collect::<Vec<_>>());
        }
    }

    fn send_errand(&mut self) {
        if self.errand.is_some() || self.replica.is_empty() {
            return;
        }
        let dead: Vec<Living> = self
            .seen
            .iter()
            .filter(|(_, (_, since))| since.elapsed() >= self.times.lease)
            .map(|(replica, (beat, _))| Living { replica_id: replica.clone(), beat: *beat })
            .collect();
        let leases = &self.keeper.leases;
        let back: Vec<_> = self.leaving.iter().filter(|what| !leases.is_in_use(**what)).copied().collect();
        let share = self.fair_share();
        let missing =
            |work: &Work| (*work, i64::try_from(share.saturating_sub(self.had_of(*work).count())).unwrap_or(0));
        let wanted: Vec<(Work, i64)> = self.keeper.works.iter().map(missing).filter(|(_, more)| *more > 0).collect();
        let check = (!self.well).then(|| self.owned.keys().copied().collect());
        if dead.is_empty() && back.is_empty() && wanted.is_empty() && check.is_none() {
            return;
        }
        let wanted = wanted.into_iter().map(|(work, more)| (work, more.min(PIECE))).collect();
        let errand = Errand { replica: self.replica.clone(), dead, back, wanted, check };
        self.errand = Some(tokio::spawn(Arc::clone(&self.keeper).go(errand)));
    }

    /// Waits for the next beat, for an errand's end, or for a word.
    async fn rest(&mut self, ended: &mut watch::Receiver<bool>) {
        let next = tokio::time::sleep(self.times.tick);
        tokio::pin!(next);
        loop {
            let keeper = Arc::clone(&self.keeper);
            tokio::select! {
                () = &mut next => return,
                _ = ended.wait_for(|ended| *ended) => return,
                () = keeper.leases.shared.told.notified() => return,
                done = run(self.errand.as_mut()), if self.errand.is_some() => {
                    self.errand = None;
                    let more = self.take_note(done);
                    self.publish();
                    if more {
                        return;
                    }
                }
            }
        }
    }

    /// Notes what came of an errand; whether there may be more of it at once.
    fn take_note(&mut self, done: Done) -> bool {
        self.well = done.well;
        // What a process had under a name that is dead went with that name.
        if done.replica != self.replica {
            return false;
        }
        for what in &done.back {
            self.owned.remove(what);
            self.leaving.remove(what);
        }
        let mut more = false;
        for (work, taken) in done.taken {
            let any = !taken.bots.is_empty();
            more |= any;
            if taken.recovered > 0 {
                tracing::warn!(recovered = taken.recovered, "messages of an earlier sender may have gone out already");
            }
            self.owned.extend(taken.bots.into_iter().map(|(bot, fence)| ((work, bot), fence)));
            if work == Work::Send && any {
                crash::point("recover.done");
            }
        }
        more
    }

    /// Lets everybody see what the process has now.
    fn publish(&mut self) {
        let leases = &self.keeper.leases;
        let mut had = Had { replica: self.replica.clone(), ..Had::default() };
        if leases.is_live() {
            for ((work, bot), fence) in self.owned.iter().filter(|(what, _)| !self.leaving.contains(*what)) {
                match work {
                    Work::Poll => drop(had.poll.insert(*bot)),
                    Work::Send => drop(had.send.insert(*bot, *fence)),
                }
            }
        }
        leases.shared.had.send_if_modified(|before| {
            let news = **before != had;
            if news {
                *before = Arc::new(had.clone());
            }
            news
        });
        let bots = self.keeper.registry.now();
        if self.told.as_ref().is_some_and(|(before, told)| Arc::ptr_eq(before, &bots) && *told == had) {
            return;
        }
        for bot in bots.iter().map(|bot| bot.bot_id) {
            for work in self.keeper.works {
                self.keeper.metrics.set_leader(bot, metrics::Work::from(*work), had.has(*work, bot));
            }
        }
        self.told = Some((bots, had));
    }

    /// Gives back all that the process has, so that others need not wait.
    async fn leave(mut self) {
        if let Some(errand) = self.errand.take() {
            let _ = errand.await;
        }
        let replica = self.replica.clone();
        let left = self
            .keeper
            .db
            .unit(store::unit!("leave"), move |tx| Box::pin(async move { leases::leave_in(tx, &replica).await }))
            .await;
        if let Err(error) = left {
            tracing::warn!(error = %error, "what this process had is free only when its lease has ended");
        }
    }
}

/// Waits for an errand; one that broke came to nothing.
async fn run(errand: Option<&mut JoinHandle<Done>>) -> Done {
    match errand {
        Some(errand) => errand.await.unwrap_or_default(),
        None => std::future::pending().await,
    }
}

/// A name that nobody had before.
fn new_name() -> String {
    let mut bytes = [0_u8; 16];
    // Without the system's randomness nothing here works: keys and codes are made of it.
    if let Err(error) = SysRng.try_fill_bytes(&mut bytes) {
        tracing::error!(error = %error, "the system has no randomness");
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
