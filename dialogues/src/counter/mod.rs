//! A deposit at the counter: the treasurer takes the money, and one form writes one journal.

mod button;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;
mod talk;
#[cfg(test)]
mod tests;

pub use self::button::CounterButton;
pub use self::reply::{CounterReply, DepositLine, Notice, Odd};
pub use self::state::Counter;
pub(crate) use self::talk::{press, start, text, word};
