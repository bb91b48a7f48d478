//! What is written around requests.

use domain::ids::RequestId;
use domain::request::{ApprovalPolicy, Subject};

use crate::base::touch::{Resource, Touch};

/// Something to be written around requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestsEffect {
    /// Open a request that waits for approvals.
    OpenRequest {
        /// The id, made from the seed.
        request: RequestId,
        /// What is asked for.
        subject: Subject,
        /// Why, in the maker's words.
        reason: String,
        /// Under which terms.
        policy: ApprovalPolicy,
    },
    /// Count this person's approval.
    Approve {
        /// Of which request.
        request: RequestId,
        /// The version that the decision read.
        version: i64,
        /// Whether it was the last one needed.
        completes: bool,
    },
    /// Refuse a request for good.
    Refuse {
        /// Which one.
        request: RequestId,
        /// The version that the decision read.
        version: i64,
        /// Why, in the officer's words.
        reason: String,
    },
    /// Whoever asked for it takes it back.
    TakeBack {
        /// Which one.
        request: RequestId,
        /// The version that the decision read.
        version: i64,
    },
}

impl RequestsEffect {
    /// What it writes, and what its decision must have read.
    pub(crate) fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::OpenRequest { request, subject, .. } => {
                vec![(Resource::Request(*request), Touch::Write), (asked_for(*subject), Touch::Write)]
            }
            Self::Approve { request, .. } | Self::Refuse { request, .. } | Self::TakeBack { request, .. } => {
                vec![(Resource::Request(*request), Touch::Write)]
            }
        }
    }
}

/// What a request would change, so that two requests for the same are not opened side by side.
const fn asked_for(subject: Subject) -> Resource {
    match subject {
        Subject::Reversal(journal) => Resource::Journal(journal),
        Subject::Move(member) | Subject::Lost { member, .. } => Resource::Member(member),
        Subject::Application(_) => Resource::Register,
        // One of a person at a time, and a person's own updates follow each other.
        Subject::LostUnknown(person) => Resource::Person(person),
    }
}
