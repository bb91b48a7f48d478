//! Buttons around doors and shared accounts.

use domain::ids::MemberId;

/// A button around doors and shared accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoorButton {
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
    /// Another member on this account.
    Switch,
    /// The member at this place of the account is holding the phone.
    WhoIs {
        /// Their place.
        slot: u8,
    },
}

impl DoorButton {
    /// The data that the messenger carries.
    pub(crate) fn encode(self) -> String {
        let of = |name: &str, member: MemberId| format!("{name}:{:032x}", member.as_u128());
        match self {
            Self::Report => "wrong".to_owned(),
            Self::LostPhone => "lost".to_owned(),
            Self::OthersPhone => "lost2".to_owned(),
            Self::NotMine => "alien".to_owned(),
            Self::RealBot => "real".to_owned(),
            Self::Freeze { nonce } => format!("dy:{nonce:016x}"),
            Self::NotMyMove(member) => of("dn", member),
            Self::Card(member) => of("dc", member),
            Self::OfficerFreeze(member) => of("df", member),
            Self::OfficerOpen(member) => of("do", member),
            Self::OfficerMove(member) => of("dm", member),
            Self::Switch => "swap".to_owned(),
            Self::WhoIs { slot } => format!("dw:{slot}"),
        }
    }

    /// The button with these parts of its data.
    pub(crate) fn decode(name: &str, value: Option<&str>) -> Option<Self> {
        let member = |text| u128::from_str_radix(text, 16).ok().map(MemberId::from_u128);
        Some(match (name, value) {
            ("wrong", None) => Self::Report,
            ("lost", None) => Self::LostPhone,
            ("lost2", None) => Self::OthersPhone,
            ("alien", None) => Self::NotMine,
            ("real", None) => Self::RealBot,
            ("swap", None) => Self::Switch,
            ("dy", Some(nonce)) => Self::Freeze { nonce: u64::from_str_radix(nonce, 16).ok()? },
            ("dn", Some(id)) => Self::NotMyMove(member(id)?),
            ("dc", Some(id)) => Self::Card(member(id)?),
            ("df", Some(id)) => Self::OfficerFreeze(member(id)?),
            ("do", Some(id)) => Self::OfficerOpen(member(id)?),
            ("dm", Some(id)) => Self::OfficerMove(member(id)?),
            ("dw", Some(slot)) => Self::WhoIs { slot: slot.parse().ok()? },
            _ => return None,
        })
    }
}
