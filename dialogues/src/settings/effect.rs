//! What is written about settings.

use chrono::{DateTime, Utc};
use domain::ids::InvitationId;
use domain::role::Role;
use domain::setting::Value;

use crate::base::touch::{Resource, Touch};

/// Something to be written about settings; each with the role in which this person does it, for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsEffect {
    /// Set one.
    Set {
        /// From now on.
        value: Value,
        /// As it was.
        before: Value,
        /// The version that the decision read.
        version: i64,
        /// In which role.
        role: Role,
    },
    /// Give out a code that gives an office.
    Invite {
        /// The id.
        invitation: InvitationId,
        /// Which office.
        office: Role,
        /// The code; only a keyed hash of it is kept.
        code: String,
        /// Worthless from then on.
        expires_at: DateTime<Utc>,
        /// In which role.
        role: Role,
    },
    /// Make an unused invitation worthless.
    Revoke {
        /// Which one.
        invitation: InvitationId,
        /// To which office.
        office: Role,
        /// In which role.
        role: Role,
    },
}

impl SettingsEffect {
    /// What it writes, and what its decision must have read.
    pub(crate) fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::Set { .. } => vec![(Resource::Settings, Touch::Write)],
            Self::Invite { invitation, .. } | Self::Revoke { invitation, .. } => {
                vec![(Resource::Invitation(*invitation), Touch::Write)]
            }
        }
    }
}
