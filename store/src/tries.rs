//! How often people typed a secret wrongly of late: codes from the office, and PINs.

use chrono::DateTime;
use domain::ids::{CooperativeId, MemberId, PersonId};
use domain::secret::Tries;
use serde::Serialize;

use crate::people::PersonKey;
use crate::{Rows, StoreError, Tx};

statements! {
    PUT = "INSERT INTO tries (cooperative_id, person_id, secret, member_id, wrong, last_at) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'secret', \
            value->>'member_id', CAST(value->>'wrong' AS BIGINT), CAST(value->>'last_at' AS BIGINT) \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (cooperative_id, person_id, secret, member_id) DO UPDATE SET wrong = excluded.wrong, \
            last_at = excluded.last_at";
    FIND = "SELECT CAST(w.key AS BIGINT) AS position, t.wrong, t.last_at \
        FROM jsonb_each($1) w JOIN tries t ON t.cooperative_id = w.value->>'cooperative_id' \
            AND t.person_id = CAST(w.value->>'person_id' AS BIGINT) AND t.secret = w.value->>'secret' \
            AND t.member_id = w.value->>'member_id' \
        ORDER BY 1 LIMIT $2";
}

/// Look-ups in one batch at the most.
const FIND_MAX: i64 = 10_000;

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// A code from the office.
    Code,
    /// This member's PIN.
    Pin(MemberId),
}

#[derive(Serialize)]
struct Row {
    cooperative_id: CooperativeId,
    person_id: PersonId,
    secret: &'static str,
    member_id: String,
    wrong: u8,
    last_at: i64,
}

impl Row {
    fn of(person: PersonKey, secret: Secret, tries: Tries) -> Self {
        let (secret, member_id) = match secret {
            Secret::Code => ("code", String::new()),
            Secret::Pin(member) => ("pin", member.to_string()),
        };
        Self {
            cooperative_id: person.cooperative_id,
            person_id: person.person_id,
            secret,
            member_id,
            wrong: tries.wrong,
            last_at: tries.last_at.map_or(0, |at| at.timestamp_micros()),
        }
    }
}

/// Remembers how often.
///
/// # Errors
/// When the database fails.
pub async fn put_in(tx: &mut Tx, tries: &[(PersonKey, Secret, Tries)]) -> Result<(), StoreError> {
    if tries.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(tries.iter().map(|(person, secret, tries)| Row::of(*person, *secret, *tries)));
    execute!(tx, PUT, rows)?;
    Ok(())
}

row! {
    struct TriesRow {
        position: i64,
        wrong: i64,
        last_at: i64,
    }
}

/// For each, how often; never is none.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(tx: &mut Tx, questions: &[(PersonKey, Secret)]) -> Result<Vec<Tries>, StoreError> {
    let mut found = vec![Tries::default(); questions.len()];
    let rows = Rows::of(questions.iter().map(|(person, secret)| Row::of(*person, *secret, Tries::default())));
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, TriesRow, FIND, rows, FIND_MAX)? {
        let corrupt = |column| StoreError::Corrupt { table: "tries", column, row: row.position.to_string() };
        let tries = Tries {
            wrong: u8::try_from(row.wrong).map_err(|_| corrupt("wrong"))?,
            last_at: DateTime::from_timestamp_micros(row.last_at).filter(|_| row.last_at != 0),
        };
        if let Some(slot) = usize::try_from(row.position).ok().and_then(|at| found.get_mut(at)) {
            *slot = tries;
        }
    }
    Ok(found)
}
