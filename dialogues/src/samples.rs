//! One example of everything, for the tests here and for those of whoever renders replies.

mod link;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{InvitationId, JournalId, MemberId, PersonId, RequestId};
use domain::ledger::{Account, Code, JournalKind, Transfer};
use domain::locale::Locale;
use domain::member::{Address, Balances, Member, MemberStatus, Savings};
use domain::money::Money;
use domain::month::Month;
use domain::request::{ApprovalPolicy, Request, RequestStatus, Subject};
use domain::role::Role;
use domain::zone::Zone;

use crate::button::Button;
use crate::correct::Correct;
use crate::counter::Counter;
use crate::dialogue::Dialogue;
use crate::facts::{
    Cooperative, Correction, Direction, MemberLink, Person, Recipient, RequestCard, StatementLine, SubjectCard,
    WrittenJournal,
};
use crate::link::{Letter, Linking};
use crate::reply::{
    CorrectReply, CounterReply, DepositLine, JournalCard, Movement, NotCorrectable, Notice, ReceiptRef, Reply,
    Salutation, Standing, StatementView, TaskReply, TaskSubject,
};
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
    MemberLink { member: sari(), person: Some(Recipient { person_id: PersonId(1017), locale: Locale::Id }) }
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
    Person { person_id: PersonId(id), locale: Some(Locale::Id), member, claimed: None, roles: roles.to_vec() }
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

const fn request_id() -> RequestId {
    RequestId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)
}

fn month() -> Month {
    Month::of(today())
}

/// Every kind of state.
pub fn dialogues() -> Vec<Dialogue> {
    let (nonce, number, savings) = (7, "A-017".to_owned(), Savings::Mandatory);
    vec![
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
    ]
}

/// Every kind of button.
pub fn buttons() -> Vec<Button> {
    let (nonce, request) = (7, request_id());
    vec![
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
        Button::Task { request, ordinal: 1 },
        Button::Approve(request),
        Button::Refuse(request),
    ]
}

/// At least one of every reply.
pub fn replies() -> Vec<Reply> {
    let mut replies = general();
    replies.extend(link::replies().into_iter().map(Reply::Link));
    replies.extend(counters().into_iter().map(Reply::Counter));
    replies.extend(corrections().into_iter().map(Reply::Correct));
    replies.extend(tasks().into_iter().map(Reply::Task));
    replies
}

fn standings() -> [Standing; 5] {
    let of = |member, roles: &[Role]| Standing::from(&person(1, member, roles));
    [
        of(None, &[]),
        of(Some(sari()), &[]),
        of(Some(sari()), &[Role::Treasurer]),
        of(None, &[Role::Supervisor]),
        of(None, &Role::ALL),
    ]
}

fn general() -> Vec<Reply> {
    let mut replies = vec![
        Reply::Welcome,
        Reply::Language,
        Reply::LanguageSet(Locale::Id),
        Reply::LanguageSet(Locale::En),
        Reply::AskOffice,
        Reply::JoinAtOffice,
        Reply::SomethingWrong,
        Reply::PrivatePlease,
        Reply::NotLinked,
        Reply::NotYourRole,
        Reply::StaleButton,
        Reply::FormAbandoned,
        Reply::Cancelled,
        Reply::NothingToCancel,
        Reply::Apology,
        Reply::StateLost,
        Reply::Balance { member: who(), total: rupiah(4_350_000), withdrawable: rupiah(1_150_000) },
        Reply::BalanceDetail { member: who(), balances: balances(), total: rupiah(4_350_000) },
        Reply::WhyNotAll { balances: balances(), minimum: rupiah(10_000), withdrawable: rupiah(1_150_000) },
        Reply::WhyNotAll { balances: Balances::EMPTY, minimum: Money::ZERO, withdrawable: Money::ZERO },
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

fn who() -> Salutation {
    Salutation::from(&sari())
}

fn counters() -> Vec<CounterReply> {
    let ask = |savings| CounterReply::AskAmount { member: who(), savings, nonce: 7 };
    let mut replies = counter_screens();
    replies.extend(Savings::ALL.map(ask));
    replies
}

fn counter_screens() -> Vec<CounterReply> {
    let (nonce, member) = (7, who());
    let kinds = vec![Savings::Principal, Savings::Mandatory, Savings::Voluntary];
    let deposit = DepositLine { member: who(), savings: Savings::Voluntary, amount: rupiah(500_000) };
    let posted = ReceiptRef::Posted(0);
    vec![
        CounterReply::AskMember { nonce },
        CounterReply::MemberUnknown { typed: "A-999 <b>".to_owned(), nonce },
        CounterReply::MemberEnded { member: member.clone(), nonce },
        CounterReply::AskKind { member: member.clone(), kinds: kinds.clone(), nonce },
        CounterReply::KindNotPossible { member: member.clone(), refused: Savings::Time, kinds, nonce },
        CounterReply::KindNotPossible {
            member,
            refused: Savings::Voluntary,
            kinds: vec![Savings::Principal, Savings::Mandatory],
            nonce,
        },
        CounterReply::NotAnAmount { nonce },
        CounterReply::HasSen { nonce },
        CounterReply::AmountZero { nonce },
        CounterReply::AmountTooLarge { maximum: rupiah(50_000_000), nonce },
        CounterReply::AmountUnclear { low: rupiah(1_250), high: rupiah(1_250_000), nonce },
        CounterReply::Confirm { deposit: deposit.clone(), nonce },
        CounterReply::Receipt { receipt: posted.clone(), deposit: deposit.clone(), notice: Notice::Sent },
        CounterReply::Receipt { receipt: posted.clone(), deposit: deposit.clone(), notice: Notice::NoAccount },
        CounterReply::MemberReceipt { receipt: posted, deposit },
        CounterReply::AlreadyRecorded,
    ]
}

fn corrections() -> Vec<CorrectReply> {
    let (nonce, request, receipt) = (7, request_id(), ReceiptRef::Known("K-7".to_owned()));
    let journal = || JournalCard::from(&journal());
    let bare = JournalCard { movements: Vec::new(), ..opening() };
    let out = Movement { savings: Savings::Time, direction: Direction::Out, amount: rupiah(5_000) };
    let back = JournalCard { kind: JournalKind::Reversal, movements: vec![out], ..journal() };
    let reason = "salah <jumlah>".to_owned();
    let not_possible = [NotCorrectable::Reversed, NotCorrectable::Requested, NotCorrectable::IsCorrection];
    let mut replies = vec![
        CorrectReply::AskReceipt { nonce },
        CorrectReply::ReceiptUnknown { typed: "S-9999".to_owned(), nonce },
        CorrectReply::AskReason { journal: journal(), nonce },
        CorrectReply::AskReason { journal: bare, nonce },
        CorrectReply::AskReason { journal: back, nonce },
        CorrectReply::ReasonLength { min: 3, max: 200, nonce },
        CorrectReply::NoApprovers,
        CorrectReply::Requested { journal: journal(), needed: 1 },
        CorrectReply::Requested { journal: journal(), needed: 2 },
        CorrectReply::WouldOverdraw { request, journal: journal() },
        CorrectReply::Corrected { receipt: receipt.clone(), journal: journal() },
        CorrectReply::MemberCorrected { receipt, journal: journal(), reason },
    ];
    replies.extend(not_possible.map(|because| CorrectReply::NotPossible { receipt: "S-1042".to_owned(), because }));
    replies
}

fn opening() -> JournalCard {
    JournalCard { kind: JournalKind::Opening, receipt: "A-1".to_owned(), member: None, ..JournalCard::from(&journal()) }
}

fn tasks() -> Vec<TaskReply> {
    let (nonce, request, reason) = (7, request_id(), "salah <jumlah>".to_owned());
    let subject = || TaskSubject::Reversal(JournalCard::from(&journal()));
    let opening = || TaskSubject::Reversal(opening());
    vec![
        TaskReply::Request { request, subject: subject(), reason: reason.clone(), missing: 1 },
        TaskReply::Request { request, subject: opening(), reason: reason.clone(), missing: 2 },
        TaskReply::Tasks(vec![(request, subject()), (RequestId::from_u128(2), opening())]),
        TaskReply::NoTasks,
        TaskReply::Decided,
        TaskReply::OwnRequest,
        TaskReply::Approved { missing: 1 },
        TaskReply::Approved { missing: 2 },
        TaskReply::AlreadyApproved,
        TaskReply::AskReason { subject: subject(), nonce },
        TaskReply::ReasonLength { min: 3, max: 200, nonce },
        TaskReply::Refused { subject: subject() },
        TaskReply::MakerRefused { subject: subject(), reason },
    ]
}
