//! A wire to the database that fails: it cuts connections, also within a transaction, and it loses the word that a
//! commit was done.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::plan::Run;
use super::stage::Stage;
use crate::line::Line;

/// Of a hundred commits, those whose answer is lost.
const LOST_PERCENT: u32 = 5;

/// One of so many messages to the server cuts the connection before it arrives.
const CUT_ONE_IN: u32 = 300;

/// The command, and the server's word that it was done: both end with a NUL on the wire.
const COMMIT: &[u8] = b"COMMIT\0";

/// What statements say that put messages in a sender's hands.
const HANDS: [&[u8]; 2] = [b"THEN 'sending' ELSE", b"SET state = 'sending'"];

/// What becomes of a message to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passes,
    Cut,
    AnswerLost,
}

/// Whether it fails now, by which luck, and how often it did.
pub struct Trouble {
    is_on: AtomicBool,
    chance: Mutex<StdRng>,
    /// So many of the next commits lose their word that put messages in a sender's hands, whatever else fails.
    pub hands: AtomicU64,
    cuts: AtomicU64,
    lost: AtomicU64,
}

/// What is known of one connection: its prepared statements that put messages in a sender's hands, and whether one was
/// run in this transaction.
#[derive(Default)]
struct Seen {
    hands: HashSet<Vec<u8>>,
    is_handing: bool,
}

impl Seen {
    fn note(&mut self, mut messages: &[u8]) {
        while let [kind, a, b, c, d, rest @ ..] = messages {
            // The length counts itself.
            let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap().saturating_sub(4);
            let Some((body, next)) = rest.split_at_checked(length) else { return };
            let mut words = body.split(|byte| *byte == 0);
            let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            match kind {
                b'P' if HANDS.iter().any(|text| holds(second, text)) => drop(self.hands.insert(first.to_vec())),
                b'B' => self.is_handing |= self.hands.contains(second),
                b'Q' if first.starts_with(b"BEGIN") => self.is_handing = false,
                _ => {}
            }
            messages = next;
        }
    }
}

impl Trouble {
    pub fn calm(seed: u64) -> Self {
        Self {
            is_on: AtomicBool::new(false),
            chance: Mutex::new(StdRng::seed_from_u64(seed)),
            hands: AtomicU64::default(),
            cuts: AtomicU64::default(),
            lost: AtomicU64::default(),
        }
    }

    fn fate(&self, message: &[u8], seen: &mut Seen) -> Fate {
        seen.note(message);
        let fewer = |left: u64| left.checked_sub(1);
        if seen.is_handing
            && holds(message, COMMIT)
            && self.hands.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer).is_ok()
        {
            return Fate::AnswerLost;
        }
        if !self.is_on.load(Ordering::Relaxed) {
            return Fate::Passes;
        }
        let mut chance = self.chance.lock().unwrap();
        if holds(message, COMMIT) && chance.random_range(0..100) < LOST_PERCENT {
            return Fate::AnswerLost;
        }
        if chance.random_range(0..CUT_ONE_IN) == 0 {
            self.cuts.fetch_add(1, Ordering::Relaxed);
            return Fate::Cut;
        }
        Fate::Passes
    }

    fn hits(&self) -> u64 {
        self.cuts.load(Ordering::Relaxed) + self.lost.load(Ordering::Relaxed)
    }
}

fn holds(message: &[u8], text: &[u8]) -> bool {
    message.windows(text.len()).any(|part| part == text)
}

/// It ends with its handle.
pub struct Wire {
    /// The database's address through it.
    pub url: String,
    task: JoinHandle<()>,
}

impl Wire {
    pub async fn before(database_url: &str, trouble: Arc<Trouble>) -> Self {
        let (head, rest) = database_url.split_once('@').expect("postgres://user@host:port/name");
        let (server, name) = rest.split_once('/').expect("a database");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("{head}@{}/{name}", listener.local_addr().unwrap());
        let server = server.to_owned();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, trouble) = (server.clone(), Arc::clone(&trouble));
                tokio::spawn(async move {
                    if let Ok(server) = TcpStream::connect(server).await {
                        pass_on(client, server, &trouble).await;
                    }
                });
            }
        });
        Self { url, task }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Carries both ways until one side ends or the wire fails; then both lose the connection.
async fn pass_on(mut client: TcpStream, mut server: TcpStream, trouble: &Trouble) {
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let loses = AtomicBool::new(false);
    let asks = async {
        let (mut message, mut seen) = (vec![0; 64 * 1024], Seen::default());
        while let Ok(length) = from_client.read(&mut message).await {
            let message = &message[..length];
            let fate = trouble.fate(message, &mut seen);
            loses.store(fate == Fate::AnswerLost, Ordering::SeqCst);
            if length == 0 || fate == Fate::Cut || to_server.write_all(message).await.is_err() {
                return;
            }
        }
    };
    let answers = async {
        let mut message = vec![0; 64 * 1024];
        while let Ok(length) = from_server.read(&mut message).await {
            let message = &message[..length];
            if loses.load(Ordering::SeqCst) && holds(message, COMMIT) {
                trouble.lost.fetch_add(1, Ordering::Relaxed);
                return;
            }
            if length == 0 || to_client.write_all(message).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = asks => {}
        () = answers => {}
    }
}

pub async fn wire(run: Run) -> Line {
    let mut stage = Stage::open(run).await;
    let trouble = Arc::new(Trouble::calm(run.seed));
    let wire = Wire::before(&stage.rig.place.database_url, Arc::clone(&trouble)).await;
    let (from, since) = (stage.rig.emulator.next_call(), Instant::now());
    let bot = stage.rig.start_bot(&[("DATABASE_URL", &wire.url)]);
    stage.people_act();
    // A process that finds no database at its start ends and says so: who runs it starts it again, and nobody does here.
    stage.first_answer(&bot, from, since).await;
    while trouble.hits() < run.rounds {
        // Not a wait for anything: it fails for a while, then it does not, so that work goes on between.
        trouble.is_on.store(true, Ordering::Relaxed);
        stage.pass(300..1_500).await;
        trouble.is_on.store(false, Ordering::Relaxed);
        stage.pass(50..300).await;
    }
    let (cuts, lost) = (trouble.cuts.load(Ordering::Relaxed), trouble.lost.load(Ordering::Relaxed));
    println!("{run:?}: {cuts} connections cut, {lost} commits whose answer was lost");
    assert!(cuts > 0 && lost > 0, "{cuts} and {lost}");
    stage.line.hits = trouble.hits();
    stage.judged_alive(bot).await
}
