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
    /// At least so long a pause.
    least: Duration,
    /// The messenger answered, and we could not keep what it brought: nobody is spared by a longer pause each time, and
    /// people wait.
    is_ours: bool,
    /// What it says about how the messenger sees us, if anything.
    serving: Option<Serving>,
}

impl Failed {
    /// The messenger did not answer well; by itself that says nothing about the bot.
    const fn because(why: &'static str) -> Self {
        Self { why, least: Duration::ZERO, is_ours: false, serving: None }
    }

    /// How long to pause now, after a pause of this length was due, and how long after the next failure.
    fn pauses(&self, due: Duration) -> (Duration, Duration) {
        if self.is_ours {
            return (PAUSE, PAUSE);
        }
        (due.max(self.least), due.saturating_mul(2).min(PAUSE_MAX))
    }
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
                Err(failed) => {
                    if let Some(serving) = failed.serving {
                        tells(serving);
                    }
                    tracing::warn!(bot.id = %self.bot.bot_id, why = failed.why, "polling failed; trying again");
                    let (now, next) = failed.pauses(pause);
                    tokio::time::sleep(now).await;
                    pause = next;
                }
            }
        }
    }
}

/// Keeps what came; the offset behind it, once all of it is durable.
async fn take(bot: &Bot, ingest: &Ingest, outcome: &Outcome) -> Result<Option<i64>, Failed> {
    let failed = |why| Err(Failed::because(why));
    let not_kept = |why| Err(Failed { is_ours: true, ..Failed::because(why) });
    let updates: Vec<&RawValue> = match outcome {
        Outcome::Done(result) => match result.read() {
            Some(updates) => updates,
            None => return failed("not a list"),
        },
        Outcome::Refused { code: 409, .. } => {
            let why = "another poller or a webhook is in use (409)";
            let (least, serving) = (PAUSE_BESIDE_ANOTHER, Some(Serving::Elsewhere));
            return Err(Failed { least, serving, ..Failed::because(why) });
        }
        Outcome::Refused { code: 401, .. } => {
            let why = "the token is not valid (401)";
            return Err(Failed { serving: Some(Serving::Refused), ..Failed::because(why) });
        }
        Outcome::Refused { .. } | Outcome::Migrated(_) => return failed("refused"),
        Outcome::TooMany { retry_after } => {
            let least = Duration::from_secs(*retry_after).min(PAUSE_MAX);
            return Err(Failed { least, ..Failed::because("too many requests") });
        }
        Outcome::NotTaken { why, .. } | Outcome::Unknown(why) => return failed(why),
    };
    let last = updates.iter().filter_map(|update| id_of(update)).max();
    let raw = updates.iter().map(|update| update.get().as_bytes().to_vec());
    let kept: Vec<NewUpdate> = raw.map(|raw| envelope::seal_in(bot.bot_id, raw)).collect();
    match ingest.keep_all(kept).await {
        Kept::Yes => Ok(last.map(|last| last.saturating_add(1))),
        Kept::No => not_kept("the updates could not be kept"),
        Kept::TurnedAway => not_kept("too many updates of this bot wait already"),
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Failed, PAUSE, PAUSE_BESIDE_ANOTHER, PAUSE_MAX};

    /// The pauses after so many failures of one kind.
    fn pauses(failed: &Failed, count: usize) -> Vec<Duration> {
        let mut due = PAUSE;
        (0..count)
            .map(|_| {
                let (now, next) = failed.pauses(due);
                due = next;
                now
            })
            .collect()
    }

    #[test]
    fn only_what_the_messenger_does_wrong_makes_the_pause_grow() {
        let ours = Failed { is_ours: true, ..Failed::because("not kept") };
        assert_eq!(pauses(&ours, 9), [PAUSE; 9]);
        assert_eq!(ours.pauses(PAUSE_MAX), (PAUSE, PAUSE), "also after the messenger's failures");
        let grown = pauses(&Failed::because("refused"), 9);
        assert!(grown.is_sorted() && grown.first() == Some(&PAUSE) && grown.last() == Some(&PAUSE_MAX), "{grown:?}");
        let beside = Failed { least: PAUSE_BESIDE_ANOTHER, ..Failed::because("409") };
        assert_eq!(beside.pauses(PAUSE).0, PAUSE_BESIDE_ANOTHER);
    }
}
