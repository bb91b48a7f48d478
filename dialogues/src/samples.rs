//! One example of everything, for the tests here and for those of whoever renders replies.

mod joining;
mod link;
mod office;
mod settings;

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Access, Door};
use domain::entry::EntryTerms;
use domain::hours::QuietHours;
use domain::ids::{InvitationId, JournalId, MemberId, PersonId, RequestId};
use domain::ledger::{Account, Code, JournalKind, Transfer};
use domain::locale::Locale;
use domain::member::{Address, Balances, Member, MemberStatus, Savings};
use domain::member_number::Pattern;
use domain::money::Money;
use domain::month::Month;
use domain::request::{ApprovalPolicy, Request, RequestStatus, Subject};
use domain::role::Role;
use domain::zone::Zone;

pub use self::office::{QUESTION_ROLES, question_card};
use crate::button::{Button, JoinTap};
use crate::correct::Correct;
use crate::counter::Counter;
use crate::dialogue::Dialogue;
use crate::facts::{
    Cooperative, Correction, Direction, JoiningSettings, Linked, MemberLink, OwnSettings, Person, Recipient,
    RequestCard, Service, Sharing, StatementLine, SubjectCard, WrittenJournal,
};
use crate::link::{Letter, Linking};
use crate::person::Registered;
use crate::reply::{Reply, Salutation, Standing, StatementView};
use crate::step::{Chat, Ctx};
use crate::tasks::Deciding;

/// An amount of whole rupiah.
pub fn rupiah(minor: i64) -> Money {
    Money::from_minor(minor).unwrap_or(Money::MAX)
}

/// A Monday.
pub fn today() -> NaiveDate {
    now().date_naive()
}

/// That Monday, at nine in the morning in Jakarta.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_399_200, 0).unwrap_or_default()
}

/// A private chat in Indonesian with a fixed seed.
pub fn ctx() -> Ctx {
    let seed = [7, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8, 9, 10, 11, 12];
    Ctx { now: now(), today: today(), locale: Locale::Id, chat: Chat::Private, seed }
}

/// Koperasi Contoh Maju.
pub fn cooperative() -> Cooperative {
    Cooperative {
        name: "Koperasi Contoh Maju".to_owned(),
        zone: Zone::Wib,
        contact: "Jl. Contoh 1, Senin-Jumat 08.00-15.00".to_owned(),
        minimum_voluntary: rupiah(10_000),
        maximum_deposit: rupiah(50_000_000),
        reversal_policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair, Role::Supervisor] },
        cooling_hours: 48,
        door_roles: vec![Role::Chair, Role::Secretary],
        question_roles: QUESTION_ROLES.to_vec(),
        group_roles: vec![Role::Chair, Role::Secretary],
        quiet_hours: QuietHours::NIGHT,
        service: Service::Open,
        settings: OwnSettings {
            legal_number: "518/BH/XVI.7/2019".to_owned(),
            payment: "BRI 1234567890 a.n. Koperasi Contoh Maju".to_owned(),
            roles: vec![Role::Chair, Role::Secretary],
            version: 4,
            number_pattern: Some(Pattern::usual()),
        },
        joining: JoiningSettings {
            entry: EntryTerms { principal: rupiah(100_000), mandatory: rupiah(20_000) },
            monthly_mandatory: rupiah(20_000),
            policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair, Role::Secretary] },
            registrars: vec![Role::Secretary, Role::Chair, Role::Treasurer],
        },
    }
}

/// Bu Sari, an active member.
pub fn sari() -> Member {
    Member {
        member_id: MemberId::from_u128(17),
        number: "A-017".to_owned(),
        name: "Sari Wulandari".to_owned(),
        address: Address::Bu,
        status: MemberStatus::Active,
        joined_on: NaiveDate::from_ymd_opt(2025, 3, 10).unwrap_or_default(),
    }
}

/// Sari with her account.
pub fn sari_link() -> MemberLink {
    let account = Some(Recipient { person_id: PersonId(1017), locale: Locale::Id });
    MemberLink { person: account, account, ..MemberLink::alone(sari()) }
}

/// What Sari has saved: Rp4.350.000, of which Rp1.150.000 can be withdrawn.
pub fn balances() -> Balances {
    Balances {
        principal: rupiah(100_000),
        mandatory: rupiah(1_090_000),
        voluntary: rupiah(1_160_000),
        time: rupiah(2_000_000),
    }
}

/// Somebody with these roles, linked to this member.
pub fn person(id: i64, member: Option<Member>, roles: &[Role]) -> Person {
    let linked = |member| Linked { member, door: Door::default(), slot: 1, open_until: None };
    let members = member.map(linked).into_iter().collect();
    let (person_id, roles) = (PersonId(id), roles.to_vec());
    Person::at(now(), Registered { person_id, locale: Some(Locale::Id), claimed: None, roles, members })
}

/// A deposit of Rp500.000 into Sari's voluntary savings, S-1042.
pub fn journal() -> WrittenJournal {
    WrittenJournal {
        journal_id: JournalId::from_u128(1042),
        receipt: "S-1042".to_owned(),
        kind: JournalKind::Deposit,
        occurred_on: today(),
        transfers: vec![Transfer {
            debit: Account::General(Code::Cash),
            credit: Account::Savings(Savings::Voluntary, MemberId::from_u128(17)),
            amount: rupiah(500_000),
        }],
        member: Some(sari_link()),
        correction: Correction::None,
    }
}

/// The treasurer's request to reverse S-1042.
pub fn request_card() -> RequestCard {
    RequestCard {
        request: Request {
            request_id: request_id(),
            subject: Subject::Reversal(JournalId::from_u128(1042)),
            made_by: PersonId(1),
            reason: "salah jumlah".to_owned(),
            policy: cooperative().reversal_policy,
            approved_by: Vec::new(),
            status: RequestStatus::Open,
            version: 3,
        },
        subject: SubjectCard::Reversal(journal()),
        maker: Recipient { person_id: PersonId(1), locale: Locale::Id },
    }
}

/// An invitation's id.
pub const fn invitation_id() -> InvitationId {
    InvitationId::from_u128(5)
}

pub(crate) const fn request_id() -> RequestId {
    RequestId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)
}

fn month() -> Month {
    Month::of(today())
}

/// Every kind of state.
pub fn dialogues() -> Vec<Dialogue> {
    let (nonce, number, savings) = (7, "A-017".to_owned(), Savings::Mandatory);
    let mut states = vec![
        Dialogue::Idle,
        Dialogue::Linking(Linking::AskContact),
        Dialogue::Linking(Linking::AskCode),
        Dialogue::Linking(Linking::LetterBrought(Letter {
            invitation: invitation_id(),
            number: number.clone(),
            expires_at: now(),
        })),
        Dialogue::Counter(Counter::AskMember { nonce }),
        Dialogue::Counter(Counter::AskKind { nonce, number: number.clone(), amount: None }),
        Dialogue::Counter(Counter::AskKind { nonce, number: number.clone(), amount: Some(rupiah(5_000)) }),
        Dialogue::Counter(Counter::AskAmount { nonce, number: number.clone(), savings }),
        Dialogue::Counter(Counter::AmountUnclear {
            nonce,
            number: number.clone(),
            savings,
            low: rupiah(1_250),
            high: rupiah(1_250_000),
        }),
        Dialogue::Counter(Counter::Confirm { nonce, number, savings, amount: rupiah(500_000) }),
        Dialogue::Counter(Counter::Posted { nonce }),
        Dialogue::Correct(Correct::AskReceipt { nonce }),
        Dialogue::Correct(Correct::AskReason { nonce, receipt: "S-1042".to_owned() }),
        Dialogue::Deciding(Deciding::AskReason { nonce, request: request_id() }),
    ];
    states.extend(crate::samples_door::dialogues());
    states.extend(office::dialogues());
    states.extend(joining::dialogues());
    states.extend(settings::dialogues());
    states
}

/// Every kind of button.
pub fn buttons() -> Vec<Button> {
    let (nonce, request) = (7, request_id());
    let mut buttons = vec![
        Button::Start,
        Button::ClaimMine,
        Button::ClaimNotMine,
        Button::Menu,
        Button::Balance,
        Button::BalanceDetail,
        Button::WhyNotAll,
        Button::StatementNow,
        Button::Statement { month: month().previous(), page: 0 },
        Button::Statement { month: month(), page: 12 },
        Button::Language,
        Button::SetLanguage(Locale::Id),
        Button::SetLanguage(Locale::En),
        Button::Help,
        Button::AskOffice,
        Button::SomethingWrong,
        Button::Counter,
        Button::CounterKind { nonce, savings: Savings::Principal },
        Button::CounterKind { nonce, savings: Savings::Mandatory },
        Button::CounterKind { nonce, savings: Savings::Voluntary },
        Button::CounterKind { nonce, savings: Savings::Time },
        Button::CounterAmount { nonce, amount: rupiah(1_250) },
        Button::CounterAmount { nonce, amount: rupiah(1_250_000) },
        Button::CounterConfirm { nonce },
        Button::CounterChange { nonce },
        Button::CancelForm { nonce },
        Button::Correct,
        Button::Tasks,
        Button::Requests,
        Button::Task { request, ordinal: 1 },
        Button::Approve(request),
        Button::Refuse(request),
        Button::InviteFriend,
        Button::Register,
    ];
    buttons.extend(crate::samples_door::buttons().into_iter().map(Button::Door));
    buttons.extend(office::buttons());
    buttons.extend(JoinTap::ALL.map(|tap| Button::Join { nonce, tap }));
    buttons.extend(settings::buttons().into_iter().map(Button::Settings));
    buttons
}

/// At least one of every reply.
pub fn replies() -> Vec<Reply> {
    let mut replies = general();
    replies.extend(link::replies().into_iter().map(Reply::Link));
    replies.extend(crate::samples_officers::counters().into_iter().map(Reply::Counter));
    replies.extend(crate::samples_officers::corrections().into_iter().map(Reply::Correct));
    replies.extend(crate::samples_officers::tasks().into_iter().map(Reply::Task));
    replies.extend(crate::samples_door::doors().into_iter().map(Reply::Door));
    replies.extend(crate::samples_door::tasks().into_iter().map(Reply::Task));
    replies.extend(crate::samples_door::shared().into_iter().map(Reply::Shared));
    replies.extend(office::replies());
    replies.extend(joining::tasks().into_iter().map(Reply::Task));
    replies.extend(joining::replies().into_iter().map(Reply::Join));
    replies.extend(settings::replies().into_iter().map(Reply::Settings));
    replies
}

fn standings() -> [Standing; 8] {
    let of = |member, roles: &[Role]| Standing::from(&person(1, member, roles));
    [
        of(None, &[]),
        of(Some(sari()), &[]),
        of(Some(sari()), &[Role::Treasurer]),
        of(None, &[Role::Supervisor]),
        of(None, &Role::ALL),
        Standing { access: Access::CoolingUntil(now()), ..of(Some(sari()), &[]) },
        Standing { sharing: Sharing::Shared, ..of(Some(sari()), &Role::ALL) },
        Standing { sharing: Sharing::Shared, ..of(None, &[Role::Chair]) },
    ]
}

fn general() -> Vec<Reply> {
    let mut replies = vec![
        Reply::Welcome,
        Reply::Language,
        Reply::LanguageSet(Locale::Id),
        Reply::LanguageSet(Locale::En),
        Reply::AskOffice,
        Reply::SomethingWrong,
        Reply::PrivatePlease,
        Reply::NotLinked,
        Reply::NotYourRole,
        Reply::StaleButton,
        Reply::FormAbandoned,
        Reply::Cancelled,
        Reply::NothingToCancel,
        Reply::Apology,
        Reply::SlowDown,
        Reply::StateLost,
        Reply::Suspended,
        Reply::Balance {
            member: who(),
            total: rupiah(4_350_000),
            withdrawable: rupiah(1_150_000),
            access: Access::Full,
        },
        Reply::Balance {
            member: who(),
            total: rupiah(4_350_000),
            withdrawable: rupiah(1_150_000),
            access: Access::CoolingUntil(now()),
        },
        Reply::BalanceDetail { member: who(), balances: balances(), total: rupiah(4_350_000) },
        Reply::WhyNotAll {
            member: who(),
            balances: balances(),
            minimum: rupiah(10_000),
            withdrawable: rupiah(1_150_000),
        },
        Reply::WhyNotAll { member: who(), balances: Balances::EMPTY, minimum: Money::ZERO, withdrawable: Money::ZERO },
        Reply::Statement(statement(8, 1)),
        Reply::Statement(statement(0, 0)),
    ];
    for standing in standings() {
        replies.extend([
            Reply::Menu(standing.clone()),
            Reply::Help(standing.clone()),
            Reply::NotUnderstood(standing.clone()),
            Reply::Unsupported(standing),
        ]);
    }
    replies
}

fn statement(lines: i64, page: u32) -> StatementView {
    let kinds = [
        (JournalKind::Deposit, Direction::In, 9_999_999_999),
        (JournalKind::Reversal, Direction::Out, 500_000),
        (JournalKind::Opening, Direction::In, 750),
    ];
    let lines = (0..lines).zip(kinds.into_iter().cycle()).zip(Savings::ALL.into_iter().cycle());
    StatementView {
        member: who(),
        month: month().previous(),
        page,
        lines: lines
            .map(|((number, (kind, direction, minor)), savings)| StatementLine {
                occurred_on: today(),
                savings,
                kind,
                amount: rupiah(minor),
                direction,
                receipt_number: 1042 + number,
            })
            .collect(),
        total_in: rupiah(99_999_999_999),
        total_out: rupiah(500_000),
        has_older_page: page > 0,
        earlier: Some(month().previous().previous()),
        later: Some(month()),
    }
}

pub(crate) fn who() -> Salutation {
    Salutation::from(&sari())
}

pub use joining::{application_card, draft, member_card};
pub use settings::{changes, staff};
