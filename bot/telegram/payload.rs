//! From what is to be said to the messenger's methods.

use domain::ids::ChatId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters, SendMessage, SendMessageSetters};
use teloxide::requests::Payload;
use teloxide::types::{
    ButtonRequest, CallbackQueryId, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    LinkPreviewOptions, ParseMode, ReplyMarkup, ThreadId,
};

use crate::render::{InlineAction, Keyboard, Rendered, ReplyKey};

/// A call of the Bot API, as the outbox keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Call {
    /// The method's name.
    pub method: String,
    /// Its parameters.
    pub params: Value,
}

impl Call {
    /// The bytes that the outbox seals.
    pub fn to_json(&self) -> Vec<u8> {
        // A JSON value always serialises.
        serde_json::to_vec(self).unwrap_or_default()
    }

    fn of<P: Payload + Serialize>(payload: &P) -> Self {
        Self { method: P::NAME.to_owned(), params: serde_json::to_value(payload).unwrap_or(Value::Null) }
    }
}

/// A message, or what a screen is sent as when it can't be edited.
pub fn message(chat: ChatId, topic: i64, rendered: Rendered) -> Call {
    let preview = LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    };
    let mut payload = SendMessage::new(teloxide::types::ChatId(chat.0), rendered.html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(preview);
    if let Some(thread) = i32::try_from(topic).ok().filter(|topic| *topic != 0) {
        payload = payload.message_thread_id(ThreadId(teloxide::types::MessageId(thread)));
    }
    if let Some(markup) = markup(rendered.keyboard) {
        payload = payload.reply_markup(markup);
    }
    Call::of(&payload)
}

fn markup(keyboard: Keyboard) -> Option<ReplyMarkup> {
    match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(rows) => {
            let rows = rows.into_iter().map(|row| {
                row.into_iter().filter_map(|key| match key.action {
                    InlineAction::Data(data) => Some(InlineKeyboardButton::callback(key.label, data)),
                    InlineAction::Url(url) => {
                        reqwest::Url::parse(&url).ok().map(|url| InlineKeyboardButton::url(key.label, url))
                    }
                })
            });
            Some(ReplyMarkup::InlineKeyboard(InlineKeyboardMarkup::new(rows)))
        }
        Keyboard::Reply(rows) => Some(ReplyMarkup::Keyboard(keys(rows).persistent())),
        Keyboard::Once(rows) => Some(ReplyMarkup::Keyboard(keys(rows).one_time_keyboard())),
    }
}

fn keys(rows: Vec<Vec<ReplyKey>>) -> KeyboardMarkup {
    let rows = rows.into_iter().map(|row| {
        row.into_iter().map(|key| {
            let button = KeyboardButton::new(key.label);
            if key.request_contact { button.request(ButtonRequest::Contact) } else { button }
        })
    });
    KeyboardMarkup::new(rows).resize_keyboard()
}

/// The answer to a press, so that its button stops waiting.
pub fn answer(callback_id: &str, toast: Option<String>) -> Call {
    let payload = AnswerCallbackQuery::new(CallbackQueryId(callback_id.to_owned()));
    Call::of(&match toast {
        Some(text) => payload.text(text),
        None => payload,
    })
}

/// The same screen, in place of an older one.
pub fn edit(screen: &Call, message_id: i64) -> Call {
    let mut params = json!({ "message_id": message_id });
    for key in ["chat_id", "text", "parse_mode", "link_preview_options", "reply_markup"] {
        if let Some(value) = screen.params.get(key) {
            params[key] = value.clone();
        }
    }
    Call { method: "EditMessageText".to_owned(), params }
}

/// Takes a person's message out of the chat.
pub fn erase(chat: ChatId, message_id: i64) -> Call {
    Call { method: "DeleteMessage".to_owned(), params: json!({ "chat_id": chat.0, "message_id": message_id }) }
}

/// Takes the buttons off a message that is no longer the screen.
pub fn strip(chat: ChatId, message_id: i64) -> Call {
    Call { method: "EditMessageReplyMarkup".to_owned(), params: json!({ "chat_id": chat.0, "message_id": message_id }) }
}
