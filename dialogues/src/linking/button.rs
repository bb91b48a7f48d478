//! The buttons around linking an account.

use crate::base::codec::Parts;

/// A button around linking an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkingButton {
    /// The greeting, for those who are not linked yet.
    Start,
    /// Yes, the membership that an import names is mine.
    ClaimMine,
    /// No, it is not.
    ClaimNotMine,
}

impl LinkingButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["go", "mine", "nope"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Start => "go".to_owned(),
            Self::ClaimMine => "mine".to_owned(),
            Self::ClaimNotMine => "nope".to_owned(),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("go") => Self::Start,
            Parts::Verb("mine") => Self::ClaimMine,
            Parts::Verb("nope") => Self::ClaimNotMine,
            _ => return None,
        })
    }
}
