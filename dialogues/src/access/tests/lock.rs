//! Transcripts: a lost phone, a frozen door, and officers who keep doors.

use domain::access::{Access, Door, Lock};
use domain::ids::PersonId;
use domain::member::{Address, MemberStatus};
use domain::role::Role;
use expect_test::expect;

use crate::access::facts::{Move, MoveStanding};
use crate::hub::tests::check;
use crate::hub::tests::world::{World, member};
use crate::samples;

#[test]
fn a_lost_phone_freezes_the_door_after_one_question() {
    check(
        &World::sari(),
        expect![[r#"
            > /lapor
            < WhatIsWrong
            > [LostPhone]
            < ConfirmFreeze { members: [Sari] }
            > [dy:0000000000000008]
            < StaleButton
            > [Freeze]
            < Frozen
            $ Set { door: Door { lock: Frozen, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(sari), deed: Lost, old: Some(PersonId(1017)), new: Some(PersonId(1017)), words: "" } }
            $ tell 2: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, by: Member })
            $ tell 3: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, by: Member })
        "#]],
    );
}

#[test]
fn the_question_is_left_without_freezing() {
    check(
        &World::sari(),
        expect![[r#"
            > HP saya hilang
            < ConfirmFreeze { members: [Sari] }
            > [Cancel]
            < Cancelled
            > [alien]
            < NotMine
            > [real]
            < RealBot
        "#]],
    );
}

#[test]
fn a_phone_that_two_share_is_frozen_for_both() {
    check(
        &World::two_on_one_phone(0),
        expect![[r#"
            > [lost]
            < ConfirmFreeze { members: [Sari, Budi] }
            > [Freeze]
            < Frozen
            $ Set { door: Door { lock: Frozen, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(sari), deed: Lost, old: Some(PersonId(1017)), new: Some(PersonId(1017)), words: "" } }
            $ tell 2: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Shared }, by: Member })
            $ tell 3: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Shared }, by: Member })
            $ Set { door: Door { lock: Frozen, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(budi), deed: Lost, old: Some(PersonId(1017)), new: Some(PersonId(1017)), words: "" } }
            $ tell 2: Access(NewsFrozen { card: DoorCard { member_id: MemberId(budi), member: Budi, access: Frozen, account: Shared }, by: Member })
            $ tell 3: Access(NewsFrozen { card: DoorCard { member_id: MemberId(budi), member: Budi, access: Frozen, account: Shared }, by: Member })
        "#]],
    );
}

#[test]
fn nothing_passes_a_frozen_door_not_even_an_office() {
    check(
        &World::frozen_sari(),
        expect![[r#"
            > saldo
            < Closed
            > /mutasi
            < Closed
            > [det]
            < Closed
            > /menu
            < Closed
            > /loket A-020 wajib 100rb
            < Closed
            > /tugas
            < Closed
            > /start BUDI-2020
            < Closed
            > {own 6281000000017}
            < Closed
            > halo
            < Closed
            > [lost]
            < Closed
            > /lapor
            < WhatIsWrong
            > /tanya
            < AskWords
            > [set:en]
            < LanguageSet(En)
            < Closed [Continue]
            $ SetLocale(En)
        "#]],
    );
}

#[test]
fn a_number_links_nobody_behind_a_door_that_is_not_open() {
    for lock in [Lock::Frozen, Lock::AwaitsCode] {
        let world = World { door: Door { lock, ..Door::default() }, ..World::stranger() };
        check(
            &world,
            expect![[r#"
            > /start
            < Welcome
            > {own 6281000000020}
            < NotFound
"#]],
        );
    }
    let frozen = World { door: Door { lock: Lock::Frozen, ..Door::default() }, ..World::stranger() };
    check(
        &frozen,
        expect![[r#"
        > /kode BUDI-2020
        < CodeSpent
"#]],
    );
}

#[test]
fn the_code_that_a_door_waits_for_opens_it_and_it_cools_down() {
    let world = World { door: Door { lock: Lock::AwaitsCode, version: 4, ..Door::default() }, ..World::stranger() };
    check(
        &world,
        expect![[r#"
        > /kode BUDI-2020
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [], access: CoolingUntil(2026-11-25T02:00:00Z), sharing: Alone })
        $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        $ Set { door: Door { lock: Open, cooling_until: Some(2026-11-25T02:00:00Z), version: 4 }, event: DoorEvent { member: MemberId(budi), deed: Moved, old: None, new: Some(PersonId(99)), words: "" } }
"#]],
    );
}

#[test]
fn officers_freeze_with_one_tap_and_open_with_a_reason() {
    check(
        &World::chair(),
        expect![[r#"
            > /kunci
            < AskNumber
            > A-999
            < MemberUnknown { typed: "A-999" }
            > a-017
            < Card(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own })
            > [OfficerFreeze]
            < OfficerFroze(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own })
            $ Set { door: Door { lock: Frozen, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(sari), deed: Frozen, old: Some(PersonId(1017)), new: Some(PersonId(1017)), words: "" } }
            $ tell 3: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, by: Officer })
            > [OfficerOpen]
            < NothingToDo(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own })
        "#]],
    );
    let frozen = World { door: Door { lock: Lock::Frozen, version: 1, ..Door::default() }, ..World::chair() };
    check(
        &frozen,
        expect![[r#"
            > kunci A-017
            < Card(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own })
            > [df:00000000000000000000000000000011]
            < NothingToDo(DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own })
            > [OfficerOpen]
            < AskWhy { what: Open, member: Sari }
            > ya
            < WordsLength { min: 3, max: 200 }
            > datang sendiri, KTP cocok
            < OfficerOpened(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own })
            $ Set { door: Door { lock: Open, cooling_until: None, version: 1 }, event: DoorEvent { member: MemberId(sari), deed: Opened, old: Some(PersonId(1017)), new: Some(PersonId(1017)), words: "datang sendiri, KTP cocok" } }
            $ tell 1017: Access(OpenAgain(Sari))
            $ tell 3: Access(NewsOpened { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }, words: "datang sendiri, KTP cocok" })
        "#]],
    );
}

#[test]
fn doors_are_for_those_whom_the_policy_names_and_never_their_own() {
    for world in [World::sari(), World::treasurer(), World::stranger()] {
        check(
            &world,
            expect![[r#"
            > /kunci A-017
            < NotYourRole
            > [df:00000000000000000000000000000011]
            < NotYourRole
            > [do:00000000000000000000000000000011]
            < NotYourRole
            > [dm:00000000000000000000000000000011]
            < NotYourRole
"#]],
        );
    }
    let mut own = World::sari();
    own.person.roles = vec![Role::Secretary];
    check(
        &own,
        expect![[r#"
        > [df:00000000000000000000000000000011]
        < OwnDoor
        > [do:00000000000000000000000000000011]
        < OwnDoor
        > [df:00000000000000000000000000000099]
        < StaleButton
"#]],
    );
}

#[test]
fn only_the_account_that_was_left_disputes_a_move_and_once() {
    let moved = |old, standing| Some(Move { old: Some(PersonId(old)), at: samples::now(), standing });
    let world = World { last_move: moved(99, MoveStanding::Undisputed), ..World::stranger() };
    check(
        &world,
        expect![[r#"
        > [dn:00000000000000000000000000000011]
        < DisputeHeard
        $ Note(DoorEvent { member: MemberId(sari), deed: Disputed, old: Some(PersonId(99)), new: Some(PersonId(99)), words: "" })
        $ tell 2: Access(NewsDisputed(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }))
        $ tell 3: Access(NewsDisputed(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own }))
"#]],
    );
    let heard = World { last_move: moved(99, MoveStanding::Disputed), ..World::stranger() };
    check(
        &heard,
        expect![[r#"
        > [dn:00000000000000000000000000000011]
        < DisputeHeard
"#]],
    );
    for last_move in [None, moved(98, MoveStanding::Undisputed)] {
        check(
            &World { last_move, ..World::stranger() },
            expect![[r#"
            > [dn:00000000000000000000000000000011]
            < DisputeOver
"#]],
        );
    }
}

#[test]
fn a_balance_says_when_money_moves_again() {
    let mut world = World::sari();
    world.person.access = Access::CoolingUntil(samples::now());
    check(
        &world,
        expect![[r#"
        > saldo
        < Balance { member: Sari, total: 4350000, withdrawable: 1150000, access: CoolingUntil(2026-11-23T02:00:00Z) }
"#]],
    );
}

#[test]
fn a_door_is_found_by_any_spelling_by_name_and_by_phone() {
    let more = vec![member(117, "A-117", "Sari Ayu", Address::Plain, MemberStatus::Active)];
    let world = World { more, ..World::chair() };
    check(
        &world,
        expect![[r#"
            > /kunci 17
            < Card(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own })
            > kunci a 017
            < Card(DoorCard { member_id: MemberId(sari), member: Sari, access: Full, account: Own })
            > /kunci
            < AskNumber
            > sari
            < WhichMember { typed: "sari", unclear: Several([Choice { member_id: MemberId(sari), member: Sari }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000075), member: Salutation { address: Plain, name: "Sari Ayu", number: "A-117" } }]) }
            > [Card]
            < Card(DoorCard { member_id: MemberId(00000000-0000-0000-0000-000000000075), member: Salutation { address: Plain, name: "Sari Ayu", number: "A-117" }, access: Full, account: None })
            > /kunci
            < AskNumber
            > 0810-0000-0020
            < Card(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
            > /kunci
            < AskNumber
            > sa
            < WhichMember { typed: "sa", unclear: Short }
            > tono
            < MemberUnknown { typed: "tono" }
            > budi
            < Card(DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None })
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
            > /kunci budi
            < NotYourRole
            > [dc:00000000000000000000000000000014]
            < NotYourRole
        "#]],
    );
}
