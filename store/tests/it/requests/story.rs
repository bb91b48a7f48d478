//! Requests move over the version that a decision read, or not at all.

use std::sync::Arc;

use domain::ids::{PersonId, RequestId};
use domain::request::{Request, RequestStatus, Subject};
use domain::role::Role;
use store::journals::{Correction, Wanted};
use store::people;
use store::requests::{self, Decision, NewRequest, Verdict};
use store::{Db, StoreError};
use tokio::sync::Barrier;

use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{NOW, coop, deposit, found, journal, keys, member, person, post, request, reversal_request};

/// Cooperative 1 with journals 1 and 2, and a request to reverse the first.
async fn asked(fresh: &Fresh) {
    found(&fresh.db, 1).await;
    let journals = vec![deposit(1, 1, 1, 5_000, "2026-11-01"), deposit(1, 2, 1, 5_000, "2026-11-01")];
    post(&fresh.db, journals).await.unwrap();
    open(fresh, 1, 1).await.unwrap();
}

async fn open(fresh: &Fresh, id: u128, of: u128) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[reversal_request(1, id, of)], NOW).await)
}

async fn read(db: &Db, id: RequestId) -> Option<Request> {
    in_unit!(db, tx => requests::find_in(tx, &keys(), &[(coop(1), id)]).await).unwrap().remove(0)
}

fn decision(who: i64, version: i64, verdict: Verdict) -> Decision {
    Decision { person: person(1, who), request_id: request(1), version, verdict }
}

fn refuse() -> Verdict {
    Verdict::Refuse { reason: "belum lengkap".into() }
}

async fn decide(fresh: &Fresh, decisions: Vec<Decision>) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => requests::decide_in(tx, &keys(), &decisions, NOW).await)
}

fn is_stale<T: std::fmt::Debug>(result: &Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Stale { what: "a request" }))
}

both_databases! {
    async fn a_request_is_read_back_with_its_terms(fresh) {
        asked(fresh).await;
        let new = reversal_request(1, 1, 1);
        let request = read(&fresh.db, request(1)).await.unwrap();
        assert_eq!((request.subject, request.policy), (Subject::Reversal(journal(1)), new.policy));
        assert_eq!((request.made_by, request.reason.as_str()), (PersonId(100), "salah jumlah"));
        assert_eq!((request.status, request.version), (RequestStatus::Open, 1));
        let stored = fresh.side().await.texts("SELECT reason FROM requests").await;
        assert!(!stored[0].contains("salah"), "{stored:?}");
    }

    async fn approvals_are_counted_until_they_are_enough(fresh) {
        asked(fresh).await;
        decide(fresh, vec![decision(20, 1, Verdict::Approve)]).await.unwrap();
        let halfway = read(&fresh.db, request(1)).await.unwrap();
        assert_eq!((halfway.approved_by, halfway.status, halfway.version), (vec![PersonId(20)], RequestStatus::Open, 2));
        decide(fresh, vec![decision(30, 2, Verdict::Complete)]).await.unwrap();
        let mut done = read(&fresh.db, request(1)).await.unwrap();
        done.approved_by.sort();
        assert_eq!((done.approved_by, done.status), (vec![PersonId(20), PersonId(30)], RequestStatus::Approved));
    }

    async fn a_decision_over_a_version_that_moved_is_stale(fresh) {
        asked(fresh).await;
        decide(fresh, vec![decision(20, 1, Verdict::Approve)]).await.unwrap();
        for verdict in [Verdict::Approve, Verdict::Complete, refuse()] {
            let late = decide(fresh, vec![decision(30, 1, verdict.clone())]).await;
            assert!(is_stale(&late), "{verdict:?}: {late:?}");
        }
        assert_eq!(read(&fresh.db, request(1)).await.unwrap().approved_by, [PersonId(20)]);
    }

    async fn two_approvals_in_one_batch_that_read_one_version_are_stale(fresh) {
        asked(fresh).await;
        let both = vec![decision(20, 1, Verdict::Approve), decision(30, 1, Verdict::Approve)];
        let skewed = decide(fresh, both).await;
        assert!(is_stale(&skewed), "{skewed:?}");
        assert_eq!(read(&fresh.db, request(1)).await.unwrap().approved_by, []);
    }

    async fn two_workers_that_read_one_version_do_not_both_approve(fresh) {
        asked(fresh).await;
        let seen = [read(&fresh.db, request(1)).await.unwrap(), read(&fresh.db, request(1)).await.unwrap()];
        let first = decide(fresh, vec![decision(20, seen[0].version, Verdict::Approve)]).await;
        let second = decide(fresh, vec![decision(30, seen[1].version, Verdict::Approve)]).await;
        assert!(first.is_ok() && is_stale(&second), "{first:?} {second:?}");
    }

    async fn a_person_approves_once(fresh) {
        asked(fresh).await;
        decide(fresh, vec![decision(20, 1, Verdict::Approve)]).await.unwrap();
        let again = decide(fresh, vec![decision(20, 2, Verdict::Complete)]).await;
        assert!(matches!(again, Err(StoreError::Constraint(_))), "{again:?}");
    }

    async fn what_is_taken_back_is_over_and_stands_in_nobodys_way(fresh) {
        asked(fresh).await;
        let own = async || {
            let asked = [person(1, 100), person(1, 20)];
            let lists = in_unit!(fresh.db, tx => requests::list_own_in(tx, &keys(), &asked, 5).await).unwrap();
            lists.into_iter().map(|list| list.iter().map(|it| it.request_id).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        assert_eq!(own().await, [vec![request(1)], vec![]]);
        decide(fresh, vec![decision(20, 1, Verdict::Approve)]).await.unwrap();
        decide(fresh, vec![decision(100, 2, Verdict::TakeBack)]).await.unwrap();
        let over = read(&fresh.db, request(1)).await.unwrap();
        assert_eq!((over.status, over.approved_by.as_slice(), over.refused_by), (RequestStatus::TakenBack, &[PersonId(20)][..], None));
        assert_eq!(over.ended_by(), [PersonId(100)]);
        for verdict in [Verdict::Complete, refuse(), Verdict::TakeBack] {
            let late = decide(fresh, vec![decision(30, 3, verdict.clone())]).await;
            assert!(is_stale(&late), "{verdict:?}: {late:?}");
        }
        assert_eq!(own().await, [vec![], vec![]]);
        open(fresh, 2, 1).await.unwrap();
    }

    async fn of_sixty_four_at_once_one_decides_or_takes_back(fresh) {
        asked(fresh).await;
        decide(fresh, vec![decision(20, 1, Verdict::Approve)]).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..64_i64 {
            let db = fresh.db.clone();
            tasks.spawn(async move {
                let takes_back = n % 2 == 0;
                let verdict = if takes_back { Verdict::TakeBack } else { Verdict::Complete };
                let decided = [decision(if takes_back { 100 } else { 1_000 + n }, 2, verdict)];
                let outcome = in_unit!(db, tx => requests::decide_in(tx, &keys(), &decided, NOW).await);
                (takes_back, outcome)
            });
        }
        let outcomes = tasks.join_all().await;
        let mut won = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(takes_back, _)| *takes_back);
        let (first, second) = (won.next(), won.next());
        assert_eq!(second, None, "one outcome");
        assert!(outcomes.iter().all(|(_, outcome)| outcome.is_ok() || is_stale(outcome)), "{outcomes:?}");
        let over = read(&fresh.db, request(1)).await.unwrap();
        let expected = if first == Some(true) { RequestStatus::TakenBack } else { RequestStatus::Approved };
        assert_eq!((over.status, over.version), (expected, 3));
        assert_eq!(over.approved_by.len(), if first == Some(true) { 1 } else { 2 });
    }

    async fn what_is_decided_stays_decided(fresh) {
        asked(fresh).await;
        decide(fresh, vec![decision(20, 1, refuse())]).await.unwrap();
        let refused = read(&fresh.db, request(1)).await.unwrap();
        assert_eq!((refused.status, refused.approved_by.len()), (RequestStatus::Refused, 0));
        assert_eq!((refused.refused_by, refused.ended_by()), (Some(PersonId(20)), vec![PersonId(20)]));
        let late = decide(fresh, vec![decision(30, refused.version, Verdict::Approve)]).await;
        assert!(is_stale(&late), "{late:?}");
    }

    async fn a_journal_has_one_open_request_and_may_have_another_later(fresh) {
        asked(fresh).await;
        let wanted = [(coop(1), Wanted::Id(journal(1)))];
        let written = in_unit!(fresh.db, tx => store::journals::find_in(tx, &wanted).await).unwrap();
        assert_eq!(written[0].as_ref().unwrap().correction, Correction::Requested);
        let second = open(fresh, 2, 1).await;
        assert!(matches!(second, Err(StoreError::Constraint(_))), "{second:?}");
        decide(fresh, vec![decision(20, 1, refuse())]).await.unwrap();
        open(fresh, 2, 1).await.unwrap();
    }

    async fn a_refusal_is_signed_and_its_words_are_sealed(fresh) {
        asked(fresh).await;
        decide(fresh, vec![decision(20, 1, refuse())]).await.unwrap();
        let mut side = fresh.side().await;
        assert_eq!(side.texts("SELECT CAST(refused_by AS TEXT) FROM requests").await, ["20"]);
        let words = side.texts("SELECT refusal FROM requests").await;
        assert!(!words[0].is_empty() && !words[0].contains("lengkap"), "{words:?}");
    }

    async fn a_request_about_nothing_is_not_opened(fresh) {
        asked(fresh).await;
        let nothing = open(fresh, 2, 9).await;
        assert!(matches!(nothing, Err(StoreError::Stale { what: "what a request is about" })), "{nothing:?}");
    }

    async fn an_officer_sees_what_they_can_decide_oldest_first_up_to_the_limit(fresh) {
        asked(fresh).await;
        found(&fresh.db, 2).await;
        open(fresh, 2, 2).await.unwrap();
        let grants = [(20, Role::Chair), (30, Role::Treasurer), (100, Role::Chair), (40, Role::CreditCommittee)];
        let grants = grants.map(|(who, role)| (person(1, who), role));
        in_unit!(fresh.db, tx => people::grant_in(tx, &grants, NOW).await).unwrap();
        assert_eq!(listed(fresh, 20, 5).await, [request(1), request(2)]);
        assert_eq!(listed(fresh, 20, 1).await, [request(1)]);
        assert_eq!(listed(fresh, 30, 5).await, [], "the treasurer's role does not count here");
        assert_eq!(listed(fresh, 100, 5).await, [], "nobody decides what they asked for");
        let twin = in_unit!(fresh.db, tx => requests::list_open_in(tx, &keys(), &[person(2, 20)], 5).await);
        assert_eq!(twin.unwrap(), [vec![]]);
        decide(fresh, vec![decision(20, 1, Verdict::Approve)]).await.unwrap();
        assert_eq!(listed(fresh, 20, 5).await, [request(2)], "they have approved the first");
        assert_eq!(listed(fresh, 40, 5).await, [request(1), request(2)]);
        decide(fresh, vec![decision(40, 2, refuse())]).await.unwrap();
        assert_eq!(listed(fresh, 40, 5).await, [request(2)]);
    }
}

async fn listed(fresh: &Fresh, who: i64, limit: i64) -> Vec<RequestId> {
    let asked = [person(1, who)];
    let listed = in_unit!(fresh.db, tx => requests::list_open_in(tx, &keys(), &asked, limit).await).unwrap();
    listed[0].iter().map(|it| it.request_id).collect()
}

/// Both transactions are open and have read before either writes: the second waits for the first, and is stale.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_open_transactions_that_read_one_version_do_not_both_approve() {
    let fresh = postgres().await;
    asked(&fresh).await;
    let both_have_read = Arc::new(Barrier::new(2));
    let approve = |who: i64| {
        let (db, barrier) = (fresh.db.clone(), Arc::clone(&both_have_read));
        async move {
            in_unit!(db, tx => {
                let version = requests::find_in(tx, &keys(), &[(coop(1), request(1))]).await?[0].clone().unwrap().version;
                barrier.wait().await;
                requests::decide_in(tx, &keys(), &[decision(who, version, Verdict::Approve)], NOW).await
            })
        }
    };
    let (first, second) = tokio::join!(approve(20), approve(30));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(is_stale(&first) || is_stale(&second), "{first:?} {second:?}");
    assert_eq!(read(&fresh.db, request(1)).await.unwrap().approved_by.len(), 1);
    fresh.gone().await;
}

both_databases! {
    async fn a_refused_request_is_in_nobodys_way(fresh) {
        asked(fresh).await;
        let state = async || {
            let wanted = [(coop(1), Wanted::Id(journal(1)))];
            let found = in_unit!(fresh.db, tx => store::journals::find_in(tx, &wanted).await).unwrap();
            found[0].as_ref().unwrap().correction
        };
        assert_eq!(state().await, Correction::Requested);
        decide(fresh, vec![decision(20, 1, refuse())]).await.unwrap();
        assert_eq!(state().await, Correction::None);
        open(fresh, 2, 1).await.unwrap();
    }

    async fn only_an_open_report_is_a_report(fresh) {
        asked(fresh).await;
        let report = |id| NewRequest {
            maker: person(1, 100),
            request_id: request(id),
            subject: Subject::Lost { member: member(1), person: PersonId(100) },
            ..reversal_request(1, id, 1)
        };
        let reports = async || in_unit!(fresh.db, tx => requests::reports_in(tx, &[person(1, 100)]).await).unwrap();
        assert_eq!(reports().await, [None], "what they asked for is a reversal");
        let first = report(7);
        in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[first], NOW).await).unwrap();
        assert_eq!(reports().await, [Some(request(7))]);
        decide(fresh, vec![Decision { request_id: request(7), ..decision(20, 1, refuse()) }]).await.unwrap();
        assert_eq!(reports().await, [None]);
        let second = report(8);
        in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[second], NOW).await).unwrap();
    }
}
