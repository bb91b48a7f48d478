//! In groups: general answers, a way to the private chat, and questions to the office.

mod effect;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod talk;
#[cfg(test)]
mod tests;

pub use self::effect::GroupsEffect;
pub use self::reply::GroupsReply;
pub(crate) use self::talk::{offer, plan};
