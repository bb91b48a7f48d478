//! Which keys come with what officers are told.

use domain::access::Access;

use super::{CorrectReply, TaskReply, TaskSubject};
use crate::button::Button;
use crate::button_door::DoorButton;

impl CorrectReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            Self::AskReceipt { .. }
            | Self::ReceiptUnknown { .. }
            | Self::AskReason { .. }
            | Self::ReasonLength { .. } => true,
            Self::NotPossible { .. }
            | Self::NoApprovers
            | Self::Requested { .. }
            | Self::WouldOverdraw { .. }
            | Self::CashShort { .. }
            | Self::Corrected { .. }
            | Self::MemberCorrected { .. } => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        match self {
            Self::AskReceipt { nonce }
            | Self::ReceiptUnknown { nonce, .. }
            | Self::AskReason { nonce, .. }
            | Self::ReasonLength { nonce, .. } => vec![vec![Button::CancelForm { nonce: *nonce }]],
            Self::WouldOverdraw { request, .. } | Self::CashShort { request, .. } => {
                vec![vec![Button::Refuse(*request), Button::Tasks]]
            }
            Self::NotPossible { .. } | Self::NoApprovers => vec![vec![Button::Correct, Button::Menu]],
            Self::Requested { .. } | Self::Corrected { .. } => vec![vec![Button::Menu]],
            Self::MemberCorrected { .. } => vec![vec![Button::Balance, Button::SomethingWrong]],
        }
    }
}

impl TaskReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            Self::Tasks(_) | Self::NoTasks | Self::AskReason { .. } | Self::ReasonLength { .. } => true,
            Self::Request { .. }
            | Self::Decided
            | Self::OwnRequest
            | Self::Approved { .. }
            | Self::AlreadyApproved
            | Self::Refused { .. }
            | Self::MakerRefused { .. } => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        match self {
            Self::AskReason { nonce, .. } | Self::ReasonLength { nonce, .. } => {
                vec![vec![Button::CancelForm { nonce: *nonce }]]
            }
            Self::Request { request, subject, .. } => {
                let decide = vec![Button::Approve(*request), Button::Refuse(*request)];
                match subject {
                    // Locking first is one tap: whoever holds the phone is quicker than the way to the office.
                    TaskSubject::Lost(card) if card.access != Access::Frozen => {
                        vec![vec![Button::Door(DoorButton::OfficerFreeze(card.member_id))], decide]
                    }
                    TaskSubject::Lost(_)
                    | TaskSubject::Move(_)
                    | TaskSubject::Reversal(_)
                    | TaskSubject::Application { .. } => vec![decide],
                }
            }
            Self::Tasks(tasks) => vec![
                (1..).zip(tasks).map(|(ordinal, (request, _))| Button::Task { request: *request, ordinal }).collect(),
                vec![Button::Menu],
            ],
            Self::NoTasks | Self::MakerRefused { .. } => vec![vec![Button::Menu]],
            Self::Refused { subject: TaskSubject::Lost(card) | TaskSubject::Move(card) } => {
                vec![vec![Button::Door(DoorButton::Card(card.member_id))], vec![Button::Tasks, Button::Menu]]
            }
            Self::Decided | Self::OwnRequest | Self::Approved { .. } | Self::Refused { .. } => {
                vec![vec![Button::Tasks, Button::Menu]]
            }
            Self::AlreadyApproved => Vec::new(),
        }
    }
}
