//! How the world looks in Telegram's JSON.

use serde_json::{Map, Value, json};

use super::World;
use crate::config::PersonConfig;
use crate::message::Message;

pub(crate) const DAY_SECONDS: i64 = 86_400;
/// How long a press may wait, both for delivery and for its answer.
pub(crate) const PRESS_SECONDS: i64 = 150;

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
            let kind = if chat <= -1_000_000_000_000 { "supergroup" } else { "group" };
            return json!({"id": chat, "type": kind, "title": group.title});
        }
        let name = self.people.get(&chat).map(|person| &person.first_name);
        json!({"id": chat, "type": "private", "first_name": name})
    }

    pub(crate) fn sender_json(&self, bot: usize, message: &Message) -> Value {
        if message.by_bot {
            return self.bot_user(bot);
        }
        self.people.get(&message.from).map_or(Value::Null, user)
    }

    /// A message as the bot gets it.
    pub(crate) fn message_json(&self, bot: usize, chat: i64, message: &Message) -> Value {
        let mut json = self.plain_message(bot, chat, message);
        let answered = message.reply_to.and_then(|id| {
            let chat = self.chats.get(&(bot, chat))?;
            chat.message(id)
        });
        if let Some(answered) = answered {
            json["reply_to_message"] = self.plain_message(bot, chat, answered);
        }
        json
    }

    fn plain_message(&self, bot: usize, chat: i64, message: &Message) -> Value {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| {
            fields.insert(name.to_owned(), value);
        };
        put("message_id", json!(message.id));
        put("from", self.sender_json(bot, message));
        put("chat", self.chat_json(chat));
        put("date", json!(message.date));
        if let Some(at) = message.edited_at {
            put("edit_date", json!(at));
        }
        if let Some(contact) = &message.contact {
            put("contact", json!(contact));
        }
        let (text, entities) =
            if message.document.is_some() { ("caption", "caption_entities") } else { ("text", "entities") };
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
}
