//! Which work this process has for which bot, where several processes serve one database.
//!
//! A work is had as long as the process lets the database see that it lives. By its own watch it stops before anybody
//! else may begin: whoever takes it for dead has waited longer, since a later moment. What a paused process writes all
//! the same is refused by the fence.

mod errand;
mod keeper;
pub mod place;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::BotId;
pub use store::leases::Work;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::crash;

pub use self::keeper::Keeper;

/// How long the same beat must be seen by others before its process counts as dead.
const LEASE: Duration = Duration::from_secs(15);

/// The times that follow from the length of a lease.
#[derive(Debug, Clone, Copy)]
struct Times {
    /// Others wait for so long.
    lease: Duration,
    /// Without a beat for so long, a process stops its works by itself.
    own: Duration,
    /// So often it shows that it lives.
    tick: Duration,
}

impl Times {
    /// A third of the lease is the margin; a beat that fails has some more tries within the rest.
    fn of(lease: Duration) -> Self {
        let third = lease.checked_div(3).unwrap_or_default();
        Self { lease, own: lease.saturating_sub(third), tick: lease.checked_div(8).unwrap_or_default() }
    }

    fn usual() -> Self {
        Self::of(crash::lease().unwrap_or(LEASE))
    }
}

/// The works that a process has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Had {
    /// As the database knows this process.
    replica: String,
    poll: HashSet<BotId>,
    send: HashMap<BotId, i64>,
}

impl Had {
    /// Whether the process has this work for the bot.
    pub fn has(&self, work: Work, bot: BotId) -> bool {
        match work {
            Work::Poll => self.poll.contains(&bot),
            Work::Send => self.send.contains_key(&bot),
        }
    }

    /// Whether it has this work for any bot.
    pub fn has_any(&self, work: Work) -> bool {
        match work {
            Work::Poll => !self.poll.is_empty(),
            Work::Send => !self.send.is_empty(),
        }
    }

    /// As the database knows this process.
    pub fn replica(&self) -> &str {
        &self.replica
    }

    fn is_empty(&self) -> bool {
        self.poll.is_empty() && self.send.is_empty()
    }

    /// The bots that it sends for, each with its fence.
    pub fn fences(&self) -> impl Iterator<Item = (BotId, i64)> {
        self.send.iter().map(|(bot, fence)| (*bot, *fence))
    }

    /// The fence under which it sends for the bot.
    pub fn fence(&self, bot: BotId) -> Option<i64> {
        self.send.get(&bot).copied()
    }
}

/// What the process has; cheap to clone.
#[derive(Clone)]
pub struct Leases {
    shared: Arc<Shared>,
}

struct Shared {
    had: watch::Sender<Arc<Had>>,
    /// By this process' own watch.
    until: Mutex<Instant>,
    in_use: Mutex<HashMap<(Work, BotId), u32>>,
    fenced: Mutex<Vec<BotId>>,
    has_peers: AtomicBool,
    /// Wakes the keeper.
    told: Notify,
}

impl Default for Leases {
    fn default() -> Self {
        let shared = Shared {
            had: watch::Sender::default(),
            until: Mutex::new(Instant::now()),
            in_use: Mutex::default(),
            fenced: Mutex::default(),
            has_peers: AtomicBool::new(false),
            told: Notify::new(),
        };
        Self { shared: Arc::new(shared) }
    }
}

impl Leases {
    /// What the process has at this moment, by its own watch: nothing, when it could not show for too long that it lives.
    pub fn had(&self) -> Arc<Had> {
        if self.is_live() { Arc::clone(&self.shared.had.borrow()) } else { Arc::default() }
    }

    fn is_live(&self) -> bool {
        Instant::now() < self.until()
    }

    fn until(&self) -> Instant {
        *lock(&self.shared.until)
    }

    /// Tells of changes.
    pub fn watch(&self) -> watch::Receiver<Arc<Had>> {
        self.shared.had.subscribe()
    }

    /// Returns when the process has this work for the bot.
    pub async fn gained(&self, work: Work, bot: BotId) {
        let _ = self.watch().wait_for(|had| had.has(work, bot)).await;
    }

    /// Returns when the process no longer has it.
    pub async fn lost(&self, work: Work, bot: BotId) {
        let _ = self.watch().wait_for(|had| !had.has(work, bot)).await;
    }

    /// Whether other processes serve the same database: what they commit wakes nobody here.
    pub fn has_peers(&self) -> bool {
        self.shared.has_peers.load(Ordering::Relaxed)
    }

    /// Notes that a work is under way; it is given back to others only after the guard is gone.
    pub fn begin(&self, work: Work, bot: BotId) -> Using {
        let mut in_use = lock(&self.shared.in_use);
        in_use.entry((work, bot)).and_modify(|users| *users = users.saturating_add(1)).or_insert(1);
        Using { leases: self.clone(), what: (work, bot) }
    }

    fn is_in_use(&self, what: (Work, BotId)) -> bool {
        lock(&self.shared.in_use).contains_key(&what)
    }

    /// Tells that another process sends for these bots by now, whatever this one believes.
    pub fn fenced(&self, bots: &[BotId]) {
        lock(&self.shared.fenced).extend(bots);
        self.shared.told.notify_one();
    }
}

/// A work that is under way.
pub struct Using {
    leases: Leases,
    what: (Work, BotId),
}

impl Drop for Using {
    fn drop(&mut self) {
        let mut in_use = lock(&self.leases.shared.in_use);
        if let Some(users) = in_use.get_mut(&self.what) {
            *users = users.saturating_sub(1);
            if *users == 0 {
                in_use.remove(&self.what);
                self.leases.shared.told.notify_one();
            }
        }
    }
}

/// What a panic left behind is whole: every change under these locks is one step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Times;

    #[test]
    fn a_process_stops_by_itself_before_others_begin_and_has_several_beats_until_then() {
        for lease in [Duration::from_secs(1), super::LEASE] {
            let times = Times::of(lease);
            assert!(times.own < times.lease);
            assert!(times.tick * 4 < times.own);
        }
    }
}
