//! The words that people type, beside the names of commands. What we say ourselves lives in the catalogues.

use domain::member::Savings;
use domain::member_number::MemberNumber;

/// The rest of a line that makes a report one of a lost phone.
pub(crate) const LOST: [&str; 2] = ["hilang", "lost"];

/// Names of the kinds of savings.
const KINDS: [(&str, Savings); 8] = [
    ("pokok", Savings::Principal),
    ("principal", Savings::Principal),
    ("wajib", Savings::Mandatory),
    ("mandatory", Savings::Mandatory),
    ("sukarela", Savings::Voluntary),
    ("voluntary", Savings::Voluntary),
    ("berjangka", Savings::Time),
    ("time", Savings::Time),
];

/// The kind of savings with that name, in either language.
pub(crate) fn savings(word: &str) -> Option<Savings> {
    KINDS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, kind)| kind)
}

/// Whether it can be a number of the member register, written in one piece.
pub(crate) fn is_member_number(text: &str) -> bool {
    !text.contains(char::is_whitespace) && MemberNumber::parse(text).is_ok()
}

/// The most letters that stand before the figures of a number and apart from them: "A 018".
pub(crate) const HEAD_LETTERS_MAX: usize = 2;

/// The same, or with its letters apart from its figures.
pub(crate) fn is_spelled_number(text: &str) -> bool {
    match text.split_whitespace().collect::<Vec<_>>().as_slice() {
        [only] => is_member_number(only),
        [head, figures] => is_head(head) && is_member_number(figures),
        _ => false,
    }
}

/// Whether a line begins with a number of the register, in one piece or two.
pub(crate) fn begins_with_number(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    is_member_number(first) || (is_head(first) && is_member_number(second))
}

fn is_head(word: &str) -> bool {
    word.len() <= HEAD_LETTERS_MAX && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Digits that make a text look like a telephone's number.
const NUMBER_DIGITS: usize = 5;

/// Whether somebody may have typed a telephone's number.
pub(crate) fn has_a_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= NUMBER_DIGITS
}

/// A member number as the register writes it: without spaces, in capitals.
pub(crate) fn member_number(text: &str) -> Option<String> {
    MemberNumber::parse(text).ok().map(String::from)
}

/// Characters of a reason, at least and at most.
pub(crate) const REASON_CHARS: (usize, usize) = (3, 200);

/// A reason on one line; `None` when it is too short or too long.
pub(crate) fn reason(text: &str) -> Option<String> {
    let (min, max) = REASON_CHARS;
    let reason = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (min..=max).contains(&reason.chars().count()).then_some(reason)
}
