//! Transcripts.

mod whom;

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
            < AmountOdd { deposit: DepositLine { member: Sari, savings: Principal, amount: 100000 }, because: PrincipalPaid }
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
            > besok
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 2000000 } }
            > [cy:0000000000000001]
            < StaleButton
            > 1 juta
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 1000000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Budi, savings: Mandatory, amount: 1000000 }, notice: NoAccount }
            $ Deposit form 0000000000000004 3-1100/budi -> 1-1010 1000000 expects []
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
            > /loket A-017 sukarela 1.250
            < Confirm { deposit: DepositLine { member: Sari, savings: Voluntary, amount: 1250 } }
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
fn what_is_looked_at_on_the_way_leaves_the_form() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket A-017 wajib 5000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > /menu
            < Menu(Standing { member: None, roles: [Treasurer] }) [Continue]
            > /tugas
            < OwnWait([(RequestId(request), Reversal(S-1042))]) [Continue]
            > ya
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 }, notice: Sent }
            $ Deposit form 0000000000000004 3-1100/sari -> 1-1010 5000 expects []
            $ tell 1017: Counter(MemberReceipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } })
            > /loket
            < AskMember
            > [Language]
            < Language [Continue]
            > A-020
            < AskKind { member: Budi, kinds: [Principal, Mandatory, Voluntary] }
            > [Back]
            < AskMember
            > batal
            < Cancelled
            > /batal
            < NothingToCancel
            > [Continue]
            < NothingToContinue
            > /loket
            < AskMember
            > [Language]
            < Language [Continue]
            > [Cancel]
            < Cancelled
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

#[test]
fn another_form_asks_once_before_much_is_lost() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket A-017
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > /koreksi
            < FormAbandoned
            < AskReceipt
            > /loket A-017 wajib 5000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > /koreksi
            < AskLeave { answers: 3 }
            > [Continue]
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > /koreksi S-1042
            < AskLeave { answers: 3 }
            > [Quit]
            < FormAbandoned
            < AskReason { journal: S-1042 }
            > salah anggota
            < Confirm { journal: S-1042, reason: "salah anggota", asked_by: treasurer }
            > /loket A-017 wajib 5000
            < FormAbandoned
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > /koreksi
            < AskLeave { answers: 3 }
            > /koreksi
            < FormAbandoned
            < AskReceipt
            > [Quit]
            < StaleButton
        "#]],
    );
}

#[test]
fn words_count_as_buttons_and_wishes_as_wishes() {
    check(
        &World::treasurer(),
        expect![[r#"
            > /loket
            < AskMember
            > mau lihat mutasi
            < NotLinked
            < FormWaits
            > [Continue]
            < AskMember
            > a-017
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > simpanan wajib
            < AskAmount { member: Sari, savings: Mandatory }
            > kembali
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > wajib
            < AskAmount { member: Sari, savings: Mandatory }
            > 5000
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 5000 } }
            > ubah
            < AskAmount { member: Sari, savings: Mandatory }
            > 20rb
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 20000 } }
            > ya, benar
            < Keys(Officer)
            < Receipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 20000 }, notice: Sent }
            $ Deposit form 000000000000000a 3-1100/sari -> 1-1010 20000 expects []
            $ tell 1017: Counter(MemberReceipt { receipt: posted, deposit: DepositLine { member: Sari, savings: Mandatory, amount: 20000 } })
            > ya
            < NotUnderstood(Standing { member: None, roles: [Treasurer] })
        "#]],
    );
}

#[test]
fn an_amount_far_from_what_is_due_or_usual_is_asked_about() {
    let mut world = World { voluntary_minor: 20_000, ..World::treasurer() };
    check(
        &world,
        expect![[r#"
            > /loket A-030 pokok 200rb
            < AmountOdd { deposit: DepositLine { member: Wati, savings: Principal, amount: 200000 }, because: MoreThanDue { due: 80000 } }
            > [Amount 80000]
            < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 80000 } }
            > /batal
            < Cancelled
            > /loket A-030 pokok 200rb
            < AmountOdd { deposit: DepositLine { member: Wati, savings: Principal, amount: 200000 }, because: MoreThanDue { due: 80000 } }
            > [cont]
            < AmountOdd { deposit: DepositLine { member: Wati, savings: Principal, amount: 200000 }, because: MoreThanDue { due: 80000 } }
            > ubah
            < AskAmount { member: Wati, savings: Principal }
            > 80rb
            < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 80000 } }
            > 200rb
            < AmountOdd { deposit: DepositLine { member: Wati, savings: Principal, amount: 200000 }, because: MoreThanDue { due: 80000 } }
            > [Amount 200000]
            < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 200000 } }
            > ya
            < Receipt { receipt: posted, deposit: DepositLine { member: Wati, savings: Principal, amount: 200000 }, notice: NoAccount }
            < NowMemberOther(Wati)
            $ Deposit form 0000000000000009 3-1000/00000000-0000-0000-0000-00000000001e -> 1-1010 200000 expects [3-1000/00000000-0000-0000-0000-00000000001e@12, 3-1100/00000000-0000-0000-0000-00000000001e@12]
            $ Activate { member: MemberId(00000000-0000-0000-0000-00000000001e), on: 2026-11-23 }
        "#]],
    );
    world.voluntary_minor = 100_000;
    check(
        &world,
        expect![[r#"
            > /loket A-017 pokok 200rb
            < AmountOdd { deposit: DepositLine { member: Sari, savings: Principal, amount: 200000 }, because: PrincipalPaid }
            > [Change]
            < AskAmount { member: Sari, savings: Principal }
            > [Back]
            < AskKind { member: Sari, kinds: [Principal, Mandatory, Voluntary] }
            > [Voluntary]
            < AskAmount { member: Sari, savings: Voluntary }
        "#]],
    );
}

#[test]
fn a_few_rupiah_and_a_strange_wajib_are_asked_about() {
    let world = World::treasurer();
    check(
        &world,
        expect![[r#"
            > /loket A-017 sukarela 50
            < AmountUnclear { low: 50, high: 50000 }
            > [cont]
            < AmountUnclear { low: 50, high: 50000 }
            > [Change]
            < AskAmount { member: Sari, savings: Voluntary }
            > 50
            < AmountUnclear { low: 50, high: 50000 }
            > [Amount 50000]
            < Confirm { deposit: DepositLine { member: Sari, savings: Voluntary, amount: 50000 } }
            > [Change]
            < AskAmount { member: Sari, savings: Voluntary }
            > 50
            < AmountUnclear { low: 50, high: 50000 }
            > [Amount 50]
            < Confirm { deposit: DepositLine { member: Sari, savings: Voluntary, amount: 50 } }
            > /batal
            < Cancelled
            > /loket A-017 wajib 1500
            < AmountOdd { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 1500 }, because: FarFromMonthly { monthly: 20000 } }
            > [Amount 1500]
            < Confirm { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 1500 } }
            > 3 juta
            < AmountOdd { deposit: DepositLine { member: Sari, savings: Mandatory, amount: 3000000 }, because: FarFromMonthly { monthly: 20000 } }
            > [Back]
            < StaleButton
        "#]],
    );
}
