//! sqlx 0.9.0 leaves a connection inside a transaction when `begin()` is dropped midway; the next borrower's writes
//! vanish. Units begin in tasks that nobody aborts.

use std::future::Future;
use std::str::FromStr;

use domain::locale::Locale;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use store::people::set_locales_in;
use store::{Db, DbConfig};

use crate::side::Side;
use crate::support::{both_databases, in_unit, postgres};
use crate::world::{found, person};

/// Polls the future for as long as `turns` of the runtime take, then drops it.
async fn drop_after(turns: usize, future: impl Future) {
    let clock = async {
        for _ in 0..turns {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        _ = future => {}
        () = clock => {}
    }
}

/// Where this fails, sqlx has mended it, and `Db::unit` need not spawn any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bare_pool_loses_writes_after_a_cancelled_begin() {
    let fresh = postgres().await;
    let options = PgConnectOptions::from_str(&fresh.config.url).unwrap();
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    let mut side = fresh.side().await;
    side.must("CREATE TABLE kept (n BIGINT NOT NULL)").await;
    let mut stored = 0;
    let mut lost = false;
    for turns in (0..200).cycle().take(20_000) {
        drop_after(turns, pool.begin()).await;
        sqlx::query("INSERT INTO kept VALUES (1)").execute(&pool).await.unwrap();
        let kept = side.number("SELECT COUNT(*) FROM kept").await;
        lost = kept == stored;
        if lost {
            break;
        }
        stored = kept;
    }
    assert!(lost, "{stored} writes, each visible: the bug is gone");
    pool.close().await;
    fresh.gone().await;
}

/// Whether every transaction of this database ends, given time; one that nobody owns any more never does.
async fn all_end(side: &mut Side) -> bool {
    let open = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
        AND state LIKE 'idle in transaction%'";
    for _ in 0..20_000 {
        if !side.is_postgres() || side.number(open).await == 0 {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

both_databases! {
    /// A unit that comes after would even commit the transaction left open: only what is left open shows the fault.
    async fn units_that_are_dropped_at_any_moment_leave_nothing_open_and_cost_no_later_unit_its_writes(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        // With one connection, whoever comes next gets the one that was left behind.
        let db = Db::open(&DbConfig { connections: 1, ..fresh.config.clone() }).await.unwrap();
        for round in 0..400_i64 {
            let (dropped, complete) = ([(person(1, 1_000 + round), Locale::Id)], [(person(1, round), Locale::En)]);
            let turns = usize::try_from(round % 200).unwrap();
            let later = db.clone();
            drop_after(turns, async move { in_unit!(later, tx => set_locales_in(tx, &dropped).await) }).await;
            assert!(all_end(&mut side).await, "round {round} left a transaction open");
            in_unit!(db, tx => set_locales_in(tx, &complete).await).unwrap();
            let kept = side.number(&format!("SELECT COUNT(*) FROM people WHERE person_id = {round}")).await;
            assert_eq!(kept, 1, "round {round}");
        }
        db.close().await;
    }
}
