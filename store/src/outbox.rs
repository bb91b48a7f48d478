//! The durable outbox: what was decided to be said, until the messenger has it.

use std::collections::{HashMap, HashSet};

use domain::ids::{BotId, ChatId};
use serde::{Deserialize, Serialize};

use crate::seal::Place;
use crate::{Keyring, Rows, StoreError, Tx, fences};

pub(crate) mod claims;

pub use claims::{Claim, ClaimTimes, Claimed, Turn, Waiting, Walk, claim_in, find_in};

statements! {
    /// An answer that is wanted in hand is, where its fence stands and nothing of its chat is open: what was decided
    /// before goes before. Its row begins as a claim would leave it. No EXISTS: Postgres may hash all that is open for one.
    ADD_MESSAGES = "WITH w AS MATERIALIZED (SELECT CAST(key AS BIGINT) AS place, \
            CAST(value->>'bot_id' AS BIGINT) AS bot_id, CAST(value->>'chat_id' AS BIGINT) AS chat_id, \
            value->>'cause_key' AS cause_key, value->>'form' AS form, \
            CAST(value->>'after_message_id' AS BIGINT) AS after_message_id, value->>'payload' AS payload, \
            CAST(value->>'paced' AS BIGINT) AS paced, CAST(value->>'fence' AS BIGINT) AS fence FROM jsonb_each($1)), \
        h AS MATERIALIZED (SELECT w.*, CASE WHEN w.fence > 0 \
                AND w.fence = (SELECT b.sender_fence FROM bots b WHERE b.bot_id = w.bot_id) \
                AND (SELECT 1 FROM outbox o WHERE o.bot_id = w.bot_id AND o.chat_id = w.chat_id \
                    AND o.finished_at = 0 LIMIT 1) IS NULL \
            THEN 1 ELSE 0 END AS held FROM w) \
        INSERT INTO outbox (bot_id, chat_id, cause_key, form, after_message_id, payload, state, refused, ambiguous, \
            not_before, lease_until, fence, created_at, finished_at, message_id, error, paced) \
        SELECT bot_id, chat_id, cause_key, form, after_message_id, payload, \
            CASE held WHEN 1 THEN 'sending' ELSE 'pending' END, 0, 0, 0, held * $3, held * fence, $2, 0, 0, '', paced \
        FROM h WHERE true ORDER BY place \
        ON CONFLICT (bot_id, cause_key) DO NOTHING \
        RETURNING outbox_id, bot_id, cause_key, fence, \
            CASE WHEN state = 'sending' THEN COALESCE((SELECT c.last_message_id FROM chats c \
                WHERE c.bot_id = outbox.bot_id AND c.chat_id = outbox.chat_id), 0) ELSE 0 END AS last_message_id, \
            CASE WHEN state = 'sending' THEN COALESCE((SELECT c.screen_message_id FROM chats c \
                WHERE c.bot_id = outbox.bot_id AND c.chat_id = outbox.chat_id), 0) ELSE 0 END AS screen_message_id";
    /// Results, only where this sender still holds the row.
    MARK = "UPDATE outbox SET state = value->>'state', \
            payload = CASE WHEN value->>'state' = 'pending' THEN outbox.payload ELSE '' END, \
            refused = outbox.refused + CAST(value->>'refused' AS BIGINT), \
            ambiguous = outbox.ambiguous + CAST(value->>'ambiguous' AS BIGINT), \
            not_before = CAST(value->>'not_before' AS BIGINT), lease_until = 0, \
            finished_at = CASE WHEN value->>'state' = 'pending' THEN 0 ELSE $2 END, \
            message_id = CAST(value->>'message_id' AS BIGINT), error = value->>'error' \
        FROM jsonb_each($1) \
        WHERE outbox.outbox_id = CAST(value->>'outbox_id' AS BIGINT) AND outbox.state = 'sending' \
            AND outbox.fence = CAST(value->>'fence' AS BIGINT)";
    /// What a chat looks like after a message of ours: its newest message, and which one is the screen.
    MARK_CHATS = "INSERT INTO chats (bot_id, chat_id, last_message_id, screen_message_id, unreachable) \
        SELECT CAST(value->>'bot_id' AS BIGINT), CAST(value->>'chat_id' AS BIGINT), \
            CAST(value->>'last_message_id' AS BIGINT), CAST(value->>'screen_message_id' AS BIGINT), \
            CAST(value->>'unreachable' AS BIGINT) \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (bot_id, chat_id) DO UPDATE SET \
            last_message_id = CASE WHEN excluded.last_message_id > 0 THEN excluded.last_message_id \
                ELSE chats.last_message_id END, \
            screen_message_id = CASE WHEN excluded.last_message_id > 0 THEN excluded.screen_message_id \
                ELSE chats.screen_message_id END, \
            unreachable = excluded.unreachable";
    /// A group became a supergroup.
    MIGRATE_CHAT = "UPDATE outbox SET chat_id = $3 WHERE bot_id = $1 AND chat_id = $2 AND finished_at = 0";
    /// Whoever refused us hears nothing more of what was waiting.
    DROP_CHAT = "UPDATE outbox SET state = 'dead', payload = '', finished_at = $3, error = 'unreachable' \
        WHERE bot_id = $1 AND chat_id = $2 AND finished_at = 0 AND state = 'pending'";
    /// A chat that refuses the very first message has no row yet.
    SET_REACHABLE = "INSERT INTO chats (bot_id, chat_id, last_message_id, screen_message_id, unreachable) \
        VALUES ($1, $2, 0, 0, $3) ON CONFLICT (bot_id, chat_id) DO UPDATE SET unreachable = excluded.unreachable";
    /// What waits of each bot, and since when the oldest does; counted within the index.
    OPEN_BY_BOT = "SELECT w.bot_id, w.waiting, o.created_at FROM (SELECT bot_id, COUNT(*) AS waiting, \
            MIN(outbox_id) AS head FROM outbox WHERE finished_at = 0 GROUP BY bot_id) w \
        JOIN outbox o ON o.outbox_id = w.head ORDER BY w.bot_id LIMIT $1";
    DEPTH = "SELECT COUNT(*), COALESCE(MIN(created_at), 0) FROM outbox WHERE finished_at = 0";
}

/// Ambiguous tries after which a message is given up: the first and at most two more.
pub const AMBIGUOUS_MAX: i64 = 3;

/// How an outgoing row is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A message that stays.
    Message,
    /// The screen of its chat: edited where it is still the last message there, else sent anew.
    Screen,
    /// Any other call, such as answering a callback query.
    Call,
}

/// When a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// An answer to whoever is waiting: it yields to nothing but the messenger.
    AtOnce,
    /// What the bot begins by itself: within the messenger's limits, and behind answers.
    Paced,
}

/// Something to be sent.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// By which bot.
    pub bot: BotId,
    /// To which chat.
    pub chat: ChatId,
    /// Why: unique within the bot.
    pub cause_key: String,
    /// How.
    pub form: Form,
    /// When.
    pub pace: Pace,
    /// The newest incoming message that the step knew of; zero for none.
    pub after_message_id: i64,
    /// `{"method": .., "params": ..}` as JSON.
    pub payload: Vec<u8>,
}

/// The end of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkState {
    /// To be tried again, not before a time.
    Pending,
    /// The messenger has it.
    Sent,
    /// Given up.
    Dead,
    /// A newer screen of the same chat took its place.
    Collapsed,
}

/// What a sender learnt about a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The row.
    pub outbox_id: i64,
    /// The fence under which it was claimed.
    pub fence: i64,
    /// How the try ended.
    pub state: MarkState,
    /// One more definite refusal, or zero.
    pub refused: i64,
    /// One more try of which nobody knows, or zero.
    pub ambiguous: i64,
    /// For [`MarkState::Pending`].
    pub not_before: i64,
    /// What it became; zero for none.
    pub message_id: i64,
    /// Why it is dead; empty otherwise.
    pub error: String,
}

/// A chat after a message of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChatMark {
    /// Which bot.
    pub bot_id: BotId,
    /// Which chat.
    pub chat_id: ChatId,
    /// Our newest message there; zero leaves what was known.
    pub last_message_id: i64,
    /// The screen; taken only together with a newest message.
    pub screen_message_id: i64,
    /// One when the messenger refused us.
    pub unreachable: i64,
}

/// What a sender lets a worker of its own process hand over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hold {
    /// The bots that it sends for, with its fences.
    pub fences: HashMap<BotId, i64>,
    /// Until when the rows are its own.
    pub lease_until_us: i64,
}

impl Hold {
    /// The fence under which each message may be in hand from the beginning; zero for none. What stands behind one that
    /// waits waits, too.
    fn fences_of(&self, messages: &[NewMessage]) -> Vec<i64> {
        let mut waits = HashSet::new();
        let fence = |message: &NewMessage| {
            let chat = (message.bot, message.chat);
            let fence = self.fences.get(&message.bot).copied().unwrap_or(0);
            if fence == 0 || !message.is_own_answer() || waits.contains(&chat) {
                waits.insert(chat);
                return 0;
            }
            fence
        };
        messages.iter().map(fence).collect()
    }
}

impl NewMessage {
    /// An answer in a private chat: answers come there from one lane only, which the transaction holds that decides them.
    pub fn is_own_answer(&self) -> bool {
        self.pace == Pace::AtOnce && self.chat.0 > 0
    }
}

row! {
    struct AddedRow {
        outbox_id: i64,
        bot_id: i64,
        cause_key: String,
        fence: i64,
        last_message_id: i64,
        screen_message_id: i64,
    }
}

/// Keeps messages, each cause once; FIFO within a chat is the order given.
///
/// # Errors
/// When the database fails.
pub async fn add_in(tx: &mut Tx, keys: &Keyring, messages: &[NewMessage], now_us: i64) -> Result<(), StoreError> {
    hand_over_in(tx, keys, messages, &Hold::default(), now_us).await?;
    Ok(())
}

/// Keeps messages as [`add_in`] does; returns those that are in the sender's hands from the beginning, in order.
///
/// # Errors
/// When the database fails.
pub async fn hand_over_in(
    tx: &mut Tx,
    keys: &Keyring,
    messages: &[NewMessage],
    hold: &Hold,
    now_us: i64,
) -> Result<Vec<Claimed>, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        bot_id: BotId,
        chat_id: ChatId,
        cause_key: &'a str,
        form: Form,
        after_message_id: i64,
        payload: String,
        paced: i64,
        fence: i64,
    }
    let fences = hold.fences_of(messages);
    let rows = Rows::of(messages.iter().zip(&fences).map(|(message, fence)| Row {
        bot_id: message.bot,
        chat_id: message.chat,
        cause_key: &message.cause_key,
        form: message.form,
        after_message_id: message.after_message_id,
        payload: keys.seal(place(&row_of(message.bot, &message.cause_key)), &message.payload),
        paced: i64::from(message.pace == Pace::Paced),
        fence: *fence,
    }));
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    if tx.locks_rows() && fences.iter().any(|fence| *fence > 0) {
        fetch_all!(tx, (i64,), crate::db::LOCK_BOTS, rows.clone())?;
    }
    let mut added = fetch_all!(tx, AddedRow, ADD_MESSAGES, rows, now_us, hold.lease_until_us)?;
    added.retain(|row| row.fence > 0);
    added.sort_unstable_by_key(|row| row.outbox_id);
    // A cause that is there twice is written as it was first said.
    let by_cause: HashMap<(i64, &str), &NewMessage> =
        messages.iter().rev().map(|message| ((message.bot.0, message.cause_key.as_str()), message)).collect();
    let message = |row: &AddedRow| by_cause.get(&(row.bot_id, row.cause_key.as_str())).copied();
    Ok(added.into_iter().filter_map(|row| Some(held(message(&row)?, row, now_us))).collect())
}

/// A row as a claim would give it.
fn held(message: &NewMessage, row: AddedRow, now_us: i64) -> Claimed {
    Claimed {
        outbox_id: row.outbox_id,
        bot: message.bot,
        chat: message.chat,
        cause_key: row.cause_key,
        form: message.form,
        pace: message.pace,
        after_message_id: message.after_message_id,
        payload: Some(message.payload.clone()),
        refused: 0,
        ambiguous: 0,
        created_at_us: now_us,
        last_message_id: row.last_message_id,
        screen_message_id: row.screen_message_id,
    }
}

/// Marks what became of claimed rows, and how their chats look now.
///
/// Marking again what was marked before changes nothing: a commit may be done although its answer was lost.
///
/// # Errors
/// [`StoreError::Fenced`] when another sender has taken over a row's bot; then nothing is marked.
pub async fn mark_in(tx: &mut Tx, marks: &[Mark], chats: &[ChatMark], now_us: i64) -> Result<(), StoreError> {
    let rows = Rows::of(marks);
    let expected = rows.count();
    if expected > 0 && execute!(tx, MARK, rows.clone(), now_us)? != expected && fences::are_raised_in(tx, rows).await? {
        return Err(tx.refuse(StoreError::Fenced));
    }
    if !chats.is_empty() {
        execute!(tx, MARK_CHATS, Rows::of(chats))?;
    }
    Ok(())
}

/// Moves what waits for a group to the supergroup that it became.
///
/// # Errors
/// When the database fails.
pub async fn migrate_chat_in(tx: &mut Tx, bot: BotId, from: ChatId, to: ChatId) -> Result<(), StoreError> {
    execute!(tx, MIGRATE_CHAT, bot.0, from.0, to.0)?;
    Ok(())
}

/// Gives up what waits for a chat that refused us.
///
/// # Errors
/// When the database fails.
pub async fn drop_chat_in(tx: &mut Tx, bot: BotId, chat: ChatId, now_us: i64) -> Result<(), StoreError> {
    execute!(tx, DROP_CHAT, bot.0, chat.0, now_us)?;
    Ok(())
}

/// Remembers that a chat takes messages again, or no longer.
///
/// # Errors
/// When the database fails.
pub async fn set_unreachable_in(tx: &mut Tx, bot: BotId, chat: ChatId, unreachable: i64) -> Result<(), StoreError> {
    execute!(tx, SET_REACHABLE, bot.0, chat.0, unreachable)?;
    Ok(())
}

/// How many rows wait to be sent, and since when the oldest does (0 for none).
///
/// # Errors
/// When the database fails.
pub async fn depth_in(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    Ok(fetch_optional!(tx, (i64, i64), DEPTH)?.unwrap_or((0, 0)))
}

/// How many rows of each bot wait to be sent, and since when the oldest does; a bot with none is not told.
///
/// # Errors
/// When the database fails.
pub async fn depths_in(tx: &mut Tx) -> Result<Vec<(BotId, i64, i64)>, StoreError> {
    let rows = fetch_all!(tx, (i64, i64, i64), OPEN_BY_BOT, crate::bots::BOTS_MAX)?;
    Ok(rows.into_iter().map(|(bot, waiting, since)| (BotId(bot), waiting, since)).collect())
}

fn row_of(bot: BotId, cause_key: &str) -> String {
    format!("{bot}/{cause_key}")
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "outbox", row }
}
