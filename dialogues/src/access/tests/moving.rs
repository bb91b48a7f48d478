//! Transcripts: a report from another account, and memberships that move.

use domain::access::{Door, Lock};
use domain::ids::{MemberId, PersonId, RequestId};
use domain::member::Member;
use domain::request::{ApprovalPolicy, Request, RequestStatus, Subject};
use domain::role::Role;
use expect_test::expect;

use crate::access::facts::Reporter;
use crate::base::people::{Actor, MemberLink};
use crate::hub::tests::world::{World, budi, recipient};
use crate::hub::tests::{answer, check};
use crate::hub::{Command, Dialogue, Effect, Input, SubjectCard};
use crate::requests::facts::RequestCard;
use crate::samples;

const APPROVE: &str = "> [ra:00000000000000000000000000000009]";

/// A request of this person to move Sari or Budi.
fn asked(maker: i64, subject: SubjectCard) -> RequestCard {
    let id = |member: &Member| member.member_id;
    let kind = match &subject {
        SubjectCard::Move(link) => Subject::Move(id(&link.member)),
        SubjectCard::Lost { link, .. } => Subject::Lost { member: id(&link.member), person: PersonId(maker) },
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
            < AskWords
            > ya
            < WordsLength { min: 3, max: 200 }
            > hilang di pasar
            < Reported
            $ OpenRequest { request: RequestId(new), subject: Lost { member: MemberId(sari), person: PersonId(99) }, reason: "hilang di pasar", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Lost(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }), reason: "hilang di pasar", missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Lost(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }), reason: "hilang di pasar", missing: 1 })
        "#]],
    );
}

#[test]
fn whoever_reports_does_not_learn_who_is_a_member() {
    for number in ["A-999", "A-040"] {
        check(
            &World::stranger(),
            format!(
                "
                > [lost]
                < AskWhose
                > {number}
                < AskWords
                > hilang di pasar
                < Reported
                "
            ),
        );
    }
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
fn the_account_that_reported_gets_the_membership_and_the_old_one_is_told() {
    let lost = SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Free };
    check(
        &chair(asked(99, lost)),
        format!(
            "
            {APPROVE}
            < OfficerMoved(Sari)
            $ Approve {{ request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }}
            $ Unlink {{ member: MemberId(sari), person: PersonId(1017) }}
            $ LinkTo {{ member: MemberId(sari), person: PersonId(99) }}
            $ Set {{ door: Door {{ lock: Open, cooling_until: Some(2026-11-25T02:00:00Z), version: 2 }}, event: DoorEvent {{ member: MemberId(sari), deed: Moved, old: Some(PersonId(1017)), new: Some(PersonId(99)), words: \"\" }} }}
            $ tell 99: Access(MovedHere {{ member: Sari, until: Some(2026-11-25T02:00:00Z) }})
            $ tell 1017: Access(MovedAway {{ member: Sari, member_id: MemberId(sari) }})
            $ tell 3: Access(NewsMoved {{ card: DoorCard {{ member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }}, words: \"KTP cocok\" }})
            "
        ),
    );
}

#[test]
fn a_relative_who_reported_keeps_their_own_and_the_member_gets_a_code() {
    let lost = SubjectCard::Lost { link: frozen_sari(), reporter: Reporter::Taken };
    check(
        &chair(asked(99, lost)),
        format!(
            "
            {APPROVE}
            < CodeForMember {{ member: Sari, code: \"BAAAAAAAAAAA\", expires_at: 2026-11-24T02:00:00Z }}
            $ Approve {{ request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }}
            $ Unlink {{ member: MemberId(sari), person: PersonId(1017) }}
            $ Set {{ door: Door {{ lock: AwaitsCode, cooling_until: None, version: 2 }}, event: DoorEvent {{ member: MemberId(sari), deed: Released, old: Some(PersonId(1017)), new: None, words: \"\" }} }}
            $ Invite {{ invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), member: MemberId(sari), code: \"BAAAAAAAAAAA\", expires_at: 2026-11-24T02:00:00Z }}
            $ tell 1017: Access(MovedAway {{ member: Sari, member_id: MemberId(sari) }})
            $ tell 3: Access(NewsMoved {{ card: DoorCard {{ member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }}, words: \"KTP cocok\" }})
            "
        ),
    );
}

#[test]
fn an_officer_asks_and_another_one_decides() {
    check(
        &World::chair(),
        expect![[r#"
            > /kunci A-020
            < Card(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
            > [OfficerMove]
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
        format!(
            "
            {APPROVE}
            < OfficerMoved(Budi)
            $ Approve {{ request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, completes: true }}
            $ Set {{ door: Door {{ lock: AwaitsCode, cooling_until: None, version: 0 }}, event: DoorEvent {{ member: MemberId(budi), deed: Released, old: None, new: None, words: \"\" }} }}
            $ Invite {{ invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), member: MemberId(budi), code: \"BAAAAAAAAAAA\", expires_at: 2026-11-24T02:00:00Z }}
            $ tell 3: Access(CodeForMember {{ member: Budi, code: \"BAAAAAAAAAAA\", expires_at: 2026-11-24T02:00:00Z }})
            "
        ),
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
            < Request { request: RequestId(00000000-0000-0000-0000-000000000009), subject: Lost(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }), reason: "KTP cocok", missing: 1 }
            > [Refuse]
            < AskReason { subject: Lost(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }) }
            > orangnya tidak datang
            < Refused { subject: Lost(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }) }
            $ Refuse { request: RequestId(00000000-0000-0000-0000-000000000009), version: 4, reason: "orangnya tidak datang" }
            $ tell 99: Requests(MakerRefused { subject: Lost(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }), reason: "orangnya tidak datang" })
        "#]],
    );
}

#[test]
fn a_report_takes_a_number_in_any_spelling_and_tells_nothing_of_it() {
    for (typed, is_kept) in [("17", true), ("a017", true), ("A 17", true), ("A-018", false), ("081000000017", false)] {
        let known = if is_kept { "known" } else { "unknown" };
        let mut state = Dialogue::Idle;
        let mut said = Vec::new();
        let mut kept = false;
        for text in ["/lapor hilang", typed, "HP bapak saya hilang di pasar"] {
            let input = Command::parse_words(text.trim_start_matches('/'))
                .map_or_else(|| Input::Text(text.to_owned()), |(command, rest)| Input::Command { command, rest });
            let step = answer(&World::stranger(), &state, &input, &samples::ctx());
            said.push(format!("{:?}", step.replies));
            kept |= step.effects.iter().any(|it| matches!(it, Effect::Requests(_)));
            state = step.next;
        }
        assert!(said[2].contains("Reported") && !said.concat().contains("Sari"), "{known} {typed}: {said:?}");
        assert_eq!(kept, is_kept, "{typed}");
    }
}
