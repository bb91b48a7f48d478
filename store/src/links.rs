//! Several members on one account: who is on it, and who is in now.

use domain::ids::{CooperativeId, MemberId, PersonId};
use serde::Serialize;

use crate::people::PersonKey;
use crate::{Rows, StoreError, Tx};

statements! {
    ADD = "INSERT INTO links (cooperative_id, person_id, member_id, slot, open_until, linked_at) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'member_id', \
            CAST(value->>'slot' AS BIGINT), 0, $2 \
        FROM jsonb_each($1) WHERE true";
    REMOVE = "DELETE FROM links WHERE EXISTS (SELECT 1 FROM jsonb_each($1) w \
        WHERE links.cooperative_id = w.value->>'cooperative_id' AND links.member_id = w.value->>'member_id' \
            AND links.person_id = CAST(w.value->>'person_id' AS BIGINT))";
    /// The offices of accounts that nobody is on any more: the phone with such an account may be in other hands.
    REMOVE_OFFICES = "DELETE FROM officers WHERE EXISTS (SELECT 1 FROM jsonb_each($1) w \
            WHERE officers.cooperative_id = w.value->>'cooperative_id' \
                AND officers.person_id = CAST(w.value->>'person_id' AS BIGINT)) \
        AND NOT EXISTS (SELECT 1 FROM links l \
            WHERE l.cooperative_id = officers.cooperative_id AND l.person_id = officers.person_id)";
    /// One member is in and the others on the account are out.
    OPEN = "UPDATE links SET open_until = CASE WHEN links.member_id = value->>'member_id' \
            THEN CAST(value->>'open_until' AS BIGINT) ELSE 0 END \
        FROM jsonb_each($1) \
        WHERE links.cooperative_id = value->>'cooperative_id' \
            AND links.person_id = CAST(value->>'person_id' AS BIGINT)";
}

/// A member on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Whose account.
    pub person: PersonKey,
    /// The member.
    pub member: MemberId,
}

/// A member who is in on a shared account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Whose account.
    pub person: PersonKey,
    /// The member.
    pub member: MemberId,
    /// Until when, in epoch microseconds; zero puts everybody out.
    pub until_us: i64,
}

#[derive(Serialize)]
struct Row {
    cooperative_id: CooperativeId,
    person_id: PersonId,
    member_id: MemberId,
    slot: u8,
    open_until: i64,
}

impl Row {
    const fn of(link: &Link) -> Self {
        let PersonKey { cooperative_id, person_id } = link.person;
        Self { cooperative_id, person_id, member_id: link.member, slot: 1, open_until: 0 }
    }
}

/// Puts members on accounts, at these places. A place or a member that is taken is a constraint's refusal: the step
/// must have looked before.
///
/// # Errors
/// When the database fails or refuses.
pub async fn add_in(tx: &mut Tx, links: &[(Link, u8)], now_us: i64) -> Result<(), StoreError> {
    if links.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(links.iter().map(|(link, slot)| Row { slot: *slot, ..Row::of(link) }));
    execute!(tx, ADD, rows, now_us)?;
    Ok(())
}

/// Takes members off accounts; with the last one on an account its offices go.
///
/// # Errors
/// [`StoreError::Stale`] when one was not there any more, or the database fails.
pub async fn remove_in(tx: &mut Tx, links: &[Link]) -> Result<(), StoreError> {
    if links.is_empty() {
        return Ok(());
    }
    let rows = || Rows::of(links.iter().map(Row::of));
    if execute!(tx, REMOVE, rows())? != rows().count() {
        return Err(tx.refuse(StoreError::Stale { what: "a link" }));
    }
    execute!(tx, REMOVE_OFFICES, rows())?;
    Ok(())
}

/// Lets one member in on each of these accounts.
///
/// # Errors
/// When the database fails.
pub async fn open_in(tx: &mut Tx, openings: &[Opening]) -> Result<(), StoreError> {
    if openings.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(openings.iter().map(|opening| {
        let link = Link { person: opening.person, member: opening.member };
        Row { open_until: opening.until_us, ..Row::of(&link) }
    }));
    execute!(tx, OPEN, rows)?;
    Ok(())
}
