//! The buttons around corrections.

use crate::base::codec::{Parts, nonce, read_nonce};

/// A button around corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionsButton {
    /// Ask for a correction.
    Start,
    /// All of it is right: send it.
    Send {
        /// Of the screen.
        nonce: u64,
    },
    /// Another reason.
    Change {
        /// Of the screen.
        nonce: u64,
    },
}

impl CorrectionsButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["cor", "cs", "cz"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Start => "cor".to_owned(),
            Self::Send { nonce: shown } => nonce("cs", shown),
            Self::Change { nonce: shown } => nonce("cz", shown),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("cor") => Self::Start,
            Parts::One("cs", nonce) => Self::Send { nonce: read_nonce(nonce)? },
            Parts::One("cz", nonce) => Self::Change { nonce: read_nonce(nonce)? },
            _ => return None,
        })
    }
}
