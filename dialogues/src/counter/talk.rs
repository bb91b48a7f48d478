//! A deposit at the counter: the treasurer takes the money, and one form writes one journal.

mod amount;
mod line;

use chrono::NaiveDate;
use domain::access::Lock;
use domain::amount::{AmountText, parse};
use domain::bug::{Bug, seeded};
use domain::ids::MemberId;
use domain::ledger::{Account, Code, Journal, JournalKind, JournalRejection, Transfer};
use domain::member::{Member, MemberStatus, Savings};
use domain::money::Money;
use domain::role::Role;

use self::amount::{amount_step, asked_about, clear, due};
use self::line::Line;
use crate::base::lookup::{self, Found};
use crate::base::people::{MemberLink, PeopleNeed, Salutation};
use crate::base::posting::{Form, Posting, ReceiptRef};
use crate::base::said::{self, FormWord};
use crate::base::step::{done, goto, reading, stay};
use crate::base::touch::Resource;
use crate::base::words;
use crate::counter::{Counter, CounterButton};
use crate::counter::{CounterReply, DepositLine, Notice};
use crate::home::HomeReply;
use crate::hub::leaving;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Plan, Step};
use crate::joining::{JoiningEffect, JoiningReply};
use crate::{access, joining};

/// What is known of the deposit so far.
struct Draft {
    number: String,
    savings: Option<Savings>,
    amount: Option<Told>,
}

/// An amount.
#[derive(Clone, Copy)]
enum Told {
    /// As it was typed.
    Text(AmountText),
    /// As it was chosen among what was shown.
    Chosen(Money),
}

impl Counter {
    /// What is known so far; nothing before a member was named and after all was written.
    fn draft(&self) -> Option<Draft> {
        match self {
            Self::AskMember { .. } | Self::WhichMember { .. } | Self::Posted { .. } => None,
            Self::AskKind { number, amount, .. } => {
                Some(Draft { number: number.clone(), savings: None, amount: amount.map(clear) })
            }
            Self::AskAmount { number, savings, .. } => {
                Some(Draft { number: number.clone(), savings: Some(*savings), amount: None })
            }
            Self::AmountUnclear { number, savings, low, high, .. } => {
                Some(Draft { number: number.clone(), savings: Some(*savings), amount: Some(asked_about(*low, *high)) })
            }
            Self::Confirm { number, savings, amount, .. } => {
                Some(Draft { number: number.clone(), savings: Some(*savings), amount: Some(Told::Chosen(*amount)) })
            }
        }
    }
}

/// `/loket`, alone or with all of it in one line: `A-017 wajib 100rb`.
pub(crate) fn start(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if rest.trim().is_empty() {
        return Ok(if facts.holds(Role::Treasurer) { ask_member(ctx) } else { done(HomeReply::NotYourRole) });
    }
    with_line(&line::read(rest), facts, ctx)
}

/// A text while the form is open.
pub(crate) fn text(form: &Counter, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let amount = || Some(Told::Text(parse(text)));
    match form {
        // What is written waits for nothing: free words are heard before they come here.
        Counter::AskMember { .. } | Counter::Posted { .. } => with_line(&line::read(text), facts, ctx),
        Counter::WhichMember { savings, amount, .. } => {
            let told = line::read(text);
            let amount = told.amount.or_else(|| amount.map(AmountText::Clear));
            with_line(&Line { savings: told.savings.or(*savings), amount, ..told }, facts, ctx)
        }
        Counter::AskKind { number, amount, .. } => {
            let savings = said::words(text).iter().find_map(|word| words::savings(word));
            advance(Draft { number: number.clone(), savings, amount: amount.map(clear) }, facts, ctx)
        }
        // A word that is no amount: the question is asked again with its buttons.
        Counter::Confirm { .. } if parse(text) == AmountText::NotAnAmount => resume(form, |draft| draft, facts, ctx),
        Counter::AskAmount { number, savings, .. }
        | Counter::AmountUnclear { number, savings, .. }
        | Counter::Confirm { number, savings, .. } => {
            advance(Draft { number: number.clone(), savings: Some(*savings), amount: amount() }, facts, ctx)
        }
    }
}

/// A button of this room; of the form, its nonce must be the one of the screen that is shown now.
pub(crate) fn press(state: &Dialogue, button: CounterButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match (state, button) {
        (_, CounterButton::Start) => leaving(state, start("", facts, ctx)),
        (Dialogue::Counter(form), button) => press_in(form, button, facts, ctx),
        (_, _) => Ok(stay(state, HomeReply::StaleButton)),
    }
}

fn press_in(form: &Counter, button: CounterButton, facts: &Facts, ctx: &Ctx) -> Plan {
    let same = |nonce: u64| nonce == form.nonce();
    match (form, button) {
        (Counter::Posted { .. }, CounterButton::Confirm { nonce }) if same(nonce) => {
            Ok(stay(&Dialogue::Counter(form.clone()), CounterReply::AlreadyRecorded))
        }
        (Counter::WhichMember { savings, amount, .. }, CounterButton::Member { nonce, member }) if same(nonce) => {
            chosen(member, *savings, amount.map(clear), facts, ctx)
        }
        (Counter::AskKind { .. }, CounterButton::Kind { nonce, savings }) if same(nonce) => {
            resume(form, |draft| Draft { savings: Some(savings), ..draft }, facts, ctx)
        }
        (Counter::AmountUnclear { low, high, .. }, CounterButton::Amount { nonce, amount })
            if same(nonce) && (amount == *low || amount == *high) =>
        {
            resume(form, |draft| Draft { amount: Some(Told::Chosen(amount)), ..draft }, facts, ctx)
        }
        (Counter::Confirm { .. } | Counter::AmountUnclear { .. }, CounterButton::Change { nonce }) if same(nonce) => {
            resume(form, |draft| Draft { amount: None, ..draft }, facts, ctx)
        }
        (Counter::Confirm { number, savings, amount, .. }, CounterButton::Confirm { nonce }) if same(nonce) => {
            let form = Form { person: facts.person.person_id, nonce };
            post(number, *savings, *amount, form, facts, ctx)
        }
        (
            Counter::AskMember { .. }
            | Counter::WhichMember { .. }
            | Counter::AskKind { .. }
            | Counter::AskAmount { .. }
            | Counter::AmountUnclear { .. }
            | Counter::Confirm { .. }
            | Counter::Posted { .. },
            _,
        ) => Ok(stale(form)),
    }
}

/// A word that stands on a button of this form.
pub(crate) fn word(form: &Counter, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let step_back = |change: fn(Draft) -> Draft| Some(resume(form, change, facts, ctx));
    match (form, said) {
        (Counter::Posted { .. }, _) | (_, FormWord::Later | FormWord::Cancel) => None,
        (
            Counter::AskMember { .. } | Counter::WhichMember { .. },
            FormWord::Again | FormWord::GoOn | FormWord::Back,
        )
        | (Counter::AskKind { .. }, FormWord::Back) => Some(start("", facts, ctx)),
        (Counter::AskAmount { .. }, FormWord::Back) => step_back(|draft| Draft { savings: None, ..draft }),
        (Counter::AmountUnclear { .. } | Counter::Confirm { .. }, FormWord::Back | FormWord::Change) => {
            step_back(|draft| Draft { amount: None, ..draft })
        }
        (_, FormWord::Again | FormWord::GoOn) => step_back(|draft| draft),
        (Counter::Confirm { nonce, .. }, FormWord::Yes) => {
            Some(press_in(form, CounterButton::Confirm { nonce: *nonce }, facts, ctx))
        }
        (_, FormWord::Yes | FormWord::Change) => None,
    }
}

fn stale(form: &Counter) -> Step {
    stay(&Dialogue::Counter(form.clone()), HomeReply::StaleButton)
}

fn resume(form: &Counter, change: impl FnOnce(Draft) -> Draft, facts: &Facts, ctx: &Ctx) -> Plan {
    match form.draft() {
        Some(draft) => advance(change(draft), facts, ctx),
        None => Ok(stale(form)),
    }
}

fn ask_member(ctx: &Ctx) -> Step {
    let nonce = ctx.nonce();
    goto(Dialogue::Counter(Counter::AskMember { nonce }), CounterReply::AskMember { nonce })
}

fn member_unknown(typed: &str, ctx: &Ctx) -> Step {
    let (nonce, typed) = (ctx.nonce(), typed.to_owned());
    goto(Dialogue::Counter(Counter::AskMember { nonce }), CounterReply::MemberUnknown { typed, nonce })
}

/// Whoever is meant in a line, and what stands behind it.
fn with_line(line: &Line, facts: &Facts, ctx: &Ctx) -> Plan {
    if !facts.holds(Role::Treasurer) {
        return Ok(done(HomeReply::NotYourRole));
    }
    let pattern = facts.cooperative.settings.number_pattern.as_ref();
    let reply = match lookup::by_text(&line.who, pattern, &facts.people)? {
        Found::One(it) => {
            let amount = line.amount.map(Told::Text);
            let draft = Draft { number: it.member.number.clone(), savings: line.savings, amount };
            return advance(draft, facts, ctx);
        }
        Found::Unclear(unclear) => CounterReply::WhichMember { typed: line.who.clone(), unclear, nonce: ctx.nonce() },
        Found::Nobody => CounterReply::MemberUnknown { typed: line.who.clone(), nonce: ctx.nonce() },
    };
    let amount = match line.amount {
        Some(AmountText::Clear(amount)) => Some(amount),
        Some(AmountText::Unclear { .. } | AmountText::HasSen | AmountText::TooLarge | AmountText::NotAnAmount)
        | None => None,
    };
    let next = Counter::WhichMember { nonce: ctx.nonce(), savings: line.savings, amount };
    Ok(goto(Dialogue::Counter(next), reply))
}

/// One of several was chosen.
fn chosen(member: MemberId, savings: Option<Savings>, amount: Option<Told>, facts: &Facts, ctx: &Ctx) -> Plan {
    if !facts.holds(Role::Treasurer) {
        return Ok(done(HomeReply::NotYourRole));
    }
    match lookup::by_id(member, &facts.people)? {
        Some(link) => advance(Draft { number: link.member.number.clone(), savings, amount }, facts, ctx),
        None => Ok(ask_member(ctx)),
    }
}

/// What this member may pay into at the counter; time deposits have a form of their own.
fn kinds_for(member: &Member) -> Vec<Savings> {
    match member.status {
        MemberStatus::Candidate => vec![Savings::Principal, Savings::Mandatory],
        MemberStatus::Active | MemberStatus::Inactive => {
            vec![Savings::Principal, Savings::Mandatory, Savings::Voluntary]
        }
        MemberStatus::Ended => Vec::new(),
    }
}

/// Asks for the first thing that is missing or wrong, or shows all of it for the last word.
fn advance(draft: Draft, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    if !facts.holds(Role::Treasurer) {
        return Ok(done(HomeReply::NotYourRole));
    }
    let Some(link) = facts.people.member.ask(PeopleNeed::MemberByNumber(draft.number.clone()))? else {
        return Ok(member_unknown(&draft.number, ctx));
    };
    let member = Salutation::from(&link.member);
    let kinds = kinds_for(&link.member);
    if kinds.is_empty() {
        let next = Dialogue::Counter(Counter::AskMember { nonce });
        return Ok(goto(next, CounterReply::MemberEnded { member, nonce }));
    }
    let step = match draft.savings {
        Some(savings) if kinds.contains(&savings) => {
            let due = due(&link.member, savings, facts)?;
            amount_step(draft, savings, member, due, facts, ctx)
        }
        refused @ (Some(_) | None) => {
            let amount = match draft.amount {
                Some(Told::Text(AmountText::Clear(amount)) | Told::Chosen(amount)) => Some(amount),
                Some(Told::Text(
                    AmountText::Unclear { .. } | AmountText::HasSen | AmountText::TooLarge | AmountText::NotAnAmount,
                ))
                | None => None,
            };
            let next = Dialogue::Counter(Counter::AskKind { nonce, number: draft.number, amount });
            match refused {
                Some(refused) => goto(next, CounterReply::KindNotPossible { member, refused, kinds, nonce }),
                None => goto(next, CounterReply::AskKind { member, kinds, nonce }),
            }
        }
    };
    Ok(reading(step, Resource::Member(link.member.member_id)))
}

fn confirm(number: String, savings: Savings, amount: Money, member: Salutation, facts: &Facts, ctx: &Ctx) -> Step {
    let (nonce, maximum) = (ctx.nonce(), facts.cooperative.maximum_deposit);
    if amount.is_zero() || amount > maximum {
        let next = Dialogue::Counter(Counter::AskAmount { nonce, number, savings });
        return goto(
            next,
            if amount.is_zero() {
                CounterReply::AmountZero { nonce }
            } else {
                CounterReply::AmountTooLarge { maximum, nonce }
            },
        );
    }
    goto(
        Dialogue::Counter(Counter::Confirm { nonce, number, savings, amount }),
        CounterReply::Confirm { deposit: DepositLine { member, savings, amount }, nonce },
    )
}

/// Writes the deposit, after everything that was checked before the form was shown is checked again.
fn post(number: &str, savings: Savings, amount: Money, form: Form, facts: &Facts, ctx: &Ctx) -> Plan {
    let again = Draft { number: number.to_owned(), savings: Some(savings), amount: Some(Told::Chosen(amount)) };
    let checked = advance(again, facts, ctx)?;
    let link = facts.people.member.ask(PeopleNeed::MemberByNumber(number.to_owned()))?;
    let (Dialogue::Counter(Counter::Confirm { .. }), Some(link)) = (&checked.next, link) else {
        return Ok(checked);
    };
    let Ok(journal) = deposit(&link.member, savings, amount, ctx.today) else {
        return Ok(checked);
    };
    let entry = match link.member.status {
        MemberStatus::Candidate => Some(joining::entry(link.member.member_id, facts)?),
        MemberStatus::Active | MemberStatus::Inactive | MemberStatus::Ended => None,
    };
    let expects = entry.as_ref().map(|entry| entry.versions.clone()).unwrap_or_default();
    let paid = DepositLine { member: Salutation::from(&link.member), savings, amount };
    let mut effects = vec![Effect::Post(Posting { journal, form, expects })];
    effects.extend(tell_member(link, &paid));
    let notice = match (link.person, link.account) {
        (Some(_), _) => Notice::Sent,
        (None, None) if link.door.lock == Lock::Open => Notice::NoAccount,
        (None, _) => Notice::Frozen,
    };
    let receipt = CounterReply::Receipt { receipt: ReceiptRef::Posted(0), deposit: paid, notice };
    let written = if seeded(Bug::ConfirmedTwice) {
        Counter::Confirm { nonce: form.nonce, number: number.to_owned(), savings, amount }
    } else {
        Counter::Posted { nonce: form.nonce }
    };
    let mut step =
        Step { next: Dialogue::Counter(written), effects, replies: vec![receipt.into()], reads: checked.reads };
    if entry.is_some_and(|entry| entry.is_complete_with(savings, amount)) {
        become_member(&mut step, link, ctx);
    }
    Ok(step)
}

/// The payment was the last one at entry: in the same transaction the candidate is a member.
fn become_member(step: &mut Step, link: &MemberLink, ctx: &Ctx) {
    let (member, who) = (link.member.member_id, Salutation::from(&link.member));
    step.effects.push(JoiningEffect::Activate { member, on: ctx.today }.into());
    step.replies.push(JoiningReply::NowMemberOther(who.clone()).into());
    step.effects.extend(link.person.map(|to| Effect::Tell { to, reply: JoiningReply::NowMember(who).into() }));
}

/// Debit cash, credit the member's savings.
fn deposit(member: &Member, savings: Savings, amount: Money, today: NaiveDate) -> Result<Journal, JournalRejection> {
    let transfer =
        Transfer { debit: Account::General(Code::Cash), credit: Account::Savings(savings, member.member_id), amount };
    Journal::try_new(JournalKind::Deposit, today, vec![transfer])
}

fn tell_member(link: &MemberLink, paid: &DepositLine) -> Option<Effect> {
    let reply = CounterReply::MemberReceipt { receipt: ReceiptRef::Posted(0), deposit: paid.clone() };
    access::tell_member(link, &ReceiptRef::Posted(0), reply)
}
