//! Where a deposit at the counter stands.

use domain::member::Savings;
use domain::money::Money;
use serde::{Deserialize, Serialize};

use crate::base::hold::{Hold, Words};

/// Where the form stands. The member is looked up anew at each step: a membership can end in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// Waits for a member number.
    AskMember {
        /// Of the screen.
        nonce: u64,
    },
    /// Waits for a member, after the rest was told in one line.
    WhichMember {
        /// Of the screen.
        nonce: u64,
        /// The kind, where it was told.
        savings: Option<Savings>,
        /// The amount, where it was told.
        amount: Option<Money>,
    },
    /// Waits for a kind of savings.
    AskKind {
        /// Of the screen.
        nonce: u64,
        /// The member's.
        number: String,
        /// Where it was told in one line.
        amount: Option<Money>,
    },
    /// Waits for an amount.
    AskAmount {
        /// Of the screen.
        nonce: u64,
        /// The member's.
        number: String,
        /// The kind chosen.
        savings: Savings,
    },
    /// Waits for one of two amounts, or another one: two readings, what is due, or the same once more.
    AmountUnclear {
        /// Of the screen.
        nonce: u64,
        /// The member's.
        number: String,
        /// The kind chosen.
        savings: Savings,
        /// One of them, the smaller.
        low: Money,
        /// The other, or the same.
        high: Money,
    },
    /// Waits for the last word.
    Confirm {
        /// Of the screen, and of the form that is written.
        nonce: u64,
        /// The member's.
        number: String,
        /// The kind chosen.
        savings: Savings,
        /// The amount shown.
        amount: Money,
    },
    /// Written; a second tap on the same button is told so. Otherwise as idle.
    Posted {
        /// Of the form that was written.
        nonce: u64,
    },
}

impl Counter {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::AskMember { nonce } | Self::WhichMember { nonce, amount: None, .. } => {
                Hold { words: Words::Answer, ..Hold::form(*nonce) }
            }
            Self::AskKind { nonce, amount: None, .. } | Self::WhichMember { nonce, amount: Some(_), .. } => {
                Hold { answers: 1, ..Hold::form(*nonce) }
            }
            Self::AskKind { nonce, amount: Some(_), .. } | Self::AskAmount { nonce, .. } => {
                Hold { answers: 2, ..Hold::form(*nonce) }
            }
            Self::AmountUnclear { nonce, .. } | Self::Confirm { nonce, .. } => {
                Hold { answers: 3, ..Hold::form(*nonce) }
            }
            Self::Posted { .. } => Hold::FREE,
        }
    }

    pub(super) const fn nonce(&self) -> u64 {
        match self {
            Self::AskMember { nonce }
            | Self::WhichMember { nonce, .. }
            | Self::AskKind { nonce, .. }
            | Self::AskAmount { nonce, .. }
            | Self::AmountUnclear { nonce, .. }
            | Self::Confirm { nonce, .. }
            | Self::Posted { nonce } => *nonce,
        }
    }
}
