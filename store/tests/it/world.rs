//! Small cooperatives to tell stories about; everything in them follows from numbers.

use chrono::NaiveDate;
use domain::applicant::{Details, Heir, Payout};
use domain::entry::EntryTerms;
use domain::ids::{
    ApplicationId, BotId, ChatId, CooperativeId, InvitationId, JournalId, MemberId, PersonId, RequestId,
};
use domain::ledger::{Account, Code, Journal, JournalKind, Transfer};
use domain::locale::Locale;
use domain::member::{Address, MemberStatus, Savings};
use domain::money::Money;
use domain::nik::Nik;
use domain::phone::Phone;
use domain::request::{ApprovalPolicy, Subject};
use domain::role::Role;
use domain::zone::Zone;
use store::admissions::Admission;
use store::applications::NewApplication;
use store::bots::Bot;
use store::cooperatives::{Cooperative, OfficePolicy};
use store::inbox::{Arrival, NewUpdate};
use store::ledger::Posting;
use store::members::NewMember;
use store::outbox::{Form, NewMessage, Pace};
use store::people::PersonKey;
use store::requests::NewRequest;
use store::{Db, Keyring};

use crate::support::in_unit;

/// Some afternoon in November 2026.
pub const NOW: i64 = 1_795_420_800_000_000;

pub fn keys() -> Keyring {
    Keyring::new(&[7; 32])
}

pub const fn coop(n: u128) -> CooperativeId {
    CooperativeId::from_u128(0xC000 + n)
}

pub const fn member(n: u128) -> MemberId {
    MemberId::from_u128(0xA000 + n)
}

pub const fn journal(n: u128) -> JournalId {
    JournalId::from_u128(0x1000 + n)
}

pub const fn request(n: u128) -> RequestId {
    RequestId::from_u128(0x2000 + n)
}

pub const fn invitation(n: u128) -> InvitationId {
    InvitationId::from_u128(0x3000 + n)
}

pub const fn person(cooperative: u128, n: i64) -> PersonKey {
    PersonKey { cooperative_id: coop(cooperative), person_id: PersonId(n) }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

pub fn cooperative(n: u128) -> Cooperative {
    Cooperative {
        cooperative_id: coop(n),
        name: format!("Koperasi {n}"),
        zone: Zone::Wita,
        contact: "kantor, Senin-Jumat".into(),
        minimum_voluntary_minor: 10_000,
        maximum_deposit_minor: 50_000_000,
        principal_minor: 100_000,
        monthly_mandatory_minor: 20_000,
        first_mandatory: 1,
        joining_needed: 1,
        joining_roles: vec![Role::Chair, Role::Secretary],
        registrar_roles: vec![Role::Secretary, Role::CreditCommittee],
        reversal_needed: 2,
        reversal_roles: vec![Role::Chair, Role::CreditCommittee],
        suspended_at_us: 0,
        cooling_hours: 72,
        door_roles: vec![Role::Chair],
        office: OfficePolicy::usual(),
        legal_number: "518/BH/2019".into(),
        payment: String::new(),
        settings_roles: vec![Role::Chair, Role::Treasurer],
        settings_version: 1,
        number_pattern: None,
    }
}

pub fn bot(cooperative: u128) -> Bot {
    let id = i64::try_from(cooperative).unwrap();
    Bot { bot_id: BotId(id), cooperative_id: coop(cooperative), username: String::new(), token: format!("{id}:secret") }
}

pub fn new_member(n: u128, phone: &str) -> NewMember {
    NewMember {
        member_id: member(n),
        number: format!("A-{n:03}"),
        name: format!("Anggota {n}"),
        address: Address::Bu,
        status: MemberStatus::Active,
        joined_on: day("2020-02-29"),
        phone: phone.into(),
        personal_key: [9; 32],
    }
}

/// A cooperative with its bot and members 1 to 3, who have phones +62811, +62812 and none.
pub async fn found(db: &Db, n: u128) {
    in_unit!(db, tx => {
        store::cooperatives::add_in(tx, &cooperative(n), NOW).await?;
        store::bots::put_in(tx, &keys(), &bot(n)).await?;
        let members = [new_member(1, "+62811"), new_member(2, "+62812"), new_member(3, "")];
        store::members::add_in(tx, &keys(), coop(n), &members, NOW).await
    })
    .unwrap();
}

pub fn transfer(debit: Account, credit: Account, minor: i64) -> Transfer {
    Transfer { debit, credit, amount: money(minor) }
}

pub const fn savings(kind: Savings, n: u128) -> Account {
    Account::Savings(kind, member(n))
}

pub const CASH: Account = Account::General(Code::Cash);

/// A deposit of member `who` into voluntary savings; its cause is `test:{id}`.
pub fn deposit(cooperative: u128, id: u128, who: u128, minor: i64, on: &str) -> Posting {
    let transfers = vec![transfer(CASH, savings(Savings::Voluntary, who), minor)];
    posting(cooperative, id, Journal::try_new(JournalKind::Deposit, day(on), transfers).unwrap())
}

/// What undoes a deposit of [`deposit`].
pub fn reversal(deposited: &Posting, id: u128, on: &str) -> Posting {
    let back = Journal::reversing(deposited.journal_id, &deposited.journal.transfers, day(on)).unwrap();
    Posting { cooperative: deposited.cooperative, ..posting(0, id, back) }
}

pub fn posting(cooperative: u128, id: u128, content: Journal) -> Posting {
    Posting {
        cooperative: coop(cooperative),
        journal_id: journal(id),
        journal: content,
        cause_key: format!("test:{id}"),
        recorded_by: PersonId(500),
        expects: Vec::new(),
    }
}

pub async fn post(db: &Db, postings: Vec<Posting>) -> Result<Vec<store::ledger::Posted>, store::StoreError> {
    in_unit!(db, tx => store::ledger::post_in(tx, &postings, NOW).await)
}

/// Person 100 asks to reverse a journal; two others must agree.
pub fn reversal_request(cooperative: u128, id: u128, of: u128) -> NewRequest {
    NewRequest {
        maker: person(cooperative, 100),
        request_id: request(id),
        subject: Subject::Reversal(journal(of)),
        reason: "salah jumlah".into(),
        policy: ApprovalPolicy { needed: 2, roles: vec![Role::Chair, Role::CreditCommittee] },
    }
}

/// A NIK that nobody has.
pub const NIK: &str = "3515144508680002";

pub const fn application(n: u128) -> ApplicationId {
    ApplicationId::from_u128(0x4000 + n)
}

/// Wati's application, by herself in the chat or by an officer.
pub fn new_application(cooperative: u128, id: u128, who: Option<i64>, nik: &str) -> NewApplication {
    NewApplication {
        cooperative_id: coop(cooperative),
        application_id: application(id),
        person: who.map(PersonId),
        consent_version: 1,
        consent_locale: Locale::Id,
        consent_hash: "hash".into(),
        terms: EntryTerms { principal: money(100_000), mandatory: money(20_000) },
        name: "Wati".into(),
        address: Address::Bu,
        phone: Phone::parse("0812-0000-0099"),
        details: Details {
            nik: Nik::parse(nik).unwrap(),
            heir: Some(Heir { name: "Budi".into(), relation: "anak".into() }),
            payout: Payout::parse("BRI 1234567890"),
        },
        personal_key: [8; 32],
    }
}

/// The request for it; one other must agree.
pub fn application_request(cooperative: u128, id: u128, of: u128) -> NewRequest {
    NewRequest {
        maker: person(cooperative, 70),
        request_id: request(id),
        subject: Subject::Application(application(of)),
        reason: String::new(),
        policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair] },
    }
}

pub fn admission(cooperative: u128, of: u128, who: u128, number: &str) -> Admission {
    Admission {
        cooperative_id: coop(cooperative),
        application_id: application(of),
        member_id: member(who),
        number: number.into(),
        on: day("2026-11-24"),
    }
}

/// An update of person `lane` in the private chat with bot 1.
pub fn update(update_id: i64, lane: i64) -> NewUpdate {
    NewUpdate {
        bot: BotId(1),
        update_id,
        lane,
        chat: ChatId(lane),
        person: PersonId(lane),
        topic: 0,
        body: format!("{{\"update_id\":{update_id}}}").into_bytes(),
        arrival: Arrival::Ready,
    }
}

pub fn message(chat: i64, cause_key: &str) -> NewMessage {
    NewMessage {
        bot: BotId(1),
        chat: ChatId(chat),
        cause_key: cause_key.into(),
        form: Form::Message,
        pace: Pace::AtOnce,
        after_message_id: 0,
        payload: format!("{{\"to\":{chat},\"why\":\"{cause_key}\"}}").into_bytes(),
    }
}
