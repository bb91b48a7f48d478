//! Invitations: what proves that whoever brings a code is the one it was made for, and the codes themselves.

use crate::bug::{Bug, seeded};

/// What must be shown together with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The code alone: long, short-lived, and handed over from person to person.
    Code,
    /// The code, and a contact card with the phone of the member's register: for codes on paper, which lie about.
    CodeAndPhone,
}

/// Signs of a code that is good alone: eleven that nobody guesses within the tries there are, and one that tells a slip.
pub const CODE_SIGNS: usize = 12;

/// Signs of a code on paper, which opens nothing without its member's phone: see [`Proof`].
pub const LETTER_SIGNS: usize = 9;

/// Signs of codes as they were given out before these, without one that tells a slip: on paper, and alone.
const OLD_SIGNS: [usize; 2] = [OLD_LETTER_SIGNS, 26];
const OLD_LETTER_SIGNS: usize = 8;

/// Digits and capitals without 0, 1, I, L, O.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// A sign more, of codes that were given out in a chat before these.
const OLD_SIGN: u8 = b'L';

/// What somebody brought, as far as it can be a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// It can be one, by its length, its signs and the one that tells a slip: a wrong one is a guess.
    Code(String),
    /// The same of an older make, which has no sign that tells a slip.
    Older(String),
    /// As long as one of an older make, without a figure: more likely a word. Never a guess.
    Word(String),
    /// It is as long as one, and none of ours: a slip, or of an older make. Never a guess.
    Slip(String),
}

/// A fresh code that is good alone, in its normal form: capitals without dashes.
pub fn code_of(bits: u64) -> String {
    fresh(bits, CODE_SIGNS)
}

/// A fresh code for paper, in its normal form.
pub fn letter_code_of(bits: u64) -> String {
    fresh(bits, LETTER_SIGNS)
}

/// The alphabet begins with so many figures.
const FIGURES: u64 = 8;

fn fresh(bits: u64, signs: usize) -> String {
    let mut rest = bits;
    let mut places = Vec::with_capacity(signs);
    for _ in 1..signs {
        places.push(rest.rem_euclid(31));
        rest = rest.div_euclid(31);
    }
    // Where words are free, a code is told from a name by its figure.
    if places.iter().all(|place| *place >= FIGURES)
        && let Some(first) = places.first_mut()
    {
        *first = first.rem_euclid(FIGURES);
    }
    places.push(check(&places));
    places.into_iter().filter_map(|at| ALPHABET.get(usize::try_from(at).ok()?)).map(|sign| char::from(*sign)).collect()
}

/// The place of the last sign: one wrong sign, or two that changed places, never come to the same.
///
/// 31 is a prime, and the weights of no two places are alike.
fn check(places: &[u64]) -> u64 {
    let weighted = (1..).zip(places).map(|(weight, place)| place.wrapping_mul(weight));
    weighted.fold(0, u64::wrapping_add).rem_euclid(31)
}

/// Reads a code as people type it: in any case, with or without dashes and spaces. `None` for what can't be one, such as
/// a sentence or the name of a poster.
pub fn read(typed: &str) -> Option<Typed> {
    let signs: Vec<u8> = typed.bytes().filter(|sign| !is_gap(*sign)).map(|sign| sign.to_ascii_uppercase()).collect();
    let places: Option<Vec<u64>> = signs.iter().copied().map(place).collect();
    let code = String::from_utf8(signs).ok().filter(|code| is_written_as_one(typed, code))?;
    let has_figure = code.bytes().any(|sign| sign.is_ascii_digit());
    match (places.as_deref(), code.len()) {
        (Some([places @ .., last]), CODE_SIGNS | LETTER_SIGNS) if check(places) == *last => Some(Typed::Code(code)),
        (Some(_), CODE_SIGNS | LETTER_SIGNS) => Some(Typed::Slip(code)),
        (Some(_), signs) if OLD_SIGNS.contains(&signs) && has_figure => Some(Typed::Older(code)),
        (Some(_), signs) if OLD_SIGNS.contains(&signs) => Some(Typed::Word(code)),
        // A code of a chat before these, or a slip: L stands in none of today's.
        (None, CODE_SIGNS) if code.bytes().all(|sign| sign == OLD_SIGN || place(sign).is_some()) => {
            Some(Typed::Slip(code))
        }
        _ => None,
    }
}

/// Where a sign stands in the alphabet.
fn place(sign: u8) -> Option<u64> {
    u64::try_from(ALPHABET.iter().position(|it| *it == sign)?).ok()
}

const fn is_gap(sign: u8) -> bool {
    sign.is_ascii_whitespace() || sign == b'-'
}

/// Words without a digit are a sentence, unless they stand in groups as codes are printed.
fn is_written_as_one(typed: &str, code: &str) -> bool {
    let groups = || typed.as_bytes().split(|sign| is_gap(*sign)).filter(|group| !group.is_empty());
    let size = group_of(code.len());
    let printed = || groups().map(<[u8]>::len).eq(code.as_bytes().chunks(size).map(<[u8]>::len));
    code.bytes().any(|sign| sign.is_ascii_digit()) || groups().count() == 1 || printed()
}

/// Signs of a group.
const fn group_of(signs: usize) -> usize {
    if signs == LETTER_SIGNS { 3 } else { 4 }
}

/// A code in groups, for people: `7K2M-Q9XT-R4PB`, or `7K2-MQ9-XTB`.
pub fn grouped(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(group_of(signs.len())).map(String::from_iter).collect::<Vec<_>>().join("-")
}

impl Typed {
    /// The code in the form of which the hash is kept.
    pub fn normal(&self) -> String {
        match self {
            // Those on paper were kept with their dash.
            Self::Older(code) | Self::Word(code) if code.len() == OLD_LETTER_SIGNS => grouped(code),
            Self::Code(code) | Self::Older(code) | Self::Word(code) | Self::Slip(code) => code.clone(),
        }
    }

    /// Whether a wrong one is a guess.
    pub fn is_guess(&self) -> bool {
        match self {
            Self::Code(_) | Self::Older(_) => true,
            Self::Word(_) | Self::Slip(_) => seeded(Bug::SlipCountsAsGuess),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn normal(typed: &str) -> Option<String> {
        read(typed).map(|typed| typed.normal())
    }

    #[test]
    fn codes_have_twelve_signs_and_nine_on_paper() {
        let (code, letter) = (code_of(0x0123_4567_89ab_cdef), letter_code_of(0x0123_4567_89ab_cdef));
        assert_eq!((code.len(), letter.len()), (12, 9));
        assert_eq!((grouped(&code).len(), grouped(&letter).len()), (14, 11), "four by four, and three by three");
        let codes: std::collections::BTreeSet<_> = (0..1_000).map(code_of).collect();
        assert_eq!(codes.len(), 1_000);
    }

    #[test]
    fn what_can_not_be_a_code_is_none() {
        for typed in [
            "",
            "brosur2026",
            "instagram",
            "menu",
            "selamat pagi",
            "saya lupa kodenya",
            "kodenya belum dikasih",
            "bagaimana caranya",
            "terima kasih",
            "apa kabar",
            "kapan buka ya pak",
            "K7MP-3XQ",
            "K7MP-3XQ0",
            "K7MP-3XQL",
            "K7MP_3XQT",
            "ABCDEF",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn codes_that_were_given_out_before_are_still_read() {
        for (typed, kept) in [
            ("k7mp3xqt", "K7MP-3XQT"),
            ("K7MP-3XQT", "K7MP-3XQT"),
            ("7K2M-Q9XT-R4PB-7K2M-Q9XT-R4PB-7K", "7K2MQ9XTR4PB7K2MQ9XTR4PB7K"),
        ] {
            assert_eq!(read(typed), Some(Typed::Older(kept.replace('-', ""))), "{typed}");
            assert_eq!(normal(typed).as_deref(), Some(kept), "{typed}");
        }
        assert_eq!(read("makasehh"), Some(Typed::Word("MAKASEHH".to_owned())), "a letter in eleven had no figure");
        assert_eq!(read("BLAAAAAAAAAA"), Some(Typed::Slip("BLAAAAAAAAAA".to_owned())), "of a chat");
    }

    fn made() -> impl Strategy<Value = String> {
        (any::<u64>(), any::<bool>()).prop_map(|(bits, paper)| if paper { letter_code_of(bits) } else { code_of(bits) })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(code in made(), upper: bool) {
            prop_assert!(code.bytes().any(|sign| sign.is_ascii_digit()), "no name: {}", code);
            let printed = grouped(&code);
            for typed in [&printed, &printed.to_lowercase(), &printed.replace('-', " "), &code, &format!(" {code} ")] {
                let typed = if upper { typed.to_uppercase() } else { typed.clone() };
                prop_assert_eq!(read(&typed), Some(Typed::Code(code.clone())), "{}", typed);
            }
        }

        #[test]
        fn one_wrong_sign_is_a_slip_and_no_guess(code in made(), at: prop::sample::Index, to in 0..31_usize) {
            let mut signs = code.clone().into_bytes();
            let at = at.index(signs.len());
            signs[at] = ALPHABET[to];
            let typed = String::from_utf8(signs).unwrap();
            prop_assume!(typed != code);
            let read = read(&typed).unwrap();
            prop_assert_eq!(&read, &Typed::Slip(typed));
            prop_assert!(!read.is_guess());
        }

        #[test]
        fn two_signs_that_changed_places_are_a_slip(code in made(), one: prop::sample::Index, other: prop::sample::Index) {
            let mut signs = code.clone().into_bytes();
            let (one, other) = (one.index(signs.len()), other.index(signs.len()));
            signs.swap(one, other);
            let typed = String::from_utf8(signs).unwrap();
            prop_assume!(typed != code);
            prop_assert_eq!(read(&typed), Some(Typed::Slip(typed)));
        }

        #[test]
        fn any_text_is_a_code_in_its_normal_form_or_none(typed in ".{0,40}") {
            if let Some(code) = normal(&typed) {
                prop_assert_eq!(normal(&code), Some(code));
            }
        }
    }
}
