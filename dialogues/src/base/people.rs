//! Members as others meet them, and who is to be told something.

use domain::access::{Access, Door, Lock};
use domain::ids::{MemberId, PersonId};
use domain::locale::Locale;
use domain::lookup::Sought;
use domain::member::{Address, Member};
use domain::role::Role;

use super::known::Known;
use super::person::Person;

/// Something about members and officers that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeopleNeed {
    /// The member with this id.
    MemberById(MemberId),
    /// The member with this register number.
    MemberByNumber(String),
    /// The member with this phone in E.164; the shell looks it up by a keyed hash.
    MemberByPhone(String),
    /// Whether a member's register has this phone in E.164; the shell compares keyed hashes.
    MemberHasPhone(MemberId, String),
    /// The members who fit best what was typed, more than can be shown where they are many.
    Sought(Sought),
    /// The people who hold any of these roles.
    Officers(Vec<Role>),
}

/// What a step was told about members and officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleFacts {
    /// For [`PeopleNeed::MemberById`], [`PeopleNeed::MemberByNumber`] and [`PeopleNeed::MemberByPhone`].
    pub member: Known<PeopleNeed, MemberLink>,
    /// For [`PeopleNeed::MemberHasPhone`].
    pub has_phone: Known<PeopleNeed, bool>,
    /// For [`PeopleNeed::Sought`].
    pub sought: Known<PeopleNeed, Vec<Member>>,
    /// For [`PeopleNeed::Officers`].
    pub officers: Known<PeopleNeed, Vec<Recipient>>,
}

impl PeopleFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self {
        member: Known::nothing(),
        has_phone: Known::nothing(),
        sought: Known::nothing(),
        officers: Known::nothing(),
    };
}

/// Someone to tell something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient {
    /// Their account.
    pub person_id: PersonId,
    /// Their language.
    pub locale: Locale,
}

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

/// How a member is greeted and named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// "Bu", "Pak", or neither.
    pub address: Address,
    /// The name in the register.
    pub name: String,
    /// The number in the register.
    pub number: String,
}

impl From<&Member> for Salutation {
    fn from(member: &Member) -> Self {
        Self { address: member.address, name: member.name.clone(), number: member.number.clone() }
    }
}

/// Whoever asked for something or decided it, as officers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The member they are, where the account is one member's alone.
    pub member: Option<Salutation>,
    /// The offices they hold.
    pub roles: Vec<Role>,
}

impl From<&Person> for Actor {
    fn from(person: &Person) -> Self {
        let member = person.member.as_ref().filter(|_| !person.shares());
        Self { member: member.map(Salutation::from), roles: person.roles.clone() }
    }
}

/// What someone is to the cooperative, as far as a menu cares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The member they are linked to.
    pub member: Option<Salutation>,
    /// The roles they hold.
    pub roles: Vec<Role>,
    /// What may be done for the member now.
    pub access: Access,
    /// Whether several members are on this account.
    pub sharing: Sharing,
}

impl From<&Person> for Standing {
    fn from(person: &Person) -> Self {
        Self {
            member: person.member.as_ref().map(Salutation::from),
            roles: person.roles.clone(),
            access: person.access,
            sharing: if person.shares() { Sharing::Shared } else { Sharing::Alone },
        }
    }
}

impl Standing {
    /// Whether they are neither a member nor an officer.
    pub const fn is_stranger(&self) -> bool {
        self.member.is_none() && self.roles.is_empty() && matches!(self.sharing, Sharing::Alone)
    }
}

/// A contact card as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ContactCard<'a> {
    /// The number on it.
    pub(crate) phone: &'a str,
    /// Whose it is, where the messenger says so.
    pub(crate) owner: Option<PersonId>,
    /// Whether it comes from another chat.
    pub(crate) forwarded: bool,
}
