//! Asking for a correction: the treasurer names a receipt and says why; others decide, and the last approval does it.

mod button;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;
mod talk;
#[cfg(test)]
pub(crate) mod tests;

pub use self::button::CorrectionsButton;
pub use self::reply::{CorrectionsReply, JournalCard, Movement, NotCorrectable};
pub use self::state::Correct;
pub(crate) use self::talk::{carry_out, press, start, text, word};
