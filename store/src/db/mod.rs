//! The two databases behind one door.

mod bugs;
mod connect;
mod dialect;
mod tx;

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::bug::{Bug, seeded};
use sqlx::{PgPool, SqlitePool};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::StoreError;
pub(crate) use bugs::{schema, text};
pub(crate) use dialect::{
    LOCK_BOTS, LOCK_COUNTERS, LOCK_FENCES, LOCK_LANES, LOCK_READY_LANES, POSTGRES_ONLY, WHOLE_TABLES,
};
pub(crate) use tx::Connection;
pub use tx::Tx;

/// The work of a unit, borrowed from its transaction.
pub type UnitFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// The work of a unit, whatever it returns.
type Work = Box<dyn for<'a> FnOnce(&'a mut Tx) -> UnitFuture<'a, Outcome> + Send>;

/// What the work of a unit returned.
type Outcome = Box<dyn Any + Send>;

/// Called with the name of a point in a unit: a fault test dies here. `None` in production.
pub type Probe = fn(&'static str);

/// Sees units end: for metrics. It brings the clock with it, since the store has none.
pub trait Observer: Send + Sync {
    /// Microseconds since some moment; never back.
    fn now_us(&self) -> u64;

    /// A unit is over, after this long, committed or with this error.
    fn ended(&self, unit: &'static str, took_us: u64, error: Option<&StoreError>);
}

/// How to reach the database.
#[derive(Clone)]
pub struct DbConfig {
    /// `sqlite://path` or `postgres://...`.
    pub url: String,
    /// Connections to Postgres; SQLite has one writer whatever this says.
    pub connections: u32,
    /// How long a unit waits for SQLite's write lock, or for a connection.
    pub patience: Duration,
    /// For fault tests.
    pub probe: Option<Probe>,
    /// For metrics.
    pub observer: Option<Arc<dyn Observer>>,
}

/// Either database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    pool: Pool,
    /// Where one connection is all: who is next.
    turns: Option<Arc<Semaphore>>,
    patience: Duration,
    probe: Option<Probe>,
    observer: Option<Arc<dyn Observer>>,
    statements: AtomicU64,
    units: AtomicU64,
}

enum Pool {
    /// One connection: several that write one file stall each other.
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Db {
    /// Connects, and asserts that a commit lasts.
    ///
    /// # Errors
    /// When the database can't be reached, or is set not to be durable.
    pub async fn open(config: &DbConfig) -> Result<Self, StoreError> {
        let pool = if config.url.starts_with("postgres") {
            Pool::Postgres(connect::postgres(config).await?)
        } else {
            Pool::Sqlite(connect::sqlite(config).await?)
        };
        let turns = matches!(pool, Pool::Sqlite(_)).then(|| Arc::new(Semaphore::new(1)));
        let inner = Inner {
            pool,
            turns,
            patience: config.patience,
            probe: config.probe,
            observer: config.observer.clone(),
            statements: AtomicU64::new(0),
            units: AtomicU64::new(0),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Brings the schema up to this release.
    ///
    /// # Errors
    /// When a migration fails, or a newer release has migrated before.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &self.inner.pool {
            Pool::Sqlite(pool) => crate::migrations::run_sqlite(pool).await,
            Pool::Postgres(pool) => crate::migrations::run_postgres(pool).await,
        }
    }

    /// Brings the schema up to a version: for the test that puts sample rows between the steps.
    ///
    /// # Errors
    /// As [`Db::migrate`].
    pub async fn migrate_to(&self, version: i64) -> Result<(), StoreError> {
        match &self.inner.pool {
            Pool::Sqlite(pool) => crate::migrations::run_sqlite_to(pool, version).await,
            Pool::Postgres(pool) => crate::migrations::run_postgres_to(pool, version).await,
        }
    }

    /// Waits until the unit can begin. Who puts a batch together after that takes along what came meanwhile; on Postgres,
    /// where units run side by side, there is nothing to wait for.
    ///
    /// # Errors
    /// When it took too long.
    pub async fn turn(&self, name: &'static UnitName) -> Result<Turn, StoreError> {
        let began = self.inner.observer.as_ref().map(|observer| observer.now_us());
        let permit = match &self.inner.turns {
            None => Ok(None),
            Some(turns) => tokio::time::timeout(self.inner.patience, Arc::clone(turns).acquire_owned())
                .await
                .map_or(Err(sqlx::Error::PoolTimedOut), |permit| permit.map_err(|_| sqlx::Error::PoolClosed))
                .map(Some),
        };
        match permit {
            Ok(permit) => Ok(Turn { db: self.clone(), name, permit, began }),
            Err(error) => {
                let error = StoreError::from(error);
                self.inner.ended(name, began, Some(&error));
                Err(error)
            }
        }
    }

    /// Runs `work` in one transaction when its turn has come: see [`Turn::run`].
    ///
    /// # Errors
    /// As [`Db::turn`] and [`Turn::run`].
    pub async fn unit<T, F>(&self, name: &'static UnitName, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> UnitFuture<'a, T> + Send + 'static,
    {
        self.turn(name).await?.run(work).await
    }

    async fn run(&self, name: &'static UnitName, work: Work) -> Result<Outcome, StoreError> {
        let mut tx = self.begin().await?;
        let result = work(&mut tx).await;
        let statements = tx.statements();
        let finished = match result {
            Ok(value) => {
                self.probe(name.before_commit);
                if seeded(Bug::CommittedBeforeCommit) {
                    tokio::spawn(tx.commit());
                    return Ok(value);
                }
                tx.commit().await.map(|()| value)
            }
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        };
        self.inner.statements.fetch_add(statements, Ordering::Relaxed);
        self.inner.units.fetch_add(1, Ordering::Relaxed);
        if finished.is_ok() {
            self.probe(name.after_commit);
        }
        finished
    }

    async fn begin(&self) -> Result<Tx, StoreError> {
        let connection = match &self.inner.pool {
            // A deferred BEGIN that reads before it writes would fail with SQLITE_BUSY at once.
            Pool::Sqlite(pool) => Connection::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Connection::Postgres(begin_on_one_that_lives(pool).await?),
        };
        Ok(Tx::new(connection, self.inner.probe))
    }

    fn probe(&self, point: &'static str) {
        if let Some(probe) = self.inner.probe {
            probe(point);
        }
    }

    /// Tells Postgres how much its tables hold, after much was brought in at once: until it looks by itself, which takes
    /// it a minute, statements are planned for what was there before. `SQLite` plans without such counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_tables(&self) -> Result<(), StoreError> {
        if let Pool::Postgres(pool) = &self.inner.pool {
            sqlx::query(dialect::COUNT_TABLES).execute(pool).await?;
        }
        Ok(())
    }

    /// Statements run in units so far, without BEGIN and COMMIT, and units: the benchmark's budget.
    pub fn statements_and_units(&self) -> (u64, u64) {
        (self.inner.statements.load(Ordering::Relaxed), self.inner.units.load(Ordering::Relaxed))
    }

    /// Whether several workers may share the database.
    pub fn is_postgres(&self) -> bool {
        matches!(self.inner.pool, Pool::Postgres(_))
    }

    /// The file of an `SQLite` database, where it has one.
    pub fn file(&self) -> Option<std::path::PathBuf> {
        match &self.inner.pool {
            Pool::Sqlite(pool) => Some(pool.connect_options().get_filename().to_owned()).filter(|file| file.exists()),
            Pool::Postgres(_) => None,
        }
    }

    /// Prepares a statement without running it: for the registry's test.
    ///
    /// # Errors
    /// When the database does not take the text.
    pub async fn prepare(&self, sql: &'static str) -> Result<(), StoreError> {
        use sqlx::{Executor, SqlSafeStr};
        match &self.inner.pool {
            Pool::Sqlite(pool) => pool.acquire().await?.prepare(sql.into_sql_str()).await.map(drop)?,
            Pool::Postgres(pool) => pool.acquire().await?.prepare(sql.into_sql_str()).await.map(drop)?,
        }
        Ok(())
    }

    /// Ends all connections, after running units are done.
    pub async fn close(&self) {
        match &self.inner.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

/// Begins on a connection that was not cut while nobody used it, as by a restart of the server; those that were are gone
/// with the try. Nothing is written by then, so that it may be tried again.
async fn begin_on_one_that_lives(pool: &PgPool) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, sqlx::Error> {
    for _ in 0..pool.options().get_max_connections() {
        match pool.begin().await {
            Err(sqlx::Error::Io(_)) => {}
            // "terminating connection", which a server that stops says before it cuts.
            Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code.starts_with("57P")) => {}
            begun => return begun,
        }
    }
    pool.begin().await
}

impl Inner {
    fn ended(&self, name: &UnitName, began: Option<u64>, error: Option<&StoreError>) {
        if let (Some(observer), Some(began)) = (&self.observer, began) {
            observer.ended(name.name, observer.now_us().saturating_sub(began), error);
        }
    }
}

/// The right to begin a unit; given back when it is dropped.
pub struct Turn {
    db: Db,
    name: &'static UnitName,
    permit: Option<OwnedSemaphorePermit>,
    began: Option<u64>,
}

impl Turn {
    /// Runs `work` in one transaction and commits it: the only place that begins and commits.
    ///
    /// The unit runs in a task of its own that nobody aborts: a caller that goes away changes nothing, and sqlx's
    /// half-begun transactions can't arise.
    ///
    /// # Errors
    /// What `work` returned, or what the commit met; in either case nothing was written,
    /// unless the connection broke during the commit itself, which cause keys make harmless.
    pub async fn run<T, F>(self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> UnitFuture<'a, T> + Send + 'static,
    {
        let work: Work = Box::new(move |tx| {
            let work = work(tx);
            Box::pin(async move { work.await.map(|value| Box::new(value) as Outcome) })
        });
        let outcome = self.run_one(work).await?;
        Ok(*outcome.downcast().expect("a unit ends with what its work returned"))
    }

    /// One kind of task for all work: one for each was half of the compiler's labour on the store's tests.
    async fn run_one(self, work: Work) -> Result<Outcome, StoreError> {
        let Self { db, name, permit, began } = self;
        let inner = Arc::clone(&db.inner);
        let unit = tokio::spawn(async move {
            // It goes with the task: nobody's turn comes before the connection is back.
            let _permit = permit;
            db.run(name, work).await
        });
        let result = unit.await.unwrap_or(Err(StoreError::Panicked));
        inner.ended(name, began, result.as_ref().err());
        result
    }
}

/// The names of a unit's points, for the probe.
#[derive(Debug)]
pub struct UnitName {
    /// As metrics print it.
    pub name: &'static str,
    /// Reached when all is written but not committed.
    pub before_commit: &'static str,
    /// Reached when it is committed but nobody knows yet.
    pub after_commit: &'static str,
}

/// Names a unit and its two points.
#[macro_export]
macro_rules! unit {
    ($name:literal) => {
        &$crate::UnitName {
            name: $name,
            before_commit: concat!($name, ".before_commit"),
            after_commit: concat!($name, ".after_commit"),
        }
    };
}
