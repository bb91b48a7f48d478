//! What a call's outcome means for its row: pure, so that the table in the tests is the sender's behaviour.

use domain::bug::{Bug, seeded};
use domain::ids::ChatId;
use serde::Deserialize;
use store::outbox::{AMBIGUOUS_MAX, Claimed, Mark, MarkState};

use super::Aftermath;
use super::weather::Heard;
use crate::crash;
use crate::telegram::api::Outcome;

/// Microseconds in a second.
const SECOND_US: i64 = 1_000_000;

/// After this long a message that never could be sent is given up: it would tell yesterday's news.
const STALE_AFTER_US: i64 = 24 * 3600 * SECOND_US;

/// The longest wait between two tries of what nobody took, in seconds.
const WAIT_MAX_SECONDS: i64 = 30;

/// How long a message of which nobody knows waits after its first try and after its second, in seconds: most answers are
/// lost one at a time, and what loses two of one message may last for a while. After the third it is given up.
const UNKNOWN_WAITS_SECONDS: [i64; 2] = [2, 180];

/// The longest wait that the messenger is believed: beyond it the message is stale anyhow.
const TOO_MANY_MAX_SECONDS: i64 = 24 * 3600;

/// How long a bot whose token is refused waits before the next try, in seconds.
const TOKEN_WAIT_SECONDS: i64 = 2;

/// What is to be done with a row after a try.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// For the row.
    pub mark: Mark,
    /// Beyond the row.
    pub(super) aftermath: Aftermath,
    /// Of the messenger.
    pub(super) heard: Heard,
    /// The message that it became; `None` for a call that makes none, or when it was not sent.
    pub message_id: Option<i64>,
    /// Whether the rest of the chat's rows may follow now.
    pub goes_on: bool,
}

/// What a call made, when it was a message.
#[derive(Deserialize)]
struct Made {
    message_id: i64,
}

/// Judges a try of a row that was claimed under `fence`.
pub fn judge(row: &Claimed, fence: i64, outcome: &Outcome, now_us: i64) -> Verdict {
    let verdict = Draft { row, fence, now_us };
    match outcome {
        Outcome::Done(result) => verdict.sent(result.read::<Made>().map(|made| made.message_id)),
        Outcome::TooMany { retry_after } => verdict.too_many(*retry_after),
        Outcome::Migrated(to) => verdict.migrated(ChatId(*to)),
        Outcome::Refused { code, description } if is_fine(*code, description) => verdict.sent(None),
        Outcome::Refused { code: 401, .. } => verdict.token_refused(),
        Outcome::Refused { code: 403, .. } => verdict.dead("unreachable", Aftermath::Unreachable),
        Outcome::Refused { description, .. } if description.contains("chat not found") => {
            verdict.dead("unreachable", Aftermath::Unreachable)
        }
        Outcome::Refused { code, .. } => verdict.dead(refusal(*code), Aftermath::None),
        Outcome::NotTaken { .. } if seeded(Bug::OutageCostsTries) => verdict.unknown(),
        Outcome::NotTaken { .. } => verdict.not_taken(),
        Outcome::Unknown(_) => verdict.unknown(),
    }
}

/// Refusals that mean that what was wanted is so already, or that nobody waits for it any more.
fn is_fine(code: i64, description: &str) -> bool {
    code == 400
        && ["message is not modified", "query is too old", "query ID is invalid"]
            .iter()
            .any(|words| description.contains(words))
}

/// A refusal without the messenger's words: they may quote what was sent.
const fn refusal(code: i64) -> &'static str {
    match code {
        400 => "refused: 400",
        404 => "refused: 404",
        _ => "refused",
    }
}

struct Draft<'a> {
    row: &'a Claimed,
    fence: i64,
    now_us: i64,
}

impl Draft<'_> {
    fn mark(&self, state: MarkState, error: &str) -> Mark {
        Mark {
            outbox_id: self.row.outbox_id,
            fence: self.fence,
            state,
            refused: 0,
            ambiguous: 0,
            not_before: 0,
            message_id: 0,
            error: error.to_owned(),
        }
    }

    fn sent(&self, message_id: Option<i64>) -> Verdict {
        let mark = Mark { message_id: message_id.unwrap_or(0), ..self.mark(MarkState::Sent, "") };
        Verdict { mark, aftermath: Aftermath::None, heard: Heard::Word, message_id, goes_on: true }
    }

    fn dead(&self, error: &str, aftermath: Aftermath) -> Verdict {
        let goes_on = aftermath == Aftermath::None;
        let mark = self.mark(MarkState::Dead, error);
        Verdict { mark, aftermath, heard: Heard::Word, message_id: None, goes_on }
    }

    /// Waits, unless the row is too old to matter.
    fn again(&self, wait_seconds: i64, aftermath: Aftermath, heard: Heard) -> Verdict {
        if self.now_us.saturating_sub(self.row.created_at_us) > STALE_AFTER_US {
            return Verdict { heard, ..self.dead("never sent", Aftermath::None) };
        }
        let mark = Mark { refused: 1, not_before: self.after(wait_seconds), ..self.mark(MarkState::Pending, "") };
        Verdict { mark, aftermath, heard, message_id: None, goes_on: false }
    }

    fn after(&self, seconds: i64) -> i64 {
        self.now_us.saturating_add(seconds.saturating_mul(SECOND_US))
    }

    fn too_many(&self, retry_after: u64) -> Verdict {
        let seconds = i64::try_from(retry_after).unwrap_or(i64::MAX).clamp(1, TOO_MANY_MAX_SECONDS);
        let seconds = if seeded(Bug::RetryAfterIgnored) { 1 } else { seconds };
        self.again(seconds, Aftermath::None, Heard::Wait(self.after(seconds)))
    }

    /// The token was revoked: the bot waits until it has another one, and nothing of it is lost for a day.
    fn token_refused(&self) -> Verdict {
        let until = self.after(TOKEN_WAIT_SECONDS);
        self.again(TOKEN_WAIT_SECONDS, Aftermath::Paused(until), Heard::Word)
    }

    fn migrated(&self, to: ChatId) -> Verdict {
        self.again(0, Aftermath::Migrated(to), Heard::Word)
    }

    fn not_taken(&self) -> Verdict {
        let doublings = u32::try_from(self.row.refused).unwrap_or(u32::MAX).min(6);
        let wait = 1_i64.checked_shl(doublings).unwrap_or(WAIT_MAX_SECONDS).min(WAIT_MAX_SECONDS);
        self.again(wait, Aftermath::None, Heard::Silence)
    }

    /// Repeated, at most twice: a receipt shows its number, so that a rare double is recognised.
    fn unknown(&self) -> Verdict {
        let tried = self.row.ambiguous.saturating_add(1);
        let wait =
            usize::try_from(self.row.ambiguous).ok().and_then(|before| UNKNOWN_WAITS_SECONDS.get(before).copied());
        let wait = wait.filter(|_| tried < AMBIGUOUS_MAX);
        let wait = if seeded(Bug::OutageCostsTries) { wait.map(|wait| wait.min(4)) } else { wait };
        let (state, error) = if wait.is_some() { (MarkState::Pending, "") } else { (MarkState::Dead, "ambiguous") };
        let not_before = wait.map_or(0, |wait| self.after(crash::unknown_wait().unwrap_or(wait)));
        let mark =
            Mark { ambiguous: i64::from(!seeded(Bug::AmbiguousNotCounted)), not_before, ..self.mark(state, error) };
        let goes_on = state == MarkState::Dead;
        Verdict { mark, aftermath: Aftermath::None, heard: Heard::Silence, message_id: None, goes_on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::BotId;
    use store::outbox::{Form, Pace};

    const NOW: i64 = 1_000 * SECOND_US;

    fn row(chat: i64, refused: i64, ambiguous: i64) -> Claimed {
        Claimed {
            outbox_id: 1,
            bot: BotId(1),
            chat: ChatId(chat),
            cause_key: "in:1:0".to_owned(),
            form: Form::Message,
            pace: Pace::AtOnce,
            after_message_id: 0,
            payload: None,
            refused,
            ambiguous,
            created_at_us: NOW,
            last_message_id: 0,
            screen_message_id: 0,
        }
    }

    /// (state, seconds to wait, goes on)
    fn check(row: &Claimed, outcome: &Outcome) -> (MarkState, i64, bool) {
        let verdict = judge(row, 7, outcome, NOW);
        assert_eq!(verdict.mark.fence, 7);
        let wait = if verdict.mark.not_before == 0 { 0 } else { (verdict.mark.not_before - NOW) / SECOND_US };
        (verdict.mark.state, wait, verdict.goes_on)
    }

    fn refused(code: i64, description: &str) -> Outcome {
        Outcome::Refused { code, description: description.to_owned() }
    }

    #[test]
    fn each_outcome_has_its_verdict() {
        let private = row(5, 0, 0);
        let table: &[(Outcome, (MarkState, i64, bool))] = &[
            (Outcome::Done((&serde_json::json!({"message_id": 9})).into()), (MarkState::Sent, 0, true)),
            (refused(400, "Bad Request: message is not modified"), (MarkState::Sent, 0, true)),
            (refused(400, "Bad Request: query is too old and .."), (MarkState::Sent, 0, true)),
            (refused(400, "Bad Request: can't parse entities"), (MarkState::Dead, 0, true)),
            (refused(403, "Forbidden: bot was blocked by the user"), (MarkState::Dead, 0, false)),
            (refused(400, "Bad Request: chat not found"), (MarkState::Dead, 0, false)),
            (refused(401, "Unauthorized"), (MarkState::Pending, TOKEN_WAIT_SECONDS, false)),
            (Outcome::TooMany { retry_after: 3 }, (MarkState::Pending, 3, false)),
            (Outcome::TooMany { retry_after: u64::MAX }, (MarkState::Pending, TOO_MANY_MAX_SECONDS, false)),
            (Outcome::NotTaken { code: 0, why: "no connection" }, (MarkState::Pending, 1, false)),
            (Outcome::Unknown("timeout"), (MarkState::Pending, 2, false)),
        ];
        for (outcome, expected) in table {
            assert_eq!(&check(&private, outcome), expected, "{outcome:?}");
        }
    }

    #[test]
    fn what_was_heard_of_the_messenger_is_told_beside_the_row() {
        let heard = |outcome: &Outcome| judge(&row(5, 0, 0), 7, outcome, NOW).heard;
        assert_eq!(heard(&refused(400, "can't parse entities")), Heard::Word, "a no is a word");
        assert_eq!(heard(&Outcome::TooMany { retry_after: 3 }), Heard::Wait(NOW + 3 * SECOND_US));
        assert_eq!(heard(&Outcome::NotTaken { code: 502, why: "a page" }), Heard::Silence);
        assert_eq!(heard(&Outcome::Unknown("timeout")), Heard::Silence);
    }

    #[test]
    fn what_nobody_took_is_never_given_up_within_a_day_and_what_is_unknown_only_over_minutes() {
        crash::plant_bug().unwrap();
        let (mut refused, mut waited) = (0, 0);
        while waited < 23 * 3600 {
            let (state, wait, _) = check(&row(5, refused, 2), &Outcome::NotTaken { code: 200, why: "a page" });
            assert_eq!(state, MarkState::Pending, "the {refused}. try, after {waited} s");
            (refused, waited) = (refused + 1, waited + wait);
        }
        let unknown = Outcome::Unknown("connection lost");
        let over: i64 = (0..2).map(|tried| check(&row(5, 0, tried), &unknown).1).sum();
        assert!(over > 120, "the third try comes after {over} s");
    }

    #[test]
    fn an_ambiguous_send_is_repeated_at_most_twice() {
        let states: Vec<_> = (0..3).map(|tried| check(&row(5, 0, tried), &Outcome::Unknown("timeout")).0).collect();
        assert_eq!(states, [MarkState::Pending, MarkState::Pending, MarkState::Dead]);
    }

    #[test]
    fn waits_without_a_connection_double_up_to_half_a_minute() {
        let waits: Vec<_> = [0, 1, 2, 5, 6, 60]
            .map(|refused| check(&row(5, refused, 0), &Outcome::NotTaken { code: 502, why: "x" }).1)
            .into();
        assert_eq!(waits, [1, 2, 4, 30, 30, 30]);
    }

    #[test]
    fn a_message_that_never_could_be_sent_for_a_day_is_given_up() {
        let mut old = row(5, 60, 0);
        old.created_at_us = NOW - STALE_AFTER_US - 1;
        assert_eq!(check(&old, &Outcome::NotTaken { code: 0, why: "no connection" }).0, MarkState::Dead);
    }
}
