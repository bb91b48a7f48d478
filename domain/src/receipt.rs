//! Numbers of receipts: `S-1042`.

use std::fmt;

use crate::ledger::JournalKind;

/// The number on a receipt: the letter of its kind and the journal's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receipt {
    letter: char,
    number: i64,
}

impl Receipt {
    /// The receipt of a journal of that kind with that number.
    pub const fn new(kind: JournalKind, number: i64) -> Self {
        Self { letter: kind.receipt_letter(), number }
    }

    /// Reads `S-1042` as people type it: in any case, with or without the dash, with spaces around.
    pub fn parse(text: &str) -> Option<Self> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let mut chars = compact.chars();
        let letter = chars.next()?.to_ascii_uppercase();
        JournalKind::of_receipt_letter(letter)?;
        let digits = chars.as_str();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = digits.parse().ok().filter(|number| *number > 0)?;
        Some(Self { letter, number })
    }

    /// The journal's number.
    pub const fn number(self) -> i64 {
        self.number
    }

    /// The letter of the kind.
    pub const fn letter(self) -> char {
        self.letter
    }
}

/// Words that may stand before a receipt's number.
const BEFORE: [&str; 8] = ["no", "no.", "nomor", "nomer", "number", "bukti", "receipt", "kuitansi"];

/// What somebody may mean by the number of a receipt: all of it, or its figures alone, which are one journal's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// `S-1042`.
    Receipt(Receipt),
    /// `1042`.
    Number(i64),
}

impl Meant {
    /// Reads it as people type it, with or without "nomor bukti" in front.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((first, rest)) = text.split_once(char::is_whitespace)
            && BEFORE.iter().any(|word| first.eq_ignore_ascii_case(word))
        {
            return Self::parse(rest);
        }
        if let Some(receipt) = Receipt::parse(text) {
            return Some(Self::Receipt(receipt));
        }
        let is_count = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_count { text.parse().ok() } else { None };
        number.filter(|number| *number > 0).map(Self::Number)
    }

    /// The journal's number.
    pub const fn number(self) -> i64 {
        match self {
            Self::Receipt(receipt) => receipt.number,
            Self::Number(number) => number,
        }
    }

    /// Whether this receipt is meant: S-7 does not name K-7.
    pub fn is(self, other: Receipt) -> bool {
        match self {
            Self::Receipt(receipt) => receipt == other,
            Self::Number(number) => number == other.number,
        }
    }
}

impl fmt::Display for Meant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Receipt(receipt) => receipt.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.letter, self.number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn as_people_type_them() {
        for (text, read) in [
            ("S-1042", Some("S-1042")),
            (" s 1042 ", Some("S-1042")),
            ("k7", Some("K-7")),
            ("S-0", None),
            ("S-", None),
            ("X-12", None),
            ("1042", None),
            ("S-12a", None),
            ("S-99999999999999999999", None),
            ("", None),
        ] {
            assert_eq!(Receipt::parse(text).map(|receipt| receipt.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn the_figures_alone_name_a_receipt_of_any_kind() {
        let [deposit, reversal] = [JournalKind::Deposit, JournalKind::Reversal].map(|kind| Receipt::new(kind, 1042));
        for (text, read) in [
            ("S-1042", Some((true, false))),
            ("s1042", Some((true, false))),
            ("bukti S 1042", Some((true, false))),
            ("1042", Some((true, true))),
            ("no. 01042", Some((true, true))),
            ("nomor bukti 1042", Some((true, true))),
            ("1043", Some((false, false))),
            ("1.042", None),
            ("0", None),
            ("S-", None),
            ("bukti", None),
            ("99999999999999999999", None),
        ] {
            let meant = Meant::parse(text);
            assert_eq!(meant.map(|meant| (meant.is(deposit), meant.is(reversal))), read, "{text}");
            assert_eq!(meant.and_then(|meant| Meant::parse(&meant.to_string())), meant, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(number in 1..=i64::MAX) {
            let receipt = Receipt::new(JournalKind::Deposit, number);
            prop_assert_eq!(Receipt::parse(&receipt.to_string()), Some(receipt));
        }
    }
}
