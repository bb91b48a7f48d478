//! What waits for officers, counted by kind.

use crate::people::PersonKey;
use crate::{Rows, StoreError, Tx};

statements! {
    /// Requests that each may decide and has not, and questions that each may answer; by the roles of this moment.
    COUNT = "SELECT d.position, d.kind, COUNT(*) AS count, MIN(d.since) AS oldest_us FROM ( \
            SELECT CAST(w.key AS BIGINT) AS position, 'requests' AS kind, r.request_id AS id, r.created_at AS since \
            FROM jsonb_each($1) w \
            JOIN officers o ON o.cooperative_id = w.value->>'cooperative_id' \
                AND o.person_id = CAST(w.value->>'person_id' AS BIGINT) \
            JOIN requests r ON r.cooperative_id = o.cooperative_id AND r.status = 'open' \
                AND r.made_by <> o.person_id AND (' ' || r.roles || ' ') LIKE ('% ' || o.role || ' %') \
            WHERE NOT EXISTS (SELECT 1 FROM approvals a WHERE a.cooperative_id = r.cooperative_id \
                AND a.request_id = r.request_id AND a.person_id = o.person_id) \
            UNION \
            SELECT CAST(w.key AS BIGINT), 'questions', q.question_id, q.asked_at \
            FROM jsonb_each($1) w \
            JOIN officers o ON o.cooperative_id = w.value->>'cooperative_id' \
                AND o.person_id = CAST(w.value->>'person_id' AS BIGINT) \
            JOIN questions q ON q.cooperative_id = o.cooperative_id AND q.status = 'open' \
                AND (' ' || q.roles || ' ') LIKE ('% ' || o.role || ' %')) d \
        GROUP BY d.position, d.kind ORDER BY 1, 2 LIMIT $2";
}

/// Kinds counted for one batch at the most.
const TASKS_MAX: i64 = 10_000;

/// What can wait for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Requests that wait for approvals.
    Requests,
    /// Questions that wait for an answer.
    Questions,
}

/// What of one kind waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// What.
    pub kind: Kind,
    /// How many, at least one.
    pub count: u32,
    /// Since when the oldest does.
    pub oldest_us: i64,
}

row! {
    struct TaskRow {
        position: i64,
        kind: String,
        count: i64,
        oldest_us: i64,
    }
}

/// For each officer, what waits for them.
///
/// # Errors
/// When the database fails.
pub async fn count_in(tx: &mut Tx, officers: &[PersonKey]) -> Result<Vec<Vec<Waiting>>, StoreError> {
    let mut found = vec![Vec::new(); officers.len()];
    if officers.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, TaskRow, COUNT, Rows::of(officers), TASKS_MAX)? {
        let kind = if row.kind == "questions" { Kind::Questions } else { Kind::Requests };
        let duty = Waiting { kind, count: u32::try_from(row.count).unwrap_or(u32::MAX), oldest_us: row.oldest_us };
        if let Some(slot) = usize::try_from(row.position).ok().and_then(|at| found.get_mut(at)) {
            slot.push(duty);
        }
    }
    Ok(found)
}
