//! What a call's outcome means for its row: pure, so that the table in the tests is the sender's behaviour.

use domain::bug::{Bug, seeded};
use domain::ids::ChatId;
use serde::Deserialize;
use store::outbox::{AMBIGUOUS_MAX, Claimed, Mark, MarkState};

use super::Aftermath;
use crate::telegram::api::Outcome;

/// Microseconds in a second.
const SECOND_US: i64 = 1_000_000;

/// After this long a message that never could be sent is given up: it would tell yesterday's news.
const STALE_AFTER_US: i64 = 24 * 3600 * SECOND_US;

/// The longest wait between two tries, in seconds.
const WAIT_MAX_SECONDS: i64 = 60;

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
        Verdict { mark, aftermath: Aftermath::None, message_id, goes_on: true }
    }

    fn dead(&self, error: &str, aftermath: Aftermath) -> Verdict {
        let goes_on = aftermath == Aftermath::None;
        Verdict { mark: self.mark(MarkState::Dead, error), aftermath, message_id: None, goes_on }
    }

    /// Waits, unless the row is too old to matter.
    fn again(&self, wait_seconds: i64, aftermath: Aftermath) -> Verdict {
        if self.now_us.saturating_sub(self.row.created_at_us) > STALE_AFTER_US {
            return self.dead("never sent", Aftermath::None);
        }
        let not_before = self.now_us.saturating_add(wait_seconds.saturating_mul(SECOND_US));
        let mark = Mark { refused: 1, not_before, ..self.mark(MarkState::Pending, "") };
        Verdict { mark, aftermath, message_id: None, goes_on: false }
    }

    /// A 429 does not say whether the chat or the bot is meant: in a group it is the group's own limit that bites,
    /// in a private chat it is taken for the bot's.
    fn too_many(&self, retry_after: u64) -> Verdict {
        let seconds = i64::try_from(retry_after).unwrap_or(i64::MAX).clamp(1, TOO_MANY_MAX_SECONDS);
        let seconds = if seeded(Bug::RetryAfterIgnored) { 1 } else { seconds };
        let until = self.now_us.saturating_add(seconds.saturating_mul(SECOND_US));
        let aftermath = if self.row.chat.0 < 0 { Aftermath::None } else { Aftermath::Paused(until) };
        self.again(seconds, aftermath)
    }

    /// The token was revoked: the bot waits until it has another one, and nothing of it is lost for a day.
    fn token_refused(&self) -> Verdict {
        let until = self.now_us.saturating_add(TOKEN_WAIT_SECONDS.saturating_mul(SECOND_US));
        self.again(TOKEN_WAIT_SECONDS, Aftermath::Paused(until))
    }

    fn migrated(&self, to: ChatId) -> Verdict {
        self.again(0, Aftermath::Migrated(to))
    }

    fn not_taken(&self) -> Verdict {
        let doublings = u32::try_from(self.row.refused).unwrap_or(u32::MAX).min(6);
        self.again(1_i64.checked_shl(doublings).unwrap_or(WAIT_MAX_SECONDS).min(WAIT_MAX_SECONDS), Aftermath::None)
    }

    /// Repeated, at most twice: a receipt shows its number, so that a rare double is recognised.
    fn unknown(&self) -> Verdict {
        let tried = self.row.ambiguous.saturating_add(1);
        let state = if tried >= AMBIGUOUS_MAX { MarkState::Dead } else { MarkState::Pending };
        let error = if state == MarkState::Dead { "ambiguous" } else { "" };
        let wait = 1_i64.checked_shl(u32::try_from(tried).unwrap_or(0)).unwrap_or(1).saturating_mul(SECOND_US);
        let not_before = if state == MarkState::Dead { 0 } else { self.now_us.saturating_add(wait) };
        let mark =
            Mark { ambiguous: i64::from(!seeded(Bug::AmbiguousNotCounted)), not_before, ..self.mark(state, error) };
        Verdict { mark, aftermath: Aftermath::None, message_id: None, goes_on: state == MarkState::Dead }
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
    fn a_429_in_a_private_chat_pauses_the_bot_and_in_a_group_only_the_group() {
        let paused = |chat| judge(&row(chat, 0, 0), 7, &Outcome::TooMany { retry_after: 3 }, NOW).aftermath;
        assert_eq!(paused(5), Aftermath::Paused(NOW + 3 * SECOND_US));
        assert_eq!(paused(-5), Aftermath::None);
    }

    #[test]
    fn an_ambiguous_send_is_repeated_at_most_twice() {
        let states: Vec<_> = (0..3).map(|tried| check(&row(5, 0, tried), &Outcome::Unknown("timeout")).0).collect();
        assert_eq!(states, [MarkState::Pending, MarkState::Pending, MarkState::Dead]);
    }

    #[test]
    fn waits_without_a_connection_double_up_to_a_minute() {
        let waits: Vec<_> = [0, 1, 2, 5, 6, 60]
            .map(|refused| check(&row(5, refused, 0), &Outcome::NotTaken { code: 502, why: "x" }).1)
            .into();
        assert_eq!(waits, [1, 2, 4, 32, 60, 60]);
    }

    #[test]
    fn a_message_that_never_could_be_sent_for_a_day_is_given_up() {
        let mut old = row(5, 60, 0);
        old.created_at_us = NOW - STALE_AFTER_US - 1;
        assert_eq!(check(&old, &Outcome::NotTaken { code: 0, why: "no connection" }).0, MarkState::Dead);
    }
}
