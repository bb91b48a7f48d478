//! Phone numbers in E.164.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A phone number in its international form: `+6281234567890`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

/// Digits behind the plus: what E.164 allows, and no service number.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Indonesia's country code.
const INDONESIA: &str = "62";

impl Phone {
    /// Reads a number as people of this country write it: `0812-3456-7890`, `812...`, `62812...`, `+62 812...`.
    ///
    /// Without a plus, a zero or 62 in front it is taken as Indonesian; with a plus it may be of any country.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = digits(text)?;
        if text.trim_start().starts_with('+') {
            return Self::international(&digits);
        }
        if let Some(national) = digits.strip_prefix('0') {
            return Self::indonesian(national);
        }
        match digits.strip_prefix(INDONESIA) {
            Some(national) => Self::indonesian(national),
            None => Self::indonesian(&digits),
        }
    }

    /// Reads the number of an account at the messenger: always with its country code, the plus sometimes left out.
    pub fn of_account(text: &str) -> Option<Self> {
        let digits = digits(text)?;
        match digits.strip_prefix('0') {
            Some(national) if !text.trim_start().starts_with('+') => Self::indonesian(national),
            Some(_) => None,
            None => Self::international(&digits),
        }
    }

    fn indonesian(national: &str) -> Option<Self> {
        // Some write the trunk zero behind the country code as well: +62 (0)812.
        let national = national.strip_prefix('0').unwrap_or(national);
        if national.starts_with('0') { None } else { Self::of_digits(&format!("{INDONESIA}{national}")) }
    }

    fn international(digits: &str) -> Option<Self> {
        match digits.strip_prefix(INDONESIA) {
            Some(national) => Self::indonesian(national),
            None => Self::of_digits(digits),
        }
    }

    fn of_digits(digits: &str) -> Option<Self> {
        (DIGITS.contains(&digits.len()) && !digits.starts_with('0')).then(|| Self(format!("+{digits}")))
    }

    /// The number with its plus.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `+62••••••7890`: enough for its owner to know it again, too little for anybody else.
    pub fn masked(&self) -> String {
        let shown = self.0.len().saturating_sub(4);
        let head: String = self.0.chars().take(3).collect();
        let tail: String = self.0.chars().skip(shown).collect();
        format!("{head}{}{tail}", "•".repeat(shown.saturating_sub(3)))
    }
}

/// A number is personal: logs and test failures show only its mask.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

/// The digits of a text that has nothing else but the usual marks.
fn digits(text: &str) -> Option<String> {
    let marks = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')' | '\u{a0}' | '\u{2011}');
    let rest = text.trim_start().strip_prefix('+').unwrap_or(text);
    let compact: String = rest.chars().filter(|c| !marks(*c)).collect();
    (!compact.is_empty() && compact.bytes().all(|byte| byte.is_ascii_digit())).then_some(compact)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn as_people_write_them() {
        for (text, read) in [
            ("0812-3456-7890", Some("+6281234567890")),
            ("+62 812 3456 7890", Some("+6281234567890")),
            ("6281234567890", Some("+6281234567890")),
            ("81234567890", Some("+6281234567890")),
            ("+62 (0)812.3456.7890", Some("+6281234567890")),
            ("+60 12-345 6789", Some("+60123456789")),
            ("0811", None),
            ("", None),
            ("+", None),
            ("nomor saya", None),
            ("0812 3456 7890 1234 5678", None),
            ("00812345678", Some("+62812345678")),
            ("++6281234567890", None),
        ] {
            assert_eq!(Phone::parse(text).as_ref().map(Phone::as_str), read, "{text}");
        }
    }

    #[test]
    fn an_account_always_brings_its_country() {
        for (text, read) in [
            ("6281234567890", Some("+6281234567890")),
            ("+6281234567890", Some("+6281234567890")),
            ("081234567890", Some("+6281234567890")),
            ("819012345678", Some("+819012345678")),
            ("60123456789", Some("+60123456789")),
            ("+0812", None),
        ] {
            assert_eq!(Phone::of_account(text).as_ref().map(Phone::as_str), read, "{text}");
        }
    }

    #[test]
    fn masks_hide_the_middle() {
        let phone = Phone::parse("081234567890").unwrap();
        assert_eq!(phone.masked(), "+62•••••••7890");
        assert_eq!(format!("{phone:?}"), "Phone(+62•••••••7890)");
    }

    proptest! {
        #[test]
        fn a_normal_form_is_read_as_itself(text in "\\PC{0,20}", number in "[+]?[0-9]{0,18}") {
            for text in [text, number] {
                if let Some(phone) = Phone::parse(&text) {
                    prop_assert_eq!(Phone::parse(phone.as_str()), Some(phone.clone()));
                    prop_assert_eq!(Phone::of_account(phone.as_str()), Some(phone));
                }
            }
        }
    }
}
