//! What is said while an account is linked to a member or an office.

use domain::role::Role;

use super::LinkingButton;
use crate::base::people::Salutation;
use crate::base::shape::{Keyboard, Shape};
use crate::hub::Button;

/// What is said while an account is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkingReply {
    /// The greeting for those who are not linked yet.
    Welcome,
    /// Only a linked member has this.
    NotLinked,
    /// A contact card that we did not ask for.
    ContactNotAsked,
    /// A number that was typed: only the key proves whose it is.
    UseTheKey,
    /// No membership can be linked by this number: unknown, ended, or linked to another account, all told alike.
    NotFound,
    /// Asks whether this membership is theirs, as an import says.
    AskClaim(Salutation),
    /// Asks for the code.
    AskCode,
    /// A text that can't be a code, or no invitation has it.
    CodeUnknown,
    /// Asks for the contact card that goes with the code of a letter.
    AskPhoneOfLetter,
    /// The phone is not the one of the letter's member, or the letter is over, all told alike.
    LetterNotYours,
    /// Linked now.
    Linked(Salutation),
    /// Was linked to this member before: all is well.
    AlreadyLinked(Salutation),
    /// Is linked to another member than the invitation names.
    LinkedToAnother(Salutation),
    /// Holds the role now.
    RoleGranted(Role),
    /// Held the role before: all is well.
    AlreadyRole(Role),
    /// Their own invitation is for somebody else.
    OwnInvitation(Role),
}

impl LinkingReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let message = Shape::message();
        match self {
            Self::CodeUnknown | Self::LetterNotYours => message.buttons([vec![Button::START, Button::ASK_OFFICE]]),
            // A question with buttons is answered once; everything else is said for good.
            Self::AskClaim(_) => Shape::screen().buttons([
                vec![LinkingButton::ClaimMine.into(), LinkingButton::ClaimNotMine.into()],
                vec![Button::ASK_OFFICE],
            ]),
            Self::LinkedToAnother(_) | Self::AskCode => message.buttons([vec![Button::MENU, Button::ASK_OFFICE]]),
            Self::Welcome
            | Self::NotLinked
            | Self::ContactNotAsked
            | Self::UseTheKey
            | Self::NotFound
            | Self::AskPhoneOfLetter => message.keyboard(Keyboard::Contact),
            Self::Linked(_)
            | Self::AlreadyLinked(_)
            | Self::RoleGranted(_)
            | Self::OwnInvitation(_)
            | Self::AlreadyRole(_) => message.keyboard(Keyboard::Own),
        }
    }
}
