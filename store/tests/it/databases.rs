//! A database that might lose a commit, or that a newer release has migrated, is refused.

use std::time::Duration;

use domain::locale::Locale;
use store::{Db, DbConfig, StoreError};

use crate::support::{both_databases, empty_postgres, in_unit, postgres, sqlite};
use crate::world::{NOW, found, member, person};

/// In memory nothing lasts; `journal_mode` tells.
#[tokio::test]
async fn sqlite_in_memory_is_not_durable() {
    let config = DbConfig {
        url: "sqlite::memory:".into(),
        connections: 1,
        patience: Duration::from_secs(5),
        probe: None,
        observer: None,
    };
    let refused = Db::open(&config).await.err();
    assert!(matches!(&refused, Some(StoreError::NotDurable(why)) if why.contains("memory")), "{refused:?}");
}

#[tokio::test]
async fn sqlite_writes_ahead_and_keeps_its_foreign_keys() {
    let fresh = sqlite().await;
    assert_eq!(fresh.side().await.texts("PRAGMA journal_mode").await, ["wal"]);
    found(&fresh.db, 1).await;
    let refused = in_unit!(fresh.db, tx => store::people::link_in(tx, &[(person(1, 5), member(9))], NOW).await);
    assert!(matches!(&refused, Err(StoreError::Constraint(it)) if it.to_string().contains("FOREIGN")), "{refused:?}");
}

#[tokio::test]
async fn postgres_that_does_not_wait_for_the_disk_is_refused() {
    let fresh = postgres().await;
    let set = format!("ALTER DATABASE {} SET synchronous_commit = off", fresh.name());
    fresh.side().await.must(&set).await;
    let refused = Db::open(&fresh.config).await.err();
    assert!(matches!(&refused, Some(StoreError::NotDurable(why)) if why == "synchronous_commit=off"), "{refused:?}");
    fresh.gone().await;
}

/// Claiming reads behind its lock only where each statement has a snapshot of its own.
#[tokio::test]
async fn postgres_is_asked_for_a_snapshot_for_each_statement() {
    let fresh = postgres().await;
    let set = format!("ALTER DATABASE {} SET default_transaction_isolation = 'repeatable read'", fresh.name());
    fresh.side().await.must(&set).await;
    let db = Db::open(&fresh.config).await.unwrap();
    found(&db, 1).await;
    let url = fresh.config.url.clone();
    let seen = in_unit!(db, tx => {
        let before = store::people::load_in(tx, &[person(1, 5)]).await?;
        crate::side::Side::connect(&url).await.must("INSERT INTO people SELECT cooperative_id, 5, 'en' FROM bots").await;
        let after = store::people::load_in(tx, &[person(1, 5)]).await?;
        Ok([before[0].locale, after[0].locale])
    });
    assert_eq!(seen.unwrap(), [None, Some(Locale::En)]);
    db.close().await;
    fresh.gone().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_start_together_migrate_once() {
    let fresh = empty_postgres().await;
    let mut starts = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let config = DbConfig { connections: 2, ..fresh.config.clone() };
        starts.spawn(async move {
            let db = Db::open(&config).await?;
            db.migrate().await?;
            db.close().await;
            Ok::<(), StoreError>(())
        });
    }
    let outcomes = starts.join_all().await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let applied = fresh.side().await.numbers("SELECT version FROM _sqlx_migrations ORDER BY version").await;
    assert_eq!(applied, store::registry::migrations().map(|(version, _)| version).collect::<Vec<_>>());
    fresh.gone().await;
}

both_databases! {
    async fn a_schema_of_a_newer_release_is_refused(fresh) {
        let newer = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
            SELECT 20991231000001, 'later', installed_on, success, checksum, execution_time FROM _sqlx_migrations LIMIT 1";
        fresh.side().await.must(newer).await;
        let refused = fresh.db.migrate().await;
        assert!(matches!(refused, Err(StoreError::NewerSchema(20_991_231_000_001))), "{refused:?}");
    }

    async fn migrating_again_changes_nothing(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        let rows = "SELECT COUNT(*) FROM accounts";
        let before = (side.tables().await, side.number(rows).await);
        fresh.db.migrate().await.unwrap();
        let reopened = Db::open(&fresh.config).await.unwrap();
        reopened.migrate().await.unwrap();
        reopened.close().await;
        assert_eq!((side.tables().await, side.number(rows).await), before);
    }

    async fn an_edited_migration_is_refused(fresh) {
        let edited = fresh.side().await.pick("X'00'", "'\\x00'").to_owned();
        fresh.side().await.must(&format!("UPDATE _sqlx_migrations SET checksum = {edited}")).await;
        let refused = fresh.db.migrate().await;
        assert!(matches!(refused, Err(StoreError::Migration(_))), "{refused:?}");
    }
}
