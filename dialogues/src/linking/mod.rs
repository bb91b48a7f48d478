//! The greeting, and linking an account to a member or an office.

mod button;
mod effect;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod state;
mod talk;
#[cfg(test)]
mod tests;

pub use self::button::LinkingButton;
pub use self::effect::LinkingEffect;
pub use self::reply::LinkingReply;
pub use self::state::{Letter, Linking};
pub(crate) use self::talk::{
    ask_code, begin, brought, claim, code, contact, disclaim, greet, is_number, not_asked, text, welcome, word,
};
