//! Everything that the bot says, as values: one member for each room. The shell gives each its words in the person's
//! language.

use crate::access::{AccessReply, SharedReply};
use crate::account::AccountReply;
use crate::base::shape::Shape;
use crate::corrections::CorrectionsReply;
use crate::counter::CounterReply;
use crate::groups::GroupsReply;
use crate::home::HomeReply;
use crate::hub::{Button, from_rooms};
use crate::joining::JoiningReply;
use crate::linking::LinkingReply;
use crate::questions::QuestionsReply;
use crate::requests::RequestsReply;
use crate::settings::SettingsReply;

/// Everything that the bot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Of every room, and the menu.
    Home(HomeReply),
    /// Savings.
    Account(AccountReply),
    /// Linking an account to a member or an office.
    Linking(LinkingReply),
    /// Becoming a member, and the member register.
    Joining(JoiningReply),
    /// A deposit at the counter.
    Counter(CounterReply),
    /// Corrections.
    Corrections(CorrectionsReply),
    /// Requests and what waits for officers.
    Requests(RequestsReply),
    /// Lost phones, frozen doors, moves, fakes.
    Access(AccessReply),
    /// Several members on one account.
    Shared(SharedReply),
    /// Questions to the office.
    Questions(QuestionsReply),
    /// Groups.
    Groups(GroupsReply),
    /// The cooperative's settings.
    Settings(SettingsReply),
    /// The same, said while a form is open, with the way back into it.
    Beside(Box<Self>),
}

from_rooms!(Reply {
    Home(HomeReply),
    Account(AccountReply),
    Linking(LinkingReply),
    Joining(JoiningReply),
    Counter(CounterReply),
    Corrections(CorrectionsReply),
    Requests(RequestsReply),
    Access(AccessReply),
    Shared(SharedReply),
    Questions(QuestionsReply),
    Groups(GroupsReply),
    Settings(SettingsReply),
});

impl Reply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        match self {
            Self::Home(reply) => reply.shape(),
            Self::Account(reply) => reply.shape(),
            Self::Linking(reply) => reply.shape(),
            Self::Joining(reply) => reply.shape(),
            Self::Counter(reply) => reply.shape(),
            Self::Corrections(reply) => reply.shape(),
            Self::Requests(reply) => reply.shape(),
            Self::Access(reply) => reply.shape(),
            Self::Shared(reply) => reply.shape(),
            Self::Questions(reply) => reply.shape(),
            Self::Groups(reply) => reply.shape(),
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
