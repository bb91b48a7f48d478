//! Transcripts: officers who write down, decide and read.

use domain::ids::PersonId;
use domain::member::{Address, MemberStatus};
use domain::role::Role;
use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::{World, member};
use crate::samples;

fn chair() -> World {
    World { requests: vec![samples::application_card()], ..World::chair() }
}

#[test]
fn an_officer_writes_down_who_has_no_telegram() {
    check(
        &World::secretary(),
        expect![[r#"
            > [reg]
            < Ask { question: Consent, whose: Others, problem: None, heard: None }
            > [Agree]
            < Ask { question: Name, whose: Others, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Others, problem: None, heard: Some(Name("Wati")) }
            > [Address Pak]
            < Ask { question: Phone, whose: Others, problem: None, heard: None }
            > 0812
            < Ask { question: Phone, whose: Others, problem: Some(PhoneUnreadable), heard: None }
            > 0812-0000-0099
            < Ask { question: Nik, whose: Others, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Heir, whose: Others, problem: None, heard: None }
            $ EraseInput
            > [Later]
            < Ask { question: Payout, whose: Others, problem: None, heard: None }
            > [Later]
            < Summary { summary: Summary { name: "Wati", address: Pak, phone, nik, heir: None, payout: None, terms: terms }, whose: Others }
            > [Send]
            < SentForOther { summary: Summary { name: "Wati", address: Pak, phone, nik, heir: None, payout: None, terms: terms }, on: 2026-11-23, request: RequestId(new) }
            $ Apply(NewApplication { application: ApplicationId(new), whose: Others, consent: Consent { version: 1, locale: Id }, name: "Wati", address: Pak, phone: Some(Phone(+62•••••••0099)), nik: Nik(3515••••••••0002), heir: None, payout: None, terms: terms })
            $ OpenRequest { request: RequestId(new), subject: Application(ApplicationId(new)), reason: "", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Pak, phone, nik, heir: None, payout: None, terms: terms }, whose: Others, doubts: [Address] }, reason: "", missing: 1 })
        "#]],
    );
    let mut left = World::secretary();
    left.person.roles = vec![Role::Educator];
    check(
        &left,
        expect![[r#"
        > [reg]
        < NotYourRole
        > /anggota A-017
        < NotYourRole
"#]],
    );
}

#[test]
fn officers_see_cards_masked() {
    check(
        &World::secretary(),
        expect![[r#"
        > /anggota A-017
        < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
        $ SeeCard { member: MemberId(sari) }
        > anggota A-999
        < CardUnknown { typed: "A-999" }
        > /anggota siapa
        < CardUnknown { typed: "siapa" }
"#]],
    );
}

#[test]
fn the_chair_approves_and_a_candidate_hears_what_to_pay() {
    check(
        &chair(),
        expect![[r#"
            > /tugas
            < Request { request: RequestId(wati), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: None, terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 }
            > [Approve]
            < AdmittedOther(Admitted { member: Salutation { address: Bu, name: "Wati", number: "A-041" }, terms: terms, monthly: 20000 })
            $ Approve { request: RequestId(wati), version: 1, completes: true }
            $ Admit { application: ApplicationId(wati), member: MemberId(new), number: "A-041", on: 2026-11-23 }
            $ tell 99: Joining(Admitted(Admitted { member: Salutation { address: Bu, name: "Wati", number: "A-041" }, terms: terms, monthly: 20000 }))
        "#]],
    );
}

#[test]
fn the_chair_refuses_and_the_data_goes() {
    check(
        &chair(),
        expect![[r#"
            > [rr:00000000000000000000000000000003]
            < AskReason { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: None, terms: terms }, whose: Own, doubts: [] } }
            > KTP belum diperlihatkan
            < Refused { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: None, terms: terms }, whose: Own, doubts: [] } }
            $ Refuse { request: RequestId(wati), version: 1, reason: "KTP belum diperlihatkan" }
            $ Forget { application: ApplicationId(wati), status: Refused }
            $ tell 99: Requests(MakerRefused { subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Told, payout: None, terms: terms }, whose: Own, doubts: [] }, reason: "KTP belum diperlihatkan" })
        "#]],
    );
}

#[test]
fn who_wrote_it_down_does_not_decide_it() {
    let mut world = chair();
    world.requests[0].request.made_by = PersonId(2);
    check(
        &world,
        expect![[r#"
            > [ra:00000000000000000000000000000003]
            < OwnRequest { request: RequestId(wati) }
        "#]],
    );
}

#[test]
fn the_payment_in_full_makes_the_member() {
    // The double has the same sum on both accounts.
    check(
        &World { voluntary_minor: 40_000, ..World::treasurer() },
        expect![[r#"
            > loket A-030 pokok 59rb
            < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 59000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Wati, savings: Principal, amount: 59000 }, notice: NoAccount }
            $ Deposit form 0000000000000001 3-1000/00000000-0000-0000-0000-00000000001e -> 1-1010 59000 expects [3-1000/00000000-0000-0000-0000-00000000001e@12, 3-1100/00000000-0000-0000-0000-00000000001e@12]
            > loket A-030 pokok 60rb
            < Confirm { deposit: DepositLine { member: Wati, savings: Principal, amount: 60000 } }
            > [Confirm]
            < Receipt { receipt: posted, deposit: DepositLine { member: Wati, savings: Principal, amount: 60000 }, notice: NoAccount }
            < NowMemberOther(Wati)
            $ Deposit form 0000000000000003 3-1000/00000000-0000-0000-0000-00000000001e -> 1-1010 60000 expects [3-1000/00000000-0000-0000-0000-00000000001e@12, 3-1100/00000000-0000-0000-0000-00000000001e@12]
            $ Activate { member: MemberId(00000000-0000-0000-0000-00000000001e), on: 2026-11-23 }
            > [Confirm]
            < AlreadyRecorded
        "#]],
    );
}

#[test]
fn a_card_is_found_by_any_spelling_by_name_and_by_phone() {
    let more = vec![member(117, "A-117", "Sari Ayu", Address::Plain, MemberStatus::Active)];
    let world = World { more, ..World::secretary() };
    check(
        &world,
        expect![[r#"
            > /anggota 17
            < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
            $ SeeCard { member: MemberId(sari) }
            > anggota a 017
            < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
            $ SeeCard { member: MemberId(sari) }
            > /anggota wulandari
            < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
            $ SeeCard { member: MemberId(sari) }
            > /anggota 0810-0000-0017
            < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
            $ SeeCard { member: MemberId(sari) }
            > /anggota sari
            < WhichCard { typed: "sari", unclear: Several([Choice { member_id: MemberId(sari), member: Sari }, Choice { member_id: MemberId(00000000-0000-0000-0000-000000000075), member: Salutation { address: Plain, name: "Sari Ayu", number: "A-117" } }]) }
            > [mc:00000000000000000000000000000011]
            < Card(MemberCardView { member: Sari, status: Active, joined_on: 2025-03-10, phone: Some("+62•••••••0017"), nik: Some("3515••••••••0002"), has_heir: true, payout: Some("BRI ••••••7890"), is_linked: true })
            $ SeeCard { member: MemberId(sari) }
            > /anggota sa
            < WhichCard { typed: "sa", unclear: Short }
            > /anggota tono
            < CardUnknown { typed: "tono" }
        "#]],
    );
    check(
        &World::sari(),
        expect![[r#"
            > /anggota sari
            < NotYourRole
            > [mc:00000000000000000000000000000011]
            < NotYourRole
        "#]],
    );
}
