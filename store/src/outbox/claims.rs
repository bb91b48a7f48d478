//! Whose turn it is: chats with something to be sent are found, and rows of the chosen ones claimed.
//!
//! What it costs grows with the chats that are looked at and never with what waits: a walk takes one step into an index
//! for each chat, however many messages are in it. It goes on where the last one ended, so that chats that must wait are
//! in nobody's way.

use domain::ids::{BotId, ChatId};
use serde::Serialize;

use super::{Form, Pace, place, row_of};
use crate::{Keyring, Rows, StoreError, Tx};

/// A walk through the chats of each bot, from behind a chat on, along one of the partial indexes.
macro_rules! walk {
    ($name:literal, $paced:literal) => {
        concat!(
            $name,
            " (bot_id, chat_id, step, most) AS (SELECT bot_id, ",
            $name,
            "_after, 0, ",
            $name,
            "_most FROM mine UNION ALL \
            SELECT w.bot_id, (SELECT MIN(o.chat_id) FROM outbox o WHERE o.state = 'pending' AND o.paced = ",
            $paced,
            " AND o.bot_id = w.bot_id AND o.chat_id > w.chat_id), w.step + 1, w.most \
            FROM ",
            $name,
            " w WHERE w.chat_id IS NOT NULL AND w.step < w.most)"
        )
    };
}

/// The id of a chat's open message at a place; beyond its last one, of none.
macro_rules! open_at {
    ($place:literal) => {
        concat!(
            "COALESCE((SELECT o.outbox_id FROM outbox o WHERE o.bot_id = c.bot_id AND o.chat_id = c.chat_id \
                AND o.finished_at = 0 ORDER BY o.outbox_id LIMIT 1 OFFSET ",
            $place,
            "), 9007199254740991)"
        )
    };
}

statements! {
    /// For each bot that this process sends for, the next chats with answers, and the next with what is paced; of each
    /// chat, where it begins, when its first message may go, and how far one turn reaches.
    FIND_CHATS = concat!(
        "WITH RECURSIVE waiting (bot_id) AS (SELECT MIN(bot_id) FROM outbox WHERE finished_at = 0 UNION ALL \
            SELECT (SELECT MIN(o.bot_id) FROM outbox o WHERE o.finished_at = 0 AND o.bot_id > w.bot_id) \
            FROM waiting w WHERE w.bot_id IS NOT NULL), \
        mine (bot_id, answers_after, answers_most, begun_after, begun_most) AS (SELECT w.bot_id, \
                COALESCE(CAST(t.value->>'answers_after' AS BIGINT), -9007199254740991), \
                COALESCE(CAST(t.value->>'answers_most' AS BIGINT), $3), \
                COALESCE(CAST(t.value->>'begun_after' AS BIGINT), -9007199254740991), \
                COALESCE(CAST(t.value->>'begun_most' AS BIGINT), $4) \
            FROM waiting w JOIN leases l ON l.bot_id = w.bot_id AND l.work = 'send' AND l.holder = $1 \
            LEFT JOIN jsonb_each($2) t ON CAST(t.value->>'bot_id' AS BIGINT) = w.bot_id), ",
        walk!("answers", "0"),
        ", ",
        walk!("begun", "1"),
        ", chats (paced, bot_id, chat_id) AS (SELECT 0, bot_id, chat_id FROM answers \
                WHERE step > 0 AND chat_id IS NOT NULL \
            UNION ALL SELECT 1, bot_id, chat_id FROM begun WHERE step > 0 AND chat_id IS NOT NULL) \
        SELECT CAST(c.paced AS BIGINT) AS paced, c.bot_id, c.chat_id, ",
        open_at!("0"), " AS head, ", open_at!("31"), " AS far, ", open_at!("127"), " AS seen, \
            COALESCE((SELECT CASE WHEN o.state = 'pending' THEN o.not_before ELSE 9007199254740991 END FROM outbox o \
                WHERE o.bot_id = c.bot_id AND o.chat_id = c.chat_id AND o.finished_at = 0 \
                ORDER BY o.outbox_id LIMIT 1), 9007199254740991) AS ready_at, \
            COALESCE((SELECT MAX(o.outbox_id) FROM outbox o WHERE o.bot_id = c.bot_id AND o.chat_id = c.chat_id \
                AND o.state = 'pending' AND o.paced = 0), 0) AS answer \
        FROM chats c"
    );
    /// The chain of a chat is claimed at once, unless anything of the chat is under way or something before it waits.
    /// What was claimed a while ago stands among its first messages, wherever a later commit has put others.
    CLAIM_ROWS = "UPDATE outbox SET state = 'sending', lease_until = $3, \
            fence = (SELECT b.sender_fence FROM bots b WHERE b.bot_id = outbox.bot_id) \
        WHERE state = 'pending' AND outbox_id IN (SELECT o.outbox_id FROM jsonb_each($1) w \
            JOIN bots b ON b.bot_id = CAST(w.value->>'bot_id' AS BIGINT) \
                AND b.sender_fence = CAST(w.value->>'fence' AS BIGINT) \
            JOIN outbox o ON o.bot_id = b.bot_id AND o.chat_id = CAST(w.value->>'chat_id' AS BIGINT) \
                AND o.finished_at = 0 AND o.outbox_id <= CAST(w.value->>'until' AS BIGINT) \
            WHERE o.state = 'pending' AND o.not_before <= $2 AND NOT EXISTS ( \
                SELECT 1 FROM outbox p WHERE p.bot_id = b.bot_id AND p.chat_id = CAST(w.value->>'chat_id' AS BIGINT) \
                    AND p.finished_at = 0 AND p.outbox_id <= CAST(w.value->>'seen' AS BIGINT) \
                    AND (p.state = 'sending' OR (p.outbox_id < o.outbox_id AND p.not_before > $2))) \
            ORDER BY CAST(w.value->>'place' AS BIGINT), o.outbox_id LIMIT $4) \
        RETURNING outbox_id, bot_id, chat_id, cause_key, form, paced, after_message_id, payload, refused, ambiguous, \
            created_at, \
            COALESCE((SELECT c.last_message_id FROM chats c \
                WHERE c.bot_id = outbox.bot_id AND c.chat_id = outbox.chat_id), 0) AS last_message_id, \
            COALESCE((SELECT c.screen_message_id FROM chats c \
                WHERE c.bot_id = outbox.bot_id AND c.chat_id = outbox.chat_id), 0) AS screen_message_id";
}

/// A walk through one bot's chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// It goes on behind this chat.
    pub after: ChatId,
    /// Chats at the most.
    pub most: i64,
}

/// Where the walks of one bot go on, when not from the beginning and as far as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Which bot.
    pub bot: BotId,
    /// Through chats with answers.
    pub answers: Walk,
    /// Through chats with what the bot began.
    pub begun: Walk,
}

/// A chat with something to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which bot.
    pub bot: BotId,
    /// Which chat.
    pub chat: ChatId,
    /// On which walk it was found.
    pub pace: Pace,
    /// When its first message may go; in a far future while that is under way.
    pub ready_at_us: i64,
    /// How far one turn of it reaches.
    until: i64,
    /// How far it was looked at.
    seen: i64,
}

impl Waiting {
    /// One whose first message may go: for tests of what is chosen.
    pub const fn sample(bot: BotId, chat: ChatId, pace: Pace) -> Self {
        Self { bot, chat, pace, ready_at_us: 0, until: 1, seen: 1 }
    }
}

/// A chat that was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    /// The chat.
    pub waiting: Waiting,
    /// The fence that this sender holds for the bot.
    pub fence: i64,
}

/// A row that this sender holds until it marks it.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The row.
    pub outbox_id: i64,
    /// By which bot.
    pub bot: BotId,
    /// To which chat.
    pub chat: ChatId,
    /// Why: for the causes of what follows from it.
    pub cause_key: String,
    /// How.
    pub form: Form,
    /// When.
    pub pace: Pace,
    /// The newest incoming message that the step knew of.
    pub after_message_id: i64,
    /// The JSON; `None` when it can't be opened with this key.
    pub payload: Option<Vec<u8>>,
    /// Tries that were definitely not accepted.
    pub refused: i64,
    /// Tries of which nobody knows.
    pub ambiguous: i64,
    /// When it was decided.
    pub created_at_us: i64,
    /// Our newest message in the chat; zero for none.
    pub last_message_id: i64,
    /// The message that is the screen; zero for none.
    pub screen_message_id: i64,
}

/// The two instants of a claim.
#[derive(Debug, Clone, Copy)]
pub struct ClaimTimes {
    /// Rows that wait beyond it are left.
    pub now_us: i64,
    /// Until when the rows are this sender's.
    pub lease_until_us: i64,
}

row! {
    struct WaitingRow {
        paced: i64,
        bot_id: i64,
        chat_id: i64,
        head: i64,
        far: i64,
        seen: i64,
        ready_at: i64,
        answer: i64,
    }
}

/// The next chats of the bots that this process sends for: first those with answers, then those with what a bot began;
/// of each bot so many of either at the most, unless its turn says otherwise.
///
/// # Errors
/// When the database fails.
pub async fn find_in(
    tx: &mut Tx,
    replica: &str,
    turns: &[Turn],
    (answers, begun): (i64, i64),
) -> Result<Vec<Waiting>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        bot_id: BotId,
        answers_after: ChatId,
        answers_most: i64,
        begun_after: ChatId,
        begun_most: i64,
    }
    let turns = Rows::of(turns.iter().map(|turn| Row {
        bot_id: turn.bot,
        answers_after: turn.answers.after,
        answers_most: turn.answers.most,
        begun_after: turn.begun.after,
        begun_most: turn.begun.most,
    }));
    let found = fetch_all!(tx, WaitingRow, FIND_CHATS, replica.to_owned(), turns, answers, begun)?;
    let mut found: Vec<Waiting> = found.into_iter().map(Waiting::from).collect();
    found.sort_unstable_by_key(|it| (it.pace == Pace::Paced, it.bot, it.chat));
    Ok(found)
}

impl From<WaitingRow> for Waiting {
    fn from(row: WaitingRow) -> Self {
        let paced = row.paced != 0;
        Self {
            bot: BotId(row.bot_id),
            chat: ChatId(row.chat_id),
            pace: if paced { Pace::Paced } else { Pace::AtOnce },
            ready_at_us: row.ready_at,
            // Behind an answer nothing that is paced goes with it; what is before it must, for order's sake.
            until: if paced { row.head } else { row.far.min(row.answer) },
            seen: row.seen,
        }
    }
}

row! {
    struct ClaimedRow {
        outbox_id: i64,
        bot_id: i64,
        chat_id: i64,
        cause_key: String,
        form: String,
        paced: i64,
        after_message_id: i64,
        payload: String,
        refused: i64,
        ambiguous: i64,
        created_at: i64,
        last_message_id: i64,
        screen_message_id: i64,
    }
}

/// Claims the next rows of these chats, the first chats first; in order.
///
/// # Errors
/// When the database fails, or a row is corrupt.
pub async fn claim_in(
    tx: &mut Tx,
    keys: &Keyring,
    chosen: &[Claim],
    times: ClaimTimes,
    limit: i64,
) -> Result<Vec<Claimed>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        bot_id: BotId,
        chat_id: ChatId,
        fence: i64,
        until: i64,
        seen: i64,
        place: usize,
    }
    let chosen = Rows::of(chosen.iter().enumerate().map(|(place, claim)| Row {
        bot_id: claim.waiting.bot,
        chat_id: claim.waiting.chat,
        fence: claim.fence,
        until: claim.waiting.until,
        seen: claim.waiting.seen,
        place,
    }));
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    if tx.locks_rows() {
        fetch_all!(tx, (i64,), crate::db::LOCK_BOTS, chosen.clone())?;
    }
    let mut rows = fetch_all!(tx, ClaimedRow, CLAIM_ROWS, chosen, times.now_us, times.lease_until_us, limit)?;
    rows.sort_by_key(|row| row.outbox_id);
    rows.into_iter().map(|row| open(row, keys)).collect()
}

fn open(row: ClaimedRow, keys: &Keyring) -> Result<Claimed, StoreError> {
    let bot = BotId(row.bot_id);
    let form = match row.form.as_str() {
        "message" => Form::Message,
        "screen" => Form::Screen,
        "call" => Form::Call,
        _ => return Err(StoreError::Corrupt { table: "outbox", column: "form", row: row.outbox_id.to_string() }),
    };
    Ok(Claimed {
        outbox_id: row.outbox_id,
        bot,
        chat: ChatId(row.chat_id),
        payload: keys.open(place(&row_of(bot, &row.cause_key)), &row.payload).ok(),
        cause_key: row.cause_key,
        form,
        pace: if row.paced == 0 { Pace::AtOnce } else { Pace::Paced },
        after_message_id: row.after_message_id,
        refused: row.refused,
        ambiguous: row.ambiguous,
        created_at_us: row.created_at,
        last_message_id: row.last_message_id,
        screen_message_id: row.screen_message_id,
    })
}
