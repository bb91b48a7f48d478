//! The bot as a process, and people who talk to it while something fails.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use domain::role::Role;
use emulator::CallRecord;
use futures_util::FutureExt;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use super::plan::Run;
use crate::eye::Eye;
use crate::judge::{Sent, judge, no_life_says_a_receipt_twice};
use crate::line::Line;
use crate::load::{Book, MEMBERS, any_deposit, deposits, member_acts, register_of, treasurer_acts};
use crate::people::{asks_balance, opens_deposit, tells};
use crate::rig::{Bot, DEATH_MAX, Rig};
use crate::support::{Place, TOKEN, person};
use crate::waits::what_waits;

/// Treasurers who write.
const TREASURERS: [i64; 2] = [21, 22];

/// What each member has at first.
const OPENING: i64 = 1_000_000;

/// The person of the first member follows this one.
const FIRST: i64 = 1_000;

/// How often an answer is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// How long a burst may take to be answered while calls fail and wait.
const BURST_MAX: Duration = Duration::from_secs(90);

/// Tries of which nobody knew, as the bot itself notes them.
const UNKNOWN: &str = "SELECT CAST(COALESCE(SUM(ambiguous), 0) AS BIGINT) FROM outbox";

/// What a process logs that gives its works up though it lives.
const LEFT: [&str; 2] = ["rests its works", "taken for dead"];

/// A deposit that is not written yet.
pub struct Open {
    treasurer: i64,
    confirm: String,
    number: String,
    amount: i64,
}

/// A rig, and the people in front of it.
pub struct Stage {
    pub rig: Rig,
    pub chance: StdRng,
    pub line: Line,
    /// The first call of each life but the first, where deaths are all that leaves a message unknown.
    lives: Option<Vec<u64>>,
    members: i64,
    book: Book,
    over: Arc<AtomicBool>,
    acting: JoinSet<()>,
}

impl Stage {
    /// Two treasurers, and eight members who act by themselves.
    pub async fn open(run: Run) -> Self {
        Self::open_at(run, MEMBERS, Place::fresh(run.kind).await).await
    }

    /// With so many members, who are told what to do by [`Stage::burst`].
    pub async fn open_to(run: Run, members: i64) -> Self {
        Self::open_at(run, members, Place::fresh(run.kind).await).await
    }

    /// With the database at this place.
    pub async fn open_at(run: Run, members: i64, place: Place) -> Self {
        let phone = |n: i64| format!("+62812{n:08}");
        let of_members = (1..=members).map(|n| person(FIRST + n, "Anggota", &phone(10_000 + n)));
        let people = of_members.chain(TREASURERS.map(|id| person(id, "Tari", &phone(90_000 + id)))).collect();
        let offices = TREASURERS.map(|id| (id, Role::Treasurer));
        let csv = register_of(members, "A", OPENING, FIRST);
        let rig = Rig::at(place, run.intake, people, &csv, &offices).await;
        let (book, over, chance) = (Book::default(), Arc::default(), StdRng::seed_from_u64(run.seed));
        Self {
            rig,
            chance,
            line: Line::default(),
            lives: Some(Vec::new()),
            members,
            book,
            over,
            acting: JoinSet::new(),
        }
    }

    /// From now on they talk, each at their own pace.
    pub fn people_act(&mut self) {
        for n in 1..=self.members {
            let (member, chance) = (self.rig.emulator.person(FIRST + n), self.another_chance());
            self.acts(member_acts(member, chance, Arc::clone(&self.book), Arc::clone(&self.over)));
        }
        for id in TREASURERS {
            let (treasurer, chance) = (self.rig.emulator.person(id), self.another_chance());
            self.acts(treasurer_acts(treasurer, chance, Arc::clone(&self.book), Arc::clone(&self.over)));
        }
    }

    /// Whoever waits in vain tells at once where everything stands: later, it is elsewhere.
    fn acts(&mut self, acting: impl Future<Output = ()> + Send + 'static) {
        let (database_url, emulator) = (self.rig.place.database_url.clone(), self.rig.emulator.clone());
        self.acting.spawn(async move {
            if let Err(failed) = AssertUnwindSafe(acting).catch_unwind().await {
                let pending = emulator.pending(TOKEN).unwrap();
                // The database may be what failed.
                let waits = tokio::spawn(async move { what_waits(&mut Eye::at(&database_url).await).await }).await;
                println!("with the messenger {pending}\n{}", waits.unwrap_or_default());
                std::panic::resume_unwind(failed);
            }
        });
    }

    fn another_chance(&mut self) -> StdRng {
        StdRng::seed_from_u64(self.chance.random())
    }

    /// Each member asks so often at once, each treasurer writes a deposit; returns when all is answered.
    pub async fn burst(&mut self, questions: usize) {
        self.ask(questions).await;
        self.settle().await;
    }

    /// Each member asks so often at once.
    pub async fn ask(&mut self, questions: usize) {
        for _ in 0..questions {
            for n in 1..=self.members {
                self.rig.emulator.person(FIRST + n).send_text("/saldo").await.unwrap();
                self.book.lock().unwrap().updates += 1;
            }
        }
    }

    /// Each treasurer writes a deposit; returns when everything is answered.
    pub async fn settle(&mut self) {
        for id in TREASURERS {
            deposits(&self.rig.emulator.person(id), &mut self.chance, &self.book).await;
        }
        self.rig.emulator.wait_until_taken(TOKEN, BURST_MAX).await.unwrap();
        let mut eye = Eye::open(&self.rig.place).await;
        tokio::time::timeout(BURST_MAX, eye.wait_until_quiet()).await.expect("a burst is answered in time");
    }

    /// Each treasurer brings a deposit up to the button that writes it.
    pub async fn open_deposits(&mut self) -> Vec<Open> {
        let mut opened = Vec::new();
        for id in TREASURERS {
            let treasurer = self.rig.emulator.person(id);
            let (number, amount) = any_deposit(&mut self.chance);
            let confirm = opens_deposit(&treasurer, &format!("{number} sukarela {amount}")).await;
            self.book.lock().unwrap().updates += 1;
            opened.push(Open { treasurer: id, confirm, number, amount });
        }
        opened
    }

    /// They press it, and do not wait for the receipts.
    pub async fn confirm_deposits(&mut self, opened: Vec<Open>) {
        for Open { treasurer, confirm, number, amount } in opened {
            self.rig.emulator.person(treasurer).press(&confirm).await.unwrap();
            let mut said = self.book.lock().unwrap();
            said.updates += 1;
            said.deposits.push((number, amount));
        }
    }

    /// Not a wait for anything: the random moment is the test.
    pub async fn pass(&mut self, milliseconds: std::ops::Range<u64>) {
        tokio::time::sleep(Duration::from_millis(self.chance.random_range(milliseconds))).await;
    }

    /// What the messenger takes from now on is said by another life: one ends when its last connection is over, and what
    /// it had asked for is done.
    pub async fn another_life(&mut self) {
        self.rig.emulator.wait_until_hung_up(DEATH_MAX).await.expect("a process that is dead has hung up");
        let first = self.rig.emulator.next_call();
        self.lives.iter_mut().for_each(|lives| lives.push(first));
    }

    /// From now on a message may be unknown within a life, too.
    pub fn may_lose_answers(&mut self) {
        self.lives = None;
    }

    /// Starts for the last time, and sees how soon somebody is answered.
    pub async fn last_life(&mut self) -> Bot {
        let (from, started) = (self.rig.emulator.next_call(), Instant::now());
        let bot = self.rig.start_bot(&[]);
        self.first_answer(&bot, from, started).await;
        bot
    }

    /// Waits for the first answer that the messenger took from this call on, and notes how long that was.
    pub async fn first_answer(&mut self, bot: &Bot, from: u64, since: Instant) {
        let is_answer = |call: &Arc<CallRecord>| call.ok && call.method == "sendMessage";
        while !self.rig.emulator.calls_from(from).iter().any(is_answer) {
            assert!(since.elapsed() < DEATH_MAX, "no answer for {DEATH_MAX:?}:\n{}", bot.log());
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        self.line.answered(since.elapsed());
    }

    /// Everybody has their last answer and asks for the balance once more; then the judge looks.
    ///
    /// Messages may have come twice as often as `self.line.unknown` says.
    pub async fn judged(mut self, bot: Bot) -> Line {
        self.people_end(&bot).await;
        let said = std::mem::take(&mut *self.book.lock().unwrap());
        let mut sent = Sent { updates: said.updates, deposits: said.deposits };
        for n in 1..=self.members {
            let paid = sent.paid(&format!("A-{n:03}"));
            let told = asks_balance(&self.rig.emulator.person(FIRST + n)).await;
            assert!(tells(&told, OPENING + paid), "{paid} paid in: {}", told.text);
            sent.updates += 1;
        }
        assert!(sent.updates > 30 && !sent.deposits.is_empty(), "hardly anything happened: {sent:?}");
        self.line.counted = judge(&self.rig, bot, &sent, self.line.unknown).await;
        if let Some(lives) = &self.lives {
            no_life_says_a_receipt_twice(&self.rig, lives);
        }
        self.rig.end().await;
        self.line
    }

    /// Nobody begins anything new; what they wait for comes.
    async fn people_end(&mut self, bot: &Bot) {
        self.over.store(true, Ordering::Relaxed);
        while let Some(ended) = self.acting.join_next().await {
            if let Err(failed) = ended {
                println!("{}", bot.log());
                std::panic::resume_unwind(failed.into_panic());
            }
        }
    }

    /// As [`Stage::judged`], where no process died and no answer of the messenger was lost: nothing may come twice.
    ///
    /// But for a process that believed for a while that others had its work: it took back what was on its way.
    pub async fn judged_alive(mut self, bot: Bot) -> Line {
        self.people_end(&bot).await;
        if LEFT.iter().any(|words| bot.log().contains(words)) {
            let mut eye = Eye::open(&self.rig.place).await;
            eye.wait_until_quiet().await;
            self.line.unknown = eye.number(UNKNOWN).await;
            self.may_lose_answers();
        }
        self.judged(bot).await
    }
}
