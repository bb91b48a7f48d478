//! The real program as a child process, in front of an emulator and a database that outlive it.

use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use emulator::{Emulator, PersonConfig};
use rembuk::clock::Clock;
use rembuk::commands::import::{self, TelegramIds};
use rembuk::{boot, serve};

use crate::people::grant;
use crate::support::{self, Intake, Kind, Place, SECRET, TOKEN, cluster, settings_of};

/// What abort(3) ends a process by.
const SIGABRT: i32 = 6;

/// How long a death or a stop may take to come.
pub const DEATH_MAX: Duration = Duration::from_secs(30);

/// How often an end is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Emulator and database, and how to start the bot between them.
pub struct Rig {
    pub emulator: Emulator,
    pub place: Place,
    pub intake: Intake,
    listen: String,
    starts: AtomicU32,
}

/// An address that nothing else of this machine takes while the bot is down: loopback has many.
pub fn own_address() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let (number, process) = (NEXT.fetch_add(1, Ordering::Relaxed), std::process::id());
    let [.., high, low] = process.to_be_bytes();
    format!("127.{}.{low}.{}:{}", high | 128, number % 250 + 1, 18_000 + number / 250)
}

/// The program: the one that was built with these tests, or another build of it.
#[expect(clippy::disallowed_methods, reason = "another build, such as a release, can be put to the same tests")]
fn program() -> String {
    std::env::var("REMBUK_FAULTS_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_rembuk").to_owned())
}

impl Rig {
    /// A database with this register and these offices, and an emulator with these people; no bot runs yet.
    pub async fn new(kind: Kind, intake: Intake, people: Vec<PersonConfig>, csv: &str, offices: &[Office]) -> Self {
        Self::at(Place::fresh(kind).await, intake, people, csv, offices).await
    }

    /// The same with the database at this place.
    pub async fn at(place: Place, intake: Intake, people: Vec<PersonConfig>, csv: &str, offices: &[Office]) -> Self {
        let emulator = support::emulator(people).await;
        let listen = own_address();
        let settings = settings_of(&place, &emulator.url(), intake, &listen);
        let opened = serve::open(&settings.data).await.unwrap();
        boot::first_cooperative(&settings, &opened.db, &opened.keys, &Clock::Real).await.unwrap();
        import::run(&opened.db, &opened.keys, None, csv, TelegramIds::Trust, Clock::Real.now()).await.unwrap();
        grant(&opened, offices).await;
        opened.db.close().await;
        Self { emulator, place, intake, listen, starts: AtomicU32::new(0) }
    }

    /// The program with one command and this deployment's settings, and with the bug that this process was given.
    pub fn command(&self, argument: &str) -> Command {
        let mut command = Command::new(program());
        command
            .arg(argument)
            .env_clear()
            .current_dir(self.place.dir.path())
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELOXIDE_API_URL", self.emulator.url())
            .env("DATABASE_URL", &self.place.database_url)
            .env("REMBUK_KEY_FILE", self.place.key_file())
            .env("LISTEN", &self.listen)
            .env("WEBHOOK_SECRET", SECRET)
            // People of a rig type faster than people do.
            .env("PERSON_BURST", "1000000")
            .env("RUST_LOG", "info,sqlx=warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        if let Some(bug) = cluster::bug() {
            command.env("REMBUK_BUG", bug);
        }
        if self.intake == Intake::Webhook {
            command.env("WEBHOOK_URL", format!("http://{}", self.listen));
        }
        command
    }

    /// Starts serving, with these additions to the environment.
    pub fn start_bot(&self, environment: &[(&str, &str)]) -> Bot {
        let number = self.starts.fetch_add(1, Ordering::Relaxed);
        let log = self.place.dir.path().join(format!("bot-{number}.log"));
        let child = self
            .command("serve")
            .envs(environment.iter().copied())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .expect("the program starts");
        Bot { child, log }
    }

    /// Where the bot listens, unless it was started to listen elsewhere.
    pub fn address(&self) -> &str {
        &self.listen
    }

    /// Runs the program's own audit: its exit code and what it told.
    pub async fn audit(&self) -> (Option<i32>, String) {
        let mut command = self.command("audit");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let told = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&told).into_owned())
    }

    /// Ends the emulator and removes the database.
    pub async fn end(self) {
        self.emulator.shutdown().await;
        if self.place.database_url.starts_with("postgres") {
            cluster::remove(&self.place.database_url).await;
        }
    }
}

/// A person and the office that they hold.
pub type Office = (i64, domain::role::Role);

/// The running bot. It ends with its handle.
pub struct Bot {
    child: Child,
    log: PathBuf,
}

impl Bot {
    /// How it ended, if it did within this time.
    pub async fn ended(&mut self, limit: Duration) -> Option<ExitStatus> {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            if tokio::time::Instant::now() >= deadline {
                return None;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits for the death that was ordered.
    pub async fn dies_at(&mut self, point: &str) {
        let status = self.ended(DEATH_MAX).await;
        let status = status.unwrap_or_else(|| panic!("{point} was never reached:\n{}", self.log()));
        assert_eq!(status.signal(), Some(SIGABRT), "{point}: {status}\n{}", self.log());
    }

    /// kill -9.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        let status = self.child.wait().unwrap();
        assert_eq!(status.signal(), Some(9), "the bot had ended by itself: {status}\n{}", self.log());
    }

    /// Sends it a signal, such as TERM.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success(), "kill -s {name}");
    }

    /// Asks it to stop, and expects that it does so in order and in time.
    pub async fn stop(mut self) {
        self.signal("TERM");
        let status = self.ended(Duration::from_secs(10)).await;
        let status = status.unwrap_or_else(|| panic!("SIGTERM is not obeyed within 10 s:\n{}", self.log()));
        assert_eq!(status.code(), Some(0), "{status}\n{}", self.log());
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
