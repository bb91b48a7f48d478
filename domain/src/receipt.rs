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

    proptest! {
        #[test]
        fn what_is_printed_is_read(number in 1..=i64::MAX) {
            let receipt = Receipt::new(JournalKind::Deposit, number);
            prop_assert_eq!(Receipt::parse(&receipt.to_string()), Some(receipt));
        }
    }
}
