//! Where a person stands with us, and how that is kept.

use serde::{Deserialize, Serialize};

use crate::access::{DoorForm, Pins, Reporting};
use crate::base::hold::{Hold, Rest};
use crate::base::person::Person;
use crate::corrections::Correct;
use crate::counter::Counter;
use crate::hub::Board;
use crate::joining::Joining;
use crate::linking::Linking;
use crate::questions::{Answering, Asking};
use crate::requests::Deciding;
use crate::settings::SettingsForm;

/// Where a person stands with us.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialogue {
    /// Nothing is going on.
    #[default]
    Idle,
    /// An account is being linked.
    Linking(Linking),
    /// A deposit at the counter.
    Counter(Counter),
    /// A correction is being asked for.
    Correct(Correct),
    /// An officer is deciding a request.
    Deciding(Deciding),
    /// A member's door.
    Door(DoorForm),
    /// A lost phone is being reported.
    Reporting(Reporting),
    /// A PIN is awaited, or chosen.
    Pins(Pins),
    /// The office is being asked.
    Asking(Asking),
    /// A question is being answered.
    Answering(Answering),
    /// Somebody is becoming a member.
    Joining(Joining),
    /// The cooperative's settings.
    Settings(SettingsForm),
    /// A form that goes on, though something else was shown after its screen.
    Waiting(Waiting),
}

/// A form that something else was shown after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The form, as it was.
    pub form: Box<Dialogue>,
    /// The other form that was asked for, while we ask whether this one may go.
    pub instead: Option<Box<Dialogue>>,
}

/// The version of the stored form. A change that older states can't be read by raises it and reads the older one too.
const VERSION: u8 = 1;

/// The stored form.
#[derive(Serialize, Deserialize)]
struct Stored<D> {
    v: u8,
    dialogue: D,
    /// What stands below the typing line; none, where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    keyboard: Option<Board>,
}

/// A keyboard of a later version is one that is not known; it must not cost the state.
fn known<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Board>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

/// Why stored bytes are no dialogue: the engine begins anew and says so.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// Written by a version that this one does not know.
    #[error("a dialogue of version {0}")]
    Version(u8),
    /// Not what any version wrote.
    #[error("a dialogue that can't be read")]
    Malformed(#[from] serde_json::Error),
}

impl Dialogue {
    /// The bytes to keep.
    pub fn to_json(&self) -> Vec<u8> {
        self.to_json_below(None)
    }

    /// The bytes to keep, with the keyboard below it.
    pub fn to_json_below(&self, keyboard: Option<Board>) -> Vec<u8> {
        serde_json::to_vec(&Stored { v: VERSION, dialogue: self, keyboard })
            .unwrap_or_else(|_| unreachable!("a dialogue has no map with keys other than text"))
    }

    /// The dialogue kept in these bytes.
    ///
    /// # Errors
    /// When they are of another version or broken.
    pub fn from_json(bytes: &[u8]) -> Result<Self, StateError> {
        let stored: Stored<serde_json::Value> = serde_json::from_slice(bytes)?;
        if stored.v != VERSION {
            return Err(StateError::Version(stored.v));
        }
        Ok(serde_json::from_value(stored.dialogue)?)
    }

    /// The keyboard that is kept with these bytes; none, where it is not known.
    pub fn keyboard_in(bytes: &[u8]) -> Option<Board> {
        serde_json::from_slice::<Stored<serde::de::IgnoredAny>>(bytes).ok()?.keyboard
    }

    /// What this state holds.
    pub(crate) fn hold(&self) -> Hold {
        match self {
            Self::Idle => Hold::FREE,
            Self::Linking(form) => form.hold(),
            Self::Counter(form) => form.hold(),
            Self::Correct(form) => form.hold(),
            Self::Deciding(form) => form.hold(),
            Self::Door(form) => form.hold(),
            Self::Reporting(form) => form.hold(),
            Self::Pins(form) => form.hold(),
            Self::Asking(form) => form.hold(),
            Self::Answering(form) => form.hold(),
            Self::Joining(form) => form.hold(),
            Self::Settings(form) => form.hold(),
            Self::Waiting(waiting) => waiting.form.hold(),
        }
    }

    /// Where nothing is going on: whoever is not linked yet may send the number, whose key still shows.
    pub(crate) fn resting(person: &Person) -> Self {
        if person.member.is_none() && person.roles.is_empty() { Self::Linking(Linking::AskContact) } else { Self::Idle }
    }

    /// Where this person is once they left this state.
    pub(crate) fn left(&self, person: &Person) -> Self {
        match self.hold().rest {
            Rest::Unlinked if person.members.is_empty() => Self::Linking(Linking::AskContact),
            Rest::Idle | Rest::Unlinked => Self::Idle,
            Rest::Stranger => Self::resting(person),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::samples;

    #[test]
    fn stored_states_come_back() {
        for dialogue in samples::dialogues() {
            assert_eq!(Dialogue::from_json(&dialogue.to_json()).unwrap(), dialogue);
        }
    }

    /// States live through an upgrade: whoever changes these lines raises the version and reads the old form too.
    #[test]
    fn the_stored_shape_is_frozen() {
        let shapes: BTreeSet<String> =
            samples::dialogues().iter().map(|state| String::from_utf8(state.to_json()).unwrap()).collect();
        let frozen = include_str!("tests/stored_states.txt").lines().map(str::to_owned).collect();
        assert_eq!(shapes, frozen);
    }

    #[test]
    fn a_keyboard_is_kept_beside_a_state_and_none_where_none_is_known() {
        for keyboard in [None, Some(Board::Stranger), Some(Board::Member), Some(Board::Officer), Some(Board::OwnNumber)]
        {
            let bytes = Dialogue::Idle.to_json_below(keyboard);
            assert_eq!(
                (Dialogue::from_json(&bytes).unwrap(), Dialogue::keyboard_in(&bytes)),
                (Dialogue::Idle, keyboard)
            );
        }
        assert_eq!(Dialogue::keyboard_in(br#"{"v":1,"dialogue":"idle","keyboard":"piano"}"#), None);
        let kept = Dialogue::Idle.to_json_below(Some(Board::Officer));
        assert_eq!(String::from_utf8(kept).unwrap(), r#"{"v":1,"dialogue":"idle","keyboard":"officer"}"#);
    }

    #[test]
    fn what_can_not_be_read_is_an_error() {
        for bytes in
            ["", "{}", "null", r#"{"v":1,"dialogue":"dancing"}"#, r#"{"v":1}"#, r#"{"v":"1","dialogue":"idle"}"#]
        {
            assert!(matches!(Dialogue::from_json(bytes.as_bytes()), Err(StateError::Malformed(_))), "{bytes}");
        }
        assert!(matches!(Dialogue::from_json(br#"{"v":2,"dialogue":{"x":1}}"#), Err(StateError::Version(2))));
    }
}
