//! In groups: general answers, a way to the private chat, and questions to the office.

mod effect;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod talk;
#[cfg(test)]
mod tests;

pub use self::effect::GroupEffect;
pub use self::reply::GroupReply;
pub(crate) use self::talk::{offer, plan};
