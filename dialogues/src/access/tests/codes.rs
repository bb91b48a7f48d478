//! Transcripts: a code for a member without an account.

use domain::access::{Door, Lock};
use domain::ids::PersonId;
use expect_test::expect;

use crate::access::facts::{Move, MoveStanding};
use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::samples;

#[test]
fn a_member_who_never_had_an_account_gets_a_code_from_one_officer() {
    check(
        &World::chair(),
        expect![[r#"
            > /kunci A-020
            < Card(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
            > [OfficerCode]
            < CodeForMember { member: Budi, code: "422222222224", expires_at: 2026-11-24T02:00:00Z }
            $ Set { door: Door { lock: AwaitsCode, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(budi), deed: Released, old: None, new: None, words: "" } }
            $ Invite { invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), member: MemberId(budi), code: "422222222224", expires_at: 2026-11-24T02:00:00Z }
            $ tell 3: Access(NewsCode(DoorCard { member_id: MemberId(budi), member: Budi, access: Frozen, account: None }))
        "#]],
    );
    for world in [World::treasurer(), World::sari()] {
        check(&world, "> [dk:00000000000000000000000000000014]\n< NotYourRole".to_owned());
    }
    let ended = World { everybody_left: true, ..World::chair() };
    check(
        &ended,
        expect![[r#"
            > [dk:00000000000000000000000000000014]
            < NothingToDo(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
        "#]],
    );
}

#[test]
fn where_an_account_was_before_a_colleague_decides_about_the_next_code() {
    let moved = Move { old: Some(PersonId(7)), at: samples::now(), standing: MoveStanding::Undisputed };
    check(
        &World { last_move: Some(moved), ..World::chair() },
        expect![[r#"
            > [dk:00000000000000000000000000000014]
            < AskWhy { what: Move, member: Budi }
            > HP baru, KTP cocok
            < MoveAsked(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
            $ OpenRequest { request: RequestId(new), subject: Move(MemberId(budi)), reason: "HP baru, KTP cocok", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 3: Requests(Request { request: RequestId(new), subject: Move(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None }), reason: "HP baru, KTP cocok", missing: 1 })
        "#]],
    );
    let frozen = World { door: Door { lock: Lock::Frozen, ..Door::default() }, ..World::chair() };
    check(
        &frozen,
        expect![[r#"
            > [dk:00000000000000000000000000000014]
            < AskWhy { what: Move, member: Budi }
        "#]],
    );
    check(
        &World::chair(),
        expect![[r#"
            > [dk:00000000000000000000000000000011]
            < NothingToDo(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own })
        "#]],
    );
}

#[test]
fn a_door_that_awaits_a_code_can_be_locked_before_it_is_used() {
    let waits = World { door: Door { lock: Lock::AwaitsCode, version: 1, ..Door::default() }, ..World::chair() };
    check(
        &waits,
        expect![[r#"
            > [df:00000000000000000000000000000014]
            < OfficerFroze(DoorCard { member_id: MemberId(budi), member: Budi, access: Frozen, account: None })
            $ Set { door: Door { lock: Frozen, cooling_until: None, version: 1 }, event: DoorEvent { member: MemberId(budi), deed: Frozen, old: None, new: None, words: "" } }
            $ tell 3: Access(NewsFrozen { card: DoorCard { member_id: MemberId(budi), member: Budi, access: Frozen, account: None }, by: Officer })
        "#]],
    );
}
