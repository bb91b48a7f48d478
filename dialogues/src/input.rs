//! What a person did, freed of the messenger's form.

use domain::ids::PersonId;

use crate::button::Button;
use crate::command::Command;

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
}
