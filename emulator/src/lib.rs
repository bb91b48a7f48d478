//! A Telegram Bot API on loopback, with a chat page in the browser.
//!
//! A bot points its API address here instead of at Telegram and cannot tell the difference in anything that Rembuk uses: update queues and their confirmation, webhooks and their retries, keyboards, edits, callback answers, command menus, and the words in which Telegram refuses.
//! People are driven by the chat page (`/`), by HTTP (`/emulator/...`) or in process through [`Person`].
//!
//! It is written from Telegram's documentation alone and shares no code with the bot, so that the two cannot agree on a mistake.

mod api;
mod clock;
mod config;
mod error;
mod fault;
mod files;
mod group;
mod handle;
mod html;
mod journal;
mod message;
mod page;
mod person;
mod record;
mod schema;
mod server;
mod shared;
mod webhook;
mod world;

pub use clock::Clock;
pub use config::{BotConfig, Config, GroupConfig, PersonConfig, Standing};
pub use error::Error;
pub use fault::{CallInfo, Fault, FaultRule, RuleInForce, UpdateFaults};
pub use group::Group;
pub use handle::{Emulator, start};
pub use html::parse as parse_html;
pub use message::{
    ChatView, Contact, Document, Entity, InlineButton, Message, ReplyButton, ReplyKeyboard, Service, Toast,
};
pub use person::{Person, Pressed};
pub use record::CallRecord;

/// What the fallible functions of this crate return.
pub type Result<T> = std::result::Result<T, Error>;
