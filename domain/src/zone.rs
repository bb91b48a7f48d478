//! The three legal time zones of Indonesia; none has daylight saving.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A cooperative's zone: its legal day starts at midnight here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Western, UTC+7 (Asia/Jakarta).
    Wib,
    /// Central, UTC+8 (Asia/Makassar).
    Wita,
    /// Eastern, UTC+9 (Asia/Jayapura).
    Wit,
}

impl Zone {
    /// The zone as Indonesians write it after a time of day.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// The name kept in the database and settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wib => "wib",
            Self::Wita => "wita",
            Self::Wit => "wit",
        }
    }

    /// The zone with that name, in either case.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Wib, Self::Wita, Self::Wit].into_iter().find(|zone| zone.as_str().eq_ignore_ascii_case(name))
    }

    /// The instant, told in this zone.
    pub fn local(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        instant.with_timezone(&self.offset())
    }

    /// The instant that a clock on the wall here shows so; `None` at the end of all time.
    pub fn instant(self, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
        wall.and_local_timezone(self.offset()).single().map(|local| local.with_timezone(&Utc))
    }

    fn offset(self) -> FixedOffset {
        let hours = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        FixedOffset::east_opt(hours * 3600).unwrap_or_else(|| unreachable!("7 to 9 hours are in range"))
    }

    /// The legal day of an instant.
    pub fn day(self, instant: DateTime<Utc>) -> NaiveDate {
        self.local(instant).date_naive()
    }
}
