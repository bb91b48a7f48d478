//! Whether the messenger has answered a poll lately, by this process' own watch.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::crash;

/// How long one answer counts: a poll is held open for less than half of that.
const COUNTS_FOR: Duration = Duration::from_mins(2);

/// When that was, whichever bot it was for: one that the messenger refuses says nothing about the process. Clones are the
/// same.
#[derive(Clone, Default)]
pub struct Polled {
    last: Arc<Mutex<Option<Instant>>>,
}

impl Polled {
    /// The messenger has answered, and well.
    pub fn answered(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether it has, not long ago.
    pub fn is_fresh(&self) -> bool {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        counts(last, Instant::now(), crash::poll_counts_for().unwrap_or(COUNTS_FOR))
    }
}

fn counts(last: Option<Instant>, now: Instant, for_long: Duration) -> bool {
    last.is_some_and(|last| now.saturating_duration_since(last) < for_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_for_two_minutes() {
        let answered = Instant::now();
        let after = |seconds| counts(Some(answered), answered + Duration::from_secs(seconds), COUNTS_FOR);
        assert_eq!([0, 119, 120, 3_600].map(after), [true, true, false, false]);
        assert!(!counts(None, answered, COUNTS_FOR), "before the first");
    }
}
