//! Ingest: an update is in the inbox, committed, before anybody is told that we have it.

pub mod backlog;
pub mod polling;
pub mod webhook;

use std::collections::HashMap;
use std::sync::Arc;

use domain::bug::{Bug, seeded};
use domain::ids::BotId;
use store::inbox::{Added, NewUpdate};
use store::{Db, Keyring, StoreError};
use tokio::sync::{Notify, mpsc, oneshot};

use self::backlog::Backlog;
use crate::clock::Clock;
use crate::metrics::{Commit, Metrics, Outcome};

/// Updates that wait for their commit at the most: beyond it the messenger waits.
const QUEUE_MAX: usize = 1_024;

/// Updates that share a commit at the most.
const BATCH_MAX: usize = 256;

/// Hands updates to the task that commits them; cheap to clone.
#[derive(Clone)]
pub struct Ingest {
    queue: mpsc::Sender<Item>,
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
    /// Starts the task that commits; it ends when every handle is gone and all that was handed over is answered.
    pub fn start(
        db: Db,
        keys: Keyring,
        clock: Clock,
        inbox_filled: Arc<Notify>,
        backlog: Backlog,
        metrics: Arc<Metrics>,
    ) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, items) = mpsc::channel(QUEUE_MAX);
        let committer =
            Committer { db, keys, clock, inbox_filled, backlog: backlog.clone(), metrics: Arc::clone(&metrics) };
        (Self { queue, backlog, metrics }, tokio::spawn(committer.run(items)))
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
        let (kept, answer) = oneshot::channel();
        if self.queue.send(Item { update, kept }).await.is_err() {
            return Kept::No;
        }
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
            let (kept, answer) = oneshot::channel();
            if self.queue.send(Item { update, kept }).await.is_err() {
                return Kept::No;
            }
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

struct Committer {
    db: Db,
    keys: Keyring,
    clock: Clock,
    inbox_filled: Arc<Notify>,
    backlog: Backlog,
    metrics: Arc<Metrics>,
}

impl Committer {
    async fn run(self, mut items: mpsc::Receiver<Item>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        while items.recv_many(&mut batch, BATCH_MAX).await > 0 {
            let (updates, waiting): (Vec<_>, Vec<_>) = batch.drain(..).map(|item| (item.update, item.kept)).unzip();
            let mut came: HashMap<BotId, i64> = HashMap::new();
            for update in &updates {
                came.entry(update.bot).and_modify(|count| *count = count.saturating_add(1)).or_insert(1);
            }
            let kept = match self.commit(updates).await {
                Ok(added) => {
                    for (bot, more) in came {
                        self.backlog.came(bot, more);
                    }
                    self.metrics.commits.add(Commit::Kept, 1);
                    self.metrics.updates.add(Outcome::Duplicate, added.duplicate);
                    self.metrics.updates.add(Outcome::Unparsed, added.unparsed);
                    Kept::Yes
                }
                Err(error) => {
                    self.metrics.commits.add(Commit::Failed, 1);
                    tracing::error!(error = %error, updates = waiting.len(), "updates were not kept");
                    Kept::No
                }
            };
            self.inbox_filled.notify_one();
            for waiting in waiting {
                // Whoever asked may have gone away; the update is kept all the same.
                let _ = waiting.send(kept);
            }
        }
    }

    async fn commit(&self, updates: Vec<NewUpdate>) -> Result<Added, StoreError> {
        let (keys, now_us) = (self.keys.clone(), self.clock.now_us());
        self.db
            .unit(store::unit!("ingest"), move |tx| {
                Box::pin(async move { store::inbox::add_in(tx, &keys, &updates, now_us).await })
            })
            .await
    }
}
