//! What every room may say and do: the menu, the language, help, and the way out of a form.

mod button;
mod effect;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;

pub use self::button::HomeButton;
pub use self::effect::HomeEffect;
pub use self::reply::HomeReply;
