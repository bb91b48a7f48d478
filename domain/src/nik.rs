//! The sixteen figures of an Indonesian identity card.
//!
//! They hold a place and a birth date and no check digit: what is malformed can't be a NIK, what is odd may well be one.
//! A NIK stays for life, also where its date is wrong, so that oddities are shown to officers and refuse nobody.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::member::Address;

/// A NIK, well formed.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nik(String);

/// Figures of a NIK.
const FIGURES: usize = 16;
/// What is added to the day of birth of women.
const WOMEN: u32 = 40;
/// Nobody has an identity card of their own before.
const ADULT_YEARS: i32 = 17;

/// What an officer is asked to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NikDoubt {
    /// It says a woman and the person is addressed as Pak, or the other way round.
    Address,
    /// By its date the person would be too young for a card, or more than a hundred years old.
    Age,
}

impl Nik {
    /// Reads a NIK as people type it, with spaces, dots or dashes in between.
    pub fn parse(text: &str) -> Option<Self> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
        if compact.len() != FIGURES || !compact.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let nik = Self(compact);
        let real_day = |year: i32| {
            let (day, month, _) = nik.birth()?;
            NaiveDate::from_ymd_opt(year, month, day)
        };
        let province = nik.figures(0, 2)?;
        let (_, _, year) = nik.birth()?;
        let possible = real_day(1900 + year).or_else(|| real_day(2000 + year)).is_some();
        ((11..=99).contains(&province) && nik.figures(12, 16)? != 0 && possible).then_some(nik)
    }

    fn figures(&self, from: usize, to: usize) -> Option<u32> {
        self.0.get(from..to)?.parse().ok()
    }

    /// Day, month, and the year without its century.
    fn birth(&self) -> Option<(u32, u32, i32)> {
        let day = self.figures(6, 8)?;
        let day = if day > WOMEN { day.saturating_sub(WOMEN) } else { day };
        Some((day, self.figures(8, 10)?, i32::try_from(self.figures(10, 12)?).ok()?))
    }

    fn is_womans(&self) -> bool {
        self.figures(6, 8).is_some_and(|day| day > WOMEN)
    }

    /// What an officer should look at before they believe it.
    pub fn doubts(&self, address: Address, today: NaiveDate) -> Vec<NikDoubt> {
        let other = match address {
            Address::Bu => !self.is_womans(),
            Address::Pak => self.is_womans(),
            Address::Plain => false,
        };
        let address = other.then_some(NikDoubt::Address);
        let age = self.is_of_no_adult(today).then_some(NikDoubt::Age);
        address.into_iter().chain(age).collect()
    }

    fn is_of_no_adult(&self, today: NaiveDate) -> bool {
        let Some((day, month, year)) = self.birth() else { return true };
        // The century is not told: the one that is not in the future.
        let born = [2000, 1900]
            .into_iter()
            .filter_map(|century| NaiveDate::from_ymd_opt(century + year, month, day))
            .find(|born| *born <= today);
        born.is_none_or(|born| {
            let birthday = (today.month(), today.day()) >= (born.month(), born.day());
            today.year() - born.year() - i32::from(!birthday) < ADULT_YEARS
        })
    }

    /// All figures.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `3515••••••••0002`: enough to compare with a card in the hand, too little to use.
    pub fn masked(&self) -> String {
        let (head, tail) = (self.0.get(..4).unwrap_or_default(), self.0.get(12..).unwrap_or_default());
        format!("{head}••••••••{tail}")
    }
}

/// Logs and test failures show only the mask.
impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_malformed_is_no_nik() {
        for (text, read) in [
            ("3515144508680002", true),
            ("3515 1445 0868 0002", true),
            ("3515.14.450868.0002", true),
            ("351514450868000", false),
            ("35151445086800022", false),
            ("351514450868000a", false),
            ("1015144508680002", false),
            ("3515140008680002", false),
            ("3515143208680002", false),
            ("3515147208680002", false),
            ("3515144513680002", false),
            ("3515144508680000", false),
            ("3515143104680002", false),
            // 29 February: 1900 had none, 2000 did.
            ("3515142902000002", true),
            ("3515142902010002", false),
            ("", false),
        ] {
            assert_eq!(Nik::parse(text).is_some(), read, "{text}");
        }
    }

    #[test]
    fn oddities_are_doubts() {
        let woman = Nik::parse("3515144508680002").unwrap();
        let today = day("2026-11-24");
        assert_eq!(woman.doubts(Address::Bu, today), []);
        assert_eq!(woman.doubts(Address::Plain, today), []);
        assert_eq!(woman.doubts(Address::Pak, today), [NikDoubt::Address]);
        let child = Nik::parse("3515140508150002").unwrap();
        assert_eq!(child.doubts(Address::Bu, today), [NikDoubt::Address, NikDoubt::Age]);
        let seventeen = Nik::parse("3515142411090002").unwrap();
        assert_eq!(seventeen.doubts(Address::Pak, today), []);
        assert_eq!(seventeen.doubts(Address::Pak, day("2026-11-23")), [NikDoubt::Age]);
    }

    #[test]
    fn the_middle_is_masked() {
        let nik = Nik::parse("3515144508680002").unwrap();
        assert_eq!(nik.masked(), "3515••••••••0002");
        assert_eq!(format!("{nik:?}"), "Nik(3515••••••••0002)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,20}", figures in "[0-9]{16}") {
            for text in [text, figures] {
                if let Some(nik) = Nik::parse(&text) {
                    prop_assert_eq!(Nik::parse(nik.as_str()), Some(nik.clone()));
                    nik.doubts(Address::Bu, NaiveDate::MAX);
                }
            }
        }
    }
}
