//! What waits for officers, and their decisions.

use domain::ids::RequestId;
use domain::ledger::{Account, Journal, JournalRejection, Transfer};
use domain::money::Money;
use domain::request::{Approval, ApprovalRejection};

use crate::facts::{AccountTotals, Correction, Facts, Need, RequestCard};
use crate::plan::{Plan, done, known, reading, with_effect};
use crate::reply::{CorrectReply, JournalCard, ReceiptRef, Reply};
use crate::step::{Ctx, Effect, Form, Posting, Resource};

/// `/tugas`: what this officer can decide now.
pub(crate) fn list(facts: &Facts) -> Plan {
    let person = &facts.person;
    if person.roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    let open = known(&facts.open_requests, || Need::OpenRequests)?.map_or(&[][..], Vec::as_slice);
    let mine: Vec<&RequestCard> = open
        .iter()
        .filter(|card| card.request.check(person.person_id, &person.roles).is_ok())
        .filter(|card| !card.request.approved_by.contains(&person.person_id))
        .collect();
    Ok(done(match mine.as_slice() {
        [] => CorrectReply::NoTasks,
        [card] => card_reply(card),
        cards => CorrectReply::Tasks(
            cards.iter().map(|card| (card.request.request_id, JournalCard::from(&card.journal))).collect(),
        ),
    }))
}

/// One request with its buttons.
pub(crate) fn show(request: RequestId, facts: &Facts) -> Plan {
    decide(request, facts, |card| {
        let may_decide = card.request.check(facts.person.person_id, &facts.person.roles);
        Ok(done(may_decide.map_or_else(rejected, |()| card_reply(card).into())))
    })
}

/// This officer agrees.
pub(crate) fn approve(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    decide(request, facts, |card| match card.request.approval(facts.person.person_id, &facts.person.roles) {
        Err(rejection) => Ok(done(rejected(rejection))),
        Ok(Approval::AlreadyApproved) => Ok(done(CorrectReply::AlreadyApproved)),
        Ok(Approval::Counted { missing }) => {
            Ok(with_effect(done(CorrectReply::Approved { missing }), approval(card, Completes::No)))
        }
        Ok(Approval::Complete) => complete(card, facts, ctx),
    })
}

/// This officer refuses, for good: the journal stands.
pub(crate) fn refuse(request: RequestId, facts: &Facts) -> Plan {
    decide(request, facts, |card| {
        if let Err(rejection) = card.request.check(facts.person.person_id, &facts.person.roles) {
            return Ok(done(rejected(rejection)));
        }
        let journal = JournalCard::from(&card.journal);
        let refused = Effect::Refuse { request: card.request.request_id, version: card.request.version };
        let reply = CorrectReply::MakerRefused { journal: journal.clone() }.into();
        let step = with_effect(done(CorrectReply::Refused { journal }), refused);
        Ok(with_effect(step, Effect::Tell { to: card.maker, reply }))
    })
}

/// Looks the request up for an officer; one that is not known is told as one that is over.
fn decide(request: RequestId, facts: &Facts, decision: impl FnOnce(&RequestCard) -> Plan) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    match known(&facts.request, || Need::Request(request))? {
        None => Ok(done(CorrectReply::Decided)),
        Some(card) => Ok(reading(decision(card)?, Resource::Request(card.request.request_id))),
    }
}

fn rejected(rejection: ApprovalRejection) -> Reply {
    match rejection {
        ApprovalRejection::OwnRequest => CorrectReply::OwnRequest.into(),
        ApprovalRejection::NotAllowed => Reply::NotYourRole,
        ApprovalRejection::Decided => CorrectReply::Decided.into(),
    }
}

fn card_reply(card: &RequestCard) -> CorrectReply {
    let given = u8::try_from(card.request.approved_by.len()).unwrap_or(u8::MAX);
    CorrectReply::Request {
        request: card.request.request_id,
        journal: JournalCard::from(&card.journal),
        reason: card.request.reason.clone(),
        missing: card.request.policy.needed.saturating_sub(given),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Completes {
    Yes,
    No,
}

fn approval(card: &RequestCard, completes: Completes) -> Effect {
    Effect::Approve {
        request: card.request.request_id,
        version: card.request.version,
        completes: completes == Completes::Yes,
    }
}

/// The last approval: the deed is done in the same step, or refused with nothing written.
fn complete(card: &RequestCard, facts: &Facts, ctx: &Ctx) -> Plan {
    if card.journal.correction == Correction::Reversed {
        return Ok(done(CorrectReply::Decided));
    }
    let drained = drained(&card.journal.transfers);
    let accounts: Vec<Account> = drained.iter().map(|(account, _)| *account).collect();
    // A journal that reached no member's savings takes nothing out of any.
    let totals = if accounts.is_empty() {
        &[][..]
    } else {
        known(&facts.accounts, || Need::Accounts(accounts))?.map_or(&[][..], Vec::as_slice)
    };
    let journal = JournalCard::from(&card.journal);
    if !drained.iter().all(|(account, amount)| holds_enough(totals, *account, *amount)) {
        return Ok(done(CorrectReply::WouldOverdraw { request: card.request.request_id, journal }));
    }
    let Ok(posting) = reversal(card, totals, facts, ctx) else {
        return Ok(done(Reply::Apology));
    };
    let corrected: Reply = CorrectReply::Corrected { receipt: ReceiptRef::Posted(0), journal: journal.clone() }.into();
    let mut step = with_effect(done(corrected.clone()), approval(card, Completes::Yes));
    step.effects.push(Effect::Post(posting));
    step.effects.push(Effect::Tell { to: card.maker, reply: corrected });
    step.effects.extend(tell_member(card, journal));
    Ok(step)
}

/// What the reversal takes out of each member's savings: what the journal put in, summed per account.
fn drained(transfers: &[Transfer]) -> Vec<(Account, Money)> {
    let mut sums: Vec<(Account, Money)> = Vec::new();
    for transfer in transfers {
        if matches!(transfer.credit, Account::General(_)) {
            continue;
        }
        match sums.iter_mut().find(|(account, _)| *account == transfer.credit) {
            // A sum beyond all money is more than any account holds, and is refused as such.
            Some((_, sum)) => *sum = sum.checked_add(transfer.amount).unwrap_or(Money::MAX),
            None => sums.push((transfer.credit, transfer.amount)),
        }
    }
    sums.sort_unstable();
    sums
}

fn holds_enough(totals: &[AccountTotals], account: Account, amount: Money) -> bool {
    let found = totals.iter().find(|totals| totals.account == account);
    found.and_then(|totals| totals.credits.checked_sub(totals.debits)).is_some_and(|balance| balance >= amount)
}

fn reversal(
    card: &RequestCard,
    totals: &[AccountTotals],
    facts: &Facts,
    ctx: &Ctx,
) -> Result<Posting, JournalRejection> {
    Ok(Posting {
        journal: Journal::reversing(card.journal.journal_id, &card.journal.transfers, ctx.today)?,
        form: Form { person: facts.person.person_id, nonce: nonce_of(card.request.request_id) },
        expects: totals.iter().map(|totals| (totals.account, totals.version)).collect(),
    })
}

/// A request is its own form: the low bits of its id are as random as a nonce.
fn nonce_of(request: RequestId) -> u64 {
    let low = request.as_u128() & u128::from(u64::MAX);
    u64::try_from(low).unwrap_or(u64::MAX)
}

fn tell_member(card: &RequestCard, journal: JournalCard) -> Option<Effect> {
    let to = card.journal.member.as_ref()?.person?;
    let reason = card.request.reason.clone();
    let reply = CorrectReply::MemberCorrected { receipt: ReceiptRef::Posted(0), journal, reason };
    Some(Effect::Tell { to, reply: reply.into() })
}
