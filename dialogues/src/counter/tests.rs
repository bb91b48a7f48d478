//! Transcripts.

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::samples;

#[test]
fn a_deposit_step_by_step() {
    check(
        &World::treasurer(),
        "
        > /loket
        < AskMember { nonce: 1 }
        > a-017
        < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary], nonce: 2 }
        > [ck:0000000000000002:voluntary]
        < AskAmount { member: Sari, savings: Voluntary, nonce: 3 }
        > 500rb
        < Confirm { deposit: DepositLine { member: Sari, savings: Voluntary, amount: 500000 }, nonce: 4 }
        > [cy:0000000000000004]
        < Receipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Voluntary, amount: 500000 }, notice: Sent }
        $ Deposit form 0000000000000004 2-1100/sari -> 1-1010 500000 expects []
        $ tell 1017: Counter(MemberReceipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Voluntary, amount: 500000 } })
        > [cy:0000000000000004]
        < AlreadyRecorded
        > [cx:0000000000000004]
        < StaleButton
        > ada tamu
        < NotUnderstood(Standing { member: None, roles: [Treasurer] })
        ",
    );
}

#[test]
fn a_deposit_in_one_line() {
    check(
        &World::treasurer(),
        "
        > loket A-020 wajib 2 juta
        < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 }, nonce: 1 }
        > [cy:0000000000000001]
        < Receipt { receipt: posted, deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 }, notice: NoAccount }
        $ Deposit form 0000000000000001 3-1100/budi -> 1-1010 2000000 expects []
        > /loket A-017 100rb
        < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary], nonce: 3 }
        > pokok
        < Confirm { deposit: DepositLine { member: Sari, savings: Principal, amount: 100000 }, nonce: 4 }
        > [no:0000000000000004]
        < Cancelled
        > [cy:0000000000000004]
        < StaleButton
        ",
    );
}

#[test]
fn a_word_at_the_last_question_is_no_amount() {
    check(
        &World::treasurer(),
        "
        > loket A-020 wajib 2 juta
        < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 }, nonce: 1 }
        > ya
        < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 }, nonce: 2 }
        > [cy:0000000000000001]
        < StaleButton
        > 3 juta
        < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 3000000 }, nonce: 4 }
        > [cy:0000000000000004]
        < Receipt { receipt: posted, deposit: DepositLine { member: Budi, savings: Mandatory, amount: 3000000 }, notice: NoAccount }
        $ Deposit form 0000000000000004 3-1100/budi -> 1-1010 3000000 expects []
        ",
    );
}

#[test]
fn amounts_that_will_not_do() {
    check(
        &World::treasurer(),
        "
        > /loket A-017 wajib
        < AskAmount { member: Sari, savings: Mandatory, nonce: 1 }
        > lima puluh
        < NotAnAmount { nonce: 2 }
        > 0
        < AmountZero { nonce: 3 }
        > 50.000,50
        < HasSen { nonce: 4 }
        > 60 juta
        < AmountTooLarge { maximum: 50000000, nonce: 5 }
        > 9999999999999999999
        < AmountTooLarge { maximum: 50000000, nonce: 6 }
        > 1.250
        < AmountUnclear { low: 1250, high: 1250000, nonce: 7 }
        > [ca:0000000000000007:9999]
        < StaleButton
        > [ca:0000000000000007:1250000]
        < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 1250000 }, nonce: 9 }
        > [cx:0000000000000009]
        < AskAmount { member: Sari, savings: Mandatory, nonce: 10 }
        > 75000
        < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 75000 }, nonce: 11 }
        > 80000
        < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 80000 }, nonce: 12 }
        > [cy:000000000000000b]
        < StaleButton
        > [cy:000000000000000c]
        < Receipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 80000 }, notice: Sent }
        $ Deposit form 000000000000000c 3-1100/sari -> 1-1010 80000 expects []
        $ tell 1017: Counter(MemberReceipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 80000 } })
        ",
    );
}

#[test]
fn an_unclear_amount_above_the_limit_is_clear() {
    let mut world = World::treasurer();
    world.cooperative.maximum_deposit = samples::rupiah(1_000_000);
    check(
        &world,
        "
        > /loket A-017 wajib 1.250
        < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 1250 }, nonce: 1 }
        ",
    );
}

#[test]
fn members_who_can_not_pay_in() {
    check(
        &World::treasurer(),
        r#"
        > /loket
        < AskMember { nonce: 1 }
        > siapa ya
        < MemberUnknown { typed: "siapa ya", nonce: 2 }
        > A-999
        < MemberUnknown { typed: "A-999", nonce: 3 }
        > A-040
        < MemberEnded { member: Tuti, nonce: 4 }
        > A-030
        < AskKind { member: Wati, kinds: [Principal, Mandatory], nonce: 5 }
        > sukarela
        < KindNotPossible { member: Wati, refused: Voluntary, kinds: [Principal, Mandatory], nonce: 6 }
        > [ck:0000000000000006:voluntary]
        < KindNotPossible { member: Wati, refused: Voluntary, kinds: [Principal, Mandatory], nonce: 7 }
        > [ck:0000000000000007:time]
        < KindNotPossible { member: Wati, refused: Time, kinds: [Principal, Mandatory], nonce: 8 }
        > [ck:0000000000000008:principal]
        < AskAmount { member: Wati, savings: Principal, nonce: 9 }
        "#,
    );
}

#[test]
fn only_the_treasurer_takes_money() {
    check(
        &World::chair(),
        "
        > /loket
        < NotYourRole
        > /loket A-017 wajib 5000
        < NotYourRole
        > [ctr]
        < NotYourRole
        > [cy:0000000000000001]
        < StaleButton
        ",
    );
    check(
        &World::sari(),
        "
        > loket A-017
        < NotYourRole
        ",
    );
}

#[test]
fn leaving_the_form_is_said_aloud() {
    check(
        &World::treasurer(),
        "
        > /loket A-017 wajib 5000
        < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 }, nonce: 1 }
        > /menu
        < FormAbandoned
        < Menu(Standing { member: None, roles: [Treasurer] })
        > /loket A-017 wajib 5000
        < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 }, nonce: 3 }
        > batal
        < Cancelled
        > /batal
        < NothingToCancel
        > /loket
        < AskMember { nonce: 6 }
        > [lang]
        < FormAbandoned
        < Language
        > [no:0000000000000006]
        < StaleButton
        > /loket
        < AskMember { nonce: 9 }
        > {photo}
        < Unsupported(Standing { member: None, roles: [Treasurer] })
        > [xx]
        < StaleButton
        > [no:0000000000000009]
        < Cancelled
        ",
    );
}
