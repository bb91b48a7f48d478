//! What is measured, and with how much.

use std::net::SocketAddr;

use clap::Parser;

use crate::people::People;
use crate::place::Kind;
use crate::scripts::Scenario;

/// What is measured together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Suite {
    /// Every scenario through the webhook, with what it costs in statements, and the floors.
    Load,
    /// Every scenario by polling.
    Polling,
    /// Every scenario through a messenger that answers after 40 ms.
    SlowApi,
    /// The mix at half of the speed that was just reached.
    Half,
    /// From the start of the process to the first answer.
    Start,
    /// One member who floods, and the others at half of the speed.
    Flood,
    /// The mix over many cooperatives in one process.
    Cooperatives,
    /// The mix with registers of several sizes.
    Growth,
}

impl Suite {
    /// In the order in which they run.
    const ALL: [Self; 8] = [
        Self::Load,
        Self::Polling,
        Self::SlowApi,
        Self::Half,
        Self::Start,
        Self::Flood,
        Self::Cooperatives,
        Self::Growth,
    ];

    /// In tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Polling => "polling",
            Self::SlowApi => "slow-api",
            Self::Half => "half",
            Self::Start => "start",
            Self::Flood => "flood",
            Self::Cooperatives => "cooperatives",
            Self::Growth => "growth",
        }
    }

    /// Whether it measures the bot with the one large register.
    pub const fn shares_the_register(self) -> bool {
        !matches!(self, Self::Cooperatives | Self::Growth)
    }
}

/// Updates per second and what belongs to it, between a messenger and a driver of this program's own.
#[derive(Parser)]
pub struct Arguments {
    /// Members in the register [100000, or 5000 with BENCH=short].
    #[arg(long)]
    members: Option<usize>,
    /// Members who write, four updates each [2000, or 500 with BENCH=short].
    #[arg(long)]
    chats: Option<usize>,
    /// Runs of each scenario [3, or 1 with BENCH=short].
    #[arg(long)]
    repeats: Option<usize>,
    /// Updates unanswered at a time.
    #[arg(long, default_value_t = 64)]
    in_flight: usize,
    /// Only these databases.
    #[arg(long, value_delimiter = ',')]
    databases: Vec<Kind>,
    /// Only these suites.
    #[arg(long, value_delimiter = ',')]
    suites: Vec<Suite>,
    /// Only these scenarios, by name, in the suites that have several.
    #[arg(long, value_delimiter = ',')]
    scenarios: Vec<String>,
    /// How many cooperatives that suite has, one after the other [1,100,1000, or 1,10,100].
    #[arg(long, value_delimiter = ',')]
    cooperatives: Vec<usize>,
    /// How many members that suite has [1000 to 1000000 in tens, or 1000,10000; on Postgres up to 100000].
    #[arg(long, value_delimiter = ',')]
    growth: Vec<usize>,
    /// For itself: be the bot that only answers.
    #[arg(long, hide = true)]
    pub echo: Option<String>,
    /// For itself: where that bot listens.
    #[arg(long, hide = true)]
    pub listen: Option<SocketAddr>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What is measured.
pub struct Plan {
    /// The large register.
    pub people: People,
    /// Updates unanswered at a time, where they are brought as fast as they are answered.
    pub in_flight: usize,
    /// Runs of each scenario.
    pub repeats: usize,
    /// The scenarios of the suites that have several.
    pub scenarios: Vec<Scenario>,
    /// The databases.
    pub databases: Vec<Kind>,
    /// The suites.
    pub suites: Vec<Suite>,
    /// Cooperatives, one after the other.
    pub cooperatives: Vec<usize>,
    growth: Vec<usize>,
    /// A small version of all.
    pub short: bool,
}

/// What was given, or else what is usual.
fn or<T: Clone>(given: &[T], usual: &[T]) -> Vec<T> {
    if given.is_empty() { usual.to_vec() } else { given.to_vec() }
}

impl Plan {
    /// As the arguments say.
    pub fn new(arguments: &Arguments, short: bool) -> anyhow::Result<Self> {
        let pick = |given: Option<usize>, small, full| given.unwrap_or(if short { small } else { full });
        let people = People::new(pick(arguments.members, 5_000, 100_000), pick(arguments.chats, 500, 2_000), 1)?;
        let wanted = |scenario: &Scenario| {
            arguments.scenarios.is_empty() || arguments.scenarios.iter().any(|name| name == scenario.name())
        };
        Ok(Self {
            people,
            in_flight: arguments.in_flight,
            repeats: pick(arguments.repeats, 1, 3),
            scenarios: Scenario::ALL.into_iter().filter(wanted).collect(),
            databases: or(&arguments.databases, &[Kind::Sqlite, Kind::Postgres]),
            suites: or(&arguments.suites, &Suite::ALL),
            cooperatives: or(&arguments.cooperatives, if short { &[1, 10, 100] } else { &[1, 100, 1_000] }),
            growth: arguments.growth.clone(),
            short,
        })
    }

    /// The sizes of the register, the smallest first. A million on Postgres takes long to import: only when asked for.
    pub fn growth(&self, kind: Kind) -> Vec<usize> {
        let usual: &[usize] = match kind {
            _ if self.short => &[1_000, 10_000],
            Kind::Sqlite => &[1_000, 10_000, 100_000, 1_000_000],
            Kind::Postgres => &[1_000, 10_000, 100_000],
        };
        let mut sizes = or(&self.growth, usual);
        sizes.sort_unstable();
        sizes
    }
}
