//! Where linking an account stands.

use chrono::{DateTime, Utc};
use domain::ids::InvitationId;
use serde::{Deserialize, Serialize};

use crate::base::hold::{Aside, Before, Hold, Leave, Rest, Words};

/// What we wait for; in both states a contact card is one that we asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Linking {
    /// The person's own contact card.
    AskContact,
    /// A code from the office.
    AskCode,
    /// The code of a letter was brought: the person's own contact card is to go with it.
    LetterBrought(Letter),
}

/// A letter whose code was brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its invitation.
    pub invitation: InvitationId,
    /// The register number of whom it was written to.
    pub number: String,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
}

impl Linking {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        let resting = Hold { rest: Rest::Unlinked, aside: Aside::Stays, ..Hold::FREE };
        match self {
            Self::AskContact => Hold { words: Words::Free(Before::Contact), ..resting },
            // What can't be a code is a sentence, and heard as one.
            Self::AskCode => {
                Hold { leave: Leave::Quiet, words: Words::Free(Before::Code), aside: Aside::Contact, ..resting }
            }
            Self::LetterBrought(_) => Hold { leave: Leave::Quiet, words: Words::Answer, ..resting },
        }
    }
}
