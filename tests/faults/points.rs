//! Deaths at named points: one by one, on both databases, by both ways in.
//!
//! In each story a treasurer confirms a deposit and the process dies on its way at the point. While it is down, others
//! write. It comes back unarmed, everybody gets their answers, and the auditor looks.

use std::sync::Arc;

use emulator::Person;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::eye::Eye;
use crate::judge::{Counted, Sent, ambiguous, judge};
use crate::people::{
    ANI, BUDI, OFFICES, REGISTER, SARI, SARI_OPENING, TARI, asks_balance, everybody, hears, hears_after, new_button,
    opens_deposit, tells,
};
use crate::rig::{Bot, Rig};
use crate::support::{Intake, Kind, PATIENCE, TOKEN};

/// Stories at a time within one test.
const AT_A_TIME: usize = 3;

/// What the first death must leave of the treasurer's press: shows that the point is where its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// No trace of it.
    Nothing,
    /// Kept, and nothing came of it yet.
    Kept,
    /// Its journal, and its answers wait.
    Written,
    /// Its journal, and its answers are in a sender's hands, but none can have gone out.
    Claimed,
    /// Its journal, and some of its answers are in a sender's hands.
    InHand,
    /// Its journal, and some of its answers are marked as sent.
    Marked,
    /// Kept at least: others go on meanwhile.
    KeptAtLeast,
}

/// Which way an update takes through the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Kept, worked on, claimed: each in a transaction of its own.
    StepByStep,
    /// Kept, worked on and handed over in one, as it is where nothing stands in the way.
    AtOnce,
}

/// A point, with the deaths on the way to it.
#[derive(Clone, Copy)]
struct Point {
    deaths: &'static [&'static str],
    only: Option<Intake>,
    left: Left,
    way: Way,
}

const fn at(deaths: &'static [&'static str], left: Left) -> Point {
    Point { deaths, only: None, left, way: Way::StepByStep }
}

const fn only(intake: Intake, deaths: &'static [&'static str], left: Left) -> Point {
    Point { deaths, only: Some(intake), left, way: Way::StepByStep }
}

const fn at_once(point: Point) -> Point {
    Point { way: Way::AtOnce, ..point }
}

/// On the way in, and while it is worked on.
const WORKING: &[Point] = &[
    at(&["ingest.before_commit"], Left::Nothing),
    at(&["ingest.after_commit"], Left::Kept),
    only(Intake::Polling, &["polling.before_offset"], Left::KeptAtLeast),
    only(Intake::Webhook, &["webhook.before_200"], Left::KeptAtLeast),
    only(Intake::Webhook, &["webhook.after_200"], Left::KeptAtLeast),
    at(&["work.claimed"], Left::Kept),
    at(&["work.before_finish"], Left::Kept),
    at(&["work.before_finish>work.before_commit"], Left::Kept),
    at(&["work.before_finish>work.after_commit"], Left::Written),
    at(&["savepoint.before_release"], Left::Kept),
    at(&["savepoint.after_release"], Left::Kept),
];

/// In the transaction that does it all, and behind it.
const TAKING: &[Point] = &[
    at_once(at(&["take.before_commit"], Left::Nothing)),
    at_once(at(&["work.before_finish"], Left::Nothing)),
    at_once(at(&["work.before_finish>take.before_commit"], Left::Nothing)),
    at_once(at(&["take.after_commit"], Left::Claimed)),
    at_once(at(&["work.before_finish>take.after_commit"], Left::Claimed)),
    at_once(only(Intake::Polling, &["polling.before_offset"], Left::KeptAtLeast)),
    at_once(only(Intake::Webhook, &["webhook.before_200"], Left::KeptAtLeast)),
    at_once(only(Intake::Webhook, &["webhook.after_200"], Left::KeptAtLeast)),
    at_once(at(&["sender.accepted_unmarked"], Left::InHand)),
    at_once(at(&["sender.accepted_unmarked:2"], Left::InHand)),
    at_once(at(&["mark.before_commit"], Left::InHand)),
    at_once(at(&["mark.before_commit>mark.after_commit"], Left::Marked)),
    at_once(at(&["take.after_commit", "recover.before_commit", "recover.done"], Left::Claimed)),
    at_once(at(&["mark.before_commit", "recover.after_commit", "mark.before_commit"], Left::InHand)),
];

/// On the way out, and when the next process takes over.
const SENDING: &[Point] = &[
    at(&["sender.claimed>claim.before_commit"], Left::Written),
    at(&["sender.claimed>claim.after_commit"], Left::Claimed),
    at(&["sender.accepted_unmarked"], Left::InHand),
    at(&["sender.accepted_unmarked:2"], Left::InHand),
    at(&["sender.accepted_unmarked:3"], Left::InHand),
    at(&["mark.before_commit"], Left::InHand),
    at(&["mark.before_commit>mark.after_commit"], Left::Marked),
    at(&["sender.accepted_unmarked:2", "recover.before_commit"], Left::InHand),
    at(&["sender.accepted_unmarked:2", "recover.after_commit"], Left::InHand),
    at(&["sender.accepted_unmarked:2", "recover.done"], Left::InHand),
    at(&["mark.before_commit", "recover.before_commit", "recover.after_commit", "recover.done"], Left::InHand),
    at(&["mark.before_commit", "mark.before_commit"], Left::InHand),
];

/// A line of the table that is printed.
struct Line {
    point: String,
    ambiguous: i64,
    counted: Counted,
}

impl Point {
    fn name(&self) -> String {
        self.deaths.join(", then ")
    }

    /// Messages that may come twice: those of which nobody knows whether they went out.
    const fn doubles_max(&self, in_hand: i64) -> i64 {
        match self.left {
            Left::Nothing | Left::Kept | Left::Written | Left::Claimed => 0,
            Left::InHand | Left::Marked | Left::KeptAtLeast => in_hand,
        }
    }

    /// How the bot goes on its way: batches of one are the fallback behind a savepoint.
    fn settings(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let is_alone = self.deaths.iter().any(|death| death.starts_with("savepoint"));
        let width = is_alone.then_some(("REMBUK_FAULTS_WIDTH", "1"));
        width.into_iter().chain((self.way == Way::StepByStep).then_some(("REMBUK_FAULTS_PLAIN", "1")))
    }
}

/// Where the database stood before the press.
struct Before {
    updates: i64,
    deposits: i64,
    sent: i64,
}

impl Before {
    async fn look(eye: &mut Eye) -> Self {
        Self {
            updates: eye.number("SELECT COUNT(*) FROM inbox").await,
            deposits: eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'deposit'").await,
            sent: eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'sent'").await,
        }
    }

    /// Compares with what a death left.
    async fn check(&self, left: Left, point: &str, eye: &mut Eye) {
        let now = Self::look(eye).await;
        let (kept, written) = (now.updates - self.updates, now.deposits - self.deposits);
        let ready = eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'ready'").await;
        let waits = eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'pending'").await;
        let in_hand = ambiguous(eye).await;
        let sent = now.sent - self.sent;
        let as_expected = match left {
            Left::Nothing => kept == 0 && ready == 0 && written == 0,
            Left::Kept => kept == 1 && ready == 1 && written == 0 && waits + in_hand == 0,
            Left::Written => kept == 1 && ready == 0 && written == 1 && waits > 0 && in_hand == 0,
            Left::Claimed | Left::InHand => kept == 1 && ready == 0 && written == 1 && in_hand > 0,
            Left::Marked => kept == 1 && ready == 0 && written == 1 && sent > 0,
            Left::KeptAtLeast => kept == 1 && ready + written == 1,
        };
        let found =
            format!("kept {kept}, ready {ready}, written {written}, waiting {waits}, in hand {in_hand}, sent {sent}");
        assert!(as_expected, "{point} should leave {left:?}: {found}");
    }
}

/// The whole story of one point.
async fn story(kind: Kind, intake: Intake, point: &'static Point) -> Line {
    let rig = Rig::new(kind, intake, everybody(), REGISTER, &OFFICES).await;
    let [sari, budi, ani, tari] = [SARI, BUDI, ANI, TARI].map(|id| rig.emulator.person(id));
    let when = rig.place.dir.path().join("now");
    let when_text = when.display().to_string();
    let armed = |death: &'static str| -> Vec<(&str, &str)> {
        let mut armed = vec![("REMBUK_CRASH_AT", death), ("REMBUK_CRASH_WHEN", when_text.as_str())];
        for setting in point.settings() {
            armed.push(setting);
        }
        armed
    };
    let (first, later) = point.deaths.split_first().expect("a death");

    // Before: a form is open, and nothing is under way.
    let mut bot = rig.start_bot(&armed(first));
    asks_balance(&sari).await;
    let greeted = budi.start("").await.unwrap();
    budi.wait_for_next_message(greeted, crate::people::LONG).await.unwrap();
    let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    // What was kept was also acknowledged: none of the points on the way in is still to be passed for it.
    rig.emulator.wait_until_taken(TOKEN, PATIENCE).await.unwrap();
    let receipt = eye.number("SELECT next_number FROM receipt_counters").await;
    let before = Before::look(&mut eye).await;
    drop(eye);

    // The press, and the deaths.
    std::fs::write(&when, "").unwrap();
    tari.press(&confirm).await.unwrap();
    bot.dies_at(first).await;
    let mut eye = Eye::open_dead(&rig.place).await;
    before.check(point.left, first, &mut eye).await;
    let mut in_hand = ambiguous(&mut eye).await;
    drop(eye);
    let asked = sari.send_text("/saldo").await.unwrap();
    let shared = budi.share_contact().await.unwrap();
    ani.send_text("/bahasa").await.unwrap();
    for death in later {
        rig.start_bot(&armed(death)).dies_at(death).await;
        in_hand += ambiguous(&mut Eye::open_dead(&rig.place).await).await;
    }

    // Back again: everybody gets what they asked for.
    let bot = rig.start_bot(&point.settings().collect::<Vec<_>>());
    hears(&tari, &format!("S-{receipt}")).await;
    hears(&sari, &format!("S-{receipt}")).await;
    hears_after(&sari, asked, "det").await;
    hears_after(&budi, shared, "bal").await;
    finish(&rig, bot, [&sari, &ani, &tari], receipt, in_hand, point).await.printed(kind, intake, rig).await
}

/// The rest of the story, after the deaths: another language, another deposit, and the balance that comes of it.
async fn finish(
    rig: &Rig,
    bot: Bot,
    [sari, ani, tari]: [&Person; 3],
    receipt: i64,
    in_hand: i64,
    point: &Point,
) -> Line {
    let english = new_button(ani, "set:en", &[]).await;
    let shown = ani.last_message().await.map_or(0, |message| message.id);
    ani.press(&english).await.unwrap();
    ani.wait_for_next_message(shown, crate::people::LONG).await.unwrap();
    let confirm = opens_deposit(tari, "A-001 wajib 50rb").await;
    tari.press(&confirm).await.unwrap();
    hears(tari, &format!("S-{}", receipt + 1)).await;
    let sent = Sent { updates: 11, deposits: vec![("A-001".to_owned(), 100_000), ("A-001".to_owned(), 50_000)] };
    let told = asks_balance(sari).await;
    assert!(tells(&told, SARI_OPENING + sent.paid("A-001")), "{}", told.text);
    let counted = judge(rig, bot, &sent, point.doubles_max(in_hand)).await;
    Line { point: point.name(), ambiguous: in_hand, counted }
}

impl Line {
    async fn printed(self, kind: Kind, intake: Intake, rig: Rig) -> Self {
        let Counted { updates, journals, said, doubled } = self.counted;
        println!(
            "{kind:?} {intake:?} | {:<70} | updates {updates:>2} | deposits {journals} | messages {said:>2} | \
             in hand {:>2} | doubled {doubled}",
            self.point, self.ambiguous
        );
        rig.end().await;
        self
    }
}

/// Whether the program was built with the points: without them nothing would die, and nothing would be shown.
pub const fn has_points() -> bool {
    cfg!(feature = "faults")
}

/// Those of the points that this way in has.
async fn at_each(points: &'static [Point], kind: Kind, intake: Intake) {
    assert!(has_points(), "the points exist only with the feature `faults`: run with --all-features");
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut stories = JoinSet::new();
    for point in points.iter().filter(|point| point.only.is_none_or(|only| only == intake)) {
        let turns = Arc::clone(&turns);
        stories.spawn(async move {
            let _turn = turns.acquire().await.unwrap();
            story(kind, intake, point).await
        });
    }
    let (mut points, mut deaths, mut doubled) = (0, 0, 0);
    while let Some(line) = stories.join_next().await {
        let line = line.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()));
        points += 1;
        deaths += line.point.split(", then ").count();
        doubled += line.counted.doubled;
    }
    println!("{kind:?} {intake:?} | {points} stories, {deaths} deaths, {doubled} messages doubled");
}

/// The same points on both databases and by both ways in.
macro_rules! on_every_side {
    ($($name:ident = $points:ident;)+) => {$(
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite_polling() {
                at_each($points, Kind::Sqlite, Intake::Polling).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite_webhook() {
                at_each($points, Kind::Sqlite, Intake::Webhook).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres_polling() {
                at_each($points, Kind::Postgres, Intake::Polling).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres_webhook() {
                at_each($points, Kind::Postgres, Intake::Webhook).await;
            }
        }
    )+};
}

on_every_side! {
    a_death_while_it_works_loses_and_doubles_nothing = WORKING;
    a_death_while_it_does_all_at_once_doubles_only_what_was_in_hand = TAKING;
    a_death_while_it_sends_loses_nothing_and_doubles_only_what_was_in_hand = SENDING;
}
