//! Phone numbers in E.164.
//!
//! Whoever has a member's phone can link the membership, so that a number is read whole or not at all: nothing is
//! dropped from the middle of one, and what may be another country's is asked about.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A phone number in its international form: `+6281234567890`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneFault {
    /// It is something else.
    NotANumber,
    /// `6.28123E+11`: a spreadsheet took it for a quantity, and its last figures are gone.
    Shortened,
    /// Two numbers, or one with an extension or a word beside it.
    Several,
    /// Neither a zero nor a plus nor 62 stands in front, and it is no mobile number of this country.
    NoCountry,
    /// It is a mobile number of this country without its zero, or another country's without its plus.
    TwoCountries,
    /// It has too few or too many figures.
    Length,
}

/// What a mobile number without a zero, a plus or 62 in front is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bare {
    /// Of this country where it can't be another's; otherwise it is asked about.
    Asked,
    /// Of this country: whoever brings it has said that a spreadsheet took the zeros.
    Indonesian,
}

/// Digits behind the plus: what E.164 allows, and no service number.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Indonesia's country code.
const INDONESIA: &str = "62";
/// Digits behind the country code of a mobile number, which begins with 8.
const MOBILE_DIGITS: std::ops::RangeInclusive<usize> = 9..=12;
/// Digits behind the country code of any other.
const LANDLINE_DIGITS: std::ops::RangeInclusive<usize> = 8..=11;
/// Areas with two figures, whose numbers are longer.
const SHORT_AREAS: [&str; 5] = ["21", "22", "24", "31", "61"];
const SHORT_AREA_DIGITS_MIN: usize = 9;
/// More digits than this before a point are no group of a number, but all of it.
const QUANTITY_DIGITS_MIN: usize = 7;

impl Phone {
    /// Reads a number as people of this country write it: `0812-3456-7890`, `812...`, `62812...`, `+62 812...`; with a
    /// plus it may be of any country.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text, Bare::Asked).ok()
    }

    /// The same, with what is wrong otherwise.
    ///
    /// # Errors
    /// What keeps the text from being one number.
    pub fn read(text: &str, bare: Bare) -> Result<Self, PhoneFault> {
        let text = text.trim();
        if is_exponent(text) {
            return Err(PhoneFault::Shortened);
        }
        let (has_plus, body) = text.strip_prefix('+').map_or((false, text), |body| (true, body));
        // A column of numbers with an empty cell among them is exported as decimals.
        let body = without_decimals(body).unwrap_or(body);
        let groups = groups(body, is_mark)?;
        let read = |digits: &str| if has_plus { Self::international(digits) } else { Self::national(digits, bare) };
        let all = read(&groups.concat());
        // "0811-234567-12": a number ends before the last group, which is an extension, or another number.
        if let [before @ .., last] = groups.as_slice() {
            let ends_before = !before.is_empty() && read(&before.concat()).is_ok();
            let is_shorter = before.last().is_some_and(|group| last.len() < group.len());
            if ends_before && (is_shorter || all.is_err()) {
                return Err(PhoneFault::Several);
            }
        }
        all
    }

    /// Whether somebody meant a number by this text, with its country or without.
    pub fn is_meant(text: &str) -> bool {
        matches!(Self::read(text, Bare::Asked), Ok(_) | Err(PhoneFault::NoCountry | PhoneFault::TwoCountries))
    }

    /// Reads the number of an account at the messenger: always with its country code, the plus sometimes left out.
    pub fn of_account(text: &str) -> Option<Self> {
        let text = text.trim();
        let (has_plus, body) = text.strip_prefix('+').map_or((false, text), |body| (true, body));
        // A point is no mark of the messenger's: "81200000001.0" must not become a number with one figure more.
        let digits = groups(body, |c| c != '.' && is_mark(c)).ok()?.concat();
        let national = match digits.strip_prefix('0') {
            Some(_) if has_plus => return None,
            Some(national) => Some(national),
            None => digits.strip_prefix(INDONESIA),
        };
        match national {
            Some(national) => {
                let national = national.strip_prefix('0').unwrap_or(national);
                if national.starts_with('0') { None } else { Self::of_digits(&format!("{INDONESIA}{national}")) }
            }
            None => Self::of_digits(&digits),
        }
    }

    /// A number that was kept, in its normal form; it is taken as it is, whatever would be taken today.
    pub fn kept(text: &str) -> Option<Self> {
        text.strip_prefix('+')
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(Self::of_digits)
    }

    /// A number without a plus in front.
    fn national(digits: &str, bare: Bare) -> Result<Self, PhoneFault> {
        if let Some(abroad) = digits.strip_prefix("00") {
            return match abroad.strip_prefix(INDONESIA) {
                Some(national) => Self::indonesian(national),
                None => Err(PhoneFault::NoCountry),
            };
        }
        if let Some(national) = digits.strip_prefix('0') {
            // No area begins so: it is Malaysia's code behind a zero that somebody put before a whole column.
            return if national.starts_with("60") { Err(PhoneFault::NoCountry) } else { Self::indonesian(national) };
        }
        if let Some(national) = digits.strip_prefix(INDONESIA) {
            return Self::indonesian(national);
        }
        if digits.len() < *DIGITS.start() {
            return Err(PhoneFault::Length);
        }
        if !is_mobile_prefix(digits) {
            return Err(PhoneFault::NoCountry);
        }
        if bare == Bare::Asked && is_mobile_abroad(digits) {
            return Err(PhoneFault::TwoCountries);
        }
        Self::indonesian(digits)
    }

    fn indonesian(national: &str) -> Result<Self, PhoneFault> {
        // Some write the trunk zero behind the country code as well: +62 (0)812.
        let national = national.strip_prefix('0').unwrap_or(national);
        let long_enough = match national.as_bytes().first() {
            Some(b'8') => MOBILE_DIGITS.contains(&national.len()),
            Some(b'2'..=b'9') => {
                let is_short_area = SHORT_AREAS.iter().any(|area| national.starts_with(area));
                LANDLINE_DIGITS.contains(&national.len()) && (!is_short_area || national.len() >= SHORT_AREA_DIGITS_MIN)
            }
            Some(_) | None => false,
        };
        let phone = long_enough.then(|| Self::of_digits(&format!("{INDONESIA}{national}")));
        phone.flatten().ok_or(PhoneFault::Length)
    }

    fn international(digits: &str) -> Result<Self, PhoneFault> {
        match digits.strip_prefix(INDONESIA) {
            Some(national) => Self::indonesian(national),
            None => Self::of_digits(digits).ok_or(PhoneFault::Length),
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

/// What people put between the figures of one number.
fn is_mark(c: char) -> bool {
    (c.is_whitespace() && c != '\n' && c != '\r')
        || matches!(c, '-' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The groups of figures of a text that has nothing else but marks between them.
fn groups(text: &str, is_mark: impl Fn(char) -> bool) -> Result<Vec<&str>, PhoneFault> {
    let mut groups = text.split(&is_mark).filter(|group| !group.is_empty());
    if groups.clone().next().is_none() {
        return Err(PhoneFault::NotANumber);
    }
    if groups.all(|group| group.bytes().all(|byte| byte.is_ascii_digit())) {
        return Ok(text.split(is_mark).filter(|group| !group.is_empty()).collect());
    }
    let starts_with_figures = text.trim_start_matches(&is_mark).starts_with(|c: char| c.is_ascii_digit());
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    Err(if starts_with_figures && figures >= *DIGITS.start() { PhoneFault::Several } else { PhoneFault::NotANumber })
}

/// A quantity as a spreadsheet shortens it: `6.28123E+11`, `6,28123e11`.
fn is_exponent(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(figures, power)| {
        let decimal = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-');
        figures.starts_with(|c: char| c.is_ascii_digit() || c == '+')
            && figures.chars().all(decimal)
            && power.ends_with(|c: char| c.is_ascii_digit())
            && power.chars().all(decimal)
    })
}

/// `81200000001.0` without the decimals, which say nothing.
fn without_decimals(text: &str) -> Option<&str> {
    let (whole, decimals) = text.split_once(['.', ','])?;
    let is_whole = whole.len() >= QUANTITY_DIGITS_MIN && whole.bytes().all(|byte| byte.is_ascii_digit());
    (is_whole && !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0')).then_some(whole)
}

/// Whether mobile numbers of this country begin so, without their zero.
fn is_mobile_prefix(digits: &str) -> bool {
    let Some([b'8', second, third]) = digits.as_bytes().first_chunk() else { return false };
    match second {
        b'1' | b'8' => matches!(third, b'1'..=b'9'),
        b'2' => matches!(third, b'1'..=b'3' | b'8'),
        b'3' => matches!(third, b'1'..=b'3' | b'8'),
        b'5' => matches!(third, b'1'..=b'3' | b'5'..=b'9'),
        b'7' => matches!(third, b'7'..=b'9'),
        b'9' => matches!(third, b'5'..=b'9'),
        _ => false,
    }
}

/// Whether it may as well be a mobile number of a country whose code begins with 8, without its plus: Japan, Korea,
/// Hong Kong, Macau, Cambodia, Laos, Taiwan.
fn is_mobile_abroad(digits: &str) -> bool {
    let begins = |heads: &[&str]| heads.iter().any(|head| digits.starts_with(head));
    match digits.len() {
        11 => begins(&["8524", "8525", "8526", "8527", "8528", "8529", "8536", "8551", "8556", "8557", "8558", "8559"]),
        12 => begins(&["8170", "8180", "8190", "8210", "8551", "8556", "8557", "8558", "8559", "85630", "8869"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
