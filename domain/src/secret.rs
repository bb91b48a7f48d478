//! Secrets that people type: PINs of members who share a phone, codes from the office; and how often they may be wrong.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

/// Wrong tries after which nothing is compared any more for [`LOCKED_FOR`].
pub const TRIES_MAX: u8 = 5;

/// How long wrong tries are remembered, and how long the last of them locks.
pub const LOCKED_FOR: TimeDelta = TimeDelta::hours(1);

/// Digits of a PIN.
pub const PIN_DIGITS: usize = 6;

/// How long a member who shares a phone is in after the right PIN.
pub const OPEN_FOR: TimeDelta = TimeDelta::minutes(15);

/// Members on one account at the most.
pub const MEMBERS_PER_ACCOUNT: usize = 3;

/// Six digits, never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pin(String);

/// Why a text is no PIN to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinRejection {
    /// Not six digits.
    #[error("a PIN has six digits")]
    NotSixDigits,
    /// All the same, or a row of neighbours.
    #[error("a PIN that anybody would try first")]
    TooEasy,
}

impl Pin {
    /// The PIN that was typed, with or without spaces.
    pub fn read(text: &str) -> Option<Self> {
        let compact: String = text.split_whitespace().collect();
        (compact.len() == PIN_DIGITS && compact.bytes().all(|byte| byte.is_ascii_digit())).then_some(Self(compact))
    }

    /// A PIN that may be set.
    ///
    /// # Errors
    /// When it is none, or anybody would try it first.
    pub fn choose(text: &str) -> Result<Self, PinRejection> {
        let pin = Self::read(text).ok_or(PinRejection::NotSixDigits)?;
        let steps: Vec<i16> = pin.0.as_bytes().windows(2).map(step).collect();
        let is_row = |by: i16| steps.iter().all(|step| *step == by);
        if is_row(0) || is_row(1) || is_row(-1) { Err(PinRejection::TooEasy) } else { Ok(pin) }
    }

    /// The digits, for whoever hashes them.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn step(pair: &[u8]) -> i16 {
    match pair {
        [one, other] => i16::from(*other).saturating_sub(i16::from(*one)),
        _ => 0,
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(..)")
    }
}

/// How often a secret was typed wrongly of late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    /// In a row, none of them more than [`LOCKED_FOR`] after the one before.
    pub wrong: u8,
    /// When the last of them was.
    pub last_at: Option<DateTime<Utc>>,
}

impl Tries {
    /// Until when nothing is compared.
    pub fn locked_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = self.last_at?.checked_add_signed(LOCKED_FOR)?;
        (self.wrong >= TRIES_MAX && now < until).then_some(until)
    }

    /// After one more wrong one.
    #[must_use]
    pub fn after_wrong(&self, now: DateTime<Utc>) -> Self {
        let is_fresh = self.last_at.and_then(|at| at.checked_add_signed(LOCKED_FOR)).is_some_and(|until| now < until);
        let before = if is_fresh { self.wrong } else { 0 };
        Self { wrong: before.saturating_add(1).min(TRIES_MAX), last_at: Some(now) }
    }

    /// How many more may be wrong before it locks.
    pub const fn left(&self) -> u8 {
        TRIES_MAX.saturating_sub(self.wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn a_pin_is_six_digits_that_nobody_tries_first() {
        assert_eq!(Pin::choose("274 913").unwrap().expose(), "274913");
        for (text, why) in [
            ("12345", PinRejection::NotSixDigits),
            ("1234567", PinRejection::NotSixDigits),
            ("27491a", PinRejection::NotSixDigits),
            ("٢٧٤٩١٣", PinRejection::NotSixDigits),
            ("111111", PinRejection::TooEasy),
            ("123456", PinRejection::TooEasy),
            ("987654", PinRejection::TooEasy),
        ] {
            assert_eq!(Pin::choose(text), Err(why), "{text}");
        }
        assert!(Pin::read("123456").is_some(), "what was set before this rule is still read");
    }

    #[test]
    fn a_pin_is_never_printed() {
        assert_eq!(format!("{:?}", Pin::read("274913")), "Some(Pin(..))");
    }

    #[test]
    fn the_fifth_wrong_try_locks_for_an_hour() {
        let mut tries = Tries::default();
        for minute in 0..5 {
            assert_eq!(tries.locked_until(at(minute)), None);
            tries = tries.after_wrong(at(minute));
        }
        assert_eq!((tries.left(), tries.locked_until(at(5))), (0, Some(at(64))));
        assert_eq!(tries.locked_until(at(64)), None);
        assert_eq!(tries.after_wrong(at(64)).wrong, 1);
    }

    #[test]
    fn tries_long_ago_are_forgotten() {
        let tries = Tries { wrong: 4, last_at: Some(at(0)) };
        assert_eq!(tries.after_wrong(at(59)).wrong, 5);
        assert_eq!(tries.after_wrong(at(60)).wrong, 1);
    }
}
