//! Transcripts: whoever joins by themselves.

use domain::ids::{PersonId, RequestId};
use domain::member::MemberStatus;
use domain::request::RequestStatus;
use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::{World, recipient};
use crate::joining::facts::{OwnApplication, Taken};
use crate::samples;

#[test]
fn a_photo_goes_from_the_chat_whatever_stands_below_it() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > {photo} KTP saya
            < NoPhotos
            $ EraseInput
            > Joko Contoh
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Joko Contoh")) }
            > /batal
            < Cancelled
            > {photo} kapan kantor buka?
            < NotUnderstood(Standing { member: None, roles: [] })
        "#]],
    );
}

#[test]
fn a_person_joins_one_question_each() {
    check(
        &World::stranger(),
        expect![[r#"
            > Saya mau daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > [Address Bu]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515 1445 0868 0002
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            $ EraseInput
            > Budi
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Budi")) }
            > anak
            < Ask { question: Payout, whose: Own, problem: None, heard: Some(Related(Heir(..))) }
            > BRI 1234567890
            < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Named(Heir(..)), payout: Some("BRI ••••••7890"), terms: terms }, whose: Own }
            $ EraseInput
            > [Send]
            < Sent
            $ Apply(NewApplication { application: ApplicationId(new), whose: Own, consent: Consent { version: 1, locale: Id }, name: "Wati", address: Bu, phone: Some(Phone(+62•••••••0099)), nik: Nik(3515••••••••0002), heir: Some(Heir(..)), payout: Some(Payout(BRI ••••••7890)), terms: terms })
            $ OpenRequest { request: RequestId(new), subject: Application(ApplicationId(new)), reason: "", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: Some("BRI ••••••7890"), terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: Some("BRI ••••••7890"), terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 })
            > [Send]
            < AlreadySent
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
        "#]],
    );
}

#[test]
fn what_is_not_taken_is_asked_again() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > apa ini
            < Ask { question: Consent, whose: Own, problem: Some(UseButtons), heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > 12345
            < Ask { question: Name, whose: Own, problem: Some(NameUnreadable), heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > Mbak
            < Ask { question: Address, whose: Own, problem: Some(UseButtons), heard: None }
            > [Address Plain]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > 081200000099
            < Ask { question: Phone, whose: Own, problem: Some(PhoneTyped), heard: None }
            > {other 6281200000099}
            < Ask { question: Phone, whose: Own, problem: Some(PhoneOfAnother), heard: None }
            > {forwarded 6281200000099}
            < Ask { question: Phone, whose: Own, problem: Some(PhoneForwarded), heard: None }
            > {own x}
            < Ask { question: Phone, whose: Own, problem: Some(PhoneUnreadable), heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 123
            < Ask { question: Nik, whose: Own, problem: Some(NikMalformed), heard: None }
            $ EraseInput
            > 3515144508680002
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            $ EraseInput
            > {photo}
            < NoPhotos
            $ EraseInput
            > [Later]
            < Ask { question: Payout, whose: Own, problem: None, heard: None }
            > BRI
            < Ask { question: Payout, whose: Own, problem: Some(PayoutUnreadable), heard: None }
            $ EraseInput
            > [Later]
            < Summary { summary: Summary { name: "Wati", address: Plain, phone, nik, heir: None, payout: None, terms: terms }, whose: Own }
            > apa lagi
            < Summary { summary: Summary { name: "Wati", address: Plain, phone, nik, heir: None, payout: None, terms: terms }, whose: Own }
            > [Change]
            < Change { whose: Own }
            > [Field Heir]
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            > Budi
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Budi")) }
            > [Later]
            < Summary { summary: Summary { name: "Wati", address: Plain, phone, nik, heir: None, payout: None, terms: terms }, whose: Own }
            > [jo:0000000000000001:send]
            < StaleButton
            > [Cancel]
            < Cancelled
        "#]],
    );
}

#[test]
fn a_draft_is_gone_on_with_and_left_aloud() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > /daftar
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > /bantuan
            < Help(Standing { member: None, roles: [] }) [Continue]
            > {photo}
            < NoPhotos
            $ EraseInput
        "#]],
    );
}

#[test]
fn what_is_taken_is_refused_without_a_name() {
    let member = Taken { nik_of_member: true, ..Taken::default() };
    check(
        &World { taken: member, ..World::stranger() },
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > [Address Bu]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Nik, whose: Own, problem: Some(NikTaken(Member)), heard: None }
            $ EraseInput
        "#]],
    );
    let asked = Taken { nik_of_application: true, ..Taken::default() };
    check(
        &World { taken: asked, ..World::stranger() },
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > [Address Bu]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Nik, whose: Own, problem: Some(NikTaken(Application)), heard: None }
            $ EraseInput
        "#]],
    );
    let phone = Taken { phone_of_member: true, ..Taken::default() };
    check(
        &World { taken: phone, ..World::stranger() },
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > [Address Bu]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < PhoneTaken
        "#]],
    );
}

#[test]
fn who_waits_or_is_a_member_is_told_so() {
    let own = Some(OwnApplication { request: RequestId::from_u128(3), sent_on: samples::today() });
    check(
        &World { own, ..World::stranger() },
        expect![[r#"
            > /daftar
            < Waiting { sent_on: 2026-11-23, request: RequestId(wati) }
            > /status
            < Waiting { sent_on: 2026-11-23, request: RequestId(wati) }
        "#]],
    );
    check(
        &World::stranger(),
        expect![[r#"
        > /status
        < NothingOpen
"#]],
    );
    check(
        &World::sari(),
        expect![[r#"
        > /daftar
        < AlreadyMember(Sari)
        > /status
        < AlreadyMember(Sari)
        > /ajak
        < Invitation
"#]],
    );
    let mut candidate = World { voluntary_minor: 20_000, ..World::sari() };
    candidate.person.member.as_mut().unwrap().status = MemberStatus::Candidate;
    check(
        &candidate,
        expect![[r#"
        > /status
        < StillToPay { member: Sari, missing: EntryTerms { principal: 80000, mandatory: 0 } }
"#]],
    );
}

#[test]
fn nobody_is_there_to_decide() {
    let mut world = World::secretary();
    world.officers = vec![recipient(3)];
    check(
        &world,
        expect![[r#"
            > /anggota
            < Register
            > [Register]
            < Ask { question: Consent, whose: Others, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Others, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Others, problem: None, heard: Some(Name("Wati")) }
            > [Address Bu]
            < Ask { question: Phone, whose: Others, problem: None, heard: None }
            > [Later]
            < Ask { question: Nik, whose: Others, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Heir, whose: Others, problem: None, heard: None }
            $ EraseInput
            > [Later]
            < Ask { question: Payout, whose: Others, problem: None, heard: None }
            > [Later]
            < Summary { summary: Summary { name: "Wati", address: Bu, phone: None, nik: "3515••••••••0002", heir: None, payout: None, terms: terms }, whose: Others }
            > [Send]
            < NoOfficers
        "#]],
    );
}

#[test]
fn whoever_applied_takes_it_back() {
    let mut card = samples::application_card();
    card.request.made_by = PersonId(99);
    let own = Some(OwnApplication { request: RequestId::from_u128(3), sent_on: samples::today() });
    let mut world = World { own, requests: vec![card], ..World::stranger() };
    check(
        &world,
        expect![[r#"
            > /status
            < Waiting { sent_on: 2026-11-23, request: RequestId(wati) }
            > [TakeBack]
            < AskTakeBack { request: RequestId(wati), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: None, terms: terms }, whose: Own, doubts: [] } }
            > [ConfirmTakeBack]
            < TakenBack { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: None, terms: terms }, whose: Own, doubts: [] } }
            $ TakeBack { request: RequestId(wati), version: 1 }
            $ Forget { application: ApplicationId(wati), status: TakenBack }
        "#]],
    );
    world.requests[0].request.status = RequestStatus::Approved;
    check(
        &world,
        expect![[r#"
            > /status
            < Waiting { sent_on: 2026-11-23, request: RequestId(wati) }
            > [TakeBack]
            < TakeBackLate
            > [ry:00000000000000000000000000000003]
            < TakeBackLate
        "#]],
    );
}
