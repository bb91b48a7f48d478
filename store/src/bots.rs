//! Bots and their sealed tokens.

use domain::ids::{BotId, CooperativeId};

use crate::seal::Place;
use crate::{Keyring, StoreError, Tx};

statements! {
    /// Whose bot it is never changes: a token under another cooperative's bot is refused.
    PUT = "INSERT INTO bots (bot_id, cooperative_id, username, token, sender_fence, revision) \
        VALUES ($1, $2, $3, $4, 0, 0) \
        ON CONFLICT (bot_id) DO UPDATE SET token = excluded.token, revision = bots.revision + 1, \
            username = CASE WHEN excluded.username = '' THEN bots.username ELSE excluded.username END \
        WHERE bots.cooperative_id = excluded.cooperative_id";
    LIST = "SELECT bot_id, cooperative_id, username, token FROM bots ORDER BY bot_id LIMIT $1";
    /// Only what is news raises the revision.
    SET_USERNAME = "UPDATE bots SET username = $2, revision = revision + 1 WHERE bot_id = $1 AND username <> $2";
    REVISION = "SELECT COUNT(*), CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM bots";
}

/// Bots that one deployment serves at the most.
pub const BOTS_MAX: i64 = 10_000;

/// A bot and the cooperative that it speaks for.
#[derive(Clone)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Bot {
    /// The messenger's id of it.
    pub bot_id: BotId,
    /// For whom it speaks.
    pub cooperative_id: CooperativeId,
    /// Without `@`; empty until the messenger has told it.
    pub username: String,
    /// The secret by which the messenger knows us.
    pub token: String,
}

impl std::fmt::Debug for Bot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bot")
            .field("bot_id", &self.bot_id)
            .field("cooperative_id", &self.cooperative_id)
            .finish_non_exhaustive()
    }
}

/// Adds a bot, or changes its token; an empty username leaves the one that is known.
///
/// # Errors
/// [`StoreError::Stale`] when the bot is another cooperative's, or the database fails.
pub async fn put_in(tx: &mut Tx, keys: &Keyring, bot: &Bot) -> Result<(), StoreError> {
    let sealed = keys.seal(place(&bot.bot_id.to_string()), bot.token.as_bytes());
    let put = execute!(tx, PUT, bot.bot_id.0, bot.cooperative_id.to_string(), bot.username.clone(), sealed)?;
    if put == 1 { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "a bot" })) }
}

/// Which state the bots are in: whatever adds one or changes its token or name makes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revision {
    bots: i64,
    changes: i64,
}

/// The state that the bots are in now.
///
/// # Errors
/// When the database fails.
pub async fn revision_in(tx: &mut Tx) -> Result<Revision, StoreError> {
    let (bots, changes) = fetch_optional!(tx, (i64, i64), REVISION)?.unwrap_or_default();
    Ok(Revision { bots, changes })
}

row! {
    struct BotRow {
        bot_id: i64,
        cooperative_id: String,
        username: String,
        token: String,
    }
}

/// Every bot of this deployment.
///
/// # Errors
/// When a token does not open with this key, or the database fails.
pub async fn list_in(tx: &mut Tx, keys: &Keyring) -> Result<Vec<Bot>, StoreError> {
    let rows = fetch_all!(tx, BotRow, LIST, BOTS_MAX)?;
    rows.into_iter()
        .map(|row| {
            let id = row.bot_id.to_string();
            let corrupt = |column| StoreError::Corrupt { table: "bots", column, row: id.clone() };
            let token = String::from_utf8(keys.open(place(&id), &row.token)?).map_err(|_| corrupt("token"))?;
            Ok(Bot {
                bot_id: BotId(row.bot_id),
                cooperative_id: CooperativeId::parse(&row.cooperative_id).ok_or_else(|| corrupt("cooperative_id"))?,
                username: row.username,
                token,
            })
        })
        .collect()
}

/// Remembers the username that the messenger told.
///
/// # Errors
/// When the database fails.
pub async fn set_username_in(tx: &mut Tx, bot: BotId, username: &str) -> Result<(), StoreError> {
    execute!(tx, SET_USERNAME, bot.0, username.to_owned())?;
    Ok(())
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "bots", row }
}
