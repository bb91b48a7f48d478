//! The buttons around settings.

use domain::hours::QuietHours;
use domain::ids::InvitationId;
use domain::money::Money;
use domain::role::Role;
use domain::setting::{FirstMandatory, Setting};
use domain::zone::Zone;

use crate::base::codec::{Parts, read_id, read_nonce};

/// A button around settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SettingsButton {
    /// `/atur`.
    Start,
    /// What is set.
    List,
    /// Set all of it, one after the other.
    Begin,
    /// Who changed what.
    History,
    /// Change this one.
    Open(Setting),
    /// An answer.
    Tap {
        /// Of the screen.
        nonce: u64,
        /// Which one.
        tap: SettingsTap,
    },
    /// Which amount was meant by an unclear one.
    Amount {
        /// Of the screen.
        nonce: u64,
        /// The reading chosen.
        amount: Money,
    },
    /// This invitation is to be worthless.
    Revoke {
        /// Of the screen.
        nonce: u64,
        /// Which one.
        invitation: InvitationId,
    },
}

/// An answer by a button in the form of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SettingsTap {
    /// Not this one.
    Skip,
    /// Enough for now.
    Stop,
    /// There is none.
    Clear,
    /// It is right.
    Yes,
    /// Once more.
    Change,
    /// The one before.
    Back,
    /// This zone.
    Zone(Zone),
    /// The first wajib so.
    First(FirstMandatory),
    /// So many officers agree.
    Approvals(u8),
    /// Quiet in these hours.
    Quiet(QuietHours),
    /// Somebody is to be invited to an office.
    Invite,
    /// To this one.
    Role(Role),
    /// A group is to be bound.
    Bind,
}

impl SettingsTap {
    /// The zones.
    pub const ZONES: [Self; 3] = [Self::Zone(Zone::Wib), Self::Zone(Zone::Wita), Self::Zone(Zone::Wit)];
    /// So many officers as have a button.
    pub const APPROVALS: [Self; 3] = [Self::Approvals(1), Self::Approvals(2), Self::Approvals(3)];
    /// The usual nights.
    pub const NIGHTS: [Self; 3] = [
        Self::Quiet(QuietHours::NIGHT),
        Self::Quiet(QuietHours { from_hour: 21, until_hour: 7 }),
        Self::Quiet(QuietHours { from_hour: 22, until_hour: 6 }),
    ];

    /// Every one that has a button.
    pub fn all() -> Vec<Self> {
        let mut taps =
            vec![Self::Skip, Self::Stop, Self::Clear, Self::Yes, Self::Change, Self::Back, Self::Invite, Self::Bind];
        taps.extend([Self::ZONES, Self::APPROVALS, Self::NIGHTS].into_iter().flatten());
        taps.extend(FirstMandatory::ALL.map(Self::First));
        taps.extend(Role::ALL.map(Self::Role));
        taps
    }

    fn code(self) -> String {
        match self {
            Self::Skip => "skip".to_owned(),
            Self::Stop => "stop".to_owned(),
            Self::Clear => "none".to_owned(),
            Self::Yes => "yes".to_owned(),
            Self::Change => "edit".to_owned(),
            Self::Back => "back".to_owned(),
            Self::Zone(zone) => zone.as_str().to_owned(),
            Self::First(FirstMandatory::AtEntry) => "first".to_owned(),
            Self::First(FirstMandatory::Later) => "later".to_owned(),
            Self::Approvals(needed) => format!("n{needed}"),
            Self::Quiet(QuietHours { from_hour, until_hour }) => format!("h{from_hour}-{until_hour}"),
            Self::Invite => "invite".to_owned(),
            Self::Role(role) => format!("r-{}", role.as_str()),
            Self::Bind => "bind".to_owned(),
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|tap| tap.code() == code)
    }
}

impl SettingsButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["ss", "sl", "sb", "sh", "so", "se", "sa", "sx"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Start => "ss".to_owned(),
            Self::List => "sl".to_owned(),
            Self::Begin => "sb".to_owned(),
            Self::History => "sh".to_owned(),
            Self::Open(setting) => format!("so:{}", setting.as_str()),
            Self::Tap { nonce, tap } => format!("se:{nonce:016x}:{}", tap.code()),
            Self::Amount { nonce, amount } => format!("sa:{nonce:016x}:{amount}"),
            Self::Revoke { nonce, invitation } => format!("sx:{nonce:016x}:{:032x}", invitation.as_u128()),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("ss") => Self::Start,
            Parts::Verb("sl") => Self::List,
            Parts::Verb("sb") => Self::Begin,
            Parts::Verb("sh") => Self::History,
            Parts::One("so", name) => Self::Open(Setting::parse(name)?),
            Parts::Two("se", nonce, tap) => Self::Tap { nonce: read_nonce(nonce)?, tap: SettingsTap::parse(tap)? },
            Parts::Two("sa", nonce, minor) => {
                Self::Amount { nonce: read_nonce(nonce)?, amount: Money::from_minor(minor.parse().ok()?).ok()? }
            }
            Parts::Two("sx", nonce, id) => {
                let invitation = read_id(id).map(InvitationId::from_u128)?;
                Self::Revoke { nonce: read_nonce(nonce)?, invitation }
            }
            _ => return None,
        })
    }
}
