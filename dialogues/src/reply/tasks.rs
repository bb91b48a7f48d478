//! What is said around requests and the officers who decide them.

use domain::ids::RequestId;
use domain::nik::NikDoubt;

use super::{DoorCard, JournalCard, Summary};
use crate::door;
use crate::facts::SubjectCard;
use crate::join::Whose;
use crate::step::Ctx;

/// What a request asks for, as officers and its maker read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskSubject {
    /// To undo this journal.
    Reversal(JournalCard),
    /// To move this membership to another account, by a code.
    Move(DoorCard),
    /// To move this membership to the account that reports its phone lost.
    Lost(DoorCard),
    /// To become a member.
    Application {
        /// What the applicant told, masked.
        summary: Summary,
        /// Who wrote it down.
        whose: Whose,
        /// What is odd about it.
        doubts: Vec<NikDoubt>,
    },
}

impl TaskSubject {
    /// As it is at this instant.
    pub(crate) fn of(subject: &SubjectCard, ctx: &Ctx) -> Self {
        match subject {
            SubjectCard::Reversal(journal) => Self::Reversal(JournalCard::from(journal)),
            SubjectCard::Move(link) => Self::Move(door::card(link, ctx)),
            SubjectCard::Lost { link, .. } => Self::Lost(door::card(link, ctx)),
            SubjectCard::Application(card) => {
                Self::Application { summary: Summary::from(card), whose: card.whose, doubts: card.doubts.clone() }
            }
        }
    }
}

/// What is said around requests, whatever they ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskReply {
    /// What waits for this officer: more than one.
    Tasks(Vec<(RequestId, TaskSubject)>),
    /// Nothing waits for this officer.
    NoTasks,
    /// Tells an officer that a request waits, with its buttons.
    Request {
        /// Which one.
        request: RequestId,
        /// What is asked for.
        subject: TaskSubject,
        /// The maker's words.
        reason: String,
        /// Approvals that are missing.
        missing: u8,
    },
    /// The request is not known, or decided.
    Decided,
    /// The maker never decides their own request.
    OwnRequest,
    /// Counted; more approvals are missing.
    Approved {
        /// How many.
        missing: u8,
    },
    /// This officer had approved before.
    AlreadyApproved,
    /// Asks an officer why the request is refused.
    AskReason {
        /// What was asked for.
        subject: TaskSubject,
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
    /// Refused, told to the one who refused.
    Refused {
        /// What was asked for.
        subject: TaskSubject,
    },
    /// Refused, told to the maker.
    MakerRefused {
        /// What was asked for.
        subject: TaskSubject,
        /// Why, in the officer's words.
        reason: String,
    },
}
