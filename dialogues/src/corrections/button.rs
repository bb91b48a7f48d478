//! The button around corrections.

use crate::base::codec::Parts;

/// The button around corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionsButton {
    /// Ask for a correction.
    Start,
}

impl CorrectionsButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["cor"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Start => "cor".to_owned(),
        }
    }

    /// The button with that data, if it is the one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        (parts == Parts::Verb("cor")).then_some(Self::Start)
    }
}
