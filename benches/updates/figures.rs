//! Figures of one run, and of all runs of a scenario.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// One run; what was not measured in it is absent.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Run {
    /// Updates answered in a second.
    pub updates_per_s: Option<f64>,
    /// Half of the updates are answered within it.
    pub p50_ms: Option<f64>,
    /// Ninety-nine of a hundred are.
    pub p99_ms: Option<f64>,
    /// Processor seconds of the bot's process for a thousand updates.
    pub cpu_s_per_1k: Option<f64>,
    /// The highest resident size of the bot's process during the run.
    pub rss_peak_mib: Option<f64>,
    /// Calls of the messenger for each update.
    pub calls_per_update: Option<f64>,
    /// The most calls that were unanswered at a time.
    pub calls_in_flight: Option<f64>,
    /// The bot that only answers, measured just before.
    pub floor_updates_per_s: Option<f64>,
    /// What the bot reaches of that.
    pub ratio_to_floor: Option<f64>,
    /// The bot that only answers, at the same pace.
    pub floor_p99_ms: Option<f64>,
    /// From the start of the process to the first answer.
    pub first_answer_ms: Option<f64>,
    /// From the start of the process until it was ready for updates of every bot.
    pub ready_ms: Option<f64>,
    /// The same course without the flood.
    pub p99_alone_ms: Option<f64>,
    /// How much longer the others wait beside the flood.
    pub p99_ratio: Option<f64>,
    /// Updates of the flood in a second.
    pub flood_per_s: Option<f64>,
}

/// A figure's name, and how it is read from a run.
type Figure = (&'static str, fn(&Run) -> Option<f64>);

/// All of them.
const FIGURES: [Figure; 15] = [
    ("updates_per_s", |run| run.updates_per_s),
    ("p50_ms", |run| run.p50_ms),
    ("p99_ms", |run| run.p99_ms),
    ("cpu_s_per_1k", |run| run.cpu_s_per_1k),
    ("rss_peak_mib", |run| run.rss_peak_mib),
    ("calls_per_update", |run| run.calls_per_update),
    ("calls_in_flight", |run| run.calls_in_flight),
    ("floor_updates_per_s", |run| run.floor_updates_per_s),
    ("ratio_to_floor", |run| run.ratio_to_floor),
    ("floor_p99_ms", |run| run.floor_p99_ms),
    ("first_answer_ms", |run| run.first_answer_ms),
    ("ready_ms", |run| run.ready_ms),
    ("p99_alone_ms", |run| run.p99_alone_ms),
    ("p99_ratio", |run| run.p99_ratio),
    ("flood_per_s", |run| run.flood_per_s),
];

/// The least, the middle and the greatest.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Spread {
    /// The least.
    pub min: f64,
    /// The middle; the lower one of two.
    pub median: f64,
    /// The greatest.
    pub max: f64,
}

impl Spread {
    /// Of these values; of none there is none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().map(round).collect();
        values.sort_unstable_by(f64::total_cmp);
        let middle = values.len().saturating_sub(1).div_euclid(2);
        Some(Self { min: *values.first()?, median: *values.get(middle)?, max: *values.last()? })
    }
}

/// Three places are more than the machine's noise allows.
fn round(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// What the counting run told.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// Statements for each update, without BEGIN and COMMIT.
    pub statements_per_update: f64,
    /// Transactions for each update.
    pub units_per_update: f64,
}

/// All runs of a scenario in a suite.
#[derive(Debug, Clone)]
pub struct Row {
    /// The suite.
    pub suite: &'static str,
    /// The scenario, or the name of the floor.
    pub scenario: &'static str,
    /// The database.
    pub database: &'static str,
    /// How updates came in.
    pub intake: &'static str,
    /// Members of all registers.
    pub members: usize,
    /// Those who write.
    pub chats: usize,
    /// Cooperatives in the process.
    pub cooperatives: usize,
    /// How long the import of the registers took.
    pub import_s: f64,
    /// Each run.
    pub runs: Vec<Run>,
    /// The counting run, where there was one.
    pub counted: Option<Counted>,
}

impl Row {
    /// A figure over all runs that have it.
    pub fn spread(&self, figure: &str) -> Option<Spread> {
        let (_, read) = FIGURES.iter().find(|(name, _)| *name == figure)?;
        Spread::of(self.runs.iter().filter_map(read))
    }

    /// The file's name: what tells it from every other row.
    pub fn file(&self) -> String {
        let Self { suite, scenario, database, intake, members, cooperatives, .. } = self;
        match *suite {
            "growth" => format!("{database}-{suite}-{members}.json"),
            "cooperatives" => format!("{database}-{suite}-{cooperatives}.json"),
            "half" | "start" => format!("{database}-{suite}-{intake}.json"),
            _ => format!("{database}-{suite}-{}.json", scenario.replace(' ', "-")),
        }
    }

    /// Medians by their names, and the spread of each beside them; with what was measured, and when.
    pub fn to_json(&self, aims: &[Value], measured: &Value) -> Value {
        let (mut all, mut spreads) = (Map::new(), Map::new());
        for (name, _) in FIGURES {
            let spread = self.spread(name);
            all.insert(name.to_owned(), json!(spread.map(|spread| spread.median)));
            if let Some(spread) = spread {
                spreads.insert(name.to_owned(), json!(spread));
            }
        }
        if let Some(counted) = self.counted {
            all.insert("statements_per_update".to_owned(), json!(round(counted.statements_per_update)));
            all.insert("units_per_update".to_owned(), json!(round(counted.units_per_update)));
        }
        let about = json!({
            "suite": self.suite,
            "scenario": self.scenario,
            "database": self.database,
            "intake": self.intake,
            "members": self.members,
            "chats": self.chats,
            "cooperatives": self.cooperatives,
            "import_s": round(self.import_s),
            "spreads": spreads,
            "runs": self.runs,
            "aims": aims,
            "measured": measured,
        });
        if let Value::Object(about) = about {
            all.extend(about);
        }
        Value::Object(all)
    }
}
