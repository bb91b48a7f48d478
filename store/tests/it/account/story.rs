//! Journals are written once, numbered without a gap, and undone once.

use domain::ledger::{Account, Code, Journal, JournalKind};
use domain::member::{Balances, Savings};
use store::StoreError;
use store::journals::{self, Correction, Wanted};
use store::ledger::{self, Outcome, Posted, Posting};

use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{
    CASH, NOW, coop, day, deposit, found, journal, member, money, post, posting, reversal, savings, transfer,
};

const VOLUNTARY: Account = savings(Savings::Voluntary, 1);

async fn voluntary(fresh: &Fresh, cooperative: u128, who: u128) -> i64 {
    balances(fresh, cooperative, who).await.voluntary.minor()
}

async fn balances(fresh: &Fresh, cooperative: u128, who: u128) -> Balances {
    let asked = [(coop(cooperative), member(who))];
    in_unit!(fresh.db, tx => ledger::balances_in(tx, &asked).await).unwrap()[0]
}

async fn version(fresh: &Fresh, account: Account) -> i64 {
    let asked = [(coop(1), account)];
    in_unit!(fresh.db, tx => ledger::totals_in(tx, &asked).await).unwrap()[0].unwrap().version
}

fn numbers(posted: &[Posted]) -> Vec<i64> {
    posted.iter().map(|it| it.number).collect()
}

/// Money out of voluntary savings, as no dialogue writes it yet.
fn withdrawal(id: u128, minor: i64) -> Posting {
    let transfers = vec![transfer(VOLUNTARY, CASH, minor)];
    posting(1, id, Journal::try_new(JournalKind::Deposit, day("2026-11-02"), transfers).unwrap())
}

both_databases! {
    async fn each_kind_of_savings_has_its_own_balance(fresh) {
        found(&fresh.db, 1).await;
        let transfers = vec![
            transfer(CASH, savings(Savings::Principal, 1), 100_000),
            transfer(CASH, savings(Savings::Mandatory, 1), 20_000),
            transfer(CASH, savings(Savings::Voluntary, 1), 3_000),
            transfer(CASH, savings(Savings::Time, 1), 400),
        ];
        let opening = Journal::try_new(JournalKind::Opening, day("2026-01-01"), transfers).unwrap();
        post(&fresh.db, vec![posting(1, 1, opening)]).await.unwrap();
        let expected = Balances {
            principal: money(100_000),
            mandatory: money(20_000),
            voluntary: money(3_000),
            time: money(400),
        };
        assert_eq!(balances(fresh, 1, 1).await, expected);
        assert_eq!(balances(fresh, 1, 2).await, Balances::EMPTY);
        assert_eq!(balances(fresh, 1, 99).await, Balances::EMPTY);
    }

    async fn two_journals_of_one_batch_on_the_same_account_are_summed(fresh) {
        found(&fresh.db, 1).await;
        let batch = vec![
            deposit(1, 1, 1, 10_000, "2026-11-01"),
            deposit(1, 2, 1, 2_000, "2026-11-01"),
            deposit(1, 3, 2, 700, "2026-11-01"),
        ];
        post(&fresh.db, batch).await.unwrap();
        assert_eq!((voluntary(fresh, 1, 1).await, voluntary(fresh, 1, 2).await), (12_000, 700));
        let asked = [(coop(1), CASH), (coop(1), savings(Savings::Voluntary, 99))];
        let totals = in_unit!(fresh.db, tx => ledger::totals_in(tx, &asked).await).unwrap();
        assert_eq!((totals[0].unwrap().debits, totals[0].unwrap().credits), (money(12_700), money(0)));
        assert_eq!(totals[1], None);
    }

    async fn receipts_are_gapless_in_each_cooperative_of_a_batch(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let batch = vec![
            deposit(2, 1, 1, 1_000, "2026-11-01"),
            deposit(1, 2, 1, 1_000, "2026-11-01"),
            deposit(2, 3, 1, 1_000, "2026-11-01"),
        ];
        assert_eq!(numbers(&post(&fresh.db, batch).await.unwrap()), [1, 1, 2]);
        // A repeated cause takes no number, nor does a batch that fails.
        let batch = vec![deposit(2, 3, 1, 1_000, "2026-11-01"), deposit(2, 4, 1, 1_000, "2026-11-01")];
        assert_eq!(numbers(&post(&fresh.db, batch).await.unwrap()), [2, 3]);
        let batch = vec![deposit(1, 5, 1, 1_000, "2026-11-01"), deposit(1, 6, 99, 1_000, "2026-11-01")];
        let refused = post(&fresh.db, batch).await;
        assert!(matches!(refused, Err(StoreError::Constraint(_))), "{refused:?}");
        let batch = vec![deposit(1, 7, 1, 1_000, "2026-11-01")];
        assert_eq!(numbers(&post(&fresh.db, batch).await.unwrap()), [2]);
    }

    async fn a_repeated_cause_moves_nothing_and_tells_the_first_receipt(fresh) {
        found(&fresh.db, 1).await;
        let first = post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
        assert_eq!(first[0].outcome, Outcome::Applied);
        // Another journal id and another day, as a retry would come.
        let again = Posting { journal_id: journal(2), ..deposit(1, 1, 1, 5_000, "2026-11-02") };
        let again = post(&fresh.db, vec![again]).await.unwrap();
        assert_eq!(again, [Posted { outcome: Outcome::AlreadyApplied, ..first[0] }]);
        assert_eq!(voluntary(fresh, 1, 1).await, 5_000);
    }

    async fn a_cause_with_other_inputs_is_refused(fresh) {
        found(&fresh.db, 1).await;
        post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
        let others = [deposit(1, 1, 1, 5_001, "2026-11-01"), deposit(1, 1, 2, 5_000, "2026-11-01")];
        for other in others {
            let reused = post(&fresh.db, vec![other]).await;
            assert!(matches!(&reused, Err(StoreError::CauseReused { cause }) if cause == "test:1"), "{reused:?}");
        }
        assert_eq!((voluntary(fresh, 1, 1).await, voluntary(fresh, 1, 2).await), (5_000, 0));
    }

    async fn one_cause_twice_in_a_batch_is_refused_whole(fresh) {
        found(&fresh.db, 1).await;
        let twice = Posting { journal_id: journal(2), ..deposit(1, 1, 1, 5_000, "2026-11-01") };
        let refused = post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01"), twice]).await;
        assert!(matches!(refused, Err(StoreError::Constraint(_))), "{refused:?}");
        assert_eq!(voluntary(fresh, 1, 1).await, 0);
    }

    async fn a_total_that_moved_since_it_was_read_is_stale(fresh) {
        found(&fresh.db, 1).await;
        post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
        let read = version(fresh, VOLUNTARY).await;
        let decided = Posting { expects: vec![(VOLUNTARY, read)], ..withdrawal(2, 4_000) };
        let rival = Posting { expects: vec![(VOLUNTARY, read)], ..withdrawal(3, 4_000) };
        post(&fresh.db, vec![decided]).await.unwrap();
        let late = post(&fresh.db, vec![rival]).await;
        assert!(matches!(late, Err(StoreError::Stale { what: "an account" })), "{late:?}");
        // Read but not moved: the version is compared all the same.
        let elsewhere = Posting { expects: vec![(VOLUNTARY, read)], ..deposit(1, 4, 2, 1_000, "2026-11-01") };
        let late = post(&fresh.db, vec![elsewhere]).await;
        assert!(matches!(late, Err(StoreError::Stale { what: "an account" })), "{late:?}");
        assert_eq!((voluntary(fresh, 1, 1).await, voluntary(fresh, 1, 2).await), (1_000, 0));
    }

    async fn savings_can_not_be_overdrawn_even_by_a_mistaken_decision(fresh) {
        found(&fresh.db, 1).await;
        post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
        let refused = post(&fresh.db, vec![withdrawal(2, 5_001)]).await;
        assert!(matches!(&refused, Err(error @ StoreError::Constraint(_)) if error.is_culprit()), "{refused:?}");
        assert_eq!(voluntary(fresh, 1, 1).await, 5_000);
    }

    async fn a_journal_of_an_unknown_cooperative_is_stale(fresh) {
        found(&fresh.db, 1).await;
        let refused = post(&fresh.db, vec![deposit(2, 1, 1, 5_000, "2026-11-01")]).await;
        assert!(matches!(refused, Err(StoreError::Stale { what: "a receipt counter" })), "{refused:?}");
    }

    async fn a_journal_is_reversed_once_only(fresh) {
        found(&fresh.db, 1).await;
        let original = deposit(1, 1, 1, 5_000, "2026-11-01");
        post(&fresh.db, vec![original.clone(), deposit(1, 2, 1, 300, "2026-11-01")]).await.unwrap();
        post(&fresh.db, vec![reversal(&original, 3, "2026-11-03")]).await.unwrap();
        assert_eq!(voluntary(fresh, 1, 1).await, 300);
        post(&fresh.db, vec![deposit(1, 4, 1, 9_000, "2026-11-01")]).await.unwrap();
        // Covered by now, so that only the constraint stands against it.
        let twice = post(&fresh.db, vec![reversal(&original, 5, "2026-11-03")]).await;
        assert!(matches!(twice, Err(StoreError::Constraint(_))), "{twice:?}");
        assert_eq!(voluntary(fresh, 1, 1).await, 9_300);
        assert_eq!(in_unit!(fresh.db, tx => store::audit::run_in(tx).await).unwrap(), []);
    }

    async fn a_journal_is_read_back_as_it_was_written(fresh) {
        found(&fresh.db, 1).await;
        let transfers = vec![
            transfer(CASH, savings(Savings::Time, 1), 7),
            transfer(Account::General(Code::Bank), CASH, 5),
            transfer(CASH, savings(Savings::Voluntary, 2), 3),
        ];
        let content = Journal::try_new(JournalKind::Opening, day("2026-02-28"), transfers.clone()).unwrap();
        let original = posting(1, 1, content);
        post(&fresh.db, vec![original.clone()]).await.unwrap();
        let asked =
            [(coop(1), Wanted::Id(journal(1))), (coop(1), Wanted::Number(2)), (coop(1), Wanted::Number(1))];
        let found = in_unit!(fresh.db, tx => journals::find_in(tx, &asked).await).unwrap();
        assert_eq!(found[0], found[2]);
        assert_eq!(found[1], None);
        let written = found[0].clone().unwrap();
        assert_eq!((written.transfers, written.kind, written.number), (transfers, JournalKind::Opening, 1));
        assert_eq!((written.occurred_on, written.correction), (day("2026-02-28"), Correction::None));
        let back = Journal::reversing(journal(1), &original.journal.transfers, day("2026-03-01")).unwrap();
        post(&fresh.db, vec![posting(1, 2, back)]).await.unwrap();
        let found = in_unit!(fresh.db, tx => journals::find_in(tx, &asked).await).unwrap();
        assert_eq!(found[0].clone().unwrap().correction, Correction::Reversed);
        assert_eq!(found[1].clone().unwrap().correction, Correction::None);
    }
}

/// Two updates of one form under work at once, as after a lane changed hands: whoever comes second finds it done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_with_one_cause_write_it_once() {
    let fresh = postgres().await;
    found(&fresh.db, 1).await;
    let (posted, has_posted) = tokio::sync::oneshot::channel();
    let (go, may_go) = tokio::sync::oneshot::channel::<()>();
    let db = fresh.db.clone();
    let first = tokio::spawn(async move {
        in_unit!(db, tx => {
            let done = ledger::post_in(tx, &[deposit(1, 1, 1, 5_000, "2026-11-01")], NOW).await?;
            posted.send(()).unwrap();
            may_go.await.unwrap();
            Ok(done)
        })
    });
    has_posted.await.unwrap();
    let db = fresh.db.clone();
    let again = Posting { journal_id: journal(2), ..deposit(1, 1, 1, 5_000, "2026-11-01") };
    let second = tokio::spawn(async move { post(&db, vec![again]).await });
    let waiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let mut side = fresh.side().await;
    while side.number(waiting).await == 0 && !second.is_finished() {
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    let first = first.await.unwrap().unwrap();
    let second = second.await.unwrap();
    let expected = vec![Posted { outcome: Outcome::AlreadyApplied, ..first[0] }];
    assert!(second.as_ref().is_ok_and(|second| *second == expected), "{second:?}");
    assert_eq!(voluntary(&fresh, 1, 1).await, 5_000);
    drop(side);
    fresh.gone().await;
}
