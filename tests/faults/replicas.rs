//! Two replicas on one Postgres, two cooperatives with a bot each, people who talk all the while: one replica is paused
//! for longer than its lease and wakes up, and one is killed and comes back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use crate::eye::Eye;
use crate::judge::{Counted, order_is_kept};
use crate::line::Line;
use crate::load::{Book, MEMBERS, member_acts, treasurer_acts};
use crate::people::{OFFICES, REGISTER, SARI, asks_balance, everybody, tells};
use crate::proxy::Proxy;
use crate::rig::{Bot, Rig, own_address};
use crate::support::{Intake, Kind, PATIENCE};
use crate::towns::{TOWNS, Town, towns};
use crate::waits::what_waits;

/// Seconds of a lease in these tests.
const LEASE: &str = "2";

/// How long a paused replica sleeps, and how long the killed one is away, in milliseconds.
const PAUSE_MS: std::ops::Range<u64> = 3_000..5_500;
const AWAY_MS: std::ops::Range<u64> = 0..4_000;

/// What a replica logs that takes another for dead.
const BURIED: &str = "a process has shown no life for long";

/// How long people talk before, between and after.
const CALM_MS: std::ops::Range<u64> = 300..1_500;

/// The two replicas, each with an address of its own, behind a proxy.
struct Replicas<'a> {
    rig: &'a Rig,
    addresses: [String; 2],
    proxy: Proxy,
}

impl Replicas<'_> {
    fn start(&self, n: usize) -> Bot {
        let webhook = format!("http://{}", self.proxy.address);
        let mut environment = vec![("LISTEN", self.addresses[n].as_str()), ("REMBUK_FAULTS_LEASE", LEASE)];
        if self.rig.intake == Intake::Webhook {
            environment.push(("WEBHOOK_URL", &webhook));
        }
        self.rig.start_bot(&environment)
    }
}

const SENDERS: &str = "SELECT COUNT(DISTINCT holder) FROM leases WHERE work = 'send'";
const SENT_FOR: &str = "SELECT COUNT(*) FROM leases WHERE work = 'send'";

async fn both_send(eye: &mut Eye) {
    eye.wait_for(SENT_FOR, 2).await;
    eye.wait_for(SENDERS, 2).await;
}

/// What one run came to.
struct Run {
    rig: Rig,
    books: [Book; 2],
    /// Late marks, and beats that found their process buried.
    refused: usize,
}

/// One story; what was paused and killed, and what came of it.
pub async fn paused_and_killed(seed: u64) -> Line {
    let mut chance = StdRng::seed_from_u64(seed);
    let intake = if seed.is_multiple_of(2) { Intake::Polling } else { Intake::Webhook };
    println!("REMBUK_FAULTS_SEED={seed} {intake:?}");
    let rig = towns(intake).await;
    let mut eye = Eye::open(&rig.place).await;
    let addresses = [own_address(), own_address()];
    let proxy = Proxy::before(addresses.clone()).await;
    let replicas = Replicas { rig: &rig, addresses, proxy };
    let mut bots = [replicas.start(0), replicas.start(1)];
    both_send(&mut eye).await;
    let (books, over) = ([Book::default(), Book::default()], Arc::new(AtomicBool::new(false)));
    let mut acting = JoinSet::new();
    for (town, book) in TOWNS.iter().zip(&books) {
        for n in 1..=MEMBERS {
            let member = rig.emulator.person_with(town.username, town.first + n).unwrap();
            let chance = StdRng::seed_from_u64(chance.random());
            acting.spawn(member_acts(member, chance, Arc::clone(book), Arc::clone(&over)));
        }
        let treasurer = rig.emulator.person_with(town.username, town.treasurer).unwrap();
        let chance = StdRng::seed_from_u64(chance.random());
        acting.spawn(treasurer_acts(treasurer, chance, Arc::clone(book), Arc::clone(&over)));
    }
    // None of these sleeps waits for anything: the random moments are the test.
    tokio::time::sleep(Duration::from_millis(chance.random_range(CALM_MS))).await;
    let paused = chance.random_range(0..2);
    // Paused within a beat it holds its row, and is not taken for dead before the server ends the transaction.
    for _ in 0..3 {
        bots[paused].signal("STOP");
        tokio::time::sleep(Duration::from_millis(chance.random_range(PAUSE_MS))).await;
        bots[paused].signal("CONT");
        if bots[1 - paused].log().contains(BURIED) {
            break;
        }
    }
    if chance.random_bool(0.5) {
        both_send(&mut eye).await;
    }
    tokio::time::sleep(Duration::from_millis(chance.random_range(CALM_MS))).await;
    let killed = chance.random_range(0..2);
    bots[killed].kill();
    let mut log = bots[killed].log();
    tokio::time::sleep(Duration::from_millis(chance.random_range(AWAY_MS))).await;
    bots[killed] = replicas.start(killed);
    tokio::time::sleep(Duration::from_millis(chance.random_range(CALM_MS))).await;
    over.store(true, Ordering::Relaxed);
    while let Some(ended) = acting.join_next().await {
        if let Err(failed) = ended {
            let logs: Vec<String> = bots.iter().map(Bot::log).collect();
            let pending: Vec<usize> = TOWNS.iter().map(|town| rig.emulator.pending(town.token).unwrap()).collect();
            let waits = what_waits(&mut eye).await;
            println!("with the messenger {pending:?}\n{waits}\n{log}\n{}", logs.join("\n"));
            std::panic::resume_unwind(failed.into_panic());
        }
    }
    both_send(&mut eye).await;
    log.extend(bots.iter().map(Bot::log));
    let refused = log.matches("taken for dead").count() + log.matches("late marks are refused").count();
    assert!(log.contains(BURIED), "nobody was taken for dead:\n{log}");
    everybody_sees_their_own_balance(&rig, &books).await;
    for town in &TOWNS {
        rig.emulator.wait_until_taken(town.token, PATIENCE * 2).await.unwrap();
    }
    eye.wait_until_quiet().await;
    drop(replicas);
    for bot in bots {
        bot.stop().await;
    }
    assert_eq!(eye.number("SELECT COUNT(*) FROM replicas").await, 0, "whoever stops gives all back");
    Run { rig, books, refused }.judged(&mut eye, seed).await
}

async fn everybody_sees_their_own_balance(rig: &Rig, books: &[Book; 2]) {
    for (town, book) in TOWNS.iter().zip(books) {
        for n in 1..=MEMBERS {
            let number = format!("A-{n:03}");
            let paid: i64 = {
                let said = book.lock().unwrap();
                said.deposits.iter().filter(|(member, _)| *member == number).map(|(_, amount)| amount).sum()
            };
            let member = rig.emulator.person_with(town.username, town.first + n).unwrap();
            let told = asks_balance(&member).await;
            assert!(tells(&told, town.opening + paid), "{number} of {}: {paid} paid in: {}", town.username, told.text);
            book.lock().unwrap().updates += 1;
        }
    }
}

impl Run {
    async fn judged(self, eye: &mut Eye, seed: u64) -> Line {
        let (code, told) = self.rig.audit().await;
        assert_eq!(code, Some(0), "the audit: {told}");
        let violations = self.rig.emulator.schema_violations();
        assert!(violations.is_empty(), "requests against the Bot API's schema: {violations:#?}");
        let updates = self.every_update_ended_once(eye).await;
        let deposits = self.money_moved_once(eye).await;
        let (done, shown) = order_is_kept(eye, self.rig.intake).await;
        assert!(done > 50 && shown > 10, "{done} and {shown}");
        self.nothing_leaked();
        let (said, doubled, unknown) = self.every_answer_arrived(eye).await;
        assert!(doubled <= unknown, "{doubled} messages were doubled, and of {unknown} tries nobody knew");
        println!(
            "seed {seed}: updates {updates}, deposits {deposits}, messages {said}, tries unknown {unknown}, \
             doubled {doubled}, refused to the late {}",
            self.refused
        );
        self.rig.end().await;
        let counted = Counted { updates, journals: deposits, said, doubled };
        // A pause and a death.
        Line { hits: 2, unknown, counted, ..Line::default() }
    }

    async fn every_update_ended_once(&self, eye: &mut Eye) -> usize {
        let kept: Vec<(i64, i64, String)> = eye.rows("SELECT bot_id, update_id, state FROM inbox").await;
        for (town, book) in TOWNS.iter().zip(&self.books) {
            let acknowledged: BTreeSet<i64> = self.rig.emulator.acknowledged(town.token).unwrap().into_iter().collect();
            assert_eq!(acknowledged.len(), book.lock().unwrap().updates, "{}: what was sent is taken", town.username);
            let of_town = || kept.iter().filter(|(bot, ..)| *bot == town.bot.0);
            let done: BTreeSet<i64> = of_town().filter(|it| it.2 == "done").map(|it| it.1).collect();
            assert_eq!(of_town().count(), done.len(), "{}: every update ended, none was given up", town.username);
            assert_eq!(done, acknowledged, "{}: what was taken is what ended", town.username);
        }
        kept.len()
    }

    async fn money_moved_once(&self, eye: &mut Eye) -> usize {
        let written: Vec<(i64, String, i64)> = eye
            .rows(
                "SELECT b.bot_id, m.number, t.amount_minor FROM journals j \
                    JOIN bots b ON b.cooperative_id = j.cooperative_id \
                    JOIN transfers t ON t.cooperative_id = j.cooperative_id AND t.journal_id = j.journal_id \
                    JOIN accounts a ON a.cooperative_id = t.cooperative_id AND a.account_id = t.credit_account_id \
                    JOIN members m ON m.cooperative_id = a.cooperative_id AND m.member_id = a.member_id \
                WHERE j.kind = 'deposit'",
            )
            .await;
        for (town, book) in TOWNS.iter().zip(&self.books) {
            let of_town = written.iter().filter(|(bot, ..)| *bot == town.bot.0);
            let mut found: Vec<(String, i64)> = of_town.map(|(_, number, amount)| (number.clone(), *amount)).collect();
            let mut confirmed = book.lock().unwrap().deposits.clone();
            found.sort();
            confirmed.sort();
            assert_eq!(found, confirmed, "{}: deposits written are deposits confirmed", town.username);
            assert!(!confirmed.is_empty(), "{}: hardly anything happened", town.username);
        }
        written.len()
    }

    /// Each bot speaks to its own people only, and of nobody else's.
    fn nothing_leaked(&self) {
        for call in self.rig.emulator.calls() {
            let town = TOWNS.iter().find(|town| town.username == call.bot).unwrap();
            let others: Vec<&Town> = TOWNS.iter().filter(|it| it.username != call.bot).collect();
            let words = call.params.to_string();
            if let Some(chat) = call.params["chat_id"].as_i64() {
                assert!(town.people().any(|id| id == chat), "{} speaks to {chat}", call.bot);
            }
            for other in others {
                assert!(!words.contains(&format!("Anggota {}", other.letter)), "{} tells: {words}", call.bot);
            }
        }
    }

    /// How many messages were to be said, how many came once more, and of how many tries nobody knew.
    async fn every_answer_arrived(&self, eye: &mut Eye) -> (i64, i64, i64) {
        let dead: Vec<(i64, String, i64)> =
            eye.rows("SELECT chat_id, error, ambiguous FROM outbox WHERE state = 'dead'").await;
        assert!(dead.is_empty(), "answers were given up (chat, why, ambiguous tries): {dead:?}");
        let said: Vec<(i64, i64, i64, i64)> = eye
            .rows(
                // A screen of which nobody knew may have gone out, too, although a newer one then took its place.
                "SELECT bot_id, chat_id, COUNT(*) FILTER (WHERE state = 'sent'), CAST(SUM(ambiguous) AS BIGINT) \
                FROM outbox WHERE form IN ('message', 'screen') GROUP BY bot_id, chat_id",
            )
            .await;
        let mut taken: BTreeMap<(i64, i64), i64> = BTreeMap::new();
        for call in self.rig.emulator.calls() {
            let Some(chat) = call.params["chat_id"].as_i64() else { continue };
            let is_message = ["sendMessage", "editMessageText"].contains(&call.method.as_str());
            let is_there = || call.answer.as_str().is_some_and(|why| why.contains("message is not modified"));
            if is_message && (call.ok || is_there()) {
                let bot = TOWNS.iter().find(|town| town.username == call.bot).unwrap().bot.0;
                *taken.entry((bot, chat)).or_default() += 1;
            }
        }
        let (mut all, mut doubled, mut unknown) = (0, 0, 0);
        for (bot, chat, count, ambiguous) in said {
            let taken = taken.get(&(bot, chat)).copied().unwrap_or(0);
            assert!(taken >= count, "bot {bot}, chat {chat}: {count} messages were to be said, {taken} arrived");
            let more = taken - count;
            assert!(more <= ambiguous, "bot {bot}, chat {chat}: {more} more than {count}, {ambiguous} tries unknown");
            all += count;
            doubled += more;
            unknown += ambiguous;
        }
        (all, doubled, unknown)
    }
}

/// A database that answers others, and not the beats of this process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_cannot_show_that_it_lives_stops_sending_by_itself() {
    let rig = Rig::new(Kind::Postgres, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[("REMBUK_FAULTS_LEASE", LEASE)]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let [mut eye, mut hand] = [Eye::open(&rig.place).await, Eye::open(&rig.place).await];
    eye.wait_until_quiet().await;
    hand.run("BEGIN").await;
    hand.run("UPDATE replicas SET beat = beat").await;
    let page =
        || async { reqwest::get(format!("http://{}/metrics", rig.address())).await.unwrap().text().await.unwrap() };
    let rests = async {
        for work in ["poll", "send"] {
            while !page().await.contains(&format!("rembuk_leader{{bot=\"4242\",work=\"{work}\"}} 0")) {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::time::timeout(PATIENCE, rests).await.expect("it rests its works");
    assert!(bot.log().contains("rests its works"), "{}", bot.log());
    assert_eq!(eye.number("SELECT COUNT(*) FROM leases").await, 2, "and nobody else may begin yet");
    // What is decided now waits: it is committed, and nobody sends it.
    let before = rig.emulator.next_call();
    eye.run(
        "INSERT INTO outbox (bot_id, chat_id, cause_key, form, after_message_id, payload, state, refused, ambiguous, \
            not_before, lease_until, fence, created_at, finished_at, message_id, error) \
        VALUES (4242, 11, 'in:0:0', 'message', 0, 'x', 'pending', 0, 0, 0, 0, 0, 0, 0, 0, '')",
    )
    .await;
    let depths = |page: &str| {
        let line = page
            .lines()
            .find(|line| line.starts_with("rembuk_unit_seconds_count{unit=\"depths\"} "))
            .unwrap()
            .to_owned();
        line.rsplit_once(' ').unwrap().1.parse::<i64>().unwrap()
    };
    // Some seconds of the process' own life, in which a sender would have looked.
    let now = depths(&page().await);
    while depths(&page().await) < now + 3 {
        tokio::task::yield_now().await;
    }
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'pending'").await, 1);
    assert!(rig.emulator.calls_from(before).is_empty(), "it neither polls nor sends");
    hand.run("ROLLBACK").await;
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE state = 'pending'", 0).await;
    asks_balance(&sari).await;
    drop((eye, hand));
    bot.stop().await;
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_and_a_death_lose_leak_and_double_nothing_by_polling() {
    paused_and_killed(20_261_128).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_and_a_death_lose_leak_and_double_nothing_by_webhook() {
    paused_and_killed(20_261_127).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_and_a_death_lose_leak_and_double_nothing_by_another_seed() {
    paused_and_killed(seed(3)).await;
}

/// The same seed gives the same plan, not the same interleaving.
#[expect(clippy::disallowed_methods, reason = "a failed run is repeated by its seed")]
fn seed(usual: u64) -> u64 {
    let given = std::env::var("REMBUK_FAULTS_SEED").ok();
    given.map_or(usual, |seed| seed.parse().expect("REMBUK_FAULTS_SEED is a number"))
}
