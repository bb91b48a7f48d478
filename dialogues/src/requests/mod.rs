//! Requests that wait for approvals, and officers' decisions on them. What they are about is one line each in the hub.

mod button;
mod effect;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;
mod talk;

pub use self::button::RequestsButton;
pub use self::effect::RequestsEffect;
pub use self::reply::RequestsReply;
pub use self::state::Deciding;
pub(crate) use self::talk::{Completes, approval, approve, list, nothing_waits, press, text, waiting, word};
