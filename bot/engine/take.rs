//! What comes in is kept, and worked on in the same transaction where its lane is free: nothing is written down only to
//! be looked for again.

use std::collections::HashMap;
use std::sync::Arc;

use domain::ids::BotId;
use store::inbox::{Added, NewUpdate, Taken};
use store::{StoreError, Turn, Tx};

use super::ending::Fresh;
use super::{Engine, WIDTH_MAX, Worked, batch};
use crate::crash;

impl Engine {
    /// Waits until updates can be taken.
    ///
    /// # Errors
    /// When it took too long.
    pub async fn turn(&self) -> Result<Turn, StoreError> {
        self.db.turn(store::unit!("take")).await
    }

    /// Keeps updates; when it returns without an error they are durable, and most of them done.
    ///
    /// # Errors
    /// When they could not be kept.
    pub async fn take(self: &Arc<Self>, turn: Turn, updates: Vec<NewUpdate>) -> Result<Added, StoreError> {
        let updates: Arc<[NewUpdate]> = updates.into();
        let (added, worked) = if crash::is_plain() {
            drop(turn);
            (self.keep(&updates).await?, None)
        } else {
            match self.keep_and_work(turn, &updates).await {
                Ok((added, worked)) => (added, Some(worked)),
                // To keep them is what matters now: what stood in the way of their work is for the workers to find out.
                Err(error) if !error.is_outage() => {
                    tracing::debug!(error = %error, "updates are kept now and worked on later");
                    (self.keep(&updates).await?, None)
                }
                // To ask again a database that does not answer would only make the messenger wait.
                Err(error) => return Err(error),
            }
        };
        for (bot, more) in counts(&updates) {
            self.backlog.came(bot, more);
        }
        let leaves = worked.as_ref().is_none_or(|worked| worked.leaves(added.ready));
        if let Some(worked) = worked {
            self.worked(worked);
        }
        if leaves {
            self.inbox_filled.notify_one();
        }
        Ok(added)
    }

    async fn keep(&self, updates: &Arc<[NewUpdate]>) -> Result<Added, StoreError> {
        let (keys, now_us, updates) = (self.keys.clone(), self.clock.now_us(), Arc::clone(updates));
        self.db
            .unit(store::unit!("ingest"), move |tx| {
                Box::pin(async move { store::inbox::add_in(tx, &keys, &updates, now_us).await })
            })
            .await
    }

    async fn keep_and_work(
        self: &Arc<Self>,
        turn: Turn,
        updates: &Arc<[NewUpdate]>,
    ) -> Result<(Added, Worked), StoreError> {
        let (engine, updates) = (Arc::clone(self), Arc::clone(updates));
        turn.run(move |tx| Box::pin(take_in(tx, engine, updates))).await
    }
}

async fn take_in(tx: &mut Tx, engine: Arc<Engine>, updates: Arc<[NewUpdate]>) -> Result<(Added, Worked), StoreError> {
    let now_us = engine.clock.now_us();
    let lanes_max = usize::try_from(WIDTH_MAX).unwrap_or(usize::MAX);
    let Taken { added, heads, fresh } = store::inbox::take_in(tx, &engine.keys, &updates, lanes_max, now_us).await?;
    let older = heads.iter().any(|head| !fresh.contains_key(&head.arrival));
    let fresh = Fresh { updates: &updates, places: fresh, taken_at_us: now_us };
    let worked = batch::process_in(tx, &engine, heads, &fresh).await?;
    Ok((added, Worked { older, ..worked }))
}

fn counts(updates: &[NewUpdate]) -> HashMap<BotId, i64> {
    let mut counts: HashMap<BotId, i64> = HashMap::new();
    for update in updates {
        counts.entry(update.bot).and_modify(|count| *count = count.saturating_add(1)).or_insert(1);
    }
    counts
}
