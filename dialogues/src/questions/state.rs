//! Where asking a question and answering one stand.

use domain::ids::QuestionId;
use domain::question::QuestionNumber;
use serde::{Deserialize, Serialize};

use crate::base::hold::{Aside, Before, Hold, Rest, Words};

/// Where asking stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// Nothing is going on but that this text was not understood: "Tanya petugas" would send it.
    Heard {
        /// What was written.
        text: String,
        /// What we waited for before.
        before: Before,
    },
    /// Waits for the question.
    Words {
        /// Of the screen.
        nonce: u64,
        /// The question that it goes on from.
        follows: Option<QuestionNumber>,
    },
    /// Asks whether this text is to be sent.
    Confirm {
        /// Of the screen.
        nonce: u64,
        /// The text.
        text: String,
    },
}

impl Asking {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::Heard { before, .. } => {
                Hold { words: Words::Free(*before), rest: Rest::Stranger, aside: Aside::Stays, ..Hold::FREE }
            }
            Self::Words { nonce, .. } => Hold { rest: Rest::Stranger, ..Hold::form(*nonce) },
            Self::Confirm { nonce, .. } => Hold { rest: Rest::Stranger, answers: 1, ..Hold::form(*nonce) },
        }
    }
}

/// Where answering stands. The question is looked up anew at each step: another officer may be quicker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answering {
    /// Waits for the answer.
    Words {
        /// Of the screen.
        nonce: u64,
        /// To which question.
        question: QuestionId,
        /// Its number.
        number: QuestionNumber,
    },
    /// Asks whether this answer is to be sent.
    Confirm {
        /// Of the screen.
        nonce: u64,
        /// To which question.
        question: QuestionId,
        /// Its number.
        number: QuestionNumber,
        /// The answer.
        text: String,
    },
}

impl Answering {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::Words { nonce, .. } => Hold::form(*nonce),
            Self::Confirm { nonce, .. } => Hold { answers: 1, ..Hold::form(*nonce) },
        }
    }
}
