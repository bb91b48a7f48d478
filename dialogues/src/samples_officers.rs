//! One example of everything that officers are told: at the counter, about corrections, about what waits for them.

use domain::ids::RequestId;
use domain::ledger::JournalKind;
use domain::member::Savings;

use crate::facts::Direction;
use crate::reply::{
    CorrectReply, CounterReply, DepositLine, JournalCard, Movement, NotCorrectable, Notice, ReceiptRef, TaskReply,
    TaskSubject,
};
use crate::samples::{journal, request_id, rupiah, who};

pub(crate) fn counters() -> Vec<CounterReply> {
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
        CounterReply::Receipt { receipt: posted.clone(), deposit: deposit.clone(), notice: Notice::Frozen },
        CounterReply::MemberReceipt { receipt: posted, deposit },
        CounterReply::AlreadyRecorded,
    ]
}

pub(crate) fn corrections() -> Vec<CorrectReply> {
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
        CorrectReply::CashShort { request, journal: journal() },
        CorrectReply::Corrected { receipt: receipt.clone(), journal: journal() },
        CorrectReply::MemberCorrected { receipt, journal: journal(), reason },
    ];
    replies.extend(not_possible.map(|because| CorrectReply::NotPossible { receipt: "S-1042".to_owned(), because }));
    replies
}

fn opening() -> JournalCard {
    JournalCard { kind: JournalKind::Opening, receipt: "A-1".to_owned(), member: None, ..JournalCard::from(&journal()) }
}

pub(crate) fn tasks() -> Vec<TaskReply> {
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
