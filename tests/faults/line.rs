//! What a rig came to: a line of a table.

use std::time::Duration;

use crate::judge::Counted;

/// The longest that a person waits for the first answer after a start; a promise to whoever operates it.
const FIRST_ANSWER_MAX: Duration = Duration::from_secs(5);

/// What one run, or several of a kind, came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line {
    /// Faults that happened.
    pub hits: u64,
    /// Messages of which nobody could know whether they went out.
    pub unknown: i64,
    pub counted: Counted,
    /// From a start, or from the end of a fault, to the first answer.
    pub slowest: Duration,
}

impl Line {
    /// The bot came back and answered after so long.
    pub fn answered(&mut self, after: Duration) {
        assert!(after < FIRST_ANSWER_MAX, "the first answer came after {after:?}");
        self.slowest = self.slowest.max(after);
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        let Counted { updates, journals, said, doubled } = other.counted;
        Self {
            hits: self.hits + other.hits,
            unknown: self.unknown + other.unknown,
            counted: Counted {
                updates: self.counted.updates + updates,
                journals: self.counted.journals + journals,
                said: self.counted.said + said,
                doubled: self.counted.doubled + doubled,
            },
            slowest: self.slowest.max(other.slowest),
        }
    }
}
