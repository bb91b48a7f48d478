//! Everything that Telegram would know, behind one lock.

mod bot_side;
mod bots;
mod commands;
mod group;
mod group_life;
mod json;
mod keyboards;
mod person_side;
mod pins;
mod queue;
mod restore;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{broadcast, watch};

use crate::clock::Clock;
use crate::config::{BotConfig, PersonConfig};
use crate::error::Error;
use crate::fault::Unrest;
use crate::journal::{Entry, Journal};
use crate::message::{ChatView, Message, ReplyKeyboard, Toast};
use crate::record::Records;

pub(crate) use bot_side::{Edit, Media, Outgoing};
pub(crate) use commands::Scope;
pub(crate) use group::{BotPlace, Group};
pub(crate) use keyboards::Markup;
pub(crate) use person_side::{Seat, Sent};
pub(crate) use queue::{Pending, Queue};

/// Updates that Telegram sends only to bots that ask for them.
const NOT_BY_DEFAULT: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
const TOASTS_PER_CHAT: usize = 100;

/// Where a bot wants its updates.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) secret: Option<String>,
    pub(crate) max_connections: usize,
    #[serde(default)]
    pub(crate) last_error: Option<(i64, String)>,
}

/// What a bot has set, kept over restarts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct BotState {
    pub(crate) next_update_id: i64,
    pub(crate) webhook: Option<Webhook>,
    pub(crate) allowed_updates: Option<Vec<String>>,
    pub(crate) commands: Vec<commands::CommandList>,
    pub(crate) descriptions: BTreeMap<String, String>,
    pub(crate) short_descriptions: BTreeMap<String, String>,
    pub(crate) menu_button: Option<Value>,
    pub(crate) privacy_off: bool,
}

/// A bot and its queue.
pub(crate) struct Bot {
    pub(crate) config: BotConfig,
    pub(crate) id: i64,
    pub(crate) state: BotState,
    pub(crate) queue: Queue,
    /// Counts getUpdates calls; a waiting one that sees a newer one gives way.
    pub(crate) poll: u64,
    /// Counts webhook settings; a delivery of an older one is void.
    pub(crate) epoch: u64,
    pub(crate) acknowledged: u64,
    pub(crate) wake: watch::Sender<()>,
}

/// What a chat keeps over restarts beside its messages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ChatState {
    pub(crate) started: bool,
    pub(crate) blocked: bool,
    pub(crate) reply_keyboard: Option<ReplyKeyboard>,
    pub(crate) unread: u32,
    pub(crate) last_id: i64,
    pub(crate) menu_button: Option<Value>,
    #[serde(default)]
    pub(crate) pinned: Option<i64>,
}

/// A chat between one bot and a person or a group.
#[derive(Default)]
pub(crate) struct Chat {
    pub(crate) state: ChatState,
    pub(crate) messages: VecDeque<Message>,
    pub(crate) toasts: VecDeque<(i64, Toast)>,
    pub(crate) changed: watch::Sender<u64>,
}

impl Chat {
    pub(crate) fn revision(&self) -> u64 {
        *self.changed.borrow()
    }

    pub(crate) fn position(&self, id: i64) -> Option<usize> {
        self.messages.binary_search_by_key(&id, |m| m.id).ok()
    }

    pub(crate) fn message(&self, id: i64) -> Option<&Message> {
        self.position(id).and_then(|at| self.messages.get(at))
    }

    pub(crate) fn view(&self, person: i64) -> ChatView {
        let own = self.toasts.iter().filter(|(owner, _)| *owner == person);
        ChatView {
            messages: self.messages.iter().cloned().collect(),
            reply_keyboard: self.state.reply_keyboard.clone(),
            toasts: own.map(|(_, toast)| toast.clone()).collect(),
            revision: self.revision(),
            started: self.state.started,
            blocked: self.state.blocked,
        }
    }
}

/// A button press that waits for its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Query {
    pub(crate) bot: i64,
    pub(crate) chat: i64,
    pub(crate) person: i64,
    pub(crate) at: i64,
}

/// All bots, people and chats.
pub(crate) struct World {
    pub(crate) bots: Vec<Bot>,
    by_token: HashMap<String, usize>,
    pub(crate) people: BTreeMap<i64, PersonConfig>,
    pub(crate) groups: BTreeMap<i64, Group>,
    pub(crate) chats: HashMap<(usize, i64), Chat>,
    queries: BTreeMap<u64, Query>,
    messages_per_chat: usize,
    expire_updates: bool,
    journal: Journal,
    clock: Clock,
    pub(crate) unrest: Unrest,
    pub(crate) events: broadcast::Sender<Arc<str>>,
    records: Arc<Records>,
}

impl World {
    pub(crate) fn bot_by_token(&self, token: &str) -> Option<usize> {
        self.by_token.get(token).copied()
    }

    pub(crate) fn bot_named(&self, name: &str) -> Result<usize, Error> {
        let named = |bot: &Bot| bot.config.username == name || bot.config.token == name || bot.id.to_string() == name;
        let found = self.bots.iter().position(named);
        found.ok_or_else(|| Error::NoSuchBot(name.to_owned()))
    }

    pub(crate) fn person(&self, id: i64) -> Result<&PersonConfig, Error> {
        self.people.get(&id).ok_or(Error::NoSuchPerson(id))
    }

    pub(crate) fn chat_mut(&mut self, bot: usize, chat: i64) -> &mut Chat {
        self.chats.entry((bot, chat)).or_default()
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now_seconds()
    }

    pub(crate) fn add_person(&mut self, person: PersonConfig) {
        self.journal.write(&Entry::Person(person.clone()));
        self.people.insert(person.id, person);
        self.emit(|| json!({"type": "people"}));
    }

    /// Tell the open pages. Costs nothing while none is open.
    pub(crate) fn emit(&self, event: impl FnOnce() -> Value) {
        if self.events.receiver_count() > 0 {
            // No receiver left in the meantime is no failure.
            let _ = self.events.send(Arc::from(event().to_string()));
        }
    }

    /// Wake whoever waits for a change of this chat, and tell the new revision.
    pub(crate) fn bump(&mut self, bot: usize, chat: i64) -> u64 {
        let chat = self.chat_mut(bot, chat);
        let next = chat.revision() + 1;
        chat.changed.send_replace(next);
        next
    }

    pub(crate) fn keep_chat(&mut self, bot: usize, chat: i64) {
        if self.journal.is_on() {
            let state = self.chat_mut(bot, chat).state.clone();
            let bot = self.bots[bot].id;
            self.journal.write(&Entry::Chat { bot, chat, state });
        }
    }

    pub(crate) fn keep_bot(&mut self, bot: usize) {
        if self.journal.is_on() {
            let bot = &self.bots[bot];
            self.journal.write(&Entry::Bot { bot: bot.id, state: bot.state.clone() });
        }
    }

    pub(crate) fn keep_message(&mut self, bot: usize, chat: i64, message: &Message) {
        if self.journal.is_on() {
            self.journal.write(&Entry::Message { bot: self.bots[bot].id, chat, message: Box::new(message.clone()) });
        }
    }

    pub(crate) fn keep_clock(&mut self, offset: i64) {
        self.journal.write(&Entry::Clock { offset });
        self.emit(|| json!({"type": "clock"}));
    }

    /// Put a message in a chat: the last step of everything that says something.
    pub(crate) fn append(&mut self, bot: usize, chat: i64, mut message: Message) -> Message {
        let revision = self.bump(bot, chat);
        let limit = self.messages_per_chat;
        let kept = self.chat_mut(bot, chat);
        kept.state.last_id += 1;
        message.id = kept.state.last_id;
        message.revision = revision;
        if message.by_bot {
            kept.state.unread = kept.state.unread.saturating_add(1);
        }
        if kept.messages.len() >= limit {
            kept.messages.pop_front();
        }
        kept.messages.push_back(message.clone());
        self.keep_message(bot, chat, &message);
        self.emit_message(bot, chat, &message);
        message
    }

    pub(crate) fn emit_message(&self, bot: usize, chat: i64, message: &Message) {
        let bot = &self.bots[bot].config.username;
        self.emit(|| json!({"type": "message", "bot": bot, "chat": chat, "message": message}));
    }

    /// Tell the pages that something beside the messages changed.
    pub(crate) fn emit_chat(&self, bot: usize, chat: i64) {
        let bot = &self.bots[bot].config.username;
        self.emit(|| json!({"type": "chat", "bot": bot, "chat": chat}));
    }

    fn wants(&self, bot: usize, kind: &str) -> bool {
        match &self.bots[bot].state.allowed_updates {
            Some(kinds) => kinds.iter().any(|allowed| allowed == kind),
            None => !NOT_BY_DEFAULT.contains(&kind),
        }
    }

    /// Queue an update under the next id, if the bot wants this kind.
    pub(crate) fn push(&mut self, bot: usize, kind: &str, body: &Value, route: Route) -> Option<i64> {
        if !self.wants(bot, kind) {
            return None;
        }
        if self.bots[bot].queue.len() == 0
            && let Some(id) = self.unrest.jumps()
        {
            self.bots[bot].state.next_update_id = id;
        }
        let update_id = self.bots[bot].state.next_update_id;
        let text = format!("{{\"update_id\":{update_id},\"{kind}\":{body}}}");
        if self.unrest.doubles() {
            self.enqueue(bot, update_id, text.clone(), route);
        }
        self.enqueue(bot, update_id, text, route);
        Some(update_id)
    }

    /// Queue an update as a test made it. Without `update_id` it gets the next one.
    pub(crate) fn push_raw(&mut self, bot: usize, mut update: Value) -> Result<i64, Error> {
        let kind = update.as_object().and_then(|fields| {
            let kind = fields.keys().find(|key| *key != "update_id");
            kind.cloned()
        });
        let kind = kind.ok_or_else(|| Error::NotAnUpdate(update.to_string()))?;
        let update_id = update["update_id"].as_i64().unwrap_or(self.bots[bot].state.next_update_id);
        update["update_id"] = json!(update_id);
        let body = &update[&kind];
        let route = Route { lane: json::lane_of(&kind, body), lifetime: json::lifetime_of(&kind), source: None };
        self.enqueue(bot, update_id, update.to_string(), route);
        Ok(update_id)
    }

    fn enqueue(&mut self, bot: usize, update_id: i64, body: String, route: Route) {
        let expires_at = if self.expire_updates { self.now() + route.lifetime } else { i64::MAX };
        let bot = &mut self.bots[bot];
        bot.state.next_update_id = bot.state.next_update_id.max(update_id + 1);
        let pending = Pending {
            seq: bot.queue.next_seq(),
            update_id,
            lane: route.lane,
            body: Arc::from(body),
            expires_at,
            source: route.source,
            attempts: 0,
        };
        if self.journal.is_on() {
            let pending = pending.clone();
            self.journal.write(&Entry::Update { bot: bot.id, pending });
        }
        bot.queue.push(pending);
        bot.wake.send_replace(());
    }

    /// Forget updates that died of age.
    pub(crate) fn expire(&mut self, bot: usize) {
        if self.expire_updates {
            let now = self.now();
            let dead = self.bots[bot].queue.expire(now);
            self.forget(bot, &dead);
        }
    }

    pub(crate) fn forget(&mut self, bot: usize, gone: &[Pending]) {
        if self.journal.is_on() && !gone.is_empty() {
            self.journal
                .write(&Entry::Done { bot: self.bots[bot].id, seqs: gone.iter().map(|pending| pending.seq).collect() });
        }
    }

    /// The bot has taken these.
    pub(crate) fn acknowledge(&mut self, bot: usize, taken: &[Pending]) {
        self.forget(bot, taken);
        for pending in taken {
            self.bots[bot].acknowledged += 1;
            self.records.acknowledged(self.bots[bot].id, pending.update_id);
            if let Some((chat, id)) = pending.source {
                self.mark_read(bot, chat, id);
            }
        }
        if !taken.is_empty() {
            self.bots[bot].wake.send_replace(());
        }
    }

    fn mark_read(&mut self, bot: usize, chat: i64, id: i64) {
        let kept = self.chat_mut(bot, chat);
        if let Some(at) = kept.position(id) {
            kept.messages[at].read = true;
            self.emit(|| json!({"type": "read", "chat": chat, "id": id}));
        }
    }
}

/// How an update travels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    pub(crate) lane: queue::Lane,
    /// Seconds until Telegram gives up on it.
    pub(crate) lifetime: i64,
    pub(crate) source: Option<(i64, i64)>,
}
