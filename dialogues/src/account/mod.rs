//! What a member has saved, and what went in and out.

mod button;
pub mod facts;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod talk;
#[cfg(test)]
pub(crate) mod tests;

pub use self::button::AccountButton;
pub use self::reply::{AccountReply, StatementView};
pub(crate) use self::talk::{balance, press, statement_now};
