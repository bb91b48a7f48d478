//! Asking for a correction: the treasurer names a receipt and says why; others decide.

use domain::ids::RequestId;
use domain::ledger::JournalKind;
use domain::receipt::Receipt;
use domain::request::Subject;
use domain::role::Role;
use serde::{Deserialize, Serialize};

use crate::dialogue::Dialogue;
use crate::facts::{Correction, Facts, Need, Recipient, WrittenJournal};
use crate::plan::{Plan, done, goto, holds, known};
use crate::reply::{CorrectReply, JournalCard, NotCorrectable, Reply};
use crate::step::{Ctx, Effect, Resource, Step};

/// Where the form stands. The journal is looked up anew at each step: somebody else may correct it in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correct {
    /// Waits for the number of a receipt.
    AskReceipt {
        /// Of the screen.
        nonce: u64,
    },
    /// Waits for the reason.
    AskReason {
        /// Of the screen.
        nonce: u64,
        /// The number, in its normal form.
        receipt: String,
    },
}

impl Correct {
    pub(crate) const fn nonce(&self) -> u64 {
        match self {
            Self::AskReceipt { nonce } | Self::AskReason { nonce, .. } => *nonce,
        }
    }
}

const REASON_MIN_CHARS: usize = 3;
const REASON_MAX_CHARS: usize = 200;

/// `/koreksi`, alone or with the number of a receipt.
pub(crate) fn start(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    if !holds(facts, Role::Treasurer) {
        Ok(done(Reply::NotYourRole))
    } else if rest.is_empty() {
        Ok(goto(Dialogue::Correct(Correct::AskReceipt { nonce }), CorrectReply::AskReceipt { nonce }))
    } else {
        with_receipt(rest, facts, ctx)
    }
}

/// A text while the form is open.
pub(crate) fn text(form: &Correct, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match form {
        _ if !holds(facts, Role::Treasurer) => Ok(done(Reply::NotYourRole)),
        Correct::AskReceipt { .. } => with_receipt(text, facts, ctx),
        Correct::AskReason { receipt, .. } => with_reason(receipt, text, facts, ctx),
    }
}

fn receipt_unknown(typed: &str, ctx: &Ctx) -> Step<Dialogue> {
    let (nonce, typed) = (ctx.nonce(), typed.to_owned());
    goto(Dialogue::Correct(Correct::AskReceipt { nonce }), CorrectReply::ReceiptUnknown { typed, nonce })
}

/// The journal when it can be corrected, or what to say instead.
fn correctable<'a>(
    receipt: &str,
    facts: &'a Facts,
    ctx: &Ctx,
) -> Result<Result<&'a WrittenJournal, Step<Dialogue>>, Vec<Need>> {
    let Some(journal) = known(&facts.journal, || Need::Journal(receipt.to_owned()))? else {
        return Ok(Err(receipt_unknown(receipt, ctx)));
    };
    let because = match (journal.kind, journal.correction) {
        (JournalKind::Reversal, _) => NotCorrectable::IsCorrection,
        (JournalKind::Opening | JournalKind::Deposit, Correction::Reversed) => NotCorrectable::Reversed,
        (JournalKind::Opening | JournalKind::Deposit, Correction::Requested) => NotCorrectable::Requested,
        (JournalKind::Opening | JournalKind::Deposit, Correction::None) => return Ok(Ok(journal)),
    };
    let receipt = journal.receipt.clone();
    Ok(Err(done(CorrectReply::NotPossible { receipt, because })))
}

fn with_receipt(typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(receipt) = Receipt::parse(typed) else {
        return Ok(receipt_unknown(typed, ctx));
    };
    let (nonce, receipt) = (ctx.nonce(), receipt.to_string());
    Ok(match correctable(&receipt, facts, ctx)? {
        Err(instead) => instead,
        Ok(journal) => goto(
            Dialogue::Correct(Correct::AskReason { nonce, receipt }),
            CorrectReply::AskReason { journal: JournalCard::from(journal), nonce },
        ),
    })
}

fn with_reason(receipt: &str, typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    let reason = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if !(REASON_MIN_CHARS..=REASON_MAX_CHARS).contains(&reason.chars().count()) {
        let next = Dialogue::Correct(Correct::AskReason { nonce, receipt: receipt.to_owned() });
        let reply = CorrectReply::ReasonLength { min: REASON_MIN_CHARS, max: REASON_MAX_CHARS, nonce };
        return Ok(goto(next, reply));
    }
    let journal = match correctable(receipt, facts, ctx)? {
        Err(instead) => return Ok(instead),
        Ok(journal) => journal,
    };
    let policy = &facts.cooperative.reversal_policy;
    let officers = known(&facts.officers, || Need::Officers(policy.roles.clone()))?.map_or(&[][..], Vec::as_slice);
    let maker = facts.person.person_id;
    let approvers: Vec<Recipient> = officers.iter().filter(|officer| officer.person_id != maker).copied().collect();
    if approvers.len() < usize::from(policy.needed.max(1)) {
        return Ok(done(CorrectReply::NoApprovers));
    }
    Ok(open(journal, &reason, &approvers, facts, ctx))
}

fn open(journal: &WrittenJournal, reason: &str, approvers: &[Recipient], facts: &Facts, ctx: &Ctx) -> Step<Dialogue> {
    let (request, policy) = (request_id(ctx), &facts.cooperative.reversal_policy);
    let card = JournalCard::from(journal);
    let tell = approvers.iter().map(|to| {
        let (journal, reason) = (card.clone(), reason.to_owned());
        Effect::Tell {
            to: *to,
            reply: CorrectReply::Request { request, journal, reason, missing: policy.needed }.into(),
        }
    });
    let opened = Effect::OpenRequest {
        request,
        subject: Subject::Reversal(journal.journal_id),
        reason: reason.to_owned(),
        policy: policy.clone(),
    };
    Step {
        next: Dialogue::Idle,
        effects: std::iter::once(opened).chain(tell).collect(),
        replies: vec![CorrectReply::Requested { journal: card.clone(), needed: policy.needed }.into()],
        reads: vec![Resource::Journal(journal.journal_id)],
    }
}

/// A new id from the update's instant and the bits of its seed that the nonce leaves.
fn request_id(ctx: &Ctx) -> RequestId {
    let [_, _, _, _, random @ .., _, _] = ctx.seed;
    RequestId::new(u64::try_from(ctx.now.timestamp_millis()).unwrap_or_default(), random)
}
