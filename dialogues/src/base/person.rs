//! The person whose update it is, and who they speak for now.
//!
//! Every step asks `Person::member` whose figures it may show, so whatever must not be reached is taken out here:
//! behind a frozen door there is neither a member nor an office, and on a shared account only whoever gave their PIN.

use chrono::{DateTime, Utc};
use domain::access::{Access, Door};
use domain::ids::PersonId;
use domain::locale::Locale;
use domain::member::Member;
use domain::role::Role;

/// The person whose update it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Person {
    /// Who.
    pub person_id: PersonId,
    /// The language they chose here; `None` before they did.
    pub locale: Option<Locale>,
    /// The member whom they speak for now.
    pub member: Option<Member>,
    /// The member whom an import names as theirs; they are asked before anything is linked.
    pub claimed: Option<Member>,
    /// The roles they hold now.
    pub roles: Vec<Role>,
    /// What may be done for the member through this account now.
    pub access: Access,
    /// Everybody on this account, by their places.
    pub members: Vec<Linked>,
}

/// A member on an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The member.
    pub member: Member,
    /// Their door.
    pub door: Door,
    /// Their place on the account, from one.
    pub slot: u8,
    /// Where several share it: until when they are in, after the right PIN.
    pub open_until: Option<DateTime<Utc>>,
}

/// A person as the register has them.
#[derive(Debug, Clone)]
pub struct Registered {
    /// Who.
    pub person_id: PersonId,
    /// The language they chose here.
    pub locale: Option<Locale>,
    /// The member whom an import names as theirs.
    pub claimed: Option<Member>,
    /// The roles in the table of officers.
    pub roles: Vec<Role>,
    /// Everybody on this account, by their places.
    pub members: Vec<Linked>,
}

impl Person {
    /// Who this is at this instant.
    pub fn at(now: DateTime<Utc>, registered: Registered) -> Self {
        let Registered { person_id, locale, claimed, roles, members } = registered;
        let is_frozen = members.iter().any(|linked| linked.door.access(now) == Access::Frozen);
        let current = if is_frozen { None } else { current(&members, now) };
        let access = match current {
            _ if is_frozen => Access::Frozen,
            Some(linked) => linked.door.access(now),
            None => Access::Full,
        };
        Self {
            person_id,
            locale,
            member: current.map(|linked| linked.member.clone()),
            claimed: claimed.filter(|_| members.is_empty()),
            roles: if is_frozen { Vec::new() } else { roles },
            access,
            members,
        }
    }

    /// Whether several members are on this account.
    pub const fn shares(&self) -> bool {
        self.members.len() > 1
    }

    /// Whether the account stands before a frozen door.
    pub fn is_frozen(&self) -> bool {
        self.access == Access::Frozen
    }

    /// Whether somebody must say who they are before anything personal is shown.
    pub const fn must_choose(&self) -> bool {
        self.shares() && self.member.is_none()
    }
}

/// The only one; or whoever gave their PIN last, for as long as that counts.
fn current(members: &[Linked], now: DateTime<Utc>) -> Option<&Linked> {
    match members {
        [] => None,
        [only] => Some(only),
        several => several
            .iter()
            .filter(|linked| linked.open_until.is_some_and(|until| now < until))
            .max_by_key(|linked| linked.open_until),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::access::Lock;

    use super::*;
    use crate::samples;

    fn linked(slot: u8, minutes: Option<i64>, lock: Lock) -> Linked {
        let door = Door { lock, ..Door::default() };
        let open_until = minutes.map(|minutes| samples::now() + TimeDelta::minutes(minutes));
        Linked { member: samples::sari(), door, slot, open_until }
    }

    fn who(members: Vec<Linked>) -> Person {
        let roles = vec![Role::Treasurer];
        let registered =
            Registered { person_id: PersonId(1), locale: None, claimed: Some(samples::sari()), roles, members };
        Person::at(samples::now(), registered)
    }

    #[test]
    fn an_account_of_one_speaks_for_that_one() {
        let person = who(vec![linked(1, None, Lock::Open)]);
        assert_eq!((person.member, person.claimed, person.access), (Some(samples::sari()), None, Access::Full));
        assert_eq!(who(Vec::new()).claimed, Some(samples::sari()));
    }

    #[test]
    fn behind_a_frozen_door_there_is_neither_a_member_nor_an_office() {
        for lock in [Lock::Frozen, Lock::AwaitsCode] {
            let person = who(vec![linked(1, Some(9), Lock::Open), linked(2, None, lock)]);
            assert_eq!((person.member, person.roles, person.access), (None, Vec::new(), Access::Frozen));
        }
    }

    #[test]
    fn on_a_shared_account_only_whoever_gave_their_pin_is_in() {
        let nobody = who(vec![linked(1, None, Lock::Open), linked(2, Some(0), Lock::Open)]);
        assert!(nobody.must_choose() && nobody.roles == [Role::Treasurer]);
        let somebody = who(vec![linked(1, None, Lock::Open), linked(2, Some(1), Lock::Open)]);
        assert!(!somebody.must_choose() && somebody.member.is_some());
    }
}
