//! What a bot can do to a chat.

use serde_json::{Value, json};

use super::json::{DAY_SECONDS, PRESS_SECONDS};
use super::{BotPlace, Markup, TOASTS_PER_CHAT, World};
use crate::error::ApiError;
use crate::journal::Entry;
use crate::message::{Contact, Document, Entity, InlineButton, Message, Photo, Toast};

/// What a message can carry beside words.
pub(crate) enum Media {
    Document(Document),
    Photo(Photo),
}

/// A message that a bot is about to send.
pub(crate) struct Outgoing {
    pub(crate) chat: i64,
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
    pub(crate) html: Option<String>,
    pub(crate) markup: Markup,
    pub(crate) media: Option<Media>,
    pub(crate) contact: Option<Contact>,
    pub(crate) reply_to: Option<i64>,
    pub(crate) reply_may_be_missing: bool,
    /// The topic of a forum; General must not be named.
    pub(crate) topic: Option<i64>,
}

/// A change of a message. `text` is `None` when only the buttons change.
pub(crate) struct Edit {
    pub(crate) chat: i64,
    pub(crate) id: i64,
    pub(crate) text: Option<(String, Vec<Entity>, Option<String>)>,
    /// The text is the caption of a file.
    pub(crate) is_caption: bool,
    pub(crate) buttons: Vec<Vec<InlineButton>>,
}

impl World {
    /// Whether the bot may write here, in Telegram's order of objections.
    pub(crate) fn writable(&self, bot: usize, chat: i64) -> Result<(), ApiError> {
        if let Some(group) = self.groups.get(&chat) {
            return group.open_to(self.bots[bot].id);
        }
        if !self.people.contains_key(&chat) {
            return Err(ApiError::bad_request("chat not found"));
        }
        let state = self.chats.get(&(bot, chat)).map(|chat| &chat.state);
        match state {
            Some(state) if state.blocked => Err(ApiError::forbidden("bot was blocked by the user")),
            Some(state) if state.started => Ok(()),
            _ => Err(ApiError::forbidden("bot can't initiate conversation with a user")),
        }
    }

    /// Whether the bot may look into this chat.
    pub(crate) fn readable(&self, bot: usize, chat: i64) -> Result<(), ApiError> {
        match self.groups.get(&chat) {
            Some(group) => group.open_to(self.bots[bot].id),
            None if self.chats.get(&(bot, chat)).is_some_and(|chat| chat.state.started) => Ok(()),
            None => Err(ApiError::bad_request("chat not found")),
        }
    }

    pub(crate) fn send(&mut self, bot: usize, outgoing: Outgoing) -> Result<Value, ApiError> {
        let chat = outgoing.chat;
        self.writable(bot, chat)?;
        if let Some(topic) = outgoing.topic
            && !self.groups.get(&chat).is_some_and(|group| group.topics.contains_key(&topic))
        {
            return Err(ApiError::bad_request("message thread not found"));
        }
        let mut reply_to = outgoing.reply_to;
        if let Some(id) = reply_to
            && self.chat_mut(bot, chat).position(id).is_none()
        {
            if !outgoing.reply_may_be_missing {
                return Err(ApiError::bad_request("message to be replied not found"));
            }
            reply_to = None;
        }
        let (document, photo) = match outgoing.media {
            None => (None, None),
            Some(Media::Document(document)) => (Some(document), None),
            Some(Media::Photo(photo)) => (None, Some(photo)),
        };
        let mut message = Message {
            from: self.bots[bot].id,
            by_bot: true,
            date: self.now(),
            text: outgoing.text,
            entities: outgoing.entities,
            html: outgoing.html,
            document,
            photo,
            contact: outgoing.contact,
            reply_to,
            topic: outgoing.topic,
            ..Message::default()
        };
        self.apply_markup(bot, chat, &mut message, outgoing.markup);
        let message = self.append(bot, chat, message);
        Ok(self.message_json(bot, chat, &message))
    }

    fn apply_markup(&mut self, bot: usize, chat: i64, message: &mut Message, markup: Markup) {
        match markup {
            Markup::None => return,
            Markup::Inline(rows) => {
                message.inline_keyboard = rows;
                return;
            }
            Markup::Reply(keyboard) => {
                message.reply_keyboard = Some(keyboard.clone());
                self.chat_mut(bot, chat).state.reply_keyboard = Some(keyboard);
            }
            Markup::Remove => self.chat_mut(bot, chat).state.reply_keyboard = None,
            Markup::ForceReply => {}
        }
        message.uneditable = true;
        self.keep_chat(bot, chat);
        self.emit_chat(bot, chat);
    }

    pub(crate) fn edit(&mut self, bot: usize, edit: Edit) -> Result<Value, ApiError> {
        let Edit { chat, id, text, is_caption, buttons } = edit;
        self.writable(bot, chat)?;
        let now = self.now();
        let kept = self.chat_mut(bot, chat);
        let at = kept.position(id).ok_or_else(|| ApiError::bad_request("message to edit not found"))?;
        let message = &kept.messages[at];
        if !message.by_bot || message.uneditable {
            return Err(ApiError::bad_request("message can't be edited"));
        }
        if text.is_some() && is_caption != message.has_file() {
            let what = if is_caption { "caption" } else { "text" };
            return Err(ApiError::bad_request(format!("there is no {what} in the message to edit")));
        }
        let same_text =
            text.as_ref().is_none_or(|(text, entities, _)| *text == message.text && *entities == message.entities);
        if same_text && buttons == message.inline_keyboard {
            return Err(ApiError::bad_request(
                "message is not modified: specified new message content and reply markup are \
                 exactly the same as a current content and reply markup of the message",
            ));
        }
        let revision = self.bump(bot, chat);
        let message = &mut self.chat_mut(bot, chat).messages[at];
        message.revision = revision;
        message.inline_keyboard = buttons;
        // Telegram shows "edited" only when the text changed.
        if let Some((text, entities, html)) = text {
            message.text = text;
            message.entities = entities;
            message.html = html;
            message.edited_at = Some(now);
        }
        let message = message.clone();
        self.keep_message(bot, chat, &message);
        self.emit_message(bot, chat, &message);
        Ok(self.message_json(bot, chat, &message))
    }

    pub(crate) fn delete(&mut self, bot: usize, chat: i64, id: i64) -> Result<Value, ApiError> {
        self.writable(bot, chat)?;
        let now = self.now();
        let rules_all =
            self.groups.get(&chat).is_none_or(|group| group.place(self.bots[bot].id) == BotPlace::Administrator);
        let own = self.bots[bot].id;
        let kept = self.chat_mut(bot, chat);
        let at = kept.position(id).ok_or_else(|| ApiError::bad_request("message to delete not found"))?;
        if !rules_all && kept.messages[at].from != own {
            return Err(ApiError::bad_request("message can't be deleted"));
        }
        if now - kept.messages[at].date > 2 * DAY_SECONDS {
            return Err(ApiError::bad_request("message can't be deleted for everyone"));
        }
        self.take_away(bot, chat, id);
        Ok(Value::Bool(true))
    }

    /// Let a message be gone for everyone.
    pub(super) fn take_away(&mut self, bot: usize, chat: i64, id: i64) {
        let kept = self.chat_mut(bot, chat);
        let Some(at) = kept.position(id) else {
            return;
        };
        kept.messages.remove(at);
        self.bump(bot, chat);
        let owner = self.bots[bot].id;
        self.journal.write(&Entry::Gone { bot: owner, chat, id });
        let name = &self.bots[bot].config.username;
        self.emit(|| json!({"type": "gone", "bot": name, "chat": chat, "id": id}));
    }

    pub(crate) fn answer_press(&mut self, bot: usize, query_id: &str, mut toast: Toast) -> Result<Value, ApiError> {
        let now = self.now();
        let own = self.bots[bot].id;
        let number: Option<u64> = query_id.parse().ok();
        let query = number.and_then(|number| {
            let known = self.queries.get(&number);
            let known = known.filter(|query| query.bot == own)?.clone();
            self.queries.remove(&number);
            (now - known.at <= PRESS_SECONDS).then_some(known)
        });
        let query = query.ok_or_else(|| {
            ApiError::bad_request("query is too old and response timeout expired or query ID is invalid")
        })?;
        self.journal.write(&Entry::Answered { query: number.unwrap_or_default() });
        toast.date = now;
        self.emit(|| json!({"type": "toast", "chat": query.chat, "person": query.person, "toast": toast}));
        let chat = self.chat_mut(bot, query.chat);
        if chat.toasts.len() >= TOASTS_PER_CHAT {
            chat.toasts.pop_front();
        }
        chat.toasts.push_back((query.person, toast));
        self.bump(bot, query.chat);
        Ok(Value::Bool(true))
    }

    /// "typing..." above the chat.
    pub(crate) fn chat_action(&self, bot: usize, chat: i64, action: &str) -> Result<Value, ApiError> {
        self.writable(bot, chat)?;
        let name = &self.bots[bot].config.username;
        self.emit(|| json!({"type": "action", "bot": name, "chat": chat, "action": action}));
        Ok(Value::Bool(true))
    }
}
