//! What is said about settings.

use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::role::Role;
use domain::setting::{FirstMandatory, Setting, Value};

use super::facts::{ChangeCard, OfficerCard, OpenInvitation, Staff};
use super::{OPEN_MAX, SettingsButton, SettingsTap, Walk};
use crate::base::people::Salutation;
use crate::base::shape::Shape;
use crate::hub::Button;
use crate::questions::Answerer;

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

    /// Whether it is the last of the questions.
    pub fn is_last(&self) -> bool {
        self.setting() == Setting::Groups
    }

    /// Whether nothing is asked before it.
    pub fn is_first(&self) -> bool {
        self.setting() == Setting::Name
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

impl SettingsReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let (screen, message, own) = (Shape::screen(), Shape::message(), Button::Settings);
        match self {
            Self::Offer => screen.buttons([vec![own(SettingsButton::Begin)], vec![Button::MENU]]),
            Self::Ask { asked, note, walk, nonce } => {
                let back = *walk == Walk::All && !asked.is_first();
                let mut rows = question(asked, note.as_ref(), *nonce);
                if let Some(last) = rows.last_mut().filter(|_| back) {
                    last.insert(0, own(SettingsButton::Tap { nonce: *nonce, tap: SettingsTap::Back }));
                }
                screen.buttons(rows)
            }
            Self::Confirm { nonce, .. } => {
                let tap = |tap| own(SettingsButton::Tap { nonce: *nonce, tap });
                screen.buttons([vec![tap(SettingsTap::Yes)], vec![tap(SettingsTap::Change), tap(SettingsTap::Stop)]])
            }
            Self::ChooseRole { nonce } => {
                let tap = |tap| own(SettingsButton::Tap { nonce: *nonce, tap });
                let roles = |roles: &[Role]| roles.iter().map(|role| tap(SettingsTap::Role(*role))).collect();
                screen.buttons(Role::ALL.chunks(3).map(roles).chain([vec![tap(SettingsTap::Change)]]))
            }
            Self::List { lines, .. } => screen.buttons(list(lines)),
            Self::History(_) => screen.buttons([vec![own(SettingsButton::List), Button::MENU]]),
            Self::Left => message.buttons([vec![own(SettingsButton::List), Button::MENU]]),
            Self::News { .. } => message.buttons([vec![Button::MENU]]),
            Self::Invited { .. } => message,
            Self::AlreadyAnswered => Shape::toast(),
        }
    }
}

/// A number for each line, and what was changed of late; the menu has its own key below.
fn list(lines: &[SettingLine]) -> Vec<Vec<Button>> {
    let open = |line: &SettingLine| Button::Settings(SettingsButton::Open(line.setting()));
    let mut buttons: Vec<Button> = lines.iter().map(open).collect();
    buttons.push(Button::Settings(SettingsButton::History));
    buttons.chunks(5).map(<[Button]>::to_vec).collect()
}

fn question(asked: &Asked, note: Option<&Note>, nonce: u64) -> Vec<Vec<Button>> {
    let tap = |tap| Button::Settings(SettingsButton::Tap { nonce, tap });
    let amount = |amount| Button::Settings(SettingsButton::Amount { nonce, amount });
    let mut rows = match asked {
        Asked::Value(value) => match (value, note) {
            (_, Some(Note::Problem(SettingsProblem::Unclear { low, high }))) => vec![vec![amount(*low), amount(*high)]],
            (Value::LegalNumber(text) | Value::Payment(text), _) if !text.is_empty() => {
                vec![vec![tap(SettingsTap::Clear)]]
            }
            (Value::Zone(_), _) => vec![SettingsTap::ZONES.map(tap).to_vec()],
            (Value::FirstMandatory(_), _) => {
                FirstMandatory::ALL.map(|first| vec![tap(SettingsTap::First(first))]).to_vec()
            }
            (Value::Approvals(_), _) => vec![SettingsTap::APPROVALS.map(tap).to_vec()],
            (Value::QuietHours(_), _) => vec![SettingsTap::NIGHTS.map(tap).to_vec()],
            (
                Value::Name(_)
                | Value::LegalNumber(_)
                | Value::Contact(_)
                | Value::Principal(_)
                | Value::Mandatory(_)
                | Value::Payment(_),
                _,
            ) => Vec::new(),
        },
        Asked::Officers { open, .. } => {
            let revoke = |invitation| Button::Settings(SettingsButton::Revoke { nonce, invitation });
            let revocable: Vec<Button> = open.iter().map(|open| revoke(open.invitation_id)).collect();
            [vec![tap(SettingsTap::Invite)], revocable].into_iter().filter(|row| !row.is_empty()).collect()
        }
        Asked::Groups(_) => vec![vec![tap(SettingsTap::Bind)]],
    };
    rows.push(vec![tap(SettingsTap::Skip), tap(SettingsTap::Stop)]);
    rows
}
