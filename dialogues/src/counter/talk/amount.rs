//! The amount of a deposit: what is due, what is usual, and what is asked about before it is taken.

use domain::amount::AmountText;
use domain::bug::{Bug, seeded};
use domain::member::{Member, Savings};
use domain::money::Money;

use super::{Draft, Told, confirm};
use crate::base::people::Salutation;
use crate::base::step::goto;
use crate::counter::{Counter, CounterReply, DepositLine, Odd};
use crate::hub::{Ctx, Dialogue, Facts, Needs, Step};
use crate::joining;

/// A thousand: what is often left out, and the least that is usual.
const THOUSAND: i64 = 1_000;

/// Simpanan wajib of so many months is far from usual.
const FAR_MONTHS: i64 = 100;

pub(super) const fn clear(amount: Money) -> Told {
    Told::Text(AmountText::Clear(amount))
}

/// What was typed when one of these two was asked for: an unclear amount, or the larger one.
pub(super) fn asked_about(low: Money, high: Money) -> Told {
    let thousands = low.minor().checked_mul(THOUSAND);
    if thousands == Some(high.minor()) { Told::Text(AmountText::Unclear { low, high }) } else { clear(high) }
}

/// What is still due of simpanan pokok; of other savings nothing is.
pub(super) fn due(member: &Member, savings: Savings, facts: &Facts) -> Result<Option<Money>, Needs> {
    if savings != Savings::Principal {
        return Ok(None);
    }
    let entry = joining::entry(member.member_id, facts)?;
    Ok(Some(entry.terms.missing(&entry.paid).principal))
}

pub(super) fn amount_step(
    draft: Draft,
    savings: Savings,
    member: Salutation,
    due: Option<Money>,
    facts: &Facts,
    ctx: &Ctx,
) -> Step {
    let (nonce, number, maximum) = (ctx.nonce(), draft.number, facts.cooperative.maximum_deposit);
    let ask = |number, reply| goto(Dialogue::Counter(Counter::AskAmount { nonce, number, savings }), reply);
    match draft.amount {
        None => ask(number, CounterReply::AskAmount { member, savings, nonce }),
        Some(Told::Text(AmountText::NotAnAmount)) => ask(number, CounterReply::NotAnAmount { nonce }),
        Some(Told::Text(AmountText::HasSen)) => ask(number, CounterReply::HasSen { nonce }),
        Some(Told::Text(AmountText::TooLarge)) => ask(number, CounterReply::AmountTooLarge { maximum, nonce }),
        Some(Told::Text(AmountText::Unclear { low, high })) if high <= maximum => goto(
            Dialogue::Counter(Counter::AmountUnclear { nonce, number, savings, low, high }),
            CounterReply::AmountUnclear { low, high, nonce },
        ),
        Some(Told::Text(AmountText::Clear(amount) | AmountText::Unclear { low: amount, .. })) => {
            let deposit = DepositLine { member, savings, amount };
            usual(number, deposit, due, facts, ctx)
        }
        Some(Told::Chosen(amount)) => confirm(number, savings, amount, member, facts, ctx),
    }
}

/// An amount that is far from what is due or usual is asked about before it is taken.
fn usual(number: String, deposit: DepositLine, due: Option<Money>, facts: &Facts, ctx: &Ctx) -> Step {
    let DepositLine { savings, amount, .. } = deposit;
    let (nonce, maximum) = (ctx.nonce(), facts.cooperative.maximum_deposit);
    let unclear =
        |low, high| Dialogue::Counter(Counter::AmountUnclear { nonce, number: number.clone(), savings, low, high });
    if amount.is_zero() || amount > maximum || seeded(Bug::OddAmountTaken) {
        return confirm(number, savings, amount, deposit.member, facts, ctx);
    }
    let thousands = amount.minor().checked_mul(THOUSAND).and_then(|minor| Money::from_minor(minor).ok());
    if let Some(high) = thousands.filter(|high| amount.minor() < THOUSAND && *high <= maximum) {
        return goto(unclear(amount, high), CounterReply::AmountUnclear { low: amount, high, nonce });
    }
    let monthly = facts.cooperative.joining.monthly_mandatory;
    let because = match due {
        Some(due) if due.is_zero() => Some(Odd::PrincipalPaid),
        Some(due) if amount > due => Some(Odd::MoreThanDue { due }),
        None if savings == Savings::Mandatory && is_far(amount, monthly) => Some(Odd::FarFromMonthly { monthly }),
        Some(_) | None => None,
    };
    match because {
        None => confirm(number, savings, amount, deposit.member, facts, ctx),
        Some(because) => {
            let low = if let Odd::MoreThanDue { due } = because { due } else { amount };
            goto(unclear(low, amount), CounterReply::AmountOdd { deposit, because, nonce })
        }
    }
}

/// Whether it is a great many months' wajib, or hardly any of one.
fn is_far(amount: Money, monthly: Money) -> bool {
    let (amount, monthly) = (amount.minor(), monthly.minor());
    monthly > 0 && (amount > monthly.saturating_mul(FAR_MONTHS) || amount.saturating_mul(10) < monthly)
}
