//! Becoming a member: one question each, nothing more than the register needs, and officers decide.

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

pub use self::button::{JoinTap, JoiningButton};
pub use self::effect::{JoiningEffect, NewApplication};
pub use self::reply::{Admitted, HeirLine, JoiningReply, MemberCardView, Problem, ReadBack, Summary, TakenThing};
pub use self::state::{Answer, CONSENT_VERSION, Consent, Draft, Joining, Question, Whose};
pub(crate) use self::talk::admit::{carry_out, entry};
pub(crate) use self::talk::register::show as show_register;
pub(crate) use self::talk::said::word;
pub(crate) use self::talk::{PAYLOAD, begin, contact, press, status, text, unsupported};
