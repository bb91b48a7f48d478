//! Messages as a person sees them, and the keyboards under them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A formatted stretch of a text. Offsets count UTF-16 code units, as Telegram's do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// `bold`, `italic`, `text_link`, `bot_command`, ...
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it begins.
    pub offset: usize,
    /// How long it is.
    pub length: usize,
    /// The address of a `text_link`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language of a `pre` block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineButton {
    /// What it says.
    pub text: String,
    /// What the bot gets when it is pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_data: Option<String>,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whatever else the bot sent with it.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A key of the keyboard below the typing line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyButton {
    /// What it says, and what the person sends by pressing it.
    pub text: String,
    /// Pressing it offers to share the person's number instead.
    #[serde(default)]
    pub request_contact: bool,
}

/// The keyboard below the typing line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyKeyboard {
    /// Rows of keys.
    pub keyboard: Vec<Vec<ReplyButton>>,
    /// It goes away after one use.
    #[serde(default)]
    pub one_time_keyboard: bool,
    /// It stays when the person's own keyboard is hidden.
    #[serde(default)]
    pub is_persistent: bool,
    /// The grey hint in the typing line.
    #[serde(default)]
    pub input_field_placeholder: Option<String>,
}

/// A shared contact card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// As the account has it.
    pub phone_number: String,
    /// The name on the card.
    pub first_name: String,
    /// Whose account it is; absent for a card from the address book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i64>,
}

/// A file. Its bytes are kept in memory and served by the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The handle by which the bot may send it again.
    pub file_id: String,
    /// The name shown.
    pub file_name: String,
    /// Its kind.
    pub mime_type: String,
    /// In bytes.
    pub file_size: u64,
}

/// A picture. Telegram keeps it in several sizes; here the small one has the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The handle of the largest size, by which the bot may send it again.
    pub file_id: String,
    /// In points.
    pub width: u32,
    /// In points.
    pub height: u32,
    /// In bytes.
    pub file_size: u64,
}

impl Photo {
    /// Ends the handle of the small size.
    pub(crate) const SMALL: &'static str = "s";
    /// The longer side of the small size.
    const SMALL_SIDE: u32 = 90;

    /// As bots get it: the smallest first.
    pub(crate) fn sizes(&self) -> Value {
        let long = self.width.max(self.height).max(1);
        let scaled = |side: u32| (side * Self::SMALL_SIDE).div_ceil(long).clamp(1, side.max(1));
        let size = |id: String, width: u32, height: u32| json!({"file_id": id, "file_unique_id": id, "width": width, "height": height, "file_size": self.file_size});
        json!([
            size(format!("{}{}", self.file_id, Self::SMALL), scaled(self.width), scaled(self.height)),
            size(self.file_id.clone(), self.width, self.height),
        ])
    }
}

/// Something that happened in a group, told by Telegram itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Service {
    /// These people or bots came in.
    Joined {
        /// Their ids.
        users: Vec<i64>,
    },
    /// This person or bot is gone.
    Left {
        /// Their id.
        user: i64,
    },
    /// The group lives on as a supergroup.
    MigratedTo {
        /// The supergroup's id.
        chat: i64,
    },
    /// The supergroup was a group before.
    MigratedFrom {
        /// The group's id.
        chat: i64,
    },
    /// A topic was opened; the message's own id is the topic's.
    TopicCreated {
        /// Its name.
        name: String,
    },
    /// A message was pinned.
    Pinned {
        /// Which.
        message: i64,
    },
}

/// A message of a chat.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Grows within the chat.
    pub id: i64,
    /// User id of the person, or of the bot.
    pub from: i64,
    /// Whether the bot wrote it.
    pub by_bot: bool,
    /// Emulated seconds since 1970.
    pub date: i64,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<i64>,
    /// What one reads, without markup; the caption of a file.
    pub text: String,
    /// The formatting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
    /// The text as the bot sent it, when that was HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Buttons under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inline_keyboard: Vec<Vec<InlineButton>>,
    /// The keyboard that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_keyboard: Option<ReplyKeyboard>,
    /// It came with another markup than buttons under it, so Telegram lets nobody edit it.
    #[serde(default)]
    pub uneditable: bool,
    /// A shared card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// A sent file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// A sent picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Photo>,
    /// The message that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<i64>,
    /// The topic of a forum that it stands in; `None` is General, and any other chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<i64>,
    /// The group in whose name an administrator wrote who shows no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_chat: Option<i64>,
    /// Not said, but told: somebody came or went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// The bot has taken it (for messages of people).
    #[serde(default)]
    pub read: bool,
    /// The revision of the chat at which it last changed.
    #[serde(default)]
    pub revision: u64,
}

impl Message {
    /// Whether the bot changed it after sending.
    pub fn is_edited(&self) -> bool {
        self.edited_at.is_some()
    }

    /// Whether its text is the caption of something.
    pub(crate) fn has_file(&self) -> bool {
        self.document.is_some() || self.photo.is_some()
    }

    /// All buttons under it, row by row.
    pub fn buttons(&self) -> impl Iterator<Item = &InlineButton> {
        self.inline_keyboard.iter().flatten()
    }

    /// The labels of the buttons under it.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons().map(|button| button.text.as_str()).collect()
    }

    /// The button with this label or callback data.
    pub fn find_button(&self, wanted: &str) -> Option<&InlineButton> {
        self.buttons().find(|button| button.text == wanted || button.callback_data.as_deref() == Some(wanted))
    }
}

/// The short answer to a button press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toast {
    /// The press that it answers.
    pub query_id: String,
    /// Empty when the bot only stopped the spinner.
    pub text: String,
    /// A dialog that must be closed, instead of a passing line.
    pub alert: bool,
    /// A link that the answer opens.
    pub url: Option<String>,
    /// Emulated seconds since 1970.
    pub date: i64,
}

/// A chat as one person sees it.
#[derive(Debug, Clone, Default)]
pub struct ChatView {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// The keyboard below the typing line.
    pub reply_keyboard: Option<ReplyKeyboard>,
    /// Answers to this person's presses, oldest first.
    pub toasts: Vec<Toast>,
    /// Grows with every change of the chat.
    pub revision: u64,
    /// The person has written to the bot before.
    pub started: bool,
    /// The person has blocked the bot.
    pub blocked: bool,
}

impl ChatView {
    /// The newest message.
    pub fn last(&self) -> Option<&Message> {
        self.messages.last()
    }

    /// The newest message of the bot.
    pub fn last_from_bot(&self) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.by_bot)
    }

    /// Whether any message on view contains these words.
    pub fn says(&self, words: &str) -> bool {
        self.messages.iter().any(|m| m.text.contains(words))
    }
}
