//! Where an officer's decision stands.

use domain::ids::RequestId;
use serde::{Deserialize, Serialize};

use crate::base::hold::Hold;

/// An officer's decision that needs more than a tap. The request is looked up anew: others may decide it in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deciding {
    /// Waits for the reason of a refusal.
    AskReason {
        /// Of the screen.
        nonce: u64,
        /// The request that is about to be refused.
        request: RequestId,
    },
}

impl Deciding {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::AskReason { nonce, .. } => Hold::form(*nonce),
        }
    }
}
