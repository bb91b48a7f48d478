//! The buttons around joining.

use domain::ids::MemberId;
use domain::member::Address;

use super::state::Question;
use crate::base::codec::{Parts, id, read_id, read_nonce};

/// A button around joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoiningButton {
    /// A text with the link to join, for sending on.
    InviteFriend,
    /// Write down the application of somebody in front of the officer.
    Register,
    /// A member's card, for an officer.
    Card(MemberId),
    /// What was agreed to.
    Agreed,
    /// An answer in the form of joining.
    Tap {
        /// Of the screen.
        nonce: u64,
        /// Which one.
        tap: JoinTap,
    },
}

/// An answer by a button in the form of joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinTap {
    /// I agree.
    Agree,
    /// To be addressed so.
    Address(Address),
    /// Later.
    Later,
    /// All of it is right: send it.
    Send,
    /// Something is to be changed.
    Change,
    /// This one.
    Field(Question),
}

impl JoinTap {
    /// Every one of them.
    pub const ALL: [Self; 13] = [
        Self::Agree,
        Self::Address(Address::Bu),
        Self::Address(Address::Pak),
        Self::Address(Address::Plain),
        Self::Later,
        Self::Send,
        Self::Change,
        Self::Field(Question::Name),
        Self::Field(Question::Address),
        Self::Field(Question::Phone),
        Self::Field(Question::Nik),
        Self::Field(Question::Heir),
        Self::Field(Question::Payout),
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Agree => "yes",
            Self::Address(Address::Bu) => "bu",
            Self::Address(Address::Pak) => "pak",
            Self::Address(Address::Plain) => "plain",
            Self::Later => "later",
            Self::Send => "send",
            Self::Change => "edit",
            Self::Field(Question::Consent) => "f-consent",
            Self::Field(Question::Name) => "f-name",
            Self::Field(Question::Address) => "f-address",
            Self::Field(Question::Phone) => "f-phone",
            Self::Field(Question::Nik) => "f-nik",
            Self::Field(Question::Heir) => "f-heir",
            Self::Field(Question::Relation) => "f-relation",
            Self::Field(Question::Payout) => "f-payout",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tap| tap.code() == code)
    }
}

impl JoiningButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["inv", "reg", "mc", "jo", "agr"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::InviteFriend => "inv".to_owned(),
            Self::Register => "reg".to_owned(),
            Self::Card(member) => id("mc", member.as_u128()),
            Self::Agreed => "agr".to_owned(),
            Self::Tap { nonce, tap } => format!("jo:{nonce:016x}:{}", tap.code()),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("inv") => Self::InviteFriend,
            Parts::Verb("reg") => Self::Register,
            Parts::One("mc", member) => Self::Card(MemberId::from_u128(read_id(member)?)),
            Parts::Verb("agr") => Self::Agreed,
            Parts::Two("jo", nonce, tap) => Self::Tap { nonce: read_nonce(nonce)?, tap: JoinTap::parse(tap)? },
            _ => return None,
        })
    }
}
