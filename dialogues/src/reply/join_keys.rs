//! Which keys come with what is said around joining.

use super::{JoinReply, ReplyKeys};
use crate::button::{Button, JoinTap};
use crate::join::{Question, Whose};

impl JoinReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            // A question with its own keyboard is a message: a screen can't carry one.
            Self::Ask { question, whose, .. } => !matches!((question, whose), (Question::Phone, Whose::Own)),
            Self::Summary { .. } | Self::Change { .. } | Self::Register | Self::CardUnknown { .. } => true,
            Self::PhoneTaken
            | Self::NoPhotos
            | Self::NoOfficers
            | Self::Sent
            | Self::SentForOther { .. }
            | Self::AlreadySent
            | Self::Waiting { .. }
            | Self::NothingOpen
            | Self::AlreadyMember(_)
            | Self::StillToPay { .. }
            | Self::Admitted(_)
            | Self::AdmittedOther(_)
            | Self::NowMember(_)
            | Self::NowMemberOther(_)
            | Self::Invitation
            | Self::Card(_) => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        match self {
            Self::Ask { question, whose, nonce, .. } => question_buttons(*question, *whose, *nonce),
            Self::Summary { nonce, .. } => {
                let join = |tap| Button::Join { nonce: *nonce, tap };
                let cancel = Button::CancelForm { nonce: *nonce };
                vec![vec![join(JoinTap::Send)], vec![join(JoinTap::Change), cancel]]
            }
            Self::Change { nonce, .. } => {
                let field = |question| Button::Join { nonce: *nonce, tap: JoinTap::Field(question) };
                Question::CHANGEABLE.chunks(3).map(|row| row.iter().copied().map(field).collect()).collect()
            }
            Self::NoOfficers | Self::Waiting { .. } | Self::StillToPay { .. } | Self::CardUnknown { .. } => {
                vec![vec![Button::Menu, Button::AskOffice]]
            }
            Self::NothingOpen | Self::AlreadyMember(_) | Self::SentForOther { .. } => vec![vec![Button::Menu]],
            Self::AdmittedOther(_) => vec![vec![Button::Tasks, Button::Menu]],
            Self::NowMemberOther(_) => vec![vec![Button::Counter, Button::Menu]],
            Self::NowMember(_) => vec![vec![Button::Balance, Button::InviteFriend]],
            Self::Register | Self::Card(_) => vec![vec![Button::Register, Button::Menu]],
            Self::PhoneTaken
            | Self::NoPhotos
            | Self::Sent
            | Self::AlreadySent
            | Self::Admitted(_)
            | Self::Invitation => Vec::new(),
        }
    }

    pub(super) const fn keyboard(&self) -> ReplyKeys {
        match self {
            Self::Ask { question: Question::Phone, whose: Whose::Own, .. } => ReplyKeys::OwnNumber,
            Self::PhoneTaken => ReplyKeys::Contact,
            Self::Sent | Self::Admitted(_) => ReplyKeys::Menu,
            _ => ReplyKeys::Keep,
        }
    }
}

fn question_buttons(question: Question, whose: Whose, nonce: u64) -> Vec<Vec<Button>> {
    let join = |tap| Button::Join { nonce, tap };
    let cancel = Button::CancelForm { nonce };
    let skippable = || vec![vec![join(JoinTap::Later), cancel]];
    match question {
        Question::Consent => vec![vec![join(JoinTap::Agree)], vec![cancel, Button::AskOffice]],
        Question::Address => {
            use domain::member::Address::{Bu, Pak, Plain};
            vec![[Bu, Pak, Plain].map(|address| join(JoinTap::Address(address))).to_vec(), vec![cancel]]
        }
        Question::Phone if whose == Whose::Own => Vec::new(),
        Question::Phone | Question::Heir | Question::Relation | Question::Payout => skippable(),
        Question::Name | Question::Nik => vec![vec![cancel]],
    }
}
