//! What a person did, freed of the messenger's form.

use domain::ids::{ChatId, PersonId};
use domain::question::QuestionNumber;

use crate::hub::{Button, Command};

/// One update of a person, as a dialogue reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// `/start`, with the payload of a deep link where there was one.
    Start {
        /// At most 64 characters of `A-Za-z0-9_-`, never trusted as authority.
        payload: Option<String>,
    },
    /// A command or one of its words, in either language, with what stood behind it.
    Command {
        /// Which one.
        command: Command,
        /// The rest of the line, trimmed; often empty.
        rest: String,
    },
    /// Any other text.
    Text(String),
    /// A text that answers a message of ours in which a question stands.
    Quoted {
        /// The number in that message.
        question: QuestionNumber,
        /// What was written.
        text: String,
    },
    /// Something that happened to the group, or to us in it.
    Group(GroupEvent),
    /// A contact card.
    Contact {
        /// The phone number as the messenger gave it, with or without `+`.
        phone: String,
        /// Whose card it is, where the messenger says so.
        owner: Option<PersonId>,
        /// Whether it was forwarded from somewhere else.
        forwarded: bool,
    },
    /// A button under one of our messages.
    Press(Button),
    /// A button whose data we do not understand: from an older version, or forged.
    UnknownButton,
    /// A photo, a sticker, a voice: something that no dialogue takes yet.
    Unsupported,
    /// Words below one of these.
    Captioned(String),
}

/// What can happen to a group, or to us in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupEvent {
    /// We were added.
    Added,
    /// We were removed.
    Removed {
        /// What the group is called.
        title: String,
    },
    /// A command of an admin who speaks as the group itself: nobody in particular.
    AskedByNobody,
    /// The group goes on as that one.
    MovedTo(ChatId),
    /// The group is what that one became.
    MovedFrom(ChatId),
}
