//! Buttons around doors and shared accounts.

use domain::ids::MemberId;

use crate::base::codec::{Parts, id, nonce, read_id, read_nonce};

/// A button around doors and shared accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccessButton {
    /// Something is wrong.
    Report,
    /// My phone is lost.
    LostPhone,
    /// Somebody else's phone is lost.
    OthersPhone,
    /// A transaction that was not mine.
    NotMine,
    /// How to tell this bot from a fake.
    RealBot,
    /// Yes, freeze it now.
    Freeze {
        /// Of the screen.
        nonce: u64,
    },
    /// The move to another account was not mine.
    NotMyMove(MemberId),
    /// A member's door, for an officer.
    Card(MemberId),
    /// Freeze this member's door.
    OfficerFreeze(MemberId),
    /// Open this member's door.
    OfficerOpen(MemberId),
    /// Move this member to another account.
    OfficerMove(MemberId),
    /// Give out a code for this member, who has no account.
    OfficerCode(MemberId),
    /// Yes, move the membership that was asked about.
    MoveNow {
        /// Of the screen.
        nonce: u64,
    },
    /// Another member on this account.
    Switch,
    /// The member at this place of the account is holding the phone.
    WhoIs {
        /// Their place.
        slot: u8,
    },
}

impl AccessButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] =
        &["wrong", "lost", "lost2", "alien", "real", "swap", "dy", "dn", "dc", "df", "do", "dm", "dw", "dk", "dv"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Report => "wrong".to_owned(),
            Self::LostPhone => "lost".to_owned(),
            Self::OthersPhone => "lost2".to_owned(),
            Self::NotMine => "alien".to_owned(),
            Self::RealBot => "real".to_owned(),
            Self::Freeze { nonce: shown } => nonce("dy", shown),
            Self::NotMyMove(member) => id("dn", member.as_u128()),
            Self::Card(member) => id("dc", member.as_u128()),
            Self::OfficerFreeze(member) => id("df", member.as_u128()),
            Self::OfficerOpen(member) => id("do", member.as_u128()),
            Self::OfficerMove(member) => id("dm", member.as_u128()),
            Self::OfficerCode(member) => id("dk", member.as_u128()),
            Self::MoveNow { nonce: shown } => nonce("dv", shown),
            Self::Switch => "swap".to_owned(),
            Self::WhoIs { slot } => format!("dw:{slot}"),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        let member = |text| read_id(text).map(MemberId::from_u128);
        Some(match parts {
            Parts::Verb("wrong") => Self::Report,
            Parts::Verb("lost") => Self::LostPhone,
            Parts::Verb("lost2") => Self::OthersPhone,
            Parts::Verb("alien") => Self::NotMine,
            Parts::Verb("real") => Self::RealBot,
            Parts::Verb("swap") => Self::Switch,
            Parts::One("dy", nonce) => Self::Freeze { nonce: read_nonce(nonce)? },
            Parts::One("dn", id) => Self::NotMyMove(member(id)?),
            Parts::One("dc", id) => Self::Card(member(id)?),
            Parts::One("df", id) => Self::OfficerFreeze(member(id)?),
            Parts::One("do", id) => Self::OfficerOpen(member(id)?),
            Parts::One("dm", id) => Self::OfficerMove(member(id)?),
            Parts::One("dk", id) => Self::OfficerCode(member(id)?),
            Parts::One("dv", nonce) => Self::MoveNow { nonce: read_nonce(nonce)? },
            Parts::One("dw", slot) => Self::WhoIs { slot: slot.parse().ok()? },
            _ => return None,
        })
    }
}
