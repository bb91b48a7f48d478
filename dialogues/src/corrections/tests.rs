//! Transcripts.

use domain::ids::{PersonId, RequestId};
use domain::request::RequestStatus;
use domain::role::Role;

use crate::hub::tests::check;
use crate::hub::tests::world::{World, recipient};
use crate::samples;

#[test]
fn the_treasurer_asks_for_a_correction() {
    check(
        &World::treasurer(),
        r#"
        > /koreksi
        < AskReceipt { nonce: 1 }
        > s1042
        < AskReason { journal: S-1042, nonce: 2 }
        > x
        < ReasonLength { min: 3, max: 200, nonce: 3 }
        > salah jumlah, seharusnya 50 ribu
        < Requested { journal: S-1042, needed: 1 }
        $ OpenRequest { request: RequestId(new), subject: Reversal(JournalId(00000000-0000-0000-0000-000000000412)), reason: "salah jumlah, seharusnya 50 ribu", policy: ApprovalPolicy { needed: 1, roles: [Chair, Supervisor] } }
        $ tell 2: Task(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "salah jumlah, seharusnya 50 ribu", missing: 1 })
        $ tell 3: Task(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "salah jumlah, seharusnya 50 ribu", missing: 1 })
        > koreksi S-1042
        < AskReason { journal: S-1042, nonce: 5 }
        > [no:0000000000000005]
        < Cancelled
        "#,
    );
}

#[test]
fn what_can_not_be_corrected() {
    check(
        &World::treasurer(),
        r#"
        > /koreksi nomor berapa
        < ReceiptUnknown { typed: "nomor berapa", nonce: 1 }
        > S-9999
        < ReceiptUnknown { typed: "S-9999", nonce: 2 }
        > S-7
        < NotPossible { receipt: "S-7", because: Reversed }
        > /koreksi S-8
        < NotPossible { receipt: "S-8", because: Requested }
        > /koreksi K-3
        < NotPossible { receipt: "K-3", because: IsCorrection }
        > /koreksi S-1042
        < AskReason { journal: S-1042, nonce: 6 }
        > [no:0000000000000001]
        < StaleButton
        > [cy:0000000000000006]
        < StaleButton
        > /tugas
        < FormAbandoned
        < NoTasks
        "#,
    );
    check(
        &World::sari(),
        "
        > /koreksi S-1042
        < NotYourRole
        > /tugas
        < NotYourRole
        > [ra:0123456789abcdef0123456789abcdef]
        < NotYourRole
        ",
    );
}

#[test]
fn nobody_is_there_to_approve() {
    let mut world = World::treasurer();
    world.officers = vec![recipient(1)];
    check(
        &world,
        "
        > /koreksi S-1042
        < AskReason { journal: S-1042, nonce: 1 }
        > salah anggota
        < NoApprovers
        ",
    );
}

#[test]
fn the_chair_approves_and_it_is_done() {
    check(
        &World::chair(),
        r#"
        > /tugas
        < Request { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", missing: 1 }
        > [ra:0123456789abcdef0123456789abcdef]
        < Corrected { receipt: posted, journal: S-1042 }
        $ Approve { request: RequestId(request), version: 3, completes: true }
        $ Reversal form 0123456789abcdef 1-1010 -> 2-1100/sari 500000 expects [2-1100/sari@12, 1-1010@12]
        $ tell 1: Correct(Corrected { receipt: posted, journal: S-1042 })
        $ tell 1017: Correct(MemberCorrected { receipt: posted, journal: S-1042, reason: "salah jumlah" })
        "#,
    );
}

#[test]
fn the_chair_refuses() {
    check(
        &World::chair(),
        r#"
        > [rq:0123456789abcdef0123456789abcdef:1]
        < Request { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", missing: 1 }
        > [rr:0123456789abcdef0123456789abcdef]
        < AskReason { subject: Reversal(S-1042), nonce: 2 }
        > y
        < ReasonLength { min: 3, max: 200, nonce: 3 }
        > jumlahnya  sudah benar
        < Refused { subject: Reversal(S-1042) }
        $ Refuse { request: RequestId(request), version: 3, reason: "jumlahnya sudah benar" }
        $ tell 1: Task(MakerRefused { subject: Reversal(S-1042), reason: "jumlahnya sudah benar" })
        "#,
    );
}

#[test]
fn a_refusal_is_left_without_a_trace() {
    check(
        &World::chair(),
        r#"
        > [rr:0123456789abcdef0123456789abcdef]
        < AskReason { subject: Reversal(S-1042), nonce: 1 }
        > [no:0000000000000009]
        < StaleButton
        > [no:0000000000000001]
        < Cancelled
        > [rr:0123456789abcdef0123456789abcdef]
        < AskReason { subject: Reversal(S-1042), nonce: 4 }
        > [ra:0123456789abcdef0123456789abcdef]
        < FormAbandoned
        < Corrected { receipt: posted, journal: S-1042 }
        $ Approve { request: RequestId(request), version: 3, completes: true }
        $ Reversal form 0123456789abcdef 1-1010 -> 2-1100/sari 500000 expects [2-1100/sari@12, 1-1010@12]
        $ tell 1: Correct(Corrected { receipt: posted, journal: S-1042 })
        $ tell 1017: Correct(MemberCorrected { receipt: posted, journal: S-1042, reason: "salah jumlah" })
        "#,
    );
}

#[test]
fn savings_never_go_below_nothing() {
    let world = World { voluntary_minor: 499_999, ..World::chair() };
    check(
        &world,
        "
        > [ra:0123456789abcdef0123456789abcdef]
        < WouldOverdraw { request: RequestId(request), journal: S-1042 }
        ",
    );
}

#[test]
fn nobody_pays_back_what_is_not_in_the_cash_box() {
    let world = World { cash_minor: 499_999, ..World::chair() };
    check(
        &world,
        "
        > [ra:0123456789abcdef0123456789abcdef]
        < CashShort { request: RequestId(request), journal: S-1042 }
        ",
    );
    // Whoever lacks both hears of the member's savings first: that is the harder question.
    let world = World { cash_minor: 0, voluntary_minor: 0, ..World::chair() };
    check(
        &world,
        "
        > [ra:0123456789abcdef0123456789abcdef]
        < WouldOverdraw { request: RequestId(request), journal: S-1042 }
        ",
    );
}

#[test]
fn two_approvals_are_of_two_people() {
    let mut world = World::chair();
    world.requests[0].request.policy.needed = 2;
    check(
        &world,
        "
        > [ra:0123456789abcdef0123456789abcdef]
        < Approved { missing: 1 }
        $ Approve { request: RequestId(request), version: 3, completes: false }
        ",
    );
    world.requests[0].request.approved_by = vec![PersonId(2)];
    check(
        &world,
        "
        > [ra:0123456789abcdef0123456789abcdef]
        < AlreadyApproved
        > /tugas
        < NoTasks
        ",
    );
    world.person = samples::person(3, None, &[Role::Supervisor]);
    check(
        &world,
        r#"
        > /tugas
        < Request { request: RequestId(request), subject: Reversal(S-1042), reason: "salah jumlah", missing: 1 }
        > [ra:0123456789abcdef0123456789abcdef]
        < Corrected { receipt: posted, journal: S-1042 }
        $ Approve { request: RequestId(request), version: 3, completes: true }
        $ Reversal form 0123456789abcdef 1-1010 -> 2-1100/sari 500000 expects [2-1100/sari@12, 1-1010@12]
        $ tell 1: Correct(Corrected { receipt: posted, journal: S-1042 })
        $ tell 1017: Correct(MemberCorrected { receipt: posted, journal: S-1042, reason: "salah jumlah" })
        "#,
    );
}

#[test]
fn decided_own_and_foreign_requests() {
    let mut world = World::chair();
    world.requests[0].request.status = RequestStatus::Approved;
    check(
        &world,
        "
        > /tugas
        < NoTasks
        > [ra:0123456789abcdef0123456789abcdef]
        < Decided
        > [rr:0123456789abcdef0123456789abcdef]
        < Decided
        > [ra:00000000000000000000000000000009]
        < Decided
        ",
    );
    let mut world = World::treasurer();
    world.person.roles.push(Role::Chair);
    check(
        &world,
        "
        > /tugas
        < NoTasks
        > [ra:0123456789abcdef0123456789abcdef]
        < OwnRequest
        > [rr:0123456789abcdef0123456789abcdef]
        < OwnRequest
        ",
    );
    world.person = samples::person(8, None, &[Role::Educator]);
    check(
        &world,
        "
        > [ra:0123456789abcdef0123456789abcdef]
        < NotYourRole
        > [rq:0123456789abcdef0123456789abcdef:1]
        < NotYourRole
        ",
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
        r#"
        > /tugas
        < Tasks([(RequestId(request), Reversal(S-1042)), (RequestId(00000000-0000-0000-0000-000000000002), Reversal(S-1042))])
        > [rq:00000000000000000000000000000002:2]
        < Request { request: RequestId(00000000-0000-0000-0000-000000000002), subject: Reversal(S-1042), reason: "salah jumlah", missing: 1 }
        "#,
    );
}
