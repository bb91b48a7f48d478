//! Once a second, what waits in the database is looked at: for metrics, for the bound on each bot's backlog, and to say
//! so where something waits for too long.

use std::collections::{HashMap, HashSet};
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

/// Seconds that the oldest update may wait before the log tells of it, and the oldest message: as the alerts have it.
const UPDATES_WAIT_MAX: i64 = 60;
const MESSAGES_WAIT_MAX: i64 = 600;

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
    /// What the log has told of.
    told: Told,
}

/// Bots of which something waits for too long, or too much: each is told of once, until it is over.
#[derive(Default)]
struct Told {
    updates: HashSet<BotId>,
    messages: HashSet<BotId>,
    full: HashSet<BotId>,
}

impl Gauges {
    /// With these.
    pub fn new(db: &Db, clock: Clock, registry: &Registry, backlog: Backlog, metrics: &Arc<Metrics>) -> Self {
        Self {
            db: db.clone(),
            clock,
            registry: registry.clone(),
            backlog,
            metrics: Arc::clone(metrics),
            told: Told::default(),
        }
    }

    /// Looks until told to stop.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
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

    async fn look(&mut self) -> Result<(), StoreError> {
        let (inbox, outbox) = self
            .db
            .unit(store::unit!("depths"), |tx| {
                Box::pin(async move { Ok((store::inbox::depths_in(tx).await?, store::outbox::depths_in(tx).await?)) })
            })
            .await?;
        let waiting: Vec<(BotId, i64)> = inbox.iter().map(|(bot, rows, _)| (*bot, *rows)).collect();
        self.backlog.looked(&waiting);
        let (inbox, outbox) = (self.depths(&inbox), self.depths(&outbox));
        self.metrics.waiting.set(&inbox, &outbox);
        self.tell(&inbox, &outbox);
        Ok(())
    }

    /// Says what has begun to be too late or too much since the last look.
    fn tell(&mut self, inbox: &[(BotId, Depth)], outbox: &[(BotId, Depth)]) {
        for (bot, depth) in news(&mut self.told.updates, inbox, |_, depth| depth.oldest_seconds > UPDATES_WAIT_MAX) {
            tracing::warn!(bot.id = %bot, waiting = depth.rows, "updates wait for more than a minute");
        }
        for (bot, depth) in news(&mut self.told.messages, outbox, |_, depth| depth.oldest_seconds > MESSAGES_WAIT_MAX) {
            tracing::warn!(bot.id = %bot, waiting = depth.rows, "messages wait for more than ten minutes");
        }
        let backlog = &self.backlog;
        for (bot, depth) in news(&mut self.told.full, inbox, |bot, _| !backlog.has_room(bot)) {
            tracing::warn!(bot.id = %bot, waiting = depth.rows, "no more updates may wait; the messenger keeps what comes");
        }
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

/// The bots of which this is so and was not when it was last asked.
fn news(
    told: &mut HashSet<BotId>,
    depths: &[(BotId, Depth)],
    is_so: impl Fn(BotId, &Depth) -> bool,
) -> Vec<(BotId, Depth)> {
    let now: Vec<(BotId, Depth)> = depths.iter().filter(|(bot, depth)| is_so(*bot, depth)).copied().collect();
    let before = std::mem::replace(told, now.iter().map(|(bot, _)| *bot).collect());
    now.into_iter().filter(|(bot, _)| !before.contains(bot)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_told_once_and_again_when_it_comes_back() {
        let mut told = HashSet::new();
        let waits = |oldest_seconds| [(BotId(1), Depth { rows: 1, oldest_seconds }), (BotId(2), Depth::default())];
        let mut news = |oldest| news(&mut told, &waits(oldest), |_, depth| depth.oldest_seconds > 60).len();
        assert_eq!([news(60), news(61), news(62), news(3), news(61)], [0, 1, 0, 0, 1]);
    }
}
