//! A fresh database of either kind.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use store::{Db, DbConfig};

/// A database that goes with the test.
pub struct Fresh {
    pub db: Db,
    pub config: DbConfig,
    _dir: Option<tempfile::TempDir>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The cluster that `make test` starts; without it the suite fails rather than skip.
pub fn postgres_url() -> String {
    std::env::var("REMBUK_TEST_POSTGRES").expect("REMBUK_TEST_POSTGRES names a Postgres: run scripts/with-postgres.sh")
}

pub async fn sqlite() -> Fresh {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("rembuk.db").display());
    open(url, Some(dir)).await
}

pub async fn postgres() -> Fresh {
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = postgres_url();
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&admin).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    let (base, _) = admin.rsplit_once('/').unwrap();
    open(format!("{base}/{name}"), None).await
}

async fn open(url: String, dir: Option<tempfile::TempDir>) -> Fresh {
    let config = DbConfig { url, connections: 8, patience: Duration::from_secs(10), probe: None };
    let db = Db::open(&config).await.unwrap();
    db.migrate().await.unwrap();
    Fresh { db, config, _dir: dir }
}

/// Runs an async test once on each database.
macro_rules! both_databases {
    ($($(#[$doc:meta])* async fn $name:ident($fresh:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($fresh: crate::support::Fresh) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                story(crate::support::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                story(crate::support::postgres().await).await;
            }
        }
    )+};
}
pub(crate) use both_databases;
