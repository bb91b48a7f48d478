//! Long polling: the next offset, which tells the messenger to forget, is asked only after the commit.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use store::bots::Bot;
use store::inbox::NewUpdate;

use super::{Ingest, Kept};
use crate::crash;
use crate::leases::{Leases, Work};
use crate::metrics::Serving;
use crate::telegram::api::{Api, Outcome};
use crate::telegram::envelope;

/// The kinds of update that we read.
pub const ALLOWED_UPDATES: &[&str] = &["message", "callback_query", "my_chat_member"];

/// The longest pause after a failed poll.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// The first.
const PAUSE: Duration = Duration::from_millis(500);

/// The least pause when somebody else polls: two who ask again at once only end each other's polls.
const PAUSE_BESIDE_ANOTHER: Duration = Duration::from_secs(3);

/// Why a poll failed that the messenger answered well.
const NOT_KEPT: &str = "the updates could not be kept";
const TURNED_AWAY: &str = "too many updates of this bot wait already";

/// What polling one bot needs.
pub struct Poller {
    /// The client.
    pub api: Api,
    /// The bot.
    pub bot: Bot,
    /// Commits updates.
    pub ingest: Ingest,
}

/// Why a poll brought nothing.
struct Failed {
    why: &'static str,
    pause: Duration,
    /// What it says about how the messenger sees us, if anything.
    serving: Option<Serving>,
}

impl Poller {
    /// Polls as long as this process has the work; whoever runs it may drop it at any moment, for the offset that was not
    /// asked for is asked for by the next. Tells after each poll whether the messenger takes us for the bot.
    pub async fn run(&self, leases: &Leases, mut tells: impl FnMut(Serving)) {
        let mut offset = None;
        let mut pause = PAUSE;
        while leases.had().has(Work::Poll, self.bot.bot_id) {
            let outcome = self.api.get_updates(&self.bot.token, offset, ALLOWED_UPDATES).await;
            match take(&self.bot, &self.ingest, &outcome).await {
                Ok(next) => {
                    crash::point("polling.before_offset");
                    offset = next.or(offset);
                    pause = PAUSE;
                    tells(Serving::Served);
                }
                Err(Failed { why, pause: least, serving }) => {
                    if let Some(serving) = serving {
                        tells(serving);
                    }
                    tracing::warn!(bot.id = %self.bot.bot_id, why, "polling failed; trying again");
                    // Our own database is asked again soon: nobody is spared by a long pause, and people wait.
                    let is_ours = matches!(why, NOT_KEPT | TURNED_AWAY);
                    pause = if is_ours { PAUSE } else { pause };
                    tokio::time::sleep(pause.max(least)).await;
                    pause = pause.saturating_mul(2).min(PAUSE_MAX);
                }
            }
        }
    }
}

/// Keeps what came; the offset behind it, once all of it is durable.
async fn take(bot: &Bot, ingest: &Ingest, outcome: &Outcome) -> Result<Option<i64>, Failed> {
    let failed = |why| Err(Failed { why, pause: Duration::ZERO, serving: None });
    let updates: Vec<&RawValue> = match outcome {
        Outcome::Done(result) => match result.read() {
            Some(updates) => updates,
            None => return failed("not a list"),
        },
        Outcome::Refused { code: 409, .. } => {
            let why = "another poller or a webhook is in use (409)";
            return Err(Failed { why, pause: PAUSE_BESIDE_ANOTHER, serving: Some(Serving::Elsewhere) });
        }
        Outcome::Refused { code: 401, .. } => {
            let why = "the token is not valid (401)";
            return Err(Failed { why, pause: Duration::ZERO, serving: Some(Serving::Refused) });
        }
        Outcome::Refused { .. } | Outcome::Migrated(_) => return failed("refused"),
        Outcome::TooMany { retry_after } => {
            let pause = Duration::from_secs(*retry_after).min(PAUSE_MAX);
            return Err(Failed { why: "too many requests", pause, serving: None });
        }
        Outcome::NotSent(why) | Outcome::Unknown(why) => return failed(why),
    };
    let last = updates.iter().filter_map(|update| id_of(update)).max();
    let raw = updates.iter().map(|update| update.get().as_bytes().to_vec());
    let kept: Vec<NewUpdate> = raw.map(|raw| envelope::seal_in(bot.bot_id, raw)).collect();
    match ingest.keep_all(kept).await {
        Kept::Yes => Ok(last.map(|last| last.saturating_add(1))),
        Kept::No => failed(NOT_KEPT),
        Kept::TurnedAway => failed(TURNED_AWAY),
    }
}

/// The messenger's number of an update, whatever else it holds.
fn id_of(update: &RawValue) -> Option<i64> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: i64,
    }
    serde_json::from_str::<Numbered>(update.get()).ok().map(|update| update.update_id)
}
