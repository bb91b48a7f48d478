//! Real time plus an offset that people can move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Months, Utc};
use tokio::sync::watch;

/// The emulated clock. Clones share one offset.
#[derive(Debug, Clone)]
pub struct Clock {
    offset: Arc<AtomicI64>,
    moved: watch::Sender<i64>,
}

impl Clock {
    pub(crate) fn at_offset(seconds: i64) -> Self {
        Self { offset: Arc::new(AtomicI64::new(seconds)), moved: watch::Sender::new(seconds) }
    }

    /// The emulated instant.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that others are passed")]
    pub fn now(&self) -> DateTime<Utc> {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(real.as_micros()).unwrap_or(i64::MAX);
        let shifted = micros.saturating_add(self.offset_seconds().saturating_mul(1_000_000));
        DateTime::from_timestamp_micros(shifted).unwrap_or_default()
    }

    /// The emulated instant in whole seconds since 1970, as messages carry it.
    pub fn now_seconds(&self) -> i64 {
        self.now().timestamp()
    }

    /// How far the clock stands from real time.
    pub fn offset_seconds(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    /// The shared offset itself, for a bot in the same process that reads the same time.
    pub fn offset_handle(&self) -> Arc<AtomicI64> {
        Arc::clone(&self.offset)
    }

    /// Let time pass.
    pub fn advance(&self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(0);
        let offset = self.offset.fetch_add(seconds, Ordering::Relaxed) + seconds;
        self.moved.send_replace(offset);
    }

    /// Let calendar months pass: from the 31st to the last day of a shorter month.
    pub fn advance_months(&self, months: u32) {
        let now = self.now();
        let later = now.checked_add_months(Months::new(months)).unwrap_or(now);
        self.advance((later - now).to_std().unwrap_or_default());
    }

    /// Put the clock at a given distance from real time.
    pub fn set_offset_seconds(&self, seconds: i64) {
        self.offset.store(seconds, Ordering::Relaxed);
        self.moved.send_replace(seconds);
    }

    /// Tells when the clock was moved by hand.
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.moved.subscribe()
    }
}
