//! Traps that were measured, shown on bare SQL: where one of these fails, a database or sqlx has changed its ways, and
//! what the store does against it may go.

use sqlx::{Connection, PgConnection, SqliteConnection};
use store::StoreError;

use crate::cluster;
use crate::side::Side;
use crate::support::both_databases;

/// Two rows of the argument for one row of the table.
const TWO_DELTAS: &str = "UPDATE accounts SET debits_minor = debits_minor + CAST(value->>'delta' AS BIGINT) \
    FROM jsonb_each('{\"0\": {\"id\": \"1-1010\", \"delta\": 10}, \"1\": {\"id\": \"1-1010\", \"delta\": 10}}') \
    WHERE accounts.account_id = value->>'id'";

both_databases! {
    /// What `ledger::post_in` sums beforehand: see `two_journals_of_one_batch_on_the_same_account_are_summed`.
    async fn two_deltas_for_one_row_in_one_update_apply_once(fresh) {
        let mut side = fresh.side().await;
        crate::constraint_rows::seed(&mut side).await;
        assert_eq!(side.run(TWO_DELTAS).await.unwrap(), 1);
        assert_eq!(side.number("SELECT debits_minor FROM accounts WHERE account_id = '1-1010'").await, 10);
    }
}

/// What `Tx` refuses: see `a_unit_that_swallows_the_error_of_a_statement_can_not_commit`.
#[tokio::test]
async fn postgres_says_ok_to_a_commit_after_an_error_and_stores_nothing() {
    let mut connection = PgConnection::connect(&cluster::url()).await.unwrap();
    sqlx::query("CREATE TEMPORARY TABLE kept (n BIGINT NOT NULL)").execute(&mut connection).await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    sqlx::query("INSERT INTO kept VALUES (1)").execute(&mut *transaction).await.unwrap();
    sqlx::query("SELECT 1 / 0").execute(&mut *transaction).await.unwrap_err();
    assert!(transaction.commit().await.is_ok());
    let (kept,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM kept").fetch_one(&mut connection).await.unwrap();
    assert_eq!(kept, 0);
}

/// There the same unit would be stored in part, which is no better.
#[tokio::test]
async fn sqlite_commits_what_went_well_before_an_error() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    sqlx::query("CREATE TABLE kept (n BIGINT NOT NULL)").execute(&mut connection).await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    sqlx::query("INSERT INTO kept VALUES (1)").execute(&mut *transaction).await.unwrap();
    sqlx::query("INSERT INTO kept VALUES (NULL)").execute(&mut *transaction).await.unwrap_err();
    transaction.commit().await.unwrap();
    let (kept,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM kept").fetch_one(&mut connection).await.unwrap();
    assert_eq!(kept, 1);
}

/// Why no column may be NULL, and why every outer join and aggregate has a `COALESCE`.
#[tokio::test]
async fn sqlite_decodes_null_as_zero_and_as_an_empty_text() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    sqlx::query("CREATE TABLE loose (n BIGINT, t TEXT)").execute(&mut connection).await.unwrap();
    sqlx::query("INSERT INTO loose VALUES (NULL, NULL)").execute(&mut connection).await.unwrap();
    let row: (i64, String) = sqlx::query_as("SELECT n, t FROM loose").fetch_one(&mut connection).await.unwrap();
    assert_eq!(row, (0, String::new()));
    let (sum,): (i64,) = sqlx::query_as("SELECT SUM(n) FROM loose").fetch_one(&mut connection).await.unwrap();
    assert_eq!(sum, 0);
    let mut other = PgConnection::connect(&cluster::url()).await.unwrap();
    let error = sqlx::query_as::<_, (i64,)>("SELECT CAST(NULL AS BIGINT)").fetch_one(&mut other).await.unwrap_err();
    assert!(error.to_string().contains("unexpected null"), "{error}");
}

/// Why bounds are `BETWEEN`: without STRICT, SQLite keeps a text in a column of integers, above every number.
#[tokio::test]
async fn sqlite_takes_a_text_for_a_number_that_is_only_bounded_below() {
    let mut side = Side::connect("sqlite::memory:").await;
    side.must("CREATE TABLE loose (n BIGINT NOT NULL CHECK (n >= 0))").await;
    side.must("CREATE TABLE tight (n BIGINT NOT NULL CHECK (n BETWEEN 0 AND 9007199254740991))").await;
    side.must("INSERT INTO loose VALUES ('abc')").await;
    let refused = side.run("INSERT INTO tight VALUES ('abc')").await;
    assert!(refused.unwrap_err().to_string().contains("CHECK"));
}

/// The fault campaign fills a disk; who bounds the file instead is told the same.
#[tokio::test]
async fn sqlites_own_bound_is_an_outage_as_a_full_disk_is() {
    let mut side = Side::connect("sqlite::memory:").await;
    side.must("CREATE TABLE kept (t TEXT NOT NULL)").await;
    side.must("PRAGMA max_page_count = 8").await;
    side.must("INSERT INTO kept VALUES ('small')").await;
    let refused = side.run("INSERT INTO kept VALUES (hex(zeroblob(65536)))").await.unwrap_err();
    assert!(refused.to_string().contains("database or disk is full"), "{refused}");
    assert!(StoreError::from(refused).is_outage());
    assert_eq!(side.number("SELECT COUNT(*) FROM kept").await, 1);
}
