//! The bot as a process of its own, so that its processor time and memory are its own.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::line::{Intake, SECRET, Way};
use crate::messenger::{Messenger, token};

/// How long starting and stopping may take.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// Ticks of the kernel's clock in a second, as /proc counts processor time.
const TICKS_PER_SECOND: f64 = 100.0;

/// A process that this program has started, and stops.
pub struct Process {
    child: Option<Child>,
    id: u32,
    /// How updates reach it.
    pub way: Way,
    /// Where it listens.
    pub address: SocketAddr,
    /// When it was started.
    pub started: Instant,
    /// From being started to being ready for updates of every bot.
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
    intake: Intake,
) -> Vec<(&'static str, String)> {
    let mut variables = vec![
        ("TELOXIDE_TOKEN", token(0)),
        ("TELOXIDE_API_URL", api_url.to_owned()),
        ("DATABASE_URL", database_url.to_owned()),
        ("REMBUK_KEY_FILE", folder.join("rembuk.key").display().to_string()),
        ("LISTEN", listen.to_string()),
        ("WEBHOOK_SECRET", SECRET.to_owned()),
        // The receipts that members are told are not answers: at Telegram's limits, nothing else would be measured.
        ("PACE_BOT_PER_SECOND", "100000".to_owned()),
        ("PACE_CHAT_PER_SECOND", "100000".to_owned()),
        ("PACE_CHAT_BURST", "100000".to_owned()),
        // Nor does anybody type as fast as a load does.
        ("PERSON_BURST", "1000000".to_owned()),
        ("COOPERATIVE_NAME", "Koperasi Contoh Maju".to_owned()),
    ];
    if intake == Intake::Webhook {
        variables.push(("WEBHOOK_URL", format!("http://{listen}")));
    }
    variables
}

impl Process {
    /// Starts a process that listens there, and does not wait for it.
    pub fn spawn(mut command: Command, address: SocketAddr, log: &Path, way: Way) -> anyhow::Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        let started = Instant::now();
        let child = command.stderr(log).spawn().with_context(|| format!("{command:?} can't be started"))?;
        Ok(Self { id: child.id(), child: Some(child), way, address, started, start: Duration::ZERO })
    }

    /// Starts a process, and waits until so many bots are ready for updates.
    pub async fn start(
        command: Command,
        address: SocketAddr,
        log: &Path,
        way: Way,
        (messenger, bots): (&Messenger, usize),
    ) -> anyhow::Result<Self> {
        messenger.forget_ready();
        let mut process = Self::spawn(command, address, log, way)?;
        messenger.ready(bots, PATIENCE).await.with_context(|| format!("see {}", log.display()))?;
        process.start = process.started.elapsed();
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
