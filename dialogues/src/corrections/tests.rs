//! Transcripts.

use domain::ids::{PersonId, RequestId};
use domain::request::RequestStatus;
use domain::role::Role;
use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::{World, recipient};
use crate::samples;

/// How its values read in a transcript.
pub(crate) const SHORT: &[(&str, &str)] = &[(
    "JournalCard { receipt: \"S-1042\", kind: Deposit, occurred_on: 2026-11-23, member: Some(Sari), movements: [Movement { savings: Voluntary, direction: In, amount: Money(500000) }] }",
    "S-1042",
)];

#[test]
fn the_treasurer_asks_for_a_correction() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /koreksi
            < AskReceipt
            > s1042
            < AskReason { journal: S-1042 }
            > x
            < ReasonLength { min: 3, max: 200 }
            > salah jumlah, seharusnya 50 ribu
            < Confirm { journal: S-1042, reason: "salah jumlah, seharusnya 50 ribu", asked_by: treasurer }
            > [Change]
            < AskReason { journal: S-1042 }
            > salah jumlah, seharusnya 500 ribu
            < Confirm { journal: S-1042, reason: "salah jumlah, seharusnya 500 ribu", asked_by: treasurer }
            > salah jumlah, seharusnya 50 ribu
            < Confirm { journal: S-1042, reason: "salah jumlah, seharusnya 50 ribu", asked_by: treasurer }
            > ya
            < Requested { request: RequestId(new), journal: S-1042, needed: 1 }
            $ OpenRequest { request: RequestId(new), subject: Reversal(JournalId(00000000-0000-0000-0000-000000000412)), reason: "salah jumlah, seharusnya 50 ribu", policy: ApprovalPolicy { needed: 1, roles: [Chair, Supervisor] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "salah jumlah, seharusnya 50 ribu", asked_by: Some(treasurer), missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "salah jumlah, seharusnya 50 ribu", asked_by: Some(treasurer), missing: 1 })
            > koreksi S-1042
            < AskReason { journal: S-1042 }
            > [Cancel]
            < Cancelled
        "#]],
    );
}

#[test]
fn what_can_not_be_corrected() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /koreksi nomor berapa
            < ReceiptUnknown { typed: "nomor berapa" }
            > S-9999
            < ReceiptUnknown { typed: "S-9999" }
            > S-7
            < NotPossible { receipt: "S-7", because: Reversed }
            > /koreksi S-8
            < NotPossible { receipt: "S-8", because: Requested }
            > /koreksi K-3
            < NotPossible { receipt: "K-3", because: IsCorrection }
            > /koreksi S-1042
            < AskReason { journal: S-1042 }
            > [no:0000000000000001]
            < StaleButton
            > [cy:0000000000000006]
            < StaleButton
            > /tugas
            < OwnWait([(RequestId(request), Reversal(S-1042))]) [Continue]
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
        > /koreksi S-1042
        < NotYourRole
        > /tugas
        < NotYourRole
        > [ra:0123456789abcdef0123456789abcdef]
        < NotYourRole
"#]],
    );
}

#[test]
fn nobody_is_there_to_approve() {
    let mut world = World::treasurer();
    world.officers = vec![recipient(1)];
    check(
        &world,
        expect![[r#"
            > /koreksi S-1042
            < AskReason { journal: S-1042 }
            > salah anggota
            < Confirm { journal: S-1042, reason: "salah anggota", asked_by: treasurer }
            > [Send]
            < NoApprovers
        "#]],
    );
}

#[test]
fn the_chair_approves_and_it_is_done() {
    check(
        &World::chair(),
        expect![[r#"
            > /tugas
            < Request { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", asked_by: Some(treasurer), missing: 1 }
            > [Approve]
            < Corrected { receipt: posted, journal: S-1042 }
            $ Approve { request: RequestId(request), version: 3, completes: true }
            $ Reversal form 0123456789abcdef 1-1010 -> 2-1100/sari 500000 expects [2-1100/sari@12, 1-1010@12]
            $ tell 1: Corrections(Corrected { receipt: posted, journal: S-1042 })
            $ tell 1017: Corrections(MemberCorrected { receipt: posted, journal: S-1042, reason: "salah jumlah" })
        "#]],
    );
}

#[test]
fn the_chair_refuses() {
    check(
        &World::chair(),
        expect![[r#"
            > [rq:0123456789abcdef0123456789abcdef:1]
            < Request { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", asked_by: Some(treasurer), missing: 1 }
            > [Refuse]
            < AskReason { subject: Reversal(S-1042) }
            > y
            < ReasonLength { min: 3, max: 200 }
            > jumlahnya  sudah benar
            < Refused { subject: Reversal(S-1042) }
            $ Refuse { request: RequestId(request), version: 3, reason: "jumlahnya sudah benar" }
            $ tell 1: Requests(MakerRefused { subject: Reversal(S-1042), reason: "jumlahnya sudah benar" })
        "#]],
    );
}

#[test]
fn a_refusal_is_left_without_a_trace() {
    check(
        &World::chair(),
        expect![[r#"
            > [rr:0123456789abcdef0123456789abcdef]
            < AskReason { subject: Reversal(S-1042) }
            > [no:0000000000000009]
            < StaleButton
            > [Cancel]
            < Cancelled
            > [rr:0123456789abcdef0123456789abcdef]
            < AskReason { subject: Reversal(S-1042) }
            > [ra:0123456789abcdef0123456789abcdef]
            < Corrected { receipt: posted, journal: S-1042 }
            $ Approve { request: RequestId(request), version: 3, completes: true }
            $ Reversal form 0123456789abcdef 1-1010 -> 2-1100/sari 500000 expects [2-1100/sari@12, 1-1010@12]
            $ tell 1: Corrections(Corrected { receipt: posted, journal: S-1042 })
            $ tell 1017: Corrections(MemberCorrected { receipt: posted, journal: S-1042, reason: "salah jumlah" })
        "#]],
    );
}

#[test]
fn savings_never_go_below_nothing() {
    let world = World { voluntary_minor: 499_999, ..World::chair() };
    check(
        &world,
        expect![[r#"
        > [ra:0123456789abcdef0123456789abcdef]
        < WouldOverdraw { request: RequestId(request), journal: S-1042 }
"#]],
    );
}

#[test]
fn nobody_pays_back_what_is_not_in_the_cash_box() {
    let world = World { cash_minor: 499_999, ..World::chair() };
    check(
        &world,
        expect![[r#"
        > [ra:0123456789abcdef0123456789abcdef]
        < CashShort { request: RequestId(request), journal: S-1042 }
"#]],
    );
    // Whoever lacks both hears of the member's savings first: that is the harder question.
    let world = World { cash_minor: 0, voluntary_minor: 0, ..World::chair() };
    check(
        &world,
        expect![[r#"
        > [ra:0123456789abcdef0123456789abcdef]
        < WouldOverdraw { request: RequestId(request), journal: S-1042 }
"#]],
    );
}

#[test]
fn two_approvals_are_of_two_people() {
    let mut world = World::chair();
    world.requests[0].request.policy.needed = 2;
    check(
        &world,
        expect![[r#"
        > [ra:0123456789abcdef0123456789abcdef]
        < Approved { missing: 1 }
        $ Approve { request: RequestId(request), version: 3, completes: false }
"#]],
    );
    world.requests[0].request.approved_by = vec![PersonId(2)];
    check(
        &world,
        expect![[r#"
        > [ra:0123456789abcdef0123456789abcdef]
        < AlreadyApproved
        > /tugas
        < NoTasks
"#]],
    );
    world.person = samples::person(3, None, &[Role::Supervisor]);
    check(
        &world,
        expect![[r#"
            > /tugas
            < Request { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", asked_by: Some(treasurer), missing: 1 }
            > [Approve]
            < Corrected { receipt: posted, journal: S-1042 }
            $ Approve { request: RequestId(request), version: 3, completes: true }
            $ Reversal form 0123456789abcdef 1-1010 -> 2-1100/sari 500000 expects [2-1100/sari@12, 1-1010@12]
            $ tell 1: Corrections(Corrected { receipt: posted, journal: S-1042 })
            $ tell 1017: Corrections(MemberCorrected { receipt: posted, journal: S-1042, reason: "salah jumlah" })
        "#]],
    );
}

#[test]
fn decided_own_and_foreign_requests() {
    let mut world = World::chair();
    world.requests[0].request.status = RequestStatus::Approved;
    check(
        &world,
        expect![[r#"
            > /tugas
            < NoTasks
            > [ra:0123456789abcdef0123456789abcdef]
            < Decided(Some(Ended { status: Approved, by: [] }))
            > [rr:0123456789abcdef0123456789abcdef]
            < Decided(Some(Ended { status: Approved, by: [] }))
            > [ra:00000000000000000000000000000009]
            < Decided(None)
        "#]],
    );
    let mut world = World::treasurer();
    world.person.roles.push(Role::Chair);
    check(
        &world,
        expect![[r#"
            > /tugas
            < OwnWait([(RequestId(request), Reversal(S-1042))])
            > [ra:0123456789abcdef0123456789abcdef]
            < OwnRequest { request: RequestId(request) }
            > [rr:0123456789abcdef0123456789abcdef]
            < OwnRequest { request: RequestId(request) }
        "#]],
    );
    world.person = samples::person(8, None, &[Role::Educator]);
    check(
        &world,
        expect![[r#"
        > [ra:0123456789abcdef0123456789abcdef]
        < NotYourRole
        > [rq:0123456789abcdef0123456789abcdef:1]
        < NotYourRole
"#]],
    );
}

#[test]
fn several_tasks_are_listed_first() {
    let mut world = World::chair();
    let mut second = samples::request_card();
    second.request.request_id = RequestId::from_u128(2);
    world.requests.push(second);
    check(
        &world,
        expect![[r#"
            > /tugas
            < Tasks([(RequestId(request), Reversal(S-1042)), (RequestId(00000000-0000-0000-0000-000000000002), Reversal(S-1042))])
            > [Task 2]
            < Request { request: RequestId(00000000-0000-0000-0000-000000000002), subject: Reversal(S-1042), reason: "salah jumlah", asked_by: Some(treasurer), missing: 1 }
        "#]],
    );
}

#[test]
fn what_was_read_back_is_sent_once() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /koreksi 1042
            < AskReason { journal: S-1042 }
            > salah anggota
            < Confirm { journal: S-1042, reason: "salah anggota", asked_by: treasurer }
            > [cs:0000000000000001]
            < StaleButton
            > [Send]
            < Requested { request: RequestId(new), journal: S-1042, needed: 1 }
            $ OpenRequest { request: RequestId(new), subject: Reversal(JournalId(00000000-0000-0000-0000-000000000412)), reason: "salah anggota", policy: ApprovalPolicy { needed: 1, roles: [Chair, Supervisor] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "salah anggota", asked_by: Some(treasurer), missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "salah anggota", asked_by: Some(treasurer), missing: 1 })
            > [Send]
            < StaleButton
            > [Change]
            < StaleButton
        "#]],
    );
}

#[test]
fn whoever_asked_takes_it_back_while_nobody_has_decided() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /tugas
            < OwnWait([(RequestId(request), Reversal(S-1042))])
            > [Task 1]
            < Own { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", missing: 1 }
            > [TakeBack]
            < AskTakeBack { request: RequestId(request), subject: Reversal(S-1042) }
            > [ConfirmTakeBack]
            < TakenBack { subject: Reversal(S-1042) }
            $ TakeBack { request: RequestId(request), version: 3 }
        "#]],
    );
    let mut world = World::treasurer();
    world.requests[0].request.status = RequestStatus::Refused;
    world.requests[0].request.refused_by = Some(PersonId(2));
    check(
        &world,
        expect![[r#"
            > [rt:0123456789abcdef0123456789abcdef]
            < Decided(Some(Ended { status: Refused, by: [treasurer] }))
            > [ry:0123456789abcdef0123456789abcdef]
            < Decided(Some(Ended { status: Refused, by: [treasurer] }))
            > /tugas
            < NoTasks
        "#]],
    );
}

#[test]
fn nobody_takes_back_what_another_one_asked_for() {
    for world in [World::chair(), World::sari(), World::stranger()] {
        check(
            &world,
            expect![[r#"
                > [rt:0123456789abcdef0123456789abcdef]
                < StaleButton
                > [ry:0123456789abcdef0123456789abcdef]
                < StaleButton
            "#]],
        );
    }
}

#[test]
fn nothing_waits_is_said_when_nothing_does() {
    let mut world = World::chair().asked();
    world.requests[0].request.status = RequestStatus::TakenBack;
    check(
        &world,
        expect![[r#"
            > [reqs]
            < Card { card: AskedCard { question: question, number: T-12, from: Some(Sari), words: "Kapan kantor buka?", follows: None }, next: None }
            > [ra:0123456789abcdef0123456789abcdef]
            < Decided(Some(Ended { status: TakenBack, by: [treasurer] }))
        "#]],
    );
    let mut world = World::treasurer();
    world.person.roles.push(Role::Chair);
    check(
        &world,
        expect![[r#"
            > [reqs]
            < OwnWait([(RequestId(request), Reversal(S-1042))])
            > [ra:0123456789abcdef0123456789abcdef]
            < OwnRequest { request: RequestId(request) }
        "#]],
    );
}
