//! An update is worked once and in the order of its lane, however many work at it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use store::inbox::{self, Ending, Head};
use store::outbox::NewMessage;
use store::{Db, StoreError, outbox};

use crate::side::Side;
use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{NOW, found, keys, message, update};

const UPDATES: i64 = 2_000;
const LANES: i64 = 50;
const WORKERS: usize = 8;
const LANES_PER_UNIT: i64 = 5;

const TAKERS: i64 = 4;
const TAKES: i64 = 40;
const PER_TAKE: i64 = 6;

static EFFECT: AtomicU64 = AtomicU64::new(0);

/// No two effects have one cause here: a double must not hide behind a unique index.
fn effect(head: &Head) -> NewMessage {
    message(head.chat.0, &format!("{}:{}", head.arrival, EFFECT.fetch_add(1, Ordering::Relaxed)))
}

/// Claims, writes one effect for each head, and ends them: the way of an update without its thinking.
async fn one_unit(db: &Db) -> Result<usize, StoreError> {
    in_unit!(db, tx => {
        let heads = inbox::claim_in(tx, &keys(), LANES_PER_UNIT, NOW).await?;
        let effects: Vec<_> = heads.iter().map(effect).collect();
        outbox::add_in(tx, &keys(), &effects, NOW).await?;
        let endings: Vec<_> = heads.iter().map(|head| (head.arrival, Ending::Done)).collect();
        inbox::finish_in(tx, &endings, NOW).await?;
        Ok(heads.len())
    })
}

/// Works until nothing waits.
async fn work(db: Db) -> Result<(), StoreError> {
    loop {
        if one_unit(&db).await? == 0 {
            // Others may hold all the lanes that are ready.
            if in_unit!(db, tx => inbox::depth_in(tx).await)?.0 == 0 {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
    }
}

/// Brings updates of lanes that nobody else brings, and works on what it takes; a third it leaves to the workers.
async fn take(db: Db, bringer: i64) -> Result<(), StoreError> {
    for n in 0..TAKES {
        let id = |at: i64| (bringer * TAKES + n) * PER_TAKE + at;
        let updates: Vec<_> = (0..PER_TAKE).map(|at| update(id(at), bringer * 10 + at % 4 + 1)).collect();
        in_unit!(db, tx => {
            let taken = inbox::take_in(tx, &keys(), &updates, 128, NOW).await?;
            let is_left = |arrival: i64| arrival % 3 == 0 && taken.fresh.contains_key(&arrival);
            let (left, done): (Vec<_>, Vec<_>) = taken.heads.iter().partition(|head| is_left(head.arrival));
            let effects: Vec<_> = done.iter().map(|head| effect(head)).collect();
            outbox::add_in(tx, &keys(), &effects, NOW).await?;
            let left: Vec<_> = left.iter().map(|head| (head.arrival, &updates[taken.fresh[&head.arrival]])).collect();
            inbox::put_back_in(tx, &keys(), &left, NOW).await?;
            let older = done.iter().filter(|head| !taken.fresh.contains_key(&head.arrival));
            let older: Vec<_> = older.map(|head| (head.arrival, Ending::Done)).collect();
            inbox::finish_in(tx, &older, NOW).await
        })?;
    }
    Ok(())
}

/// Each update has one effect, and in each lane they are in order of arrival.
async fn worked_once_and_in_order(fresh: &Fresh, updates: i64) {
    let mut side = fresh.side().await;
    let effects = side.texts("SELECT CAST(chat_id AS TEXT) || ' ' || cause_key FROM outbox ORDER BY outbox_id").await;
    assert_eq!(effects.len(), usize::try_from(updates).unwrap());
    let mut seen = BTreeSet::new();
    let mut last: BTreeMap<&str, i64> = BTreeMap::new();
    for effect in &effects {
        let (lane, cause) = effect.split_once(' ').unwrap();
        let arrival: i64 = cause.split_once(':').unwrap().0.parse().unwrap();
        assert!(seen.insert(arrival), "{arrival} was worked twice");
        let before = last.insert(lane, arrival).unwrap_or(0);
        assert!(before < arrival, "in lane {lane}, {arrival} came after {before}");
    }
    assert_eq!(side.number("SELECT COUNT(*) FROM inbox WHERE state = 'done'").await, updates);
}

both_databases! {
    async fn eight_workers_neither_double_nor_reorder(fresh) {
        found(&fresh.db, 1).await;
        for batch in 0..20 {
            let per_batch = UPDATES / 20;
            let updates: Vec<_> = (0..per_batch)
                .map(|at| update(batch * per_batch + at, 1 + (batch * per_batch + at) * 31 % LANES))
                .collect();
            in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &updates, NOW).await).unwrap();
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..WORKERS {
            workers.spawn(work(fresh.db.clone()));
        }
        let outcomes = workers.join_all().await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");

        worked_once_and_in_order(fresh, UPDATES).await;
    }

    async fn who_takes_beside_who_works_neither_doubles_nor_reorders(fresh) {
        found(&fresh.db, 1).await;
        let mut workers = tokio::task::JoinSet::new();
        for bringer in 0..TAKERS {
            workers.spawn(take(fresh.db.clone(), bringer));
        }
        for _ in 0..2 {
            workers.spawn(work(fresh.db.clone()));
        }
        let outcomes = workers.join_all().await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        work(fresh.db.clone()).await.unwrap();
        worked_once_and_in_order(fresh, TAKERS * TAKES * PER_TAKE).await;
    }
}

/// Locks the lane and reads its oldest update at once; `gate` makes it wait between its snapshot and its lock.
const IN_ONE: &str = "WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock(7)) \
    SELECT i.arrival FROM gate, lanes l JOIN inbox i ON i.bot_id = l.bot_id AND i.lane = l.lane \
    WHERE i.arrival = (SELECT MIN(h.arrival) FROM inbox h \
        WHERE h.bot_id = l.bot_id AND h.lane = l.lane AND h.state = 'ready') \
    FOR UPDATE OF l SKIP LOCKED";

/// The same in two.
const LOCK: &str = "WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock(7)) \
    SELECT l.lane FROM gate, lanes l FOR UPDATE OF l SKIP LOCKED";
const READ: &str = "SELECT MIN(arrival) FROM inbox WHERE lane = 5 AND state = 'ready'";

/// One worker ends the first update of the lane while the other stands between its snapshot and its lock.
async fn race(fresh: &Fresh, second: &'static [&'static str]) -> i64 {
    found(&fresh.db, 1).await;
    in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &[update(1, 5), update(2, 5)], NOW).await).unwrap();
    let (mut gate, mut first) = (fresh.side().await, fresh.side().await);
    gate.must("SELECT pg_advisory_lock(7)").await;
    first.must("BEGIN; SELECT lane FROM lanes WHERE lane = 5 FOR UPDATE").await;
    let mut rival: Side = fresh.side().await;
    let rival = tokio::spawn(async move {
        rival.must("BEGIN").await;
        let mut seen = 0;
        for sql in second {
            seen = rival.number(sql).await;
        }
        seen
    });
    let waiting = "SELECT COUNT(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted";
    while gate.number(waiting).await == 0 {
        tokio::task::yield_now().await;
    }
    first.must("UPDATE inbox SET state = 'done', body = '', finished_at = 1 WHERE arrival = 1; COMMIT").await;
    gate.must("SELECT pg_advisory_unlock(7)").await;
    rival.await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claiming_and_reading_in_one_statement_works_an_update_twice() {
    let fresh = postgres().await;
    assert_eq!(race(&fresh, &[IN_ONE]).await, 1, "the update that the other worker has ended already");
    fresh.gone().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claiming_first_and_then_reading_works_the_next_one() {
    let fresh = postgres().await;
    assert_eq!(race(&fresh, &[LOCK, READ]).await, 2);
    fresh.gone().await;
}
