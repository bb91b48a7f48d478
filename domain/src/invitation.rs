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

#[cfg(test)]
mod tests {
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
}
