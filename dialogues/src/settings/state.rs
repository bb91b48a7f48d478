//! Where setting something stands.

use domain::setting::{Setting, Value};
use serde::{Deserialize, Serialize};

use crate::base::hold::{Aside, Hold, Leave, Words};

/// Where setting something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingsForm {
    /// Waits for an answer.
    Asking {
        /// Of the screen.
        nonce: u64,
        /// Of the screen before, whose buttons may be pressed twice.
        answered: u64,
        /// What is asked.
        setting: Setting,
        /// The text of what was shown to stand.
        seen: String,
        /// Whether the others follow.
        walk: Walk,
    },
    /// Waits for the last word on a value.
    Confirm {
        /// Of the screen.
        nonce: u64,
        /// Of the screen before.
        answered: u64,
        /// The text of what was shown to stand.
        seen: String,
        /// What would stand.
        value: Value,
        /// Whether the others follow.
        walk: Walk,
    },
    /// All is answered; a second tap on the last button is told so. Otherwise as idle.
    Resting {
        /// Of the last screen.
        answered: u64,
    },
}

/// Whether one setting is asked for, or all that follow as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Walk {
    /// The others follow.
    All,
    /// It alone.
    One,
}

impl SettingsForm {
    /// What it holds; what was answered is written already, so that nothing is lost by leaving.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::Asking { .. } | Self::Confirm { .. } => {
                Hold { leave: Leave::Kept, words: Words::Own, aside: Aside::Stays, ..Hold::FREE }
            }
            Self::Resting { .. } => Hold { aside: Aside::Stays, ..Hold::FREE },
        }
    }

    pub(super) const fn nonce(&self) -> Option<u64> {
        match self {
            Self::Asking { nonce, .. } | Self::Confirm { nonce, .. } => Some(*nonce),
            Self::Resting { .. } => None,
        }
    }

    pub(super) const fn answered(&self) -> u64 {
        match self {
            Self::Asking { answered, .. } | Self::Confirm { answered, .. } | Self::Resting { answered } => *answered,
        }
    }
}
