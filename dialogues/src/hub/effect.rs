//! Everything that a step can write, in its own transaction: one member for each room, beside what is said to others.

use domain::ids::ChatId;
use domain::locale::Locale;

use crate::access::AccessEffect;
use crate::base::people::Recipient;
use crate::base::posting::Posting;
use crate::base::touch::{Resource, Touch};
use crate::groups::GroupsEffect;
use crate::home::HomeEffect;
use crate::hub::{Reply, Step, from_rooms};
use crate::joining::JoiningEffect;
use crate::linking::LinkingEffect;
use crate::questions::QuestionsEffect;
use crate::requests::RequestsEffect;
use crate::settings::SettingsEffect;

/// Something to be written, in the transaction of the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a journal.
    Post(Posting),
    /// About the person.
    Home(HomeEffect),
    /// Linking an account.
    Linking(LinkingEffect),
    /// Around joining.
    Joining(JoiningEffect),
    /// Around requests.
    Requests(RequestsEffect),
    /// About doors, shared accounts and typed secrets.
    Access(AccessEffect),
    /// About a question to the office.
    Questions(QuestionsEffect),
    /// About a group.
    Groups(GroupsEffect),
    /// About settings.
    Settings(SettingsEffect),
    /// Take the message that this step answers out of the chat: it held a secret.
    EraseInput,
    /// Say something in a group, in a topic of it: one line that everybody may read.
    TellGroup {
        /// Which group.
        chat: ChatId,
        /// Its topic; zero for none.
        topic: i64,
        /// In which language.
        locale: Locale,
        /// What.
        reply: Reply,
    },
    /// Say something to somebody else, in their private chat.
    Tell {
        /// To whom.
        to: Recipient,
        /// What.
        reply: Reply,
    },
}

from_rooms!(Effect {
    Post(Posting),
    Home(HomeEffect),
    Linking(LinkingEffect),
    Joining(JoiningEffect),
    Requests(RequestsEffect),
    Access(AccessEffect),
    Questions(QuestionsEffect),
    Groups(GroupsEffect),
    Settings(SettingsEffect),
});

impl Effect {
    /// What it writes, and what its decision must have read.
    pub fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::Post(posting) => posting.touches(),
            Self::Linking(effect) => effect.touches(),
            Self::Joining(effect) => effect.touches(),
            Self::Requests(effect) => effect.touches(),
            Self::Access(effect) => effect.touches(),
            Self::Questions(effect) => effect.touches(),
            Self::Settings(effect) => effect.touches(),
            Self::Home(_) | Self::Groups(_) | Self::EraseInput | Self::TellGroup { .. } | Self::Tell { .. } => {
                Vec::new()
            }
        }
    }
}

impl Step {
    /// The language of its replies: the one chosen by this very step, or the one before.
    pub fn locale(&self, before: Locale) -> Locale {
        let chosen = self.effects.iter().find_map(|effect| match effect {
            Effect::Home(HomeEffect::SetLocale(locale)) => Some(*locale),
            _ => None,
        });
        chosen.unwrap_or(before)
    }
}
