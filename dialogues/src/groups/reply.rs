//! What is said in groups and about them. In a group everybody reads along: no variant for it holds money or a name.

use crate::base::shape::{Link, Shape};
use crate::hub::Button;
use crate::questions::QuestionRef;

/// What is said in groups and about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupsReply {
    /// In a group that we were added to: how it is bound.
    Greeting,
    /// In a group that is not bound: how it is bound.
    NotBound,
    /// In a group: it is bound now.
    Bound,
    /// In a group: the code is not known.
    CodeUnknown,
    /// In a group: the code was used, or is too old.
    CodeSpent,
    /// In a group: what can be asked for here.
    Help,
    /// In a group: a question goes behind the command.
    HowToAsk,
    /// In a group: a question has arrived.
    QuestionTaken {
        /// Its number.
        number: QuestionRef,
    },
    /// In a group: this person has enough questions waiting.
    TooMany,
    /// In a group: a command of whoever speaks as the group itself; who that is, nobody can tell.
    AskAsYourself,
    /// In a group: nobody could answer; the office can be reached otherwise.
    NobodyToAsk,
    /// In private, to an officer: a code that binds one group.
    Offer {
        /// The code.
        code: String,
    },
    /// In private, to officers: we are out of a group.
    Left {
        /// What the group is called.
        title: String,
    },
}

impl GroupsReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let message = Shape::message();
        match self {
            Self::Greeting
            | Self::NotBound
            | Self::CodeUnknown
            | Self::CodeSpent
            | Self::Help
            | Self::HowToAsk
            | Self::QuestionTaken { .. }
            | Self::TooMany
            | Self::AskAsYourself
            | Self::NobodyToAsk => message.link(Link::menu()).for_groups(),
            Self::Bound => message.for_groups(),
            Self::Offer { code } => message.link(Link::AddToGroup { payload: code.clone() }),
            Self::Left { .. } => message,
        }
    }
}
