//! What can go wrong, for the driver and for the bot.

use serde_json::{Value, json};

/// Why the emulator could not do what a test or the page asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The socket or the data folder.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A kept state that cannot be read.
    #[error("journal line {line} cannot be read: {reason}")]
    Journal {
        /// Counted from one.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// Users and bots share one range of ids, as on Telegram.
    #[error("a person has the id of a bot: {0}")]
    IdOfABot(i64),
    /// No bot has this token, username or id.
    #[error("no such bot: {0}")]
    NoSuchBot(String),
    /// Nobody has this id.
    #[error("no such person: {0}")]
    NoSuchPerson(i64),
    /// No group has this id, or the person is not in it.
    #[error("no such group for this person: {0}")]
    NoSuchGroup(i64),
    /// The chat has no such message.
    #[error("no such message: {0}")]
    NoSuchMessage(i64),
    /// No message on view shows this button.
    #[error("no button {wanted:?}; on view: {visible:?}")]
    NoSuchButton {
        /// What was asked for.
        wanted: String,
        /// The labels that a person could press.
        visible: Vec<String>,
    },
    /// The account has no number to share.
    #[error("this person has no phone number")]
    NoPhone,
    /// A person who blocked the bot must unblock it first.
    #[error("this person has blocked the bot")]
    Blocked,
    /// Telegram's app would not send this.
    #[error("{0}")]
    Unsendable(&'static str),
    /// The awaited thing did not come.
    #[error("waited {seconds} s in vain; the chat ends with: {last}")]
    TimedOut {
        /// The limit that was given.
        seconds: f64,
        /// The last message on view.
        last: String,
    },
    /// More fault rules than anybody oversees.
    #[error("too many fault rules")]
    TooManyRules,
    /// The emulator is shutting down.
    #[error("the emulator has stopped")]
    Stopped,
    /// An update that is not an object with a known kind.
    #[error("not an update: {0}")]
    NotAnUpdate(String),
}

/// A refusal in Telegram's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: u16,
    pub(crate) description: String,
    pub(crate) retry_after: Option<u64>,
    pub(crate) migrate_to: Option<i64>,
}

impl ApiError {
    pub(crate) fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), retry_after: None, migrate_to: None }
    }

    pub(crate) fn bad_request(reason: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", reason.as_ref()))
    }

    pub(crate) fn forbidden(reason: impl AsRef<str>) -> Self {
        Self::new(403, format!("Forbidden: {}", reason.as_ref()))
    }

    pub(crate) fn too_many_requests(retry_after: u64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    pub(crate) fn migrated(to: i64) -> Self {
        Self { migrate_to: Some(to), ..Self::bad_request("group chat was upgraded to a supergroup chat") }
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut body = json!({
            "ok": false,
            "error_code": self.code,
            "description": self.description,
        });
        let mut parameters = serde_json::Map::new();
        if let Some(seconds) = self.retry_after {
            parameters.insert("retry_after".to_owned(), json!(seconds));
        }
        if let Some(chat) = self.migrate_to {
            parameters.insert("migrate_to_chat_id".to_owned(), json!(chat));
        }
        if !parameters.is_empty() {
            body["parameters"] = Value::Object(parameters);
        }
        body
    }
}
