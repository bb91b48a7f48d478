//! The clock: real in production; in a build with the chat page it can be moved forward by the emulator.

use chrono::{DateTime, Utc};

#[cfg(feature = "demo")]
use std::sync::{Arc, atomic::AtomicI64, atomic::Ordering};

/// Where time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's.
    Real,
    /// The machine's plus these seconds, which the emulator's chat page moves.
    #[cfg(feature = "demo")]
    Shifted(Arc<AtomicI64>),
}

impl Clock {
    /// The instant.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::Real => Utc::now(),
            #[cfg(feature = "demo")]
            Self::Shifted(seconds) => {
                let shift = chrono::TimeDelta::try_seconds(seconds.load(Ordering::Relaxed)).unwrap_or_default();
                Utc::now().checked_add_signed(shift).unwrap_or(DateTime::<Utc>::MAX_UTC)
            }
        }
    }

    /// Microseconds since 1970, as the database keeps instants.
    pub fn now_us(&self) -> i64 {
        self.now().timestamp_micros()
    }
}
