//! Asking for a correction: the treasurer names a receipt and says why; others decide, and the last approval does it.

use domain::ids::RequestId;
use domain::ledger::{Account, Journal, JournalKind, JournalRejection, Side, Transfer};
use domain::member::{MemberStatus, Savings};
use domain::money::Money;
use domain::receipt::Meant;
use domain::request::Subject;
use domain::role::Role;

use crate::access;
use crate::account::facts::{AccountNeed, AccountTotals};
use crate::base::people::{Actor, PeopleNeed, Recipient};
use crate::base::posting::{Form, Posting, ReceiptRef};
use crate::base::said::FormWord;
use crate::base::step::{done, goto, stay, with_effect};
use crate::base::touch::Resource;
use crate::base::words;
use crate::corrections::Correct;
use crate::corrections::facts::{Correction, CorrectionsNeed, WrittenJournal};
use crate::corrections::{CorrectionsButton, CorrectionsReply, JournalCard, NotCorrectable};
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Reply, Step, TaskSubject, leaving};
use crate::joining::JoiningEffect;
use crate::requests::RequestsEffect;
use crate::requests::facts::RequestCard;
use crate::requests::{Completes, RequestsReply, approval};

/// `/koreksi`, alone or with the number of a receipt.
pub(crate) fn start(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    if !facts.holds(Role::Treasurer) {
        Ok(done(HomeReply::NotYourRole))
    } else if rest.is_empty() {
        Ok(goto(Dialogue::Correct(Correct::AskReceipt { nonce }), CorrectionsReply::AskReceipt { nonce }))
    } else {
        with_receipt(rest, facts, ctx)
    }
}

/// A text while the form is open.
pub(crate) fn text(form: &Correct, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match form {
        _ if !facts.holds(Role::Treasurer) => Ok(done(HomeReply::NotYourRole)),
        Correct::AskReceipt { .. } => with_receipt(text, facts, ctx),
        Correct::AskReason { receipt, .. } | Correct::Confirm { receipt, .. } => with_reason(receipt, text, facts, ctx),
    }
}

/// A button of this room; of the form, its nonce must be the one of the screen that is shown now.
pub(crate) fn press(state: &Dialogue, button: CorrectionsButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match (state, button) {
        (_, CorrectionsButton::Start) => leaving(state, start("", facts, ctx)),
        (Dialogue::Correct(_), _) if !facts.holds(Role::Treasurer) => Ok(done(HomeReply::NotYourRole)),
        (Dialogue::Correct(Correct::Confirm { nonce, receipt, reason }), CorrectionsButton::Send { nonce: shown })
            if *nonce == shown =>
        {
            send(receipt, reason, facts, ctx)
        }
        (Dialogue::Correct(Correct::Confirm { nonce, receipt, .. }), CorrectionsButton::Change { nonce: shown })
            if *nonce == shown =>
        {
            with_receipt(receipt, facts, ctx)
        }
        (_, CorrectionsButton::Send { .. } | CorrectionsButton::Change { .. }) => {
            Ok(stay(state, HomeReply::StaleButton))
        }
    }
}

/// A word that stands on a button of this form.
pub(crate) fn word(form: &Correct, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    match (form, said) {
        (Correct::Confirm { nonce, receipt, reason }, said) => {
            confirm_word(*nonce, (receipt, reason), said, facts, ctx)
        }
        (Correct::AskReason { receipt, .. }, FormWord::Again | FormWord::GoOn) => Some(start(receipt, facts, ctx)),
        (Correct::AskReceipt { .. }, FormWord::Again | FormWord::GoOn) | (_, FormWord::Back) => {
            Some(start("", facts, ctx))
        }
        (_, FormWord::Change | FormWord::Yes | FormWord::Later | FormWord::Cancel) => None,
    }
}

/// What a word means where the reason was read back.
fn confirm_word(nonce: u64, (receipt, reason): (&str, &str), said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let form = Dialogue::Correct(Correct::Confirm { nonce, receipt: receipt.to_owned(), reason: reason.to_owned() });
    match said {
        FormWord::Yes => Some(press(&form, CorrectionsButton::Send { nonce }, facts, ctx)),
        FormWord::Change | FormWord::Back => Some(press(&form, CorrectionsButton::Change { nonce }, facts, ctx)),
        FormWord::Again | FormWord::GoOn => Some(with_reason(receipt, reason, facts, ctx)),
        FormWord::Later | FormWord::Cancel => None,
    }
}

fn receipt_unknown(typed: &str, ctx: &Ctx) -> Step {
    let (nonce, typed) = (ctx.nonce(), typed.to_owned());
    goto(Dialogue::Correct(Correct::AskReceipt { nonce }), CorrectionsReply::ReceiptUnknown { typed, nonce })
}

/// The journal when it can be corrected, or what to say instead.
fn correctable<'a>(receipt: &str, facts: &'a Facts, ctx: &Ctx) -> Result<Result<&'a WrittenJournal, Step>, Needs> {
    let Some(journal) = facts.corrections.journal.ask(CorrectionsNeed::Journal(receipt.to_owned()))? else {
        return Ok(Err(receipt_unknown(receipt, ctx)));
    };
    let because = match (journal.kind, journal.correction) {
        (JournalKind::Reversal, _) => NotCorrectable::IsCorrection,
        (JournalKind::Opening | JournalKind::Deposit, Correction::Reversed) => NotCorrectable::Reversed,
        (JournalKind::Opening | JournalKind::Deposit, Correction::Requested) => NotCorrectable::Requested,
        (JournalKind::Opening | JournalKind::Deposit, Correction::None) => return Ok(Ok(journal)),
    };
    let receipt = journal.receipt.clone();
    Ok(Err(done(CorrectionsReply::NotPossible { receipt, because })))
}

fn with_receipt(typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(meant) = Meant::parse(typed) else {
        return Ok(receipt_unknown(typed, ctx));
    };
    let nonce = ctx.nonce();
    Ok(match correctable(&meant.to_string(), facts, ctx)? {
        Err(instead) => instead,
        Ok(journal) => goto(
            Dialogue::Correct(Correct::AskReason { nonce, receipt: journal.receipt.clone() }),
            CorrectionsReply::AskReason { journal: JournalCard::from(journal), nonce },
        ),
    })
}

fn with_reason(receipt: &str, typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    let Some(reason) = words::reason(typed) else {
        let next = Dialogue::Correct(Correct::AskReason { nonce, receipt: receipt.to_owned() });
        let (min, max) = words::REASON_CHARS;
        return Ok(goto(next, CorrectionsReply::ReasonLength { min, max, nonce }));
    };
    Ok(match correctable(receipt, facts, ctx)? {
        Err(instead) => instead,
        Ok(journal) => {
            let (journal, asked_by) = (JournalCard::from(journal), Actor::from(&facts.person));
            let reply = CorrectionsReply::Confirm { journal, reason: reason.clone(), asked_by, nonce };
            goto(Dialogue::Correct(Correct::Confirm { nonce, receipt: receipt.to_owned(), reason }), reply)
        }
    })
}

/// What was read back is sent to whoever decides, after it was looked up once more.
fn send(receipt: &str, reason: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let journal = match correctable(receipt, facts, ctx)? {
        Err(instead) => return Ok(instead),
        Ok(journal) => journal,
    };
    let policy = &facts.cooperative.reversal_policy;
    let officers =
        facts.people.officers.ask(PeopleNeed::Officers(policy.roles.clone()))?.map_or(&[][..], Vec::as_slice);
    let maker = facts.person.person_id;
    let approvers: Vec<Recipient> = officers.iter().filter(|officer| officer.person_id != maker).copied().collect();
    if approvers.len() < usize::from(policy.needed.max(1)) {
        return Ok(done(CorrectionsReply::NoApprovers));
    }
    Ok(open(journal, reason, &approvers, facts, ctx))
}

fn open(journal: &WrittenJournal, reason: &str, approvers: &[Recipient], facts: &Facts, ctx: &Ctx) -> Step {
    let (request, policy) = (ctx.request_id(), &facts.cooperative.reversal_policy);
    let card = JournalCard::from(journal);
    let tell = approvers.iter().map(|to| {
        let (journal, reason) = (card.clone(), reason.to_owned());
        Effect::Tell {
            to: *to,
            reply: RequestsReply::Request {
                request,
                subject: TaskSubject::Reversal(journal),
                reason,
                asked_by: Some(Actor::from(&facts.person)),
                missing: policy.needed,
            }
            .into(),
        }
    });
    let opened = RequestsEffect::OpenRequest {
        request,
        subject: Subject::Reversal(journal.journal_id),
        reason: reason.to_owned(),
        policy: policy.clone(),
    };
    Step {
        next: Dialogue::Idle,
        effects: std::iter::once(opened.into()).chain(tell).collect(),
        replies: vec![CorrectionsReply::Requested { request, journal: card.clone(), needed: policy.needed }.into()],
        reads: vec![Resource::Journal(journal.journal_id)],
    }
}

/// The last approval: the deed is done in the same step, or refused with nothing written.
pub(crate) fn carry_out(card: &RequestCard, written: &WrittenJournal, facts: &Facts, ctx: &Ctx) -> Plan {
    if written.correction == Correction::Reversed {
        return Ok(done(RequestsReply::Decided(None)));
    }
    let drained = drained(&written.transfers);
    let accounts: Vec<Account> = drained.iter().map(|(account, _)| *account).collect();
    // A journal that reached neither savings nor cash takes nothing out of any.
    let totals = if accounts.is_empty() {
        &[][..]
    } else {
        facts.account.totals.ask(AccountNeed::Totals(accounts))?.map_or(&[][..], Vec::as_slice)
    };
    let journal = JournalCard::from(written);
    let request = card.request.request_id;
    let short = drained.iter().find(|(account, amount)| !holds_enough(totals, *account, *amount));
    match short.map(|(account, _)| account) {
        Some(Account::Savings(..)) => return Ok(done(CorrectionsReply::WouldOverdraw { request, journal })),
        Some(Account::General(_)) => return Ok(done(CorrectionsReply::CashShort { request, journal })),
        None => {}
    }
    let Ok(posting) = reversal(card, written, totals, facts, ctx) else {
        return Ok(done(HomeReply::Apology));
    };
    let corrected: Reply =
        CorrectionsReply::Corrected { receipt: ReceiptRef::Posted(0), journal: journal.clone() }.into();
    let mut step = with_effect(done(corrected.clone()), approval(card, Completes::Yes));
    step.effects.push(Effect::Post(posting));
    step.effects.push(Effect::Tell { to: card.maker, reply: corrected });
    step.effects.extend(tell_member(card, written, journal));
    step.effects.extend(falls_back(&drained, written));
    Ok(step)
}

/// What is taken from pokok or wajib may be what made somebody a member.
fn falls_back(drained: &[(Account, Money)], written: &WrittenJournal) -> Option<Effect> {
    let member = written.member.as_ref().filter(|link| link.member.status == MemberStatus::Active)?.member.member_id;
    let at_entry = |account: &Account| matches!(account, Account::Savings(Savings::Principal | Savings::Mandatory, of) if *of == member);
    let touched = drained.iter().any(|(account, _)| at_entry(account));
    touched.then(|| JoiningEffect::FallBack { member }.into())
}

/// What the reversal takes out of accounts that must stay covered, summed per account: what the journal put into
/// members' savings and into the cash box.
fn drained(transfers: &[Transfer]) -> Vec<(Account, Money)> {
    let mut sums: Vec<(Account, Money)> = Vec::new();
    for transfer in transfers {
        for (account, side) in [(transfer.credit, Side::Credit), (transfer.debit, Side::Debit)] {
            if account.covered_side() != Some(side) {
                continue;
            }
            match sums.iter_mut().find(|(it, _)| *it == account) {
                // A sum beyond all money is more than any account holds, and is refused as such.
                Some((_, sum)) => *sum = sum.checked_add(transfer.amount).unwrap_or(Money::MAX),
                None => sums.push((account, transfer.amount)),
            }
        }
    }
    // Savings are told of before cash.
    sums.sort_unstable_by_key(|(account, _)| std::cmp::Reverse(*account));
    sums
}

fn holds_enough(totals: &[AccountTotals], account: Account, amount: Money) -> bool {
    let Some(totals) = totals.iter().find(|totals| totals.account == account) else { return false };
    let balance = match account.covered_side() {
        Some(Side::Debit) => totals.debits.checked_sub(totals.credits),
        Some(Side::Credit) | None => totals.credits.checked_sub(totals.debits),
    };
    balance.is_some_and(|balance| balance >= amount)
}

fn reversal(
    card: &RequestCard,
    written: &WrittenJournal,
    totals: &[AccountTotals],
    facts: &Facts,
    ctx: &Ctx,
) -> Result<Posting, JournalRejection> {
    Ok(Posting {
        journal: Journal::reversing(written.journal_id, &written.transfers, ctx.today)?,
        form: Form { person: facts.person.person_id, nonce: nonce_of(card.request.request_id) },
        expects: totals.iter().map(|totals| (totals.account, totals.version)).collect(),
    })
}

/// A request is its own form: the low bits of its id are as random as a nonce.
fn nonce_of(request: RequestId) -> u64 {
    let low = request.as_u128() & u128::from(u64::MAX);
    u64::try_from(low).unwrap_or(u64::MAX)
}

fn tell_member(card: &RequestCard, written: &WrittenJournal, journal: JournalCard) -> Option<Effect> {
    let link = written.member.as_ref()?;
    let reason = card.request.reason.clone();
    let reply = CorrectionsReply::MemberCorrected { receipt: ReceiptRef::Posted(0), journal, reason };
    access::tell_member(link, &ReceiptRef::Posted(0), reply)
}
