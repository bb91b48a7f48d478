//! What is to fail, where, and how often.

use std::fmt;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use super::{aimed, away, clock, kills, messenger, server, sqlite, unrest, wire};
use crate::line::Line;
use crate::replicas;
use crate::support::{Intake, Kind};

/// How much is to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A minute or so, in every run of the suite.
    Short,
    /// The proof: half an hour or more.
    Night,
}

impl Size {
    pub fn named(name: &str) -> Option<Self> {
        [Self::Short, Self::Night].into_iter().find(|size| size.to_string() == name)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Short => "short",
            Self::Night => "night",
        })
    }
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// kill -9 at random moments.
    Kill,
    /// Deaths at named points, under load.
    Aimed,
    /// A replica is stopped for longer than its lease and goes on; another is killed.
    Pause,
    /// Updates come twice, out of order, under ids that jump.
    Unrest,
    /// So many of a hundred calls to the messenger fail.
    Messenger(u32),
    /// The messenger is away for a while, and the bot dies meanwhile.
    Away,
    /// The server commits and its word is lost; connections are cut within a transaction.
    Wire,
    /// The server ends without a word and recovers.
    Crash,
    /// Another process writes for long.
    Busy,
    /// The disk is full, and then it is not.
    Full,
    /// The clock is set to other hours, days and months.
    Clock,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kill => out.write_str("kill -9 at random"),
            Self::Aimed => out.write_str("death at a named point"),
            Self::Pause => out.write_str("stopped beyond the lease"),
            Self::Unrest => out.write_str("updates twice, moved"),
            Self::Messenger(percent) => write!(out, "calls that fail, {percent} %"),
            Self::Away => out.write_str("messenger away"),
            Self::Wire => out.write_str("commit's word lost, cut"),
            Self::Crash => out.write_str("server crash"),
            Self::Busy => out.write_str("another writer"),
            Self::Full => out.write_str("disk full"),
            Self::Clock => out.write_str("clock set"),
        }
    }
}

/// One rig, one kind of fault.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub fault: Fault,
    pub kind: Kind,
    pub intake: Intake,
    pub seed: u64,
    /// Faults that are wanted.
    pub rounds: u64,
    pub size: Size,
}

impl Run {
    /// Lets it all happen.
    ///
    /// # Panics
    /// When something was lost, doubled or not done in time.
    pub async fn go(self) -> Line {
        match self.fault {
            Fault::Kill => kills::kills(self).await,
            Fault::Aimed => aimed::aimed(self).await,
            Fault::Pause => replicas::paused_and_killed(self.seed).await,
            Fault::Unrest => unrest::unrest(self).await,
            Fault::Messenger(percent) => messenger::messenger(self, percent).await,
            Fault::Away => away::away(self).await,
            Fault::Wire => wire::wire(self).await,
            Fault::Crash => server::crash(self).await,
            Fault::Busy => sqlite::busy(self).await,
            Fault::Full => sqlite::full(self).await,
            Fault::Clock => clock::clock(self).await,
        }
    }
}

/// Faults wanted of one kind: rigs on each database, and faults in each rig.
struct Wanted {
    fault: Fault,
    on: &'static [Kind],
    short: (u64, u64),
    night: (u64, u64),
}

const BOTH: &[Kind] = &[Kind::Sqlite, Kind::Postgres];
const SQLITE: &[Kind] = &[Kind::Sqlite];
const POSTGRES: &[Kind] = &[Kind::Postgres];

const fn wanted(fault: Fault, on: &'static [Kind], short: (u64, u64), night: (u64, u64)) -> Wanted {
    Wanted { fault, on, short, night }
}

/// The whole campaign.
const WANTED: &[Wanted] = &[
    wanted(Fault::Kill, BOTH, (1, 15), (20, 26)),
    wanted(Fault::Aimed, BOTH, (1, 24), (8, 36)),
    wanted(Fault::Pause, POSTGRES, (0, 1), (12, 1)),
    wanted(Fault::Unrest, BOTH, (1, 1_000), (10, 11_000)),
    wanted(Fault::Messenger(1), BOTH, (0, 0), (2, 500)),
    wanted(Fault::Messenger(5), BOTH, (1, 40), (3, 1_300)),
    wanted(Fault::Messenger(20), BOTH, (1, 100), (3, 1_900)),
    wanted(Fault::Away, BOTH, (1, 4), (3, 8)),
    wanted(Fault::Wire, POSTGRES, (1, 30), (6, 200)),
    wanted(Fault::Crash, POSTGRES, (1, 3), (5, 21)),
    wanted(Fault::Busy, SQLITE, (1, 3), (3, 10)),
    wanted(Fault::Full, SQLITE, (1, 2), (4, 10)),
    wanted(Fault::Clock, BOTH, (1, 8), (4, 12)),
];

/// All runs of one campaign.
pub struct Plan {
    pub together: Vec<Run>,
    /// They crash the server that all others use.
    pub alone: Vec<Run>,
}

impl Plan {
    /// The runs of this size; with `only`, those that have all of these words in what they are told by, such as
    /// `kill -9, Sqlite`, or their seed.
    pub fn of(size: Size, seed: u64, only: Option<&str>) -> Self {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut plan = Self { together: Vec::new(), alone: Vec::new() };
        for wanted in WANTED {
            let (rigs, rounds) = if size == Size::Short { wanted.short } else { wanted.night };
            for (rig, kind) in (0..rigs).flat_map(|rig| wanted.on.iter().map(move |kind| (rig, *kind))) {
                // Both ways in on each database; with one rig each, another way on each.
                let is_webhook = (rig % 2 == 0) == (kind == Kind::Postgres);
                let intake = if is_webhook { Intake::Webhook } else { Intake::Polling };
                let run = Run { fault: wanted.fault, kind, intake, seed: chance.random(), rounds, size };
                let told = format!("{}, {run:?}", run.fault);
                if only.is_some_and(|only| !only.split(',').all(|words| told.contains(words.trim()))) {
                    continue;
                }
                let runs = if run.fault == Fault::Crash { &mut plan.alone } else { &mut plan.together };
                runs.push(run);
            }
        }
        // Those that wait beside those that work.
        plan.together.shuffle(&mut chance);
        plan
    }
}
