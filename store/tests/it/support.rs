//! A fresh database of either kind.

use std::time::Duration;

use store::{Db, DbConfig};

use crate::cluster;
use crate::side::Side;

/// A database that goes with the test.
pub struct Fresh {
    pub db: Db,
    pub config: DbConfig,
    _dir: Option<tempfile::TempDir>,
}

/// A migrated SQLite file.
pub async fn sqlite() -> Fresh {
    empty_sqlite().await.migrated().await
}

/// A migrated database of the cluster.
pub async fn postgres() -> Fresh {
    open(cluster::migrated().await, None).await.migrated().await
}

/// An SQLite file without a schema.
pub async fn empty_sqlite() -> Fresh {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("rembuk.db").display());
    open(url, Some(dir)).await
}

/// A database without a schema.
pub async fn empty_postgres() -> Fresh {
    open(cluster::empty().await, None).await
}

/// Plants the bug that the runner of planted bugs names, in a build that can have one.
#[cfg(feature = "faults")]
fn plant_bug() {
    if let Some(name) = cluster::bug() {
        domain::bug::plant(&name).unwrap();
    }
}

#[cfg(not(feature = "faults"))]
const fn plant_bug() {}

async fn open(url: String, dir: Option<tempfile::TempDir>) -> Fresh {
    plant_bug();
    let config = DbConfig { url, connections: 10, patience: Duration::from_secs(30), probe: None, observer: None };
    let db = Db::open(&config).await.unwrap();
    Fresh { db, config, _dir: dir }
}

impl Fresh {
    async fn migrated(self) -> Self {
        self.db.migrate().await.unwrap();
        self
    }

    /// Another database of the same kind, without a schema.
    pub async fn another_empty(&self) -> Self {
        if self.db.is_postgres() { empty_postgres().await } else { empty_sqlite().await }
    }

    /// A connection of the test's own, past the store.
    pub async fn side(&self) -> Side {
        Side::connect(&self.config.url).await
    }

    /// The name within the cluster.
    pub fn name(&self) -> &str {
        self.config.url.rsplit_once('/').unwrap().1
    }

    /// Takes the database away; after a failed test it stays to be looked at.
    pub async fn gone(self) {
        self.db.close().await;
        if self.db.is_postgres() {
            cluster::remove(&self.config.url).await;
        }
    }
}

/// Runs an async test once on each database.
macro_rules! both_databases {
    ($($(#[$doc:meta])* async fn $name:ident($fresh:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($fresh: &crate::support::Fresh) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let fresh = crate::support::sqlite().await;
                story(&fresh).await;
                fresh.gone().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let fresh = crate::support::postgres().await;
                story(&fresh).await;
                fresh.gone().await;
            }
        }
    )+};
}
pub(crate) use both_databases;

/// Runs one unit whose work is the body.
macro_rules! in_unit {
    ($db:expr, $tx:ident => $body:expr) => {
        $db.unit(store::unit!("test"), move |$tx| Box::pin(async move { $body })).await
    };
}
pub(crate) use in_unit;
