//! When the bot may speak up by itself. Answers to people go at any hour.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::zone::Zone;

/// The hours in which the bot begins nothing, in the cooperative's zone. Policy, kept as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QuietHours {
    /// Quiet from this hour on, 0 to 23.
    pub from_hour: u8,
    /// Until this hour.
    pub until_hour: u8,
}

/// A part of the day, for a greeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    /// Pagi: before eleven.
    Morning,
    /// Siang: before three.
    Noon,
    /// Sore: before six.
    Afternoon,
    /// Malam.
    Evening,
}

impl QuietHours {
    /// What a cooperative starts with: from eight in the evening to eight in the morning.
    pub const NIGHT: Self = Self { from_hour: 20, until_hour: 8 };

    /// Reads "20-8", "20.00-08.00" or "21:00 sampai 7:00": two different whole hours; 24 is midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let mut times = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ':'))).filter_map(whole_hour);
        let (from_hour, until_hour) = (times.next()?, times.next()?);
        (times.next().is_none() && from_hour != until_hour).then_some(Self { from_hour, until_hour })
    }

    /// Whether it is quiet now.
    pub fn is_quiet(self, now: DateTime<Utc>, zone: Zone) -> bool {
        let hour = zone.local(now).hour();
        let (from, until) = (u32::from(self.from_hour), u32::from(self.until_hour));
        if from <= until { (from..until).contains(&hour) } else { hour >= from || hour < until }
    }

    /// Whether what the bot begins by itself may be said now: by day, Monday to Saturday.
    pub fn may_begin(self, now: DateTime<Utc>, zone: Zone) -> bool {
        zone.local(now).weekday() != Weekday::Sun && !self.is_quiet(now, zone)
    }

    /// The instant at which the quiet of this day ends.
    pub fn morning_of(self, day: NaiveDate, zone: Zone) -> Option<DateTime<Utc>> {
        zone.instant(day.and_hms_opt(u32::from(self.until_hour), 0, 0)?)
    }
}

/// The hour of "20", "20.00" or "20:00"; nothing with minutes.
fn whole_hour(time: &str) -> Option<u8> {
    let (hour, minutes) = time.split_once(['.', ':']).unwrap_or((time, "00"));
    let hour = hour.parse::<u8>().ok().filter(|hour| *hour <= 24 && minutes == "00")?;
    Some(hour.rem_euclid(24))
}

impl DayPart {
    /// The part of the day at this instant.
    pub fn of(now: DateTime<Utc>, zone: Zone) -> Self {
        match zone.local(now).hour() {
            0..=10 => Self::Morning,
            11..=14 => Self::Noon,
            15..=17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_begins_at_night_or_on_a_sunday() {
        for (instant, zone, expected) in [
            // 23 November 2026 is a Monday; Jakarta is seven hours ahead.
            ("2026-11-23T00:59:59Z", Zone::Wib, false),
            ("2026-11-23T01:00:00Z", Zone::Wib, true),
            ("2026-11-23T12:59:59Z", Zone::Wib, true),
            ("2026-11-23T13:00:00Z", Zone::Wib, false),
            ("2026-11-23T12:00:00Z", Zone::Wita, false),
            ("2026-11-22T05:00:00Z", Zone::Wib, false),
            ("2026-11-22T23:30:00Z", Zone::Wit, true),
        ] {
            assert_eq!(QuietHours::NIGHT.may_begin(at(instant), zone), expected, "{instant} {zone:?}");
        }
    }

    #[test]
    fn quiet_hours_may_lie_within_a_day() {
        let siesta = QuietHours { from_hour: 12, until_hour: 14 };
        assert!(siesta.is_quiet(at("2026-11-23T05:30:00Z"), Zone::Wib));
        assert!(!siesta.is_quiet(at("2026-11-23T07:00:00Z"), Zone::Wib));
        let never = QuietHours { from_hour: 8, until_hour: 8 };
        assert!(!never.is_quiet(at("2026-11-23T01:00:00Z"), Zone::Wib));
    }

    #[test]
    fn the_morning_is_the_cooperatives_own() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(QuietHours::NIGHT.morning_of(day, Zone::Wib), Some(at("2026-11-23T01:00:00Z")));
        assert_eq!(QuietHours::NIGHT.morning_of(day, Zone::Wit), Some(at("2026-11-22T23:00:00Z")));
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let hours = |from_hour, until_hour| Some(QuietHours { from_hour, until_hour });
        for (text, read) in [
            ("20-8", hours(20, 8)),
            ("20.00-08.00", hours(20, 8)),
            ("jam 21:00 sampai 7:00", hours(21, 7)),
            ("22 s.d. 24", hours(22, 0)),
            ("20", None),
            ("8-8", None),
            ("20.30-8", None),
            ("20-25", None),
            ("1-2-3", None),
            ("malam", None),
        ] {
            assert_eq!(QuietHours::parse(text), read, "{text}");
        }
    }

    #[test]
    fn a_day_has_four_parts() {
        let part = |hour: u32| DayPart::of(at(&format!("2026-11-23T{:02}:00:00Z", (hour + 17) % 24)), Zone::Wib);
        assert_eq!([8, 11, 15, 18].map(part), [DayPart::Morning, DayPart::Noon, DayPart::Afternoon, DayPart::Evening]);
    }
}
