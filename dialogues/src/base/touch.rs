//! What a step reads and writes, so that two updates which would meet are not decided side by side.

use domain::ids::{InvitationId, JournalId, MemberId, PersonId, QuestionId, RequestId};
use domain::ledger::Account;

/// Something that a decision reads or an effect writes, within one cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Totals of an account.
    Account(Account),
    /// An invitation.
    Invitation(InvitationId),
    /// Whether a journal is reversed or asked to be.
    Journal(JournalId),
    /// A member's row and links.
    Member(MemberId),
    /// A person's row and roles.
    Person(PersonId),
    /// A question and its answer.
    Question(QuestionId),
    /// Who stands in the member register or asks to: numbers, NIKs, phones.
    Register,
    /// A request and its approvals.
    Request(RequestId),
    /// What the cooperative sets for itself.
    Settings,
}

/// How a step touches a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touch {
    /// Its value decided something.
    Read,
    /// A sum is added to it, whatever its value: two of these commute.
    Add,
    /// It is set.
    Write,
}

impl Touch {
    /// Whether two updates that touch the same resource so may share a batch.
    pub const fn commutes_with(self, other: Self) -> bool {
        matches!((self, other), (Self::Read, Self::Read) | (Self::Add, Self::Add))
    }
}
