//! `rembuk serve`: everything started in its order, and stopped in its order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use store::{Db, DbConfig, Keyring};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::bots::Registry;
use crate::clock::Clock;
use crate::engine::{Allowances, Engine};
use crate::gauges::Gauges;
use crate::ingest::Ingest;
use crate::ingest::backlog::Backlog;
use crate::ingest::polled::Polled;
use crate::ingest::webhook::Webhook;
use crate::jobs::Jobs;
use crate::leases::place::{self, Place};
use crate::leases::{Keeper, Leases, Work};
use crate::metrics::Metrics;
use crate::roster::{Roster, Started};
use crate::sender::{Handover, Sender};
use crate::settings::{DataSettings, Intake, ReplaceWebhook, Settings};
use crate::telegram::api::Api;
use crate::telegram::route;
use crate::web::{Doors, Health};
use crate::{boot, crash, housekeeping, keyfile};

/// Workers on Postgres, and as many tasks that take what comes in; SQLite has one writer, so one of either.
const POSTGRES_WORKERS: u32 = 4;

/// Connections beside theirs: claim, mark, beat, what a beat leads to, housekeeping, and one to spare.
const POSTGRES_SPARE_CONNECTIONS: u32 = 6;

/// How long a unit waits for a connection or for SQLite's write lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long stopping may take: workers and sender have their own, shorter bounds.
const STOP_MAX: Duration = Duration::from_millis(9_500);

/// Database and keys, opened.
pub struct Store {
    /// The database.
    pub db: Db,
    /// The keys.
    pub keys: Keyring,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

/// Opens and migrates the database, and reads or makes the key file.
///
/// # Errors
/// When either can't be had.
pub async fn open(data: &DataSettings) -> anyhow::Result<Store> {
    crash::plant_bug()?;
    let (master, origin) = keyfile::load_or_make(&data.key_file)?;
    if origin == keyfile::Origin::Made {
        tracing::info!(path = %data.key_file.display(), "a key file was made; keep a copy of it apart from the database's backups");
    }
    let metrics = Arc::new(Metrics::default());
    let config = DbConfig {
        url: data.database_url.clone(),
        connections: POSTGRES_WORKERS.saturating_mul(2).saturating_add(POSTGRES_SPARE_CONNECTIONS),
        patience: PATIENCE,
        probe: crash::probe(),
        observer: Some(Arc::clone(&metrics) as Arc<dyn store::Observer>),
    };
    let db = Db::open(&config).await.context("the database can't be opened (DATABASE_URL)")?;
    db.migrate().await.context("the database can't be migrated")?;
    Ok(Store { db, keys: Keyring::new(&master), metrics })
}

/// What runs, and how to stop it.
pub struct Running {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    /// Where the webhook is served.
    pub address: SocketAddr,
    /// Where health and metrics are.
    pub health_address: SocketAddr,
    /// The database, for whoever runs beside it.
    pub db: Db,
}

/// Starts serving.
///
/// # Errors
/// When a setting is wrong for what is found: no bot, a refused token, an address in use, a foreign webhook.
pub async fn start(
    settings: &Settings,
    store: Store,
    clock: Clock,
    replace_webhook: ReplaceWebhook,
) -> anyhow::Result<Running> {
    let doors = Doors::take(settings).await?;
    let (address, health_address) = (doors.address, doors.health_address);
    // Before anything is changed: a database or an address that another process serves is left alone.
    let place = place::take(&store.db, address)?;
    let (stop, stopped) = watch::channel(false);
    let (opens, opened) = watch::channel(None);
    let (leases, polled, mut tasks) = (Leases::default(), Polled::default(), JoinSet::new());
    // From now on somebody answers whoever looks after the process, however long the messenger takes below.
    let health = Health { db: store.db.clone(), opened, leases: leases.clone(), polled: polled.clone() };
    doors.serve(health, Arc::clone(&store.metrics), &stopped, &mut tasks);
    boot::first_cooperative(settings, &store.db, &store.keys, &clock).await?;
    let backlog = Backlog::new(settings.inbox_max);
    let common = Common::open(settings, store, clock, leases, polled).await?;
    let Common { db, keys, clock, metrics, registry, inbox_filled, outbox_filled, .. } = common.clone();
    let (handover, taken) = Handover::new(common.leases.clone());
    let engine = Arc::new(Engine {
        db: db.clone(),
        keys: keys.clone(),
        clock: clock.clone(),
        router: route::Router::default(),
        inbox_filled,
        outbox_filled: Arc::clone(&outbox_filled),
        handover,
        allowances: Allowances::new(settings.allowance),
        backlog: backlog.clone(),
        metrics: Arc::clone(&metrics),
    });
    let workers = if db.is_postgres() { POSTGRES_WORKERS } else { 1 };
    let (ingest, committers) = Ingest::start(&engine, workers);
    // Before anything is taken over: a refusal here must leave alone whoever serves these bots now.
    let roster = common.roster(settings, &ingest, replace_webhook).start().await?;
    let sends = Arc::new(common.sender(settings)).run(taken, stopped.clone());
    tasks.spawn(lead(common.keeper(settings, place), roster, sends, stopped.clone()));
    tasks.spawn(Jobs::new(&db, &keys, &registry, &clock, &outbox_filled).run(stopped.clone()));
    for _ in 0..workers {
        tasks.spawn(Arc::clone(&engine).run(stopped.clone()));
    }
    tasks.spawn(housekeeping::run(db.clone(), clock.clone(), stopped.clone()));
    tasks.spawn(Gauges::new(&db, clock, &registry, backlog, &metrics).run(stopped.clone()));
    tasks.spawn(last_commits(committers));
    let secret = settings.webhook_secret.as_str().into();
    opens.send_replace(Some(Arc::new(Webhook { ingest, registry: registry.clone(), secret })));
    tracing::info!(listen = %address, bots = registry.now().iter().count(), workers, "ready");
    tasks.spawn(registry.run(stopped));
    Ok(Running { stop, tasks, address, health_address, db })
}

/// What the parts of a process share.
#[derive(Clone)]
struct Common {
    db: Db,
    keys: Keyring,
    clock: Clock,
    metrics: Arc<Metrics>,
    api: Api,
    registry: Registry,
    leases: Leases,
    polled: Polled,
    inbox_filled: Arc<Notify>,
    outbox_filled: Arc<Notify>,
}

impl Common {
    async fn open(
        settings: &Settings,
        store: Store,
        clock: Clock,
        leases: Leases,
        polled: Polled,
    ) -> anyhow::Result<Self> {
        let Store { db, keys, metrics } = store;
        let api = Api::new(&settings.api_url, Arc::clone(&metrics))?;
        let registry = Registry::open(db.clone(), keys.clone()).await?;
        anyhow::ensure!(!registry.now().is_empty(), "TELOXIDE_TOKEN is missing, and the database has no bot yet");
        let (inbox_filled, outbox_filled) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        Ok(Self { db, keys, clock, metrics, api, registry, leases, polled, inbox_filled, outbox_filled })
    }

    fn roster(&self, settings: &Settings, ingest: &Ingest, replace_webhook: ReplaceWebhook) -> Roster {
        Roster {
            db: self.db.clone(),
            api: self.api.clone(),
            registry: self.registry.clone(),
            ingest: ingest.clone(),
            leases: self.leases.clone(),
            intake: settings.intake.clone(),
            webhook_secret: settings.webhook_secret.clone(),
            replace_webhook,
            polled: self.polled.clone(),
            metrics: Arc::clone(&self.metrics),
        }
    }

    fn sender(&self, settings: &Settings) -> Sender {
        Sender {
            db: self.db.clone(),
            keys: self.keys.clone(),
            registry: self.registry.clone(),
            clock: self.clock.clone(),
            api: self.api.clone(),
            leases: self.leases.clone(),
            limits: settings.limits,
            outbox_filled: Arc::clone(&self.outbox_filled),
            toasts: Sender::toasts(),
        }
    }

    fn keeper(&self, settings: &Settings, place: Place) -> Keeper {
        Keeper {
            db: self.db.clone(),
            clock: self.clock.clone(),
            registry: self.registry.clone(),
            metrics: Arc::clone(&self.metrics),
            leases: self.leases.clone(),
            works: if settings.intake == Intake::Polling { &[Work::Poll, Work::Send] } else { &[Work::Send] },
            place,
        }
    }
}

/// Polls and sends what this process has; when both have ended in order, others may have it at once.
async fn lead(keeper: Keeper, roster: Started, sends: impl Future<Output = ()>, stopped: watch::Receiver<bool>) {
    let (end, ended) = watch::channel(false);
    let works = async {
        tokio::join!(roster.run(stopped), sends);
        let _ = end.send(true);
    };
    tokio::join!(keeper.run(ended), works);
}

/// Ends when all that was handed over is answered, or when one of them broke: its lanes would stand still.
async fn last_commits(mut committers: JoinSet<()>) {
    while let Some(Ok(())) = committers.join_next().await {}
}

impl Running {
    /// Returns when the process must stop by itself, since a part of it is gone.
    pub async fn ended(&mut self) {
        if let Some(part) = self.tasks.join_next().await {
            tracing::error!(panicked = part.is_err(), "a part of this process has ended, so it stops");
        }
    }

    /// Stops: takes no more, finishes what is in hand, within ten seconds. The webhook stays.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(STOP_MAX, all).await.is_err() {
            tracing::warn!("stopped before everything was finished; it goes on after the next start");
        }
        self.db.close().await;
    }
}
