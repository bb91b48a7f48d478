//! What steps about corrections ask for, and what they are told.

use chrono::NaiveDate;
use domain::ids::JournalId;
use domain::ledger::{JournalKind, Transfer};

use crate::base::known::Known;
use crate::base::people::MemberLink;

/// Something about journals that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CorrectionsNeed {
    /// The journal with this receipt number, such as `S-1042`, or with its figures alone.
    Journal(String),
}

/// What a step about corrections was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionsFacts {
    /// For [`CorrectionsNeed::Journal`].
    pub journal: Known<CorrectionsNeed, WrittenJournal>,
}

impl CorrectionsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self { journal: Known::nothing() };
}

/// A journal that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenJournal {
    /// The id.
    pub journal_id: JournalId,
    /// `S-1042`.
    pub receipt: String,
    /// Why it was written.
    pub kind: JournalKind,
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Its transfers.
    pub transfers: Vec<Transfer>,
    /// The member whose savings it moved, when there is one.
    pub member: Option<MemberLink>,
    /// Whether another journal reverses it, or an open request asks to.
    pub correction: Correction,
}

/// Whether a journal is being undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// It stands.
    None,
    /// A request to reverse it waits for approvals.
    Requested,
    /// Another journal reverses it.
    Reversed,
}
