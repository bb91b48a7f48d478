//! What all parts of a running emulator hold on to.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use crate::clock::Clock;
use crate::config::Config;
use crate::connections::Connections;
use crate::error::Error;
use crate::fault::Faults;
use crate::files::Files;
use crate::record::Records;
use crate::schema::Schema;
use crate::world::World;

/// One running emulator.
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) address: SocketAddr,
    pub(crate) clock: Clock,
    pub(crate) records: Arc<Records>,
    pub(crate) connections: Connections,
    pub(crate) faults: Faults,
    /// Connections are reset, those that are open at their next request.
    pub(crate) hangs_up: AtomicBool,
    pub(crate) schema: Schema,
    pub(crate) check_schema: bool,
    pub(crate) retry_base: Duration,
    pub(crate) calls: AtomicU64,
    pub(crate) files: Files,
    pub(crate) events: broadcast::Sender<Arc<str>>,
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) webhooks: reqwest::Client,
}

impl Shared {
    pub(crate) fn new(config: &Config, address: SocketAddr) -> Result<Arc<Self>, Error> {
        let clock = Clock::at_offset(config.clock_offset_seconds);
        let limit = if config.record { config.record_limit } else { 0 };
        let records = Arc::new(Records::keeping(limit));
        let events = broadcast::Sender::new(256);
        let world = World::open(config, clock.clone(), Arc::clone(&records), events.clone())?;
        // A proxy from the environment must never see what stays on this machine.
        let webhooks = reqwest::Client::builder()
            .no_proxy()
            .timeout(config.webhook_timeout)
            .build()
            .map_err(std::io::Error::other)?;
        Ok(Arc::new(Self {
            world: Mutex::new(world),
            address,
            clock,
            records,
            connections: Connections::default(),
            faults: Faults::default(),
            hangs_up: AtomicBool::new(false),
            schema: Schema::load(),
            check_schema: config.check_schema,
            retry_base: config.retry_base,
            calls: AtomicU64::new(0),
            files: Files::open(config.data_dir.as_ref())?,
            events,
            stop: watch::Sender::new(false),
            webhooks,
        }))
    }

    /// The world, for a moment: nobody awaits while holding it.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.tidy();
        world
    }

    /// Resolves when the emulator shuts down.
    pub(crate) async fn stopped(&self) {
        let mut stop = self.stop.subscribe();
        // The sender lives in `self`, so this cannot fail while we run.
        let _ = stop.wait_for(|stopped| *stopped).await;
    }
}
