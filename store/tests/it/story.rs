//! The whole way once: from an empty database to a clean audit.

use domain::ids::{BotId, PersonId};
use domain::invitation::Proof;
use domain::member::Savings;
use domain::request::{Approval, RequestStatus};
use domain::role::Role;
use store::inbox::{self, Ending};
use store::invitations::{self, Grant, Invitation};
use store::ledger::Outcome;
use store::outbox::{self, ClaimTimes, Mark, MarkState};
use store::requests::{self, Decision, Verdict};
use store::{audit, dialogues, housekeeping, journals, ledger, people, statement_pages};

use crate::sender;
use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{
    NOW, coop, day, deposit, found, invitation, journal, keys, member, message, money, person, request, reversal,
    reversal_request, update,
};

/// Person 100 is invited and linked to member 1; 20 and 30 become officers.
async fn people_come(fresh: &Fresh) {
    let link = Invitation {
        invitation_id: invitation(1),
        grant: Grant::Member(member(1)),
        proof: Proof::Code,
        expires_at_us: NOW + 1,
        used_by: None,
        made_by: None,
    };
    in_unit!(fresh.db, tx => invitations::add_in(tx, &keys(), coop(1), &[(link, "kode".to_owned())]).await).unwrap();
    in_unit!(fresh.db, tx => {
        let found = invitations::find_in(tx, &keys(), &[(coop(1), "kode".to_owned())]).await?;
        let Grant::Member(member) = found[0].unwrap().grant else { panic!("{found:?}") };
        invitations::use_in(tx, &[(person(1, 100), found[0].unwrap().invitation_id)], NOW).await?;
        people::link_in(tx, &[(person(1, 100), member)], NOW).await?;
        let roles = [(person(1, 20), Role::Chair), (person(1, 30), Role::CreditCommittee)];
        people::grant_in(tx, &roles, NOW).await
    })
    .unwrap();
}

/// One update: its journal, its dialogue, its answer and its end in one transaction.
async fn one_update(fresh: &Fresh) {
    in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &[update(70, 100), update(71, 100)], NOW).await).unwrap();
    let outcome = in_unit!(fresh.db, tx => {
        let head = inbox::claim_in(tx, &keys(), 10, NOW).await?.remove(0);
        let cause = format!("in:{}:0", head.arrival);
        let mut posting = deposit(1, 1, 1, 150_000, "2026-11-23");
        posting.cause_key.clone_from(&cause);
        let posted = ledger::post_in(tx, &[posting], NOW).await?;
        let key = (head.bot, head.chat.0, head.person.0, head.topic);
        let save = dialogues::Save { key, state: b"{}".to_vec(), read_version: head.dialogue_version };
        dialogues::save_in(tx, &keys(), &[save], NOW).await?;
        outbox::add_in(tx, &keys(), &[message(100, &cause)], NOW).await?;
        inbox::finish_in(tx, &[(head.arrival, Ending::Done)], NOW).await?;
        Ok(posted[0].outcome)
    })
    .unwrap();
    assert_eq!(outcome, Outcome::Applied);
}

/// Person 100 asks to undo the deposit; 20 and 30 agree, and with the last word it is undone.
async fn reversed(fresh: &Fresh) {
    in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[reversal_request(1, 1, 1)], NOW).await).unwrap();
    for (who, role) in [(20, Role::Chair), (30, Role::CreditCommittee)] {
        in_unit!(fresh.db, tx => {
            let open = requests::find_in(tx, &keys(), &[(coop(1), request(1))]).await?.remove(0).unwrap();
            let verdict = match open.approval(PersonId(who), &[role]).unwrap() {
                Approval::Counted { missing: 1 } => Verdict::Approve,
                Approval::Complete => Verdict::Complete,
                other => panic!("{other:?}"),
            };
            let completes = verdict == Verdict::Complete;
            let decision =
                Decision { person: person(1, who), request_id: open.request_id, version: open.version, verdict };
            requests::decide_in(tx, &keys(), &[decision], NOW).await?;
            if completes {
                let undo = reversal(&deposit(1, 1, 1, 150_000, "2026-11-23"), 2, "2026-11-24");
                ledger::post_in(tx, &[undo], NOW).await?;
            }
            Ok(())
        })
        .unwrap();
    }
}

/// The one answer goes out.
async fn delivered(fresh: &Fresh) {
    let times = ClaimTimes { now_us: NOW, lease_until_us: NOW + 1 };
    let (raised, lost) = in_unit!(fresh.db, tx => sender::take_over_in(tx, &[BotId(1)]).await).unwrap();
    let fence = raised[0].1;
    assert_eq!(lost, 0);
    let claimed =
        in_unit!(fresh.db, tx => sender::claim_in(tx, sender::REPLICA, &[(BotId(1), fence)], times, 9).await).unwrap();
    assert_eq!(claimed.len(), 1);
    let sent = Mark {
        outbox_id: claimed[0].outbox_id,
        fence,
        state: MarkState::Sent,
        refused: 0,
        ambiguous: 0,
        not_before: 0,
        message_id: 900,
        error: String::new(),
    };
    in_unit!(fresh.db, tx => outbox::mark_in(tx, &[sent], &[], NOW).await).unwrap();
}

both_databases! {
    async fn from_an_empty_database_to_a_clean_audit(fresh) {
        found(&fresh.db, 1).await;
        people_come(fresh).await;
        one_update(fresh).await;
        let balance = in_unit!(fresh.db, tx => ledger::balances_in(tx, &[(coop(1), member(1))]).await).unwrap()[0];
        assert_eq!(balance.voluntary, money(150_000));
        reversed(fresh).await;
        let wanted = statement_pages::Wanted {
            cooperative: coop(1),
            member: member(1),
            since: day("2026-11-01"),
            until: day("2026-12-01"),
            skip: 0,
            take: 8,
        };
        let page = in_unit!(fresh.db, tx => statement_pages::find_in(tx, &[wanted]).await).unwrap().remove(0);
        assert_eq!((page.lines.len(), page.total_in, page.total_out), (2, money(150_000), money(150_000)));
        assert!(page.lines.iter().all(|line| line.savings == Savings::Voluntary));
        let asked = [(coop(1), journals::Wanted::Id(journal(1)))];
        let written = in_unit!(fresh.db, tx => journals::find_in(tx, &asked).await).unwrap();
        assert_eq!(written[0].as_ref().unwrap().correction, journals::Correction::Reversed);
        let done = in_unit!(fresh.db, tx => requests::find_in(tx, &keys(), &[(coop(1), request(1))]).await).unwrap();
        assert_eq!(done[0].as_ref().unwrap().status, RequestStatus::Approved);
        delivered(fresh).await;
        let dropped = in_unit!(fresh.db, tx => housekeeping::drop_finished_in(tx, NOW + 1).await).unwrap();
        assert_eq!(dropped, 2);
        assert_eq!(in_unit!(fresh.db, tx => audit::run_in(tx).await).unwrap(), []);
    }
}
