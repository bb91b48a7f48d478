//! Updates as they come in: those that can be worked on at once are, in the transaction that keeps them, and only what is
//! not done by its end is written down to be found again.

use std::collections::{HashMap, HashSet};

use domain::ids::{BotId, ChatId, PersonId};
use serde::Serialize;

use super::{Added, Arrival, Head, LaneRow, NewUpdate, body_row, heads_in, open_dialogue, place};
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    /// The lock that a worker takes; it stands before the first update of its lane is seen. In order, so that two ingests
    /// of the same new lanes wait for each other one way only.
    ADD_LANES = "INSERT INTO lanes (bot_id, lane) \
        SELECT DISTINCT CAST(value->>'bot_id' AS BIGINT), CAST(value->>'lane' AS BIGINT) FROM jsonb_each($1) WHERE true \
        ORDER BY 1, 2 ON CONFLICT (bot_id, lane) DO NOTHING";
    /// Deduplicated by (bot, update id) alone, never by a high-water mark: ids restart at random after a quiet week. What
    /// is worked on now is written as done, unless something waits in its lane: that goes first. A scalar finds it: an EXISTS
    /// Postgres may answer by hashing all that waits.
    ADD_UPDATES = "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
            not_before, received_at, finished_at) \
        SELECT CAST(value->>'bot_id' AS BIGINT), CAST(value->>'update_id' AS BIGINT), CAST(value->>'lane' AS BIGINT), \
            CAST(value->>'chat_id' AS BIGINT), CAST(value->>'person_id' AS BIGINT), CAST(value->>'topic_id' AS BIGINT), \
            value->>'body', CASE WHEN value->>'state' = 'done' AND COALESCE((SELECT MIN(h.arrival) FROM inbox h \
                WHERE h.bot_id = CAST(value->>'bot_id' AS BIGINT) AND h.lane = CAST(value->>'lane' AS BIGINT) \
                    AND h.state = 'ready'), 0) > 0 THEN 'ready' ELSE value->>'state' END, \
            0, 0, $2, CASE WHEN value->>'state' = 'done' THEN CAST($2 AS BIGINT) ELSE 0 END \
        FROM jsonb_each($1) WHERE true ORDER BY CAST(key AS BIGINT) \
        ON CONFLICT (bot_id, update_id) DO NOTHING RETURNING state, arrival, bot_id, update_id, \
            CASE state WHEN 'done' THEN COALESCE((SELECT d.state FROM dialogues d WHERE d.bot_id = inbox.bot_id \
                AND d.chat_id = inbox.chat_id AND d.person_id = inbox.person_id AND d.topic_id = inbox.topic_id), '') \
                ELSE '' END AS dialogue, \
            CASE state WHEN 'done' THEN COALESCE((SELECT d.version FROM dialogues d WHERE d.bot_id = inbox.bot_id \
                AND d.chat_id = inbox.chat_id AND d.person_id = inbox.person_id AND d.topic_id = inbox.topic_id), 0) \
                ELSE 0 END AS dialogue_version";
    /// An update that was to be done with this transaction waits after all, and for that has a body.
    PUT_BACK = "UPDATE inbox SET state = 'ready', body = value->>'body', finished_at = 0 FROM jsonb_each($1) \
        WHERE inbox.arrival = CAST(value->>'arrival' AS BIGINT) AND inbox.state IN ('ready', 'done') \
            AND inbox.body = '' AND inbox.finished_at = $2";
}

/// What came of updates that were taken.
#[derive(Debug, Default)]
pub struct Taken {
    /// How many were kept.
    pub added: Added,
    /// Updates to be worked on in this transaction, in order of arrival: at most one of a lane, whose lock it holds.
    pub heads: Vec<Head>,
    /// Those of them that came just now, by their arrival numbers, as places in what was given. They are written down as
    /// done, without their bodies: what is not done must be put back.
    pub fresh: HashMap<i64, usize>,
}

#[derive(Serialize)]
struct Row<'a> {
    bot_id: BotId,
    update_id: i64,
    lane: i64,
    chat_id: ChatId,
    person_id: PersonId,
    topic_id: i64,
    body: String,
    state: &'a str,
}

row! {
    struct AddedRow {
        state: String,
        arrival: i64,
        bot_id: i64,
        update_id: i64,
        dialogue: String,
        dialogue_version: i64,
    }
}

/// Keeps updates, each once, to be worked on later; repeated ones change nothing.
///
/// # Errors
/// When the database fails.
pub async fn add_in(tx: &mut Tx, keys: &Keyring, updates: &[NewUpdate], now_us: i64) -> Result<Added, StoreError> {
    Ok(take_in(tx, keys, updates, 0, now_us).await?.added)
}

/// Keeps updates, each once, and gives those back that are to be worked on in this transaction: the head of each of the
/// first `lanes_max` lanes that nobody else holds.
///
/// # Errors
/// When the database fails.
pub async fn take_in(
    tx: &mut Tx,
    keys: &Keyring,
    updates: &[NewUpdate],
    lanes_max: usize,
    now_us: i64,
) -> Result<Taken, StoreError> {
    if updates.is_empty() {
        return Ok(Taken::default());
    }
    let mut firsts = firsts(updates, lanes_max);
    if tx.locks_rows() {
        let mine = lock_in(tx, updates, &firsts).await?;
        firsts.retain(|at| updates.get(*at).is_some_and(|it| mine.contains(&(it.bot.0, it.lane))));
    }
    let rows = Rows::of(updates.iter().enumerate().map(|(at, update)| row(update, firsts.contains(&at), keys)));
    let count = rows.count();
    let new = fetch_all!(tx, AddedRow, ADD_UPDATES, rows, now_us)?;
    let unparsed = u64::try_from(new.iter().filter(|row| row.state == "unparsed").count()).unwrap_or(u64::MAX);
    let kept = u64::try_from(new.len()).unwrap_or(u64::MAX);
    let added = Added { ready: kept.saturating_sub(unparsed), unparsed, duplicate: count.saturating_sub(kept) };

    // Of an id that is there twice, the first was kept.
    let places = updates.iter().enumerate().rev().map(|(at, it)| ((it.bot.0, it.update_id), at));
    let places: HashMap<(i64, i64), usize> = places.collect();
    let mut taken = Taken { added, ..Taken::default() };
    let mut behind = Vec::new();
    let done = new.iter().filter(|row| row.state == "done").count();
    for row in new {
        let place = places.get(&(row.bot_id, row.update_id)).copied().filter(|at| firsts.contains(at));
        let Some((at, update)) = place.and_then(|at| Some((at, updates.get(at)?))) else { continue };
        if row.state == "done" {
            taken.fresh.insert(row.arrival, at);
            taken.heads.push(head(&row, update, keys, now_us));
        } else {
            behind.push((row.arrival, update));
        }
    }
    if taken.fresh.len() != done {
        return Err(tx.refuse(StoreError::Stale { what: "an update that nobody works on" }));
    }
    if !behind.is_empty() {
        put_back_in(tx, keys, &behind, now_us).await?;
        let lanes: Vec<LaneRow> = behind.iter().map(|(_, update)| lane(update)).collect();
        taken.heads.extend(heads_in(tx, keys, &lanes, now_us).await?);
    }
    taken.heads.sort_unstable_by_key(|head| head.arrival);
    Ok(taken)
}

/// Locks the lanes of these updates, those at the places that are wanted, which nobody else holds; all have a row then.
async fn lock_in(
    tx: &mut Tx,
    updates: &[NewUpdate],
    wanted: &HashSet<usize>,
) -> Result<HashSet<(i64, i64)>, StoreError> {
    let all: HashSet<(i64, i64)> = updates.iter().map(|update| (update.bot.0, update.lane)).collect();
    let lanes = Rows::of(wanted.iter().filter_map(|at| updates.get(*at)).map(lane));
    let mut mine = locked_in(tx, lanes.clone()).await?;
    // Nearly always the lanes are known, and free.
    if mine.len() < all.len() {
        execute!(tx, ADD_LANES, Rows::of(updates.iter().map(lane)))?;
        mine.extend(locked_in(tx, lanes).await?);
    }
    Ok(mine)
}

async fn locked_in(tx: &mut Tx, lanes: Rows) -> Result<HashSet<(i64, i64)>, StoreError> {
    if lanes.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = fetch_all!(tx, LaneRow, crate::db::LOCK_LANES, lanes)?;
    Ok(rows.iter().map(|row| (row.bot_id, row.lane)).collect())
}

/// Lets updates wait that this transaction took at this instant and has not done, each by its arrival number.
///
/// # Errors
/// [`StoreError::Stale`] when one of them was not taken then, or waits already, or the database fails.
pub async fn put_back_in(
    tx: &mut Tx,
    keys: &Keyring,
    undone: &[(i64, &NewUpdate)],
    taken_at_us: i64,
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        arrival: i64,
        body: String,
    }
    let rows = Rows::of(undone.iter().map(|(arrival, update)| Row { arrival: *arrival, body: seal(update, keys) }));
    if rows.is_empty() {
        return Ok(());
    }
    let expected = rows.count();
    let touched = execute!(tx, PUT_BACK, rows, taken_at_us)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "an update that was taken" })) }
}

/// The places of the first update of each lane, of so many lanes.
fn firsts(updates: &[NewUpdate], lanes_max: usize) -> HashSet<usize> {
    let mut lanes = HashSet::new();
    let ready = updates.iter().enumerate().filter(|(_, update)| update.arrival == Arrival::Ready);
    let firsts = ready.filter(|(_, update)| lanes.insert((update.bot, update.lane)));
    firsts.map(|(at, _)| at).take(lanes_max).collect()
}

fn lane(update: &NewUpdate) -> LaneRow {
    LaneRow { bot_id: update.bot.0, lane: update.lane }
}

fn row<'a>(update: &NewUpdate, is_taken: bool, keys: &Keyring) -> Row<'a> {
    let state = match update.arrival {
        Arrival::Unparsed => "unparsed",
        Arrival::Ready if is_taken => "done",
        Arrival::Ready => "ready",
    };
    Row {
        bot_id: update.bot,
        update_id: update.update_id,
        lane: update.lane,
        chat_id: update.chat,
        person_id: update.person,
        topic_id: update.topic,
        body: if is_taken { String::new() } else { seal(update, keys) },
        state,
    }
}

fn seal(update: &NewUpdate, keys: &Keyring) -> String {
    keys.seal(place(&body_row(update.bot, update.update_id)), &update.body)
}

fn head(row: &AddedRow, update: &NewUpdate, keys: &Keyring, now_us: i64) -> Head {
    Head {
        arrival: row.arrival,
        bot: update.bot,
        chat: update.chat,
        person: update.person,
        topic: update.topic,
        body: Some(update.body.clone()),
        attempts: 0,
        received_at_us: now_us,
        dialogue: open_dialogue(keys, (update.bot, update.chat.0, update.person.0, update.topic), &row.dialogue),
        dialogue_version: row.dialogue_version,
    }
}
