//! Databases in the Postgres that `make test` starts.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{Connection, PgConnection};
use store::{Db, DbConfig};

/// Whoever holds it looks for the schema to copy, and makes it where there is none.
const MAKING: i64 = 0x7265_6d62;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The server's address, of a superuser; without it the suite fails rather than skip.
#[expect(clippy::disallowed_methods, reason = "the suite's own server is named by the environment")]
pub fn url() -> String {
    std::env::var("REMBUK_TEST_POSTGRES").expect("REMBUK_TEST_POSTGRES names a Postgres: run scripts/with-postgres.sh")
}

/// The bug that the runner of planted bugs orders from this process.
#[expect(clippy::disallowed_methods, reason = "the runner names it to this process")]
pub fn bug() -> Option<String> {
    std::env::var("REMBUK_BUG").ok()
}

/// A database without a schema; its address.
pub async fn empty() -> String {
    create(&mut admin().await, "").await
}

/// A database with this release's schema, copied from one that the first to ask has migrated:
/// to run all migrations takes three times as long as to copy.
/// With a planted bug it is empty, for the bug may be one of the schema.
pub async fn migrated() -> String {
    if bug().is_some() {
        return empty().await;
    }
    let mut admin = admin().await;
    run(&mut admin, &format!("SELECT pg_advisory_lock({MAKING})")).await;
    let schema = schema(&mut admin).await;
    run(&mut admin, &format!("SELECT pg_advisory_unlock({MAKING})")).await;
    create(&mut admin, &format!("TEMPLATE {schema}")).await
}

/// Takes away a database, and whoever is still in it.
pub async fn remove(address: &str) {
    let (_, name) = address.rsplit_once('/').unwrap();
    run(&mut admin().await, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn create(admin: &mut PgConnection, like: &str) -> String {
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    run(admin, &format!("CREATE DATABASE {name} {like}")).await;
    address(&name)
}

/// The database to copy, to which nobody stays connected.
async fn schema(admin: &mut PgConnection) -> String {
    let (newest, _) = store::registry::migrations().last().unwrap();
    let name = format!("schema_{newest}");
    let known = "SELECT COUNT(*) FROM pg_database WHERE datname = $1";
    let there: i64 = sqlx::query_scalar(known).bind(&name).fetch_one(&mut *admin).await.unwrap();
    if there == 0 {
        // What a process that died here has left is not taken for the whole.
        run(admin, "DROP DATABASE IF EXISTS schema_unfinished WITH (FORCE)").await;
        run(admin, "CREATE DATABASE schema_unfinished").await;
        migrate(address("schema_unfinished")).await;
        run(admin, &format!("ALTER DATABASE schema_unfinished RENAME TO {name}")).await;
    }
    name
}

async fn migrate(url: String) {
    let config = DbConfig { url, connections: 1, patience: Duration::from_secs(30), probe: None, observer: None };
    let db = Db::open(&config).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await;
}

fn address(name: &str) -> String {
    let url = url();
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

async fn admin() -> PgConnection {
    PgConnection::connect(&url()).await.unwrap()
}

async fn run(connection: &mut PgConnection, sql: &str) {
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(connection).await.unwrap();
}
