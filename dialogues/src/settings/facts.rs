//! What steps about settings ask for, and what they are told.

use chrono::{DateTime, Utc};
use domain::ids::{InvitationId, PersonId};
use domain::member::Member;
use domain::member_number::Pattern;
use domain::role::Role;
use domain::setting::{FirstMandatory, Setting, Value};

use crate::base::known::Known;
use crate::hub::Cooperative;

/// What a step about settings wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SettingsNeed {
    /// Who holds which office, who is invited to one, and how many groups are bound.
    Staff,
    /// The newest changes, a screenful.
    Changes,
}

/// The cooperative's settings around its own settings, and those that only members read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSettings {
    /// Its number as a legal entity; empty when not set.
    pub legal_number: String,
    /// The account to which members pay; empty when not set.
    pub payment: String,
    /// Who may change settings.
    pub roles: Vec<Role>,
    /// Compared when a change is written.
    pub version: i64,
    /// How the register's numbers go on, as an import proposed or an operator set it.
    pub number_pattern: Option<Pattern>,
}

/// Who holds which office, who is invited to one, and how many groups are bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Each office with whoever holds it, the longest serving first.
    pub officers: Vec<OfficerCard>,
    /// Invitations that are still good.
    pub invitations: Vec<OpenInvitation>,
    /// Groups that are bound.
    pub groups: u32,
}

/// Somebody in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerCard {
    /// Whoever holds it; two offices may be one person's.
    pub person_id: PersonId,
    /// Which office.
    pub role: Role,
    /// The member on their account, when there is one alone.
    pub member: Option<Member>,
}

/// An invitation to an office that nobody has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The id.
    pub invitation_id: InvitationId,
    /// To which office.
    pub role: Role,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
}

/// A change as the records have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeCard {
    /// What.
    pub setting: Setting,
    /// In which role somebody did.
    pub role: Role,
    /// When.
    pub at: DateTime<Utc>,
    /// The text of what was.
    pub old: String,
    /// The text of what is since.
    pub new: String,
}

/// What a step about settings was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFacts {
    /// For [`SettingsNeed::Staff`].
    pub staff: Known<SettingsNeed, Staff>,
    /// For [`SettingsNeed::Changes`].
    pub changes: Known<SettingsNeed, Vec<ChangeCard>>,
}

impl SettingsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self { staff: Known::nothing(), changes: Known::nothing() };
}

/// Changes on one screen.
pub const CHANGES_PER_SCREEN: usize = 8;

impl Cooperative {
    /// The value of a setting as it stands; nothing where the setting has none.
    pub fn value(&self, setting: Setting) -> Option<Value> {
        Some(match setting {
            Setting::Name => Value::Name(self.name.clone()),
            Setting::LegalNumber => Value::LegalNumber(self.settings.legal_number.clone()),
            Setting::Contact => Value::Contact(self.contact.clone()),
            Setting::Zone => Value::Zone(self.zone),
            Setting::Principal => Value::Principal(self.joining.entry.principal),
            Setting::Mandatory => Value::Mandatory(self.joining.monthly_mandatory),
            Setting::FirstMandatory if self.joining.entry.mandatory.is_zero() => {
                Value::FirstMandatory(FirstMandatory::Later)
            }
            Setting::FirstMandatory => Value::FirstMandatory(FirstMandatory::AtEntry),
            Setting::Approvals => Value::Approvals(self.joining.policy.needed),
            Setting::QuietHours => Value::QuietHours(self.quiet_hours),
            Setting::Payment => Value::Payment(self.settings.payment.clone()),
            Setting::Officers | Setting::Groups => return None,
        })
    }

    /// Whether members can read how to reach the office: what every cooperative has set before all else.
    pub fn is_set_up(&self) -> bool {
        !self.contact.trim().is_empty()
    }
}
