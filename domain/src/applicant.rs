//! What somebody who wants to join tells of themselves: as little as the register needs.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::nik::Nik;

/// Who receives the savings of a member who dies.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heir {
    /// In full.
    pub name: String,
    /// "anak", "istri".
    pub relation: String,
}

/// Where money of theirs may be sent: bank and number in one line, as they wrote it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Payout(String);

/// What is kept sealed with a member's own key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Of the identity card.
    pub nik: Nik,
    /// When told.
    pub heir: Option<Heir>,
    /// When told.
    pub payout: Option<Payout>,
}

const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=80;
/// Registers have titles and degrees in their names.
const REGISTER_NAME_CHARS_MAX: usize = 100;
const RELATION_CHARS: std::ops::RangeInclusive<usize> = 2..=30;
const PAYOUT_CHARS: std::ops::RangeInclusive<usize> = 6..=80;
const PAYOUT_FIGURES: std::ops::RangeInclusive<usize> = 6..=20;
/// Figures of an account that stay readable.
const SHOWN_FIGURES: usize = 4;

/// A person's full name on one line; a single word is a name like any other.
pub fn full_name(text: &str) -> Option<String> {
    let name = one_line(text)?;
    let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | ',' | '\'' | '-' | '’' | '`' | '/'));
    (plain && NAME_CHARS.contains(&name.chars().count()) && name.chars().any(char::is_alphabetic)).then_some(name)
}

/// A member's name as a register from elsewhere has it, on one line: figures and other marks are left in it, but it has a
/// letter, and nothing in it that nobody sees.
pub fn register_name(text: &str) -> Option<String> {
    let name = one_line(text)?;
    let styles = |c: char| matches!(c, '\u{fe00}'..='\u{fe0f}');
    let seen = name.chars().any(char::is_alphabetic) && !name.contains(styles);
    (seen && name.chars().count() <= REGISTER_NAME_CHARS_MAX).then_some(name)
}

/// A text on one line, without marks that nobody sees.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && !line.chars().any(is_hidden)).then_some(line)
}

/// Marks that nobody sees: controls, what has no width or turns the writing round, and the fillers, some of which count
/// as letters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether it has the words of a bank and as many figures as an account has.
pub(crate) fn names_account(line: &str) -> bool {
    let figures = line.chars().filter(char::is_ascii_digit).count();
    line.chars().any(char::is_alphabetic) && PAYOUT_FIGURES.contains(&figures)
}

impl Heir {
    /// How the heir is related, in a word or a few.
    pub fn relation(text: &str) -> Option<String> {
        let relation = one_line(text)?;
        let plain = relation.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
        (plain && RELATION_CHARS.contains(&relation.chars().count())).then_some(relation)
    }
}

impl Payout {
    /// Reads "BRI 1234 5678 90": words of a bank and the figures of an account.
    pub fn parse(text: &str) -> Option<Self> {
        let line = one_line(text)?;
        (names_account(&line) && PAYOUT_CHARS.contains(&line.chars().count())).then_some(Self(line))
    }

    /// "BRI ••••••7890".
    pub fn masked(&self) -> String {
        let figures = self.0.chars().filter(char::is_ascii_digit).count();
        let mut left = figures.saturating_sub(SHOWN_FIGURES);
        let mask = |c: char| {
            if c.is_ascii_digit() && left > 0 {
                left = left.saturating_sub(1);
                '•'
            } else {
                c
            }
        };
        self.0.chars().map(mask).collect()
    }
}

/// Personal: only that there is one.
impl fmt::Debug for Heir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Heir(..)")
    }
}

/// Personal: the mask alone.
impl fmt::Debug for Payout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payout({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_people_have_them() {
        for (text, read) in [
            ("Wati", Some("Wati")),
            ("  Siti   Aminah ", Some("Siti Aminah")),
            ("H. Ahmad Contoh, S.E.", Some("H. Ahmad Contoh, S.E.")),
            ("Ni'mah", Some("Ni'mah")),
            ("X", None),
            ("", None),
            ("0812-3456-7890", None),
            ("Sari\u{202e}itraW", None),
            ("<b>Sari</b>", None),
            ("\u{3164}\u{3164}", None),
            ("Sari\u{3164}Contoh", None),
            ("\u{115f}\u{1160}", None),
            ("\u{ffa0}\u{ffa0}", None),
            ("Sa\u{ad}ri", None),
        ] {
            assert_eq!(full_name(text).as_deref(), read, "{text}");
        }
        assert_eq!(full_name(&"a".repeat(81)), None);
    }

    #[test]
    fn names_of_a_register_are_seen() {
        for (text, read) in [
            ("Sari Contoh", Some("Sari Contoh")),
            ("Y", Some("Y")),
            ("Luar Biasa 1", Some("Luar Biasa 1")),
            ("Budi <b>Contoh</b> & Anak", Some("Budi <b>Contoh</b> & Anak")),
            (" H. Ahmad\n Contoh ", Some("H. Ahmad Contoh")),
            ("", None),
            ("123", None),
            ("\u{200b}\u{200b}", None),
            ("Sari\u{200b}", None),
            ("\u{202e}iraS", None),
            ("\u{3164}", None),
            ("\u{2800}\u{2800}", None),
            ("Sari\u{e0041}", None),
            ("Sari\u{fe0f}", None),
            ("Sari\u{0}", None),
        ] {
            assert_eq!(register_name(text).as_deref(), read, "{text:?}");
        }
        assert_eq!(register_name(&"a".repeat(101)), None);
    }

    #[test]
    fn accounts_are_masked_but_for_their_end() {
        let payout = Payout::parse("BRI 1234 5678 90").unwrap();
        assert_eq!(payout.masked(), "BRI •••• ••78 90");
        assert_eq!(format!("{payout:?}"), "Payout(BRI •••• ••78 90)");
        for text in ["BRI", "1234567890", "BRI 12345", "BRI 123456789012345678901", ""] {
            assert_eq!(Payout::parse(text), None, "{text}");
        }
    }

    #[test]
    fn relations_are_a_few_words() {
        assert_eq!(Heir::relation(" anak  kandung ").as_deref(), Some("anak kandung"));
        assert_eq!(Heir::relation("anak 1"), None);
    }
}
