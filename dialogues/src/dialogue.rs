//! Where a person stands with us, and how that is kept.

use serde::{Deserialize, Serialize};

use crate::answer::Answering;
use crate::ask::Asking;
use crate::correct::Correct;
use crate::counter::Counter;
use crate::door::DoorForm;
use crate::join::Joining;
use crate::link::Linking;
use crate::moving::Reporting;
use crate::settings::SettingsForm;
use crate::shared::Pins;
use crate::tasks::Deciding;

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
}

/// The version of the stored form. A change that older states can't be read by raises it and reads the older one too.
const VERSION: u8 = 1;

/// The stored form.
#[derive(Serialize, Deserialize)]
struct Stored<D> {
    v: u8,
    dialogue: D,
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
        serde_json::to_vec(&Stored { v: VERSION, dialogue: self })
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

    /// Whether a form is open that would write something: leaving it is said aloud.
    pub(crate) const fn has_open_form(&self) -> bool {
        match self {
            Self::Idle
            | Self::Linking(_)
            | Self::Door(_)
            | Self::Pins(_)
            | Self::Reporting(_)
            // What was answered there is written already.
            | Self::Settings(_)
            | Self::Asking(Asking::Heard { .. }) => false,
            Self::Counter(counter) => counter.is_open(),
            Self::Joining(joining) => joining.is_open(),
            Self::Correct(Correct::AskReceipt { .. } | Correct::AskReason { .. })
            | Self::Deciding(Deciding::AskReason { .. })
            | Self::Asking(Asking::Words { .. } | Asking::Confirm { .. })
            | Self::Answering(_) => true,
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
    fn what_can_not_be_read_is_an_error() {
        for bytes in
            ["", "{}", "null", r#"{"v":1,"dialogue":"dancing"}"#, r#"{"v":1}"#, r#"{"v":"1","dialogue":"idle"}"#]
        {
            assert!(matches!(Dialogue::from_json(bytes.as_bytes()), Err(StateError::Malformed(_))), "{bytes}");
        }
        assert!(matches!(Dialogue::from_json(br#"{"v":2,"dialogue":{"x":1}}"#), Err(StateError::Version(2))));
    }
}
