//! Each check of the audit finds the row that was tampered with, and no other check does.

use std::collections::BTreeSet;

use domain::ids::BotId;
use store::audit::{self, Finding};
use store::inbox::{self, Ending};
use store::outbox::{self, ClaimTimes};
use store::requests::{self, Decision, Verdict};
use store::{admissions, applications};

use crate::sender;
use crate::side::Side;
use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{
    NIK, NOW, admission, application, application_request, coop, deposit, found, journal, keys, member, message,
    new_application, person, post, request, reversal, reversal_request, update,
};

/// What is tampered with: the check that must tell, SQL, and the row that it must name.
struct Tampering {
    check: &'static str,
    sql: &'static str,
    row: fn() -> String,
}

/// A member's savings of [`audited`].
const ACCOUNT: &str = "2-1100/00000000-0000-0000-0000-00000000a001";

const TAMPERINGS: &[Tampering] = &[
    Tampering {
        check: "TOTALS_EQUAL_FOLD",
        sql: "UPDATE accounts SET credits_minor = credits_minor + 1 WHERE account_id LIKE '2-1100/%a001'",
        row: || ACCOUNT.into(),
    },
    Tampering {
        check: "TOTALS_EQUAL_FOLD",
        sql: "UPDATE accounts SET debits_minor = debits_minor + 1 WHERE account_id = '1-1010'",
        row: || "1-1010".into(),
    },
    Tampering {
        check: "JOURNALS_MOVE_SOMETHING",
        sql: "INSERT INTO journals SELECT cooperative_id, 'hollow', 4, kind, occurred_on, 0, 0, 'none', '', '' \
                FROM journals WHERE number = 1; \
            UPDATE receipt_counters SET next_number = 5",
        row: || "hollow".into(),
    },
    Tampering {
        check: "TRANSFERS_HAVE_THEIR_DAY",
        sql: "UPDATE transfers SET occurred_on = '2026-12-01' WHERE journal_id LIKE '%1002'",
        row: || journal(2).to_string(),
    },
    Tampering {
        check: "SAVINGS_ARE_COVERED",
        sql: "INSERT INTO journals SELECT cooperative_id, 'theft', 4, kind, occurred_on, 0, 0, 'none', '', '' \
                FROM journals WHERE number = 2; \
            INSERT INTO transfers SELECT cooperative_id, 'theft', 0, credit_account_id, '1-1100', 1000000, \
                occurred_on FROM transfers WHERE journal_id LIKE '%1002'; \
            UPDATE accounts SET debits_minor = debits_minor + 1000000 WHERE account_id LIKE '2-1100/%a001'; \
            UPDATE accounts SET credits_minor = credits_minor + 1000000 WHERE account_id = '1-1100'; \
            UPDATE receipt_counters SET next_number = 5",
        row: || ACCOUNT.into(),
    },
    Tampering {
        check: "CASH_IS_COVERED",
        sql: "INSERT INTO journals SELECT cooperative_id, 'theft', 4, kind, occurred_on, 0, 0, 'none', '', '' \
                FROM journals WHERE number = 2; \
            INSERT INTO transfers SELECT cooperative_id, 'theft', 0, '1-1100', '1-1010', 1000000, occurred_on \
                FROM transfers WHERE journal_id LIKE '%1002'; \
            UPDATE accounts SET debits_minor = debits_minor + 1000000 WHERE account_id = '1-1100'; \
            UPDATE accounts SET credits_minor = credits_minor + 1000000 WHERE account_id = '1-1010'; \
            UPDATE receipt_counters SET next_number = 5",
        row: || "1-1010".into(),
    },
    Tampering {
        check: "RECEIPTS_ARE_GAPLESS",
        sql: "UPDATE receipt_counters SET next_number = next_number + 1",
        row: || "5".into(),
    },
    Tampering {
        check: "RECEIPTS_ARE_GAPLESS",
        sql: "UPDATE journals SET number = 9 WHERE number = 2",
        row: || "4".into(),
    },
    Tampering {
        check: "REVERSALS_MIRROR",
        sql: "UPDATE transfers SET line = 5 WHERE journal_id LIKE '%1003'",
        row: || journal(3).to_string(),
    },
    Tampering {
        check: "REQUESTS_ADD_UP",
        sql: "UPDATE requests SET given = 1 WHERE status = 'approved' AND subject = 'reversal'",
        row: || request(1).to_string(),
    },
    Tampering {
        check: "REQUESTS_ADD_UP",
        sql: "UPDATE approvals SET person_id = 100 WHERE person_id = 20",
        row: || request(1).to_string(),
    },
    Tampering {
        check: "REQUESTS_ADD_UP",
        sql: "UPDATE requests SET status = 'open' WHERE status = 'approved' AND subject = 'reversal'",
        row: || request(1).to_string(),
    },
    Tampering {
        check: "REQUESTS_ADD_UP",
        sql: "UPDATE requests SET subject_id = (SELECT journal_id FROM journals WHERE number = 2) WHERE subject = 'reversal'",
        row: || request(1).to_string(),
    },
    Tampering {
        check: "REQUESTS_HAVE_A_SUBJECT",
        sql: "UPDATE requests SET subject_id = 'gone', status = 'refused' WHERE subject = 'reversal'",
        row: || request(1).to_string(),
    },
    Tampering {
        check: "APPLICATIONS_END_CLEANLY",
        sql: "UPDATE applications SET status = 'open' WHERE status = 'approved'",
        row: || application(1).to_string(),
    },
    Tampering {
        check: "APPLICATIONS_END_CLEANLY",
        sql: "UPDATE applications SET name = 'left' WHERE status = 'approved'",
        row: || application(1).to_string(),
    },
    Tampering {
        check: "APPLICATIONS_END_CLEANLY",
        sql: "UPDATE applications SET member_id = 'nobody' WHERE status = 'approved'",
        row: || application(1).to_string(),
    },
    Tampering {
        check: "MEMBERS_HAVE_PAID",
        sql: "UPDATE members SET status = 'active' WHERE status = 'candidate'",
        row: || member(9).to_string(),
    },
    Tampering {
        check: "REFUSALS_SAY_WHY",
        sql: "UPDATE requests SET refused_by = 20 WHERE subject = 'reversal'",
        row: || request(1).to_string(),
    },
    Tampering {
        check: "UPDATES_END_CLEANLY",
        sql: "UPDATE inbox SET body = 'left' WHERE arrival = 1",
        row: || "1".into(),
    },
    Tampering { check: "UPDATES_END_CLEANLY", sql: "UPDATE inbox SET body = '' WHERE arrival = 2", row: || "2".into() },
    Tampering {
        check: "MESSAGES_END_CLEANLY",
        sql: "UPDATE outbox SET lease_until = 0 WHERE outbox_id = 1",
        row: || "1".into(),
    },
    Tampering {
        check: "MESSAGES_END_CLEANLY",
        sql: "UPDATE outbox SET state = 'sent', finished_at = 1 WHERE outbox_id = 1",
        row: || "1".into(),
    },
    Tampering {
        check: "CAUSES_ARE_DONE",
        sql: "UPDATE inbox SET state = 'ready', body = 'again', finished_at = 0 WHERE arrival = 1",
        row: || "1".into(),
    },
];

/// Two deposits, one of them reversed by request; one update done and one ready; one message under way.
async fn audited(fresh: &Fresh) {
    found(&fresh.db, 1).await;
    let original = deposit(1, 1, 1, 5_000, "2026-11-01");
    post(&fresh.db, vec![original.clone(), deposit(1, 2, 1, 300, "2026-11-02")]).await.unwrap();
    in_unit!(fresh.db, tx => {
        requests::open_in(tx, &keys(), &[reversal_request(1, 1, 1)], NOW).await?;
        for (who, version, verdict) in [(20, 1, Verdict::Approve), (30, 2, Verdict::Complete)] {
            let decision = Decision { person: person(1, who), request_id: request(1), version, verdict };
            requests::decide_in(tx, &keys(), &[decision], NOW).await?;
        }
        applications::add_in(tx, &keys(), &[new_application(1, 1, Some(70), NIK)], NOW).await?;
        requests::open_in(tx, &keys(), &[application_request(1, 5, 1)], NOW).await?;
        let last = Decision { person: person(1, 20), request_id: request(5), version: 1, verdict: Verdict::Complete };
        requests::decide_in(tx, &keys(), &[last], NOW).await?;
        admissions::admit_in(tx, &keys(), &[admission(1, 1, 9, "A-004")], NOW).await?;
        store::ledger::post_in(tx, &[reversal(&original, 3, "2026-11-03")], NOW).await?;
        inbox::add_in(tx, &keys(), &[update(1, 5), update(2, 5)], NOW).await?;
        inbox::finish_in(tx, &[(1, Ending::Done)], NOW).await?;
        outbox::add_in(tx, &keys(), &[message(5, "in:1:0")], NOW).await?;
        let (raised, _) = sender::take_over_in(tx, &[BotId(1)]).await?;
        let times = ClaimTimes { now_us: NOW, lease_until_us: NOW + 1 };
        sender::claim_in(tx, sender::REPLICA, &raised, times, 9).await
    })
    .unwrap();
    assert_eq!(findings(fresh).await, []);
}

async fn findings(fresh: &Fresh) -> Vec<Finding> {
    in_unit!(fresh.db, tx => audit::run_in(tx).await).unwrap()
}

/// Takes the second net away, as whoever tampers would.
async fn without_checks(side: &mut Side) {
    let sql = side.pick("PRAGMA ignore_check_constraints = ON", "ALTER TABLE accounts DROP CONSTRAINT accounts_check");
    let sql = sql.to_owned();
    side.must(&sql).await;
}

/// What the checks tell within this connection's transaction, as `check|owner|row`.
async fn told(side: &mut Side) -> Vec<String> {
    let mut told = Vec::new();
    for (_, check, sql) in store::registry::statements().filter(|(module, _, _)| *module == "audit") {
        let sql = sql.replace("$1", "20");
        told.extend(side.texts(&format!("SELECT '{check}|' || owner || '|' || \"row\" FROM ({sql}) found")).await);
    }
    told
}

both_databases! {
    async fn each_tampering_is_found_by_its_check_and_named(fresh) {
        audited(fresh).await;
        let mut side = fresh.side().await;
        without_checks(&mut side).await;
        for (at, tampering) in TAMPERINGS.iter().enumerate() {
            side.must("BEGIN").await;
            side.must(tampering.sql).await;
            let owner = match tampering.check {
                "UPDATES_END_CLEANLY" | "MESSAGES_END_CLEANLY" | "CAUSES_ARE_DONE" => "1".to_owned(),
                _ => coop(1).to_string(),
            };
            let expected = format!("{}|{owner}|{}", tampering.check, (tampering.row)());
            assert_eq!(told(&mut side).await, [expected], "tampering {at}");
            side.must("ROLLBACK").await;
        }
        assert_eq!(told(&mut side).await, [""; 0]);
    }

    async fn the_audit_tells_all_that_was_tampered_with(fresh) {
        audited(fresh).await;
        let mut side = fresh.side().await;
        let last = TAMPERINGS.last().unwrap();
        side.must(TAMPERINGS[0].sql).await;
        side.must(last.sql).await;
        let told: Vec<_> = findings(fresh).await.into_iter().map(|it| (it.check, it.owner, it.row)).collect();
        let first = (TAMPERINGS[0].check, coop(1).to_string(), ACCOUNT.to_owned());
        assert_eq!(told, [first, (last.check, "1".to_owned(), "1".to_owned())]);
    }
}

#[test]
fn every_check_has_a_tampering() {
    let tampered: BTreeSet<&str> = TAMPERINGS.iter().map(|it| it.check).collect();
    assert_eq!(tampered, audit::checks().collect());
}
