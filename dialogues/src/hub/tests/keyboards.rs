//! Transcripts: the keyboard below the typing line belongs to who one is.

use domain::role::Role;
use expect_test::expect;

use crate::hub::Board;
use crate::hub::tests::check;
use crate::hub::tests::world::World;

#[test]
fn a_guest_of_the_strangers_branch_has_their_own_keys_again() {
    check(
        &World::sari(),
        expect![[r#"
            > HP saya hilang
            < ConfirmFreeze { members: [Sari] }
            > [OthersPhone]
            < AskWhose
            > A-020
            < AskWords { whose: "A-020" }
            > HP ibu hilang
            < Keys(Member)
            < Reported { whose: "A-020", words: "HP ibu hilang" }
            $ OpenRequest { request: RequestId(new), subject: Lost { member: MemberId(budi), person: PersonId(1017) }, reason: "HP ibu hilang", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Lost { card: DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None }, reporter: Taken }, reason: "HP ibu hilang", missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Lost { card: DoorCard { member_id: MemberId(budi), member: Budi, access: Full, account: None }, reporter: Taken }, reason: "HP ibu hilang", missing: 1 })
            > saldo
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
        "#]],
    );
    check(
        &World { keyboard: Some(Board::Stranger), ..World::sari() },
        expect![[r#"
            > saldo
            < Keys(Member)
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
            > saldo
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
        "#]],
    );
}

#[test]
fn officers_have_keys_of_their_own_at_once_and_lose_them_with_the_office() {
    check(
        &World::stranger(),
        expect![[r#"
            > /start chair-code
            < RoleGranted(Chair)
            < Menu(Standing { member: None, roles: [Chair] })
            $ GrantRole { role: Chair, invitation: InvitationId(inv) }
        "#]],
    );
    for keyboard in [Board::Stranger, Board::Member, Board::OwnNumber] {
        check(
            &World { keyboard: Some(keyboard), ..World::treasurer() },
            expect![[r#"
                > /bahasa
                < Keys(Officer)
                < Language
                > /bahasa
                < Language
            "#]],
        );
    }
    check(
        &World { keyboard: Some(Board::Officer), ..World::stranger() },
        expect![[r#"
            > saldo
            < NotLinked
            > /menu
            < Welcome
        "#]],
    );
}

#[test]
fn while_something_waits_for_its_keys_they_stay() {
    let mut officer = World::chair();
    officer.person.roles = vec![Role::Chair];
    check(
        &officer,
        expect![[r#"
            > [go]
            < Welcome
            > 0810-0000-0020
            < UseTheKey
            > saya bingung
            < NotUnderstood(Standing { member: None, roles: [Chair] })
            > /batal
            < Keys(Officer)
            < NothingToCancel
        "#]],
    );
    check(
        &World::stranger(),
        expect![[r#"
            > [lost]
            < AskWhose
            > A-020
            < AskWords { whose: "A-020" }
            > /batal
            < Cancelled
            > /menu
            < Welcome
        "#]],
    );
}
