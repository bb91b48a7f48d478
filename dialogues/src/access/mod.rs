//! Who gets at a membership: its door, a lost phone, a move to another account, and a phone that several share.

mod button;
mod effect;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;
mod talk;
#[cfg(test)]
mod tests;

pub use self::button::AccessButton;
pub use self::effect::{AccessEffect, DoorEvent, Secret};
pub use self::reply::{AccessReply, DoorCard, FrozenBy, Linkage, SharedReply, Way};
pub use self::state::{DoorForm, Pins, Reporting, Whose, Why};
pub(crate) use self::talk::lock::{card, closed, event, lost, press, report, says_lost, set, start, text};
pub(crate) use self::talk::moving::{confirm, contact, report_text, settle};
pub(crate) use self::talk::said::{pin_word, report_word, word};
pub(crate) use self::talk::shared::{begin, choose, entered, is_free, pin_text, switch, tell_member, who_is_it};
