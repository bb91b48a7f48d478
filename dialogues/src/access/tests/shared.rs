//! Transcripts: two members on one phone, PINs, and wrong codes.

use domain::secret::Tries;
use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::samples;

const LOCKED: Tries =
    Tries { wrong: 5, last_at: Some(chrono::DateTime::from_timestamp_nanos(1_795_399_200_000_000_000)) };

#[test]
fn a_second_member_comes_by_a_code_and_both_choose_a_pin() {
    check(
        &World::sari(),
        expect![[r#"
        > /kode BUDI-2020
        < ChooseFirstPin { first: Sari, second: Budi }
        > 12345
        < NotSixDigits
        $ EraseInput
        > 111111
        < TooEasy
        $ EraseInput
        > 274913
        < ChoosePin(Budi)
        $ SetPin { member: MemberId(sari), pin: Pin(..) }
        $ EraseInput
        > 806 142
        < SharedNow(Budi)
        < Menu(Standing { member: Some(Budi), roles: [], access: Full, sharing: Shared })
        $ Share { member: MemberId(budi), slot: 2, invitation: InvitationId(inv) }
        $ SetPin { member: MemberId(budi), pin: Pin(..) }
        $ Note(DoorEvent { member: MemberId(budi), deed: Shared, old: None, new: Some(PersonId(1017)), words: "" })
        $ LetIn { member: MemberId(budi), until: 2026-11-23T02:15:00Z }
        $ EraseInput
"#]],
    );
}

#[test]
fn a_phone_number_never_puts_a_second_member_on_an_account() {
    check(
        &World::sari(),
        expect![[r#"
        > /kode
        < AskCode
        > {own 6281000000020}
        < LinkedToAnother(Sari)
"#]],
    );
}

#[test]
fn on_a_shared_phone_nothing_is_shown_before_a_pin() {
    check(
        &World::two_on_one_phone(0),
        expect![[r#"
            > saldo
            < WhoIsIt([(1, Sari), (2, Budi)])
            > /mutasi
            < WhoIsIt([(1, Sari), (2, Budi)])
            > [why]
            < WhoIsIt([(1, Sari), (2, Budi)])
            > /menu
            < WhoIsIt([(1, Sari), (2, Budi)])
            > [dw:3]
            < StaleButton
            > [WhoIs 2]
            < AskPin(Budi)
            > dua tujuh empat
            < NotSixDigits
            $ EraseInput
            > 111222
            < WrongPin { left: 4 }
            $ Tried { secret: Pin(MemberId(budi)), tries: Tries { wrong: 1, last_at: Some(2026-11-23T02:00:00Z) } }
            $ EraseInput
            > 274913
            < Menu(Standing { member: Some(Budi), roles: [], access: Full, sharing: Shared })
            $ LetIn { member: MemberId(budi), until: 2026-11-23T02:15:00Z }
            $ Tried { secret: Pin(MemberId(budi)), tries: Tries { wrong: 0, last_at: None } }
            $ EraseInput
        "#]],
    );
}

#[test]
fn whoever_is_in_sees_their_own_and_switching_puts_them_out() {
    check(
        &World::two_on_one_phone(5),
        expect![[r#"
            > saldo
            < Balance { member: Budi, total: 4350000, withdrawable: 1150000 }
            > /ganti
            < WhoIsIt([(1, Sari), (2, Budi)])
            $ PutOut
            > [WhoIs 1]
            < AskPin(Sari)
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
        > ganti anggota
        < NotShared
        > [dw:1]
        < StaleButton
"#]],
    );
}

#[test]
fn five_wrong_pins_lock_even_the_right_one() {
    let once_more = Tries { wrong: 4, ..LOCKED };
    check(
        &World { pin_tries: once_more, ..World::two_on_one_phone(0) },
        expect![[r#"
        > [dw:1]
        < AskPin(Sari)
        > 111222
        < PinLocked { until: 2026-11-23T03:00:00Z }
        $ Tried { secret: Pin(MemberId(sari)), tries: Tries { wrong: 5, last_at: Some(2026-11-23T02:00:00Z) } }
        $ EraseInput
"#]],
    );
    check(
        &World { pin_tries: LOCKED, ..World::two_on_one_phone(0) },
        expect![[r#"
        > [dw:1]
        < AskPin(Sari)
        > 274913
        < PinLocked { until: 2026-11-23T03:00:00Z }
        $ EraseInput
"#]],
    );
}

#[test]
fn five_wrong_codes_lock_even_a_right_one() {
    assert_eq!(LOCKED.last_at, Some(samples::now()));
    check(
        &World::stranger(),
        expect![[r#"
        > /kode NOBODY-00
        < CodeUnknown
        $ Tried { secret: Code, tries: Tries { wrong: 1, last_at: Some(2026-11-23T02:00:00Z) } }
        > /start BUDI-late
        < CodeSpent
"#]],
    );
    check(
        &World { code_tries: Tries { wrong: 4, ..LOCKED }, ..World::stranger() },
        expect![[r#"
        > /start NOBODY-00
        < CodesLocked { until: 2026-11-23T03:00:00Z }
        $ Tried { secret: Code, tries: Tries { wrong: 5, last_at: Some(2026-11-23T02:00:00Z) } }
"#]],
    );
    check(
        &World { code_tries: LOCKED, ..World::stranger() },
        expect![[r#"
            > /start BUDI-2020
            < CodesLocked { until: 2026-11-23T03:00:00Z }
            > /kode chair-code
            < CodesLocked { until: 2026-11-23T03:00:00Z }
            > /start brosur2026
            < Welcome
            > /kode
            < AskCode
            > selamat pagi
            < NotUnderstood(Standing { member: None, roles: [] })
        "#]],
    );
}
