//! A journal to be written, and its receipt.

use domain::ids::PersonId;
use domain::ledger::{Account, Journal};

use super::touch::{Resource, Touch};

/// A journal to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// What moves.
    pub journal: Journal,
    /// The form that was shown: the same form posts once, however often its button is pressed.
    pub form: Form,
    /// Versions of accounts whose totals the decision read.
    pub expects: Vec<(Account, i64)>,
}

/// The form behind a money step: who was shown it, and its nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Whose form.
    pub person: PersonId,
    /// From [`crate::hub::Ctx::nonce`] when it was shown.
    pub nonce: u64,
}

impl Posting {
    /// What it writes, and what its decision must have read.
    pub fn touches(&self) -> Vec<(Resource, Touch)> {
        let adds = self.journal.transfers.iter().flat_map(|transfer| [transfer.debit, transfer.credit]);
        let reads = self.expects.iter().map(|(account, _)| (Resource::Account(*account), Touch::Read));
        let reversed = self.journal.reverses.map(|journal| (Resource::Journal(journal), Touch::Write));
        adds.map(|account| (Resource::Account(account), Touch::Add)).chain(reads).chain(reversed).collect()
    }
}

/// The number of a receipt in a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptRef {
    /// Of the n-th [`Posting`] of this step, from zero: known once it is written.
    Posted(usize),
    /// `S-1042`.
    Known(String),
}
