//! Long polling: the next offset, which tells the messenger to forget, is asked only after the commit.

use std::sync::Arc;
use std::time::Duration;

use domain::bug::{Bug, seeded};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::bots::Bot;
use store::inbox::NewUpdate;
use tokio::time::Instant;

use super::polled::Polled;
use super::{Ingest, Kept};
use crate::crash;
use crate::leases::{Leases, Work};
use crate::metrics::{Metrics, Poll, Serving};
use crate::pauses::Pauses;
use crate::telegram::api::{Api, Outcome, POLL_SECONDS};
use crate::telegram::envelope;
use crate::telegram::told::without_token;

/// The kinds of update that we read.
pub const ALLOWED_UPDATES: &[&str] = &["message", "callback_query", "my_chat_member"];

/// The first pause.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest while the messenger is away, or answers nothing too soon: when that is over, people wait.
const PAUSE_MAX: Duration = Duration::from_secs(5);

/// The longest when a person must mend it first.
const PAUSE_REFUSED_MAX: Duration = Duration::from_secs(30);

/// The least pause when somebody else polls: two who ask again at once only end each other's polls.
const PAUSE_BESIDE_ANOTHER: Duration = Duration::from_secs(3);

/// The longest that is waited because the messenger said so: a figure beyond it is a mistake of somebody's.
const WAIT_MAX: Duration = Duration::from_mins(10);

/// An answer without news before this part of its time came too soon: whoever holds no poll open is asked less often.
const SOON_PART: u32 = 10;

/// What polling one bot needs.
pub struct Poller {
    /// The client.
    pub api: Api,
    /// The bot.
    pub bot: Bot,
    /// Commits updates.
    pub ingest: Ingest,
    /// When it was last answered.
    pub polled: Polled,
    /// Polls are counted.
    pub metrics: Arc<Metrics>,
}

/// Why a poll brought nothing.
struct Failed {
    result: Poll,
    why: &'static str,
    /// At least so long a pause.
    least: Duration,
    /// The longest to which pauses grow.
    most: Duration,
    /// What it says about how the messenger sees us, if anything.
    serving: Option<Serving>,
}

impl Failed {
    /// By itself it says nothing about the bot.
    const fn because(result: Poll, why: &'static str) -> Self {
        Self { result, why, least: Duration::ZERO, most: PAUSE_MAX, serving: None }
    }

    /// The messenger answered, and we could not keep what it brought: nobody is spared by a longer pause each time, and
    /// people wait.
    fn is_ours(&self) -> bool {
        self.result == Poll::NotKept
    }

    /// How long to pause now, after a pause of this length was due, and how long after the next failure.
    fn pauses(&self, due: Duration) -> (Duration, Duration) {
        if self.is_ours() {
            return (PAUSE, PAUSE);
        }
        (due.min(self.most).max(self.least), due.saturating_mul(2).min(self.most))
    }
}

/// How the polls of one run go.
struct Run {
    offset: Option<i64>,
    /// The pause after the next failure.
    pause: Duration,
    /// The pause after the next answer that came too soon.
    early: Pauses,
    /// Whether the last poll was answered well: the first, and one after trouble, only ask whether all is well, so that
    /// this is known at once.
    is_well: bool,
}

impl Poller {
    /// Polls as long as this process has the work; whoever runs it may drop it at any moment, for the offset that was not
    /// asked for is asked for by the next. Tells after each poll whether the messenger takes us for the bot.
    pub async fn run(&self, leases: &Leases, mut tells: impl FnMut(Serving)) {
        let mut run = Run { offset: None, pause: PAUSE, early: Pauses::new(PAUSE, PAUSE_MAX), is_well: false };
        while leases.had().has(Work::Poll, self.bot.bot_id) {
            let held = Duration::from_secs(if run.is_well { POLL_SECONDS } else { 0 });
            let asked = Instant::now();
            let outcome = self.api.get_updates(&self.bot.token, run.offset, held.as_secs(), ALLOWED_UPDATES).await;
            let pause = match take(&self.bot, &self.ingest, &outcome).await {
                Ok(next) => {
                    if next.is_some() {
                        crash::point("polling.before_offset");
                    }
                    tells(Serving::Served);
                    self.polled.answered();
                    self.answered(&mut run, next, asked.elapsed(), held)
                }
                Err(failed) => {
                    if let Some(serving) = failed.serving {
                        tells(serving);
                    }
                    self.failed(&mut run, &failed, &outcome)
                }
            };
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
        }
    }

    /// Notes an answer that came after so long, and says how long to pause after it.
    fn answered(&self, run: &mut Run, next: Option<i64>, after: Duration, held: Duration) -> Duration {
        let is_news = next.is_some() && next != run.offset;
        // Ids may jump down: the newest offset is the one to ask behind, not the highest.
        run.offset = next.or(run.offset);
        run.is_well = true;
        if is_news || !held.is_zero() {
            run.pause = PAUSE;
        }
        let is_early = !is_news && after < held.checked_div(SOON_PART).unwrap_or_default();
        self.metrics.polls.add(if is_early { Poll::Early } else { Poll::Done }, 1);
        if is_early && !seeded(Bug::EarlyPollNotPaused) {
            return run.early.take();
        }
        run.early.reset();
        Duration::ZERO
    }

    /// Notes a failure, and says how long to pause after it.
    fn failed(&self, run: &mut Run, failed: &Failed, outcome: &Outcome) -> Duration {
        self.metrics.polls.add(failed.result, 1);
        if failed.is_ours() {
            self.polled.answered();
        } else {
            run.is_well = false;
        }
        let is_word = !matches!(outcome, Outcome::Done(_));
        let answer = is_word.then(|| without_token(outcome, &self.bot.token));
        tracing::warn!(bot.id = %self.bot.bot_id, why = failed.why, answer, "polling failed; trying again");
        let (now, next) = failed.pauses(run.pause);
        run.pause = next;
        now
    }
}

/// Keeps what came; the offset behind it, once all of it is durable.
async fn take(bot: &Bot, ingest: &Ingest, outcome: &Outcome) -> Result<Option<i64>, Failed> {
    let updates: Vec<&RawValue> = match outcome {
        Outcome::Done(result) => match result.read() {
            Some(updates) => updates,
            None => return Err(Failed::because(Poll::Odd, "not a list")),
        },
        other => return Err(refused(other)),
    };
    let last = updates.iter().filter_map(|update| id_of(update)).max();
    let raw = updates.iter().map(|update| update.get().as_bytes().to_vec());
    let kept: Vec<NewUpdate> = raw.map(|raw| envelope::seal_in(bot.bot_id, raw)).collect();
    match ingest.keep_all(kept).await {
        Kept::Yes => Ok(last.map(|last| last.saturating_add(1))),
        Kept::No => Err(Failed::because(Poll::NotKept, "the updates could not be kept")),
        Kept::TurnedAway => Err(Failed::because(Poll::NotKept, "too many updates of this bot wait already")),
    }
}

/// What an answer without updates means.
fn refused(outcome: &Outcome) -> Failed {
    let for_a_person = |why, serving| Failed {
        most: PAUSE_REFUSED_MAX,
        serving: Some(serving),
        ..Failed::because(Poll::Refused, why)
    };
    match outcome {
        Outcome::Refused { code: 409, .. } => Failed {
            result: Poll::Elsewhere,
            least: PAUSE_BESIDE_ANOTHER,
            ..for_a_person("another poller or a webhook is in use (409)", Serving::Elsewhere)
        },
        Outcome::Refused { code: 401, .. } => for_a_person("the token is not valid (401)", Serving::Refused),
        Outcome::Refused { code: 404, .. } => for_a_person("the token is not known (404)", Serving::Refused),
        Outcome::TooMany { retry_after } => {
            let least = Duration::from_secs(*retry_after).min(WAIT_MAX);
            Failed { least, ..Failed::because(Poll::TooMany, "too many requests") }
        }
        Outcome::Done(_) | Outcome::Refused { .. } | Outcome::Migrated(_) => Failed::because(Poll::Refused, "refused"),
        Outcome::NotTaken { .. } | Outcome::Unknown(_) => Failed::because(Poll::Away, "no answer of the messenger's"),
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

    use super::{Failed, Outcome, PAUSE, PAUSE_BESIDE_ANOTHER, PAUSE_MAX, PAUSE_REFUSED_MAX, Poll, refused};

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

    fn answer(code: i64) -> Failed {
        refused(&Outcome::Refused { code, description: String::new() })
    }

    #[test]
    fn only_what_the_messenger_does_wrong_makes_the_pause_grow() {
        let ours = Failed::because(Poll::NotKept, "not kept");
        assert_eq!(pauses(&ours, 9), [PAUSE; 9]);
        assert_eq!(ours.pauses(PAUSE_MAX), (PAUSE, PAUSE), "also after the messenger's failures");
        let away = refused(&Outcome::Unknown("timeout"));
        for (failed, most) in [(away, PAUSE_MAX), (answer(400), PAUSE_MAX), (answer(401), PAUSE_REFUSED_MAX)] {
            let grown = pauses(&failed, 9);
            assert!(grown.is_sorted() && grown.first() == Some(&PAUSE) && grown.last() == Some(&most), "{grown:?}");
        }
        assert_eq!(pauses(&answer(409), 1), [PAUSE_BESIDE_ANOTHER]);
        assert_eq!(pauses(&answer(409), 9).last(), Some(&PAUSE_REFUSED_MAX));
    }

    #[test]
    fn after_a_refusal_that_lasted_a_messenger_that_is_away_is_asked_soon() {
        let away = refused(&Outcome::NotTaken { code: 502, why: "a page" });
        assert_eq!(away.pauses(PAUSE_REFUSED_MAX), (PAUSE_MAX, PAUSE_MAX));
    }

    #[test]
    fn what_the_messenger_asks_to_wait_is_waited() {
        let wait = |retry_after| refused(&Outcome::TooMany { retry_after }).pauses(PAUSE).0.as_secs();
        assert_eq!([1, 40, 1_000_000].map(wait), [1, 40, 600]);
        assert_eq!(refused(&Outcome::TooMany { retry_after: 0 }).pauses(PAUSE).0, PAUSE);
    }
}
