//! Long polling: the next offset, which tells the messenger to forget, is asked only after the commit.

use std::time::Duration;

use serde_json::Value;
use store::inbox::NewUpdate;
use tokio::sync::watch;

use super::{Ingest, Kept};
use crate::crash;
use crate::telegram::api::{Api, Outcome};
use crate::telegram::envelope;

/// The kinds of update that we read.
pub const ALLOWED_UPDATES: &[&str] = &["message", "callback_query", "my_chat_member"];

/// The longest pause after a failed poll.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// Polls one bot until told to stop.
pub async fn run(api: Api, bot: store::bots::Bot, ingest: Ingest, mut stop: watch::Receiver<bool>) {
    let mut offset = None;
    let mut pause = Duration::from_millis(500);
    while !*stop.borrow() {
        let outcome = tokio::select! {
            outcome = api.get_updates(&bot.token, offset, ALLOWED_UPDATES) => outcome,
            _ = stop.changed() => return,
        };
        match take(&bot, &ingest, &outcome).await {
            Ok(next) => {
                crash::point("polling.before_offset");
                offset = next.or(offset);
                pause = Duration::from_millis(500);
            }
            Err(why) => {
                tracing::warn!(bot.id = %bot.bot_id, why, "polling failed; trying again");
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = stop.changed() => return,
                }
                pause = pause.saturating_mul(2).min(PAUSE_MAX);
            }
        }
    }
}

/// Keeps what came; the offset behind it, once all of it is durable.
async fn take(bot: &store::bots::Bot, ingest: &Ingest, outcome: &Outcome) -> Result<Option<i64>, &'static str> {
    let updates = match outcome {
        Outcome::Done(Value::Array(updates)) => updates,
        Outcome::Done(_) => return Err("not a list"),
        Outcome::Refused { code: 409, .. } => return Err("another poller or a webhook is in use (409)"),
        Outcome::Refused { code: 401, .. } => return Err("the token is not valid (401)"),
        Outcome::Refused { .. } | Outcome::Migrated(_) => return Err("refused"),
        Outcome::TooMany { .. } => return Err("too many requests"),
        Outcome::NotSent(why) | Outcome::Unknown(why) => return Err(why),
    };
    let last = updates.iter().filter_map(|update| update.get("update_id").and_then(Value::as_i64)).max();
    let kept: Vec<NewUpdate> = updates.iter().map(|update| envelope::seal_in(bot.bot_id, raw(update))).collect();
    match ingest.keep_all(kept).await {
        Kept::Yes => Ok(last.map(|last| last.saturating_add(1))),
        Kept::No => Err("the updates could not be kept"),
        Kept::TurnedAway => Err("too many updates of this bot wait already"),
    }
}

fn raw(update: &Value) -> Vec<u8> {
    serde_json::to_vec(update).unwrap_or_default()
}
