//! Which process has which work for which bot: a row is a work that somebody has.
//!
//! A process proves that it lives by raising its beat. Whoever has seen the same beat for a lease's length, by their own
//! watch, buries it: that is one statement which names the beat, so that a beat in between wins. With the process go its
//! leases, and no clock of one machine is compared with another's.

use domain::ids::BotId;
use serde::Serialize;

use crate::{Rows, StoreError, Tx, fences};

statements! {
    /// Whoever has the place now shows that whoever had it before is gone.
    BURY_PLACE = "DELETE FROM replicas WHERE place = $1 AND place <> ''";
    REGISTER = "INSERT INTO replicas (replica_id, place, beat) VALUES ($1, $2, 1)";
    BEAT = "UPDATE replicas SET beat = beat + 1 WHERE replica_id = $1";
    LIVING = "SELECT replica_id, beat FROM replicas ORDER BY replica_id LIMIT $1";
    /// Compared and deleted in one: a beat that was committed before keeps it alive.
    BURY = "DELETE FROM replicas WHERE replica_id = $1 AND beat = $2";
    LEAVE = "DELETE FROM replicas WHERE replica_id = $1";
    /// Bots for which nobody has a work; those first for which this process has another one, so that what a poller brings
    /// in is sent by the same process.
    LIST_FREE = "SELECT b.bot_id FROM bots b LEFT JOIN leases mine ON mine.bot_id = b.bot_id AND mine.holder = $1 \
        WHERE NOT EXISTS (SELECT 1 FROM leases l WHERE l.bot_id = b.bot_id AND l.work = $2) \
        ORDER BY CASE WHEN mine.bot_id IS NULL THEN 1 ELSE 0 END, b.bot_id LIMIT $3";
    /// In one order, so that two who want the same wait for each other one way only.
    TAKE = "INSERT INTO leases (bot_id, work, holder) \
        SELECT CAST(value->>'bot_id' AS BIGINT), $2, $3 FROM jsonb_each($1) WHERE true ORDER BY 1 \
        ON CONFLICT (bot_id, work) DO NOTHING RETURNING bot_id";
    LIST_MINE = "SELECT work, bot_id FROM leases WHERE holder = $1 ORDER BY work, bot_id LIMIT $2";
    GIVE_BACK = "DELETE FROM leases WHERE work = $2 AND holder = $3 \
        AND bot_id IN (SELECT CAST(value->>'bot_id' AS BIGINT) FROM jsonb_each($1))";
}

/// Processes of one deployment that are looked at.
const REPLICAS_MAX: i64 = 64;

/// What one process at a time does for a bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Work {
    /// Asks the messenger for its updates.
    Poll,
    /// Sends its messages.
    Send,
}

impl Work {
    /// As the database keeps it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Send => "send",
        }
    }
}

/// A process that is there, and how often its heart has beaten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Living {
    /// Its id.
    pub replica_id: String,
    /// Its beat.
    pub beat: i64,
}

/// What was taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// The bots, each with its new fence; zero for a work that has none.
    pub bots: Vec<(BotId, i64)>,
    /// Messages of earlier senders of which nobody knows whether they went out.
    pub recovered: usize,
}

#[derive(Serialize)]
struct BotRow {
    bot_id: BotId,
}

/// Bots as rows.
pub(crate) fn rows_of(bots: &[BotId]) -> Rows {
    Rows::of(bots.iter().map(|bot_id| BotRow { bot_id: *bot_id }))
}

/// Makes a process known, and buries whoever had its place before.
///
/// # Errors
/// When the database fails.
pub async fn register_in(tx: &mut Tx, replica: &str, place: &str) -> Result<(), StoreError> {
    execute!(tx, BURY_PLACE, place.to_owned())?;
    execute!(tx, REGISTER, replica.to_owned(), place.to_owned())?;
    Ok(())
}

/// Shows that a process lives, and tells who else does; `None` when it was taken for dead, and has lost all.
///
/// # Errors
/// When the database fails.
pub async fn beat_in(tx: &mut Tx, replica: &str) -> Result<Option<Vec<Living>>, StoreError> {
    // The beat comes last: whoever is paused behind it holds the row against its burial until the server ends the
    // transaction.
    let living = fetch_all!(tx, (String, i64), LIVING, REPLICAS_MAX)?;
    if execute!(tx, BEAT, replica.to_owned())? == 0 {
        return Ok(None);
    }
    Ok(Some(living.into_iter().map(|(replica_id, beat)| Living { replica_id, beat }).collect()))
}

/// Buries a process with all that it had, if its heart has not beaten since; whether it is dead now.
///
/// # Errors
/// When the database fails.
pub async fn bury_in(tx: &mut Tx, seen: &Living) -> Result<bool, StoreError> {
    Ok(execute!(tx, BURY, seen.replica_id.clone(), seen.beat)? > 0)
}

/// Gives back all that a process has.
///
/// # Errors
/// When the database fails.
pub async fn leave_in(tx: &mut Tx, replica: &str) -> Result<(), StoreError> {
    execute!(tx, LEAVE, replica.to_owned())?;
    Ok(())
}

/// Bots for which nobody has this work, up to so many.
///
/// # Errors
/// When the database fails.
pub async fn list_free_in(tx: &mut Tx, replica: &str, work: Work, limit: i64) -> Result<Vec<BotId>, StoreError> {
    let free = fetch_all!(tx, (i64,), LIST_FREE, replica.to_owned(), work.as_str(), limit)?;
    Ok(free.into_iter().map(|(bot,)| BotId(bot)).collect())
}

/// What a process has, as others see it: after an answer was lost, it may be more than the process knows.
///
/// # Errors
/// When the database fails, or a row is corrupt.
pub async fn list_mine_in(tx: &mut Tx, replica: &str, limit: i64) -> Result<Vec<(Work, BotId)>, StoreError> {
    let mine = fetch_all!(tx, (String, i64), LIST_MINE, replica.to_owned(), limit)?;
    let read = |(work, bot): (String, i64)| match work.as_str() {
        "poll" => Ok((Work::Poll, BotId(bot))),
        "send" => Ok((Work::Send, BotId(bot))),
        _ => Err(StoreError::Corrupt { table: "leases", column: "work", row: bot.to_string() }),
    };
    mine.into_iter().map(read).collect()
}

/// Takes a work for those of the bots for which nobody has it. Taking the sending raises each bot's fence, and takes
/// back what was in earlier senders' hands.
///
/// # Errors
/// When the process was taken for dead in between, or the database fails.
pub async fn take_in(tx: &mut Tx, replica: &str, work: Work, bots: &[BotId], now_us: i64) -> Result<Taken, StoreError> {
    if bots.is_empty() {
        return Ok(Taken::default());
    }
    let taken = fetch_all!(tx, (i64,), TAKE, rows_of(bots), work.as_str(), replica.to_owned())?;
    let taken: Vec<BotId> = taken.into_iter().map(|(bot,)| BotId(bot)).collect();
    match work {
        Work::Poll => Ok(Taken { bots: taken.into_iter().map(|bot| (bot, 0)).collect(), recovered: 0 }),
        Work::Send => {
            let (bots, recovered) = fences::take_over_in(tx, &taken, now_us).await?;
            Ok(Taken { bots, recovered })
        }
    }
}

/// Gives a work back for these bots, as far as the process has it.
///
/// # Errors
/// When the database fails.
pub async fn give_back_in(tx: &mut Tx, replica: &str, work: Work, bots: &[BotId]) -> Result<(), StoreError> {
    if !bots.is_empty() {
        execute!(tx, GIVE_BACK, rows_of(bots), work.as_str(), replica.to_owned())?;
    }
    Ok(())
}
