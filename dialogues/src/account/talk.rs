//! What a member has saved, and what went in and out.

use domain::member::{Balances, Member};
use domain::money::Money;
use domain::month::Month;

use crate::account::facts::AccountNeed;
use crate::account::{AccountButton, AccountReply, StatementView};
use crate::base::people::Salutation;
use crate::base::step::done;
use crate::home::HomeReply;
use crate::hub::{Ctx, Facts, Plan, Step};
use crate::linking::LinkingReply;
use crate::{access, linking};

/// A button of this room.
pub(crate) fn press(button: AccountButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        AccountButton::Balance => balance(facts),
        AccountButton::BalanceDetail => detail(facts),
        AccountButton::WhyNotAll => why_not_all(facts),
        AccountButton::StatementNow => statement_now(facts, ctx),
        AccountButton::Statement { month, page } => statement(month, page, facts, ctx),
    }
}

/// The sum, and what of it can be withdrawn.
pub(crate) fn balance(facts: &Facts) -> Plan {
    of_member(facts, |member, balances, total| AccountReply::Balance {
        member: Salutation::from(member),
        total,
        withdrawable: balances.withdrawable(facts.cooperative.minimum_voluntary),
        access: facts.person.access,
    })
}

/// The four kinds.
fn detail(facts: &Facts) -> Plan {
    of_member(facts, |member, balances, total| AccountReply::BalanceDetail {
        member: Salutation::from(member),
        balances,
        total,
    })
}

/// Why pokok, wajib, berjangka and the minimum stay.
fn why_not_all(facts: &Facts) -> Plan {
    let minimum = facts.cooperative.minimum_voluntary;
    of_member(facts, |member, balances, _| AccountReply::WhyNotAll {
        member: Salutation::from(member),
        balances,
        minimum,
        withdrawable: balances.withdrawable(minimum),
    })
}

/// Answers with the linked member's figures. A member without any account yet has saved nothing.
fn of_member(facts: &Facts, answer: impl FnOnce(&Member, Balances, Money) -> AccountReply) -> Plan {
    let Some(member) = &facts.person.member else {
        return Ok(not_linked(facts));
    };
    let balances =
        facts.account.balances.ask(AccountNeed::Balances(member.member_id))?.copied().unwrap_or(Balances::EMPTY);
    // A sum beyond all money is our defect, and no figure is better than a wrong one.
    Ok(match balances.total() {
        Some(total) => done(answer(member, balances, total)),
        None => done(HomeReply::Apology),
    })
}

/// The statement of the current month.
pub(crate) fn statement_now(facts: &Facts, ctx: &Ctx) -> Plan {
    statement(Month::of(ctx.today), 0, facts, ctx)
}

/// A page of a month, kept within the time of the membership up to today.
fn statement(month: Month, page: u32, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(member) = &facts.person.member else {
        return Ok(not_linked(facts));
    };
    let current = Month::of(ctx.today);
    let first = Month::of(member.joined_on).min(current);
    let month = month.clamp(first, current);
    let need = AccountNeed::Statement { member: member.member_id, month: month.first_day(), page };
    let found = facts.account.statement.ask(need)?;
    let view = StatementView {
        member: Salutation::from(member),
        month,
        page,
        lines: found.map(|page| page.lines.clone()).unwrap_or_default(),
        total_in: found.map_or(Money::ZERO, |page| page.total_in),
        total_out: found.map_or(Money::ZERO, |page| page.total_out),
        has_older_page: found.is_some_and(|page| page.has_more),
        earlier: (month > first).then(|| month.previous()),
        later: (month < current).then(|| month.next()),
    };
    Ok(done(AccountReply::Statement(view)))
}

/// The way to become linked, kept open for the contact card that follows; on a shared account, who is asking.
fn not_linked(facts: &Facts) -> Step {
    if facts.person.must_choose() {
        return access::choose(facts);
    }
    Step { replies: vec![LinkingReply::NotLinked.into()], ..linking::welcome() }
}
