//! Questions to the office and their answers; every change compares and sets the question's version.

mod rows;

use domain::ids::{CooperativeId, PersonId, QuestionId};
use domain::question::{AskedIn, Question, QuestionNumber};
use domain::role::Role;
use serde::Serialize;

use self::rows::{QuestionRow, answer_of, words_of};
use crate::cooperatives::role_list;
use crate::people::PersonKey;
use crate::{Keyring, Rows, StoreError, Tx};

/// What every look-up reads of a question. A chat that never took a message of ours can't be reached.
macro_rules! question_columns {
    ($rest:literal) => {
        concat!(
            "SELECT CAST(w.key AS BIGINT) AS position, q.question_id, q.number, q.asked_by, q.chat_id, q.topic_id, \
                q.words, q.follows, q.roles, q.status, q.answered_as, q.answer, q.version, q.asked_at, \
                CAST(COALESCE((SELECT MAX(CASE WHEN c.last_message_id > 0 AND c.unreachable = 0 THEN 1 ELSE 0 END) \
                    FROM chats c JOIN bots b ON b.bot_id = c.bot_id \
                    WHERE b.cooperative_id = q.cooperative_id AND c.chat_id = q.asked_by), 0) AS BIGINT) AS reachable \
            FROM jsonb_each($1) w JOIN questions q ON q.cooperative_id = w.value->>'cooperative_id' ",
            $rest
        )
    };
}

statements! {
    /// Takes the next numbers of each cooperative, in one canonical order, and tells the one after.
    TAKE_NUMBERS = "INSERT INTO question_counters (cooperative_id, next_number) \
        SELECT value->>'cooperative_id', CAST(value->>'count' AS BIGINT) + 1 FROM jsonb_each($1) WHERE true ORDER BY 1 \
        ON CONFLICT (cooperative_id) DO UPDATE SET next_number = question_counters.next_number + excluded.next_number - 1 \
        RETURNING cooperative_id, next_number";
    ADD = "INSERT INTO questions (cooperative_id, question_id, number, asked_by, chat_id, topic_id, words, follows, \
            roles, status, answered_by, answered_as, answer, version, asked_at, answered_at) \
        SELECT value->>'cooperative_id', value->>'question_id', CAST(value->>'number' AS BIGINT), \
            CAST(value->>'asked_by' AS BIGINT), CAST(value->>'chat_id' AS BIGINT), \
            CAST(value->>'topic_id' AS BIGINT), value->>'words', CAST(value->>'follows' AS BIGINT), value->>'roles', \
            'open', 0, '', '', 1, $2, 0 \
        FROM jsonb_each($1) WHERE true";
    /// Only over the version that the decision read, and only while open.
    ANSWER = "UPDATE questions SET status = 'answered', answered_by = CAST(value->>'person_id' AS BIGINT), \
            answered_as = value->>'role', answer = value->>'answer', answered_at = $2, version = version + 1 \
        FROM jsonb_each($1) \
        WHERE questions.cooperative_id = value->>'cooperative_id' \
            AND questions.question_id = value->>'question_id' \
            AND questions.version = CAST(value->>'version' AS BIGINT) AND questions.status = 'open'";
    CLEAR = "UPDATE questions SET status = 'clear', version = version + 1 \
        FROM jsonb_each($1) \
        WHERE questions.cooperative_id = value->>'cooperative_id' \
            AND questions.question_id = value->>'question_id' \
            AND questions.version = CAST(value->>'version' AS BIGINT) AND questions.status = 'answered'";
    BY_ID = question_columns!("AND q.question_id = w.value->>'question_id' ORDER BY 1 LIMIT $2");
    BY_NUMBER = question_columns!("AND q.number = CAST(w.value->>'number' AS BIGINT) ORDER BY 1 LIMIT $2");
    /// The oldest that this person may answer: their roles are those of this very moment.
    OPEN_FOR = question_columns!("AND q.question_id IN (SELECT o.question_id FROM questions o \
        WHERE o.cooperative_id = w.value->>'cooperative_id' AND o.status = 'open' AND EXISTS (SELECT 1 FROM officers f \
            WHERE f.cooperative_id = o.cooperative_id AND f.person_id = CAST(w.value->>'person_id' AS BIGINT) \
                AND (' ' || o.roles || ' ') LIKE ('% ' || f.role || ' %')) \
        ORDER BY o.asked_at, o.number LIMIT $3) ORDER BY 1, q.asked_at, q.number LIMIT $2");
    /// The oldest that have waited a day, or three, and that nobody was reminded of at that step.
    OPEN_SINCE = question_columns!("AND q.question_id IN (SELECT o.question_id FROM questions o \
        WHERE o.cooperative_id = w.value->>'cooperative_id' AND o.status = 'open' AND o.asked_at <= $3 \
            AND NOT EXISTS (SELECT 1 FROM job_runs j WHERE j.cooperative_id = o.cooperative_id \
                AND j.job = 'question' AND j.subject = o.question_id \
                AND j.period = CASE WHEN o.asked_at <= $4 THEN '3d' ELSE '1d' END) \
        ORDER BY o.asked_at, o.number LIMIT $5) ORDER BY 1, q.asked_at, q.number LIMIT $2");
    COUNT_ASKED = "SELECT CAST(w.key AS BIGINT) AS position, (SELECT COUNT(*) FROM questions q \
            WHERE q.cooperative_id = w.value->>'cooperative_id' AND q.asked_by = CAST(w.value->>'person_id' AS BIGINT) \
                AND q.status = 'open') AS count \
        FROM jsonb_each($1) w";
}

/// Questions read for one batch at the most.
const QUESTIONS_MAX: i64 = 5_000;

/// A question to be kept.
#[derive(Debug, Clone)]
pub struct NewQuestion {
    /// Who asks, and where they belong.
    pub asker: PersonKey,
    /// The id.
    pub question_id: QuestionId,
    /// Where it was asked.
    pub asked_in: AskedIn,
    /// In the asker's words.
    pub words: String,
    /// The question that it goes on from.
    pub follows: Option<QuestionNumber>,
    /// Whose task the answer is.
    pub roles: Vec<Role>,
}

/// An answer to be kept.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// Who answers.
    pub person: PersonKey,
    /// Which question.
    pub question_id: QuestionId,
    /// The version that the decision read.
    pub version: i64,
    /// In which role.
    pub role: Role,
    /// In their words.
    pub words: String,
}

/// A question with whether its asker's private chat takes messages of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The question.
    pub question: Question,
    /// Whether it did so the last time.
    pub reachable: bool,
}

/// Keeps questions; returns their numbers, in the order given.
///
/// # Errors
/// When the database fails.
pub async fn ask_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[NewQuestion],
    now_us: i64,
) -> Result<Vec<QuestionNumber>, StoreError> {
    #[derive(Serialize)]
    struct Count {
        cooperative_id: CooperativeId,
        count: usize,
    }
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        question_id: QuestionId,
        number: i64,
        asked_by: PersonId,
        chat_id: i64,
        topic_id: i64,
        words: String,
        follows: i64,
        roles: String,
    }
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let mut counts: std::collections::BTreeMap<CooperativeId, usize> = std::collections::BTreeMap::new();
    for question in questions {
        let count = counts.entry(question.asker.cooperative_id).or_default();
        *count = count.saturating_add(1);
    }
    let rows =
        Rows::of(counts.iter().map(|(cooperative_id, count)| Count { cooperative_id: *cooperative_id, count: *count }));
    let mut next: std::collections::BTreeMap<String, i64> = std::collections::BTreeMap::new();
    for (cooperative, after) in fetch_all!(tx, (String, i64), TAKE_NUMBERS, rows)? {
        let count = CooperativeId::parse(&cooperative).and_then(|id| counts.get(&id)).copied().unwrap_or_default();
        next.insert(cooperative, after.saturating_sub(i64::try_from(count).unwrap_or(i64::MAX)));
    }
    let mut numbers = Vec::with_capacity(questions.len());
    for question in questions {
        let number = next.entry(question.asker.cooperative_id.to_string()).or_insert(1);
        numbers.push(QuestionNumber(*number));
        *number = number.saturating_add(1);
    }
    let rows = Rows::of(questions.iter().zip(&numbers).map(|(question, number)| {
        let (chat_id, topic_id) = match question.asked_in {
            AskedIn::Private => (0, 0),
            AskedIn::Group { chat, topic } => (chat.0, topic),
        };
        Row {
            cooperative_id: question.asker.cooperative_id,
            question_id: question.question_id,
            number: number.0,
            asked_by: question.asker.person_id,
            chat_id,
            topic_id,
            words: keys.seal(words_of(&question.question_id.to_string()), question.words.as_bytes()),
            follows: question.follows.map_or(0, |number| number.0),
            roles: role_list(&question.roles),
        }
    }));
    execute!(tx, ADD, rows, now_us)?;
    Ok(numbers)
}

/// Keeps answers over the versions that their decisions read.
///
/// # Errors
/// [`StoreError::Stale`] when a question had moved on, or the database fails.
pub async fn answer_in(tx: &mut Tx, keys: &Keyring, answers: &[NewAnswer], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        person_id: PersonId,
        question_id: QuestionId,
        version: i64,
        role: &'static str,
        answer: String,
    }
    let rows = Rows::of(answers.iter().map(|answer| Row {
        cooperative_id: answer.person.cooperative_id,
        person_id: answer.person.person_id,
        question_id: answer.question_id,
        version: answer.version,
        role: answer.role.as_str(),
        answer: keys.seal(answer_of(&answer.question_id.to_string()), answer.words.as_bytes()),
    }));
    if rows.is_empty() {
        return Ok(());
    }
    let expected = rows.count();
    if execute!(tx, ANSWER, rows, now_us)? == expected {
        Ok(())
    } else {
        Err(tx.refuse(StoreError::Stale { what: "a question" }))
    }
}

/// Notes that askers are content, over the versions that were read.
///
/// # Errors
/// [`StoreError::Stale`] when a question had moved on, or the database fails.
pub async fn clear_in(tx: &mut Tx, cleared: &[(CooperativeId, QuestionId, i64)]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        question_id: QuestionId,
        version: i64,
    }
    let rows = Rows::of(cleared.iter().map(|(cooperative_id, question_id, version)| Row {
        cooperative_id: *cooperative_id,
        question_id: *question_id,
        version: *version,
    }));
    if rows.is_empty() {
        return Ok(());
    }
    let expected = rows.count();
    if execute!(tx, CLEAR, rows)? == expected {
        Ok(())
    } else {
        Err(tx.refuse(StoreError::Stale { what: "a question" }))
    }
}

/// What a question is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its id.
    Id(QuestionId),
    /// Its number.
    Number(QuestionNumber),
}

#[derive(Serialize)]
struct Asked {
    cooperative_id: CooperativeId,
    question_id: String,
    number: i64,
}

/// For each look-up, its question.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(
    tx: &mut Tx,
    keys: &Keyring,
    wanted: &[(CooperativeId, Wanted)],
) -> Result<Vec<Option<Found>>, StoreError> {
    let mut found = vec![None; wanted.len()];
    // A row of the other kind finds nothing: no question has an empty id, or the number zero.
    let rows = Rows::of(wanted.iter().map(|(cooperative_id, wanted)| match wanted {
        Wanted::Id(id) => Asked { cooperative_id: *cooperative_id, question_id: id.to_string(), number: 0 },
        Wanted::Number(number) => {
            Asked { cooperative_id: *cooperative_id, question_id: String::new(), number: number.0 }
        }
    }));
    if rows.is_empty() {
        return Ok(found);
    }
    let mut all = Vec::new();
    if wanted.iter().any(|(_, wanted)| matches!(wanted, Wanted::Id(_))) {
        all.extend(fetch_all!(tx, QuestionRow, BY_ID, rows.clone(), QUESTIONS_MAX)?);
    }
    if wanted.iter().any(|(_, wanted)| matches!(wanted, Wanted::Number(_))) {
        all.extend(fetch_all!(tx, QuestionRow, BY_NUMBER, rows, QUESTIONS_MAX)?);
    }
    for row in all {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let question = row.into_found(keys)?;
        if let Some(slot) = found.get_mut(position) {
            *slot = Some(question);
        }
    }
    Ok(found)
}

/// For each person, the oldest open questions that they may answer, at most `limit`.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn list_open_in(
    tx: &mut Tx,
    keys: &Keyring,
    people: &[PersonKey],
    limit: i64,
) -> Result<Vec<Vec<Found>>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = fetch_all!(tx, QuestionRow, OPEN_FOR, Rows::of(people), QUESTIONS_MAX, limit)?;
    by_position(rows, keys, people.len())
}

/// A cooperative's oldest questions that have waited since before the first instant, and that nobody was reminded of
/// at the step that they have reached: the second step for those that have waited since before the second instant.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn list_waiting_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: CooperativeId,
    (day_us, long_us): (i64, i64),
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    let asked = Rows::of_cooperatives([cooperative]);
    let rows = fetch_all!(tx, QuestionRow, OPEN_SINCE, asked, QUESTIONS_MAX, day_us, long_us, limit)?;
    Ok(by_position(rows, keys, 1)?.pop().unwrap_or_default())
}

fn by_position(rows: Vec<QuestionRow>, keys: &Keyring, count: usize) -> Result<Vec<Vec<Found>>, StoreError> {
    let mut found = vec![Vec::new(); count];
    for row in rows {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let question = row.into_found(keys)?;
        if let Some(slot) = found.get_mut(position) {
            slot.push(question);
        }
    }
    Ok(found)
}

/// For each person, how many of their questions wait.
///
/// # Errors
/// When the database fails.
pub async fn count_asked_in(tx: &mut Tx, people: &[PersonKey]) -> Result<Vec<u32>, StoreError> {
    let mut counts = vec![0; people.len()];
    if people.is_empty() {
        return Ok(counts);
    }
    for (position, count) in fetch_all!(tx, (i64, i64), COUNT_ASKED, Rows::of(people))? {
        if let Some(slot) = usize::try_from(position).ok().and_then(|at| counts.get_mut(at)) {
            *slot = u32::try_from(count).unwrap_or(u32::MAX);
        }
    }
    Ok(counts)
}
