//! The few bytes that the messenger carries for a button: a verb, and at most two values behind colons.

/// Bytes that the messenger carries for a button at most.
pub const MAX_DATA_BYTES: usize = 64;

/// The parts of a button's data, as far as they are told: the verb, and the values behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts<'a> {
    /// The verb alone.
    Verb(&'a str),
    /// With one value.
    One(&'a str, &'a str),
    /// With two.
    Two(&'a str, &'a str, &'a str),
}

impl<'a> Parts<'a> {
    /// Takes data apart; what has more parts than a button of ours is none.
    pub fn of(data: &'a str) -> Option<Self> {
        let mut parts = data.split(':');
        let found = match (parts.next()?, parts.next(), parts.next()) {
            (verb, None, _) => Self::Verb(verb),
            (verb, Some(one), None) => Self::One(verb, one),
            (verb, Some(one), Some(two)) => Self::Two(verb, one, two),
        };
        parts.next().is_none().then_some(found)
    }

    /// The verb.
    pub const fn verb(self) -> &'a str {
        match self {
            Self::Verb(verb) | Self::One(verb, _) | Self::Two(verb, _, _) => verb,
        }
    }
}

/// A nonce as a button carries it.
pub(crate) fn nonce(verb: &str, nonce: u64) -> String {
    format!("{verb}:{nonce:016x}")
}

/// The bits of an id as a button carries them.
pub(crate) fn id(verb: &str, bits: u128) -> String {
    format!("{verb}:{bits:032x}")
}

/// The nonce in a button's data.
pub(crate) fn read_nonce(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

/// The bits of an id in a button's data.
pub(crate) fn read_id(text: &str) -> Option<u128> {
    u128::from_str_radix(text, 16).ok()
}
