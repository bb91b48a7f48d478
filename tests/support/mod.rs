//! A whole small world: the emulator, a database of either kind, and the bot served in this process.

#![expect(dead_code, reason = "each test binary uses its own part of the support")]

pub mod cluster;
pub mod commit;

use std::path::PathBuf;
use std::time::Duration;

use domain::phone::Bare;
use emulator::{BotConfig, Config, Emulator, PersonConfig};
use rembuk::clock::Clock;
use rembuk::commands::{import, invite};
use rembuk::serve::{self, Running};
use rembuk::settings::{self, ReplaceWebhook, Settings};

/// The longest that a person waits for the bot in a test.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// The bot of every test.
pub const TOKEN: &str = "4242:TESTTOKENTESTTOKENTESTTOKEN";

/// A secret for webhooks.
pub const SECRET: &str = "a-test-secret-of-enough-length";

/// Which database a story runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// How updates come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    Polling,
    Webhook,
}

/// A fresh directory and database.
pub struct Place {
    pub dir: tempfile::TempDir,
    pub database_url: String,
}

impl Place {
    /// Where the program finds its schema on Postgres, and makes it on `SQLite`.
    pub async fn fresh(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::empty(kind).await,
            Kind::Postgres => Self::at(cluster::migrated().await),
        }
    }

    /// Where the program starts for the first time.
    pub async fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let place = Self::at(String::new());
                let database_url = format!("sqlite://{}", place.dir.path().join("rembuk.db").display());
                Self { database_url, ..place }
            }
            Kind::Postgres => Self::at(cluster::empty().await),
        }
    }

    fn at(database_url: String) -> Self {
        Self { dir: tempfile::tempdir().unwrap(), database_url }
    }

    pub fn key_file(&self) -> PathBuf {
        self.dir.path().join("rembuk.key")
    }
}

/// The settings of a bot at this place, in front of this emulator.
pub fn settings_of(place: &Place, api_url: &str, intake: Intake, listen: &str) -> Settings {
    settings_with(CONTACT, place, api_url, intake, listen)
}

/// How the office is reached in every story that does not set it.
pub const CONTACT: &str = "Kantor Koperasi Contoh Maju, Senin-Jumat 08.00-15.00";

/// The same, for a cooperative whose office is reached so; empty for one that is not set up.
fn settings_with(contact: &str, place: &Place, api_url: &str, intake: Intake, listen: &str) -> Settings {
    let key_file = place.key_file().display().to_string();
    let webhook = format!("http://{listen}");
    let lookup = |name: &str| {
        let value = match name {
            "TELOXIDE_TOKEN" => TOKEN,
            "TELOXIDE_API_URL" => api_url,
            "DATABASE_URL" => &place.database_url,
            "REMBUK_KEY_FILE" => &key_file,
            "LISTEN" => listen,
            "WEBHOOK_URL" if intake == Intake::Webhook => &webhook,
            "WEBHOOK_SECRET" => SECRET,
            "COOPERATIVE_NAME" => "Koperasi Contoh Maju",
            "COOPERATIVE_CONTACT" => contact,
            _ => return None,
        };
        Some(value.to_owned())
    };
    settings::settings(&lookup).unwrap()
}

/// An address that nobody else listens on, now or after a restart: the loopback host is this process's own,
/// for a port of 127.0.0.1 that is free now can be somebody's outgoing connection a moment later.
pub fn free_address() -> String {
    let [_, high, middle, low] = std::process::id().to_be_bytes();
    let host = std::net::Ipv4Addr::new(127, 64 | high, middle, low);
    let listener = std::net::TcpListener::bind((host, 0)).unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A person of the emulator.
pub fn person(id: i64, first_name: &str, phone: &str) -> PersonConfig {
    PersonConfig {
        id,
        first_name: first_name.to_owned(),
        phone: Some(phone.to_owned()),
        label: first_name.to_owned(),
        language_code: "id".to_owned(),
    }
}

/// An emulator with this bot and these people.
pub async fn emulator(people: Vec<PersonConfig>) -> Emulator {
    let bot = BotConfig {
        token: TOKEN.to_owned(),
        username: "ContohBot".to_owned(),
        first_name: "Koperasi Contoh Maju".to_owned(),
    };
    let config = Config { people, retry_base: Duration::from_millis(20), ..Config::on_loopback(vec![bot]) };
    emulator::start(config).await.unwrap()
}

/// Waits for the last call that a bot makes by itself after its start: what a story counts begins behind it.
pub async fn menus_are_set(emulator: &Emulator) {
    const MENUS: usize = 6;
    let set = || emulator.calls().iter().filter(|call| call.method == "setMyCommands").count();
    let all = async {
        while set() < MENUS {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(PATIENCE, all).await.expect("the menus are set");
}

/// Emulator, database and bot together.
pub struct World {
    pub emulator: Emulator,
    pub place: Place,
    pub settings: Settings,
    pub running: Running,
    pub clock: Clock,
}

impl World {
    /// Starts everything; `csv` is the register.
    pub async fn start(kind: Kind, intake: Intake, people: Vec<PersonConfig>, csv: &str) -> Self {
        Self::start_with(CONTACT, Place::fresh(kind).await, intake, people, csv).await
    }

    /// The same with a cooperative that nobody has set up yet, in a database without a schema.
    pub async fn start_new(kind: Kind, intake: Intake, people: Vec<PersonConfig>) -> Self {
        Self::start_with("", Place::empty(kind).await, intake, people, "").await
    }

    async fn start_with(contact: &str, place: Place, intake: Intake, people: Vec<PersonConfig>, csv: &str) -> Self {
        let emulator = emulator(people).await;
        let settings = settings_with(contact, &place, &emulator.url(), intake, &free_address());
        let clock = Clock::Shifted(emulator.clock().offset_handle());
        let store = serve::open(&settings.data).await.unwrap();
        let running = serve::start(&settings, store, clock.clone(), ReplaceWebhook::Never).await.unwrap();
        menus_are_set(&emulator).await;
        let world = Self { emulator, place, settings, running, clock };
        if !csv.is_empty() {
            world.import(csv, import::TelegramIds::AskEach).await.unwrap();
        }
        world
    }

    pub async fn import(&self, csv: &str, ids: import::TelegramIds) -> anyhow::Result<import::Imported> {
        let store = serve::open(&self.settings.data).await.unwrap();
        import::run(&store.db, &store.keys, None, csv, ids, self.clock.now()).await
    }

    pub async fn preview(&self, csv: &str) -> anyhow::Result<import::Overview> {
        let store = serve::open(&self.settings.data).await.unwrap();
        import::preview(&store.db, &store.keys, None, csv, Bare::Asked, self.clock.now()).await
    }

    pub async fn invite(&self, wanted: invite::For) -> invite::Fresh {
        let store = serve::open(&self.settings.data).await.unwrap();
        invite::run(&store.db, &store.keys, None, wanted, self.clock.now()).await.unwrap()
    }

    /// A group of these people, bound by the last of them, who becomes the chair.
    pub async fn open_group(&self, people: &[i64]) -> i64 {
        const GROUP: i64 = -1_001_234;
        let chair = *people.last().unwrap();
        self.emulator.add_group(emulator::GroupConfig {
            id: GROUP,
            title: "Warga Contoh Maju".to_owned(),
            members: people.to_vec(),
            admins: vec![chair],
        });
        self.bind(chair, GROUP).await;
        GROUP
    }

    /// Makes this person the chair, lets them make a code, and binds the group with it.
    pub async fn bind(&self, chair: i64, group: i64) {
        let fresh = self.invite(invite::For::Officer(domain::role::Role::Chair)).await;
        let chair = self.emulator.person(chair);
        let mark = chair.mark();
        chair.start(&fresh.code).await.unwrap();
        chair.wait_for_bot(mark, PATIENCE).await.unwrap();
        let code = code_of_group(&chair).await;
        let there = chair.in_group(group);
        there.send_text(&format!("/hubungkan {code}")).await.unwrap();
        let bound = |view: &emulator::ChatView| view.messages.iter().any(|it| it.by_bot && it.text.contains(BOUND));
        there.wait_for(bound, PATIENCE).await.unwrap();
    }

    /// What must hold at the end of every story: no request against the schema, and a clean audit.
    pub async fn end(self) {
        let violations = self.emulator.schema_violations();
        assert!(violations.is_empty(), "requests against the Bot API's schema: {violations:#?}");
        let findings = rembuk::commands::audit::run(&self.running.db).await.unwrap();
        assert!(findings.is_empty(), "the audit found: {findings:#?}");
        self.running.stop().await;
        self.emulator.shutdown().await;
    }
}

/// What a group reads once it is bound.
pub const BOUND: &str = "Grup ini terhubung dengan";

/// A code for a group, as an officer asks for it in private.
pub async fn code_of_group(officer: &emulator::Person) -> String {
    let code = |view: &emulator::ChatView| {
        let said = view.messages.iter().rev().find(|it| it.by_bot && it.text.contains("/hubungkan "))?;
        said.text.split_once("/hubungkan ").map(|(_, code)| code.trim().to_owned())
    };
    officer.send_text("/hubungkan").await.unwrap();
    let view = officer.wait_for(|view| code(view).is_some(), PATIENCE).await.unwrap();
    code(&view).unwrap()
}

/// Three members of a fictional cooperative.
pub const REGISTER: &str = "\
number,name,phone,joined_on,status,pokok,wajib,sukarela,address
A-001,Sari Contoh,0812-0000-0001,2024-01-15,aktif,100.000,\"1.200.000\",\"3.050.000\",bu
A-002,Budi Contoh,0812-0000-0002,2024-02-01,aktif,100.000,600.000,0,pak
A-003,Ani Contoh,0812-0000-0003,2025-06-01,calon,0,0,0,bu
";

/// Runs a story on both databases and by both ways in.
macro_rules! everywhere {
    ($(async fn $name:ident($kind:ident, $intake:ident) $body:block)+) => {$(
        mod $name {
            use super::*;
            use crate::support::{Intake, Kind};

            async fn story($kind: Kind, $intake: Intake) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite_polling() {
                story(Kind::Sqlite, Intake::Polling).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres_webhook() {
                story(Kind::Postgres, Intake::Webhook).await;
            }
        }
    )+};
}
pub(crate) use everywhere;
