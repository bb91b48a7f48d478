//! A member as others meet them: on which account, behind which door, and what became of a secret or a move.

use chrono::{DateTime, Utc};
use domain::access::{Door, Lock};
use domain::ids::PersonId;
use domain::member::Member;
use domain::secret::Tries;

use crate::facts::Recipient;

/// A member together with the account that they are on, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLink {
    /// The member.
    pub member: Member,
    /// Whoever may be told what is the member's own: nobody while the door is frozen.
    pub person: Option<Recipient>,
    /// Whose account they are on, frozen or not.
    pub account: Option<Recipient>,
    /// Whether others are on that account, too.
    pub sharing: Sharing,
    /// Their door.
    pub door: Door,
}

impl MemberLink {
    /// A member on nobody's account, behind a door that nobody touched.
    pub const fn alone(member: Member) -> Self {
        let door = Door { lock: Lock::Open, cooling_until: None, version: 0 };
        Self { member, person: None, account: None, sharing: Sharing::Alone, door }
    }
}

/// Whether an account is one member's alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// It is, or there is none.
    Alone,
    /// Others read what is said there.
    Shared,
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
pub enum Target {
    /// To this account.
    Account(Recipient),
    /// To whoever brings the code that this person hands over.
    Code(Recipient),
}
