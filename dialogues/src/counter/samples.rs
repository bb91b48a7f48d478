//! One example of everything around a deposit at the counter.

use domain::ids::MemberId;
use domain::member::Savings;

use super::{Counter, CounterButton, CounterReply, DepositLine, Notice, Odd};
use crate::base::lookup::Unclear;
use crate::base::posting::ReceiptRef;
use crate::base::samples::{NONCE, rupiah, several, who};
use crate::hub::Dialogue;

pub(crate) fn dialogues() -> Vec<Dialogue> {
    let (nonce, number, savings) = (NONCE, "A-017".to_owned(), Savings::Mandatory);
    [
        Counter::AskMember { nonce },
        Counter::WhichMember { nonce, savings: None, amount: None },
        Counter::WhichMember { nonce, savings: Some(savings), amount: Some(rupiah(20_000)) },
        Counter::AskKind { nonce, number: number.clone(), amount: None },
        Counter::AskKind { nonce, number: number.clone(), amount: Some(rupiah(5_000)) },
        Counter::AskAmount { nonce, number: number.clone(), savings },
        Counter::AmountUnclear { nonce, number: number.clone(), savings, low: rupiah(1_250), high: rupiah(1_250_000) },
        Counter::Confirm { nonce, number, savings, amount: rupiah(500_000) },
        Counter::Posted { nonce },
    ]
    .map(Dialogue::Counter)
    .into()
}

pub(crate) fn buttons() -> Vec<CounterButton> {
    let nonce = NONCE;
    let mut buttons = Savings::ALL.map(|savings| CounterButton::Kind { nonce, savings }).to_vec();
    buttons.extend([
        CounterButton::Start,
        CounterButton::Member { nonce, member: MemberId::from_u128(17) },
        CounterButton::Amount { nonce, amount: rupiah(1_250) },
        CounterButton::Amount { nonce, amount: rupiah(1_250_000) },
        CounterButton::Confirm { nonce },
        CounterButton::Change { nonce },
    ]);
    buttons
}

pub(crate) fn replies() -> Vec<CounterReply> {
    let ask = |savings| CounterReply::AskAmount { member: who(), savings, nonce: 7 };
    let mut replies = screens();
    replies.extend(Savings::ALL.map(ask));
    replies
}

fn screens() -> Vec<CounterReply> {
    let (nonce, member) = (7, who());
    let kinds = vec![Savings::Principal, Savings::Mandatory, Savings::Voluntary];
    let deposit = DepositLine { member: who(), savings: Savings::Voluntary, amount: rupiah(500_000) };
    let posted = ReceiptRef::Posted(0);
    vec![
        CounterReply::AskMember { nonce },
        CounterReply::MemberUnknown { typed: "A-999 <b>".to_owned(), nonce },
        CounterReply::WhichMember { typed: "sari <b>".to_owned(), unclear: several(2), nonce },
        CounterReply::WhichMember { typed: "sari".to_owned(), unclear: several(5), nonce },
        CounterReply::WhichMember { typed: "sari".to_owned(), unclear: Unclear::Many, nonce },
        CounterReply::WhichMember { typed: "sa".to_owned(), unclear: Unclear::Short, nonce },
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
        CounterReply::AmountOdd { deposit: deposit.clone(), because: Odd::PrincipalPaid, nonce },
        CounterReply::AmountOdd { deposit: deposit.clone(), because: Odd::MoreThanDue { due: rupiah(100_000) }, nonce },
        CounterReply::AmountOdd {
            deposit: deposit.clone(),
            because: Odd::FarFromMonthly { monthly: rupiah(20_000) },
            nonce,
        },
        CounterReply::Confirm { deposit: deposit.clone(), nonce },
        CounterReply::Receipt { receipt: posted.clone(), deposit: deposit.clone(), notice: Notice::Sent },
        CounterReply::Receipt { receipt: posted.clone(), deposit: deposit.clone(), notice: Notice::NoAccount },
        CounterReply::Receipt { receipt: posted.clone(), deposit: deposit.clone(), notice: Notice::Frozen },
        CounterReply::MemberReceipt { receipt: posted, deposit },
        CounterReply::AlreadyRecorded,
    ]
}
