//! From what is to be said to the messenger's methods.

use domain::ids::ChatId;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};
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
    /// Its parameters, a JSON object.
    pub params: Box<RawValue>,
}

impl Call {
    /// A call with these parameters.
    pub fn new(method: &str, params: &impl Serialize) -> Self {
        // Parameters are plain structs and values: serialising them can't fail.
        Self { method: method.to_owned(), params: to_raw_value(params).unwrap_or_default() }
    }

    /// The bytes that the outbox seals.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The chat that it names.
    pub fn chat_id(&self) -> Option<i64> {
        #[derive(Deserialize)]
        struct Where {
            chat_id: Option<i64>,
        }
        serde_json::from_str::<Where>(self.params.get()).ok()?.chat_id
    }

    /// Whether it is the answer to a press.
    pub fn is_toast(&self) -> bool {
        self.method == AnswerCallbackQuery::NAME
    }

    /// The same, to another chat.
    #[must_use]
    pub fn redirected(self, chat: ChatId) -> Self {
        let Ok(mut params) = serde_json::from_str::<Map<String, Value>>(self.params.get()) else { return self };
        params.insert("chat_id".to_owned(), chat.0.into());
        Self::new(&self.method, &params)
    }

    fn of<P: Payload + Serialize>(payload: &P) -> Self {
        Self::new(P::NAME, payload)
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

/// What a screen has that an edit takes over.
#[derive(Serialize, Deserialize)]
struct Screen<'a> {
    #[serde(borrow)]
    chat_id: &'a RawValue,
    #[serde(borrow)]
    text: &'a RawValue,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    parse_mode: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    link_preview_options: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    reply_markup: Option<&'a RawValue>,
}

/// The same screen, in place of an older one; `None` when it is no screen.
pub fn edit(screen: &Call, message_id: i64) -> Option<Call> {
    #[derive(Serialize)]
    struct Edit<'a> {
        message_id: i64,
        #[serde(flatten)]
        screen: Screen<'a>,
    }
    let screen: Screen<'_> = serde_json::from_str(screen.params.get()).ok()?;
    Some(Call::new("EditMessageText", &Edit { message_id, screen }))
}

/// Takes a person's message out of the chat.
pub fn erase(chat: ChatId, message_id: i64) -> Call {
    Call::new("DeleteMessage", &json!({ "chat_id": chat.0, "message_id": message_id }))
}

/// Takes the buttons off a message that is no longer the screen.
pub fn strip(chat: ChatId, message_id: i64) -> Call {
    Call::new("EditMessageReplyMarkup", &json!({ "chat_id": chat.0, "message_id": message_id }))
}
