//! What steps about doors, shared accounts and codes ask for, and what they are told.

use chrono::{DateTime, Utc};
use domain::ids::{InvitationId, MemberId, PersonId, RequestId};
use domain::invitation::Proof;
use domain::role::Role;
use domain::secret::{Pin, Tries};

use crate::base::known::Known;
use crate::base::people::{MemberLink, Recipient};

/// Something about doors, shared accounts and codes that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccessNeed {
    /// How often this person typed a wrong code of late.
    CodeTries,
    /// The invitation with this code; the shell looks it up by a keyed hash.
    Invitation(String),
    /// The last time that this member was moved from one account to another.
    LastMove(MemberId),
    /// This person's open report of a lost phone.
    OwnReport,
    /// Whether this is the member's PIN; the shell compares hashes, unless too many were wrong of late.
    Pin {
        /// Whose.
        member: MemberId,
        /// As it was typed.
        pin: Pin,
    },
}

/// What a step about doors, shared accounts and codes was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessFacts {
    /// For [`AccessNeed::CodeTries`].
    pub code_tries: Known<AccessNeed, Tries>,
    /// For [`AccessNeed::Invitation`].
    pub invitation: Known<AccessNeed, Invitation>,
    /// For [`AccessNeed::LastMove`].
    pub last_move: Known<AccessNeed, Move>,
    /// For [`AccessNeed::OwnReport`].
    pub own_report: Known<AccessNeed, RequestId>,
    /// For [`AccessNeed::Pin`].
    pub pin: Known<AccessNeed, PinCheck>,
}

impl AccessFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self {
        code_tries: Known::nothing(),
        invitation: Known::nothing(),
        last_move: Known::nothing(),
        own_report: Known::nothing(),
        pin: Known::nothing(),
    };
}

/// What an invitation gives to the person who brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// To be linked to this member.
    Member(MemberLink),
    /// To hold this role.
    Role(Role),
}

/// A one-time invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Invitation {
    /// The id.
    pub invitation_id: InvitationId,
    /// What it gives.
    pub grant: Grant,
    /// What must be shown with its code.
    pub proof: Proof,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
    /// Who has used it.
    pub used_by: Option<PersonId>,
    /// Who made it in chat.
    pub made_by: Option<PersonId>,
}

/// A membership's way from one account to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The account that it was taken from.
    pub old: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether that account has said already that this was not theirs.
    pub standing: MoveStanding,
}

/// What the account before said of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveStanding {
    /// Nothing.
    Undisputed,
    /// That it was not theirs.
    Disputed,
}

/// What comparing a PIN gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinCheck {
    /// It is the one.
    Right,
    /// It is not; these were wrong before it.
    Wrong(Tries),
    /// It was not compared: too many were wrong of late.
    Locked {
        /// Until then.
        until: DateTime<Utc>,
    },
    /// The member has none.
    Unset,
}

/// Whether the account that reports a lost phone could have the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reporter {
    /// It has nobody.
    Free,
    /// It has somebody: a relative's, or an officer's.
    Taken,
}

/// Where a membership moves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// To this account.
    Account(Recipient),
    /// To whoever brings the code that this person hands over.
    Code(Recipient),
}
