//! The message at the top of a chat.

use serde_json::Value;

use super::{BotPlace, World};
use crate::error::ApiError;
use crate::message::{Message, Service};

impl World {
    /// Pin a message, or take the pin off it; off the newest one when none is named.
    pub(crate) fn pin(&mut self, bot: usize, chat: i64, id: Option<i64>, pinned: bool) -> Result<Value, ApiError> {
        self.writable(bot, chat)?;
        let own = self.bots[bot].id;
        if self.groups.get(&chat).is_some_and(|group| group.place(own) != BotPlace::Administrator) {
            return Err(ApiError::bad_request("not enough rights to manage pinned messages in the chat"));
        }
        let state = &self.chat_mut(bot, chat).state;
        let id = id.or(state.pinned).unwrap_or(0);
        let known = self.chat_mut(bot, chat).position(id).is_some();
        if pinned && !known {
            return Err(ApiError::bad_request("message to pin not found"));
        }
        if !pinned && self.chat_mut(bot, chat).state.pinned != Some(id) {
            return Err(ApiError::bad_request("message to unpin not found"));
        }
        self.chat_mut(bot, chat).state.pinned = pinned.then_some(id);
        self.keep_chat(bot, chat);
        self.emit_chat(bot, chat);
        if pinned {
            let topic = self.chat_mut(bot, chat).message(id).and_then(|message| message.topic);
            let told = Message {
                from: own,
                date: self.now(),
                uneditable: true,
                topic,
                service: Some(Service::Pinned { message: id }),
                ..Message::default()
            };
            self.say_to_bot(bot, chat, told);
        }
        Ok(Value::Bool(true))
    }
}
