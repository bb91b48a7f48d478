//! The last approval makes a candidate; the payment in full makes the member.

use domain::entry::EntryTerms;
use domain::ids::MemberId;
use domain::ledger::Account;
use domain::member::{Balances, Savings};
use domain::money::Money;

use super::{ApplicationCard, JoiningNeed};
use crate::facts::{Facts, Need, RequestCard};
use crate::plan::{Plan, done, known, with_effect};
use crate::reply::{Admitted, JoinReply, Salutation};
use crate::step::{Ctx, Effect, JoinEffect};
use crate::tasks::{Completes, approval};

/// The last approval: the applicant stands in the register as a candidate, and hears what to pay.
pub(crate) fn carry_out(card: &RequestCard, applied: &ApplicationCard, facts: &Facts, ctx: &Ctx) -> Plan {
    let number = known(&facts.joining.next_number, || Need::Joining(JoiningNeed::NextNumber))?;
    let Some(number) = number else { return Ok(done(crate::reply::Reply::Apology)) };
    let admitted = Admitted {
        member: Salutation { address: applied.address, name: applied.name.clone(), number: number.clone() },
        terms: applied.terms,
        monthly: facts.cooperative.joining.monthly_mandatory,
    };
    let admit = JoinEffect::Admit {
        application: applied.application_id,
        member: MemberId::from_u128(ctx.request_id().as_u128()),
        number: number.clone(),
        on: ctx.today,
    };
    let step = with_effect(done(JoinReply::AdmittedOther(admitted.clone())), approval(card, Completes::Yes));
    let mut step = with_effect(step, Effect::Join(admit));
    if let Some(to) = applied.applicant {
        step = with_effect(step, Effect::Tell { to, reply: JoinReply::Admitted(admitted.clone()).into() });
    }
    let told = applied.applicant.map(|applicant| applicant.person_id);
    if told != Some(card.maker.person_id) {
        step = with_effect(step, Effect::Tell { to: card.maker, reply: JoinReply::AdmittedOther(admitted).into() });
    }
    Ok(step)
}

/// What a candidate owes and has paid, with the versions that a decision on it rests on.
pub(crate) struct Entry {
    pub(crate) terms: EntryTerms,
    pub(crate) paid: Balances,
    pub(crate) versions: Vec<(Account, i64)>,
}

impl Entry {
    /// Whether nothing is missing once this is paid, too.
    pub(crate) fn is_complete_with(&self, savings: Savings, amount: Money) -> bool {
        let paid = |kind, before: Money| {
            if kind == savings { before.checked_add(amount).unwrap_or(Money::MAX) } else { before }
        };
        self.terms.is_met(&Balances {
            principal: paid(Savings::Principal, self.paid.principal),
            mandatory: paid(Savings::Mandatory, self.paid.mandatory),
            ..Balances::EMPTY
        })
    }
}

/// Looks both up at once; where no application tells the terms, the cooperative's of today hold.
pub(crate) fn entry(member: MemberId, facts: &Facts) -> Result<Entry, Vec<Need>> {
    let accounts = [Savings::Principal, Savings::Mandatory].map(|kind| Account::Savings(kind, member));
    let mut needs = Vec::new();
    if facts.accounts.is_not_asked() {
        needs.push(Need::Accounts(accounts.to_vec()));
    }
    if facts.joining.terms.is_not_asked() {
        needs.push(Need::Joining(JoiningNeed::Terms(member)));
    }
    if !needs.is_empty() {
        return Err(needs);
    }
    let totals = facts.accounts.found().map_or(&[][..], Vec::as_slice);
    let balance = |kind| {
        let found = totals.iter().find(|totals| totals.account == Account::Savings(kind, member));
        found.and_then(|totals| totals.credits.checked_sub(totals.debits)).unwrap_or(Money::ZERO)
    };
    Ok(Entry {
        terms: facts.joining.terms.found().copied().unwrap_or(facts.cooperative.joining.entry),
        paid: Balances {
            principal: balance(Savings::Principal),
            mandatory: balance(Savings::Mandatory),
            ..Balances::EMPTY
        },
        versions: totals.iter().map(|totals| (totals.account, totals.version)).collect(),
    })
}
