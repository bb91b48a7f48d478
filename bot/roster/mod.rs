//! The work for each bot: introduced to the messenger, and its updates brought in; started, renewed and stopped as bots
//! come, change and go.

mod one;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::BotId;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use store::Db;
use store::bots::Bot;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinSet;

use crate::bots::{Bots, Registry};
use crate::ingest::Ingest;
use crate::ingest::polled::Polled;
use crate::leases::Leases;
use crate::metrics::Metrics;
use crate::settings::{Intake, ReplaceWebhook};
use crate::telegram::api::Api;

/// Bots that are introduced at the same time: a deployment of thousands must not call all at once.
const INTRODUCED_AT_ONCE: usize = 16;

/// How long a start waits for the first word of a messenger that keeps silent.
const START_MAX: Duration = Duration::from_secs(5);

/// All that the work for a bot needs.
pub struct Roster {
    /// The database.
    pub db: Db,
    /// The client.
    pub api: Api,
    /// The bots.
    pub registry: Registry,
    /// Takes what a poller brings.
    pub ingest: Ingest,
    /// Whom this process polls for.
    pub leases: Leases,
    /// Polling or webhook.
    pub intake: Intake,
    /// From it each bot's webhook secret is derived.
    pub webhook_secret: String,
    /// Whether a webhook may be taken away for polling.
    pub replace_webhook: ReplaceWebhook,
    /// When a poll was last answered is noted.
    pub polled: Polled,
    /// Which bots are served is counted.
    pub metrics: Arc<Metrics>,
}

/// A bot that is worked for.
struct AtWork {
    token: String,
    stop: watch::Sender<bool>,
}

/// What is first known of a bot.
enum First {
    /// It is served.
    Served,
    /// The messenger can't be asked now; it is tried again until it can.
    Later,
    /// The messenger says no; that is tried again, too.
    Refused(anyhow::Error),
}

/// The roster with its bots at work.
pub struct Started {
    roster: Arc<Roster>,
    at_work: HashMap<BotId, AtWork>,
    tasks: JoinSet<()>,
    introducing: Arc<Semaphore>,
}

impl Roster {
    /// Starts the work for every bot, and waits until one of them was introduced, or until it is known that the messenger
    /// can't be asked now: whoever is served for otherwise must not wait for it.
    ///
    /// # Errors
    /// When the messenger refuses every bot; one among others is told in the log and tried again.
    pub async fn start(self) -> anyhow::Result<Started> {
        let mut started = Started {
            roster: Arc::new(self),
            at_work: HashMap::new(),
            tasks: JoinSet::new(),
            introducing: Arc::new(Semaphore::new(INTRODUCED_AT_ONCE)),
        };
        let firsts = started.follow(&started.roster.registry.now());
        let known = tokio::time::timeout(START_MAX, first_of(firsts)).await;
        known.unwrap_or_else(|_| {
            tracing::warn!("the messenger keeps silent; going on without its word");
            Ok(())
        })?;
        Ok(started)
    }
}

/// Returns when one bot need not be waited for.
async fn first_of(firsts: Vec<oneshot::Receiver<First>>) -> anyhow::Result<()> {
    let mut firsts: FuturesUnordered<_> = firsts.into_iter().collect();
    let mut refused = None;
    while let Some(first) = firsts.next().await {
        match first {
            Ok(First::Refused(error)) => refused = refused.or(Some(error)),
            Ok(First::Served | First::Later) => return Ok(()),
            // Its work has ended: the bot is gone.
            Err(_) => {}
        }
    }
    refused.map_or(Ok(()), Err)
}

impl Started {
    /// Follows the registry until told to stop, and ends when the work for every bot has.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut news = self.roster.registry.watch();
        while !*stop.borrow() {
            let now = Arc::clone(&news.borrow_and_update());
            self.follow(&now);
            tokio::select! {
                seen = news.changed() => if seen.is_err() { break },
                _ = stop.changed() => {}
            }
        }
        for work in self.at_work.values() {
            let _ = work.stop.send(true);
        }
        while self.tasks.join_next().await.is_some() {}
    }

    /// Stops the work for bots that are gone or have another token, and starts it for those that are new or have.
    fn follow(&mut self, now: &Bots) -> Vec<oneshot::Receiver<First>> {
        self.at_work.retain(|bot, work| {
            let stays = now.get(*bot).is_some_and(|it| it.token == work.token);
            if !stays {
                let _ = work.stop.send(true);
            }
            if now.get(*bot).is_none() {
                self.roster.metrics.forget(*bot);
            }
            stays
        });
        while self.tasks.try_join_next().is_some() {}
        let new: Vec<Bot> = now.iter().filter(|bot| !self.at_work.contains_key(&bot.bot_id)).cloned().collect();
        new.into_iter().map(|bot| self.begin(bot)).collect()
    }

    fn begin(&mut self, bot: Bot) -> oneshot::Receiver<First> {
        let (stop, stopped) = watch::channel(false);
        let (told, first) = oneshot::channel();
        self.at_work.insert(bot.bot_id, AtWork { token: bot.token.clone(), stop });
        let work = one::Work { roster: Arc::clone(&self.roster), bot, introducing: Arc::clone(&self.introducing) };
        self.tasks.spawn(work.run(told, stopped));
        first
    }
}
