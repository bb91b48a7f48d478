//! Where asking for a correction stands.

use serde::{Deserialize, Serialize};

use crate::base::hold::{Hold, Words};

/// Where the form stands. The journal is looked up anew at each step: somebody else may correct it in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correct {
    /// Waits for the number of a receipt.
    AskReceipt {
        /// Of the screen.
        nonce: u64,
    },
    /// Waits for the reason.
    AskReason {
        /// Of the screen.
        nonce: u64,
        /// The number, in its normal form.
        receipt: String,
    },
    /// Waits for the last word.
    Confirm {
        /// Of the screen.
        nonce: u64,
        /// The number, in its normal form.
        receipt: String,
        /// As it was read back.
        reason: String,
    },
}

impl Correct {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::AskReceipt { nonce } => Hold { words: Words::Answer, ..Hold::form(*nonce) },
            Self::AskReason { nonce, .. } => Hold { answers: 1, ..Hold::form(*nonce) },
            Self::Confirm { nonce, .. } => Hold { answers: 2, ..Hold::form(*nonce) },
        }
    }
}
