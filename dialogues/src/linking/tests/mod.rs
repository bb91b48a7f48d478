//! Transcripts.

mod codes;

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use expect_test::expect;

#[test]
fn a_member_links_by_their_own_contact() {
    check(
        &World::stranger(),
        expect![[r#"
        > /start
        < Welcome
        > {own 6281000000020}
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [] })
        $ LinkMember { member: MemberId(budi), invitation: None }
        > saldo
        < NotLinked
"#]],
    );
}

#[test]
fn whom_an_import_names_is_asked_before_anything_is_linked() {
    check(
        &World::claimant(),
        expect![[r#"
            > /start
            < AskClaim(Budi)
            > saldo
            < NotLinked
            > [ClaimMine]
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: None }
            $ DropClaim
        "#]],
    );
    check(
        &World::claimant(),
        expect![[r#"
            > /start
            < AskClaim(Budi)
            > [ClaimNotMine]
            < Welcome
            $ DropClaim
        "#]],
    );
}

#[test]
fn a_claim_button_means_nothing_to_others() {
    check(
        &World::stranger(),
        expect![[r#"
        > [mine]
        < Welcome
        > [nope]
        < Welcome
"#]],
    );
}

#[test]
fn a_card_that_proves_nothing_is_refused() {
    check(
        &World::stranger(),
        expect![[r#"
        > {own 6281000000020}
        < ContactNotAsked
        > {other 6281000000020}
        < ContactNotYours
        > {nobody 6281000000020}
        < ContactNotYours
        > {forwarded 6281000000020}
        < ContactForwarded
        > {own 12}
        < PhoneUnreadable
        > 0810-0000-0020
        < UseTheKey
"#]],
    );
}

#[test]
fn unknown_ended_and_taken_sound_alike() {
    check(
        &World::stranger(),
        expect![[r#"
        > /mulai
        < Welcome
        > {own 6281999999999}
        < NotFound
        > {own 6281000000040}
        < NotFound
        > {own 6281000000017}
        < NotFound
"#]],
    );
}

#[test]
fn an_office_needs_no_membership() {
    check(
        &World::stranger(),
        expect![[r#"
        > /start chair-used
        < CodeSpent
        > /start chair-code
        < RoleGranted(Chair)
        < Menu(Standing { member: None, roles: [Chair] })
        $ GrantRole { role: Chair, invitation: InvitationId(inv) }
"#]],
    );
    check(
        &World::chair(),
        expect![[r#"
            > /start chair-used
            < AlreadyRole(Chair)
            < Menu(Standing { member: None, roles: [Chair] })
            > /menu
            < Menu(Standing { member: None, roles: [Chair] })
            > [Start]
            < Welcome
            > {own 6281000000020}
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [Chair] })
            $ LinkMember { member: MemberId(budi), invitation: None }
        "#]],
    );
}

#[test]
fn a_linked_member_who_sends_a_card_is_not_linked_again() {
    check(
        &World::sari(),
        expect![[r#"
        > {own 6281000000020}
        < NotUnderstood(Standing { member: Some(Sari), roles: [] })
        > /kode
        < AskCode
        > {own 6281000000017}
        < AlreadyLinked(Sari)
        < Menu(Standing { member: Some(Sari), roles: [] })
        > /kode
        < AskCode
        > {own 6281000000020}
        < LinkedToAnother(Sari)
"#]],
    );
}

#[test]
fn a_look_aside_does_not_stop_the_linking() {
    check(
        &World::stranger(),
        expect![[r#"
            > /start
            < Welcome
            > Saya mau daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > bantuan
            < Help(Standing { member: None, roles: [] }) [Continue]
            > {own 6281000000020}
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: None }
        "#]],
    );
    check(
        &World::stranger(),
        expect![[r#"
            > Pakai kode
            < AskCode
            > /batal
            < Cancelled
            > Pakai kode
            < AskCode
            > Saya mau daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > saya bingung
            < Ask { question: Consent, whose: Own, problem: Some(UseButtons), heard: None }
            > /batal
            < Cancelled
            > {own 6281000000020}
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: None }
        "#]],
    );
}

#[test]
fn joining_languages_and_help() {
    check(
        &World::stranger(),
        expect![[r#"
            > Saya mau daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > /language
            < Language [Continue]
            > [En]
            < LanguageSet(En)
            < Welcome
            < FormWaits
            $ SetLocale(En)
            > bantuan
            < Help(Standing { member: None, roles: [] }) [Continue]
            > tanya petugas
            < AskWords
            > /batal
            < Cancelled
            > {photo}
            < Unsupported(Standing { member: None, roles: [] })
            > halo
            < NotUnderstood(Standing { member: None, roles: [] })
            > [xx]
            < StaleButton
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
        > [set:en]
        < LanguageSet(En)
        < Menu(Standing { member: Some(Sari), roles: [] })
        $ SetLocale(En)
        > /batal
        < NothingToCancel
        > halo
        < NotUnderstood(Standing { member: Some(Sari), roles: [] })
"#]],
    );
}

#[test]
fn a_group_learns_nothing() {
    check(
        &World::sari().in_group(),
        expect![[r#"
        > /saldo
        < PrivatePlease
        > /start SARI-1717
        < CodeUnknown
        > [bal]
        < PrivatePlease
        > saldo saya berapa?
        > {own 6281000000017}
        > {photo}
"#]],
    );
}
