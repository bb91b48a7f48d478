//! What is said around requests and the officers who decide them.

use domain::ids::RequestId;

use super::RequestsButton;
use crate::base::shape::Shape;
use crate::hub::{Button, TaskSubject, TaskSummary};

/// What is said around requests, whatever they ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestsReply {
    /// What waits for this officer, by kind.
    Waiting(TaskSummary),
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

impl RequestsReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let (screen, message) = (Shape::screen(), Shape::message());
        match self {
            Self::Waiting(summary) => summary.shape(),
            Self::AskReason { nonce, .. } | Self::ReasonLength { nonce, .. } => {
                screen.buttons([vec![Button::back(*nonce), Button::cancel(*nonce)]])
            }
            Self::Request { request, subject, .. } => {
                let decide = [RequestsButton::Approve(*request), RequestsButton::Refuse(*request)];
                message.buttons([subject.first_button().into_iter().collect(), decide.map(Button::from).to_vec()])
            }
            Self::Tasks(tasks) => {
                let task = |(ordinal, (request, _)): (u8, &(RequestId, _))| {
                    RequestsButton::Task { request: *request, ordinal }.into()
                };
                screen.buttons([(1..).zip(tasks).map(task).collect(), vec![Button::MENU]])
            }
            Self::NoTasks => screen.buttons([vec![Button::MENU]]),
            Self::MakerRefused { .. } => message.buttons([vec![Button::MENU]]),
            Self::Refused { subject } => {
                message.buttons([subject.card_button().into_iter().collect(), vec![Button::TASKS, Button::MENU]])
            }
            Self::Decided | Self::OwnRequest | Self::Approved { .. } => {
                message.buttons([vec![Button::TASKS, Button::MENU]])
            }
            Self::AlreadyApproved => Shape::toast(),
        }
    }
}
