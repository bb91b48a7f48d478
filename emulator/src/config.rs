//! What an emulator is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A bot that the emulator knows by its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BotConfig {
    /// `{bot id}:{secret}`, as from `BotFather`.
    pub token: String,
    /// Without the at sign.
    pub username: String,
    /// The name above the chat.
    pub first_name: String,
}

impl BotConfig {
    /// The number before the colon of the token; a token without one gets a fixed number, so that tests may use any word.
    pub fn id(&self) -> i64 {
        let digits = self.token.split(':').next().unwrap_or_default();
        digits.parse().unwrap_or(7_000_000_001)
    }

    /// Whether the token begins with a number, as real ones do.
    pub(crate) fn is_numbered(&self) -> bool {
        self.token.split(':').next().is_some_and(|digits| digits.parse::<i64>().is_ok())
    }
}

/// A person with a Telegram account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonConfig {
    /// The user id, which is also the id of the private chat.
    pub id: i64,
    /// The name that bots see.
    pub first_name: String,
    /// The account's number in international form, without it the contact button is refused.
    #[serde(default)]
    pub phone: Option<String>,
    /// Who this is in the story, for the list on the page: "Bendahara". Bots never see it.
    #[serde(default)]
    pub label: String,
    /// The language of the Telegram app, such as `id`.
    #[serde(default = "indonesian")]
    pub language_code: String,
}

fn indonesian() -> String {
    "id".to_owned()
}

/// A group chat. Every bot of the emulator is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupConfig {
    /// Negative, as Telegram's are; `-100...` makes it a supergroup.
    pub id: i64,
    /// The name above the group.
    pub title: String,
    /// User ids of the people in it.
    pub members: Vec<i64>,
    /// Those of them who administer it.
    #[serde(default)]
    pub admins: Vec<i64>,
}

/// What a person is in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// One of many.
    Member,
    /// May change the group.
    Administrator,
    /// The same, and writes in the group's name.
    Anonymous,
    /// Made the group.
    Creator,
}

/// Settings of an emulator. [`Config::on_loopback`] gives the usual ones; change the fields that differ.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The bots, the first of which is the one that the page and [`crate::Emulator::person`] mean.
    pub bots: Vec<BotConfig>,
    /// People known from the start; more can come later.
    pub people: Vec<PersonConfig>,
    /// Groups known from the start.
    pub groups: Vec<GroupConfig>,
    /// Where the state is kept over restarts; `None` keeps it in memory.
    pub data_dir: Option<PathBuf>,
    /// Check every request against the schema of the Bot API. Off for load tests.
    pub check_schema: bool,
    /// Keep a record of every call. Off for load tests.
    pub record: bool,
    /// How many calls and acknowledged updates the records keep.
    pub record_limit: usize,
    /// How many messages a chat keeps.
    pub messages_per_chat: usize,
    /// The first wait of a webhook's growing retry delay: Telegram's is a second.
    pub retry_base: Duration,
    /// How long a webhook may take to answer.
    pub webhook_timeout: Duration,
    /// Let updates die as on Telegram: a button press after 150 s, a message after a day, by the emulated clock.
    pub expire_updates: bool,
    /// How far the clock stands from real time at the first start; a kept state wins.
    pub clock_offset_seconds: i64,
}

impl Config {
    /// A strict emulator on a free loopback port, in memory.
    pub fn on_loopback(bots: Vec<BotConfig>) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            bots,
            people: Vec::new(),
            groups: Vec::new(),
            data_dir: None,
            check_schema: true,
            record: true,
            record_limit: 100_000,
            messages_per_chat: 500,
            retry_base: Duration::from_secs(1),
            webhook_timeout: Duration::from_mins(1),
            expire_updates: true,
            clock_offset_seconds: 0,
        }
    }
}
