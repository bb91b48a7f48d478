//! Months of the calendar.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A month of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(NaiveDate);

impl Month {
    /// The month with that number (1 to 12) of a year of four digits; `None` for any other.
    pub fn new(year: i32, number: u32) -> Option<Self> {
        if !(1000..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, number, 1).map(Self)
    }

    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 for January.
    pub fn number(self) -> u32 {
        self.0.month()
    }
}

/// `2026-11`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_cross_the_year() {
        let december = Month::new(2026, 12).unwrap();
        assert_eq!(december.next(), Month::new(2027, 1).unwrap());
        assert_eq!(december.next().previous(), december);
        assert_eq!(Month::new(2026, 13), None);
        assert_eq!(Month::of(NaiveDate::from_ymd_opt(2026, 2, 28).unwrap()).to_string(), "2026-02");
    }
}
