//! What is said around requests and the officers who decide them.

use domain::ids::RequestId;

use super::RequestsButton;
use super::facts::Ended;
use crate::base::people::Actor;
use crate::base::shape::Shape;
use crate::hub::{Button, TaskSubject, TaskSummary};

/// What is said around requests, whatever they ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestsReply {
    /// What waits for this officer, by kind.
    Waiting(TaskSummary),
    /// What waits for this officer: more than one.
    Tasks(Vec<(RequestId, TaskSubject)>),
    /// Nothing waits for this officer, nor anything of theirs for others.
    NoTasks,
    /// Nothing waits for this officer; these of their own wait for others.
    OwnWait(Vec<(RequestId, TaskSubject)>),
    /// One of these, with the button that takes it back.
    Own {
        /// Which one.
        request: RequestId,
        /// What is asked for.
        subject: TaskSubject,
        /// The maker's words.
        reason: String,
        /// Approvals that are missing.
        missing: u8,
    },
    /// Tells an officer that a request waits, with its buttons.
    Request {
        /// Which one.
        request: RequestId,
        /// What is asked for.
        subject: TaskSubject,
        /// The maker's words.
        reason: String,
        /// Who asks, where officers are to read it.
        asked_by: Option<Actor>,
        /// Approvals that are missing.
        missing: u8,
    },
    /// The request is not known, or over: how and by whom, where that is known.
    Decided(Option<Ended>),
    /// The maker never decides their own request.
    OwnRequest {
        /// Which one.
        request: RequestId,
    },
    /// Asks whether it is to be taken back: all of it is gone then.
    AskTakeBack {
        /// Which one.
        request: RequestId,
        /// What was asked for.
        subject: TaskSubject,
    },
    /// Taken back, told to whoever asked for it.
    TakenBack {
        /// What was asked for.
        subject: TaskSubject,
    },
    /// Somebody has decided it in between, told to whoever asked for it.
    TakeBackLate,
    /// It was taken back before.
    TakenBackBefore,
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
            Self::Own { request, .. } | Self::OwnRequest { request } => {
                message.buttons([vec![RequestsButton::TakeBack(*request).into()], vec![Button::TASKS, Button::MENU]])
            }
            Self::AskTakeBack { request, .. } => {
                screen.buttons([vec![RequestsButton::ConfirmTakeBack(*request).into()], vec![Button::MENU]])
            }
            Self::TakenBack { .. } | Self::TakeBackLate | Self::TakenBackBefore => {
                message.buttons([vec![Button::MENU, Button::ASK_OFFICE]])
            }
            Self::Tasks(tasks) | Self::OwnWait(tasks) => {
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
            Self::Decided(_) | Self::Approved { .. } => message.buttons([vec![Button::TASKS, Button::MENU]]),
            Self::AlreadyApproved => Shape::toast(),
        }
    }
}
