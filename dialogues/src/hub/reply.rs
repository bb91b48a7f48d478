//! Everything that the bot says, as values: one member for each room. The shell gives each its words in the person's
//! language.

use crate::access::{DoorReply, SharedReply};
use crate::account::AccountReply;
use crate::base::shape::Shape;
use crate::corrections::CorrectReply;
use crate::counter::CounterReply;
use crate::groups::GroupReply;
use crate::home::HomeReply;
use crate::hub::{Button, from_rooms};
use crate::joining::JoinReply;
use crate::linking::LinkReply;
use crate::questions::QuestionReply;
use crate::requests::TaskReply;
use crate::settings::SettingsReply;

/// Everything that the bot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Of every room, and the menu.
    Home(HomeReply),
    /// Savings.
    Account(AccountReply),
    /// Linking an account to a member or an office.
    Link(LinkReply),
    /// Becoming a member, and the member register.
    Join(JoinReply),
    /// A deposit at the counter.
    Counter(CounterReply),
    /// Corrections.
    Correct(CorrectReply),
    /// Requests and what waits for officers.
    Task(TaskReply),
    /// Lost phones, frozen doors, moves, fakes.
    Door(DoorReply),
    /// Several members on one account.
    Shared(SharedReply),
    /// Questions to the office.
    Question(QuestionReply),
    /// Groups.
    Group(GroupReply),
    /// The cooperative's settings.
    Settings(SettingsReply),
    /// The same, said while a form is open, with the way back into it.
    Beside(Box<Self>),
}

from_rooms!(Reply {
    Home(HomeReply),
    Account(AccountReply),
    Link(LinkReply),
    Join(JoinReply),
    Counter(CounterReply),
    Correct(CorrectReply),
    Task(TaskReply),
    Door(DoorReply),
    Shared(SharedReply),
    Question(QuestionReply),
    Group(GroupReply),
    Settings(SettingsReply),
});

impl Reply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        match self {
            Self::Home(reply) => reply.shape(),
            Self::Account(reply) => reply.shape(),
            Self::Link(reply) => reply.shape(),
            Self::Join(reply) => reply.shape(),
            Self::Counter(reply) => reply.shape(),
            Self::Correct(reply) => reply.shape(),
            Self::Task(reply) => reply.shape(),
            Self::Door(reply) => reply.shape(),
            Self::Shared(reply) => reply.shape(),
            Self::Question(reply) => reply.shape(),
            Self::Group(reply) => reply.shape(),
            Self::Settings(reply) => reply.shape(),
            Self::Beside(reply) => reply.shape().and_button(Button::CONTINUE),
        }
    }

    /// What is said, whether a form is open or not.
    pub fn bare(&self) -> &Self {
        match self {
            Self::Beside(reply) => reply.bare(),
            reply => reply,
        }
    }
}
