//! Requests and their approvals; every change compares and sets the request's version.

use domain::ids::{CooperativeId, PersonId, RequestId};
use domain::request::{ApprovalPolicy, Request, RequestStatus, Subject};
use serde::Serialize;

use crate::cooperatives::{parse_roles, role_list};
use crate::people::PersonKey;
use crate::seal::Place;
use crate::{Keyring, Rows, StoreError, Tx};

/// What every look-up reads of a request.
macro_rules! request_columns {
    ($rest:literal) => {
        concat!(
            "SELECT CAST(w.key AS BIGINT) AS position, r.request_id, r.subject, r.subject_id, r.made_by, r.reason, \
                r.needed, r.roles, r.status, r.version, r.refused_by, \
                COALESCE((SELECT string_agg(CAST(a.person_id AS TEXT), ' ') FROM approvals a \
                    WHERE a.cooperative_id = r.cooperative_id AND a.request_id = r.request_id), '') AS approved_by \
            FROM jsonb_each($1) w JOIN requests r ON r.cooperative_id = w.value->>'cooperative_id' ",
            $rest
        )
    };
}

statements! {
    /// A subject is in one of several tables, which no foreign key can tell: what is asked about must be there.
    ADD = "INSERT INTO requests (cooperative_id, request_id, subject, subject_id, made_by, reason, needed, roles, \
            given, status, version, created_at, refused_by, refusal) \
        SELECT value->>'cooperative_id', value->>'request_id', value->>'subject', value->>'subject_id', \
            CAST(value->>'made_by' AS BIGINT), value->>'reason', CAST(value->>'needed' AS BIGINT), value->>'roles', \
            0, 'open', 1, $2, 0, '' \
        FROM jsonb_each($1) WHERE (value->>'subject' <> 'reversal' OR EXISTS (SELECT 1 FROM journals j \
            WHERE j.cooperative_id = value->>'cooperative_id' AND j.journal_id = value->>'subject_id')) \
            AND (value->>'subject' NOT IN ('move', 'lost') \
                OR value->>'subject_id' = '-/' || (value->>'made_by') OR EXISTS (SELECT 1 FROM members m \
                WHERE m.cooperative_id = value->>'cooperative_id' \
                    AND m.member_id = substr(value->>'subject_id', 1, 36))) \
            AND (value->>'subject' <> 'application' OR EXISTS (SELECT 1 FROM applications p \
                WHERE p.cooperative_id = value->>'cooperative_id' AND p.application_id = value->>'subject_id'))";
    /// Only over the version that the decision read, and only while open.
    DECIDE = "UPDATE requests SET status = value->>'status', given = given + CAST(value->>'given' AS BIGINT), \
            version = version + 1, refused_by = CAST(value->>'refused_by' AS BIGINT), refusal = value->>'refusal' \
        FROM jsonb_each($1) \
        WHERE requests.cooperative_id = value->>'cooperative_id' AND requests.request_id = value->>'request_id' \
            AND requests.version = CAST(value->>'version' AS BIGINT) AND requests.status = 'open'";
    ADD_APPROVALS = "INSERT INTO approvals (cooperative_id, request_id, person_id, approved_at) \
        SELECT value->>'cooperative_id', value->>'request_id', CAST(value->>'person_id' AS BIGINT), $2 \
        FROM jsonb_each($1) WHERE true";
    BY_ID = request_columns!("AND r.request_id = w.value->>'request_id' ORDER BY 1 LIMIT $2");
    /// The open reports of lost phones that these people made, one of each at the most.
    REPORTS = "SELECT CAST(w.key AS BIGINT) AS position, r.request_id FROM jsonb_each($1) w \
        JOIN requests r ON r.cooperative_id = w.value->>'cooperative_id' AND r.status = 'open' \
            AND r.subject = 'lost' AND r.made_by = CAST(w.value->>'person_id' AS BIGINT) \
        ORDER BY 1 LIMIT $2";
    /// What this person asked for and nobody has decided, oldest first.
    OWN = request_columns!("AND r.status = 'open' AND r.request_id IN (SELECT o.request_id FROM requests o \
        WHERE o.cooperative_id = w.value->>'cooperative_id' AND o.status = 'open' \
            AND o.made_by = CAST(w.value->>'person_id' AS BIGINT) \
        ORDER BY o.created_at, o.request_id LIMIT $3) ORDER BY 1, r.created_at, r.request_id LIMIT $2");
    /// What this officer can decide and has not, oldest first; their roles are read here and now.
    OPEN = request_columns!("AND r.status = 'open' AND r.request_id IN (SELECT o.request_id FROM requests o \
        WHERE o.cooperative_id = w.value->>'cooperative_id' AND o.status = 'open' \
            AND o.made_by <> CAST(w.value->>'person_id' AS BIGINT) \
            AND EXISTS (SELECT 1 FROM officers f WHERE f.cooperative_id = o.cooperative_id \
                AND f.person_id = CAST(w.value->>'person_id' AS BIGINT) \
                AND (' ' || o.roles || ' ') LIKE ('% ' || f.role || ' %')) \
            AND NOT EXISTS (SELECT 1 FROM approvals a WHERE a.cooperative_id = o.cooperative_id \
                AND a.request_id = o.request_id AND a.person_id = CAST(w.value->>'person_id' AS BIGINT)) \
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
#[derive(Debug, Clone)]
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

/// What can be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One more approval, and others are still needed.
    Approve,
    /// The last approval.
    Complete,
    /// Refused for good.
    Refuse {
        /// Why, in the officer's words.
        reason: String,
    },
    /// Taken back by whoever asked for it.
    TakeBack,
}

impl Decision {
    const fn is_approval(&self) -> bool {
        matches!(self.verdict, Verdict::Approve | Verdict::Complete)
    }
}

/// Opens requests.
///
/// # Errors
/// [`StoreError::Stale`] when what a request is about is not there; or it has an open request already; or the database
/// fails.
pub async fn open_in(tx: &mut Tx, keys: &Keyring, requests: &[NewRequest], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        request_id: RequestId,
        subject: &'static str,
        subject_id: String,
        made_by: PersonId,
        reason: String,
        needed: u8,
        roles: String,
    }
    if requests.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(requests.iter().map(|request| Row {
        cooperative_id: request.maker.cooperative_id,
        request_id: request.request_id,
        subject: request.subject.name(),
        subject_id: request.subject.id(),
        made_by: request.maker.person_id,
        reason: keys.seal(place(&request.request_id.to_string()), request.reason.as_bytes()),
        needed: request.policy.needed,
        roles: role_list(&request.policy.roles),
    }));
    let expected = rows.count();
    if execute!(tx, ADD, rows, now_us)? != expected {
        return Err(tx.refuse(StoreError::Stale { what: "what a request is about" }));
    }
    Ok(())
}

/// Writes decisions over the versions that they read.
///
/// # Errors
/// [`StoreError::Stale`] when a request had moved on, or the database fails.
pub async fn decide_in(tx: &mut Tx, keys: &Keyring, decisions: &[Decision], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        person_id: PersonId,
        request_id: RequestId,
        version: i64,
        status: &'static str,
        given: i64,
        refused_by: i64,
        refusal: String,
    }
    if decisions.is_empty() {
        return Ok(());
    }
    let row = |decision: &Decision| Row {
        cooperative_id: decision.person.cooperative_id,
        person_id: decision.person.person_id,
        request_id: decision.request_id,
        version: decision.version,
        status: match &decision.verdict {
            Verdict::Approve => RequestStatus::Open.as_str(),
            Verdict::Complete => RequestStatus::Approved.as_str(),
            Verdict::Refuse { .. } => RequestStatus::Refused.as_str(),
            Verdict::TakeBack => RequestStatus::TakenBack.as_str(),
        },
        given: i64::from(decision.is_approval()),
        refused_by: match &decision.verdict {
            Verdict::Refuse { .. } => decision.person.person_id.0,
            Verdict::Approve | Verdict::Complete | Verdict::TakeBack => 0,
        },
        refusal: match &decision.verdict {
            Verdict::Approve | Verdict::Complete | Verdict::TakeBack => String::new(),
            Verdict::Refuse { reason } => keys.seal(refusal_place(&decision.request_id.to_string()), reason.as_bytes()),
        },
    };
    let rows = Rows::of(decisions.iter().map(row));
    let expected = rows.count();
    if execute!(tx, DECIDE, rows)? != expected {
        return Err(tx.refuse(StoreError::Stale { what: "a request" }));
    }
    let approvals = Rows::of(decisions.iter().filter(|it| it.is_approval()).map(row));
    if !approvals.is_empty() {
        execute!(tx, ADD_APPROVALS, approvals, now_us)?;
    }
    Ok(())
}

row! {
    struct RequestRow {
        position: i64,
        request_id: String,
        subject: String,
        subject_id: String,
        made_by: i64,
        reason: String,
        needed: i64,
        roles: String,
        status: String,
        version: i64,
        refused_by: i64,
        approved_by: String,
    }
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

/// For each officer, the oldest open requests that they can decide and have not, at most `limit`.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn list_open_in(
    tx: &mut Tx,
    keys: &Keyring,
    officers: &[PersonKey],
    limit: i64,
) -> Result<Vec<Vec<Request>>, StoreError> {
    let rows = Rows::of(officers);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    by_position(officers.len(), keys, fetch_all!(tx, RequestRow, OPEN, rows, REQUESTS_MAX, limit)?)
}

/// For each person, the oldest requests that they made and nobody has decided, at most `limit`.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn list_own_in(
    tx: &mut Tx,
    keys: &Keyring,
    makers: &[PersonKey],
    limit: i64,
) -> Result<Vec<Vec<Request>>, StoreError> {
    let rows = Rows::of(makers);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    by_position(makers.len(), keys, fetch_all!(tx, RequestRow, OWN, rows, REQUESTS_MAX, limit)?)
}

fn by_position(count: usize, keys: &Keyring, rows: Vec<RequestRow>) -> Result<Vec<Vec<Request>>, StoreError> {
    let mut found = vec![Vec::new(); count];
    for row in rows {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let request = row.into_request(keys)?;
        if let Some(slot) = found.get_mut(position) {
            slot.push(request);
        }
    }
    Ok(found)
}

/// For each person, their open report of a lost phone.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn reports_in(tx: &mut Tx, people: &[PersonKey]) -> Result<Vec<Option<RequestId>>, StoreError> {
    let mut found = vec![None; people.len()];
    if people.is_empty() {
        return Ok(found);
    }
    for (position, id) in fetch_all!(tx, (i64, String), REPORTS, Rows::of(people), REQUESTS_MAX)? {
        let corrupt = || StoreError::Corrupt { table: "requests", column: "request_id", row: id.clone() };
        let request = RequestId::parse(&id).ok_or_else(corrupt)?;
        if let Some(slot) = usize::try_from(position).ok().and_then(|at| found.get_mut(at)) {
            *slot = Some(request);
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
            subject: Subject::parse(&self.subject, &self.subject_id).ok_or_else(|| corrupt("subject_id"))?,
            made_by: PersonId(self.made_by),
            reason: String::from_utf8(reason).map_err(|_| corrupt("reason"))?,
            policy: ApprovalPolicy {
                needed: u8::try_from(self.needed).map_err(|_| corrupt("needed"))?,
                roles: parse_roles(&self.roles).ok_or_else(|| corrupt("roles"))?,
            },
            approved_by: approved_by.map_err(|_| corrupt("approved_by"))?,
            refused_by: (self.refused_by != 0).then_some(PersonId(self.refused_by)),
            status: RequestStatus::parse(&self.status).ok_or_else(|| corrupt("status"))?,
            version: self.version,
        })
    }
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "requests", row }
}

const fn refusal_place(row: &str) -> Place<'_> {
    Place { table: "requests.refusal", row }
}
