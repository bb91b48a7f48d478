//! A look into the database from outside, by plain statements that both databases take.

use std::time::Duration;

use sqlx::postgres::PgRow;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{ConnectOptions, Connection, FromRow, PgConnection, SqliteConnection};

use crate::support::{PATIENCE, Place};

/// A connection of the test's own.
pub enum Eye {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Connections of the program. A server does what a process has asked for, such as a commit, also when that is dead by
/// now, and only then notices.
pub const OF_THE_DEAD: &str =
    "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'rembuk' AND datname = current_database()";

/// How long to wait before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

impl Eye {
    /// Opens a connection beside the bot's.
    pub async fn open(place: &Place) -> Self {
        Self::at(&place.database_url).await
    }

    /// The same, by its address.
    pub async fn at(database_url: &str) -> Self {
        if database_url.starts_with("postgres") {
            return Self::Postgres(PgConnection::connect(database_url).await.unwrap());
        }
        Self::sqlite(database_url).await
    }

    /// Looks at what a dead bot left, when its last word is done. `SQLite`'s files are copied: opening them would recover
    /// them, and that is the bot's to do.
    pub async fn open_dead(place: &Place) -> Self {
        if place.database_url.starts_with("postgres") {
            let mut eye = Self::open(place).await;
            eye.wait_for(OF_THE_DEAD, 0).await;
            return eye;
        }
        let copy = tempfile::tempdir_in(place.dir.path()).unwrap().keep();
        for name in ["rembuk.db", "rembuk.db-wal"] {
            let from = place.dir.path().join(name);
            if from.exists() {
                std::fs::copy(from, copy.join(name)).unwrap();
            }
        }
        Self::sqlite(&format!("sqlite://{}", copy.join("rembuk.db").display())).await
    }

    async fn sqlite(url: &str) -> Self {
        let options: SqliteConnectOptions = url.parse().unwrap();
        Self::Sqlite(options.busy_timeout(PATIENCE).foreign_keys(true).connect().await.unwrap())
    }

    /// All rows of a statement.
    pub async fn rows<T>(&mut self, sql: &'static str) -> Vec<T>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        let rows = match self {
            Self::Sqlite(connection) => sqlx::query_as(sql).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_as(sql).fetch_all(connection).await,
        };
        rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// The same, for a statement that was put together.
    pub async fn all<T>(&mut self, sql: &str) -> Vec<T>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        let safe = sqlx::AssertSqlSafe(sql.to_owned());
        let rows = match self {
            Self::Sqlite(connection) => sqlx::query_as(safe).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_as(safe).fetch_all(connection).await,
        };
        rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// The one number that a statement gives.
    pub async fn number(&mut self, sql: &'static str) -> i64 {
        let rows: Vec<(i64,)> = self.rows(sql).await;
        rows.first().unwrap_or_else(|| panic!("no row: {sql}")).0
    }

    /// Runs statements that give nothing.
    pub async fn run(&mut self, sql: &str) {
        let safe = sqlx::AssertSqlSafe(sql.to_owned());
        let done = match self {
            Self::Sqlite(connection) => sqlx::raw_sql(safe).execute(connection).await.map(drop),
            Self::Postgres(connection) => sqlx::raw_sql(safe).execute(connection).await.map(drop),
        };
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Waits until a statement gives this number.
    pub async fn wait_for(&mut self, sql: &'static str, wanted: i64) {
        self.wait_until(sql, |found| found == wanted).await;
    }

    /// Waits until a statement gives a number as wished.
    pub async fn wait_until(&mut self, sql: &'static str, wished: impl Fn(i64) -> bool) {
        self.wait_until_within(PATIENCE * 2, sql, wished).await;
    }

    async fn wait_until_within(&mut self, limit: Duration, sql: &'static str, wished: impl Fn(i64) -> bool) {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            let found = self.number(sql).await;
            if wished(found) {
                return;
            }
            assert!(tokio::time::Instant::now() < deadline, "{found}, for long: {sql}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits until nothing is to be worked on and nothing to be sent.
    pub async fn wait_until_quiet(&mut self) {
        self.wait_until_quiet_within(PATIENCE * 2).await;
    }

    /// The same, for as long as it may take.
    pub async fn wait_until_quiet_within(&mut self, limit: Duration) {
        let open = "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'ready') \
            + (SELECT COUNT(*) FROM outbox WHERE finished_at = 0)";
        self.wait_until_within(limit, open, |found| found == 0).await;
    }
}
