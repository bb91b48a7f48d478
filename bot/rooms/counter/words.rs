//! Deposits at the counter.

use crate::render::catalogue::Args;
use crate::render::{Words, shortened};
use crate::rooms::people;
use dialogues::base::people::Salutation;
use dialogues::counter::CounterButton;
use dialogues::counter::{CounterReply, DepositLine, Notice, Odd};
use dialogues::hub::Reply;
use domain::member::Savings;
use domain::money::Money;
use domain::words::{rupiah, spelled};

pub fn html(reply: &CounterReply, words: &Words<'_>) -> String {
    match reply {
        CounterReply::AskMember { .. } => words.plain("counter-ask-member"),
        CounterReply::WhichMember { typed, unclear, .. } => people::words::unclear(typed, unclear, words),
        CounterReply::MemberUnknown { typed, .. } => {
            words.with("counter-member-unknown", Args::new().value("typed", &shortened(typed)))
        }
        CounterReply::MemberEnded { member, .. } => words.with("counter-member-ended", words.member(member)),
        CounterReply::AskKind { member, .. } => words.with("counter-ask-kind", words.member(member)),
        CounterReply::KindNotPossible { member, refused, .. } => kind_not_possible(member, *refused, words),
        CounterReply::AskAmount { member, savings, .. } => {
            words.with("counter-ask-amount", words.member(member).html("savings", words.savings(*savings)))
        }
        CounterReply::NotAnAmount { .. } => words.plain("counter-not-an-amount"),
        CounterReply::HasSen { .. } => words.plain("counter-has-sen"),
        CounterReply::AmountZero { .. } => words.plain("counter-amount-zero"),
        CounterReply::AmountTooLarge { maximum, .. } => {
            words.with("counter-amount-too-large", Args::new().money("maximum", *maximum, words.locale))
        }
        CounterReply::AmountUnclear { low, high, .. } => unclear(*low, *high, words),
        CounterReply::AmountOdd { deposit, because, .. } => odd(deposit, *because, words),
        CounterReply::Confirm { deposit, .. } => {
            words.with("counter-confirm", paid(deposit, words).html("words", spelled(deposit.amount, words.locale)))
        }
        CounterReply::Receipt { receipt, deposit, notice } => {
            let told = words.plain(match notice {
                Notice::Sent => "counter-notice-sent",
                Notice::NoAccount => "counter-notice-none",
                Notice::Frozen => "counter-notice-frozen",
            });
            let args = paid(deposit, words).value("receipt", &words.receipt(receipt));
            format!("{}\n\n{told}", words.with("counter-receipt", args))
        }
        CounterReply::MemberReceipt { receipt, deposit } => {
            let args = paid(deposit, words).value("receipt", &words.receipt(receipt));
            words.with("counter-member-receipt", args)
        }
        CounterReply::AlreadyRecorded => words.plain("counter-already-recorded"),
    }
}

/// A time deposit is refused to everybody here, anything else to candidates.
fn kind_not_possible(member: &Salutation, refused: Savings, words: &Words<'_>) -> String {
    let key = match refused {
        Savings::Time => "counter-kind-time",
        Savings::Principal | Savings::Mandatory | Savings::Voluntary => "counter-kind-candidate",
    };
    words.with(key, words.member(member))
}

fn unclear(low: Money, high: Money, words: &Words<'_>) -> String {
    let args = Args::new().money("low", low, words.locale).money("high", high, words.locale);
    words.with("counter-amount-unclear", args)
}

/// What is due or usual, and whether the amount is meant all the same.
fn odd(deposit: &DepositLine, because: Odd, words: &Words<'_>) -> String {
    let args = paid(deposit, words);
    match because {
        Odd::PrincipalPaid => words.with("counter-principal-paid", args),
        Odd::MoreThanDue { due } => words.with("counter-more-than-due", args.money("due", due, words.locale)),
        Odd::FarFromMonthly { monthly } => {
            words.with("counter-far-from-monthly", args.money("monthly", monthly, words.locale))
        }
    }
}

fn paid(deposit: &DepositLine, words: &Words<'_>) -> Args {
    let member = words.member(&deposit.member);
    member.html("savings", words.savings(deposit.savings)).money("amount", deposit.amount, words.locale)
}

/// The label of a button of this room.
pub fn label(button: CounterButton, reply: &Reply, words: &Words<'_>) -> String {
    words.plain(match button {
        CounterButton::Start if matches!(reply, Reply::Counter(_)) => "button-next-deposit",
        CounterButton::Start => "button-counter",
        CounterButton::Member { member, .. } => {
            let chosen = match reply {
                Reply::Counter(CounterReply::WhichMember { unclear, .. }) => people::words::label(member, unclear),
                _ => None,
            };
            return chosen.unwrap_or_else(|| words.plain("button-counter"));
        }
        CounterButton::Kind { savings, .. } => return words.savings_short(savings),
        CounterButton::Amount { amount, .. } => return rupiah(amount, words.locale),
        CounterButton::Confirm { .. } => "button-yes",
        CounterButton::Change { .. } => "button-change",
    })
}
