//! A group chat, as its people and its settings drive it.

use std::sync::Arc;

use crate::config::Standing;
use crate::error::Error;
use crate::person::Person;
use crate::shared::Shared;

/// A group and one bot. Clones are cheap.
///
/// Whoever does something must be in the group, and an administrator for what only those may do.
#[derive(Clone)]
pub struct Group {
    shared: Arc<Shared>,
    bot: usize,
    id: i64,
}

impl Group {
    pub(crate) fn new(shared: Arc<Shared>, bot: usize, id: i64) -> Self {
        Self { shared, bot, id }
    }

    /// The chat id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Someone in this group.
    pub fn as_person(&self, id: i64) -> Person {
        Person::new(Arc::clone(&self.shared), self.bot, id).in_group(self.id)
    }

    /// Bring the bot in. It learns so by `my_chat_member` and by a service message.
    pub fn add_bot(&self, by: i64) -> Result<(), Error> {
        self.shared.world().bring_bot(self.bot, self.id, by)
    }

    /// Follow the bot's link `?startgroup=payload`: it is brought in, and hears `/start@Bot payload`.
    pub fn start_bot(&self, by: i64, payload: &str) -> Result<i64, Error> {
        self.shared.world().start_in_group(self.bot, self.id, by, payload)
    }

    /// Remove the bot: from then on it is refused here.
    pub fn remove_bot(&self, by: i64) -> Result<(), Error> {
        self.shared.world().remove_bot(self.bot, self.id, by)
    }

    /// Make the bot an administrator, which hears everything, or an ordinary member.
    pub fn promote_bot(&self, by: i64, promoted: bool) -> Result<(), Error> {
        self.shared.world().promote_bot(self.bot, self.id, by, promoted)
    }

    /// Somebody joins.
    pub fn join(&self, person: i64) -> Result<(), Error> {
        self.shared.world().join_group(self.bot, self.id, person, person)
    }

    /// Somebody leaves.
    pub fn leave(&self, person: i64) -> Result<(), Error> {
        self.shared.world().leave_group(self.bot, self.id, person, person)
    }

    /// Make somebody an administrator, with a name or without one, the creator, or an ordinary member.
    pub fn set_standing(&self, person: i64, standing: Standing) -> Result<(), Error> {
        self.shared.world().set_standing(self.id, person, standing, person)
    }

    /// Turn the group into a supergroup. The handle returned means the new chat; the old one refuses bots with its id.
    pub fn upgrade(&self, by: i64) -> Result<Self, Error> {
        let id = self.shared.world().upgrade(self.bot, self.id, by)?;
        Ok(Self { id, ..self.clone() })
    }

    /// Open a topic, which makes a supergroup a forum. Returns its `message_thread_id`.
    pub fn open_topic(&self, by: i64, name: &str) -> Result<i64, Error> {
        self.shared.world().open_topic(self.bot, self.id, by, name)
    }

    /// Delete a topic: whoever still writes there is told that the thread is not found.
    pub fn delete_topic(&self, by: i64, topic: i64) -> Result<(), Error> {
        self.shared.world().delete_topic(self.id, by, topic)
    }
}
