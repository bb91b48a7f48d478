//! Questions to the office: a text becomes a question with a number, and comes back as an answer.

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

pub use self::button::QuestionsButton;
pub use self::effect::QuestionsEffect;
pub use self::reply::{Answerer, AskedCard, QuestionRef, QuestionsReply, Reading, WaitingLine};
pub use self::state::{Answering, Asking};
pub(crate) use self::talk::answering::{list, quoted, text as answer_text, word as answer_word};
pub(crate) use self::talk::asking::{Draft, ask, draft, fitting, follow_link, text, word};
pub(crate) use self::talk::press;
