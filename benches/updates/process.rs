//! The bot as a process of its own, so that its processor time and memory are its own.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use rembuk::ingest::webhook::secret_of;

use crate::drive::Webhook;
use crate::messenger::{BOT_ID, Messenger, next_webhook};
use domain::ids::BotId;

/// How long starting and stopping may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Ticks of the kernel's clock in a second, as /proc counts processor time.
const TICKS_PER_SECOND: f64 = 100.0;

/// The secret behind each bot's webhook.
pub const SECRET: &str = "a-secret-for-the-benchmark-only";

/// The bot's token.
pub const TOKEN: &str = "4242:BENCHMARKBENCHMARKBENCHMARK";

/// A process that this program has started, and stops.
pub struct Process {
    child: Option<Child>,
    id: u32,
    /// Where updates go.
    pub webhook: Webhook,
    /// From being started to being ready for updates.
    pub start: Duration,
}

/// A port that was free a moment ago.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The environment of `rembuk serve`, and of the small commands.
pub fn environment(
    database_url: &str,
    folder: &Path,
    api_url: &str,
    listen: SocketAddr,
) -> Vec<(&'static str, String)> {
    vec![
        ("TELOXIDE_TOKEN", TOKEN.to_owned()),
        ("TELOXIDE_API_URL", api_url.to_owned()),
        ("DATABASE_URL", database_url.to_owned()),
        ("REMBUK_KEY_FILE", folder.join("rembuk.key").display().to_string()),
        ("LISTEN", listen.to_string()),
        ("WEBHOOK_URL", format!("http://{listen}")),
        ("WEBHOOK_SECRET", SECRET.to_owned()),
        // The receipts that members are told are not answers: at Telegram's limits, nothing else would be measured.
        ("PACE_BOT_PER_SECOND", "100000".to_owned()),
        ("PACE_CHAT_PER_SECOND", "100000".to_owned()),
        ("PACE_CHAT_BURST", "100000".to_owned()),
        ("COOPERATIVE_NAME", "Koperasi Contoh Maju".to_owned()),
    ]
}

/// The webhook of a bot that listens there.
pub fn webhook(address: SocketAddr) -> Webhook {
    Webhook { address, path: format!("/tg/{BOT_ID}"), secret: secret_of(SECRET, BotId(BOT_ID)) }
}

impl Process {
    /// Starts a process that sets a webhook when it is ready.
    pub async fn start(
        mut command: Command,
        address: SocketAddr,
        log: &Path,
        messenger: &Messenger,
    ) -> anyhow::Result<Self> {
        let log_file = File::options().create(true).append(true).open(log)?;
        let mut webhooks = messenger.webhooks();
        let started = Instant::now();
        let child = command.stderr(log_file).spawn().with_context(|| format!("{command:?} can't be started"))?;
        let mut process = Self { id: child.id(), child: Some(child), webhook: webhook(address), start: Duration::ZERO };
        next_webhook(&mut webhooks, PATIENCE).await.with_context(|| format!("see {}", log.display()))?;
        process.start = started.elapsed();
        Ok(process)
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        Command::new("kill").args(["-TERM", &self.id.to_string()]).status()?;
        let waited = tokio::task::spawn_blocking(move || child.wait());
        let status = tokio::time::timeout(PATIENCE, waited).await.context("the bot does not stop")???;
        ensure!(status.success(), "the bot stopped with {status}");
        Ok(())
    }

    /// Processor seconds so far, of all its threads.
    pub fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id))?;
        // The name in brackets may hold anything; user and system time are the 12th and 13th field behind it.
        let (_, fields) = stat.rsplit_once(')').context("/proc/PID/stat looks strange")?;
        let ticks: u32 = fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
        Ok(f64::from(ticks) / TICKS_PER_SECOND)
    }

    /// Forgets the highest resident size so far.
    pub fn reset_rss_peak(&self) -> anyhow::Result<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.id), "5")?)
    }

    /// The highest resident size since it was reset, in MiB.
    pub fn rss_peak_mib(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("/proc/PID/status looks strange")?;
        let kib: u32 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(f64::from(kib) / 1_024.0)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // On the way out of an error: nothing is left running, whatever this returns.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
