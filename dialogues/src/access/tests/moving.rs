//! Transcripts: a report from another account, and memberships that move.

use domain::access::{Door, Lock};
use domain::ids::{MemberId, PersonId, RequestId};
use domain::member::Member;
use domain::request::{ApprovalPolicy, Request, RequestStatus, Subject};
use domain::role::Role;
use expect_test::expect;

use crate::access::facts::Reporter;
use crate::access::{AccessButton, DoorForm};
use crate::base::people::{Actor, MemberLink};
use crate::hub::tests::world::{World, budi, recipient};
use crate::hub::tests::{answer, check};
use crate::hub::{Command, Dialogue, Effect, Input, SubjectCard};
use crate::requests::facts::{Ended, RequestCard};
use crate::requests::{RequestsEffect, RequestsReply};
use crate::samples;

const APPROVE: &str = "> [ra:00000000000000000000000000000009]";

/// A request of this person to move Sari or Budi.
fn asked(maker: i64, subject: SubjectCard) -> RequestCard {
    let id = |member: &Member| member.member_id;
    let kind = match &subject {
        SubjectCard::Move(link) => Subject::Move(id(&link.member)),
        SubjectCard::Lost { link, .. } => Subject::Lost { member: id(&link.member), person: PersonId(maker) },
        SubjectCard::LostUnknown => Subject::LostUnknown(PersonId(maker)),
        SubjectCard::Reversal(journal) => Subject::Reversal(journal.journal_id),
        SubjectCard::Application(card) => Subject::Application(card.application_id),
    };
    RequestCard {
        request: Request {
            request_id: RequestId::from_u128(9),
            subject: kind,
            made_by: PersonId(maker),
            reason: "KTP cocok".to_owned(),
            policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair, Role::Secretary] },
            approved_by: Vec::new(),
            refused_by: None,
            status: RequestStatus::Open,
            version: 4,
        },
        subject,
        maker: recipient(maker),
        asked_by: Actor { member: None, roles: Vec::new() },
    }
}

fn frozen_sari() -> MemberLink {
    let door = Door { lock: Lock::Frozen, cooling_until: None, version: 2 };
    MemberLink { door, person: None, ..samples::sari_link() }
}

fn chair(request: RequestCard) -> World {
    World { requests: vec![request], ..World::chair() }
}

#[test]
fn a_report_from_an_account_that_is_not_linked_freezes_nothing() {
    check(
        &World::stranger(),
        expect![[r#"
            > /lapor
            < WhatIsWrong
            > [LostPhone]
            < AskWhose
            > saya lupa
            < AskWhose
            > {other 6281000000017}
            < ContactNotYours
            > A-017
            < AskWords { whose: "A-017" }
            > ya
            < WordsLength { min: 3, max: 200 }
            > hilang di pasar
            < Reported { whose: "A-017", words: "hilang di pasar" }
            $ OpenRequest { request: RequestId(new), subject: Lost { member: MemberId(sari), person: PersonId(99) }, reason: "hilang di pasar", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Lost { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }, reporter: Free }, reason: "hilang di pasar", missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Lost { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }, reporter: Free }, reason: "hilang di pasar", missing: 1 })
        "#]],
    );
}

#[test]
fn whoever_reports_does_not_learn_who_is_a_member_and_officers_get_every_report() {
    for typed in ["A-999", "A-040", "X9"] {
        check(
            &World::stranger(),
            format!(
                "
                > [lost]
                < AskWhose
                > {typed}
                < AskWords {{ whose: \"{typed}\" }}
                > hilang di pasar
                < Reported {{ whose: \"{typed}\", words: \"hilang di pasar\" }}
                $ OpenRequest {{ request: RequestId(new), subject: LostUnknown(PersonId(99)), reason: \"{typed}: hilang di pasar\", policy: ApprovalPolicy {{ needed: 1, roles: [Chair, Secretary] }} }}
                $ tell 2: Requests(Request {{ request: RequestId(new), subject: LostUnknown, reason: \"{typed}: hilang di pasar\", missing: 1 }})
                $ tell 3: Requests(Request {{ request: RequestId(new), subject: LostUnknown, reason: \"{typed}: hilang di pasar\", missing: 1 }})
                "
            ),
        );
    }
}

#[test]
fn a_number_reaches_its_member_however_it_is_spelled() {
    for (typed, read) in [("a017", "A017"), ("A 017", "A017"), ("a-017", "A-017"), ("A–017", "A-017")] {
        check(
            &World::stranger(),
            format!(
                "
                > [lost]
                < AskWhose
                > {typed}
                < AskWords {{ whose: \"{read}\" }}
                > hilang di pasar
                < Reported {{ whose: \"{read}\", words: \"hilang di pasar\" }}
                $ OpenRequest {{ request: RequestId(new), subject: Lost {{ member: MemberId(sari), person: PersonId(99) }}, reason: \"hilang di pasar\", policy: ApprovalPolicy {{ needed: 1, roles: [Chair, Secretary] }} }}
                $ tell 2: Requests(Request {{ request: RequestId(new), subject: Lost {{ card: DoorCard {{ member_id: MemberId(sari), member: Sari, access: Full, account: Own }}, reporter: Free }}, reason: \"hilang di pasar\", missing: 1 }})
                $ tell 3: Requests(Request {{ request: RequestId(new), subject: Lost {{ card: DoorCard {{ member_id: MemberId(sari), member: Sari, access: Full, account: Own }}, reporter: Free }}, reason: \"hilang di pasar\", missing: 1 }})
                "
            ),
        );
    }
}

#[test]
fn a_phone_that_is_no_members_is_reported_too() {
    check(
        &World::sari(),
        expect![[r#"
            > HP saya hilang
            < ConfirmFreeze { members: [Sari] }
            > [OthersPhone]
            < AskWhose
            > {own 6281999999999}
            < AskWords { whose: "+6281999999999" }
            > HP ibu hilang
            < Keys(Member)
            < Reported { whose: "+6281999999999", words: "HP ibu hilang" }
            $ OpenRequest { request: RequestId(new), subject: LostUnknown(PersonId(1017)), reason: "+6281999999999: HP ibu hilang", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: LostUnknown, reason: "+6281999999999: HP ibu hilang", missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: LostUnknown, reason: "+6281999999999: HP ibu hilang", missing: 1 })
        "#]],
    );
}

#[test]
fn a_report_without_a_member_is_looked_into_and_whoever_made_it_hears_so() {
    check(
        &chair(asked(99, SubjectCard::LostUnknown)),
        expect![[r#"
            > /tugas
            < Request { request: RequestId(00000000-0000-0000-0000-000000000009), subject: LostUnknown, reason: "KTP cocok", missing: 1 }
            > [Approve]
            < ReportSettled
            $ Approve { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }
            $ tell 99: Access(ReportRead)
        "#]],
    );
    check(
        &chair(asked(99, SubjectCard::LostUnknown)),
        expect![[r#"
            > /tugas
            < Request { request: RequestId(00000000-0000-0000-0000-000000000009), subject: LostUnknown, reason: "KTP cocok", missing: 1 }
            > [Refuse]
            < AskReason { subject: LostUnknown }
            > tidak jelas siapa
            < Refused { subject: LostUnknown }
            $ Refuse { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, reason: "tidak jelas siapa" }
            $ tell 99: Requests(MakerRefused { subject: LostUnknown, reason: "tidak jelas siapa" })
        "#]],
    );
}

#[test]
fn one_report_of_a_person_is_open_at_a_time() {
    let world = World { own_report: Some(RequestId::from_u128(9)), ..World::stranger() };
    check(
        &world,
        expect![[r#"
        > [lost]
        < ReportOpen
"#]],
    );
}

#[test]
fn the_account_that_reported_gets_the_membership_after_a_second_step_and_the_old_one_is_told_at_once() {
    let lost = SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Free };
    check(
        &chair(asked(99, lost)),
        expect![[r#"
            > [ra:00000000000000000000000000000009]
            < ConfirmMove { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, way: Reporter }
            > sebentar
            < ConfirmMove { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, way: Reporter }
            > [dv:0000000000000001]
            < StaleButton
            > [ra:00000000000000000000000000000009]
            < ConfirmMove { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, way: Reporter }
            > [Cancel]
            < Cancelled
            > [ra:00000000000000000000000000000009]
            < ConfirmMove { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, way: Reporter }
            > [MoveNow]
            < OfficerMoved(Sari)
            $ Approve { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }
            $ Unlink { member: MemberId(sari), person: PersonId(1017) }
            $ LinkTo { member: MemberId(sari), person: PersonId(99) }
            $ Set { door: Door { lock: Open, cooling_until: Some(2026-11-25T02:00:00Z), version: 2 }, event: DoorEvent { member: MemberId(sari), deed: Moved, old: Some(PersonId(1017)), new: Some(PersonId(99)), words: "" } }
            $ tell 99: Access(MovedHere { member: Sari, until: Some(2026-11-25T02:00:00Z) })
            $ tell 1017: Access(MovedAway { member: Sari, member_id: MemberId(sari) })
            $ tell 3: Access(NewsMoved { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, words: "KTP cocok" })
        "#]],
    );
}

#[test]
fn a_relative_who_reported_keeps_their_own_and_the_member_gets_a_code() {
    let lost = SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Taken };
    check(
        &chair(asked(99, lost)),
        expect![[r#"
            > [ra:00000000000000000000000000000009]
            < ConfirmMove { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, way: Code }
            > [MoveNow]
            < CodeForMember { member: Sari, code: "422222222224", expires_at: 2026-11-24T02:00:00Z }
            $ Approve { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }
            $ Unlink { member: MemberId(sari), person: PersonId(1017) }
            $ Set { door: Door { lock: AwaitsCode, cooling_until: None, version: 2 }, event: DoorEvent { member: MemberId(sari), deed: Released, old: Some(PersonId(1017)), new: None, words: "" } }
            $ Invite { invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), member: MemberId(sari), code: "422222222224", expires_at: 2026-11-24T02:00:00Z }
            $ tell 1017: Access(MovedAway { member: Sari, member_id: MemberId(sari) })
            $ tell 3: Access(NewsMoved { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, words: "KTP cocok" })
        "#]],
    );
}

#[test]
fn a_request_that_a_colleague_decided_meanwhile_moves_nothing() {
    let mut card = asked(99, SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Free });
    card.request.status = RequestStatus::Approved;
    let state = Dialogue::Door(DoorForm::ConfirmMove { nonce: 7, request: RequestId::from_u128(9) });
    let pressed = Input::Press(AccessButton::MoveNow { nonce: 7 }.into());
    let step = answer(&chair(card), &state, &pressed, &samples::ctx());
    let decided = RequestsReply::Decided(Some(Ended { status: RequestStatus::Approved, by: Vec::new() }));
    assert_eq!((step.replies, step.effects), (vec![decided.into()], vec![]));
}

#[test]
fn an_officer_asks_and_another_one_decides() {
    check(
        &World::chair(),
        expect![[r#"
            > [dm:00000000000000000000000000000014]
            < AskWhy { what: Move, member: Budi }
            > KTP cocok
            < MoveAsked(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
            $ OpenRequest { request: RequestId(new), subject: Move(MemberId(budi)), reason: "KTP cocok", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 3: Requests(Request { request: RequestId(new), subject: Move(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None }), reason: "KTP cocok", missing: 1 })
        "#]],
    );
    let alone = World { officers: vec![recipient(2)], ..World::chair() };
    check(
        &alone,
        expect![[r#"
            > [dm:00000000000000000000000000000014]
            < AskWhy { what: Move, member: Budi }
            > KTP cocok
            < NoSecondOfficer
        "#]],
    );
    let own = chair(asked(2, SubjectCard::Move(MemberLink::alone(budi()))));
    check(&own, format!("{APPROVE}\n< OwnRequest {{ request: RequestId(00000000-0000-0000-0000-000000000009) }}"));
    check(
        &chair(asked(3, SubjectCard::Move(MemberLink::alone(budi())))),
        expect![[r#"
            > [ra:00000000000000000000000000000009]
            < ConfirmMove { card: DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None }, way: Code }
            > [MoveNow]
            < OfficerMoved(Budi)
            $ Approve { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }
            $ Set { door: Door { lock: AwaitsCode, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(budi), deed: Released, old: None, new: None, words: "" } }
            $ Invite { invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), member: MemberId(budi), code: "422222222224", expires_at: 2026-11-24T02:00:00Z }
            $ tell 3: Access(CodeForMember { member: Budi, code: "422222222224", expires_at: 2026-11-24T02:00:00Z })
        "#]],
    );
}

#[test]
fn nobody_moves_their_own_membership_nor_one_that_has_ended() {
    let lost = SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Free };
    let mut own = World { requests: vec![asked(99, lost)], ..World::sari() };
    own.person.roles = vec![Role::Chair];
    check(&own, format!("{APPROVE}\n< OwnDoor"));
    let tuti = crate::hub::tests::world::member(
        40,
        "A-040",
        "Tuti",
        domain::member::Address::Bu,
        domain::member::MemberStatus::Ended,
    );
    assert_eq!(tuti.member_id, MemberId::from_u128(40));
    let ended = SubjectCard::Lost { link: MemberLink::alone(tuti), reporter: Reporter::Free };
    check(
        &chair(asked(99, ended)),
        format!(
            "
            {APPROVE}
            < NothingToDo(DoorCard {{ member_id: MemberId(00000000-0000-0000-0000-000000000028), member: Tuti, access: Full, account: None }})
            "
        ),
    );
}

#[test]
fn a_refused_report_tells_a_stranger_no_name() {
    let lost = SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Free };
    check(
        &chair(asked(99, lost)),
        expect![[r#"
            > /tugas
            < Request { request: RequestId(00000000-0000-0000-0000-000000000009), subject: Lost { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, reporter: Free }, reason: "KTP cocok", missing: 1 }
            > [Refuse]
            < AskReason { subject: Lost { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, reporter: Free } }
            > orangnya tidak datang
            < Refused { subject: Lost { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, reporter: Free } }
            $ Refuse { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, reason: "orangnya tidak datang" }
            $ tell 99: Requests(MakerRefused { subject: Lost { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, reporter: Free }, reason: "orangnya tidak datang" })
        "#]],
    );
}

#[test]
fn a_report_takes_a_number_in_any_spelling_and_tells_nothing_of_it() {
    for (typed, is_known) in [("17", true), ("a017", true), ("A 17", true), ("A-018", false), ("081000000017", false)] {
        let mut state = Dialogue::Idle;
        let mut said = Vec::new();
        let mut kept = Vec::new();
        for text in ["/lapor hilang", typed, "HP bapak saya hilang di pasar"] {
            let input = Command::parse_words(text.trim_start_matches('/'))
                .map_or_else(|| Input::Text(text.to_owned()), |(command, rest)| Input::Command { command, rest });
            let step = answer(&World::stranger(), &state, &input, &samples::ctx());
            said.push(format!("{:?}", step.replies));
            kept.extend(step.effects.iter().find_map(|it| match it {
                Effect::Requests(RequestsEffect::OpenRequest { subject, .. }) => Some(*subject),
                _ => None,
            }));
            state = step.next;
        }
        assert!(said[2].contains("Reported") && !said.concat().contains("Sari"), "{typed}: {said:?}");
        let is_of_a_member = kept.iter().map(|subject| matches!(subject, Subject::Lost { .. }));
        assert!(is_of_a_member.eq([is_known]), "officers get it all the same: {typed}: {kept:?}");
    }
}
