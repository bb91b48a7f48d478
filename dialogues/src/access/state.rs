//! Where freezing a door, a report of a lost phone and a PIN stand.

use domain::ids::{MemberId, RequestId};
use serde::{Deserialize, Serialize};

use crate::base::hold::{Hold, Leave, Rest, Words};

/// What we wait for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorForm {
    /// The last word before the door is frozen.
    ConfirmFreeze {
        /// Of the screen.
        nonce: u64,
    },
    /// A member number, from an officer.
    AskNumber {
        /// Of the screen.
        nonce: u64,
    },
    /// The reason, from an officer.
    AskWhy {
        /// Of the screen.
        nonce: u64,
        /// What of.
        what: Why,
        /// Whose door.
        member: MemberId,
    },
    /// The last word of an officer before a membership moves. The request is looked up anew.
    ConfirmMove {
        /// Of the screen.
        nonce: u64,
        /// By which it was asked for.
        request: RequestId,
    },
}

impl DoorForm {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        Hold { leave: Leave::Quiet, ..Hold::form(self.nonce()) }
    }

    pub(super) const fn nonce(&self) -> u64 {
        match self {
            Self::ConfirmFreeze { nonce }
            | Self::AskNumber { nonce }
            | Self::AskWhy { nonce, .. }
            | Self::ConfirmMove { nonce, .. } => *nonce,
        }
    }
}

/// What an officer is asked the reason of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Opening a frozen door.
    Open,
    /// Moving the membership to another account.
    Move,
}

/// What we wait for from somebody who reports a lost phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reporting {
    /// A member number, or the own contact card.
    AskWhose {
        /// Of the screen.
        nonce: u64,
    },
    /// What happened.
    AskWords {
        /// Of the screen.
        nonce: u64,
        /// Whose phone.
        whose: Whose,
    },
}

/// How the member was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// By the number in the register.
    Number(String),
    /// By the phone, which the messenger vouches for.
    Phone(String),
}

impl Whose {
    /// As it was typed or sent, for whoever is to recognise it.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Number(shown) | Self::Phone(shown) => shown,
        }
    }
}

impl Reporting {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::AskWhose { nonce } | Self::AskWords { nonce, .. } => {
                Hold { leave: Leave::Quiet, rest: Rest::Unlinked, ..Hold::form(*nonce) }
            }
        }
    }
}

/// What we wait for. Every text in these states may be a PIN, and goes from the chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pins {
    /// The PIN of the member at this place.
    Ask {
        /// Their place on the account.
        slot: u8,
    },
    /// The first PIN of the member who has the account alone until now.
    ChooseFirst {
        /// The code by which another one comes.
        code: String,
    },
    /// The first PIN of the member who comes in addition.
    Choose {
        /// The code by which they come.
        code: String,
    },
}

impl Pins {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::Ask { .. } | Self::ChooseFirst { .. } | Self::Choose { .. } => {
                Hold { leave: Leave::Quiet, words: Words::Answer, ..Hold::FREE }
            }
        }
    }
}
