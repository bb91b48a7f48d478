//! A Telegram Bot API on loopback, with a chat page in the browser.
//!
//! A bot points its API address here instead of at Telegram and cannot tell the difference in anything that Rembuk uses: update queues and their confirmation, webhooks and their retries, keyboards, edits, callback answers, command menus, and the words in which Telegram refuses.
//! People are driven by the chat page (`/`), by HTTP (`/emulator/...`) or in process through [`Person`] and [`Group`].
//!
//! A group has people with a standing, topics, and bots that are brought in, promoted and removed; it can become a supergroup with another id.
//! Each bot keeps its own copy of a group's messages, with ids of its own, as in Telegram's ordinary groups; bots do not see each other's messages.
//!
//! Misfortune is ordered as [`FaultRule`]s for calls and [`UpdateFaults`] for updates, in process or by `POST /emulator/faults` and `/emulator/faults/updates`; `GET /emulator/calls?accepted=1` (or [`Emulator::accepted_from`]) tells what took effect nevertheless.
//! Luck comes from a seed, so that it can be had again.
//!
//! It is written from Telegram's documentation alone and shares no code with the bot, so that the two cannot agree on a mistake.

mod api;
mod clock;
mod config;
mod connections;
mod error;
mod fault;
mod files;
mod group;
mod handle;
mod html;
mod image;
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
pub use fault::{CallInfo, Fault, FaultRule, RuleInForce, Says, UnrestDone, UpdateFaults};
pub use group::Group;
pub use handle::{Emulator, start};
pub use html::parse as parse_html;
pub use message::{
    ChatView, Contact, Document, Entity, InlineButton, Message, Photo, ReplyButton, ReplyKeyboard, Service, Toast,
};
pub use person::{Person, Pressed};
pub use record::CallRecord;

/// What the fallible functions of this crate return.
pub type Result<T> = std::result::Result<T, Error>;
