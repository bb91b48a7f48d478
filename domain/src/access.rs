//! The door through which a member reaches their membership: open, cooling down after a move, or frozen.
//!
//! A frozen door lets nobody through, whatever account stands before it; the savings behind it are untouched.
//! After a membership was moved to another account, what takes money out waits: whoever moved it by deceit is seen first.

use chrono::{DateTime, TimeDelta, Utc};

use crate::bug::{Bug, seeded};

/// What may be done through a member's door now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Everything.
    #[default]
    Full,
    /// Everything but what moves money out or changes where it is paid to, until then.
    CoolingUntil(DateTime<Utc>),
    /// Nothing at all, until an officer opens it.
    Frozen,
}

/// A door as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Door {
    /// Whether it is frozen.
    pub lock: Lock,
    /// Until when it cools down, when it does.
    pub cooling_until: Option<DateTime<Utc>>,
    /// Compared and set with every change; zero for a door that nobody ever touched.
    pub version: i64,
}

/// Whether a door is frozen, and what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lock {
    /// It is not.
    #[default]
    Open,
    /// It is: an officer opens it, or moves the membership to another account.
    Frozen,
    /// No account is linked, and only a code from the office links the next one.
    AwaitsCode,
}

impl Lock {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Frozen, Self::AwaitsCode];

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Frozen => "frozen",
            Self::AwaitsCode => "awaits_code",
        }
    }

    /// The lock with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lock| lock.as_str() == name)
    }
}

impl Door {
    /// What may be done through it at this instant.
    pub fn access(&self, now: DateTime<Utc>) -> Access {
        let lock = if seeded(Bug::FrozenDoorLetsThrough) { Lock::Open } else { self.lock };
        match (lock, self.cooling_until) {
            (Lock::Frozen | Lock::AwaitsCode, _) => Access::Frozen,
            (Lock::Open, Some(until)) if until > now => Access::CoolingUntil(until),
            (Lock::Open, _) => Access::Full,
        }
    }
}

impl Access {
    /// Whether money may be moved out, and payout data changed; otherwise the instant from which it may, if one is set.
    ///
    /// # Errors
    /// When it may not.
    pub const fn may_move_money(self) -> Result<(), Refusal> {
        match self {
            Self::Full => Ok(()),
            Self::CoolingUntil(until) => Err(Refusal::CoolingUntil(until)),
            Self::Frozen => Err(Refusal::Frozen),
        }
    }
}

/// Why money does not move now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The membership was moved lately.
    #[error("the membership was moved, and cools down until {0}")]
    CoolingUntil(DateTime<Utc>),
    /// The door is frozen.
    #[error("the membership's door is frozen")]
    Frozen,
}

/// Until when a membership that is moved now cools down; `None` when the cooperative wants none.
pub fn cooling_until(now: DateTime<Utc>, hours: u16) -> Option<DateTime<Utc>> {
    if hours == 0 { None } else { now.checked_add_signed(TimeDelta::hours(i64::from(hours))) }
}

/// What was done to a door: each is a row that is never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Frozen by the member, whose phone is lost.
    Lost,
    /// Frozen by an officer.
    Frozen,
    /// Opened again by an officer.
    Opened,
    /// The account was taken off; a code from the office links the next one.
    Released,
    /// Moved to another account.
    Moved,
    /// The account that had it before says that the move was not theirs.
    Disputed,
    /// One more member on an account.
    Shared,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Lost, Self::Frozen, Self::Opened, Self::Released, Self::Moved, Self::Disputed, Self::Shared];

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Frozen => "frozen",
            Self::Opened => "opened",
            Self::Released => "released",
            Self::Moved => "moved",
            Self::Disputed => "disputed",
            Self::Shared => "shared",
        }
    }

    /// The deed with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn a_door_cools_down_until_its_hour_and_not_a_moment_longer() {
        let until = cooling_until(at(0), 48);
        let door = Door { cooling_until: until, ..Door::default() };
        assert_eq!(until, Some(at(48)));
        assert_eq!(door.access(at(47)), Access::CoolingUntil(at(48)));
        assert_eq!(door.access(at(48)), Access::Full);
        assert_eq!(cooling_until(at(0), 0), None);
    }

    #[test]
    fn a_frozen_door_stays_so_whatever_the_hour() {
        for lock in [Lock::Frozen, Lock::AwaitsCode] {
            let door = Door { lock, cooling_until: Some(at(1)), version: 3 };
            assert_eq!(door.access(at(9)), Access::Frozen);
            assert_eq!(door.access(at(0)).may_move_money(), Err(Refusal::Frozen));
        }
    }

    #[test]
    fn money_leaves_through_an_open_door_only() {
        assert_eq!(Access::Full.may_move_money(), Ok(()));
        assert_eq!(Access::CoolingUntil(at(2)).may_move_money(), Err(Refusal::CoolingUntil(at(2))));
    }

    #[test]
    fn names_come_back() {
        assert!(Deed::ALL.into_iter().all(|deed| Deed::parse(deed.as_str()) == Some(deed)));
        assert!(Lock::ALL.into_iter().all(|lock| Lock::parse(lock.as_str()) == Some(lock)));
        assert_eq!((Deed::parse(""), Lock::parse("ajar")), (None, None));
    }
}
