//! Dialogue states: sealed, and saved only over the version that was read.

use domain::ids::BotId;
use serde::Serialize;

use crate::seal::Place;
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    /// A row that moved on meanwhile is not touched, which the count of rows tells.
    SAVE = "INSERT INTO dialogues (bot_id, chat_id, person_id, topic_id, state, version, updated_at) \
        SELECT CAST(value->>'bot_id' AS BIGINT), CAST(value->>'chat_id' AS BIGINT), \
            CAST(value->>'person_id' AS BIGINT), CAST(value->>'topic_id' AS BIGINT), value->>'state', \
            CAST(value->>'version' AS BIGINT) + 1, $2 \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (bot_id, chat_id, person_id, topic_id) DO UPDATE \
            SET state = excluded.state, version = excluded.version, updated_at = excluded.updated_at \
            WHERE dialogues.version = excluded.version - 1";
}

/// Whose dialogue, where: (bot, chat, person, topic).
pub type Key = (BotId, i64, i64, i64);

/// A dialogue to be saved.
#[derive(Debug, Clone)]
pub struct Save {
    /// Which one.
    pub key: Key,
    /// Its new state.
    pub state: Vec<u8>,
    /// The version that was read; zero for none.
    pub read_version: i64,
}

/// Saves dialogues over the versions that were read.
///
/// # Errors
/// [`StoreError::Stale`] when one had moved on, or the database fails.
pub async fn save_in(tx: &mut Tx, keys: &Keyring, saves: &[Save], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        bot_id: BotId,
        chat_id: i64,
        person_id: i64,
        topic_id: i64,
        state: String,
        version: i64,
    }
    let rows = Rows::of(saves.iter().map(|save| {
        let (bot_id, chat_id, person_id, topic_id) = save.key;
        let state = keys.seal(place(&row_of(save.key)), &save.state);
        Row { bot_id, chat_id, person_id, topic_id, state, version: save.read_version }
    }));
    if rows.is_empty() {
        return Ok(());
    }
    let expected = rows.count();
    let touched = execute!(tx, SAVE, rows, now_us)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "a dialogue" })) }
}

/// Opens a stored state.
pub(crate) fn open(keys: &Keyring, key: Key, sealed: &str) -> Result<Vec<u8>, StoreError> {
    keys.open(place(&row_of(key)), sealed)
}

fn row_of((bot, chat, person, topic): Key) -> String {
    format!("{bot}/{chat}/{person}/{topic}")
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "dialogues", row }
}
