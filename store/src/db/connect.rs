//! Opening either database with durable settings, asserted: kill -9 can't tell FULL from NORMAL, so a check must.

use std::str::FromStr;

use domain::bug::{Bug, seeded};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgPool, SqliteConnection, SqlitePool};

use super::DbConfig;
use crate::StoreError;

/// `PRAGMA synchronous` reports FULL as 2.
const SYNCHRONOUS_FULL: i64 = 2;

/// Whatever the database or the role says: claiming locks first and reads then, which takes a snapshot for each
/// statement.
const READ_COMMITTED: &str = "read committed";

/// How long a transaction may do nothing, in milliseconds. A process that is paused within one holds its locks: the
/// server ends it, long before the others notice anything.
const IDLE_MS: &str = "8000";

/// Every statement looks up a few rows by an index, many at a time as one JSON value, of whose length the planner knows
/// nothing: it would rather read whole tables for a hash join, the more so while its statistics are older than an import.
const BY_INDEX: [(&str, &str); 4] =
    [("enable_hashjoin", "off"), ("enable_mergejoin", "off"), ("random_page_cost", "1.1"), ("jit", "off")];

/// Pages that SQLite keeps in memory, as it counts them: 16 MiB instead of 2, so that a large register is not read from
/// the file again and again.
const CACHE_KIB: &str = "-16384";

pub(super) async fn sqlite(config: &DbConfig) -> Result<SqlitePool, StoreError> {
    let options = SqliteConnectOptions::from_str(&config.url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(config.patience)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", CACHE_KIB);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .acquire_timeout(config.patience)
        .idle_timeout(None)
        .max_lifetime(None)
        // It lives in this process: there is nothing to ask it before each unit.
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(std::future::ready(Ok(is_out_of_transaction(connection)))))
        .connect_with(options)
        .await?;
    let (journal,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(&pool).await?;
    let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous").fetch_one(&pool).await?;
    let (foreign_keys,): (i64,) = sqlx::query_as("PRAGMA foreign_keys").fetch_one(&pool).await?;
    if journal != "wal" || synchronous != SYNCHRONOUS_FULL || foreign_keys != 1 {
        return Err(StoreError::NotDurable(format!(
            "journal_mode={journal}, synchronous={synchronous}, foreign_keys={foreign_keys}"
        )));
    }
    Ok(pool)
}

/// Whether the connection may be used again. A full disk or a failed write ends `SQLite`'s transaction by itself, so that
/// sqlx 0.9.0's ROLLBACK fails and it believes to be inside of one for ever: such a connection is thrown away. So is one
/// whose transaction was dropped by a panic and is not rolled back yet.
fn is_out_of_transaction(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction() || seeded(Bug::LostTransactionKept)
}

/// sqlx 0.9.0 leaves a connection inside a transaction when a `begin()` is cancelled midway, and the next borrower's
/// writes vanish: that is why units run in tasks that nobody aborts, and nothing else begins.
pub(super) async fn postgres(config: &DbConfig) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(&config.url)?
        .application_name("rembuk")
        .options([("idle_in_transaction_session_timeout", IDLE_MS), ("default_transaction_isolation", READ_COMMITTED)])
        .options(BY_INDEX);
    let pool = PgPoolOptions::new()
        .max_connections(config.connections)
        .acquire_timeout(config.patience)
        // One round trip less for each unit; `Db::unit` begins again on another connection where one was cut.
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let (value,): (String,) = sqlx::query_as("SELECT current_setting($1)").bind(setting).fetch_one(&pool).await?;
        if value == "off" && !seeded(Bug::CommitDoesNotLast) {
            return Err(StoreError::NotDurable(format!("{setting}={value}")));
        }
    }
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::DbConfig;

    /// The check at the start is one path, this is the other: both read what the connection itself says.
    #[tokio::test]
    async fn sqlite_waits_for_the_disk_and_keeps_foreign_keys() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("rembuk.db").display());
        let config = DbConfig { url, connections: 1, patience: Duration::from_secs(7), probe: None, observer: None };
        let pool = super::sqlite(&config).await.unwrap();
        for (pragma, value) in
            [("PRAGMA synchronous", 2_i64), ("PRAGMA foreign_keys", 1), ("PRAGMA busy_timeout", 7_000)]
        {
            let (found,): (i64,) = sqlx::query_as(pragma).fetch_one(&pool).await.unwrap();
            assert_eq!(found, value, "{pragma}");
        }
        let (journal,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(&pool).await.unwrap();
        assert_eq!(journal, "wal");
        assert_eq!(pool.options().get_max_connections(), 1);
    }
}
