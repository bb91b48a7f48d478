//! Once a second, what waits in the database is looked at: for metrics, and for the bound on each bot's backlog.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::BotId;
use store::{Db, StoreError};
use tokio::sync::watch;

use crate::bots::Registry;
use crate::clock::Clock;
use crate::ingest::backlog::Backlog;
use crate::metrics::{Depth, Metrics};

/// How often.
const EVERY: Duration = Duration::from_secs(1);

/// All that a look needs.
pub struct Gauges {
    /// The database.
    db: Db,
    /// The clock.
    clock: Clock,
    /// The bots: each has its gauges, also while nothing waits.
    registry: Registry,
    /// The bound on what waits.
    backlog: Backlog,
    /// Where it is printed.
    metrics: Arc<Metrics>,
}

impl Gauges {
    /// With these.
    pub fn new(db: &Db, clock: Clock, registry: &Registry, backlog: Backlog, metrics: &Arc<Metrics>) -> Self {
        Self { db: db.clone(), clock, registry: registry.clone(), backlog, metrics: Arc::clone(metrics) }
    }

    /// Looks until told to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.look().await {
                tracing::debug!(error = %error, "what waits could not be looked at");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.changed() => return,
            }
        }
    }

    async fn look(&self) -> Result<(), StoreError> {
        let (inbox, outbox) = self
            .db
            .unit(store::unit!("depths"), |tx| {
                Box::pin(async move { Ok((store::inbox::depths_in(tx).await?, store::outbox::depths_in(tx).await?)) })
            })
            .await?;
        let waiting: Vec<(BotId, i64)> = inbox.iter().map(|(bot, rows, _)| (*bot, *rows)).collect();
        self.backlog.looked(&waiting);
        self.metrics.waiting.set(&self.depths(&inbox), &self.depths(&outbox));
        Ok(())
    }

    /// The depth of every bot that is served.
    fn depths(&self, found: &[(BotId, i64, i64)]) -> Vec<(BotId, Depth)> {
        let now_us = self.clock.now_us();
        let age = |since: i64| now_us.saturating_sub(since).max(0).div_euclid(1_000_000);
        let found: HashMap<BotId, Depth> =
            found.iter().map(|(bot, rows, since)| (*bot, Depth { rows: *rows, oldest_seconds: age(*since) })).collect();
        let bots = self.registry.now();
        bots.iter().map(|bot| (bot.bot_id, found.get(&bot.bot_id).copied().unwrap_or_default())).collect()
    }
}
