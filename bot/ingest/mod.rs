//! Ingest: an update is in the inbox, committed, before anybody is told that we have it.

pub mod polling;
pub mod webhook;

use std::sync::Arc;

use store::inbox::NewUpdate;
use store::{Db, Keyring, StoreError};
use tokio::sync::{Notify, mpsc, oneshot};

use crate::clock::Clock;

/// Updates that wait for their commit at the most: beyond it the messenger waits.
const QUEUE_MAX: usize = 1_024;

/// Updates that share a commit at the most.
const BATCH_MAX: usize = 256;

/// Hands updates to the task that commits them; cheap to clone.
#[derive(Clone)]
pub struct Ingest {
    queue: mpsc::Sender<Item>,
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
}

impl Ingest {
    /// Starts the task that commits; it ends when every handle is gone and all that was handed over is answered.
    pub fn start(
        db: Db,
        keys: Keyring,
        clock: Clock,
        inbox_filled: Arc<Notify>,
    ) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, items) = mpsc::channel(QUEUE_MAX);
        let committer = Committer { db, keys, clock, inbox_filled };
        (Self { queue }, tokio::spawn(committer.run(items)))
    }

    /// Keeps an update; returns when it is durable, or can't be made so.
    pub async fn keep(&self, update: NewUpdate) -> Kept {
        let (kept, answer) = oneshot::channel();
        if self.queue.send(Item { update, kept }).await.is_err() {
            return Kept::No;
        }
        answer.await.unwrap_or(Kept::No)
    }

    /// Keeps updates in this order; `Yes` when every one is durable.
    pub async fn keep_all(&self, updates: Vec<NewUpdate>) -> Kept {
        let mut answers = Vec::with_capacity(updates.len());
        for update in updates {
            let (kept, answer) = oneshot::channel();
            if self.queue.send(Item { update, kept }).await.is_err() {
                return Kept::No;
            }
            answers.push(answer);
        }
        let mut all = Kept::Yes;
        for answer in answers {
            if answer.await.unwrap_or(Kept::No) == Kept::No {
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
}

impl Committer {
    async fn run(self, mut items: mpsc::Receiver<Item>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        while items.recv_many(&mut batch, BATCH_MAX).await > 0 {
            let (updates, waiting): (Vec<_>, Vec<_>) = batch.drain(..).map(|item| (item.update, item.kept)).unzip();
            let kept = match self.commit(updates).await {
                Ok(()) => Kept::Yes,
                Err(error) => {
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

    async fn commit(&self, updates: Vec<NewUpdate>) -> Result<(), StoreError> {
        let (keys, now_us) = (self.keys.clone(), self.clock.now_us());
        self.db
            .unit(store::unit!("ingest"), move |tx| {
                Box::pin(async move { store::inbox::add_in(tx, &keys, &updates, now_us).await })
            })
            .await
    }
}
