//! The buttons around questions.

use domain::ids::QuestionId;

use crate::base::codec::{Parts, id, nonce, read_id, read_nonce};

/// A button around a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionsButton {
    /// Ask the office.
    AskOffice,
    /// Send this text as a question.
    Send {
        /// Of the screen.
        nonce: u64,
    },
    /// Other words.
    Change {
        /// Of the screen.
        nonce: u64,
    },
    /// The questions that wait, from this place in their order on.
    List {
        /// Questions before it.
        skip: u8,
    },
    /// Write the answer to it.
    Answer(QuestionId),
    /// Send this answer.
    SendAnswer {
        /// Of the screen.
        nonce: u64,
    },
    /// Other words for the answer.
    ChangeAnswer {
        /// Of the screen.
        nonce: u64,
    },
    /// Ask more about it.
    More(QuestionId),
    /// The answer will do.
    Clear(QuestionId),
}

impl QuestionsButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["ask", "qs", "qx", "ql", "qa", "qy", "qz", "qm", "qc"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::AskOffice => "ask".to_owned(),
            Self::Send { nonce: shown } => nonce("qs", shown),
            Self::Change { nonce: shown } => nonce("qx", shown),
            Self::List { skip } => format!("ql:{skip}"),
            Self::Answer(question) => id("qa", question.as_u128()),
            Self::SendAnswer { nonce: shown } => nonce("qy", shown),
            Self::ChangeAnswer { nonce: shown } => nonce("qz", shown),
            Self::More(question) => id("qm", question.as_u128()),
            Self::Clear(question) => id("qc", question.as_u128()),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        let question = |text| read_id(text).map(QuestionId::from_u128);
        Some(match parts {
            Parts::Verb("ask") => Self::AskOffice,
            Parts::One("qs", nonce) => Self::Send { nonce: read_nonce(nonce)? },
            Parts::One("qx", nonce) => Self::Change { nonce: read_nonce(nonce)? },
            Parts::One("ql", skip) => Self::List { skip: skip.parse().ok()? },
            Parts::One("qa", id) => Self::Answer(question(id)?),
            Parts::One("qy", nonce) => Self::SendAnswer { nonce: read_nonce(nonce)? },
            Parts::One("qz", nonce) => Self::ChangeAnswer { nonce: read_nonce(nonce)? },
            Parts::One("qm", id) => Self::More(question(id)?),
            Parts::One("qc", id) => Self::Clear(question(id)?),
            _ => return None,
        })
    }
}
