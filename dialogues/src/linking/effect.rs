//! What is written when an account is linked.

use domain::ids::{InvitationId, MemberId};
use domain::role::Role;

use crate::base::touch::{Resource, Touch};

/// Something to be written when an account is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkingEffect {
    /// Link this person to the member; the shell refuses nothing that the step allowed.
    LinkMember {
        /// The member.
        member: MemberId,
        /// The invitation that is used up by it.
        invitation: Option<InvitationId>,
    },
    /// Give this person a role.
    GrantRole {
        /// Which one.
        role: Role,
        /// The invitation that is used up by it.
        invitation: InvitationId,
    },
    /// Forget whom an import named as this person's membership: they have answered.
    DropClaim,
}

impl LinkingEffect {
    /// What it writes, and what its decision must have read.
    pub(crate) fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::LinkMember { member, invitation } => std::iter::once((Resource::Member(*member), Touch::Write))
                .chain(invitation.map(|invitation| (Resource::Invitation(invitation), Touch::Write)))
                .collect(),
            Self::GrantRole { invitation, .. } => vec![(Resource::Invitation(*invitation), Touch::Write)],
            Self::DropClaim => Vec::new(),
        }
    }
}
