//! The words that people type, beside the names of commands. What we say ourselves lives in the catalogues.

use domain::invitation::{LetterCode, parse_code};
use domain::member::Savings;
use domain::member_number::MemberNumber;

use crate::command::Command;

/// Phrases that mean a command when they are the whole text; the labels of our reply keys are among them.
const PHRASES: [(&str, Command); 15] = [
    ("tanya petugas", Command::Ask),
    ("ask the office", Command::Ask),
    ("saya mau daftar", Command::Join),
    ("i want to join", Command::Join),
    ("pakai kode", Command::Code),
    ("use a code", Command::Code),
    ("cek saldo", Command::Balance),
    ("lihat saldo", Command::Balance),
    ("check balance", Command::Balance),
    ("☰ menu", Command::Menu),
    ("help me", Command::Help),
    ("tolong", Command::Help),
    ("pengaturan", Command::Settings),
    ("ganti anggota", Command::Switch),
    ("switch member", Command::Switch),
];

/// What tells at once that a phone is gone: whatever form is open, this is more urgent.
const LOST_PHONE: [&str; 4] = ["hp saya hilang", "hp hilang", "hp saya dicuri", "my phone is lost"];

/// The rest of a line that makes [`Command::Report`] a lost phone.
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

/// The command that this whole text means, with the rest of its line.
pub(crate) fn phrase(text: &str) -> Option<(Command, &'static str)> {
    let text = text.to_lowercase();
    if LOST_PHONE.contains(&text.as_str()) {
        return Some((Command::Report, "hilang"));
    }
    PHRASES.into_iter().find(|(words, _)| *words == text).map(|(_, command)| (command, ""))
}

/// The kind of savings with that name, in either language.
pub(crate) fn savings(word: &str) -> Option<Savings> {
    KINDS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, kind)| kind)
}

/// Whether it can be a number of the member register, written in one piece.
pub(crate) fn is_member_number(text: &str) -> bool {
    !text.contains(char::is_whitespace) && MemberNumber::parse(text).is_ok()
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

/// An invitation's code in the form that is kept; `None` when it can't be one.
pub(crate) fn code(text: &str) -> Option<String> {
    LetterCode::parse(text).map(|code| code.to_string()).or_else(|| parse_code(text))
}
