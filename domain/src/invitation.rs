//! Invitations: what proves that whoever brings a code is the one it was made for, and codes that are read off paper.

use std::fmt;

/// What must be shown together with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The code alone: long, short-lived, and handed over from person to person.
    Code,
    /// The code, and a contact card with the phone of the member's register: for codes on paper, which lie about.
    CodeAndPhone,
}

/// A code for paper: eight signs of an alphabet without signs that look alike, such as `K7MP-3XQT`.
///
/// 31 to the power of eight is less than a code that alone opens a door needs; it never does, see [`Proof`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LetterCode([u8; SIGNS]);

const SIGNS: usize = 8;
const HALF: usize = 4;

/// Digits and capitals without 0, 1, I, L, O.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

impl LetterCode {
    /// The code of these random bits.
    pub fn from_bits(bits: u64) -> Self {
        let mut rest = bits;
        let mut signs = [0; SIGNS];
        for sign in &mut signs {
            let at = usize::try_from(rest.rem_euclid(31)).unwrap_or_default();
            *sign = ALPHABET.get(at).copied().unwrap_or_default();
            rest = rest.div_euclid(31);
        }
        Self(signs)
    }

    /// Reads a code as people type it: in any case, with or without dash and spaces.
    pub fn parse(typed: &str) -> Option<Self> {
        let signs: Vec<u8> =
            typed.bytes().filter(|sign| !matches!(sign, b' ' | b'-')).map(|sign| sign.to_ascii_uppercase()).collect();
        let known = signs.iter().all(|sign| ALPHABET.contains(sign));
        let signs = <[u8; SIGNS]>::try_from(signs).ok()?;
        known.then_some(Self(signs))
    }
}

impl fmt::Display for LetterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.iter().enumerate() {
            if at == HALF {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*sign))?;
        }
        Ok(())
    }
}

/// Signs of a code that is good alone: 128 bits, which nobody guesses.
pub const CODE_SIGNS: usize = 26;

const MIN_SIGNS: usize = 6;
const MAX_SIGNS: usize = 64;

/// A fresh code that is good alone, in its normal form: capitals without dashes.
pub fn code_of(random: &[u8; CODE_SIGNS]) -> String {
    random.iter().filter_map(|byte| ALPHABET.get(usize::from(byte % 31))).map(|sign| char::from(*sign)).collect()
}

/// The normal form of a code as somebody typed it: in any case, with or without dashes and spaces.
pub fn parse_code(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
    let fits = (MIN_SIGNS..=MAX_SIGNS).contains(&code.len()) && code.bytes().all(|sign| sign.is_ascii_alphanumeric());
    fits.then(|| code.to_ascii_uppercase())
}

/// A code in groups, for people: `7K2M-Q9XT-...`.
pub fn grouped(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(HALF).map(String::from_iter).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_comes_back_however_it_is_typed() {
        for bits in [0, 1, 30, 31, u64::MAX, 0x0123_4567_89ab_cdef] {
            let code = LetterCode::from_bits(bits);
            let written = code.to_string();
            assert_eq!(written.len(), 9, "{written}");
            for typed in [written.clone(), written.to_lowercase(), written.replace('-', ""), written.replace('-', " ")]
            {
                assert_eq!(LetterCode::parse(&typed), Some(code), "{typed}");
            }
        }
    }

    #[test]
    fn different_bits_are_different_codes() {
        let codes: std::collections::BTreeSet<_> = (0..1_000).map(LetterCode::from_bits).collect();
        assert_eq!(codes.len(), 1_000);
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in ["", "K7MP-3XQ", "K7MP-3XQT2", "K7MP-3XQ0", "K7MP-3XQL", "kode saya", "K7MP_3XQT"] {
            assert_eq!(LetterCode::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn long_codes_as_people_type_them() {
        for (typed, read) in [
            ("7K2M-Q9XT", Some("7K2MQ9XT")),
            (" 7k2m q9xt ", Some("7K2MQ9XT")),
            ("7K2M", None),
            ("kode saya?", None),
            ("", None),
        ] {
            assert_eq!(parse_code(typed).as_deref(), read, "{typed}");
        }
        assert_eq!(parse_code(&"A".repeat(65)), None);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(random: [u8; CODE_SIGNS]) {
            let code = code_of(&random);
            prop_assert_eq!(code.len(), CODE_SIGNS);
            prop_assert_eq!(parse_code(&grouped(&code).to_lowercase()), Some(code));
        }

        #[test]
        fn any_text_is_a_code_in_its_normal_form_or_none(typed in ".{0,80}") {
            if let Some(code) = parse_code(&typed) {
                prop_assert!((MIN_SIGNS..=MAX_SIGNS).contains(&code.len()), "{}", code);
                prop_assert_eq!(parse_code(&code), Some(code));
            }
        }
    }
}
