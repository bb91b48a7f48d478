//! What is written about doors, about who is on an account, and about secrets that were typed.

use chrono::{DateTime, Utc};
use domain::access::{Deed, Door};
use domain::ids::{InvitationId, MemberId, PersonId};
use domain::secret::{Pin, Tries};

use crate::base::touch::{Resource, Touch};

/// Something to be written about doors and accounts, in the transaction of the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessEffect {
    /// Set a door, and keep what was done to it.
    Set {
        /// The door, with the version that the decision read.
        door: Door,
        /// What was done.
        event: DoorEvent,
    },
    /// Keep what was done or said, and leave the door as it is.
    Note(DoorEvent),
    /// Take a member off an account, with their PIN; codes that were given out for them are worthless.
    Unlink {
        /// The member.
        member: MemberId,
        /// Whose account.
        person: PersonId,
    },
    /// Put a member on an account that has none.
    LinkTo {
        /// The member.
        member: MemberId,
        /// Whose account.
        person: PersonId,
    },
    /// Put one more member on this person's account.
    Share {
        /// The member.
        member: MemberId,
        /// Their place.
        slot: u8,
        /// The invitation that is used up by it.
        invitation: InvitationId,
    },
    /// Give out a code that links an account to this member.
    Invite {
        /// The id.
        invitation: InvitationId,
        /// The member.
        member: MemberId,
        /// The code; only a keyed hash of it is kept.
        code: String,
        /// Worthless from then on.
        expires_at: DateTime<Utc>,
    },
    /// Set a member's PIN.
    SetPin {
        /// Whose.
        member: MemberId,
        /// The digits; only a hash of them is kept.
        pin: Pin,
    },
    /// On this person's account, this member is in and all others are out.
    LetIn {
        /// The member.
        member: MemberId,
        /// Until then.
        until: DateTime<Utc>,
    },
    /// On this person's account, everybody is out.
    PutOut,
    /// Remember how often this person typed a secret wrongly.
    Tried {
        /// Which secret.
        secret: Secret,
        /// How often now.
        tries: Tries,
    },
}

/// What was done to a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorEvent {
    /// Whose door.
    pub member: MemberId,
    /// What.
    pub deed: Deed,
    /// The account before.
    pub old: Option<PersonId>,
    /// The account after.
    pub new: Option<PersonId>,
    /// Why, in somebody's own words; may be empty.
    pub words: String,
}

/// A secret that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// A code from the office.
    Code,
    /// This member's PIN.
    Pin(MemberId),
}

impl AccessEffect {
    /// What it writes, and what its decision must have read.
    pub(crate) fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::Set { event, .. } | Self::Note(event) => vec![(Resource::Member(event.member), Touch::Write)],
            Self::Unlink { member, person } | Self::LinkTo { member, person } => {
                vec![(Resource::Member(*member), Touch::Write), (Resource::Person(*person), Touch::Write)]
            }
            Self::Share { member, invitation, .. } => {
                vec![(Resource::Member(*member), Touch::Write), (Resource::Invitation(*invitation), Touch::Write)]
            }
            Self::Invite { member, .. } | Self::SetPin { member, .. } => {
                vec![(Resource::Member(*member), Touch::Write)]
            }
            // A person's own account and tries are in their own lane.
            Self::LetIn { .. } | Self::PutOut | Self::Tried { .. } => Vec::new(),
        }
    }
}
