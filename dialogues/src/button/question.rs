//! The buttons around questions.

use domain::ids::QuestionId;

use super::nonce_of;

/// A button around a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionButton {
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

impl QuestionButton {
    /// The data that the messenger carries.
    pub(super) fn encode(self) -> String {
        let of = |verb, id: QuestionId| format!("{verb}:{:032x}", id.as_u128());
        match self {
            Self::Send { nonce } => format!("qs:{nonce:016x}"),
            Self::Change { nonce } => format!("qx:{nonce:016x}"),
            Self::List { skip } => format!("ql:{skip}"),
            Self::Answer(id) => of("qa", id),
            Self::SendAnswer { nonce } => format!("qy:{nonce:016x}"),
            Self::ChangeAnswer { nonce } => format!("qz:{nonce:016x}"),
            Self::More(id) => of("qm", id),
            Self::Clear(id) => of("qc", id),
        }
    }

    /// The button with that data, if its first part is one of ours.
    pub(super) fn decode(verb: &str, value: &str) -> Option<Self> {
        let id = || u128::from_str_radix(value, 16).ok().map(QuestionId::from_u128);
        Some(match verb {
            "qs" => Self::Send { nonce: nonce_of(value)? },
            "qx" => Self::Change { nonce: nonce_of(value)? },
            "ql" => Self::List { skip: value.parse().ok()? },
            "qa" => Self::Answer(id()?),
            "qy" => Self::SendAnswer { nonce: nonce_of(value)? },
            "qz" => Self::ChangeAnswer { nonce: nonce_of(value)? },
            "qm" => Self::More(id()?),
            "qc" => Self::Clear(id()?),
            _ => return None,
        })
    }
}
