//! How the world looks in Telegram's JSON.

use serde_json::{Map, Value, json};

use super::World;
use crate::config::PersonConfig;
use crate::message::{Message, Service};

pub(crate) const DAY_SECONDS: i64 = 86_400;
/// How long a press may wait, both for delivery and for its answer.
pub(crate) const PRESS_SECONDS: i64 = 150;
/// `GroupAnonymousBot`, in whose name anonymous administrators write.
const ANONYMOUS: i64 = 1_087_968_824;

pub(crate) fn user(person: &PersonConfig) -> Value {
    json!({
        "id": person.id,
        "is_bot": false,
        "first_name": person.first_name,
        "language_code": person.language_code,
    })
}

/// Telegram's queue of an update: what shares a number is delivered in order.
pub(crate) fn lane_of(kind: &str, body: &Value) -> i64 {
    let number = |value: &Value| value["id"].as_i64().unwrap_or(0);
    let shifted = |id: i64, by: i64| id.wrapping_add(by << 33);
    match kind {
        "callback_query" => shifted(number(&body["from"]), 3),
        "inline_query" | "chosen_inline_result" => shifted(number(&body["from"]), 1),
        "my_chat_member" => shifted(number(&body["chat"]), 5),
        "chat_member" => shifted(number(&body["chat"]), 6),
        "chat_join_request" => shifted(number(&body["chat"]), 7),
        "poll" | "poll_answer" => {
            let id = body["poll_id"].as_str().or_else(|| body["id"].as_str());
            id.and_then(|id| id.parse().ok()).unwrap_or(0)
        }
        _ => number(&body["chat"]),
    }
}

/// After how many seconds Telegram gives up on an update.
pub(crate) fn lifetime_of(kind: &str) -> i64 {
    match kind {
        "callback_query" | "shipping_query" | "pre_checkout_query" => PRESS_SECONDS,
        "inline_query" => 30,
        "chosen_inline_result" => 600,
        _ => DAY_SECONDS,
    }
}

impl World {
    pub(crate) fn bot_user(&self, bot: usize) -> Value {
        let bot = &self.bots[bot];
        json!({
            "id": bot.id,
            "is_bot": true,
            "first_name": bot.config.first_name,
            "username": bot.config.username,
        })
    }

    pub(crate) fn me(&self, bot: usize) -> Value {
        let mut me = self.bot_user(bot);
        for (field, value) in [
            ("can_join_groups", true),
            ("can_read_all_group_messages", self.bots[bot].state.privacy_off),
            ("supports_inline_queries", false),
            ("can_connect_to_business", false),
            ("has_main_web_app", false),
        ] {
            me[field] = Value::Bool(value);
        }
        me
    }

    pub(crate) fn chat_json(&self, chat: i64) -> Value {
        if let Some(group) = self.groups.get(&chat) {
            return group.to_json();
        }
        let name = self.people.get(&chat).map(|person| &person.first_name);
        json!({"id": chat, "type": "private", "first_name": name})
    }

    pub(crate) fn sender_json(&self, message: &Message) -> Value {
        if message.sender_chat.is_some() {
            return json!({"id": ANONYMOUS, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"});
        }
        self.user_json(message.from)
    }

    /// A person or a bot, by id.
    pub(crate) fn user_json(&self, id: i64) -> Value {
        if let Some(bot) = self.bots.iter().position(|bot| bot.id == id) {
            return self.bot_user(bot);
        }
        self.people.get(&id).map_or(Value::Null, user)
    }

    /// A message as the bot gets it.
    pub(crate) fn message_json(&self, bot: usize, chat: i64, message: &Message) -> Value {
        let mut json = self.plain_message(bot, chat, message);
        // In a topic, what answers nothing answers the message that opened the topic.
        let answered = message.reply_to.or(message.topic).filter(|id| *id != message.id);
        let kept = self.chats.get(&(bot, chat));
        if let Some(answered) = answered.and_then(|id| kept?.message(id)) {
            json["reply_to_message"] = self.plain_message(bot, chat, answered);
        }
        if let (Some(Service::Pinned { message: id }), Some(kept)) = (&message.service, kept)
            && let Some(pinned) = kept.message(*id)
        {
            json["pinned_message"] = self.plain_message(bot, chat, pinned);
        }
        json
    }

    fn plain_message(&self, bot: usize, chat: i64, message: &Message) -> Value {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| {
            fields.insert(name.to_owned(), value);
        };
        put("message_id", json!(message.id));
        put("from", self.sender_json(message));
        put("chat", self.chat_json(chat));
        if message.sender_chat.is_some() {
            put("sender_chat", self.chat_json(chat));
        }
        if let Some(thread) = self.thread_of(bot, chat, message) {
            put("message_thread_id", json!(thread));
        }
        if message.topic.is_some() {
            put("is_topic_message", json!(true));
        }
        put("date", json!(message.date));
        if let Some(at) = message.edited_at {
            put("edit_date", json!(at));
        }
        if let Some((field, value)) = message.service.as_ref().and_then(|service| self.service_json(service)) {
            put(field, value);
        }
        if let Some(contact) = &message.contact {
            put("contact", json!(contact));
        }
        let (text, entities) = if message.has_file() { ("caption", "caption_entities") } else { ("text", "entities") };
        if let Some(photo) = &message.photo {
            put("photo", photo.sizes());
        }
        if let Some(document) = &message.document {
            let mut value = json!(document);
            value["file_unique_id"] = json!(document.file_id);
            put("document", value);
        }
        if !message.text.is_empty() && message.contact.is_none() {
            put(text, json!(message.text));
        }
        if !message.entities.is_empty() {
            put(entities, json!(message.entities));
        }
        if !message.inline_keyboard.is_empty() {
            put("reply_markup", json!({"inline_keyboard": message.inline_keyboard}));
        }
        Value::Object(fields)
    }

    /// The topic, or in another supergroup the message with which a chain of answers began.
    fn thread_of(&self, bot: usize, chat: i64, message: &Message) -> Option<i64> {
        if message.topic.is_some() {
            return message.topic;
        }
        let group = self.groups.get(&chat)?;
        if !group.is_super() || group.is_forum {
            return None;
        }
        let kept = self.chats.get(&(bot, chat))?;
        let mut first = kept.message(message.reply_to?)?;
        while let Some(earlier) = first.reply_to.and_then(|id| kept.message(id)) {
            first = earlier;
        }
        Some(first.id)
    }

    fn service_json(&self, service: &Service) -> Option<(&'static str, Value)> {
        Some(match service {
            Service::Joined { users } => ("new_chat_members", users.iter().map(|id| self.user_json(*id)).collect()),
            Service::Left { user } => ("left_chat_member", self.user_json(*user)),
            Service::MigratedTo { chat } => ("migrate_to_chat_id", json!(chat)),
            Service::MigratedFrom { chat } => ("migrate_from_chat_id", json!(chat)),
            Service::TopicCreated { name } => ("forum_topic_created", json!({"name": name, "icon_color": 7_322_096})),
            // It holds a whole message, which its caller adds.
            Service::Pinned { .. } => return None,
        })
    }
}
