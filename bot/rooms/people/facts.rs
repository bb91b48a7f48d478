//! Members and officers, from rows to facts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use dialogues::base::people::{MemberLink, PeopleNeed, Recipient, Sharing};
use dialogues::base::person::{Linked, Person, Registered};
use dialogues::hub::Need;
use domain::access::Lock;
use domain::ids::{CooperativeId, MemberId, PersonId};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::rooms::asks::Asks;

/// Answers one round of questions of this room.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    members_in(tx, engine, cases, asked).await?;
    phones_in(tx, engine, cases, asked).await?;
    sought_in(tx, engine, cases, asked).await?;
    officers_in(tx, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&PeopleNeed) -> Option<T>) -> Asks<PeopleNeed, T> {
    fn of_room(need: &Need) -> Option<&PeopleNeed> {
        match need {
            Need::People(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn members_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let mut questions = pick(cases, asked, |need| match need {
        PeopleNeed::MemberById(member) => Some(store::members::Wanted::Id(*member)),
        PeopleNeed::MemberByNumber(number) => Some(store::members::Wanted::Number(number.clone())),
        PeopleNeed::MemberByPhone(phone) => Some(store::members::Wanted::PhoneHash(phone.clone())),
        _ => None,
    });
    for (cooperative, wanted) in &mut questions.asked {
        if let store::members::Wanted::PhoneHash(phone) = wanted {
            *phone = store::members::phone_hash(&engine.keys, *cooperative, phone);
        }
    }
    let answers = store::members::find_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, link| case.facts.people.member.tell(need, link.map(member_link)));
    Ok(())
}

async fn phones_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let mut questions = pick(cases, asked, |need| match need {
        PeopleNeed::MemberHasPhone(member, phone) => Some((*member, phone.clone())),
        _ => None,
    });
    for (cooperative, (_, phone)) in &mut questions.asked {
        *phone = store::members::phone_hash(&engine.keys, *cooperative, phone);
    }
    let answers = store::members::have_phone_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, has| case.facts.people.has_phone.tell(need, Some(has)));
    Ok(())
}

async fn sought_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        PeopleNeed::Sought(sought) => Some(sought.clone()),
        _ => None,
    });
    let answers = store::lookup::seek_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, found| case.facts.people.sought.tell(need, Some(found)));
    Ok(())
}

async fn officers_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        PeopleNeed::Officers(roles) => Some(roles.clone()),
        _ => None,
    });
    let answers = store::people::officers_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, officers| {
        let recipient =
            |(person_id, locale): (_, Option<_>)| Recipient { person_id, locale: locale.unwrap_or_default() };
        case.facts.people.officers.tell(need, Some(officers.into_iter().map(recipient).collect()));
    });
    Ok(())
}

/// Members by their ids, each within its cooperative.
pub type Links = HashMap<(CooperativeId, MemberId), MemberLink>;

/// The members with these ids, each with its account.
pub async fn links_in(tx: &mut Tx, members: &[(CooperativeId, MemberId)]) -> Result<Links, StoreError> {
    let wanted: Vec<_> =
        members.iter().map(|(cooperative, member)| (*cooperative, store::members::Wanted::Id(*member))).collect();
    let found = store::members::find_in(tx, &wanted).await?;
    Ok(members.iter().copied().zip(found).filter_map(|(key, link)| Some((key, member_link(link?)))).collect())
}

/// Who this person is at this instant.
pub fn person(now: DateTime<Utc>, person_id: PersonId, row: store::people::Person) -> Person {
    let linked = |linked: store::people::Linked| Linked {
        member: linked.member,
        door: linked.door,
        slot: linked.slot,
        open_until: DateTime::from_timestamp_micros(linked.open_until_us).filter(|_| linked.open_until_us != 0),
    };
    let members = row.links.into_iter().map(linked).collect();
    Person::at(now, Registered { person_id, locale: row.locale, claimed: row.claimed, roles: row.roles, members })
}

/// A member with their account; behind a door that is not open nobody is told anything.
pub fn member_link(link: store::members::MemberLink) -> MemberLink {
    let account = link.account.map(|(person_id, locale)| Recipient { person_id, locale: locale.unwrap_or_default() });
    MemberLink {
        member: link.member,
        person: account.filter(|_| link.door.lock == Lock::Open),
        account,
        sharing: if link.on_account > 1 { Sharing::Shared } else { Sharing::Alone },
        door: link.door,
    }
}
