//! The work for each bot: introduced to the messenger, and its updates brought in; started, renewed and stopped as bots
//! come, change and go.

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
use crate::ingest::polling::Poller;
use crate::introduce;
use crate::leases::{Leases, Work};
use crate::metrics::{Metrics, Serving};
use crate::settings::{Intake, ReplaceWebhook};
use crate::telegram::api::Api;

/// Bots that are introduced at the same time: a deployment of thousands must not call all at once.
const INTRODUCED_AT_ONCE: usize = 16;

/// How long a bot that could not be introduced waits for the next try, at first and at the most.
const PAUSES: (Duration, Duration) = (Duration::from_secs(5), Duration::from_mins(10));

/// How long a poller that stopped by its own watch waits before it looks whether it may go on.
const BREATH: Duration = Duration::from_millis(50);

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
    /// Which bots are served is counted.
    pub metrics: Arc<Metrics>,
}

/// A bot that is worked for.
struct AtWork {
    token: String,
    stop: watch::Sender<bool>,
}

/// Whether a bot could be introduced the first time.
type First = oneshot::Receiver<anyhow::Result<()>>;

/// The roster with its bots at work.
pub struct Started {
    roster: Arc<Roster>,
    at_work: HashMap<BotId, AtWork>,
    tasks: JoinSet<()>,
    introducing: Arc<Semaphore>,
}

impl Roster {
    /// Starts the work for every bot, and waits until one of them was introduced.
    ///
    /// # Errors
    /// When no bot at all can be served; one among others is told in the log and tried again.
    pub async fn start(self) -> anyhow::Result<Started> {
        let mut started = Started {
            roster: Arc::new(self),
            at_work: HashMap::new(),
            tasks: JoinSet::new(),
            introducing: Arc::new(Semaphore::new(INTRODUCED_AT_ONCE)),
        };
        let firsts = started.follow(&started.roster.registry.now());
        let mut firsts: FuturesUnordered<_> =
            firsts.into_iter().map(|(bot, first)| async move { (bot, first.await) }).collect();
        let mut refused = None;
        while let Some((bot, first)) = firsts.next().await {
            if let Ok(Err(error)) = first {
                tell(bot, &error);
                refused = refused.or(Some(error));
                continue;
            }
            tokio::spawn(async move {
                while let Some((bot, first)) = firsts.next().await {
                    if let Ok(Err(error)) = first {
                        tell(bot, &error);
                    }
                }
            });
            return Ok(started);
        }
        refused.map_or(Ok(started), Err)
    }
}

impl Started {
    /// Follows the registry until told to stop, and ends when the work for every bot has.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut news = self.roster.registry.watch();
        while !*stop.borrow() {
            let now = Arc::clone(&news.borrow_and_update());
            for (bot, first) in self.follow(&now) {
                tokio::spawn(async move {
                    if let Ok(Err(error)) = first.await {
                        tell(bot, &error);
                    }
                });
            }
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
    fn follow(&mut self, now: &Bots) -> Vec<(BotId, First)> {
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
        new.into_iter().map(|bot| (bot.bot_id, self.begin(bot))).collect()
    }

    fn begin(&mut self, bot: Bot) -> First {
        let (stop, stopped) = watch::channel(false);
        let (told, first) = oneshot::channel();
        self.at_work.insert(bot.bot_id, AtWork { token: bot.token.clone(), stop });
        self.tasks.spawn(work(Arc::clone(&self.roster), bot, Arc::clone(&self.introducing), told, stopped));
        first
    }
}

/// Introduces one bot, however long that takes, and brings its updates in until told to stop.
async fn work(
    roster: Arc<Roster>,
    bot: Bot,
    introducing: Arc<Semaphore>,
    told: oneshot::Sender<anyhow::Result<()>>,
    mut stop: watch::Receiver<bool>,
) {
    let mut told = Some(told);
    let mut pause = PAUSES.0;
    let mut state = State::new(&roster.metrics);
    loop {
        let introduced = tokio::select! {
            introduced = roster.introduce(&bot, &introducing) => introduced,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        match (introduced, told.take()) {
            (Ok(()), told) => {
                state.set(Serving::Served);
                let _ = told.map(|told| told.send(Ok(())));
                break;
            }
            (Err(error), Some(told)) => drop(told.send(Err(error))),
            (Err(error), None) => tell(bot.bot_id, &error),
        }
        state.set(Serving::Refused);
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        pause = pause.saturating_mul(2).min(PAUSES.1);
    }
    match &roster.intake {
        Intake::Polling => {
            let id = bot.bot_id;
            let poller = Poller { api: roster.api.clone(), bot, ingest: roster.ingest.clone() };
            loop {
                tokio::select! {
                    () = roster.leases.gained(Work::Poll, id) => {}
                    _ = stop.wait_for(|stop| *stop) => return,
                }
                let _using = roster.leases.begin(Work::Poll, id);
                let polling = async {
                    poller.run(&roster.leases, |serving| state.set(serving)).await;
                    tokio::time::sleep(BREATH).await;
                };
                tokio::select! {
                    () = polling => {}
                    () = roster.leases.lost(Work::Poll, id) => {}
                    _ = stop.wait_for(|stop| *stop) => return,
                }
                // Whoever polls next tells what the messenger thinks of it.
                state.set(Serving::Served);
            }
        }
        // The messenger brings its updates by itself.
        Intake::Webhook { url, check_every } => loop {
            tokio::select! {
                () = tokio::time::sleep(*check_every) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            // One process of many asks, and tells: whoever sends for the bot.
            if !roster.leases.had().has(Work::Send, bot.bot_id) {
                state.set(Serving::Served);
                continue;
            }
            tokio::select! {
                () = roster.check_webhook(&bot, url, &mut state) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        },
    }
}

/// How one bot counts in the gauge of those that are served, until its work ends.
struct State<'a> {
    metrics: &'a Metrics,
    now: Option<Serving>,
}

impl<'a> State<'a> {
    const fn new(metrics: &'a Metrics) -> Self {
        Self { metrics, now: None }
    }

    fn set(&mut self, to: Serving) {
        if self.now != Some(to) {
            self.leave();
            self.now = Some(to);
            self.metrics.bots.add(to, 1);
        }
    }

    fn leave(&mut self) {
        if let Some(before) = self.now.take() {
            self.metrics.bots.add(before, -1);
        }
    }
}

impl Drop for State<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Roster {
    /// Makes the bot known to the messenger, and the messenger's name for it to us.
    async fn introduce(&self, bot: &Bot, introducing: &Semaphore) -> anyhow::Result<()> {
        let _place = introducing.acquire().await?;
        introduce::bot(&self.api, &self.db, bot).await?;
        match &self.intake {
            Intake::Webhook { url, .. } => introduce::set_webhook(&self.api, bot, url, &self.webhook_secret).await,
            Intake::Polling => introduce::check_no_webhook(&self.api, bot, self.replace_webhook).await,
        }
    }

    /// Looks whether the messenger still brings the updates here. Taking them back is for a person to decide: two
    /// deployments that do so by themselves would take them from each other for ever.
    async fn check_webhook(&self, bot: &Bot, url: &str, state: &mut State<'_>) {
        match introduce::is_webhook_ours(&self.api, bot, url).await {
            Ok(Some(true)) => state.set(Serving::Served),
            Ok(Some(false)) => {
                tracing::error!(bot.id = %bot.bot_id, "the webhook was set to another address; the next start takes it back");
                state.set(Serving::Elsewhere);
            }
            // It could not be asked, and says so by itself.
            Ok(None) => {}
            Err(error) => {
                tell(bot.bot_id, &error);
                state.set(Serving::Refused);
            }
        }
    }
}

/// What keeps one bot from being served is for the operator; the other bots go on.
fn tell(bot: BotId, error: &anyhow::Error) {
    tracing::error!(bot.id = %bot, error = format!("{error:#}"), "a bot is not served; trying again");
}
