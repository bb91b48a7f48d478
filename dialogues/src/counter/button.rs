//! The buttons of a deposit at the counter.

use domain::ids::MemberId;
use domain::member::Savings;
use domain::money::Money;

use crate::base::codec::{Parts, nonce, read_id, read_nonce};

/// A button of a deposit at the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CounterButton {
    /// A deposit.
    Start,
    /// Which of several members is meant.
    Member {
        /// Of the screen.
        nonce: u64,
        /// The one chosen.
        member: MemberId,
    },
    /// Which savings the deposit goes to.
    Kind {
        /// Of the screen.
        nonce: u64,
        /// The kind chosen.
        savings: Savings,
    },
    /// Which amount was meant by an unclear one.
    Amount {
        /// Of the screen.
        nonce: u64,
        /// The reading chosen.
        amount: Money,
    },
    /// The deposit is right: write it.
    Confirm {
        /// Of the screen.
        nonce: u64,
    },
    /// Another amount.
    Change {
        /// Of the screen.
        nonce: u64,
    },
}

impl CounterButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["ctr", "cm", "ck", "ca", "cy", "cx"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Start => "ctr".to_owned(),
            Self::Member { nonce, member } => format!("cm:{nonce:016x}:{:032x}", member.as_u128()),
            Self::Kind { nonce, savings } => format!("ck:{nonce:016x}:{}", savings.as_str()),
            Self::Amount { nonce, amount } => format!("ca:{nonce:016x}:{amount}"),
            Self::Confirm { nonce: shown } => nonce("cy", shown),
            Self::Change { nonce: shown } => nonce("cx", shown),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("ctr") => Self::Start,
            Parts::Two("cm", nonce, member) => {
                Self::Member { nonce: read_nonce(nonce)?, member: MemberId::from_u128(read_id(member)?) }
            }
            Parts::Two("ck", nonce, kind) => Self::Kind { nonce: read_nonce(nonce)?, savings: Savings::parse(kind)? },
            Parts::Two("ca", nonce, minor) => {
                Self::Amount { nonce: read_nonce(nonce)?, amount: Money::from_minor(minor.parse().ok()?).ok()? }
            }
            Parts::One("cy", nonce) => Self::Confirm { nonce: read_nonce(nonce)? },
            Parts::One("cx", nonce) => Self::Change { nonce: read_nonce(nonce)? },
            _ => return None,
        })
    }
}
