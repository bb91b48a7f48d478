//! The engine: updates are worked on a batch at a time in one transaction, as they come in or by workers that take ready
//! lanes, and the sender hears of it.

mod allowance;
pub(crate) mod batch;
mod ending;
mod flush;
mod footprint;
mod take;
#[cfg(test)]
mod take_tests;

use std::sync::Arc;
use std::time::Duration;

use domain::ids::BotId;
use store::{Db, Keyring, StoreError};
use tokio::sync::{Notify, watch};

pub use self::allowance::{Allowance, Allowances};
use crate::clock::Clock;
use crate::crash;
use crate::ingest::backlog::Backlog;
use crate::metrics::{Metrics, Outcome};
use crate::sender::{Handed, Handover};
use crate::telegram::route::Router;

/// Lanes that one batch takes at the most.
const WIDTH_MAX: i64 = 128;

/// How long a worker sleeps when nobody wakes it.
const IDLE: Duration = Duration::from_secs(1);

/// How long it waits when the database does not do it.
const DATABASE_PAUSE: Duration = Duration::from_millis(200);

/// Times in a row that a lone update may find its facts moved on before that counts as its own failure.
const STALE_MAX: u32 = 8;

/// All that a worker needs.
pub struct Engine {
    /// The database.
    pub db: Db,
    /// The keys.
    pub keys: Keyring,
    /// The clock.
    pub clock: Clock,
    /// Reads raw updates.
    pub router: Router,
    /// Ingest wakes the workers.
    pub inbox_filled: Arc<Notify>,
    /// The workers wake the sender.
    pub outbox_filled: Arc<Notify>,
    /// They hand over to it what it can send at once.
    pub handover: Handover,
    /// How much of each person is answered.
    pub allowances: Allowances,
    /// What waits no longer makes room.
    pub backlog: Backlog,
    /// What was worked on is counted.
    pub metrics: Arc<Metrics>,
}

/// An update that waits no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Whose it was.
    pub bot: BotId,
    /// What became of it.
    pub outcome: Outcome,
    /// How long it had waited, in microseconds.
    pub waited_us: u64,
}

/// What a batch came to.
#[derive(Default)]
pub struct Worked {
    /// Updates that were taken.
    pub taken: u64,
    /// Those that ended.
    pub ended: Vec<Ended>,
    /// Updates left for the next batch, since their footprint met another's.
    pub deferred: usize,
    /// Rows for the sender.
    pub said: Said,
    /// Whether some had come before those that this transaction kept.
    pub older: bool,
}

/// What a batch leaves for the sender.
#[derive(Default)]
pub struct Said {
    /// Rows that wait to be claimed.
    pub waiting: usize,
    /// Rows that are handed over.
    pub handed: Option<Handed>,
}

impl Worked {
    /// Whether something may be left of so many updates that were kept with it.
    fn leaves(&self, kept: u64) -> bool {
        self.older || kept > u64::try_from(self.ended.len()).unwrap_or(0)
    }
}

impl Engine {
    /// Works until told to stop, and finishes the batch at hand.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let width_max = crash::width().unwrap_or(WIDTH_MAX);
        let mut width = width_max;
        let mut stale_in_a_row = 0;
        while !*stop.borrow() {
            match self.work(width, stale_in_a_row >= STALE_MAX).await {
                Ok(worked) => {
                    stale_in_a_row = 0;
                    width = width.saturating_mul(2).min(width_max);
                    if worked.taken == 0 {
                        self.sleep(&mut stop).await;
                    }
                }
                // One of the batch is at fault: halve the batch until only the culprit fails, alone behind a savepoint.
                Err(error) if error.is_culprit() && width > 1 => width = width.div_euclid(2),
                Err(StoreError::Stale { what }) => {
                    tracing::debug!(what, width, "the facts had moved on; deciding again");
                    stale_in_a_row = if width == 1 { stale_in_a_row.saturating_add(1) } else { 0 };
                    width = width.div_euclid(2).max(1);
                }
                Err(error) => {
                    tracing::error!(error = %error, "a batch was not worked on");
                    tokio::time::sleep(DATABASE_PAUSE).await;
                }
            }
        }
    }

    /// Works on one batch of at most `width` lanes; a lone update has its own savepoint.
    ///
    /// # Errors
    /// When the batch was rolled back: see [`StoreError::is_culprit`].
    pub async fn work(self: &Arc<Self>, width: i64, stale_counts: bool) -> Result<Worked, StoreError> {
        let engine = Arc::clone(self);
        let worked = self
            .db
            .unit(store::unit!("work"), move |tx| Box::pin(batch::work_in(tx, engine, width, stale_counts)))
            .await?;
        Ok(self.worked(worked))
    }

    /// Counts what is committed, and tells the sender of it.
    fn worked(&self, mut worked: Worked) -> Worked {
        if let Some(handed) = worked.said.handed.take() {
            self.handover.give(handed);
        }
        if worked.said.waiting > 0 {
            self.outbox_filled.notify_one();
        }
        if worked.taken > 0 {
            self.metrics.batch.observe(worked.taken);
        }
        for ended in &worked.ended {
            self.metrics.updates.add(ended.outcome, 1);
            self.metrics.lane_wait.observe(ended.waited_us);
            self.backlog.went(ended.bot);
        }
        worked
    }

    async fn sleep(&self, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = self.inbox_filled.notified() => {}
            () = tokio::time::sleep(IDLE) => {}
            _ = stop.changed() => {}
        }
    }
}
