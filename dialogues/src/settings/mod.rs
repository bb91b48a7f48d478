//! What a cooperative sets for itself: all of it one question after the other at first, and any of it afterwards.

mod button;
mod effect;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;
mod talk;
#[cfg(test)]
pub(crate) mod tests;

pub use self::button::{SettingsButton, SettingsTap};
pub use self::effect::SettingsEffect;
pub use self::reply::{Asked, News, Note, SettingLine, SettingsProblem, SettingsReply, StaffNews};
pub use self::state::{SettingsForm, Walk};
pub(crate) use self::talk::{OPEN_MAX, leave, may_set, others, press, start, text, word};
