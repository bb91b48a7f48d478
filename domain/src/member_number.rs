//! Numbers of the member register: what can be one, at every door by which one comes in, and which is given next.

use std::collections::HashMap;
use std::fmt;

/// A number of the register as it is kept: in capitals, without spaces, with plain dashes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberNumber(String);

/// Why a text can't be a number of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// There is none.
    Missing,
    /// It is longer than anybody would type.
    TooLong,
    /// It has no figure, so that a sentence could not be told from it.
    NoFigure,
    /// It has a sign that is none of letters, figures, dots, dashes and slashes.
    Sign(char),
    /// "17.0": a spreadsheet took it for a quantity.
    Decimal,
}

/// The longest number that anybody would type.
pub const NUMBER_CHARS_MAX: usize = 20;

impl MemberNumber {
    /// Reads a number: letters, figures, dots, dashes and slashes, with at least one figure. Spaces within it and the
    /// dashes that word processors put are nothing.
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let kept: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        if kept.is_empty() {
            return Err(NumberFault::Missing);
        }
        if let Some(sign) = kept.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'))) {
            return Err(NumberFault::Sign(sign));
        }
        if kept.len() > NUMBER_CHARS_MAX {
            return Err(NumberFault::TooLong);
        }
        if !kept.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(NumberFault::NoFigure);
        }
        if is_decimal(&kept) { Err(NumberFault::Decimal) } else { Ok(Self(kept)) }
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemberNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<MemberNumber> for String {
    fn from(number: MemberNumber) -> Self {
        number.0
    }
}

/// A sign as the register keeps it.
fn plain(c: char) -> char {
    match c {
        // Hyphens, dashes and the minus, as word processors and spreadsheets put them for one that was typed.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other.to_ascii_uppercase(),
    }
}

/// A whole number that was written out with decimals, such as "17.0".
fn is_decimal(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, decimals)| {
        is_figures(whole) && !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0')
    })
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How a register goes on: what stands before and behind the figures that count.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    head: String,
    width: usize,
    tail: String,
}

/// Stands for a figure that counts.
const FIGURE: char = '#';
/// Figures of a register that nobody has begun.
const USUAL_WIDTH: usize = 3;
/// Figures that can be counted; more would not be a count.
const WIDTH_MAX: usize = 12;

impl Pattern {
    /// What a register that nobody has begun goes by: `A-001`.
    pub fn usual() -> Self {
        Self::of_head("A-".to_owned())
    }

    fn of_head(head: String) -> Self {
        Self { head, width: USUAL_WIDTH, tail: String::new() }
    }

    /// Reads `A-###`, or `###/KSP/2026`.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        let (head, rest) = text.split_once(FIGURE)?;
        let tail = rest.trim_start_matches(FIGURE);
        let width = rest.len().checked_sub(tail.len())?.checked_add(1)?;
        let counts = !head.ends_with(|c: char| c.is_ascii_digit()) && !tail.starts_with(|c: char| c.is_ascii_digit());
        let pattern = Self { head: head.to_owned(), width, tail: tail.to_owned() };
        (counts && width <= WIDTH_MAX && pattern.number(1).is_some()).then_some(pattern)
    }

    /// What stands before the figures.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// What stands behind them.
    pub fn tail(&self) -> &str {
        &self.tail
    }

    /// Its first number, as an example.
    pub fn sample(&self) -> String {
        self.spell(1)
    }

    fn spell(&self, count: u128) -> String {
        let Self { head, width, tail } = self;
        format!("{head}{count:0width$}{tail}")
    }

    /// The number with that count; `None` for one that could not be kept.
    pub(crate) fn number(&self, count: u128) -> Option<MemberNumber> {
        MemberNumber::parse(&self.spell(count)).ok()
    }

    /// The figures that count in a number of this pattern; `None` for a number of another.
    pub fn count_of(&self, number: &str) -> Option<u128> {
        let figures = number.strip_prefix(&self.head)?.strip_suffix(&self.tail)?;
        if is_figures(figures) { figures.parse().ok() } else { None }
    }

    /// The number behind the highest of this pattern, stepping over what is taken; `None` when they are used up.
    ///
    /// `taken` must hold the highest of the pattern; whatever else it holds is stepped over, too.
    pub fn next(&self, taken: &[String]) -> Option<MemberNumber> {
        let highest = taken.iter().filter_map(|number| self.count_of(number)).max().unwrap_or(0);
        let mut count = highest.checked_add(1)?;
        // Each step leaves one behind that is taken, so that it ends.
        loop {
            let number = self.number(count)?;
            if !taken.iter().any(|it| it == number.as_str()) {
                return Some(number);
            }
            count = count.checked_add(1)?;
        }
    }

    /// This one, and what to go by when its numbers are used up: nobody is refused for want of a number.
    pub fn or_others(self) -> impl Iterator<Item = Self> {
        std::iter::once(self).chain(('A'..='Z').map(|letter| Self::of_head(format!("{letter}-"))))
    }

    /// The pattern that most of these numbers have, as they are kept; of two, the one whose count stands further right.
    pub fn of_most<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut found: HashMap<(&str, &str), Seen> = HashMap::new();
        for (order, number) in numbers.into_iter().enumerate() {
            for (head, figures, tail) in runs(number) {
                found.entry((head, tail)).or_insert(Seen { rows: 0, order, padded: None }).add(figures);
            }
        }
        let most = found.into_iter().max_by_key(|((head, _), seen)| {
            // The earlier of two that are alike in all else.
            (seen.rows, head.len(), std::cmp::Reverse(seen.order))
        });
        most.map(|((head, tail), seen)| Self {
            head: head.to_owned(),
            width: seen.padded.unwrap_or(1).min(WIDTH_MAX),
            tail: tail.to_owned(),
        })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        for _ in 0..self.width {
            write!(f, "{FIGURE}")?;
        }
        f.write_str(&self.tail)
    }
}

/// What was seen of a pattern.
struct Seen {
    rows: usize,
    order: usize,
    /// The fewest figures of those that begin with a zero.
    padded: Option<usize>,
}

impl Seen {
    fn add(&mut self, figures: &str) {
        self.rows = self.rows.saturating_add(1);
        if figures.starts_with('0') {
            self.padded = Some(self.padded.map_or(figures.len(), |fewest| fewest.min(figures.len())));
        }
    }
}

/// Every run of figures of a number, with what stands before and behind it.
fn runs(number: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let rest = number.get(at..)?;
        let start = at.checked_add(rest.find(|c: char| c.is_ascii_digit())?)?;
        let (head, from) = number.split_at_checked(start)?;
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (figures, tail) = from.split_at_checked(end)?;
        at = start.checked_add(end)?;
        Some((head, figures, tail))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn next(pattern: &str, taken: &[&str]) -> Option<String> {
        let taken: Vec<String> = taken.iter().map(|number| (*number).to_owned()).collect();
        Pattern::parse(pattern).unwrap().next(&taken).map(String::from)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        use NumberFault::{Decimal, Missing, NoFigure, Sign, TooLong};
        for (text, read) in [
            ("A-017", Ok("A-017")),
            (" a 017 ", Ok("A017")),
            ("a\u{2013}017", Ok("A-017")),
            ("A\u{2011}017", Ok("A-017")),
            ("A\u{2212}017", Ok("A-017")),
            ("001/KSP/2021", Ok("001/KSP/2021")),
            ("2019.0007", Ok("2019.0007")),
            ("17", Ok("17")),
            ("", Err(Missing)),
            (" \u{a0} ", Err(Missing)),
            ("A_017", Err(Sign('_'))),
            ("KOP#3", Err(Sign('#'))),
            ("=1+1", Err(Sign('='))),
            ("A\u{200b}-017", Err(Sign('\u{200b}'))),
            ("17,0", Err(Sign(','))),
            ("1.7E+2", Err(Sign('+'))),
            ("17.0", Err(Decimal)),
            ("017.00", Err(Decimal)),
            ("1001.000", Err(Decimal)),
            ("KETUA", Err(NoFigure)),
            ("-", Err(NoFigure)),
            ("A-00000000000000000017", Err(TooLong)),
        ] {
            let kept = MemberNumber::parse(text);
            assert_eq!(kept.as_ref().map(MemberNumber::as_str).map_err(|fault| *fault), read, "{text}");
        }
    }

    #[test]
    fn the_pattern_is_that_of_most_numbers() {
        let series = |head: &str, count: usize| (1..=count).map(move |n| format!("{head}{n:03}")).collect::<Vec<_>>();
        let one = |number: &str| vec![number.to_owned()];
        for (numbers, pattern) in [
            ([series("A-", 20), one("PENDIRI-1")].concat(), "A-###"),
            ([one("PENDIRI-1"), series("A-", 20), one("B-2019-7")].concat(), "A-###"),
            ([series("A-LB-", 60), series("A-", 3)].concat(), "A-LB-###"),
            ([series("A-", 3), series("A-LB-", 2)].concat(), "A-###"),
            ((1..=30).map(|n| format!("{n:03}/KSP/2021")).collect(), "###/KSP/2021"),
            (series("2019/", 9), "2019/###"),
            ((1001..1050).map(|n| n.to_string()).collect(), "#"),
            ((1..=12).map(|n| format!("A-{n}")).collect(), "A-#"),
            ((95..=120).map(|n| format!("A-{n:03}")).collect(), "A-###"),
            (one("2019/0007"), "2019/####"),
        ] {
            let found = Pattern::of_most(numbers.iter().map(String::as_str)).unwrap();
            assert_eq!(found.to_string(), pattern, "{numbers:?}");
            assert_eq!(Pattern::parse(pattern), Some(found));
        }
        assert_eq!(Pattern::of_most(["KETUA"]), None);
        assert_eq!(Pattern::of_most([]), None);
    }

    #[test]
    fn the_next_number_is_behind_the_highest_of_its_pattern() {
        for (pattern, taken, expected) in [
            ("A-###", vec![], "A-001"),
            ("A-###", vec!["A-039", "A-040"], "A-041"),
            ("A-###", vec!["PENDIRI-1", "A-020", "A-LB-060"], "A-021"),
            ("A-LB-###", vec!["A-LB-060", "A-099"], "A-LB-061"),
            ("A-#", vec!["A-9", "A-10"], "A-11"),
            ("A-###", vec!["A-999"], "A-1000"),
            ("A-###", vec!["A-0005", "A-017"], "A-018"),
            ("###/KSP/2021", vec!["017/KSP/2021", "099/KSP/2020"], "018/KSP/2021"),
            ("#", vec!["17"], "18"),
        ] {
            assert_eq!(next(pattern, &taken).as_deref(), Some(expected), "{pattern} {taken:?}");
        }
        assert_eq!(next("A-###", &["A-999999999999999999"]), None, "it would be longer than a number");
    }

    #[test]
    fn when_a_pattern_is_used_up_another_goes_on() {
        let taken = ["A-999999999999999999".to_owned(), "B-001".to_owned()];
        let given = Pattern::usual().or_others().find_map(|pattern| pattern.next(&taken));
        assert_eq!(given.map(String::from).as_deref(), Some("B-002"));
    }

    #[test]
    fn a_pattern_counts_at_one_place() {
        for text in ["", "A-001", "A-1##", "##1", "A_##", "#-#", "A-#############", "ABCDEFGHIJKLMNOPQRSTU-#", "##.0"] {
            assert_eq!(Pattern::parse(text), None, "{text}");
        }
        assert_eq!(Pattern::parse(" a\u{2013}## ").map(|it| it.sample()).as_deref(), Some("A-01"));
    }

    proptest! {
        #[test]
        fn a_kept_number_is_read_as_itself(text in "\\PC{0,24}", number in "[A-Za-z0-9./ -]{0,22}") {
            for text in [text, number] {
                if let Ok(number) = MemberNumber::parse(&text) {
                    prop_assert_eq!(MemberNumber::parse(number.as_str()), Ok(number.clone()));
                }
            }
        }

        #[test]
        fn the_next_number_is_never_taken(numbers in proptest::collection::vec("(A-|A-LB-|P-|)[0-9]{1,4}(/21)?", 0..30)) {
            let pattern = Pattern::of_most(numbers.iter().map(String::as_str)).unwrap_or_else(Pattern::usual);
            let given = pattern.or_others().find_map(|pattern| pattern.next(&numbers)).map(String::from);
            prop_assert!(given.is_some_and(|given| !numbers.contains(&given) && MemberNumber::parse(&given).is_ok()));
        }
    }
}
