//! Pauses that grow while something stays as it is.

use std::time::Duration;

/// Each pause is twice the one before, up to the longest.
#[derive(Debug, Clone, Copy)]
pub struct Pauses {
    first: Duration,
    most: Duration,
    due: Duration,
}

impl Pauses {
    /// From the first to the longest.
    pub const fn new(first: Duration, most: Duration) -> Self {
        Self { first, most, due: first }
    }

    /// The pause that is due now.
    pub fn take(&mut self) -> Duration {
        let due = self.due;
        self.due = due.saturating_mul(2).min(self.most);
        due
    }

    /// It is over: the next time begins with the first again.
    pub const fn reset(&mut self) {
        self.due = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_begin_anew() {
        let mut pauses = Pauses::new(Duration::from_secs(3), Duration::from_secs(15));
        let taken = (0..5).map(|_| pauses.take().as_secs()).collect::<Vec<_>>();
        assert_eq!(taken, [3, 6, 12, 15, 15]);
        pauses.reset();
        assert_eq!(pauses.take().as_secs(), 3);
    }
}
