//! What imports every room, one line each: the lists of states, inputs, facts, effects and replies, and who answers what.
//!
//! Rooms read the lists; nobody but this folder calls the dispatch.

mod button;
mod command;
mod dialogue;
mod effect;
mod facts;
mod forms;
mod hear;
mod input;
mod keyboard;
mod plan;
mod reply;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod subjects;
mod tasks;
#[cfg(test)]
pub(crate) mod tests;

pub use self::button::{Button, MAX_DATA_BYTES};
pub use self::command::{Audience, Command};
pub use self::dialogue::{Dialogue, StateError, Waiting};
pub use self::effect::Effect;
pub(crate) use self::facts::both;
pub use self::facts::{Cooperative, Facts, Need, Needs, Service};
pub(crate) use self::forms::leaving;
pub use self::input::{GroupEvent, Input};
pub use self::keyboard::Board;
pub use self::plan::{ROUNDS, needs, step};
pub use self::reply::Reply;
pub use self::subjects::{SubjectCard, TaskSubject};
pub use self::tasks::{Task, TaskKind, TaskLine, TaskSummary};
pub use crate::base::ctx::{Chat, Ctx};

/// What a step decided.
pub type Step = crate::base::step::Step<Dialogue, Effect, Reply>;

/// A decision, or what is to be fetched before it can be made.
pub(crate) type Plan = Result<Step, Needs>;

/// Makes a list take each room's own: one `From` for each of its members.
macro_rules! from_rooms {
    ($list:ident { $($member:ident($own:ty),)+ }) => {
        $(impl From<$own> for $list {
            fn from(own: $own) -> Self {
                Self::$member(own)
            }
        })+
    };
}
pub(crate) use from_rooms;
