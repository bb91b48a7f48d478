//! What is said around corrections.

use chrono::NaiveDate;
use domain::ids::RequestId;
use domain::ledger::{Account, JournalKind};
use domain::member::Savings;
use domain::money::Money;

use super::CorrectionsButton;
use super::facts::WrittenJournal;
use crate::account::facts::Direction;
use crate::base::people::{Actor, Salutation};
use crate::base::posting::ReceiptRef;
use crate::base::shape::Shape;
use crate::hub::Button;
use crate::requests::RequestsButton;

/// What a journal did to a member's savings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// Which savings.
    pub savings: Savings,
    /// Into or out of them.
    pub direction: Direction,
    /// How much.
    pub amount: Money,
}

/// A journal as officers and members read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalCard {
    /// `S-1042`.
    pub receipt: String,
    /// Why it was written.
    pub kind: JournalKind,
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Whose savings it moved.
    pub member: Option<Salutation>,
    /// How.
    pub movements: Vec<Movement>,
}

impl From<&WrittenJournal> for JournalCard {
    fn from(journal: &WrittenJournal) -> Self {
        let side = |account, direction, amount| match account {
            Account::Savings(savings, _) => Some(Movement { savings, direction, amount }),
            Account::General(_) => None,
        };
        let movements = journal.transfers.iter().flat_map(|transfer| {
            [
                side(transfer.credit, Direction::In, transfer.amount),
                side(transfer.debit, Direction::Out, transfer.amount),
            ]
        });
        Self {
            receipt: journal.receipt.clone(),
            kind: journal.kind,
            occurred_on: journal.occurred_on,
            member: journal.member.as_ref().map(|link| Salutation::from(&link.member)),
            movements: movements.flatten().collect(),
        }
    }
}

/// Why a journal can't be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCorrectable {
    /// Another journal reverses it already.
    Reversed,
    /// A request to reverse it waits already.
    Requested,
    /// It is itself a correction: what it undid is to be written anew.
    IsCorrection,
}

/// What is said around corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionsReply {
    /// Asks for the number of the receipt.
    AskReceipt {
        /// Of this screen.
        nonce: u64,
    },
    /// No journal has this number.
    ReceiptUnknown {
        /// As it was typed.
        typed: String,
        /// Of this screen.
        nonce: u64,
    },
    /// This journal can't be corrected.
    NotPossible {
        /// Its number.
        receipt: String,
        /// Why.
        because: NotCorrectable,
    },
    /// Shows the journal and asks why it is wrong.
    AskReason {
        /// The journal.
        journal: JournalCard,
        /// Of this screen.
        nonce: u64,
    },
    /// The reason is too short or too long.
    ReasonLength {
        /// Characters at least.
        min: usize,
        /// Characters at most.
        max: usize,
        /// Of this screen.
        nonce: u64,
    },
    /// Reads all of it back: the whole receipt is undone, and who asks is named.
    Confirm {
        /// The journal.
        journal: JournalCard,
        /// As it will be read.
        reason: String,
        /// Who asks.
        asked_by: Actor,
        /// Of this screen.
        nonce: u64,
    },
    /// Fewer officers can approve than the policy asks for.
    NoApprovers,
    /// The request is open.
    Requested {
        /// Which one.
        request: RequestId,
        /// The journal.
        journal: JournalCard,
        /// Approvals needed.
        needed: u8,
    },
    /// The reversal would take more out of the savings than is in them.
    WouldOverdraw {
        /// The request, which stays open.
        request: RequestId,
        /// The journal.
        journal: JournalCard,
    },
    /// The reversal would take more out of the cash box than is in it.
    CashShort {
        /// The request, which stays open.
        request: RequestId,
        /// The journal.
        journal: JournalCard,
    },
    /// Corrected, told to the approver and to the maker.
    Corrected {
        /// The number of the correction.
        receipt: ReceiptRef,
        /// What was corrected.
        journal: JournalCard,
    },
    /// Corrected, told to the member.
    MemberCorrected {
        /// The number of the correction.
        receipt: ReceiptRef,
        /// What was corrected.
        journal: JournalCard,
        /// The maker's words.
        reason: String,
    },
}

impl CorrectionsReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let message = Shape::message();
        match self {
            Self::AskReceipt { nonce } | Self::ReceiptUnknown { nonce, .. } => {
                Shape::screen().buttons([vec![Button::cancel(*nonce)]])
            }
            Self::AskReason { nonce, .. } | Self::ReasonLength { nonce, .. } => {
                Shape::screen().buttons([vec![Button::back(*nonce), Button::cancel(*nonce)]])
            }
            Self::Confirm { nonce, .. } => Shape::screen().buttons([
                vec![CorrectionsButton::Send { nonce: *nonce }.into()],
                vec![CorrectionsButton::Change { nonce: *nonce }.into(), Button::cancel(*nonce)],
            ]),
            Self::Requested { request, .. } => {
                message.buttons([vec![RequestsButton::TakeBack(*request).into(), Button::MENU]])
            }
            Self::WouldOverdraw { request, .. } | Self::CashShort { request, .. } => {
                message.buttons([vec![RequestsButton::Refuse(*request).into(), Button::TASKS]])
            }
            Self::NotPossible { .. } | Self::NoApprovers => message.buttons([vec![Button::CORRECT, Button::MENU]]),
            Self::Corrected { .. } => message.buttons([vec![Button::MENU]]),
            Self::MemberCorrected { .. } => message.buttons([vec![Button::BALANCE, Button::SOMETHING_WRONG]]),
        }
    }
}
