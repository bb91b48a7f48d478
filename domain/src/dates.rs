//! Days and months as each language writes them.

use chrono::{Datelike, NaiveDate};

use crate::locale::Locale;
use crate::month::Month;

const DAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_ID: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn name(names: &[&'static str], index: u32) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// "Senin, 23 November 2026" or "Monday, 23 November 2026".
pub fn long(day: NaiveDate, locale: Locale) -> String {
    let days = match locale {
        Locale::Id => DAYS_ID,
        Locale::En => DAYS_EN,
    };
    let weekday = name(&days, day.weekday().num_days_from_monday());
    format!("{weekday}, {} {}", day.day(), month(Month::of(day), locale))
}

/// "23-11-2026" in both languages: the day first.
pub fn short(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// "November 2026".
pub fn month(month: Month, locale: Locale) -> String {
    let months = match locale {
        Locale::Id => MONTHS_ID,
        Locale::En => MONTHS_EN,
    };
    format!("{} {}", name(&months, month.number() - 1), month.year())
}

/// "Okt" or "Oct", for a button.
pub fn month_short(month: Month, locale: Locale) -> &'static str {
    let months = match locale {
        Locale::Id => SHORT_ID,
        Locale::En => SHORT_EN,
    };
    name(&months, month.number() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monday_in_november() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(long(day, Locale::Id), "Senin, 23 November 2026");
        assert_eq!(long(day, Locale::En), "Monday, 23 November 2026");
        assert_eq!(short(day), "23-11-2026");
        assert_eq!(month(Month::of(day).previous(), Locale::Id), "Oktober 2026");
        assert_eq!(month_short(Month::of(day).previous(), Locale::En), "Oct");
    }

    #[test]
    fn every_day_of_a_week_and_month_of_a_year_has_its_name() {
        let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        for _ in 0..366 {
            for locale in Locale::ALL {
                let text = long(day, locale);
                assert!(!text.starts_with(',') && !text.contains("  "), "{text}");
            }
            day = day.succ_opt().unwrap();
        }
    }
}
