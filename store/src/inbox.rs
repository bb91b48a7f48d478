//! The durable inbox: an update is kept before it is acknowledged, and done in the transaction of its effects.

pub(crate) mod taking;

use domain::ids::{BotId, ChatId, PersonId};
use serde::Serialize;

pub use taking::{Taken, add_in, put_back_in, take_in};

use crate::seal::Place;
use crate::{Keyring, Rows, StoreError, Tx};

/// The heads of lanes among the 4,096 longest waiting updates, each with its place among its bot's; `$1` is now.
///
/// Bounded, however much waits: the window is read off one partial index, and each head found by one step into another.
/// It is wide, so that no bot's flood fills it: of one bot, fewer may wait. The window's order names the index's second
/// column, which the primary key can't serve: Postgres might else walk that one, past all that is done. And the head is a
/// scalar, which no planner turns into a join over all that waits.
/// That an arrival is above zero says that the window is meant: its index serves nothing else.
macro_rules! ready_heads {
    () => {
        "(SELECT i.bot_id, i.lane, i.arrival AS head, \
                ROW_NUMBER() OVER (PARTITION BY i.bot_id ORDER BY i.arrival) AS round \
            FROM (SELECT arrival, bot_id, lane, not_before FROM inbox WHERE state = 'ready' AND arrival > 0 \
                ORDER BY arrival, bot_id LIMIT 4096) i \
            WHERE i.not_before <= $1 AND i.arrival = (SELECT MIN(h.arrival) FROM inbox h \
                WHERE h.bot_id = i.bot_id AND h.lane = i.lane AND h.state = 'ready'))"
    };
}
pub(crate) use ready_heads;

statements! {
    /// Ready lanes: one of each bot, then a second of each, and so on, so that nobody waits behind another's flood; the
    /// longest waiting first in each round. A lane whose head waits for its next try is not ready.
    READY_LANES = concat!("SELECT ready.bot_id, ready.lane FROM ", ready_heads!(), " ready \
        ORDER BY ready.round, ready.head LIMIT $2");
    /// The oldest update of each of these lanes with its dialogue: run after the lock, so that it sees what the lock's
    /// last holder committed.
    HEADS = "SELECT i.arrival, i.bot_id, i.update_id, i.chat_id, i.person_id, i.topic_id, i.body, i.attempts, \
            i.received_at, \
            COALESCE(d.state, '') AS dialogue, COALESCE(d.version, 0) AS dialogue_version \
        FROM (SELECT (SELECT MIN(h.arrival) FROM inbox h WHERE h.bot_id = CAST(w.value->>'bot_id' AS BIGINT) \
                AND h.lane = CAST(w.value->>'lane' AS BIGINT) AND h.state = 'ready') AS arrival \
            FROM jsonb_each($1) w) head \
        JOIN inbox i ON i.arrival = head.arrival \
        LEFT JOIN dialogues d ON d.bot_id = i.bot_id AND d.chat_id = i.chat_id AND d.person_id = i.person_id \
            AND d.topic_id = i.topic_id \
        WHERE i.not_before <= $2 ORDER BY i.arrival";
    /// Done or dead: the body goes with it, the id stays for deduplication. Set aside: the body stays.
    FINISH = "UPDATE inbox SET state = value->>'state', \
            body = CASE WHEN value->>'state' = 'unparsed' THEN inbox.body ELSE '' END, \
            finished_at = CASE WHEN value->>'state' = 'unparsed' THEN 0 ELSE $2 END \
        FROM jsonb_each($1) WHERE inbox.arrival = CAST(value->>'arrival' AS BIGINT) AND inbox.state = 'ready'";
    /// A failed try: the lane waits.
    RETRY_LATER = "UPDATE inbox SET attempts = attempts + 1, not_before = $2 WHERE arrival = $1 AND state = 'ready'";
    /// What waits of each bot, and since when the oldest does; counted within the index.
    READY_BY_BOT = "SELECT w.bot_id, w.waiting, i.received_at FROM (SELECT bot_id, COUNT(*) AS waiting, \
            MIN(arrival) AS head FROM inbox WHERE state = 'ready' GROUP BY bot_id) w \
        JOIN inbox i ON i.arrival = w.head ORDER BY w.bot_id LIMIT $1";
    COUNT_READY = "SELECT COUNT(*), COALESCE(MIN(received_at), 0) FROM inbox WHERE state = 'ready'";
}

/// Where an update stands when it comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// To be worked on.
    Ready,
    /// Not understood by this release: kept sealed and raw, to be replayed after an upgrade.
    Unparsed,
}

/// An update as ingest hands it over.
#[derive(Debug, Clone)]
pub struct NewUpdate {
    /// Which bot received it.
    pub bot: BotId,
    /// The messenger's id of it.
    pub update_id: i64,
    /// The person's id, or the chat's for what nobody in particular did.
    pub lane: i64,
    /// Where it happened; zero when nowhere.
    pub chat: ChatId,
    /// Who did it; zero for nobody.
    pub person: PersonId,
    /// The topic within a group; zero for none.
    pub topic: i64,
    /// The raw JSON.
    pub body: Vec<u8>,
    /// Whether it was understood.
    pub arrival: Arrival,
}

/// The oldest update of a locked lane.
#[derive(Debug, Clone)]
pub struct Head {
    /// Our order of arrival: the root of every cause key.
    pub arrival: i64,
    /// Which bot.
    pub bot: BotId,
    /// Where.
    pub chat: ChatId,
    /// Who; zero for nobody.
    pub person: PersonId,
    /// The topic; zero for none.
    pub topic: i64,
    /// The raw JSON; `None` when it can't be opened with this key.
    pub body: Option<Vec<u8>>,
    /// Failed tries so far.
    pub attempts: i64,
    /// When it was kept.
    pub received_at_us: i64,
    /// The stored dialogue; one that can't be opened is empty, which no codec takes.
    pub dialogue: Option<Vec<u8>>,
    /// Its version; zero for none.
    pub dialogue_version: i64,
}

/// How an update ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Its effects are in this transaction.
    Done,
    /// Given up after its tries.
    Dead,
    /// Not understood by this release.
    Unparsed,
}

/// What a commit of updates came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// Kept, to be worked on.
    pub ready: u64,
    /// Kept, and not understood.
    pub unparsed: u64,
    /// There already.
    pub duplicate: u64,
}

row! {
    #[derive(Serialize)]
    struct LaneRow {
        bot_id: i64,
        lane: i64,
    }
}

row! {
    struct HeadRow {
        arrival: i64,
        bot_id: i64,
        update_id: i64,
        chat_id: i64,
        person_id: i64,
        topic_id: i64,
        body: String,
        attempts: i64,
        received_at: i64,
        dialogue: String,
        dialogue_version: i64,
    }
}

/// Locks up to `limit` ready lanes and reads the oldest update of each, in order of arrival.
///
/// Locking and reading are two statements: in one, the snapshot is older than the lock and effects double on Postgres.
///
/// # Errors
/// When the database fails.
pub async fn claim_in(tx: &mut Tx, keys: &Keyring, limit: i64, now_us: i64) -> Result<Vec<Head>, StoreError> {
    let lanes: Vec<LaneRow> = if tx.locks_rows() {
        fetch_all!(tx, LaneRow, crate::db::LOCK_READY_LANES, now_us, limit)?
    } else {
        fetch_all!(tx, LaneRow, READY_LANES, now_us, limit)?
    };
    heads_in(tx, keys, &lanes, now_us).await
}

/// The oldest update of each of these lanes, which this transaction holds.
async fn heads_in(tx: &mut Tx, keys: &Keyring, lanes: &[LaneRow], now_us: i64) -> Result<Vec<Head>, StoreError> {
    if lanes.is_empty() {
        return Ok(Vec::new());
    }
    let heads = fetch_all!(tx, HeadRow, HEADS, Rows::of(lanes), now_us)?;
    Ok(heads.iter().map(|row| open(row, keys)).collect())
}

fn open(row: &HeadRow, keys: &Keyring) -> Head {
    let bot = BotId(row.bot_id);
    let key = (bot, row.chat_id, row.person_id, row.topic_id);
    Head {
        arrival: row.arrival,
        bot,
        chat: ChatId(row.chat_id),
        person: PersonId(row.person_id),
        topic: row.topic_id,
        body: keys.open(place(&body_row(bot, row.update_id)), &row.body).ok(),
        attempts: row.attempts,
        received_at_us: row.received_at,
        dialogue: open_dialogue(keys, key, &row.dialogue),
        dialogue_version: row.dialogue_version,
    }
}

/// A stored dialogue: none where there is none, and an empty one where this key does not open it.
fn open_dialogue(keys: &Keyring, key: crate::dialogues::Key, sealed: &str) -> Option<Vec<u8>> {
    (!sealed.is_empty()).then(|| crate::dialogues::open(keys, key, sealed).unwrap_or_default())
}

/// Ends updates in the transaction of their effects.
///
/// # Errors
/// [`StoreError::Stale`] when one of them had ended already, or the database fails.
pub async fn finish_in(tx: &mut Tx, endings: &[(i64, Ending)], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        arrival: i64,
        state: Ending,
    }
    let rows = Rows::of(endings.iter().map(|(arrival, state)| Row { arrival: *arrival, state: *state }));
    if rows.is_empty() {
        return Ok(());
    }
    let expected = rows.count();
    let touched = execute!(tx, FINISH, rows, now_us)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "an update" })) }
}

/// Counts a failed try of an update, and lets its lane wait until then.
///
/// # Errors
/// [`StoreError::Stale`] when it does not wait, or the database fails.
pub async fn retry_later_in(tx: &mut Tx, arrival: i64, not_before_us: i64) -> Result<(), StoreError> {
    let touched = execute!(tx, RETRY_LATER, arrival, not_before_us)?;
    if touched == 1 { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "an update" })) }
}

/// How many updates wait, and since when the oldest does (0 for none).
///
/// # Errors
/// When the database fails.
pub async fn depth_in(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    Ok(fetch_optional!(tx, (i64, i64), COUNT_READY)?.unwrap_or((0, 0)))
}

/// How many updates of each bot wait, and since when the oldest does; a bot of which none waits is not told.
///
/// # Errors
/// When the database fails.
pub async fn depths_in(tx: &mut Tx) -> Result<Vec<(BotId, i64, i64)>, StoreError> {
    let rows = fetch_all!(tx, (i64, i64, i64), READY_BY_BOT, crate::bots::BOTS_MAX)?;
    Ok(rows.into_iter().map(|(bot, waiting, since)| (BotId(bot), waiting, since)).collect())
}

fn body_row(bot: BotId, update_id: i64) -> String {
    format!("{bot}/{update_id}")
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "inbox", row }
}
