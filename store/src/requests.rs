//! Requests and their approvals; every change compares and sets the request's version.

use domain::ids::{CooperativeId, JournalId, PersonId, RequestId};
use domain::request::{ApprovalPolicy, Request, RequestStatus, Subject};
use serde::Serialize;
use sqlx::FromRow;

use crate::cooperatives::{parse_roles, role_list};
use crate::people::PersonKey;
use crate::seal::Place;
use crate::{Keyring, Rows, StoreError, Tx};

/// What every look-up reads of a request.
macro_rules! request_columns {
    ($rest:literal) => {
        concat!(
            "SELECT CAST(w.key AS BIGINT) AS position, r.request_id, r.journal_id, r.made_by, r.reason, r.needed, \
                r.roles, r.status, r.version, \
                COALESCE((SELECT string_agg(CAST(a.person_id AS TEXT), ' ') FROM approvals a \
                    WHERE a.cooperative_id = r.cooperative_id AND a.request_id = r.request_id), '') AS approved_by \
            FROM json_each($1) w JOIN requests r ON r.cooperative_id = w.value->>'cooperative_id' ",
            $rest
        )
    };
}

statements! {
    ADD = "INSERT INTO requests (cooperative_id, request_id, journal_id, made_by, reason, needed, roles, given, status, \
            version, created_at) \
        SELECT value->>'cooperative_id', value->>'request_id', value->>'journal_id', \
            CAST(value->>'made_by' AS BIGINT), value->>'reason', CAST(value->>'needed' AS BIGINT), value->>'roles', \
            0, 'open', 1, $2 \
        FROM json_each($1) WHERE true";
    /// Only over the version that the decision read, and only while open.
    DECIDE = "UPDATE requests SET status = value->>'status', given = given + CAST(value->>'given' AS BIGINT), \
            version = version + 1 \
        FROM json_each($1) \
        WHERE requests.cooperative_id = value->>'cooperative_id' AND requests.request_id = value->>'request_id' \
            AND requests.version = CAST(value->>'version' AS BIGINT) AND requests.status = 'open'";
    ADD_APPROVALS = "INSERT INTO approvals (cooperative_id, request_id, person_id, approved_at) \
        SELECT value->>'cooperative_id', value->>'request_id', CAST(value->>'person_id' AS BIGINT), $2 \
        FROM json_each($1) WHERE true";
    BY_ID = request_columns!("AND r.request_id = w.value->>'request_id' ORDER BY 1 LIMIT $2");
    OPEN = request_columns!("AND r.status = 'open' AND r.request_id IN (SELECT o.request_id FROM requests o \
        WHERE o.cooperative_id = w.value->>'cooperative_id' AND o.status = 'open' \
        ORDER BY o.created_at, o.request_id LIMIT $3) ORDER BY 1, r.created_at, r.request_id LIMIT $2");
}

/// Requests read for one batch at the most.
const REQUESTS_MAX: i64 = 5_000;

/// A request to be opened.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// Who asks, and where.
    pub maker: PersonKey,
    /// The id.
    pub request_id: RequestId,
    /// What is asked for.
    pub subject: Subject,
    /// Why, in the maker's words.
    pub reason: String,
    /// Under which terms.
    pub policy: ApprovalPolicy,
}

/// What one person decides on a request.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// Who decides, and where.
    pub person: PersonKey,
    /// On which request.
    pub request_id: RequestId,
    /// The version that the decision read.
    pub version: i64,
    /// What is decided.
    pub verdict: Verdict,
}

/// The three decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One more approval, and others are still needed.
    Approve,
    /// The last approval.
    Complete,
    /// Refused for good.
    Refuse,
}

/// Opens requests.
///
/// # Errors
/// When the journal has an open request already, or the database fails.
pub async fn open_in(tx: &mut Tx, keys: &Keyring, requests: &[NewRequest], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        request_id: RequestId,
        journal_id: JournalId,
        made_by: PersonId,
        reason: String,
        needed: u8,
        roles: String,
    }
    if requests.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(requests.iter().map(|request| {
        let Subject::Reversal(journal_id) = request.subject;
        Row {
            cooperative_id: request.maker.cooperative_id,
            request_id: request.request_id,
            journal_id,
            made_by: request.maker.person_id,
            reason: keys.seal(place(&request.request_id.to_string()), request.reason.as_bytes()),
            needed: request.policy.needed,
            roles: role_list(&request.policy.roles),
        }
    }));
    execute!(tx, ADD, rows, now_us)?;
    Ok(())
}

/// Writes decisions over the versions that they read.
///
/// # Errors
/// [`StoreError::Stale`] when a request had moved on, or the database fails.
pub async fn decide_in(tx: &mut Tx, decisions: &[Decision], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        person_id: PersonId,
        request_id: RequestId,
        version: i64,
        status: &'static str,
        given: i64,
    }
    if decisions.is_empty() {
        return Ok(());
    }
    let row = |decision: &Decision| Row {
        cooperative_id: decision.person.cooperative_id,
        person_id: decision.person.person_id,
        request_id: decision.request_id,
        version: decision.version,
        status: match decision.verdict {
            Verdict::Approve => RequestStatus::Open.as_str(),
            Verdict::Complete => RequestStatus::Approved.as_str(),
            Verdict::Refuse => RequestStatus::Refused.as_str(),
        },
        given: i64::from(decision.verdict != Verdict::Refuse),
    };
    let rows = Rows::of(decisions.iter().map(row));
    let expected = rows.count();
    if execute!(tx, DECIDE, rows)? != expected {
        return Err(tx.refuse(StoreError::Stale { what: "a request" }));
    }
    let approvals = Rows::of(decisions.iter().filter(|it| it.verdict != Verdict::Refuse).map(row));
    if !approvals.is_empty() {
        execute!(tx, ADD_APPROVALS, approvals, now_us)?;
    }
    Ok(())
}

#[derive(FromRow)]
struct RequestRow {
    position: i64,
    request_id: String,
    journal_id: String,
    made_by: i64,
    reason: String,
    needed: i64,
    roles: String,
    status: String,
    version: i64,
    approved_by: String,
}

/// For each question, its request.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[(CooperativeId, RequestId)],
) -> Result<Vec<Option<Request>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
        request_id: RequestId,
    }
    let mut found = vec![None; questions.len()];
    let rows = Rows::of(
        questions
            .iter()
            .map(|(cooperative_id, request_id)| Question { cooperative_id: *cooperative_id, request_id: *request_id }),
    );
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, RequestRow, BY_ID, rows, REQUESTS_MAX)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let request = row.into_request(keys)?;
        if let Some(slot) = found.get_mut(position) {
            *slot = Some(request);
        }
    }
    Ok(found)
}

/// For each cooperative, its oldest open requests, at most `limit`.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn list_open_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperatives: &[CooperativeId],
    limit: i64,
) -> Result<Vec<Vec<Request>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
    }
    let mut found = vec![Vec::new(); cooperatives.len()];
    let rows = Rows::of(cooperatives.iter().map(|cooperative_id| Question { cooperative_id: *cooperative_id }));
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, RequestRow, OPEN, rows, REQUESTS_MAX, limit)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let request = row.into_request(keys)?;
        if let Some(slot) = found.get_mut(position) {
            slot.push(request);
        }
    }
    Ok(found)
}

impl RequestRow {
    fn into_request(self, keys: &Keyring) -> Result<Request, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "requests", column, row: self.request_id.clone() };
        let reason = keys.open(place(&self.request_id), &self.reason)?;
        let approved_by: Result<Vec<PersonId>, _> =
            self.approved_by.split_whitespace().map(|id| id.parse().map(PersonId)).collect();
        Ok(Request {
            request_id: RequestId::parse(&self.request_id).ok_or_else(|| corrupt("request_id"))?,
            subject: Subject::Reversal(JournalId::parse(&self.journal_id).ok_or_else(|| corrupt("journal_id"))?),
            made_by: PersonId(self.made_by),
            reason: String::from_utf8(reason).map_err(|_| corrupt("reason"))?,
            policy: ApprovalPolicy {
                needed: u8::try_from(self.needed).map_err(|_| corrupt("needed"))?,
                roles: parse_roles(&self.roles).ok_or_else(|| corrupt("roles"))?,
            },
            approved_by: approved_by.map_err(|_| corrupt("approved_by"))?,
            status: RequestStatus::parse(&self.status).ok_or_else(|| corrupt("status"))?,
            version: self.version,
        })
    }
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "requests", row }
}
