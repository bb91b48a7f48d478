//! Rows that a transaction wrote down as being in the sender's hands, and of whose commit nobody heard: whoever lost the
//! word knows that they never came there. They need not wait for their lease, and nothing about them is unknown.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::bug::{Bug, seeded};
use domain::ids::BotId;
use store::fences::Written;
use store::outbox::Claimed;
use store::{Db, StoreError};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::DATABASE_PAUSE;

/// How often such a row is looked for: its commit may still be under way when its connection is gone, or it was none.
/// One that comes even later waits for its lease.
const LOOKS: u32 = 5;

/// Such rows; clones are the same ones.
#[derive(Clone, Default)]
pub(super) struct Unheard {
    known: Arc<Mutex<Known>>,
    told: Arc<Notify>,
}

#[derive(Default)]
struct Known {
    /// Each with how often it was looked for.
    rows: Vec<(Written, u32)>,
    looked_at: Option<Instant>,
}

/// Rows on their way into the sender's hands, as long as it is not known that they are committed.
pub(super) struct Coming {
    rows: Vec<Claimed>,
    written: Vec<Written>,
    unheard: Unheard,
}

impl Coming {
    /// They are committed, and somebody holds them.
    pub(super) fn arrive(mut self) -> Vec<Claimed> {
        self.written.clear();
        std::mem::take(&mut self.rows)
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        if self.written.is_empty() || seeded(Bug::UnheardForgotten) {
            return;
        }
        self.unheard.known().rows.extend(self.written.drain(..).map(|row| (row, 0)));
        self.unheard.told.notify_one();
    }
}

impl Unheard {
    /// Rows that the transaction at hand writes down under these fences: unless they arrive, they are looked for.
    pub(super) fn coming(&self, rows: Vec<Claimed>, fences: &HashMap<BotId, i64>, lease_until_us: i64) -> Coming {
        let written = rows.iter().filter_map(|row| {
            let fence = *fences.get(&row.bot)?;
            Some(Written { bot_id: row.bot, outbox_id: row.outbox_id, fence, lease_until_us })
        });
        Coming { written: written.collect(), rows, unheard: self.clone() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When they are to be looked for, if there are any.
    fn due(&self) -> Option<Instant> {
        let known = self.known();
        let now = Instant::now();
        let due = known.looked_at.and_then(|at| at.checked_add(DATABASE_PAUSE)).unwrap_or(now);
        (!known.rows.is_empty()).then_some(due)
    }

    /// Returns when they are to be looked for.
    pub(super) async fn wake(&self) {
        loop {
            match self.due() {
                Some(due) => return tokio::time::sleep_until(due).await,
                None => self.told.notified().await,
            }
        }
    }

    /// Lets those wait to be claimed that are committed after all; returns their number.
    pub(super) async fn take_back(&self, db: &Db) -> Result<usize, StoreError> {
        if self.due().is_none_or(|due| due > Instant::now()) {
            return Ok(0);
        }
        let asked: Vec<Written> = self.known().rows.iter().map(|(row, _)| *row).collect();
        let rows = asked.clone();
        let back = db
            .unit(store::unit!("unheard"), move |tx| {
                Box::pin(async move { store::fences::never_sent_in(tx, &rows).await })
            })
            .await?;
        let mut known = self.known();
        for (row, looks) in &mut known.rows {
            *looks = looks.saturating_add(u32::from(asked.contains(row)));
        }
        known.rows.retain(|(row, looks)| *looks < LOOKS && !back.contains(&row.outbox_id));
        known.looked_at = (!known.rows.is_empty()).then(Instant::now);
        if !back.is_empty() {
            tracing::warn!(messages = back.len(), "nobody heard that these were committed; they are sent now");
        }
        Ok(back.len())
    }
}
