//! What is said in groups and about them. In a group everybody reads along: no variant for it holds money or a name.

use domain::question::QuestionNumber;

use super::QuestionRef;

/// What is said in groups and about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupReply {
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
    /// In a group: nobody could answer; the office can be reached otherwise.
    NobodyToAsk,
    /// In a group: an answer waits in the private chat.
    AnswerWaits {
        /// To which question.
        number: QuestionNumber,
    },
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

/// A button that leads to another chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To the private chat, which opens with this payload; it grants nothing.
    Private {
        /// After `?start=`.
        payload: String,
    },
    /// To the choice of a group that the bot is added to with this payload.
    AddToGroup {
        /// After `?startgroup=`.
        payload: String,
    },
}

impl Link {
    /// The private chat, at its menu.
    pub fn menu() -> Self {
        Self::Private { payload: "menu".to_owned() }
    }
}

impl GroupReply {
    /// Whether it may be read by everybody in a group.
    pub const fn is_for_groups(&self) -> bool {
        match self {
            Self::Greeting
            | Self::NotBound
            | Self::Bound
            | Self::CodeUnknown
            | Self::CodeSpent
            | Self::Help
            | Self::HowToAsk
            | Self::QuestionTaken { .. }
            | Self::TooMany
            | Self::NobodyToAsk
            | Self::AnswerWaits { .. } => true,
            Self::Offer { .. } | Self::Left { .. } => false,
        }
    }

    /// Where its button leads.
    pub fn link(&self) -> Option<Link> {
        match self {
            Self::Greeting
            | Self::NotBound
            | Self::CodeUnknown
            | Self::CodeSpent
            | Self::Help
            | Self::HowToAsk
            | Self::QuestionTaken { .. }
            | Self::TooMany
            | Self::NobodyToAsk => Some(Link::menu()),
            Self::AnswerWaits { number } => Some(Link::Private { payload: number.to_string() }),
            Self::Offer { code } => Some(Link::AddToGroup { payload: code.clone() }),
            Self::Bound | Self::Left { .. } => None,
        }
    }
}
