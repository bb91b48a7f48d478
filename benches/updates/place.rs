//! Where a bot keeps its things: a folder, a database, the registers imported, everybody who writes a treasurer. And the
//! messenger in front of it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use domain::ids::{BotId, PersonId};
use domain::role::Role;
use domain::zone::Zone;
use rembuk::clock::Clock;
use rembuk::commands::{cooperative, import};
use rembuk::serve;
use rembuk::settings::{DataSettings, Token};
use rembuk::telegram::api::Api;
use serde_json::Value;
use sqlx::Connection;
use store::people::PersonKey;

use crate::line::{Intake, Way};
use crate::messenger::{Messenger, bot_id, token};
use crate::people::{People, register};
use crate::process::{PATIENCE, Process, environment, free_address};

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// A file.
    Sqlite,
    /// The server that the environment names.
    Postgres,
}

impl Kind {
    /// In the table and in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A folder with its database.
pub struct Place {
    folder: tempfile::TempDir,
    /// Which database.
    pub kind: Kind,
    /// For the bot.
    pub database_url: String,
    /// The registers.
    pub people: People,
    /// Where the bot sends to.
    pub messenger: Messenger,
    /// How long the registers took.
    pub import: Duration,
}

impl Place {
    /// Makes the database and imports the registers.
    pub async fn prepare(kind: Kind, people: People) -> anyhow::Result<Self> {
        eprintln!("{}: preparing {people:?}", kind.name());
        let folder = tempfile::tempdir()?;
        let database_url = match kind {
            Kind::Sqlite => format!("sqlite://{}", folder.path().join("rembuk.db").display()),
            Kind::Postgres => fresh_postgres().await?,
        };
        let messenger = Messenger::start(people).await?;
        let mut place = Self { folder, kind, database_url, people, messenger, import: Duration::ZERO };
        // The first start makes the first cooperative.
        place.serve_bots(Intake::Webhook, 1).await?.stop().await?;
        let started = Instant::now();
        if people.cooperatives == 1 {
            place.import().await?;
        } else {
            place.found().await?;
        }
        place.import = started.elapsed();
        place.appoint().await?;
        eprintln!("{}: imported within {:.1} s", kind.name(), place.import.as_secs_f64());
        Ok(place)
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, intake: Intake, listen: SocketAddr, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rembuk"));
        command.env_clear().envs(self.environment(intake, listen));
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// The bot's environment.
    pub fn environment(&self, intake: Intake, listen: SocketAddr) -> Vec<(&'static str, String)> {
        environment(&self.database_url, self.folder.path(), &self.messenger.url, listen, intake)
    }

    /// Starts `rembuk serve`, and waits until all its bots are ready for updates.
    pub async fn serve(&self, intake: Intake) -> anyhow::Result<Process> {
        self.serve_bots(intake, self.people.cooperatives).await
    }

    async fn serve_bots(&self, intake: Intake, bots: usize) -> anyhow::Result<Process> {
        let listen = free_address()?;
        let (command, way) = (self.command(intake, listen, &["serve"]), Way::new(intake, listen, bots));
        Process::start(command, listen, &self.path("serve.log"), way, (&self.messenger, bots)).await
    }

    /// Starts `rembuk serve`, and waits for nothing.
    pub fn spawn(&self, intake: Intake) -> anyhow::Result<Process> {
        let listen = free_address()?;
        let (command, way) = (self.command(intake, listen, &["serve"]), Way::new(intake, listen, 1));
        self.messenger.forget_ready();
        Process::spawn(command, listen, &self.path("serve.log"), way)
    }

    /// The only register, with the program's own command.
    async fn import(&self) -> anyhow::Result<()> {
        for piece in self.people.pieces(0) {
            let file = self.path("register.csv");
            std::fs::write(&file, register(piece))?;
            let name = file.display().to_string();
            let arguments = ["import", "members", &name, "--trust-telegram-ids"];
            let mut command = self.command(Intake::Polling, free_address()?, &arguments);
            let done = tokio::task::spawn_blocking(move || command.stderr(Stdio::piped()).output()).await??;
            ensure!(done.status.success(), "the import failed: {}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(())
    }

    /// Every cooperative with its register, as the program's commands do it: a process for each would take minutes.
    async fn found(&self) -> anyhow::Result<()> {
        let serve::Store { db, keys, metrics } = serve::open(&self.data()).await?;
        let api = Api::new(&self.messenger.url, metrics)?;
        for at in 0..self.people.cooperatives {
            let now = Clock::Real.now();
            if at > 0 {
                let token = Token::parse(&token(at)).context("a token of the benchmark")?;
                let wanted = cooperative::wanted(&format!("Koperasi Contoh {at}"), Zone::Wib, "")?;
                cooperative::add(&db, &keys, &api, token, wanted, now).await?;
            }
            for piece in self.people.pieces(at) {
                let bot = Some(BotId(bot_id(at)));
                import::run(&db, &keys, bot, &register(piece), import::TelegramIds::Trust, now).await?;
            }
        }
        db.close().await;
        Ok(())
    }

    /// Where database and keys are, for this process.
    pub fn data(&self) -> DataSettings {
        DataSettings { database_url: self.database_url.clone(), key_file: self.path("rembuk.key") }
    }

    /// Makes everybody who writes a treasurer: two thousand invitations would measure nothing.
    async fn appoint(&self) -> anyhow::Result<()> {
        let serve::Store { db, keys, .. } = serve::open(&self.data()).await?;
        let people = self.people;
        db.unit(store::unit!("appoint"), move |tx| {
            Box::pin(async move {
                let bots = store::bots::list_in(tx, &keys).await?;
                let cooperatives: HashMap<_, _> = bots.iter().map(|bot| (bot.bot_id, bot.cooperative_id)).collect();
                let of = |chat| {
                    let bot = BotId(bot_id(people.cooperative_of(chat)));
                    let person_id = PersonId(people.writer(chat));
                    cooperatives.get(&bot).map(|cooperative| PersonKey { cooperative_id: *cooperative, person_id })
                };
                let grants: Vec<_> = (0..people.chats).filter_map(of).map(|person| (person, Role::Treasurer)).collect();
                store::people::grant_in(tx, &grants, Clock::Real.now_us()).await
            })
        })
        .await?;
        db.close().await;
        Ok(())
    }

    /// Takes the database away.
    pub async fn end(self) -> anyhow::Result<()> {
        if self.kind == Kind::Postgres {
            let (server, name) = self.database_url.rsplit_once('/').context("no address of a database")?;
            let mut connection = sqlx::PgConnection::connect(&format!("{server}/postgres")).await?;
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            sqlx::query(sqlx::AssertSqlSafe(drop)).execute(&mut connection).await?;
        }
        Ok(())
    }
}

/// Waits until nothing is left in inbox and outbox.
pub async fn drained(address: SocketAddr) -> anyhow::Result<()> {
    let url = format!("http://{address}/readyz");
    let started = Instant::now();
    let mut again = tokio::time::interval(Duration::from_millis(20));
    loop {
        again.tick().await;
        let depths: Value = reqwest::get(&url).await?.json().await?;
        let empty = |name: &str| depths.get(name).and_then(Value::as_i64) == Some(0);
        if empty("inbox") && empty("outbox") {
            return Ok(());
        }
        ensure!(started.elapsed() < PATIENCE, "the bot still has work in hand: {depths}");
    }
}

/// A new database on the server that the environment names.
pub async fn fresh_postgres() -> anyhow::Result<String> {
    let server = postgres_server().context("REMBUK_TEST_POSTGRES names no Postgres; `make bench` starts one")?;
    let name = format!("bench_{}_{}", std::process::id(), Clock::Real.now_us());
    let mut connection = sqlx::PgConnection::connect(&server).await?;
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
    let (base, _) = server.rsplit_once('/').context("REMBUK_TEST_POSTGRES is no address of a database")?;
    Ok(format!("{base}/{name}"))
}

/// The server's address, if there is one.
#[expect(clippy::disallowed_methods, reason = "scripts/with-postgres.sh tells it in the environment")]
pub fn postgres_server() -> Option<String> {
    std::env::var("REMBUK_TEST_POSTGRES").ok()
}
