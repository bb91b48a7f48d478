//! Transcripts: codes of the office and of letters, and what can't be one.

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use expect_test::expect;

#[test]
fn a_code_links_too() {
    check(
        &World::stranger(),
        expect![[r#"
            > Pakai kode
            < AskCode
            > kode saya apa ya?
            < NotUnderstood(Standing { member: None, roles: [] })
            > NOBODY-00
            < CodeUnknown
            $ Tried { secret: Code, tries: Tries { wrong: 1, last_at: Some(2026-11-23T02:00:00Z) } }
            > BUDI-used
            < CodeSpent
            > BUDI-late
            < CodeSpent
            > TUTI-4040
            < CodeSpent
            > BUDI-2020
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        "#]],
    );
}

#[test]
fn a_deep_link_is_a_code() {
    check(
        &World::stranger(),
        expect![[r#"
        > /start BUDI-2020
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [] })
        $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        > /start menu
        < Welcome
"#]],
    );
}

#[test]
fn a_second_press_on_a_deep_link_is_fine() {
    check(
        &World::sari(),
        expect![[r#"
        > /start SARI-1717
        < AlreadyLinked(Sari)
        < Menu(Standing { member: Some(Sari), roles: [] })
        > /start BUDI-2020
        < ChooseFirstPin { first: Sari, second: Budi }
        > /start BUDI-used
        < CodeSpent
        > terima kasih
        < Welcome
"#]],
    );
}

#[test]
fn the_code_of_a_letter_needs_the_phone_of_its_member() {
    check(
        &World::stranger(),
        expect![[r#"
        > /kode k7mp 3xqt
        < AskPhoneOfLetter
        > 0810-0000-0020
        < UseTheKey
        > {other 6281000000020}
        < ContactNotYours
        > {own 6281000000020}
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [] })
        $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
"#]],
    );
}

#[test]
fn a_sentence_where_a_code_is_awaited_is_no_guess() {
    check(
        &World::stranger(),
        expect![[r#"
            > Pakai kode
            < AskCode
            > selamat pagi
            < NotUnderstood(Standing { member: None, roles: [] })
            > saya lupa kodenya
            < NotUnderstood(Standing { member: None, roles: [] })
            > kodenya belum dikasih
            < NotUnderstood(Standing { member: None, roles: [] })
            > bagaimana caranya
            < NotUnderstood(Standing { member: None, roles: [] })
            > terima kasih
            < Welcome
            > makasehh
            < NotUnderstood(Standing { member: None, roles: [] })
            > bantuan
            < Help(Standing { member: None, roles: [] })
            > apa kabar pak
            < NotUnderstood(Standing { member: None, roles: [] })
            > BUDI-2020
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
            > /kode
            < AskCode
            > saldo saya berapa ya
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
            > kapan kantor buka?
            < NotUnderstood(Standing { member: Some(Sari), roles: [] })
            > [AskOffice]
            < Confirm { words: "kapan kantor buka?" }
            > /batal
            < Cancelled
        "#]],
    );
}

#[test]
fn a_slip_of_a_code_is_told_and_is_no_guess() {
    check(
        &World::stranger(),
        expect![[r#"
            > Pakai kode
            < AskCode
            > 7K2M-Q9XT-R4P8
            < CodeUnknown
            > 7K2-MQ9-XT3
            < CodeUnknown
            > BLAA-AAAA-AAAA
            < CodeUnknown
            > /kode 7K2M-Q9XT-R4P8
            < CodeUnknown
            > /start 7K2MQ9XTR4P8
            < Welcome
            > /kode brosur
            < CodeUnknown
        "#]],
    );
}

#[test]
fn what_a_poster_put_into_its_link_greets_as_start_does() {
    check(
        &World::stranger(),
        expect![[r#"
            > /start brosur2026
            < Welcome
            > /start instagram
            < Welcome
            > /start brosur2026
            < Welcome
            > /start rapat-anggota_2026
            < Welcome
            > /start brosur2026
            < Welcome
            > /start brosur2026
            < Welcome
            > /start BUDI-2020
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
            > /start brosur2026
            < Menu(Standing { member: Some(Sari), roles: [] })
        "#]],
    );
}

#[test]
fn a_code_is_known_wherever_words_are_free() {
    check(
        &World::stranger(),
        expect![[r#"
            > /start
            < Welcome
            > BUDI-2020
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        "#]],
    );
    check(
        &World::stranger(),
        expect![[r#"
            > BUDI-paper
            < AskPhoneOfLetter
            > {own 6281000000020}
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        "#]],
    );
    // Words without a figure, one of 31 of which could pass for a code.
    for words in ["ADAYANGTAHUKAH", "BENARKAN", "SEBENARNYAAA"] {
        check(&World::sari(), format!("> {words}\n< NotUnderstood(Standing {{ member: Some(Sari), roles: [] }})"));
    }
}

#[test]
fn a_letter_that_somebody_found_links_nobody() {
    check(
        &World::stranger(),
        expect![[r#"
        > /kode K7MP-3XQT
        < AskPhoneOfLetter
        > {own 6281000000099}
        < LetterNotYours
        > K7MP3XQT
        < AskPhoneOfLetter
        > {own 6281000000017}
        < LetterNotYours
        > K7MP-3XQU
        < CodeSpent
"#]],
    );
}
