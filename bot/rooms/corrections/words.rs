//! Corrections, and journals as officers and members read them.

use crate::render::catalogue::Args;
use crate::render::{Words, shortened, table};
use crate::rooms::people;
use dialogues::account::facts::Direction;
use dialogues::base::people::Salutation;
use dialogues::corrections::CorrectionsButton;
use dialogues::corrections::{CorrectionsReply, JournalCard, Movement, NotCorrectable};
use domain::dates;
use domain::ledger::JournalKind;

pub fn html(reply: &CorrectionsReply, words: &Words<'_>) -> String {
    let on_journal = |key, journal| words.with(key, Args::new().html("journal", card(journal, words)));
    match reply {
        CorrectionsReply::AskReceipt { .. } => words.plain("correct-ask-receipt"),
        CorrectionsReply::ReceiptUnknown { typed, .. } => {
            words.with("correct-receipt-unknown", Args::new().value("typed", &shortened(typed)))
        }
        CorrectionsReply::NotPossible { receipt, because } => not_possible(receipt, *because, words),
        CorrectionsReply::AskReason { journal, .. } => on_journal("correct-ask-reason", journal),
        CorrectionsReply::ReasonLength { min, max, .. } => {
            words.with("correct-reason-length", count("min", min).html("max", max.to_string()))
        }
        CorrectionsReply::Confirm { journal, reason, asked_by, .. } => {
            let args = Args::new()
                .html("journal", card(journal, words))
                .value("reason", reason)
                .html("asker", people::words::actor(asked_by, words));
            words.with("correct-confirm", args)
        }
        CorrectionsReply::NoApprovers => words.plain("correct-no-approvers"),
        CorrectionsReply::Requested { journal, needed, .. } => {
            words.with("correct-sent", count("needed", needed).html("journal", card(journal, words)))
        }
        CorrectionsReply::WouldOverdraw { journal, .. } => on_journal("correct-would-overdraw", journal),
        CorrectionsReply::CashShort { journal, .. } => on_journal("correct-cash-short", journal),
        CorrectionsReply::Corrected { receipt, journal } => {
            let args = Args::new().value("receipt", &words.receipt(receipt)).html("journal", card(journal, words));
            words.with("correct-corrected", args)
        }
        CorrectionsReply::MemberCorrected { receipt, journal, reason } => {
            let args = Args::new()
                .html("who", greeted(journal.member.as_ref(), words))
                .value("original", &journal.receipt)
                .value("receipt", &words.receipt(receipt))
                .html("journal", card(journal, words))
                .value("reason", reason);
            words.with("correct-member-corrected", args)
        }
    }
}

pub fn count(name: &'static str, number: &impl ToString) -> Args {
    Args::new().html(name, number.to_string())
}

fn greeted(member: Option<&Salutation>, words: &Words<'_>) -> String {
    member.map_or_else(|| words.plain("address-nobody"), |member| words.who(member))
}

fn not_possible(receipt: &str, because: NotCorrectable, words: &Words<'_>) -> String {
    let key = match because {
        NotCorrectable::Reversed => "correct-reversed",
        NotCorrectable::Requested => "correct-requested",
        NotCorrectable::IsCorrection => "correct-is-correction",
    };
    words.with(key, Args::new().value("receipt", receipt))
}

/// "Setoran S-1042, 23-11-2026".
pub fn headline(journal: &JournalCard, words: &Words<'_>) -> String {
    let args = Args::new()
        .html("kind", table::capitalised(&kind(journal.kind, words)))
        .value("receipt", &journal.receipt)
        .html("date", dates::short(journal.occurred_on));
    words.with("journal-line", args)
}

pub fn kind(kind: JournalKind, words: &Words<'_>) -> String {
    words.plain(match kind {
        JournalKind::Opening => "kind-opening",
        JournalKind::Deposit => "kind-deposit",
        JournalKind::Reversal => "kind-reversal",
    })
}

/// The journal, whose savings it moved, and how.
pub fn card(journal: &JournalCard, words: &Words<'_>) -> String {
    let member = journal.member.as_ref().map(|member| words.with("journal-member", words.member(member)));
    let movements = journal.movements.iter().map(|movement| moved(movement, words));
    std::iter::once(headline(journal, words)).chain(member).chain(movements).collect::<Vec<_>>().join("\n")
}

fn moved(movement: &Movement, words: &Words<'_>) -> String {
    let key = match movement.direction {
        Direction::In => "journal-in",
        Direction::Out => "journal-out",
    };
    let savings = table::capitalised(&words.savings(movement.savings));
    words.with(key, Args::new().html("savings", savings).money("amount", movement.amount, words.locale))
}

/// The label of a button of this room.
pub fn label(button: CorrectionsButton, words: &Words<'_>) -> String {
    words.plain(match button {
        CorrectionsButton::Start => "button-correct",
        CorrectionsButton::Send { .. } => "button-send",
        CorrectionsButton::Change { .. } => "button-change-reason",
    })
}
