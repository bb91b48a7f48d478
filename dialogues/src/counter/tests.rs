//! Transcripts.

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::samples;
use expect_test::expect;

#[test]
fn a_deposit_step_by_step() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket
            < AskMember
            > a-017
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > [Voluntary]
            < AskAmount { member: Sari, savings: Voluntary }
            > 500rb
            < Confirm { deposit: DepositLine { member: Sari, savings: Voluntary, amount: 500000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Voluntary, amount: 500000 }, notice: Sent }
            $ Deposit form 0000000000000004 2-1100/sari -> 1-1010 500000 expects []
            $ tell 1017: Counter(MemberReceipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Voluntary, amount: 500000 } })
            > [Confirm]
            < AlreadyRecorded
            > [Change]
            < StaleButton
            > ada tamu
            < NotUnderstood(Standing { member: None, roles: [Treasurer] })
        "#]],
    );
}

#[test]
fn a_deposit_in_one_line() {
    check(
        &World::treasurer(),
        expect![[r#"
            > loket A-020 wajib 2 juta
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 }, notice: NoAccount }
            $ Deposit form 0000000000000001 3-1100/budi -> 1-1010 2000000 expects []
            > /loket A-017 100rb
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > pokok
            < Confirm { deposit: DepositLine { member: Sari, savings: Principal, amount: 100000 } }
            > [Cancel]
            < Cancelled
            > [Confirm]
            < StaleButton
        "#]],
    );
}

#[test]
fn a_word_at_the_last_question_is_no_amount() {
    check(
        &World::treasurer(),
        expect![[r#"
            > loket A-020 wajib 2 juta
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 } }
            > ya
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 } }
            > [cy:0000000000000001]
            < StaleButton
            > 3 juta
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 3000000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Budi, savings: Mandatory, amount: 3000000 }, notice: NoAccount }
            $ Deposit form 0000000000000004 3-1100/budi -> 1-1010 3000000 expects []
        "#]],
    );
}

#[test]
fn amounts_that_will_not_do() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket A-017 wajib
            < AskAmount { member: Sari, savings: Mandatory }
            > lima puluh
            < NotAnAmount
            > 0
            < AmountZero
            > 50.000,50
            < HasSen
            > 60 juta
            < AmountTooLarge { maximum: 50000000 }
            > 9999999999999999999
            < AmountTooLarge { maximum: 50000000 }
            > 1.250
            < AmountUnclear { low: 1250, high: 1250000 }
            > [ca:0000000000000007:9999]
            < StaleButton
            > [Amount 1250000]
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 1250000 } }
            > [Change]
            < AskAmount { member: Sari, savings: Mandatory }
            > 75000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 75000 } }
            > 80000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 80000 } }
            > [cy:000000000000000b]
            < StaleButton
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 80000 }, notice: Sent }
            $ Deposit form 000000000000000c 3-1100/sari -> 1-1010 80000 expects []
            $ tell 1017: Counter(MemberReceipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 80000 } })
        "#]],
    );
}

#[test]
fn an_unclear_amount_above_the_limit_is_clear() {
    let mut world = World::treasurer();
    world.cooperative.maximum_deposit = samples::rupiah(1_000_000);
    check(
        &world,
        expect![[r#"
            > /loket A-017 wajib 1.250
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 1250 } }
        "#]],
    );
}

#[test]
fn members_who_can_not_pay_in() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket
            < AskMember
            > siapa ya
            < MemberUnknown { typed: "siapa ya" }
            > A-999
            < MemberUnknown { typed: "A-999" }
            > A-040
            < MemberEnded { member: Tuti }
            > A-030
            < AskKind { member: Wati, kinds: [Principal, Mandatory] }
            > sukarela
            < KindNotPossible { member: Wati, refused: Voluntary, kinds: [Principal, Mandatory] }
            > [ck:0000000000000006:voluntary]
            < KindNotPossible { member: Wati, refused: Voluntary, kinds: [Principal, Mandatory] }
            > [ck:0000000000000007:time]
            < KindNotPossible { member: Wati, refused: Time, kinds: [Principal, Mandatory] }
            > [Principal]
            < AskAmount { member: Wati, savings: Principal }
        "#]],
    );
}

#[test]
fn only_the_treasurer_takes_money() {
    check(
        &World::chair(),
        expect![[r#"
        > /loket
        < NotYourRole
        > /loket A-017 wajib 5000
        < NotYourRole
        > [ctr]
        < NotYourRole
        > [cy:0000000000000001]
        < StaleButton
"#]],
    );
    check(
        &World::sari(),
        expect![[r#"
        > loket A-017
        < NotYourRole
"#]],
    );
}

#[test]
fn leaving_the_form_is_said_aloud() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket A-017 wajib 5000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > /menu
            < FormAbandoned
            < Menu(Standing { member: None, roles: [Treasurer] })
            > /loket A-017 wajib 5000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > batal
            < Cancelled
            > /batal
            < NothingToCancel
            > /loket
            < AskMember
            > [Language]
            < FormAbandoned
            < Language
            > [Cancel]
            < StaleButton
            > /loket
            < AskMember
            > {photo}
            < Unsupported(Standing { member: None, roles: [Treasurer] })
            > [xx]
            < StaleButton
            > [Cancel]
            < Cancelled
        "#]],
    );
}
