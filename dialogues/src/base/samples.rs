//! Values that samples and tests of every room are made of.

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Door;
use domain::ids::{InvitationId, MemberId, PersonId, RequestId};
use domain::locale::Locale;
use domain::member::{Address, Balances, Member, MemberStatus};
use domain::money::Money;
use domain::month::Month;
use domain::role::Role;

use super::ctx::{Chat, Ctx};
use super::lookup::{Choice, Unclear};
use super::people::{MemberLink, Recipient, Salutation};
use super::person::{Linked, Person, Registered};

/// Of every form in samples.
pub const NONCE: u64 = 7;

/// An amount of whole rupiah.
pub fn rupiah(minor: i64) -> Money {
    Money::from_minor(minor).unwrap_or(Money::MAX)
}

/// A Monday.
pub fn today() -> NaiveDate {
    now().date_naive()
}

/// That Monday, at nine in the morning in Jakarta.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_399_200, 0).unwrap_or_default()
}

/// A private chat in Indonesian with a fixed seed.
pub fn ctx() -> Ctx {
    let seed = [7, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8, 9, 10, 11, 12];
    Ctx { now: now(), today: today(), locale: Locale::Id, chat: Chat::Private, seed }
}

/// Bu Sari, an active member.
pub fn sari() -> Member {
    Member {
        member_id: MemberId::from_u128(17),
        number: "A-017".to_owned(),
        name: "Sari Wulandari".to_owned(),
        address: Address::Bu,
        status: MemberStatus::Active,
        joined_on: NaiveDate::from_ymd_opt(2025, 3, 10).unwrap_or_default(),
    }
}

/// So many members who fit what was typed.
pub fn several(count: u8) -> Unclear {
    let one = |n: u8| Member {
        member_id: MemberId::from_u128(100_u128.saturating_add(u128::from(n))),
        number: format!("A-1{n:02}"),
        name: format!("Sari Contoh Nama Panjang {n}"),
        ..sari()
    };
    Unclear::Several((1..=count).map(|n| Choice::from(&one(n))).collect())
}

/// Sari with her account.
pub fn sari_link() -> MemberLink {
    let account = Some(Recipient { person_id: PersonId(1017), locale: Locale::Id });
    MemberLink { person: account, account, ..MemberLink::alone(sari()) }
}

/// What Sari has saved: Rp4.350.000, of which Rp1.150.000 can be withdrawn.
pub fn balances() -> Balances {
    Balances {
        principal: rupiah(100_000),
        mandatory: rupiah(1_090_000),
        voluntary: rupiah(1_160_000),
        time: rupiah(2_000_000),
    }
}

/// Somebody with these roles, linked to this member.
pub fn person(id: i64, member: Option<Member>, roles: &[Role]) -> Person {
    let linked = |member| Linked { member, door: Door::default(), slot: 1, open_until: None };
    let members = member.map(linked).into_iter().collect();
    let (person_id, roles) = (PersonId(id), roles.to_vec());
    Person::at(now(), Registered { person_id, locale: Some(Locale::Id), claimed: None, roles, members })
}

/// An invitation's id.
pub const fn invitation_id() -> InvitationId {
    InvitationId::from_u128(5)
}

/// A request's id.
pub const fn request_id() -> RequestId {
    RequestId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)
}

pub(crate) fn month() -> Month {
    Month::of(today())
}

pub(crate) fn who() -> Salutation {
    Salutation::from(&sari())
}
