//! The bots that are served: a snapshot that is replaced, whole, while they are served.
//!
//! Whoever needs a bot takes the snapshot of the moment. What a decision rests on is not here: a batch reads its
//! cooperatives' settings in its own transaction.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::BotId;
use store::bots::{Bot, Revision};
use store::{Db, Keyring, StoreError};
use tokio::sync::{Notify, watch};

/// How often the database is asked whether another process, or a command, has changed the bots.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// All bots of the deployment, as they were at one moment.
#[derive(Debug, Clone, Default)]
pub struct Bots {
    revision: Revision,
    by_id: HashMap<BotId, Bot>,
}

impl Bots {
    /// The bot with that id.
    pub fn get(&self, bot: BotId) -> Option<&Bot> {
        self.by_id.get(&bot)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Bot> {
        self.by_id.values()
    }

    /// Whether there is none: then there is nothing to serve.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

/// The bots, kept as they are in the database; cheap to clone.
#[derive(Clone)]
pub struct Registry {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    keys: Keyring,
    current: watch::Sender<Arc<Bots>>,
    told: Notify,
}

impl Registry {
    /// Reads the bots.
    ///
    /// # Errors
    /// When the database fails, or a token does not open with this key.
    pub async fn open(db: Db, keys: Keyring) -> Result<Self, StoreError> {
        let bots = load(&db, &keys).await?;
        let inner = Inner { db, keys, current: watch::Sender::new(Arc::new(bots)), told: Notify::new() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The bots of this moment.
    pub fn now(&self) -> Arc<Bots> {
        Arc::clone(&self.inner.current.borrow())
    }

    /// Wakes whoever waits for a change; the first snapshot counts as seen.
    pub fn watch(&self) -> watch::Receiver<Arc<Bots>> {
        self.inner.current.subscribe()
    }

    /// Something about the bots was changed in this process: look now.
    pub fn tell(&self) {
        self.inner.told.notify_one();
    }

    /// Looks every few seconds, and when told, until told to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = self.inner.told.notified() => {}
                _ = stop.changed() => return,
            }
            // What was known stays good until the database answers again.
            if let Err(error) = self.look().await {
                tracing::warn!(error = %error, "the bots could not be read again");
            }
        }
    }

    /// Takes a new snapshot when the bots have changed since the last.
    async fn look(&self) -> Result<(), StoreError> {
        let Inner { db, keys, current, .. } = &*self.inner;
        let now = db.unit(store::unit!("roster"), |tx| Box::pin(store::bots::revision_in(tx))).await?;
        if now != self.now().revision {
            current.send_replace(Arc::new(load(db, keys).await?));
        }
        Ok(())
    }
}

async fn load(db: &Db, keys: &Keyring) -> Result<Bots, StoreError> {
    let keys = keys.clone();
    let (revision, bots) = db
        .unit(store::unit!("bots"), move |tx| {
            Box::pin(async move {
                // The revision first: bots that change in between are found by the next look.
                let revision = store::bots::revision_in(tx).await?;
                Ok((revision, store::bots::list_in(tx, &keys).await?))
            })
        })
        .await?;
    Ok(Bots { revision, by_id: bots.into_iter().map(|bot| (bot.bot_id, bot)).collect() })
}
