//! The last approval makes a candidate; the payment in full makes the member.

use domain::entry::EntryTerms;
use domain::ids::MemberId;
use domain::ledger::Account;
use domain::member::{Balances, Savings};
use domain::money::Money;

use crate::account::facts::AccountNeed;
use crate::base::people::Salutation;
use crate::base::step::{done, with_effect};
use crate::home::HomeReply;
use crate::hub::{Ctx, Effect, Facts, Needs, Plan, both};
use crate::joining::facts::{ApplicationCard, JoiningNeed};
use crate::joining::{Admitted, JoiningEffect, JoiningReply};
use crate::requests::facts::RequestCard;
use crate::requests::{Completes, approval};

/// The last approval: the applicant stands in the register as a candidate, and hears what to pay.
pub(crate) fn carry_out(card: &RequestCard, applied: &ApplicationCard, facts: &Facts, ctx: &Ctx) -> Plan {
    let number = facts.joining.next_number.ask(JoiningNeed::NextNumber)?;
    let Some(number) = number else { return Ok(done(HomeReply::Apology)) };
    let admitted = Admitted {
        member: Salutation { address: applied.address, name: applied.name.clone(), number: number.clone() },
        terms: applied.terms,
        monthly: facts.cooperative.joining.monthly_mandatory,
    };
    let admit = JoiningEffect::Admit {
        application: applied.application_id,
        member: ctx.member_id(),
        number: number.clone(),
        on: ctx.today,
    };
    let step = with_effect(done(JoiningReply::AdmittedOther(admitted.clone())), approval(card, Completes::Yes));
    let mut step = with_effect(step, admit);
    if let Some(to) = applied.applicant {
        step = with_effect(step, Effect::Tell { to, reply: JoiningReply::Admitted(admitted.clone()).into() });
    }
    let told = applied.applicant.map(|applicant| applicant.person_id);
    if told != Some(card.maker.person_id) {
        step = with_effect(step, Effect::Tell { to: card.maker, reply: JoiningReply::AdmittedOther(admitted).into() });
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
pub(crate) fn entry(member: MemberId, facts: &Facts) -> Result<Entry, Needs> {
    let accounts = [Savings::Principal, Savings::Mandatory].map(|kind| Account::Savings(kind, member));
    let (totals, terms) = both(
        facts.account.totals.ask(AccountNeed::Totals(accounts.to_vec())),
        facts.joining.terms.ask(JoiningNeed::Terms(member)),
    )?;
    let totals = totals.map_or(&[][..], Vec::as_slice);
    let balance = |kind| {
        let found = totals.iter().find(|totals| totals.account == Account::Savings(kind, member));
        found.and_then(|totals| totals.credits.checked_sub(totals.debits)).unwrap_or(Money::ZERO)
    };
    Ok(Entry {
        terms: terms.copied().unwrap_or(facts.cooperative.joining.entry),
        paid: Balances {
            principal: balance(Savings::Principal),
            mandatory: balance(Savings::Mandatory),
            ..Balances::EMPTY
        },
        versions: totals.iter().map(|totals| (totals.account, totals.version)).collect(),
    })
}
