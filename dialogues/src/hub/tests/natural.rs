//! Transcripts: members' own words.

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use expect_test::expect;

#[test]
fn a_clear_wish_is_done() {
    check(
        &World::sari(),
        expect![[r#"
            > saldo saya berapa?
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
            > ganti bahasa
            < Language
            > bicara dengan petugas
            < AskWords
            > [Cancel]
            < Cancelled
        "#]],
    );
}

#[test]
fn what_can_not_be_done_here_yet_goes_to_a_person() {
    check(
        &World::sari(),
        expect![[r#"
            > mau pinjam 5 juta
            < NotHereYet(Loan)
            > [AskOffice]
            < Confirm { words: "mau pinjam 5 juta" }
            > [Change]
            < AskWords
            > [Send]
            < StaleButton
            > kapan bisa diurus
            < Sent { number: Asked, reading: Told }
            $ Ask { question: QuestionId(new), words: "kapan bisa diurus", follows: None, roles: [Secretary, Chair] }
            $ tell 2: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan bisa diurus", follows: None }, next: None })
            $ tell 3: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan bisa diurus", follows: None }, next: None })
        "#]],
    );
}

/// Between the greeting and the card that it asks for, thanks and help cost nothing.
#[test]
fn whoever_gives_thanks_on_the_way_may_still_send_their_number() {
    check(
        &World::stranger(),
        expect![[r#"
        > halo terima kasih
        < Welcome
        > {own 6281000000020}
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [] })
        $ LinkMember { member: MemberId(budi), invitation: None }
"#]],
    );
}

#[test]
fn what_is_not_clear_is_asked() {
    check(
        &World::sari(),
        expect![[r#"
        > saldo anak saya berapa
        < Perhaps([Account(Balance)])
        > kenapa saldo saya berkurang?
        < Perhaps([Home(SomethingWrong), Account(Balance)])
        > bukan saldo
        < NotUnderstood(Standing { member: Some(Sari), roles: [] })
        > saldo
        < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
"#]],
    );
}

#[test]
fn words_in_a_form_belong_to_the_form() {
    check(
        &World::treasurer(),
        expect![[r#"
            > koreksi S-1042
            < AskReason { journal: S-1042 }
            > saldo salah
            < Confirm { journal: S-1042, reason: "saldo salah", asked_by: treasurer }
            > [Send]
            < Requested { request: RequestId(new), journal: S-1042, needed: 1 }
            $ OpenRequest { request: RequestId(new), subject: Reversal(JournalId(00000000-0000-0000-0000-000000000412)), reason: "saldo salah", policy: ApprovalPolicy { needed: 1, roles: [Chair, Supervisor] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "saldo salah", asked_by: Some(treasurer), missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Reversal(S-1042), reason: "saldo salah", asked_by: Some(treasurer), missing: 1 })
        "#]],
    );
}

#[test]
fn a_stranger_is_understood_and_may_still_send_the_number() {
    check(
        &World::stranger(),
        expect![[r#"
        > saldo saya berapa?
        < NotLinked
        > kapan kantor buka
        < NotUnderstood(Standing { member: None, roles: [] })
        > {own 6281000000020}
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [] })
        $ LinkMember { member: MemberId(budi), invitation: None }
"#]],
    );
    check(
        &World::stranger(),
        expect![[r#"
        > kapan kantor buka
        < NotUnderstood(Standing { member: None, roles: [] })
        > {own 6281000000020}
        < ContactNotAsked
"#]],
    );
}

#[test]
fn words_where_the_own_number_is_asked_for_are_no_number() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > [Address Plain]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > besok saja
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
        "#]],
    );
}
