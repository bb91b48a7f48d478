//! What an operator's monitoring reads: how much came, how long it waited, what went out, what failed.
//!
//! Counting is an atomic addition at a place that is known beforehand. No label holds anything of a person; the only one
//! whose values are not written in this code is `bot`, and there are as many as the deployment serves.

mod histogram;
mod labels;
mod page;

use std::time::Instant;

use domain::ids::BotId;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use store::StoreError;

pub use self::histogram::Histogram;
pub use self::labels::{Commit, Failure, Fate, Label, Method, Outcome, Poll, Scope, Send, Serving, Work};
pub use self::page::routes;

/// Labels as they are printed.
type Labels = Vec<(&'static str, String)>;

/// Waits and durations, in microseconds: half a millisecond to five minutes.
const DURATIONS_US: &[u64] = &[
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000,
    60_000_000,
    300_000_000,
];

/// Updates in one batch.
const WIDTHS: &[u64] = &[1, 2, 4, 8, 16, 32, 64, 128];

const MICROSECONDS: f64 = 1e6;

/// Everything that is counted.
pub struct Metrics {
    registry: Registry,
    started: Instant,
    /// Updates, by what became of them.
    pub updates: Counters<Outcome>,
    /// From the commit of an update until it was worked on.
    pub lane_wait: Histogram,
    /// Updates that one batch took.
    pub batch: Histogram,
    /// Units of the database, by name.
    units: Family<Labels, Histogram, fn() -> Histogram>,
    /// Commits of ingest.
    pub commits: Counters<Commit>,
    /// Polls, by what became of them.
    pub polls: Counters<Poll>,
    /// Calls of the sender, by kind and result.
    pub sends: Counters<Send>,
    /// Times that the messenger said 429.
    pub pauses: Counters<Scope>,
    /// Units that failed, by kind.
    pub failures: Counters<Failure>,
    /// What waits, by bot.
    pub waiting: Waiting,
    /// Bots at work, by whether the messenger takes them.
    pub bots: Gauges<Serving>,
    leading: Family<Labels, Gauge>,
    /// Other processes that showed no life, and whose works this one has freed.
    pub processes_lost: Counter,
}

/// What waits in the database, as it was looked at a moment ago.
#[derive(Default)]
pub struct Waiting {
    inbox: Family<Labels, Gauge>,
    inbox_oldest: Family<Labels, Gauge>,
    outbox: Family<Labels, Gauge>,
    outbox_oldest: Family<Labels, Gauge>,
}

/// How much of one bot waits, and since how many seconds the oldest does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Rows.
    pub rows: i64,
    /// Seconds.
    pub oldest_seconds: i64,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("rembuk");
        let it = &mut registry;
        let updates = Counters::register(it, "updates", "Updates by what became of them");
        let lane_wait = Histogram::new(DURATIONS_US, MICROSECONDS);
        it.register("lane_wait_seconds", "From the commit of an update until it was worked on", lane_wait.clone());
        let batch = Histogram::new(WIDTHS, 1.0);
        it.register("batch_updates", "Updates that one batch took", batch.clone());
        let units = Family::new_with_constructor(duration as fn() -> Histogram);
        it.register("unit_seconds", "Transactions by name, from waiting for a connection to the commit", units.clone());
        let commits = Counters::register(it, "ingest_commits", "Commits of updates that came in");
        let polls = Counters::register(it, "polls", "Questions for updates by what became of them");
        let sends = Counters::register(it, "sends", "Calls of the sender by kind and result");
        let pauses = Counters::register(it, "pauses", "Times that the messenger asked to wait (429)");
        let failures = Counters::register(it, "database_errors", "Transactions that failed, by kind");
        let waiting = Waiting::default();
        it.register("inbox_waiting", "Updates that wait to be worked on", waiting.inbox.clone());
        it.register("inbox_oldest_seconds", "Since when the oldest of them does", waiting.inbox_oldest.clone());
        it.register("outbox_waiting", "Messages that wait to be sent", waiting.outbox.clone());
        it.register("outbox_oldest_seconds", "Since when the oldest of them does", waiting.outbox_oldest.clone());
        let bots = Gauges::register(it, "bots", "Bots by whether the messenger takes us for them");
        let leading = Family::<Labels, Gauge>::default();
        it.register("leader", "Whether this process polls or sends for the bot", leading.clone());
        let processes_lost = Counter::default();
        it.register(
            "processes_lost",
            "Processes that showed no life and that this one declared dead",
            processes_lost.clone(),
        );
        let build = Family::<Labels, Gauge>::default();
        build.get_or_create_owned(&vec![("version", env!("CARGO_PKG_VERSION").to_owned())]).set(1);
        it.register("build_info", "The release", build);
        let started = Instant::now();
        Self {
            registry,
            started,
            updates,
            lane_wait,
            batch,
            units,
            commits,
            polls,
            sends,
            pauses,
            failures,
            waiting,
            bots,
            leading,
            processes_lost,
        }
    }
}

fn duration() -> Histogram {
    Histogram::new(DURATIONS_US, MICROSECONDS)
}

impl Metrics {
    /// The whole page, in Prometheus' text format.
    ///
    /// # Errors
    /// Never, in practice: writing into a text does not fail.
    pub fn page(&self) -> Result<String, std::fmt::Error> {
        let mut page = String::new();
        prometheus_client::encoding::prometheus_text::encode(&mut page, &self.registry)?;
        Ok(page)
    }

    /// Notes whether this process has the work for the bot; forgotten together with the bot.
    pub fn set_leader(&self, bot: BotId, work: Work, leads: bool) {
        self.leading.get_or_create_owned(&of_bot_and(bot, work)).set(i64::from(leads));
    }

    /// Forgets a bot that is gone.
    pub fn forget(&self, bot: BotId) {
        for work in Work::all() {
            self.leading.remove(&of_bot_and(bot, work));
        }
    }
}

impl Waiting {
    /// Takes what was looked at in place of what was: a bot without a row waits for nothing.
    pub fn set(&self, inbox: &[(BotId, Depth)], outbox: &[(BotId, Depth)]) {
        replace(&self.inbox, &self.inbox_oldest, inbox);
        replace(&self.outbox, &self.outbox_oldest, outbox);
    }
}

fn replace(rows: &Family<Labels, Gauge>, oldest: &Family<Labels, Gauge>, depths: &[(BotId, Depth)]) {
    rows.clear();
    oldest.clear();
    for (bot, depth) in depths {
        rows.get_or_create_owned(&of_bot(*bot)).set(depth.rows);
        oldest.get_or_create_owned(&of_bot(*bot)).set(depth.oldest_seconds);
    }
}

fn of_bot(bot: BotId) -> Labels {
    vec![("bot", bot.to_string())]
}

fn of_bot_and(bot: BotId, work: Work) -> Labels {
    of_bot(bot).into_iter().chain(work.labels()).collect()
}

/// The store tells of its units.
impl store::Observer for Metrics {
    fn now_us(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn ended(&self, unit: &'static str, took_us: u64, error: Option<&StoreError>) {
        self.units.get_or_create_owned(&vec![("unit", unit.to_owned())]).observe(took_us);
        if let Some(error) = error {
            self.failures.add(Failure::of(error), 1);
        }
    }
}

/// Counters, one for each value of a label, all there from the start.
pub struct Counters<L> {
    each: Vec<Counter>,
    label: std::marker::PhantomData<fn(L)>,
}

impl<L: Label> Counters<L> {
    fn register(registry: &mut Registry, name: &str, help: &str) -> Self {
        let family = Family::<Labels, Counter>::default();
        let each = L::all().map(|value| family.get_or_create_owned(&value.labels())).collect();
        registry.register(name, help, family);
        Self { each, label: std::marker::PhantomData }
    }

    /// Counts so many more.
    pub fn add(&self, label: L, more: u64) {
        if let Some(counter) = self.each.get(label.place()) {
            counter.inc_by(more);
        }
    }
}

/// Gauges, one for each value of a label.
pub struct Gauges<L> {
    each: Vec<Gauge>,
    label: std::marker::PhantomData<fn(L)>,
}

impl<L: Label> Gauges<L> {
    fn register(registry: &mut Registry, name: &str, help: &str) -> Self {
        let family = Family::<Labels, Gauge>::default();
        let each = L::all().map(|value| family.get_or_create_owned(&value.labels())).collect();
        registry.register(name, help, family);
        Self { each, label: std::marker::PhantomData }
    }

    /// Moves it by so much.
    pub fn add(&self, label: L, by: i64) {
        if let Some(gauge) = self.each.get(label.place()) {
            gauge.inc_by(by);
        }
    }
}
