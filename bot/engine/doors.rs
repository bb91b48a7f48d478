//! Doors, shared accounts and typed secrets, between the store's rows and what a step knows and decides.

use chrono::{DateTime, Utc};
use dialogues::door_effect::{DoorEffect, DoorEvent, Secret};
use dialogues::facts::{Linked, Lookup, MemberLink, Move, MoveStanding, Need, Person, PinCheck, Recipient, Sharing};
use dialogues::person::Registered;
use domain::access::{Deed, Lock};
use domain::ids::{CooperativeId, MemberId, PersonId};
use domain::invitation::Proof;
use domain::secret::{Pin, Tries};
use store::doors::{Event, NewEvent, Put};
use store::invitations::{Grant, Invitation};
use store::links::{Link, Opening};
use store::people::PersonKey;
use store::pins::NewPin;
use store::{StoreError, Tx};

use super::Engine;
use super::batch::Case;
use super::facts::{Questions, lookup};

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

/// Answers one round of questions of this kind.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    code_tries_in(tx, cases, asked).await?;
    pins_in(tx, engine, cases, asked).await?;
    reports_in(tx, cases, asked).await?;
    moves_in(tx, engine, cases, asked).await
}

/// Whose tries each question is about: the one who asks.
fn askers(cases: &[Case], asked: &[Vec<Need>], is_it: impl Fn(&Need) -> bool) -> Vec<PersonKey> {
    let asks = |needs: &&Vec<Need>| needs.iter().filter(|need| is_it(need)).count();
    let of = |case: &Case| PersonKey { cooperative_id: case.cooperative_id, person_id: case.head.person };
    cases.iter().zip(asked).flat_map(|(case, needs)| std::iter::repeat_n(of(case), asks(&needs))).collect()
}

async fn code_tries_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let is_it = |need: &Need| matches!(need, Need::CodeTries);
    let questions = Questions::pick(cases, asked, |need| is_it(need).then_some(()));
    let who: Vec<_> =
        askers(cases, asked, is_it).into_iter().map(|person| (person, store::tries::Secret::Code)).collect();
    let tries = store::tries::find_in(tx, &who).await?;
    questions.hand_out(cases, tries, |case, tries| case.facts.code_tries = Lookup::Found(tries));
    Ok(())
}

async fn reports_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let is_it = |need: &Need| matches!(need, Need::OwnReport);
    let questions = Questions::pick(cases, asked, |need| is_it(need).then_some(()));
    let reports = store::requests::reports_in(tx, &askers(cases, asked, is_it)).await?;
    questions.hand_out(cases, reports, |case, report| case.facts.own_report = lookup(report));
    Ok(())
}

/// Compares PINs, unless too many were wrong of late: then nothing is compared.
async fn pins_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions: Questions<(MemberId, Pin)> = Questions::pick(cases, asked, |need| match need {
        Need::Pin { member, pin } => Some((*member, pin.clone())),
        _ => None,
    });
    let who: Vec<_> = askers(cases, asked, |need| matches!(need, Need::Pin { .. }))
        .into_iter()
        .zip(&questions.asked)
        .map(|(person, (_, (member, _)))| (person, store::tries::Secret::Pin(*member)))
        .collect();
    let tries = store::tries::find_in(tx, &who).await?;
    let now = engine.clock.now();
    let open: Vec<(CooperativeId, MemberId, Pin)> = questions
        .asked
        .iter()
        .zip(&tries)
        .filter(|(_, tries)| tries.locked_until(now).is_none())
        .map(|((cooperative, (member, pin)), _)| (*cooperative, *member, pin.clone()))
        .collect();
    let mut compared = store::pins::check_in(tx, &engine.keys, &open).await?.into_iter();
    let mut check = |tries: Tries| match tries.locked_until(now) {
        Some(until) => PinCheck::Locked { until },
        None => match compared.next().flatten() {
            Some(true) => PinCheck::Right,
            Some(false) => PinCheck::Wrong(tries),
            None => PinCheck::Unset,
        },
    };
    let answers = tries.into_iter().map(&mut check).collect();
    questions.hand_out(cases, answers, |case, check| case.facts.pin = Lookup::Found(check));
    Ok(())
}

async fn moves_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::LastMove(member) => Some(*member),
        _ => None,
    });
    let events = store::doors::events_in(tx, &engine.keys, &questions.asked).await?;
    let answers = events.iter().map(|events| last_move(events)).collect();
    questions.hand_out(cases, answers, |case, found| case.facts.last_move = lookup(found));
    Ok(())
}

/// The newest time that an account was taken from the member, and what that account said of it since.
fn last_move(events: &[Event]) -> Option<Move> {
    let taken = |event: &Event| matches!(event.deed, Deed::Moved | Deed::Released) && event.old.is_some();
    let at = events.iter().position(taken)?;
    let moved = events.get(at)?;
    let disputed = events.iter().take(at).any(|event| event.deed == Deed::Disputed && event.old == moved.old);
    Some(Move {
        old: moved.old,
        at: DateTime::from_timestamp_micros(moved.happened_at_us)?,
        standing: if disputed { MoveStanding::Disputed } else { MoveStanding::Undisputed },
    })
}

/// Rows of a batch around doors, by kind.
#[derive(Default)]
pub struct Rows {
    puts: Vec<Put>,
    events: Vec<NewEvent>,
    removed: Vec<Link>,
    links: Vec<(Link, u8)>,
    uses: Vec<(PersonKey, domain::ids::InvitationId)>,
    invitations: Vec<(CooperativeId, (Invitation, String))>,
    pins: Vec<NewPin>,
    openings: Vec<Opening>,
    tries: Vec<(PersonKey, store::tries::Secret, Tries)>,
}

impl Rows {
    /// Takes one effect of a case, the n-th of its step.
    pub fn collect(&mut self, effect: &DoorEffect, n: usize, case: &Case, engine: &Engine) {
        let cooperative = case.cooperative_id;
        let here = PersonKey { cooperative_id: cooperative, person_id: case.head.person };
        let at = |person_id| PersonKey { cooperative_id: cooperative, person_id };
        match effect {
            DoorEffect::Set { door, event } => {
                self.puts.push(Put { cooperative, member: event.member, door: *door });
                self.events.push(event_row(event, here, n, case));
            }
            DoorEffect::Note(event) => self.events.push(event_row(event, here, n, case)),
            DoorEffect::Unlink { member, person } => {
                self.removed.push(Link { person: at(*person), member: *member });
            }
            DoorEffect::LinkTo { member, person } => {
                self.links.push((Link { person: at(*person), member: *member }, 1));
            }
            DoorEffect::Share { member, slot, invitation } => {
                self.links.push((Link { person: here, member: *member }, *slot));
                self.uses.push((here, *invitation));
            }
            DoorEffect::Invite { invitation, member, code, expires_at } => {
                let row = Invitation {
                    invitation_id: *invitation,
                    grant: Grant::Member(*member),
                    proof: Proof::Code,
                    expires_at_us: expires_at.timestamp_micros(),
                    used_by: None,
                    made_by: None,
                };
                self.invitations.push((cooperative, (row, code.clone())));
            }
            DoorEffect::SetPin { member, pin } => {
                let seed = engine.keys.seed(&format!("pin:{}:{n}", case.head.arrival));
                let salt = seed.first_chunk().copied().unwrap_or_default();
                self.pins.push(NewPin { cooperative, member: *member, pin: pin.clone(), salt });
            }
            DoorEffect::LetIn { member, until } => {
                self.openings.push(Opening { person: here, member: *member, until_us: until.timestamp_micros() });
            }
            DoorEffect::PutOut => {
                if let Some(linked) = case.facts.person.members.first() {
                    self.openings.push(Opening { person: here, member: linked.member.member_id, until_us: 0 });
                }
            }
            DoorEffect::Tried { secret, tries } => {
                let secret = match secret {
                    Secret::Code => store::tries::Secret::Code,
                    Secret::Pin(member) => store::tries::Secret::Pin(*member),
                };
                self.tries.push((here, secret, *tries));
            }
        }
    }

    /// Writes them: what is taken away before what is given.
    pub async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        let gone: Vec<_> = self.removed.iter().map(|link| (link.person.cooperative_id, link.member)).collect();
        // Whoever moves or is to be moved: codes that were given out before are worthless.
        let linked = self.links.iter().map(|(link, _)| (link.person.cooperative_id, link.member));
        let invited = self.invitations.iter().filter_map(|(cooperative, (invitation, _))| match invitation.grant {
            Grant::Member(member) => Some((*cooperative, member)),
            Grant::Role(_) => None,
        });
        let voided: Vec<_> = gone.iter().copied().chain(linked).chain(invited).collect();
        store::doors::put_in(tx, &self.puts).await?;
        store::doors::add_events_in(tx, &engine.keys, &self.events, now_us).await?;
        store::links::remove_in(tx, &self.removed).await?;
        store::pins::drop_in(tx, &gone).await?;
        store::invitations::void_in(tx, &voided, now_us).await?;
        for (cooperative, invitation) in &self.invitations {
            store::invitations::add_in(tx, &engine.keys, *cooperative, std::slice::from_ref(invitation)).await?;
        }
        store::links::add_in(tx, &self.links, now_us).await?;
        store::invitations::use_in(tx, &self.uses, now_us).await?;
        store::pins::put_in(tx, &engine.keys, &self.pins, now_us).await?;
        store::links::open_in(tx, &self.openings).await?;
        store::tries::put_in(tx, &self.tries).await
    }
}

fn event_row(event: &DoorEvent, by: PersonKey, n: usize, case: &Case) -> NewEvent {
    let DoorEvent { member, deed, old, new, words } = event.clone();
    NewEvent { cause_key: format!("in:{}:{n}", case.head.arrival), by, member, deed, old, new, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(deed: Deed, old: i64) -> Event {
        Event { deed, happened_at_us: 5, by: PersonId(1), old: Some(PersonId(old)), new: None, words: String::new() }
    }

    #[test]
    fn a_move_is_disputed_once_and_a_newer_one_again() {
        assert_eq!(last_move(&[event(Deed::Frozen, 7)]), None);
        let disputed = [event(Deed::Disputed, 7), event(Deed::Moved, 7)];
        assert_eq!(last_move(&disputed).unwrap().standing, MoveStanding::Disputed);
        let moved_again = [event(Deed::Released, 8), event(Deed::Disputed, 7), event(Deed::Moved, 7)];
        let found = last_move(&moved_again).unwrap();
        assert_eq!((found.old, found.standing), (Some(PersonId(8)), MoveStanding::Undisputed));
    }
}
