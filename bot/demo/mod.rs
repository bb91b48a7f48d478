//! `rembuk demo`: the emulator and the real `serve` path over real HTTP to it, with a fictional cooperative.

mod cast;
mod history;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Months, TimeDelta, Utc};
use emulator::{BotConfig, Config, Emulator};

use crate::clock::Clock;
use crate::serve::{self, Running};
use crate::settings::{self, ReplaceWebhook, Settings};
use crate::signals::Signals;

/// The demo's bot; its token opens nothing but the emulator.
const TOKEN: &str = "1001:DEMO_TOKEN_OF_THE_EMULATOR";

/// What the emulator calls it.
const USERNAME: &str = "KoperasiContohBot";

/// Months of history that the sample cooperative starts with.
const MONTHS: u32 = 12;

/// There while the history is being made: a start that finds it begins anew.
const UNFINISHED: &str = "unfinished";

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// When the address is in use, or the directory can't be written.
pub async fn run(listen: SocketAddr, data: &Path) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let demo = tokio::select! {
        () = signals.stop() => return Ok(()),
        demo = Demo::start(listen, data) => demo?,
    };
    println!("Open this page: {}", demo.emulator.url());
    println!("Choose a person on it and talk to the bot. Stop with Ctrl-C; the next start goes on where this one was.");
    signals.stop().await;
    demo.stop().await;
    Ok(())
}

/// A running demo.
pub struct Demo {
    /// The messenger and its chat page.
    pub emulator: Emulator,
    running: Running,
}

impl Demo {
    /// Starts emulator and bot; on a fresh directory, the history is made first.
    ///
    /// # Errors
    /// As [`run`].
    pub async fn start(listen: SocketAddr, data: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data).with_context(|| format!("--data {}", data.display()))?;
        let unfinished = data.join(UNFINISHED);
        if unfinished.exists() {
            clear(data)?;
        }
        let fresh = !database(data).exists();
        if fresh {
            std::fs::write(&unfinished, "")?;
        }
        let emulator = emulator::start(config(listen, data)).await.with_context(|| format!("--listen {listen}"))?;
        let clock = Clock::Shifted(emulator.clock().offset_handle());
        if fresh {
            emulator.clock().set_offset_seconds(history_starts(clock.now()));
        }
        let settings = settings(&emulator.url(), data)?;
        let store = serve::open(&settings.data).await?;
        let running = serve::start(&settings, store, clock, ReplaceWebhook::Never).await?;
        if fresh {
            eprintln!("Making a year of history for the sample cooperative; this takes some seconds, once.");
            history::make(&emulator, &settings).await?;
            emulator.clock().set_offset_seconds(0);
            std::fs::remove_file(&unfinished)?;
        }
        Ok(Self { emulator, running })
    }

    /// Stops bot and emulator.
    pub async fn stop(self) {
        self.running.stop().await;
        self.emulator.shutdown().await;
    }
}

/// Seconds from now back to the month in which the history starts.
fn history_starts(now: DateTime<Utc>) -> i64 {
    let start = now.checked_sub_months(Months::new(MONTHS)).unwrap_or(now);
    start.signed_duration_since(now).checked_sub(&TimeDelta::days(1)).unwrap_or_default().num_seconds()
}

fn config(listen: SocketAddr, data: &Path) -> Config {
    let bot =
        BotConfig { token: TOKEN.to_owned(), username: USERNAME.to_owned(), first_name: cast::COOPERATIVE.to_owned() };
    Config {
        listen,
        people: cast::people(),
        groups: vec![cast::group()],
        data_dir: Some(data.join("emulator")),
        ..Config::on_loopback(vec![bot])
    }
}

fn settings(api_url: &str, data: &Path) -> anyhow::Result<Settings> {
    let database_url = format!("sqlite://{}", database(data).display());
    let key_file = data.join("rembuk.key").display().to_string();
    let lookup = |name: &str| {
        let value = match name {
            "TELOXIDE_TOKEN" => TOKEN,
            "TELOXIDE_API_URL" => api_url,
            "DATABASE_URL" => &database_url,
            "REMBUK_KEY_FILE" => &key_file,
            "LISTEN" => "127.0.0.1:0",
            // A year passes in seconds, and the emulator has no limits: a receipt belongs to its month.
            "PACE_BOT_PER_SECOND" | "PACE_CHAT_PER_SECOND" | "PACE_CHAT_BURST" | "PACE_GROUP_PER_MINUTE" => "100000",
            "COOPERATIVE_NAME" => cast::COOPERATIVE,
            "COOPERATIVE_CONTACT" => cast::CONTACT,
            _ => return None,
        };
        Some(value.to_owned())
    };
    Ok(settings::settings(&lookup)?)
}

fn database(data: &Path) -> PathBuf {
    data.join("rembuk.db")
}

/// Takes away what an interrupted first start left, and nothing else.
fn clear(data: &Path) -> std::io::Result<()> {
    for name in ["rembuk.db", "rembuk.db-wal", "rembuk.db-shm", "rembuk.key"] {
        match std::fs::remove_file(data.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    match std::fs::remove_dir_all(data.join("emulator")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
