//! Deaths at random moments under load, by kill -9.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::role::Role;
use emulator::Person;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use crate::eye::Eye;
use crate::judge::{Sent, ambiguous, judge};
use crate::people::{LONG, asks_balance, new_button, opens_deposit, tells};
use crate::rig::Rig;
use crate::support::{Intake, Kind, person};

/// Deaths in one test.
const KILLS: u32 = 15;

/// Members who ask, and treasurers who write.
const MEMBERS: i64 = 8;
const TREASURERS: [i64; 2] = [21, 22];

/// Milliseconds that the bot lives, from its start.
const LIFE_MS: std::ops::Range<u64> = 60..900;

/// Messages that a third death would end.
const IN_DANGER: &str = "SELECT COUNT(*) FROM outbox WHERE finished_at = 0 \
    AND (ambiguous >= 2 OR (ambiguous >= 1 AND state = 'sending'))";

/// Updates that have ended.
const ENDED: &str = "SELECT COUNT(*) FROM inbox WHERE state = 'done'";

/// What each member has at first.
const OPENING: i64 = 1_000_000;

/// The seed of the moments and of what people do; the same seed gives the same plan, not the same interleaving.
#[expect(clippy::disallowed_methods, reason = "a failed run is repeated by its seed")]
fn seed() -> u64 {
    let given = std::env::var("REMBUK_FAULTS_SEED").ok();
    given.map_or(20_261_124, |seed| seed.parse().expect("REMBUK_FAULTS_SEED is a number"))
}

/// What people have sent so far.
#[derive(Default)]
struct Said {
    updates: usize,
    deposits: Vec<(String, i64)>,
}

type Book = Arc<Mutex<Said>>;

fn note(book: &Book, updates: usize) {
    book.lock().unwrap().updates += updates;
}

async fn member_acts(member: Person, mut chance: StdRng, book: Book, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        match chance.random_range(0..3) {
            0 => {
                asks_balance(&member).await;
                note(&book, 1);
            }
            1 => {
                let asked = member.send_text("/menu").await.unwrap();
                member.wait_for_next_message(asked, LONG).await.unwrap();
                note(&book, 1);
            }
            _ => {
                let asked = member.send_text("/bahasa").await.unwrap();
                crate::people::hears_after(&member, asked, "set:").await;
                let wanted = if chance.random_bool(0.5) { "set:id" } else { "set:en" };
                let button = new_button(&member, wanted, &[]).await;
                let shown = member.last_message().await.map_or(0, |message| message.id);
                member.press(&button).await.unwrap();
                member.wait_for_next_message(shown, LONG).await.unwrap();
                note(&book, 2);
            }
        }
    }
}

async fn treasurer_acts(treasurer: Person, mut chance: StdRng, book: Book, over: Arc<AtomicBool>) {
    let mut written = 0;
    while !over.load(Ordering::Relaxed) {
        let (member, amount) = (chance.random_range(1..=MEMBERS), i64::from(chance.random_range(1_000..99_000_u32)));
        let number = format!("A-{member:03}");
        let confirm = opens_deposit(&treasurer, &format!("{number} sukarela {amount}")).await;
        treasurer.press(&confirm).await.unwrap();
        written += 1;
        let receipts = |view: &emulator::ChatView| view.messages.iter().filter(|it| is_receipt(it)).count();
        // A receipt that went out twice must not stand for the next one: its number tells.
        treasurer.wait_for(|view| receipts(view) >= written && distinct(view) >= written, LONG).await.unwrap();
        let mut said = book.lock().unwrap();
        said.updates += 2;
        said.deposits.push((number, amount));
    }
}

fn receipt_of(message: &emulator::Message) -> Option<&str> {
    let (_, rest) = message.text.split_once("S-")?;
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|number| !number.is_empty())
}

fn is_receipt(message: &emulator::Message) -> bool {
    message.by_bot && receipt_of(message).is_some()
}

fn distinct(view: &emulator::ChatView) -> usize {
    let numbers: std::collections::BTreeSet<_> =
        view.messages.iter().filter(|message| message.by_bot).filter_map(receipt_of).collect();
    numbers.len()
}

fn register() -> String {
    let mut lines = vec!["number,name,phone,joined_on,status,pokok,wajib,sukarela,telegram_id".to_owned()];
    lines.extend((1..=MEMBERS).map(|member| {
        let id = 100 + member;
        format!("A-{member:03},Anggota {member},0812-0000-1{member:03},2024-01-15,aktif,0,0,{OPENING},{id}")
    }));
    lines.join("\n")
}

async fn killed_at_random(kind: Kind, intake: Intake) {
    let seed = seed();
    println!("{kind:?} {intake:?}: REMBUK_FAULTS_SEED={seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let members = (1..=MEMBERS).map(|n| person(100 + n, "Anggota", &format!("+6281200001{n:03}")));
    let people = members.chain(TREASURERS.map(|id| person(id, "Tari", &format!("+62812000099{id}")))).collect();
    let offices = TREASURERS.map(|id| (id, Role::Treasurer));
    let rig = Rig::new(kind, intake, people, &register(), &offices).await;
    let (book, over) = (Book::default(), Arc::new(AtomicBool::new(false)));
    let mut acting = JoinSet::new();
    for n in 1..=MEMBERS {
        let (member, chance) = (rig.emulator.person(100 + n), StdRng::seed_from_u64(chance.random()));
        acting.spawn(member_acts(member, chance, Arc::clone(&book), Arc::clone(&over)));
    }
    for id in TREASURERS {
        let (treasurer, chance) = (rig.emulator.person(id), StdRng::seed_from_u64(chance.random()));
        acting.spawn(treasurer_acts(treasurer, chance, Arc::clone(&book), Arc::clone(&over)));
    }
    let mut in_hand = 0;
    for kill in 0..KILLS {
        let mut left = Eye::open_dead(&rig.place).await;
        let (in_danger, ended) = (left.number(IN_DANGER).await > 0, left.number(ENDED).await);
        let mut bot = rig.start_bot(&[]);
        // A message that three deaths leave unknown is given up, by rule: it is let through after the second.
        if in_danger {
            Eye::open(&rig.place).await.wait_for(IN_DANGER, 0).await;
        }
        // Every second life begins to count when something has been done: a slow machine dies at work as well.
        if kill % 2 == 1 {
            Eye::open(&rig.place).await.wait_until(ENDED, |now| now > ended).await;
        }
        // Not a wait for anything: the random moment is the test.
        tokio::time::sleep(Duration::from_millis(chance.random_range(LIFE_MS))).await;
        bot.kill();
        in_hand += ambiguous(&mut Eye::open_dead(&rig.place).await).await;
    }
    let bot = rig.start_bot(&[]);
    over.store(true, Ordering::Relaxed);
    while let Some(ended) = acting.join_next().await {
        ended.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()));
    }
    let said = std::mem::take(&mut *book.lock().unwrap());
    let mut sent = Sent { updates: said.updates, deposits: said.deposits };
    for (number, paid) in totals(&sent) {
        let member = rig.emulator.person(100 + number);
        let told = asks_balance(&member).await;
        assert!(tells(&told, OPENING + paid), "{} paid in: {}", paid, told.text);
        sent.updates += 1;
    }
    let counted = judge(&rig, bot, &sent, in_hand).await;
    println!("{kind:?} {intake:?}: {KILLS} kills, {in_hand} messages in hand at a death; {counted:?}");
    assert!(counted.journals > 0 && counted.updates > 30, "hardly anything happened between the kills: {counted:?}");
    rig.end().await;
}

/// What was paid in, by the member's place in the register.
fn totals(sent: &Sent) -> BTreeMap<i64, i64> {
    (1..=MEMBERS).map(|n| (n, sent.paid(&format!("A-{n:03}")))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_by_kills_at_random_on_sqlite() {
    killed_at_random(Kind::Sqlite, Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_by_kills_at_random_on_postgres() {
    killed_at_random(Kind::Postgres, Intake::Webhook).await;
}
