//! A unit writes all or nothing, whatever its work does with its errors.

use std::sync::Mutex;

use domain::locale::Locale;
use store::ledger::post_in;
use store::people::{link_in, set_locales_in};
use store::{Db, DbConfig, StoreError, Tx};

use crate::support::{Fresh, both_databases, in_unit, postgres, sqlite};
use crate::world::{NOW, deposit, found, member, person, savings};

/// Who has a language: the trace that the stories here leave.
async fn traces(fresh: &Fresh) -> Vec<i64> {
    fresh.side().await.numbers("SELECT person_id FROM people ORDER BY person_id").await
}

async fn trace(tx: &mut Tx, who: i64) -> Result<(), StoreError> {
    set_locales_in(tx, &[(person(1, who), Locale::En)]).await
}

/// No member 99 is in the register.
async fn refused(tx: &mut Tx) -> Result<(), StoreError> {
    link_in(tx, &[(person(1, 7), member(99))], NOW).await
}

/// Nothing has moved the account yet, so that version 5 is not there: the rest of the journal is written by then.
async fn stale(tx: &mut Tx) -> Result<(), StoreError> {
    let mut posting = deposit(1, 1, 1, 5_000, "2026-11-01");
    posting.expects = vec![(savings(domain::member::Savings::Principal, 1), 5)];
    post_in(tx, &[posting], NOW).await.map(drop)
}

static POINTS: Mutex<Vec<&str>> = Mutex::new(Vec::new());

/// As a full disk does, and a write that fails.
#[tokio::test]
async fn after_a_transaction_that_the_database_ended_by_itself_the_next_unit_works() {
    let fresh = &sqlite().await;
    let mut side = fresh.side().await;
    side.must(
        "CREATE TRIGGER ends BEFORE INSERT ON people WHEN NEW.person_id = 2 BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
    )
    .await;
    found(&fresh.db, 1).await;
    let outcome = in_unit!(fresh.db, tx => {
        trace(tx, 1).await?;
        trace(tx, 2).await
    });
    assert!(outcome.is_err(), "{outcome:?}");
    in_unit!(fresh.db, tx => trace(tx, 3).await).unwrap();
    let attempt = in_unit!(fresh.db, tx => {
        trace(tx, 4).await?;
        drop(tx.savepoint(|tx| Box::pin(async move { trace(tx, 2).await })).await?);
        trace(tx, 5).await
    });
    assert!(attempt.is_err(), "{attempt:?}");
    in_unit!(fresh.db, tx => trace(tx, 6).await).unwrap();
    assert_eq!(traces(fresh).await, [3, 6], "nothing of the units that failed, and nothing beside a unit");
}

/// As after a restart of the server: each connection of the pool is dead, and none says so beforehand.
#[tokio::test]
async fn a_unit_begins_on_another_connection_where_one_was_cut() {
    let fresh = &postgres().await;
    found(&fresh.db, 1).await;
    let mut side = fresh.side().await;
    side.must(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .await;
    in_unit!(fresh.db, tx => trace(tx, 1).await).unwrap();
    assert_eq!(traces(fresh).await, [1]);
}

#[tokio::test]
async fn postgres_is_told_what_its_tables_hold() {
    let fresh = &postgres().await;
    found(&fresh.db, 1).await;
    let counted = "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = 'cooperatives'::regclass";
    let mut side = fresh.side().await;
    assert_eq!(side.number(counted).await, -1, "nobody has counted yet");
    fresh.db.count_tables().await.unwrap();
    assert_eq!(side.number(counted).await, 1);
}

both_databases! {
    async fn an_error_undoes_the_whole_unit(fresh) {
        found(&fresh.db, 1).await;
        let outcome = in_unit!(fresh.db, tx => {
            trace(tx, 1).await?;
            refused(tx).await
        });
        assert!(matches!(outcome, Err(StoreError::Constraint(_))), "{outcome:?}");
        assert_eq!(traces(fresh).await, [0; 0]);
    }

    async fn a_unit_that_swallows_the_error_of_a_statement_can_not_commit(fresh) {
        found(&fresh.db, 1).await;
        let outcome = in_unit!(fresh.db, tx => {
            trace(tx, 1).await?;
            drop(refused(tx).await);
            Ok(())
        });
        assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
        assert_eq!(traces(fresh).await, [0; 0]);
    }

    async fn a_unit_that_swallows_staleness_can_not_commit(fresh) {
        found(&fresh.db, 1).await;
        let outcome = in_unit!(fresh.db, tx => {
            let outcome = stale(tx).await;
            assert!(matches!(outcome, Err(StoreError::Stale { what: "an account" })), "{outcome:?}");
            Ok(())
        });
        assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
        assert_eq!(fresh.side().await.number("SELECT COUNT(*) FROM journals").await, 0);
    }

    async fn what_was_written_before_a_failed_attempt_survives_it(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => {
            trace(tx, 1).await?;
            let attempt = tx
                .savepoint(|tx| Box::pin(async move {
                    trace(tx, 2).await?;
                    refused(tx).await
                }))
                .await?;
            assert!(matches!(attempt, Err(StoreError::Constraint(_))), "{attempt:?}");
            let attempt = tx.savepoint(|tx| Box::pin(async move { stale(tx).await })).await?;
            assert!(matches!(attempt, Err(StoreError::Stale { .. })), "{attempt:?}");
            tx.savepoint(|tx| Box::pin(async move { trace(tx, 3).await })).await??;
            trace(tx, 4).await
        })
        .unwrap();
        assert_eq!(traces(fresh).await, [1, 3, 4]);
        assert_eq!(fresh.side().await.number("SELECT COUNT(*) FROM journals").await, 0);
    }

    async fn an_inner_attempt_fails_alone(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => {
            tx.savepoint(|tx| Box::pin(async move {
                trace(tx, 1).await?;
                let inner = tx
                    .savepoint(|tx| Box::pin(async move {
                        trace(tx, 2).await?;
                        refused(tx).await
                    }))
                    .await?;
                assert!(inner.is_err());
                trace(tx, 3).await
            }))
            .await?
        })
        .unwrap();
        assert_eq!(traces(fresh).await, [1, 3]);
    }

    async fn a_failed_attempt_does_not_heal_an_error_from_before_it(fresh) {
        found(&fresh.db, 1).await;
        let outcome = in_unit!(fresh.db, tx => {
            trace(tx, 1).await?;
            drop(refused(tx).await);
            drop(tx.savepoint(|tx| Box::pin(async move { refused(tx).await })).await);
            Ok(())
        });
        assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
        assert_eq!(traces(fresh).await, [0; 0]);
    }

    async fn an_attempt_that_swallows_its_error_is_not_kept(fresh) {
        found(&fresh.db, 1).await;
        let outcome = in_unit!(fresh.db, tx => {
            trace(tx, 1).await?;
            drop(tx.savepoint(|tx| Box::pin(async move {
                trace(tx, 2).await?;
                drop(refused(tx).await);
                Ok(())
            }))
            .await);
            Ok(())
        });
        assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
        assert_eq!(traces(fresh).await, [0; 0]);
    }

    async fn a_unit_that_panics_writes_nothing_and_the_next_one_works(fresh) {
        found(&fresh.db, 1).await;
        let outcome: Result<(), StoreError> = in_unit!(fresh.db, tx => {
            trace(tx, 1).await?;
            panic!("on purpose")
        });
        assert!(matches!(&outcome, Err(error @ StoreError::Panicked) if error.is_culprit()), "{outcome:?}");
        in_unit!(fresh.db, tx => trace(tx, 2).await).unwrap();
        assert_eq!(traces(fresh).await, [2]);
    }

    async fn a_unit_that_nobody_waits_for_is_done_all_the_same(fresh) {
        found(&fresh.db, 1).await;
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (go, may_go) = tokio::sync::oneshot::channel::<()>();
        let db = fresh.db.clone();
        let caller = tokio::spawn(async move {
            in_unit!(db, tx => {
                begun.send(()).unwrap();
                may_go.await.unwrap();
                trace(tx, 1).await
            })
        });
        has_begun.await.unwrap();
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
        go.send(()).unwrap();
        // Behind it on SQLite's one connection; on Postgres its end shows in the rows.
        in_unit!(fresh.db, tx => trace(tx, 2).await).unwrap();
        while traces(fresh).await != [1, 2] {
            tokio::task::yield_now().await;
        }
    }

    /// Nothing is told to be done before the database has said so.
    async fn what_fails_at_the_commit_itself_is_told(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        side.must("CREATE TABLE base (id BIGINT NOT NULL PRIMARY KEY)").await;
        side.must("CREATE TABLE late (id BIGINT NOT NULL REFERENCES base (id) DEFERRABLE INITIALLY DEFERRED)").await;
        let trigger = side.pick(
            "CREATE TRIGGER owe AFTER INSERT ON people BEGIN INSERT INTO late (id) VALUES (1); END",
            "CREATE FUNCTION owe() RETURNS trigger LANGUAGE plpgsql AS \
                $$ BEGIN INSERT INTO late (id) VALUES (1); RETURN NEW; END $$; \
            CREATE TRIGGER owe AFTER INSERT ON people FOR EACH ROW EXECUTE FUNCTION owe()",
        );
        side.must(trigger).await;
        let outcome = in_unit!(fresh.db, tx => trace(tx, 1).await);
        assert!(matches!(outcome, Err(StoreError::Constraint(_))), "told to be committed: {outcome:?}");
        assert_eq!(traces(fresh).await, [0; 0]);
        side.must(side.pick("DROP TRIGGER owe", "DROP TRIGGER owe ON people")).await;
        in_unit!(fresh.db, tx => trace(tx, 2).await).unwrap();
        assert_eq!(traces(fresh).await, [2], "and the connection is as good as new");
    }

    async fn statements_and_units_are_counted(fresh) {
        let before = fresh.db.statements_and_units();
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => trace(tx, 2).await).unwrap();
        let after = fresh.db.statements_and_units();
        assert_eq!((after.0 - before.0, after.1 - before.1), (7, 2));
    }
}

/// The fault tests die at these points: each is reached, in this order.
#[tokio::test]
async fn a_probe_is_told_before_and_after_the_commit() {
    let fresh = sqlite().await;
    found(&fresh.db, 1).await;
    let probe = |point: &'static str| POINTS.lock().unwrap().push(point);
    let db = Db::open(&DbConfig { probe: Some(probe), ..fresh.config.clone() }).await.unwrap();
    in_unit!(db, tx => tx.savepoint(|tx| Box::pin(async move { trace(tx, 1).await })).await?).unwrap();
    in_unit!(db, tx => refused(tx).await).unwrap_err();
    let points = POINTS.lock().unwrap().clone();
    assert_eq!(
        points,
        ["savepoint.before_release", "savepoint.after_release", "test.before_commit", "test.after_commit"]
    );
}

/// One connection: whoever has the turn has it until the unit is over, and nobody waits for ever.
#[tokio::test]
async fn a_turn_is_one_at_a_time_and_is_waited_for_no_longer_than_patience() {
    let fresh = sqlite().await;
    let config = DbConfig { patience: std::time::Duration::from_millis(50), ..fresh.config.clone() };
    let db = Db::open(&config).await.unwrap();
    let first = db.turn(store::unit!("first")).await.unwrap();
    let Err(late) = db.turn(store::unit!("second")).await else { panic!("two have the turn") };
    assert!(matches!(late, StoreError::Database(_)), "{late:?}");
    assert_eq!(first.run(|_| Box::pin(async { Ok(7) })).await.unwrap(), 7);
    drop(db.turn(store::unit!("second")).await.unwrap());
    db.turn(store::unit!("third")).await.unwrap();
    db.close().await;
    fresh.gone().await;
}
