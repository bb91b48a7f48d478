//! What a person can do in a chat.

use serde_json::{Value, json};

use super::json::{DAY_SECONDS, lane_of, lifetime_of, user};
use super::{Query, Route, World};
use crate::error::Error;
use crate::html;
use crate::journal::Entry;
use crate::message::{Contact, Document, InlineButton, Message, Photo};

/// A few presses at most wait for an answer at once; the oldest give way.
const QUERIES_KEPT: usize = 10_000;

/// What a person puts into a chat.
pub(crate) enum Sent {
    Text { text: String, reply_to: Option<i64> },
    Contact(Contact),
    Document { document: Document, caption: String },
    Photo { photo: Photo, caption: String },
}

/// Who speaks, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) person: i64,
    /// The person's own id, or a group's.
    pub(crate) chat: i64,
    /// The topic of a forum; `None` is General.
    pub(crate) topic: Option<i64>,
    /// In the group's name.
    pub(crate) anonymous: bool,
}

impl Seat {
    /// In the private chat.
    pub(crate) fn alone(person: i64) -> Self {
        Self { person, chat: person, topic: None, anonymous: false }
    }
}

impl World {
    /// The chat must exist for this person: their own, or a group they are in.
    pub(crate) fn check_membership(&self, person: i64, chat: i64) -> Result<(), Error> {
        self.person(person)?;
        let group = self.groups.get(&chat);
        if chat == person || group.is_some_and(|group| group.migrated_to.is_none() && group.has(person)) {
            Ok(())
        } else {
            Err(Error::NoSuchGroup(chat))
        }
    }

    fn check_seat(&self, seat: Seat) -> Result<(), Error> {
        self.check_membership(seat.person, seat.chat)?;
        let Some(group) = self.groups.get(&seat.chat) else {
            return Ok(());
        };
        if seat.anonymous && !group.is_admin(seat.person) {
            return Err(Error::Unsendable("only an administrator can be anonymous"));
        }
        if seat.topic.is_some_and(|topic| !group.topics.contains_key(&topic)) {
            return Err(Error::Unsendable("the group has no such topic"));
        }
        Ok(())
    }

    pub(crate) fn person_sends(&mut self, bot: usize, seat: Seat, what: Sent) -> Result<i64, Error> {
        self.check_seat(seat)?;
        let message = self.composed(seat, what)?;
        if self.groups.contains_key(&seat.chat) {
            return Ok(self.say_in_group(bot, seat.chat, &message));
        }
        self.before_speaking(bot, seat.chat)?;
        Ok(self.say_to_bot(bot, seat.chat, message))
    }

    fn composed(&self, seat: Seat, what: Sent) -> Result<Message, Error> {
        let empty = Message { from: seat.person, date: self.now(), uneditable: true, ..Message::default() };
        let mut message = match what {
            Sent::Text { text, reply_to } => Message { text, reply_to, ..empty },
            Sent::Contact(contact) => Message { contact: Some(contact), ..empty },
            Sent::Document { document, caption } => Message { document: Some(document), text: caption, ..empty },
            Sent::Photo { photo, caption } => Message { photo: Some(photo), text: caption, ..empty },
        };
        message.text = message.text.trim().to_owned();
        if message.contact.is_none() && !message.has_file() && message.text.is_empty() {
            return Err(Error::Unsendable("an empty text cannot be sent"));
        }
        if html::utf16_length(&message.text) > 4096 {
            return Err(Error::Unsendable("a text over 4096 characters is split by the app"));
        }
        message.entities = html::commands_in(&message.text);
        message.topic = seat.topic;
        let nameless = self.groups.get(&seat.chat).is_some_and(|group| group.anonymous.contains(&seat.person));
        message.sender_chat = (seat.anonymous || nameless).then_some(seat.chat);
        Ok(message)
    }

    /// A person who writes has started the bot, and uses up a keyboard that is for one use.
    fn before_speaking(&mut self, bot: usize, chat: i64) -> Result<(), Error> {
        let state = &mut self.chat_mut(bot, chat).state;
        if state.blocked {
            return Err(Error::Blocked);
        }
        let one_time = state.reply_keyboard.as_ref();
        let used_up = one_time.is_some_and(|keyboard| keyboard.one_time_keyboard);
        if used_up {
            state.reply_keyboard = None;
        }
        if !state.started || used_up {
            state.started = true;
            self.keep_chat(bot, chat);
            self.emit_chat(bot, chat);
        }
        Ok(())
    }

    /// Put what a person said into the chat, and tell the bot.
    pub(crate) fn say_to_bot(&mut self, bot: usize, chat: i64, message: Message) -> i64 {
        let message = self.append(bot, chat, message);
        if self.bot_hears(bot, chat, &message) {
            let body = self.message_json(bot, chat, &message);
            let route = Route { lane: chat, lifetime: DAY_SECONDS, source: Some((chat, message.id)) };
            self.push(bot, "message", &body, route);
        }
        message.id
    }

    /// Press a button under a message. The bot gets a callback query with the returned id.
    pub(crate) fn person_presses(
        &mut self,
        bot: usize,
        person: i64,
        chat: i64,
        message_id: i64,
        data: &str,
    ) -> Result<String, Error> {
        self.check_membership(person, chat)?;
        let kept = self.chat_mut(bot, chat);
        if kept.state.blocked {
            return Err(Error::Blocked);
        }
        let message = kept.message(message_id).cloned();
        let message = message.ok_or(Error::NoSuchMessage(message_id))?;
        let now = self.now();
        let number = self.next_query_number();
        let query = Query { bot: self.bots[bot].id, chat, person, at: now };
        if self.queries.len() >= QUERIES_KEPT {
            self.queries.pop_first();
        }
        self.queries.insert(number, query.clone());
        self.journal.write(&Entry::Query { number, query });
        let body = json!({
            "id": number.to_string(),
            "from": user(self.person(person)?),
            "message": self.message_json(bot, chat, &message),
            "chat_instance": chat.to_string(),
            "data": data,
        });
        // A bot that was removed hears nothing from its old buttons.
        if self.groups.get(&chat).is_none_or(|group| group.place(self.bots[bot].id).is_inside()) {
            self.push(bot, "callback_query", &body, route("callback_query", &body));
        }
        Ok(number.to_string())
    }

    // Telegram's are large numbers too; they must survive a restart without repeating.
    fn next_query_number(&self) -> u64 {
        let micros = self.clock.now().timestamp_micros();
        let fresh = u64::try_from(micros).unwrap_or(1);
        let last = self.queries.last_key_value().map_or(0, |(last, _)| *last);
        fresh.max(last + 1)
    }

    /// The newest message on view with this button.
    pub(crate) fn find_button(&self, bot: usize, chat: i64, wanted: &str) -> Option<(i64, InlineButton)> {
        let chat = self.chats.get(&(bot, chat))?;
        chat.messages.iter().rev().find_map(|message| {
            let button = message.find_button(wanted)?;
            Some((message.id, button.clone()))
        })
    }

    /// The labels that a person could press now.
    pub(crate) fn visible_buttons(&self, bot: usize, chat: i64) -> Vec<String> {
        let Some(chat) = self.chats.get(&(bot, chat)) else {
            return Vec::new();
        };
        let recent = chat.messages.iter().rev().take(20);
        let inline = recent.flat_map(Message::buttons).map(|b| b.text.clone());
        let keys = chat.state.reply_keyboard.iter();
        let keys = keys.flat_map(|keyboard| keyboard.keyboard.iter().flatten());
        inline.chain(keys.map(|key| key.text.clone())).collect()
    }

    pub(crate) fn set_blocked(&mut self, bot: usize, person: i64, blocked: bool) -> Result<(), Error> {
        self.check_membership(person, person)?;
        let state = &mut self.chat_mut(bot, person).state;
        if state.blocked == blocked {
            return Ok(());
        }
        state.blocked = blocked;
        self.bump(bot, person);
        self.keep_chat(bot, person);
        self.emit_chat(bot, person);
        let status = |kicked: bool| {
            let mut member = json!({
                "user": self.bot_user(bot),
                "status": if kicked { "kicked" } else { "member" },
            });
            if kicked {
                member["until_date"] = json!(0);
            }
            member
        };
        let from = user(self.person(person)?);
        self.push_membership(bot, "my_chat_member", person, &from, (status(!blocked), status(blocked)));
        Ok(())
    }

    /// The person clears the history: the messages go, the bot learns nothing, Start is asked for again.
    pub(crate) fn clear_chat(&mut self, bot: usize, person: i64) -> Result<(), Error> {
        self.check_membership(person, person)?;
        let chat = self.chat_mut(bot, person);
        chat.messages.clear();
        chat.toasts.clear();
        chat.state.reply_keyboard = None;
        chat.state.unread = 0;
        self.bump(bot, person);
        let owner = self.bots[bot].id;
        self.journal.write(&Entry::Cleared { bot: owner, chat: person });
        self.keep_chat(bot, person);
        self.emit_chat(bot, person);
        Ok(())
    }

    pub(crate) fn mark_chat_read(&mut self, bot: usize, chat: i64) {
        let state = &mut self.chat_mut(bot, chat).state;
        if state.unread > 0 {
            state.unread = 0;
            self.keep_chat(bot, chat);
            self.emit(|| json!({"type": "people"}));
        }
    }
}

pub(super) fn route(kind: &str, body: &Value) -> Route {
    Route { lane: lane_of(kind, body), lifetime: lifetime_of(kind), source: None }
}
