//! From the journal to the world and back.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tokio::sync::broadcast;

use super::{BotPlace, World};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::Error;
use crate::fault::Unrest;
use crate::journal::{self, Entry, Journal};
use crate::record::Records;

impl World {
    /// The world of this configuration, with what was kept of it.
    pub(crate) fn open(
        config: &Config,
        clock: Clock,
        records: Arc<Records>,
        events: broadcast::Sender<Arc<str>>,
    ) -> Result<Self, Error> {
        let mut world = Self {
            bots: Vec::new(),
            by_token: HashMap::new(),
            people: BTreeMap::new(),
            groups: BTreeMap::new(),
            chats: HashMap::new(),
            queries: BTreeMap::new(),
            messages_per_chat: config.messages_per_chat.max(1),
            expire_updates: config.expire_updates,
            journal: Journal::default(),
            clock,
            unrest: Unrest::default(),
            events,
            records,
        };
        for bot in &config.bots {
            world.add_bot(bot.clone());
        }
        for person in &config.people {
            world.add_person(person.clone());
        }
        for group in &config.groups {
            world.add_group(group.clone());
        }
        if let Some(folder) = &config.data_dir {
            for entry in journal::read(folder)? {
                world.replay(entry);
            }
            for bot in &mut world.bots {
                let hooked = bot.state.webhook.is_some();
                bot.queue.use_lanes(hooked);
            }
            world.journal = Journal::create(folder, &world.entries())?;
        }
        Ok(world)
    }

    fn known_bot(&self, id: i64) -> Option<usize> {
        self.bots.iter().position(|bot| bot.id == id)
    }

    fn replay(&mut self, entry: Entry) {
        let owner = match &entry {
            Entry::Bot { bot, .. }
            | Entry::Chat { bot, .. }
            | Entry::Message { bot, .. }
            | Entry::Gone { bot, .. }
            | Entry::Cleared { bot, .. }
            | Entry::Update { bot, .. }
            | Entry::Done { bot, .. } => self.known_bot(*bot),
            _ => Some(0),
        };
        // A bot that is no longer configured leaves nothing behind.
        let Some(index) = owner else {
            return;
        };
        match entry {
            Entry::Clock { offset } => self.clock.set_offset_seconds(offset),
            Entry::Person(person) => {
                self.people.insert(person.id, person);
            }
            Entry::Group(mut group) => {
                // Older journals name no bots: all of them were in every group.
                if group.bots.is_empty() {
                    group.bots = self.bots.iter().map(|bot| (bot.id, BotPlace::Member)).collect();
                }
                self.groups.insert(group.config.id, group);
            }
            Entry::Bot { state, .. } => {
                let next = self.bots[index].state.next_update_id;
                self.bots[index].state = state;
                // The first start drew another random number; the kept one wins.
                let kept = self.bots[index].state.next_update_id;
                self.bots[index].state.next_update_id = if kept == 0 { next } else { kept };
            }
            Entry::Chat { chat, state, .. } => {
                let last_id = self.chat_mut(index, chat).state.last_id;
                let kept = &mut self.chat_mut(index, chat).state;
                *kept = state;
                kept.last_id = kept.last_id.max(last_id);
            }
            Entry::Message { chat, message, .. } => self.replay_message(index, chat, *message),
            Entry::Gone { chat, id, .. } => {
                let kept = self.chat_mut(index, chat);
                if let Some(at) = kept.position(id) {
                    kept.messages.remove(at);
                }
            }
            Entry::Cleared { chat, .. } => self.chat_mut(index, chat).messages.clear(),
            Entry::Update { pending, .. } => {
                let bot = &mut self.bots[index];
                bot.state.next_update_id = bot.state.next_update_id.max(pending.update_id + 1);
                bot.queue.push(pending);
            }
            Entry::Done { seqs, .. } => {
                for seq in seqs {
                    let gone = self.bots[index].queue.remove(seq);
                    if let Some((chat, id)) = gone.and_then(|pending| pending.source) {
                        self.mark_read(index, chat, id);
                    }
                }
            }
            Entry::Query { number, query } => {
                self.queries.insert(number, query);
            }
            Entry::Answered { query } => {
                self.queries.remove(&query);
            }
        }
    }

    fn replay_message(&mut self, bot: usize, chat: i64, message: crate::message::Message) {
        let limit = self.messages_per_chat;
        let kept = self.chat_mut(bot, chat);
        kept.state.last_id = kept.state.last_id.max(message.id);
        let revision = kept.revision().max(message.revision);
        kept.changed.send_replace(revision);
        match kept.messages.binary_search_by_key(&message.id, |m| m.id) {
            Ok(at) => kept.messages[at] = message,
            Err(at) => {
                // What was read is told by the chat's state, which comes later in the journal.
                kept.state.unread = kept.state.unread.saturating_add(u32::from(message.by_bot));
                kept.messages.insert(at, message);
            }
        }
        if kept.messages.len() > limit {
            kept.messages.pop_front();
        }
    }

    /// Shorten the journal when it has grown too long.
    pub(crate) fn tidy(&mut self) {
        if self.journal.is_overgrown() {
            let entries = self.entries();
            if let Err(error) = self.journal.rewrite(&entries) {
                tracing::error!(%error, "the emulator's journal cannot be rewritten");
            }
        }
    }

    /// The whole state as a journal.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = vec![Entry::Clock { offset: self.clock.offset_seconds() }];
        entries.extend(self.people.values().cloned().map(Entry::Person));
        entries.extend(self.groups.values().cloned().map(Entry::Group));
        for bot in &self.bots {
            entries.push(Entry::Bot { bot: bot.id, state: bot.state.clone() });
        }
        for ((index, chat), kept) in &self.chats {
            let (bot, chat) = (self.bots[*index].id, *chat);
            entries.extend(kept.messages.iter().map(|message| Entry::Message {
                bot,
                chat,
                message: Box::new(message.clone()),
            }));
            let state = kept.state.clone();
            entries.push(Entry::Chat { bot, chat, state });
        }
        for bot in &self.bots {
            entries.extend(bot.queue.iter().map(|pending| Entry::Update { bot: bot.id, pending: pending.clone() }));
        }
        entries
            .extend(self.queries.iter().map(|(number, query)| Entry::Query { number: *number, query: query.clone() }));
        entries
    }
}
