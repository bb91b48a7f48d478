//! Transcripts.

use domain::ids::PersonId;
use domain::member::MemberStatus;
use domain::role::Role;

use crate::hub::tests::check;
use crate::hub::tests::world::{World, recipient};
use crate::joining::facts::{OwnApplication, Taken};
use crate::samples;

fn chair() -> World {
    World { requests: vec![samples::application_card()], ..World::chair() }
}

#[test]
fn a_person_joins_one_question_each() {
    check(
        &World::stranger(),
        r#"
        > Saya mau daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 1 }
        > [jo:0000000000000001:yes]
        < Ask { question: Name, whose: Own, problem: None, nonce: 2 }
        > Wati
        < Ask { question: Address, whose: Own, problem: None, nonce: 3 }
        > [jo:0000000000000003:bu]
        < Ask { question: Phone, whose: Own, problem: None, nonce: 4 }
        > {own 6281200000099}
        < Ask { question: Nik, whose: Own, problem: None, nonce: 5 }
        > 3515 1445 0868 0002
        < Ask { question: Heir, whose: Own, problem: None, nonce: 6 }
        $ EraseInput
        > Budi
        < Ask { question: Relation, whose: Own, problem: None, nonce: 7 }
        > anak
        < Ask { question: Payout, whose: Own, problem: None, nonce: 8 }
        > BRI 1234567890
        < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: Some("BRI ••••••7890"), terms: terms }, whose: Own, nonce: 9 }
        $ EraseInput
        > [jo:0000000000000009:send]
        < Sent
        $ Apply(NewApplication { application: ApplicationId(new), whose: Own, consent: Consent { version: 1, locale: Id }, name: "Wati", address: Bu, phone: Some(Phone(+62•••••••0099)), nik: Nik(3515••••••••0002), heir: Some(Heir(..)), payout: Some(Payout(BRI ••••••7890)), terms: terms })
        $ OpenRequest { request: RequestId(new), subject: Application(ApplicationId(new)), reason: "", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
        $ tell 2: Task(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: Some("BRI ••••••7890"), terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 })
        $ tell 3: Task(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: Some("BRI ••••••7890"), terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 })
        > [jo:0000000000000009:send]
        < AlreadySent
        > /daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 12 }
        "#,
    );
}

#[test]
fn what_is_not_taken_is_asked_again() {
    check(
        &World::stranger(),
        r#"
        > /daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 1 }
        > setuju
        < Ask { question: Consent, whose: Own, problem: Some(UseButtons), nonce: 2 }
        > [jo:0000000000000002:yes]
        < Ask { question: Name, whose: Own, problem: None, nonce: 3 }
        > 12345
        < Ask { question: Name, whose: Own, problem: Some(NameUnreadable), nonce: 4 }
        > Wati
        < Ask { question: Address, whose: Own, problem: None, nonce: 5 }
        > Ibu
        < Ask { question: Address, whose: Own, problem: Some(UseButtons), nonce: 6 }
        > [jo:0000000000000006:plain]
        < Ask { question: Phone, whose: Own, problem: None, nonce: 7 }
        > 081200000099
        < Ask { question: Phone, whose: Own, problem: Some(PhoneTyped), nonce: 8 }
        > {other 6281200000099}
        < Ask { question: Phone, whose: Own, problem: Some(PhoneOfAnother), nonce: 9 }
        > {forwarded 6281200000099}
        < Ask { question: Phone, whose: Own, problem: Some(PhoneForwarded), nonce: 10 }
        > {own x}
        < Ask { question: Phone, whose: Own, problem: Some(PhoneUnreadable), nonce: 11 }
        > {own 6281200000099}
        < Ask { question: Nik, whose: Own, problem: None, nonce: 12 }
        > 123
        < Ask { question: Nik, whose: Own, problem: Some(NikMalformed), nonce: 13 }
        $ EraseInput
        > 3515144508680002
        < Ask { question: Heir, whose: Own, problem: None, nonce: 14 }
        $ EraseInput
        > {photo}
        < NoPhotos
        $ EraseInput
        > [jo:000000000000000e:later]
        < Ask { question: Payout, whose: Own, problem: None, nonce: 16 }
        > BRI
        < Ask { question: Payout, whose: Own, problem: Some(PayoutUnreadable), nonce: 17 }
        $ EraseInput
        > [jo:0000000000000011:later]
        < Summary { summary: Summary { name: "Wati", address: Plain, phone, nik, has_heir: false, payout: None, terms: terms }, whose: Own, nonce: 18 }
        > apa lagi
        < Summary { summary: Summary { name: "Wati", address: Plain, phone, nik, has_heir: false, payout: None, terms: terms }, whose: Own, nonce: 19 }
        > [jo:0000000000000013:edit]
        < Change { whose: Own, nonce: 19 }
        > [jo:0000000000000013:f-heir]
        < Ask { question: Heir, whose: Own, problem: None, nonce: 21 }
        > Budi
        < Ask { question: Relation, whose: Own, problem: None, nonce: 22 }
        > [jo:0000000000000016:later]
        < Summary { summary: Summary { name: "Wati", address: Plain, phone, nik, has_heir: false, payout: None, terms: terms }, whose: Own, nonce: 23 }
        > [jo:0000000000000001:send]
        < StaleButton
        > [no:0000000000000017]
        < Cancelled
        "#,
    );
}

#[test]
fn a_draft_is_gone_on_with_and_left_aloud() {
    check(
        &World::stranger(),
        "
        > /daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 1 }
        > [jo:0000000000000001:yes]
        < Ask { question: Name, whose: Own, problem: None, nonce: 2 }
        > /daftar
        < Ask { question: Name, whose: Own, problem: None, nonce: 3 }
        > /bantuan
        < Help(Standing { member: None, roles: [] })
        > {photo}
        < NoPhotos
        $ EraseInput
        ",
    );
}

#[test]
fn what_is_taken_is_refused_without_a_name() {
    let member = Taken { nik_of_member: true, ..Taken::default() };
    check(
        &World { taken: member, ..World::stranger() },
        "
        > /daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 1 }
        > [jo:0000000000000001:yes]
        < Ask { question: Name, whose: Own, problem: None, nonce: 2 }
        > Wati
        < Ask { question: Address, whose: Own, problem: None, nonce: 3 }
        > [jo:0000000000000003:bu]
        < Ask { question: Phone, whose: Own, problem: None, nonce: 4 }
        > {own 6281200000099}
        < Ask { question: Nik, whose: Own, problem: None, nonce: 5 }
        > 3515144508680002
        < Ask { question: Nik, whose: Own, problem: Some(NikTaken(Member)), nonce: 6 }
        $ EraseInput
        ",
    );
    let asked = Taken { nik_of_application: true, ..Taken::default() };
    check(
        &World { taken: asked, ..World::stranger() },
        "
        > /daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 1 }
        > [jo:0000000000000001:yes]
        < Ask { question: Name, whose: Own, problem: None, nonce: 2 }
        > Wati
        < Ask { question: Address, whose: Own, problem: None, nonce: 3 }
        > [jo:0000000000000003:bu]
        < Ask { question: Phone, whose: Own, problem: None, nonce: 4 }
        > {own 6281200000099}
        < Ask { question: Nik, whose: Own, problem: None, nonce: 5 }
        > 3515144508680002
        < Ask { question: Nik, whose: Own, problem: Some(NikTaken(Application)), nonce: 6 }
        $ EraseInput
        ",
    );
    let phone = Taken { phone_of_member: true, ..Taken::default() };
    check(
        &World { taken: phone, ..World::stranger() },
        "
        > /daftar
        < Ask { question: Consent, whose: Own, problem: None, nonce: 1 }
        > [jo:0000000000000001:yes]
        < Ask { question: Name, whose: Own, problem: None, nonce: 2 }
        > Wati
        < Ask { question: Address, whose: Own, problem: None, nonce: 3 }
        > [jo:0000000000000003:bu]
        < Ask { question: Phone, whose: Own, problem: None, nonce: 4 }
        > {own 6281200000099}
        < PhoneTaken
        ",
    );
}

#[test]
fn who_waits_or_is_a_member_is_told_so() {
    let own = Some(OwnApplication { sent_on: samples::today() });
    check(
        &World { own, ..World::stranger() },
        "
        > /daftar
        < Waiting { sent_on: 2026-11-23 }
        > /status
        < Waiting { sent_on: 2026-11-23 }
        ",
    );
    check(
        &World::stranger(),
        "
        > /status
        < NothingOpen
        ",
    );
    check(
        &World::sari(),
        "
        > /daftar
        < AlreadyMember(Sari)
        > /status
        < AlreadyMember(Sari)
        > /ajak
        < Invitation
        ",
    );
    let mut candidate = World { voluntary_minor: 20_000, ..World::sari() };
    candidate.person.member.as_mut().unwrap().status = MemberStatus::Candidate;
    check(
        &candidate,
        "
        > /status
        < StillToPay { member: Sari, missing: EntryTerms { principal: 80000, mandatory: 0 } }
        ",
    );
}

#[test]
fn nobody_is_there_to_decide() {
    let mut world = World::secretary();
    world.officers = vec![recipient(3)];
    check(
        &world,
        r#"
        > /anggota
        < Register
        > [reg]
        < Ask { question: Consent, whose: Others, problem: None, nonce: 2 }
        > [jo:0000000000000002:yes]
        < Ask { question: Name, whose: Others, problem: None, nonce: 3 }
        > Wati
        < Ask { question: Address, whose: Others, problem: None, nonce: 4 }
        > [jo:0000000000000004:bu]
        < Ask { question: Phone, whose: Others, problem: None, nonce: 5 }
        > [jo:0000000000000005:later]
        < Ask { question: Nik, whose: Others, problem: None, nonce: 6 }
        > 3515144508680002
        < Ask { question: Heir, whose: Others, problem: None, nonce: 7 }
        $ EraseInput
        > [jo:0000000000000007:later]
        < Ask { question: Payout, whose: Others, problem: None, nonce: 8 }
        > [jo:0000000000000008:later]
        < Summary { summary: Summary { name: "Wati", address: Bu, phone: None, nik: "3515••••••••0002", has_heir: false, payout: None, terms: terms }, whose: Others, nonce: 9 }
        > [jo:0000000000000009:send]
        < NoOfficers
        "#,
    );
}

#[test]
fn an_officer_writes_down_who_has_no_telegram() {
    check(
        &World::secretary(),
        r#"
        > [reg]
        < Ask { question: Consent, whose: Others, problem: None, nonce: 1 }
        > [jo:0000000000000001:yes]
        < Ask { question: Name, whose: Others, problem: None, nonce: 2 }
        > Wati
        < Ask { question: Address, whose: Others, problem: None, nonce: 3 }
        > [jo:0000000000000003:pak]
        < Ask { question: Phone, whose: Others, problem: None, nonce: 4 }
        > 0812
        < Ask { question: Phone, whose: Others, problem: Some(PhoneUnreadable), nonce: 5 }
        > 0812-0000-0099
        < Ask { question: Nik, whose: Others, problem: None, nonce: 6 }
        > 3515144508680002
        < Ask { question: Heir, whose: Others, problem: None, nonce: 7 }
        $ EraseInput
        > [jo:0000000000000007:later]
        < Ask { question: Payout, whose: Others, problem: None, nonce: 8 }
        > [jo:0000000000000008:later]
        < Summary { summary: Summary { name: "Wati", address: Pak, phone, nik, has_heir: false, payout: None, terms: terms }, whose: Others, nonce: 9 }
        > [jo:0000000000000009:send]
        < SentForOther { summary: Summary { name: "Wati", address: Pak, phone, nik, has_heir: false, payout: None, terms: terms }, on: 2026-11-23 }
        $ Apply(NewApplication { application: ApplicationId(new), whose: Others, consent: Consent { version: 1, locale: Id }, name: "Wati", address: Pak, phone: Some(Phone(+62•••••••0099)), nik: Nik(3515••••••••0002), heir: None, payout: None, terms: terms })
        $ OpenRequest { request: RequestId(new), subject: Application(ApplicationId(new)), reason: "", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
        $ tell 2: Task(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Pak, phone, nik, has_heir: false, payout: None, terms: terms }, whose: Others, doubts: [Address] }, reason: "", missing: 1 })
        "#,
    );
    let mut left = World::secretary();
    left.person.roles = vec![Role::Educator];
    check(
        &left,
        "
        > [reg]
        < NotYourRole
        > /anggota A-017
        < NotYourRole
        ",
    );
}

#[test]
fn officers_see_cards_masked() {
    check(
        &World::secretary(),
        r#"
        > /anggota A-017
        < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
        $ SeeCard { member: MemberId(sari) }
        > anggota A-999
        < CardUnknown { typed: "A-999" }
        > /anggota siapa
        < CardUnknown { typed: "siapa" }
        "#,
    );
}

#[test]
fn the_chair_approves_and_a_candidate_hears_what_to_pay() {
    check(
        &chair(),
        r#"
        > /tugas
        < Request { request: RequestId(wati), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: None, terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 }
        > [ra:00000000000000000000000000000003]
        < AdmittedOther(Admitted { member: Salutation { address: Bu, name: "Wati", number: "A-041" }, terms: terms, monthly: 20000 })
        $ Approve { request: RequestId(wati), version: 1, completes: true }
        $ Admit { application: ApplicationId(wati), member: MemberId(new), number: "A-041", on: 2026-11-23 }
        $ tell 99: Join(Admitted(Admitted { member: Salutation { address: Bu, name: "Wati", number: "A-041" }, terms: terms, monthly: 20000 }))
        "#,
    );
}

#[test]
fn the_chair_refuses_and_the_data_goes() {
    check(
        &chair(),
        r#"
        > [rr:00000000000000000000000000000003]
        < AskReason { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: None, terms: terms }, whose: Own, doubts: [] }, nonce: 1 }
        > KTP belum diperlihatkan
        < Refused { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: None, terms: terms }, whose: Own, doubts: [] } }
        $ Refuse { request: RequestId(wati), version: 1, reason: "KTP belum diperlihatkan" }
        $ Forget { application: ApplicationId(wati) }
        $ tell 99: Task(MakerRefused { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, has_heir: true, payout: None, terms: terms }, whose: Own, doubts: [] }, reason: "KTP belum diperlihatkan" })
        "#,
    );
}

#[test]
fn who_wrote_it_down_does_not_decide_it() {
    let mut world = chair();
    world.requests[0].request.made_by = PersonId(2);
    check(
        &world,
        "
        > [ra:00000000000000000000000000000003]
        < OwnRequest
        ",
    );
}

#[test]
fn the_payment_in_full_makes_the_member() {
    // The double has the same sum on both accounts.
    check(&World { voluntary_minor: 40_000, ..World::treasurer() }, "
        > loket A-030 pokok 59rb
        < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 59000 }, nonce: 1 }
        > [cy:0000000000000001]
        < Receipt { receipt: posted, deposit: DepositLine { member: Wati, savings: Principal, amount: 59000 }, notice: NoAccount }
        $ Deposit form 0000000000000001 3-1000/00000000-0000-0000-0000-00000000001e -> 1-1010 59000 expects [3-1000/00000000-0000-0000-0000-00000000001e@12, 3-1100/00000000-0000-0000-0000-00000000001e@12]
        > loket A-030 pokok 60rb
        < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 60000 }, nonce: 3 }
        > [cy:0000000000000003]
        < Receipt { receipt: posted, deposit: DepositLine { member: Wati, savings: Principal, amount: 60000 }, notice: NoAccount }
        < NowMemberOther(Wati)
        $ Deposit form 0000000000000003 3-1000/00000000-0000-0000-0000-00000000001e -> 1-1010 60000 expects [3-1000/00000000-0000-0000-0000-00000000001e@12, 3-1100/00000000-0000-0000-0000-00000000001e@12]
        $ Activate { member: MemberId(00000000-0000-0000-0000-00000000001e), on: 2026-11-23 }
        > [cy:0000000000000003]
        < AlreadyRecorded
        ");
}
