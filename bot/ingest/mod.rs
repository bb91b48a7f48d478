//! Ingest: an update is in the inbox, committed, before anybody is told that we have it.

pub mod backlog;
pub mod polled;
pub mod polling;
pub mod webhook;

use std::sync::Arc;

use domain::bug::{Bug, seeded};
use store::inbox::NewUpdate;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use self::backlog::Backlog;
use crate::engine::Engine;
use crate::metrics::{Commit, Metrics, Outcome};

/// Updates that wait for their commit in each queue at the most: beyond it the messenger waits.
const QUEUE_MAX: usize = 1_024;

/// Updates that share a commit at the most.
const BATCH_MAX: usize = 256;

/// Bytes of updates that share a commit, about: a value of Postgres has its limit.
const BATCH_BYTES: usize = 16 << 20;

/// Hands updates to the tasks that commit them; cheap to clone.
#[derive(Clone)]
pub struct Ingest {
    /// One for each task; a lane has always the same one, so that its order is kept.
    queues: Arc<[mpsc::Sender<Item>]>,
    backlog: Backlog,
    metrics: Arc<Metrics>,
}

struct Item {
    update: NewUpdate,
    kept: oneshot::Sender<Kept>,
}

/// Whether an update is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is: it may be acknowledged.
    Yes,
    /// It is not: the messenger must bring it again.
    No,
    /// It is not, since too much of its bot waits already: the messenger must bring it again, later.
    TurnedAway,
}

impl Ingest {
    /// Starts so many tasks that commit; they end when every handle is gone and all that was handed over is answered.
    pub fn start(engine: &Arc<Engine>, tasks: u32) -> (Self, JoinSet<()>) {
        let mut committers = JoinSet::new();
        let queues = (0..tasks.max(1)).map(|_| {
            let (queue, items) = mpsc::channel(QUEUE_MAX);
            committers.spawn(commit_all(Arc::clone(engine), items));
            queue
        });
        let queues = queues.collect();
        (Self { queues, backlog: engine.backlog.clone(), metrics: Arc::clone(&engine.metrics) }, committers)
    }

    /// Hands an update over; its answer comes when it is durable, or can't be made so.
    async fn put(&self, update: NewUpdate) -> Option<oneshot::Receiver<Kept>> {
        let lane = (update.bot.0 ^ update.lane).unsigned_abs();
        let at = usize::try_from(lane).ok()?.checked_rem(self.queues.len())?;
        let (kept, answer) = oneshot::channel();
        self.queues.get(at)?.send(Item { update, kept }).await.ok()?;
        Some(answer)
    }

    /// Whether all of these may be kept; what is turned away is counted.
    fn has_room(&self, updates: &[NewUpdate]) -> bool {
        let room = updates.iter().all(|update| self.backlog.has_room(update.bot));
        if !room {
            self.metrics.updates.add(Outcome::TurnedAway, u64::try_from(updates.len()).unwrap_or(u64::MAX));
        }
        room
    }

    /// Keeps an update; returns when it is durable, or can't be made so.
    pub async fn keep(&self, update: NewUpdate) -> Kept {
        if !self.has_room(std::slice::from_ref(&update)) {
            return Kept::TurnedAway;
        }
        let Some(answer) = self.put(update).await else { return Kept::No };
        if seeded(Bug::AcknowledgedBeforeCommit) {
            return Kept::Yes;
        }
        answer.await.unwrap_or(Kept::No)
    }

    /// Keeps updates in this order; `Yes` when every one is durable.
    pub async fn keep_all(&self, updates: Vec<NewUpdate>) -> Kept {
        if !self.has_room(&updates) {
            return Kept::TurnedAway;
        }
        let mut answers = Vec::with_capacity(updates.len());
        for update in updates {
            let Some(answer) = self.put(update).await else { return Kept::No };
            answers.push(answer);
        }
        if seeded(Bug::OffsetBeforeCommit) {
            return Kept::Yes;
        }
        let mut all = Kept::Yes;
        for answer in answers {
            if answer.await.unwrap_or(Kept::No) != Kept::Yes {
                all = Kept::No;
            }
        }
        all
    }
}

async fn commit_all(engine: Arc<Engine>, mut items: mpsc::Receiver<Item>) {
    let metrics = &engine.metrics;
    while let Some(first) = items.recv().await {
        let turn = engine.turn().await;
        let mut batch = vec![first];
        let mut bytes = batch.iter().map(|item| item.update.body.len()).sum::<usize>();
        while batch.len() < BATCH_MAX
            && bytes < BATCH_BYTES
            && let Ok(item) = items.try_recv()
        {
            bytes = bytes.saturating_add(item.update.body.len());
            batch.push(item);
        }
        let (updates, waiting): (Vec<_>, Vec<_>) = batch.into_iter().map(|item| (item.update, item.kept)).unzip();
        let taken = async { engine.take(turn?, updates).await };
        let kept = match taken.await {
            Ok(added) => {
                metrics.commits.add(Commit::Kept, 1);
                metrics.updates.add(Outcome::Duplicate, added.duplicate);
                metrics.updates.add(Outcome::Unparsed, added.unparsed);
                Kept::Yes
            }
            Err(error) => {
                metrics.commits.add(Commit::Failed, 1);
                tracing::error!(error = %error, updates = waiting.len(), "updates were not kept");
                Kept::No
            }
        };
        for waiting in waiting {
            // Whoever asked may have gone away; the update is kept all the same.
            let _ = waiting.send(kept);
        }
    }
}
