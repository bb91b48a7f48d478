//! Where a bot keeps its things: a folder, a database, the register imported, everybody who writes a treasurer.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use domain::ids::PersonId;
use domain::role::Role;
use rembuk::clock::Clock;
use rembuk::serve;
use rembuk::settings::DataSettings;
use serde_json::Value;
use sqlx::Connection;
use store::people::PersonKey;

use crate::messenger::Messenger;
use crate::people::People;
use crate::process::{Process, environment, free_address};

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
    /// For the bot.
    pub database_url: String,
    /// How long the register took.
    pub import: Duration,
}

impl Place {
    /// Makes the database and imports the register with the program's own commands.
    pub async fn prepare(kind: Kind, people: People, messenger: &Messenger) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let database_url = match kind {
            Kind::Sqlite => format!("sqlite://{}", folder.path().join("rembuk.db").display()),
            Kind::Postgres => fresh_postgres().await?,
        };
        let mut place = Self { folder, database_url, import: Duration::ZERO };
        // The first start makes the cooperative.
        place.serve(messenger).await?.stop().await?;
        place.import = place.import(people).await?;
        place.appoint(people).await?;
        Ok(place)
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, messenger_url: &str, listen: SocketAddr, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rembuk"));
        command.env_clear().envs(environment(&self.database_url, self.folder.path(), messenger_url, listen));
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// Starts `rembuk serve`.
    pub async fn serve(&self, messenger: &Messenger) -> anyhow::Result<Process> {
        let listen = free_address()?;
        let command = self.command(&messenger.url, listen, &["serve"]);
        Process::start(command, listen, &self.path("serve.log"), messenger).await
    }

    async fn import(&self, people: People) -> anyhow::Result<Duration> {
        let file = self.path("register.csv");
        std::fs::write(&file, people.register())?;
        let name = file.display().to_string();
        let arguments = ["import", "members", &name, "--trust-telegram-ids"];
        let mut command = self.command("http://127.0.0.1:1", free_address()?, &arguments);
        let started = Instant::now();
        let done = tokio::task::spawn_blocking(move || command.stderr(Stdio::piped()).output()).await??;
        ensure!(done.status.success(), "the import failed: {}", String::from_utf8_lossy(&done.stderr));
        Ok(started.elapsed())
    }

    /// Where database and keys are, for this process.
    pub fn data(&self) -> DataSettings {
        DataSettings { database_url: self.database_url.clone(), key_file: self.path("rembuk.key") }
    }

    /// Makes everybody who writes a treasurer: two thousand invitations would measure nothing.
    async fn appoint(&self, people: People) -> anyhow::Result<()> {
        let serve::Store { db, keys, .. } = serve::open(&self.data()).await?;
        db.unit(store::unit!("appoint"), move |tx| {
            Box::pin(async move {
                let bots = store::bots::list_in(tx, &keys).await?;
                let of = |chat| {
                    bots.first().map(|bot| PersonKey {
                        cooperative_id: bot.cooperative_id,
                        person_id: PersonId(people.writer(chat)),
                    })
                };
                let grants: Vec<_> = (0..people.chats).filter_map(of).map(|person| (person, Role::Treasurer)).collect();
                store::people::grant_in(tx, &grants, Clock::Real.now_us()).await
            })
        })
        .await?;
        db.close().await;
        Ok(())
    }
}

/// Waits until nothing is left in inbox and outbox.
pub async fn drained(address: SocketAddr, patience: Duration) -> anyhow::Result<()> {
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
        ensure!(started.elapsed() < patience, "the bot still has work in hand: {depths}");
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
