//! What is said about settings.

use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::role::Role;
use domain::setting::{Setting, Value};

use super::{Answerer, Reply, Salutation};
use crate::settings::{ChangeCard, OPEN_MAX, OfficerCard, OpenInvitation, Staff, Walk};

/// What is said about settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsReply {
    /// Offers to set the cooperative up together.
    Offer,
    /// Asks for a setting.
    Ask {
        /// Which one, and what stands.
        asked: Asked,
        /// Whether the others follow.
        walk: Walk,
        /// What became of the answer before.
        note: Option<Note>,
        /// Of the screen.
        nonce: u64,
    },
    /// Reads a value back before it counts.
    Confirm {
        /// Which one.
        value: Value,
        /// Of the screen.
        nonce: u64,
    },
    /// Asks to which office somebody is invited.
    ChooseRole {
        /// Of the screen.
        nonce: u64,
    },
    /// An invitation to an office, for sending on.
    Invited {
        /// Which office.
        office: Role,
        /// The code.
        code: String,
        /// Worthless from then on.
        expires_at: DateTime<Utc>,
    },
    /// What is set, in the order of the questions.
    List {
        /// One for each setting.
        lines: Vec<SettingLine>,
        /// What became of the answer before.
        note: Option<Note>,
    },
    /// Who changed what, newest first.
    History(Vec<ChangeCard>),
    /// Left before the end: what was answered is kept.
    Left,
    /// The button was pressed a second time.
    AlreadyAnswered,
    /// To every other officer: something was changed.
    News {
        /// Who did it.
        by: Answerer,
        /// What.
        news: News,
    },
}

impl From<SettingsReply> for Reply {
    fn from(reply: SettingsReply) -> Self {
        Self::Settings(reply)
    }
}

/// What is asked, with what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A setting with a value.
    Value(Value),
    /// Officers and invitations.
    Officers {
        /// Not all of a large office.
        officers: Vec<Answerer>,
        /// Beyond those.
        more: u32,
        /// Invitations that are still good.
        open: Vec<OpenInvitation>,
    },
    /// So many groups.
    Groups(u32),
}

/// Officers on one screen.
const OFFICERS_SHOWN: usize = 10;

impl Asked {
    /// Officers and invitations, as many as a screen holds.
    pub(crate) fn officers(staff: &Staff) -> Self {
        let card =
            |card: &OfficerCard| Answerer { role: card.role, member: card.member.as_ref().map(Salutation::from) };
        Self::Officers {
            officers: staff.officers.iter().take(OFFICERS_SHOWN).map(card).collect(),
            more: u32::try_from(staff.officers.len().saturating_sub(OFFICERS_SHOWN)).unwrap_or(u32::MAX),
            open: staff.invitations.iter().take(OPEN_MAX).copied().collect(),
        }
    }

    /// Which setting it is.
    pub const fn setting(&self) -> Setting {
        match self {
            Self::Value(value) => value.setting(),
            Self::Officers { .. } => Setting::Officers,
            Self::Groups(_) => Setting::Groups,
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingLine {
    /// A setting with a value.
    Value(Value),
    /// So many offices are held.
    Officers(u32),
    /// So many groups are bound.
    Groups(u32),
}

impl SettingLine {
    /// Which setting it is.
    pub const fn setting(&self) -> Setting {
        match self {
            Self::Value(value) => value.setting(),
            Self::Officers(_) => Setting::Officers,
            Self::Groups(_) => Setting::Groups,
        }
    }
}

/// What became of the answer before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It is set.
    Saved(Value),
    /// It was so already.
    Unchanged(Value),
    /// Another officer has changed it meanwhile; nothing was set.
    MovedOn,
    /// It could not be read.
    Problem(SettingsProblem),
    /// An invitation to this office is worthless now.
    Revoked(Role),
    /// The invitation was used or over.
    InvitationGone,
    /// Enough invitations are open.
    TooManyOpen,
    /// That was the last question.
    Finished,
}

/// Why an answer could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsProblem {
    /// It is told by buttons.
    UseButtons,
    /// No name.
    Name,
    /// No number of a legal entity.
    LegalNumber,
    /// No way to reach an office.
    Contact,
    /// No account.
    Payment,
    /// No hours.
    Hours,
    /// No amount.
    NotAnAmount,
    /// An amount with sen.
    HasSen,
    /// Nothing at all.
    Zero,
    /// More officers than there are.
    TooFewOfficers {
        /// So many can agree.
        can: u8,
    },
    /// More than the counter takes at once.
    TooLarge {
        /// The most.
        maximum: Money,
    },
    /// An amount with two readings.
    Unclear {
        /// One.
        low: Money,
        /// The other.
        high: Money,
    },
}

/// What every other officer hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A setting was changed.
    Changed {
        /// From.
        before: Value,
        /// To.
        after: Value,
    },
    /// About officers.
    Staff(StaffNews),
}

/// What every other officer hears about officers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffNews {
    /// Somebody is invited to this office.
    Invited(Role),
    /// Such an invitation was revoked.
    Revoked(Role),
    /// Whoever is told about has taken this office by such an invitation.
    TookOffice(Role),
}

impl From<StaffNews> for News {
    fn from(news: StaffNews) -> Self {
        Self::Staff(news)
    }
}
