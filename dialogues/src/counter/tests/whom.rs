//! For whom a deposit is: any spelling of a number, a part of a name, a phone.

use crate::hub::tests::check;
use crate::hub::tests::world::{World, member};
use domain::member::{Address, MemberStatus};
use expect_test::expect;

/// Two more of the name of Sari, the second in a series of its own.
fn three_saris() -> World {
    let more = vec![
        member(117, "A-117", "Sari Ayu Dewi", Address::Plain, MemberStatus::Active),
        member(18, "PENDIRI-18", "Sari", Address::Bu, MemberStatus::Active),
    ];
    World { more, ..World::treasurer() }
}

#[test]
fn a_number_is_taken_in_any_spelling() {
    check(
        &three_saris(),
        expect![[r#"
            > /loket 17
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > batal
            < Cancelled
            > loket a 020 wajib 20rb
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 20000 } }
            > batal
            < Cancelled
            > /loket
            < AskMember
            > A-020 wajib 20rb
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 20000 } }
            > batal
            < Cancelled
            > /loket
            < AskMember
            > no. 20
            < AskKind { member: Budi, kinds: [Principal, Mandatory, Voluntary] }
            > batal
            < Cancelled
            > /loket pendiri 18
            < AskKind { member: Salutation { address: Bu, name: "Sari", number: "PENDIRI-18" }, kinds: [Principal, Mandatory, Voluntary] }
            > batal
            < Cancelled
            > /loket 18
            < AskKind { member: Salutation { address: Bu, name: "Sari", number: "PENDIRI-18" }, kinds: [Principal, Mandatory, Voluntary] }
            > batal
            < Cancelled
            > /loket B-20
            < MemberUnknown { typed: "B-20" }
        "#]],
    );
}

#[test]
fn a_member_is_found_by_a_part_of_the_name_or_by_phone() {
    check(
        &three_saris(),
        expect![[r#"
            > /loket wulan wajib 20rb
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 20000 } }
            > batal
            < Cancelled
            > /loket 0810-0000-0020
            < AskKind { member: Budi, kinds: [Principal, Mandatory, Voluntary] }
            > batal
            < Cancelled
            > /loket
            < AskMember
            > bu sari
            < WhichMember { typed: "bu sari", unclear: Several([Choice { member_id: MemberId(sari), member: Sari }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000075), member: Salutation { address: Plain, name: "Sari Ayu Dewi", number: "A-117" } }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000012), member: Salutation { address: Bu, name: "Sari", number: "PENDIRI-18" } }]) }
            > [Member]
            < AskKind { member: Salutation { address: Bu, name: "Sari", number: "PENDIRI-18" }, kinds: [Principal, Mandatory, Voluntary] }
            > batal
            < Cancelled
            > /loket sari wajib 20rb
            < WhichMember { typed: "sari", unclear: Several([Choice { member_id: MemberId(sari), member: Sari }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000075), member: Salutation { address: Plain, name: "Sari Ayu Dewi", number: "A-117" } }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000012), member: Salutation { address: Bu, name: "Sari", number: "PENDIRI-18" } }]) }
            > sari dewi
            < Confirm { deposit: DepositLine { member: Salutation { address: Plain, name: "Sari Ayu Dewi", number: "A-117" }, savings: Mandatory, amount: 20000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Salutation { address: Plain, name: "Sari Ayu Dewi", number: "A-117" }, savings: Mandatory, amount: 20000 }, notice: NoAccount }
            $ Deposit form 000000000000000a 3-1100/00000000-0000-0000-0000-000000000075 -> 1-1010 20000 expects []
            > /loket sari wajib 20rb
            < WhichMember { typed: "sari", unclear: Several([Choice { member_id: MemberId(sari), member: Sari }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000075), member: Salutation { address: Plain, name: "Sari Ayu Dewi", number: "A-117" } }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000012), member: Salutation { address: Bu, name: "Sari", number: "PENDIRI-18" } }]) }
            > sa
            < WhichMember { typed: "sa", unclear: Short }
            > [Cancel]
            < Cancelled
            > [cm:0000000000000001:00000000000000000000000000000011]
            < StaleButton
        "#]],
    );
}

#[test]
fn whoever_fits_with_too_many_is_asked_for_more() {
    let one = |n: u128| member(200 + n, &format!("B-{n:03}"), "Ketut Contoh", Address::Plain, MemberStatus::Active);
    let world = World { more: (1..=6).map(one).collect(), ..World::treasurer() };
    check(
        &world,
        expect![[r#"
            > /loket ketut
            < WhichMember { typed: "ketut", unclear: Many }
            > ketut 20rb
            < WhichMember { typed: "ketut", unclear: Many }
            > b 3
            < AskKind { member: Salutation { address: Plain, name: "Ketut Contoh", number: "B-003" }, kinds: [Principal, Mandatory, Voluntary] }
        "#]],
    );
}

#[test]
fn nobody_but_the_treasurer_finds_anybody_at_the_counter() {
    check(
        &World::sari(),
        expect![[r#"
            > /loket budi
            < NotYourRole
            > [cm:0000000000000001:00000000000000000000000000000014]
            < StaleButton
        "#]],
    );
    check(
        &World::secretary(),
        expect![[r#"
            > /loket budi
            < NotYourRole
        "#]],
    );
}
