//! Doors, shared accounts and codes, from rows to facts.

use chrono::DateTime;
use dialogues::access::facts::{AccessNeed, Grant, Invitation, Move, MoveStanding, PinCheck};
use dialogues::hub::Need;
use domain::access::Deed;
use domain::ids::{CooperativeId, MemberId};
use domain::secret::{Pin, Tries};
use store::doors::Event;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::rooms::asks::Asks;
use crate::rooms::people::facts::{Links, links_in};

/// Answers one round of questions of this room.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    code_tries_in(tx, cases, asked).await?;
    invitations_in(tx, engine, cases, asked).await?;
    pins_in(tx, engine, cases, asked).await?;
    reports_in(tx, cases, asked).await?;
    moves_in(tx, engine, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&AccessNeed) -> Option<T>) -> Asks<AccessNeed, T> {
    fn of_room(need: &Need) -> Option<&AccessNeed> {
        match need {
            Need::Access(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn code_tries_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| matches!(need, AccessNeed::CodeTries).then_some(()));
    let who: Vec<_> = questions.people().iter().map(|person| (*person, store::tries::Secret::Code)).collect();
    let tries = store::tries::find_in(tx, &who).await?;
    questions.hand_out(cases, tries, |case, need, tries| case.facts.access.code_tries.tell(need, Some(tries)));
    Ok(())
}

async fn invitations_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        AccessNeed::Invitation(code) => Some(code.clone()),
        _ => None,
    });
    let found = store::invitations::find_in(tx, &engine.keys, &questions.asked).await?;
    let members: Vec<_> = questions
        .asked
        .iter()
        .zip(&found)
        .filter_map(|((cooperative, _), invitation)| match invitation.as_ref()?.grant {
            store::invitations::Grant::Member(member) => Some((*cooperative, member)),
            store::invitations::Grant::Role(_) => None,
        })
        .collect();
    let links = links_in(tx, &members).await?;
    let answers: Vec<Option<Invitation>> = questions
        .asked
        .iter()
        .zip(found)
        .map(|((cooperative, _), row)| invitation(*cooperative, row?, &links))
        .collect();
    questions.hand_out(cases, answers, |case, need, invitation| case.facts.access.invitation.tell(need, invitation));
    Ok(())
}

fn invitation(cooperative: CooperativeId, row: store::invitations::Invitation, links: &Links) -> Option<Invitation> {
    let grant = match row.grant {
        store::invitations::Grant::Role(role) => Grant::Role(role),
        store::invitations::Grant::Member(member) => Grant::Member(links.get(&(cooperative, member))?.clone()),
    };
    Some(Invitation {
        invitation_id: row.invitation_id,
        grant,
        proof: row.proof,
        expires_at: DateTime::from_timestamp_micros(row.expires_at_us)?,
        used_by: row.used_by,
        made_by: row.made_by,
    })
}

async fn reports_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| matches!(need, AccessNeed::OwnReport).then_some(()));
    let reports = store::requests::reports_in(tx, questions.people()).await?;
    questions.hand_out(cases, reports, |case, need, report| case.facts.access.own_report.tell(need, report));
    Ok(())
}

/// Compares PINs, unless too many were wrong of late: then nothing is compared.
async fn pins_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions: Asks<AccessNeed, (MemberId, Pin)> = pick(cases, asked, |need| match need {
        AccessNeed::Pin { member, pin } => Some((*member, pin.clone())),
        _ => None,
    });
    let who: Vec<_> = questions
        .people()
        .iter()
        .zip(&questions.asked)
        .map(|(person, (_, (member, _)))| (*person, store::tries::Secret::Pin(*member)))
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
    questions.hand_out(cases, answers, |case, need, check| case.facts.access.pin.tell(need, Some(check)));
    Ok(())
}

async fn moves_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        AccessNeed::LastMove(member) => Some(*member),
        _ => None,
    });
    let events = store::doors::events_in(tx, &engine.keys, &questions.asked).await?;
    let answers = events.iter().map(|events| last_move(events)).collect();
    questions.hand_out(cases, answers, |case, need, found| case.facts.access.last_move.tell(need, found));
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

#[cfg(test)]
mod tests {
    use domain::ids::PersonId;

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
