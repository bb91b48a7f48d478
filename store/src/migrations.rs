//! One set of migrations for both databases: lines between `-- only: sqlite` and the next such mark are SQLite's.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{PgPool, SqlitePool};

use crate::StoreError;

/// Every migration: version, name, text. Append only.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (20_261_123_000_001, "tenants", include_str!("../../migrations/20261123000001_tenants.sql")),
    (20_261_123_000_002, "engine", include_str!("../../migrations/20261123000002_engine.sql")),
    (20_261_123_000_003, "members", include_str!("../../migrations/20261123000003_members.sql")),
    (20_261_123_000_004, "ledger", include_str!("../../migrations/20261123000004_ledger.sql")),
    (20_261_123_000_005, "requests", include_str!("../../migrations/20261123000005_requests.sql")),
    (20_261_123_000_006, "claims", include_str!("../../migrations/20261123000006_claims.sql")),
    (20_261_124_010_001, "request_subjects", include_str!("../../migrations/20261124010001_request_subjects.sql")),
    (20_261_124_010_002, "applications", include_str!("../../migrations/20261124010002_applications.sql")),
    (20_261_124_020_001, "doors", include_str!("../../migrations/20261124020001_doors.sql")),
    (20_261_124_020_002, "moves", include_str!("../../migrations/20261124020002_moves.sql")),
    (20_261_124_030_001, "questions", include_str!("../../migrations/20261124030001_questions.sql")),
    (20_261_124_030_002, "groups", include_str!("../../migrations/20261124030002_groups.sql")),
    (20_261_124_030_003, "jobs", include_str!("../../migrations/20261124030003_jobs.sql")),
    (20_261_124_040_001, "standing", include_str!("../../migrations/20261124040001_standing.sql")),
    (20_261_124_060_001, "letters", include_str!("../../migrations/20261124060001_letters.sql")),
    (20_261_124_160_000, "ready_lanes", include_str!("../../migrations/20261124160000_ready_lanes.sql")),
    (20_261_127_200_000, "leases", include_str!("../../migrations/20261127200000_leases.sql")),
    (20_261_127_203_000, "settings", include_str!("../../migrations/20261127203000_settings.sql")),
    (20_261_127_210_000, "paces", include_str!("../../migrations/20261127210000_paces.sql")),
    (20_261_127_233_000, "handed_over", include_str!("../../migrations/20261127233000_handed_over.sql")),
    (20_261_129_214_500, "waiting_window", include_str!("../../migrations/20261129214500_waiting_window.sql")),
    (20_261_201_151_500, "number_pattern", include_str!("../../migrations/20261201151500_number_pattern.sql")),
    (20_261_201_170_000, "taken_back", include_str!("../../migrations/20261201170000_taken_back.sql")),
];

/// Version and name of each.
pub(crate) fn names() -> impl Iterator<Item = (i64, &'static str)> {
    MIGRATIONS.iter().map(|(version, name, _)| (*version, *name))
}

/// The text of each, for both databases.
#[cfg(all(test, feature = "faults"))]
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().map(|(_, _, text)| *text)
}

/// The database that a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// The lines of a migration that are for this database.
fn lines_for(dialect: Dialect, text: &str) -> String {
    let mut wanted = true;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim().strip_prefix("-- only:").map(str::trim) {
            Some("sqlite") => wanted = dialect == Dialect::Sqlite,
            Some("postgres") => wanted = dialect == Dialect::Postgres,
            Some(_) => wanted = true,
            None if wanted => {
                out.push_str(line);
                out.push('\n');
            }
            None => {}
        }
    }
    out
}

fn migrator(dialect: Dialect) -> Migrator {
    let migrations = MIGRATIONS
        .iter()
        .map(|(version, name, text)| {
            let sql = sqlx::AssertSqlSafe(crate::db::schema(lines_for(dialect, text)));
            Migration::new(
                *version,
                Cow::Borrowed(*name),
                MigrationType::Simple,
                sqlx::SqlSafeStr::into_sql_str(sql),
                false,
            )
        })
        .collect();
    Migrator::with_migrations(migrations)
}

pub(crate) async fn run_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    migrator(Dialect::Sqlite).run(pool).await.map_err(newer)
}

/// Replicas may start together: sqlx takes an advisory lock.
pub(crate) async fn run_postgres(pool: &PgPool) -> Result<(), StoreError> {
    migrator(Dialect::Postgres).run(pool).await.map_err(newer)
}

/// Up to a version: for the test that puts sample rows between the steps.
pub(crate) async fn run_sqlite_to(pool: &SqlitePool, version: i64) -> Result<(), StoreError> {
    migrator(Dialect::Sqlite).run_to(version, pool).await.map_err(newer)
}

/// Up to a version: for the test that puts sample rows between the steps.
pub(crate) async fn run_postgres_to(pool: &PgPool, version: i64) -> Result<(), StoreError> {
    migrator(Dialect::Postgres).run_to(version, pool).await.map_err(newer)
}

/// A version that this release does not know was applied by a newer one.
fn newer(error: sqlx::migrate::MigrateError) -> StoreError {
    match error {
        sqlx::migrate::MigrateError::VersionMissing(version) => StoreError::NewerSchema(version),
        other => StoreError::Migration(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, lines_for};

    const MARKED: &str = "a\n-- only: sqlite\nb\n-- only: postgres\nc\n-- only: both\nd\n";

    #[test]
    fn each_database_gets_its_own_lines_and_the_common_ones() {
        assert_eq!(lines_for(Dialect::Sqlite, MARKED), "a\nb\nd\n");
        assert_eq!(lines_for(Dialect::Postgres, MARKED), "a\nc\nd\n");
    }
}
