//! Who has which work: taken by one, lost with the beat, given back, and fenced.

use domain::ids::BotId;
use store::leases::{self, Living, Taken, Work};
use store::outbox::{self, ClaimTimes, Mark, MarkState};
use store::{StoreError, fences};

use crate::sender;
use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{NOW, found, keys, message};

const BOTS: [BotId; 2] = [BotId(1), BotId(2)];
const TIMES: ClaimTimes = ClaimTimes { now_us: NOW, lease_until_us: NOW + 60_000_000 };

async fn register(fresh: &Fresh, replica: &'static str, place: &'static str) {
    in_unit!(fresh.db, tx => leases::register_in(tx, replica, place).await).unwrap();
}

async fn beat(fresh: &Fresh, replica: &'static str) -> Option<Vec<(String, i64)>> {
    let living = in_unit!(fresh.db, tx => leases::beat_in(tx, replica).await).unwrap();
    living.map(|living| living.into_iter().map(|it| (it.replica_id, it.beat)).collect())
}

async fn bury(fresh: &Fresh, replica: &str, beat: i64) -> bool {
    let seen = Living { replica_id: replica.to_owned(), beat };
    in_unit!(fresh.db, tx => leases::bury_in(tx, &seen).await).unwrap()
}

async fn take(fresh: &Fresh, replica: &'static str, work: Work) -> Taken {
    in_unit!(fresh.db, tx => leases::take_in(tx, replica, work, &BOTS, NOW).await).unwrap()
}

async fn free(fresh: &Fresh, replica: &'static str, work: Work) -> Vec<BotId> {
    in_unit!(fresh.db, tx => leases::list_free_in(tx, replica, work, 10).await).unwrap()
}

async fn two_bots(fresh: &Fresh) {
    for n in [1, 2] {
        found(&fresh.db, n).await;
    }
}

both_databases! {
    async fn a_work_is_had_by_one_and_lost_with_the_beat(fresh) {
        two_bots(fresh).await;
        register(fresh, "a", "").await;
        register(fresh, "b", "").await;
        assert_eq!(free(fresh, "a", Work::Send).await, BOTS);
        assert_eq!(take(fresh, "a", Work::Send).await.bots, [(BotId(1), 1), (BotId(2), 1)]);
        assert_eq!(take(fresh, "b", Work::Send).await, Taken::default(), "somebody has it");
        assert_eq!(take(fresh, "b", Work::Poll).await.bots, [(BotId(1), 0), (BotId(2), 0)], "another work is another's");
        assert_eq!(free(fresh, "b", Work::Send).await, []);
        let living = beat(fresh, "a").await.unwrap();
        assert_eq!(living, [("a".to_owned(), 1), ("b".to_owned(), 1)], "as it was before this beat");
        assert!(!bury(fresh, "a", 1).await, "its heart has beaten since");
        assert!(bury(fresh, "a", 2).await);
        assert!(!bury(fresh, "a", 2).await, "once");
        assert_eq!(beat(fresh, "a").await, None, "whoever was taken for dead is told");
        assert_eq!(take(fresh, "b", Work::Send).await.bots, [(BotId(1), 2), (BotId(2), 2)]);
    }

    async fn whoever_was_taken_for_dead_can_take_nothing(fresh) {
        two_bots(fresh).await;
        register(fresh, "a", "").await;
        assert!(bury(fresh, "a", 1).await);
        let late = in_unit!(fresh.db, tx => leases::take_in(tx, "a", Work::Send, &BOTS, NOW).await);
        assert!(matches!(late, Err(StoreError::Constraint(_))), "{late:?}");
        assert_eq!(fresh.side().await.number("SELECT MAX(sender_fence) FROM bots").await, 0);
    }

    async fn what_is_given_back_is_free_and_what_another_has_stays(fresh) {
        two_bots(fresh).await;
        register(fresh, "a", "").await;
        register(fresh, "b", "").await;
        take(fresh, "a", Work::Send).await;
        in_unit!(fresh.db, tx => leases::give_back_in(tx, "b", Work::Send, &BOTS).await).unwrap();
        in_unit!(fresh.db, tx => leases::give_back_in(tx, "a", Work::Send, &[BotId(2)]).await).unwrap();
        assert_eq!(free(fresh, "b", Work::Send).await, [BotId(2)]);
        let mine = in_unit!(fresh.db, tx => leases::list_mine_in(tx, "a", 9).await).unwrap();
        assert_eq!(mine, [(Work::Send, BotId(1))]);
        in_unit!(fresh.db, tx => leases::leave_in(tx, "a").await).unwrap();
        assert_eq!(free(fresh, "b", Work::Send).await, BOTS, "whoever leaves gives all back");
    }

    async fn a_poller_is_offered_the_sending_of_its_own_bots_first(fresh) {
        two_bots(fresh).await;
        register(fresh, "a", "").await;
        in_unit!(fresh.db, tx => leases::take_in(tx, "a", Work::Poll, &[BotId(2)], NOW).await).unwrap();
        assert_eq!(free(fresh, "a", Work::Send).await, [BotId(2), BotId(1)]);
        assert_eq!(free(fresh, "b", Work::Send).await, BOTS);
    }

    /// An address that one process at a time listens on: whoever has it now shows that the one before is gone.
    async fn whoever_comes_to_a_place_buries_who_was_there(fresh) {
        two_bots(fresh).await;
        register(fresh, "a", "here").await;
        register(fresh, "b", "there").await;
        register(fresh, "c", "").await;
        take(fresh, "a", Work::Send).await;
        register(fresh, "d", "here").await;
        register(fresh, "e", "").await;
        assert_eq!(free(fresh, "d", Work::Send).await, BOTS);
        let living: Vec<String> = beat(fresh, "d").await.unwrap().into_iter().map(|(replica, _)| replica).collect();
        assert_eq!(living, ["b", "c", "d", "e"], "those without a place are nobody's predecessors");
    }

    /// Paused for longer than its lease, then awake: what it sent is not known to have been sent.
    async fn a_paused_holders_late_claim_and_mark_are_refused(fresh) {
        two_bots(fresh).await;
        register(fresh, "a", "").await;
        let fence = take(fresh, "a", Work::Send).await.bots[0].1;
        in_unit!(fresh.db, tx => outbox::add_in(tx, &keys(), &[message(5, "a"), message(6, "b")], NOW).await).unwrap();
        let held = in_unit!(fresh.db, tx => sender::claim_in(tx, "a", &[(BotId(1), fence)], TIMES, 1).await).unwrap();
        assert!(bury(fresh, "a", 1).await);
        register(fresh, "b", "").await;
        let taken = take(fresh, "b", Work::Send).await;
        assert_eq!((taken.bots[0].1, taken.recovered), (fence + 1, 1));
        // By its old name it finds nothing, and under its old fence it claims nothing that it could find.
        for name in ["a", "b"] {
            let late = in_unit!(fresh.db, tx => sender::claim_in(tx, name, &[(BotId(1), fence)], TIMES, 9).await);
            assert_eq!(late.unwrap().len(), 0);
        }
        let mark = Mark {
            outbox_id: held[0].outbox_id,
            fence,
            state: MarkState::Sent,
            refused: 0,
            ambiguous: 0,
            not_before: 0,
            message_id: 7,
            error: String::new(),
        };
        let late = in_unit!(fresh.db, tx => outbox::mark_in(tx, &[mark], &[], NOW).await);
        assert!(matches!(late, Err(StoreError::Fenced)), "{late:?}");
        let lost = in_unit!(fresh.db, tx => fences::lost_in(tx, &[(BotId(1), fence), (BotId(2), fence + 1)]).await);
        assert_eq!(lost.unwrap(), [BotId(1)], "it costs this bot only");
    }
}

/// A beat that is under way when the grave is dug: whichever commits first decides, and never both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_beat_that_comes_first_keeps_its_process_alive() {
    let fresh = postgres().await;
    register(&fresh, "a", "").await;
    let (begun, go_on) = (tokio::sync::oneshot::channel(), tokio::sync::oneshot::channel());
    let (db, (tell, wait)) = (fresh.db.clone(), (begun.0, go_on.1));
    let beating = tokio::spawn(async move {
        in_unit!(db, tx => {
            let living = leases::beat_in(tx, "a").await?;
            tell.send(()).unwrap();
            wait.await.unwrap();
            Ok(living)
        })
    });
    begun.1.await.unwrap();
    let db = fresh.db.clone();
    let seen = Living { replica_id: "a".to_owned(), beat: 1 };
    let burying = tokio::spawn(async move { in_unit!(db, tx => leases::bury_in(tx, &seen).await) });
    let waits = "SELECT COUNT(*) FROM pg_stat_activity \
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'DELETE FROM replicas%'";
    let mut side = fresh.side().await;
    while side.number(waits).await == 0 {
        tokio::task::yield_now().await;
    }
    go_on.0.send(()).unwrap();
    assert!(beating.await.unwrap().unwrap().is_some());
    assert!(!burying.await.unwrap().unwrap(), "the beat was first");
    assert!(beat(&fresh, "a").await.is_some());
    drop(side);
    fresh.gone().await;
}
