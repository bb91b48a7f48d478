//! The work for one bot: introduced, however long that takes; then its updates are brought in, and beside that its menus
//! are set.

use std::sync::Arc;
use std::time::Duration;

use domain::bug::{Bug, seeded};
use store::bots::Bot;
use tokio::sync::{Semaphore, oneshot, watch};

use super::{First, Roster};
use crate::ingest::polling::Poller;
use crate::introduce::{self, Brings, NotYet, Tries};
use crate::leases;
use crate::metrics::{Metrics, Serving};
use crate::settings::Intake;

/// How long a poller that stopped by its own watch waits before it looks whether it may go on.
const BREATH: Duration = Duration::from_millis(50);

/// A try that is further away than this is not waited for by a start.
const SOON: Duration = Duration::from_secs(1);

/// All that it needs.
pub(super) struct Work {
    pub roster: Arc<Roster>,
    pub bot: Bot,
    /// Places among those that are introduced at the same time.
    pub introducing: Arc<Semaphore>,
}

impl Work {
    /// Works until told to stop; tells the first that is known.
    pub async fn run(self, told: oneshot::Sender<First>, mut stop: watch::Receiver<bool>) {
        let mut state = State::new(&self.roster.metrics);
        tokio::select! {
            () = self.introduce(told, &mut state) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let mut stopped = stop.clone();
        let menus = async {
            tokio::select! {
                () = introduce::set_menus(&self.roster.api, &self.bot, &self.introducing) => {}
                _ = stopped.wait_for(|stop| *stop) => {}
            }
        };
        let updates = async {
            match &self.roster.intake {
                Intake::Polling => self.poll(&mut state, stop).await,
                Intake::Webhook { url, check_every } => self.watch_webhook(url, *check_every, &mut state, stop).await,
            }
        };
        tokio::join!(menus, updates);
    }

    /// Introduces the bot, however long that takes.
    async fn introduce(&self, told: oneshot::Sender<First>, state: &mut State<'_>) {
        let (mut told, mut tries, mut is_named) = (Some(told), Tries::default(), false);
        let mut tell = |first| {
            // Nobody listens any more when the start is over.
            let _ = told.take().map(|told| told.send(first));
        };
        loop {
            let why = match self.introduce_once(&mut is_named).await {
                Ok(()) => break,
                Err(why) => why,
            };
            let pause = tries.failed(self.bot.bot_id, &why);
            match why {
                NotYet::Away { .. } if seeded(Bug::IntroducedOnce) => break,
                NotYet::Away { .. } => {
                    state.set(Serving::Away);
                    if pause > SOON {
                        tell(First::Later);
                    }
                }
                NotYet::Refused(error) => {
                    state.set(Serving::Refused);
                    tell(First::Refused(error));
                }
            }
            tokio::time::sleep(pause).await;
        }
        state.set(Serving::Served);
        tell(First::Served);
    }

    /// Makes the messenger's name for the bot known to us, and us to the messenger; what was done is not done again.
    async fn introduce_once(&self, is_named: &mut bool) -> Result<(), NotYet> {
        let Roster { api, db, intake, webhook_secret, replace_webhook, .. } = &*self.roster;
        // It is closed by nobody.
        let _place = self.introducing.acquire().await;
        if !*is_named {
            introduce::username(api, db, &self.bot).await?;
            *is_named = true;
        }
        match intake {
            Intake::Webhook { url, .. } => introduce::set_webhook(api, &self.bot, url, webhook_secret).await,
            Intake::Polling => introduce::check_no_webhook(api, &self.bot, *replace_webhook).await,
        }
    }

    /// Polls whenever this process has that work.
    async fn poll(&self, state: &mut State<'_>, mut stop: watch::Receiver<bool>) {
        let Roster { api, ingest, leases, metrics, polled, .. } = &*self.roster;
        let id = self.bot.bot_id;
        let poller = Poller {
            api: api.clone(),
            bot: self.bot.clone(),
            ingest: ingest.clone(),
            polled: polled.clone(),
            metrics: Arc::clone(metrics),
        };
        loop {
            tokio::select! {
                () = leases.gained(leases::Work::Poll, id) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let _using = leases.begin(leases::Work::Poll, id);
            let polling = async {
                poller.run(leases, |serving| state.set(serving)).await;
                tokio::time::sleep(BREATH).await;
            };
            tokio::select! {
                () = polling => {}
                () = leases.lost(leases::Work::Poll, id) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            // Whoever polls next tells what the messenger thinks of it.
            state.set(Serving::Served);
        }
    }

    /// The messenger brings its updates by itself; now and then it is asked whether it still does.
    async fn watch_webhook(
        &self,
        url: &str,
        check_every: Duration,
        state: &mut State<'_>,
        mut stop: watch::Receiver<bool>,
    ) {
        let (mut pause, mut tries) = (check_every, Tries::default());
        loop {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            pause = check_every;
            // One process of many asks, and tells: whoever sends for the bot.
            if !self.roster.leases.had().has(leases::Work::Send, self.bot.bot_id) {
                state.set(Serving::Served);
                continue;
            }
            let checked = tokio::select! {
                checked = self.check_webhook(url) => checked,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            match checked {
                Ok(serving) => {
                    tries = Tries::default();
                    state.set(serving);
                }
                Err(why) => {
                    pause = tries.failed(self.bot.bot_id, &why).min(check_every);
                    if matches!(why, NotYet::Refused(_)) {
                        state.set(Serving::Refused);
                    }
                }
            }
        }
    }

    /// Looks whether the messenger still brings the updates here. To take them back from somebody is for a person to
    /// decide: two deployments that do so by themselves would take them from each other for ever. What is nobody's is ours.
    async fn check_webhook(&self, url: &str) -> Result<Serving, NotYet> {
        let Roster { api, webhook_secret, .. } = &*self.roster;
        match introduce::brings(api, &self.bot, url).await? {
            Brings::Here => Ok(Serving::Served),
            Brings::Elsewhere => {
                tracing::error!(bot.id = %self.bot.bot_id, "the webhook was set to another address; the next start takes it back");
                Ok(Serving::Elsewhere)
            }
            Brings::Nowhere => {
                tracing::warn!(bot.id = %self.bot.bot_id, "the webhook was removed; it is set again");
                introduce::set_webhook(api, &self.bot, url, webhook_secret).await?;
                Ok(Serving::Served)
            }
        }
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
