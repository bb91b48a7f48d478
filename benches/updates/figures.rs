//! Figures, as a table and as files.

use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

/// One run of a scenario.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Run {
    /// Updates answered in a second.
    pub updates_per_s: f64,
    /// Half of the updates are answered within it.
    pub p50_ms: f64,
    /// Ninety-nine of a hundred are.
    pub p99_ms: f64,
    /// Processor seconds of the bot's process for a thousand updates.
    pub cpu_s_per_1k: f64,
    /// The highest resident size of the bot's process during the run.
    pub rss_peak_mib: f64,
    /// Calls of the messenger for each update.
    pub calls_per_update: f64,
    /// The bot that only answers, measured just before.
    pub floor_updates_per_s: f64,
}

/// What the counting run told.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counted {
    /// Statements for each update, without BEGIN and COMMIT.
    pub statements_per_update: f64,
    /// Transactions for each update.
    pub units_per_update: f64,
}

/// All runs of a scenario on a database.
#[derive(Debug, Clone)]
pub struct Row {
    /// The scenario, or the name of the floor.
    pub scenario: &'static str,
    /// The database.
    pub database: &'static str,
    /// Each run.
    pub runs: Vec<Run>,
    /// The counting run.
    pub counted: Counted,
}

/// The least, the middle and the greatest.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Spread {
    min: f64,
    median: f64,
    max: f64,
}

impl Spread {
    /// Of these values.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_unstable_by(f64::total_cmp);
        let pick = |at: usize| values.get(at).copied().unwrap_or_default();
        Self {
            min: pick(0),
            median: pick(values.len().saturating_sub(1).div_euclid(2)),
            max: pick(values.len().saturating_sub(1)),
        }
    }
}

impl Row {
    fn spread(&self, of: impl Fn(&Run) -> f64) -> Spread {
        Spread::of(self.runs.iter().map(of))
    }

    fn to_json(&self) -> Value {
        let median = |of: fn(&Run) -> f64| round(self.spread(of).median);
        json!({
            "scenario": self.scenario,
            "database": self.database,
            "updates_per_s": median(|run| run.updates_per_s),
            "p50_ms": median(|run| run.p50_ms),
            "p99_ms": median(|run| run.p99_ms),
            "cpu_s_per_1k": median(|run| run.cpu_s_per_1k),
            "rss_peak_mib": median(|run| run.rss_peak_mib),
            "calls_per_update": median(|run| run.calls_per_update),
            "floor_updates_per_s": median(|run| run.floor_updates_per_s),
            "ratio_to_floor": median(|run| run.updates_per_s / run.floor_updates_per_s),
            "statements_per_update": round(self.counted.statements_per_update),
            "units_per_update": round(self.counted.units_per_update),
            "updates_per_s_spread": self.spread(|run| run.updates_per_s),
            "p99_ms_spread": self.spread(|run| run.p99_ms),
            "runs": self.runs,
        })
    }

    fn line(&self) -> String {
        let rate = self.spread(|run| run.updates_per_s);
        let median = |of: fn(&Run) -> f64| self.spread(of).median;
        format!(
            "| {} | {} | {:.0} / {:.0} / {:.0} | {:.1} / {:.1} | {:.3} | {:.1} | {:.2} | {:.2} | {:.3} | {:.3} |",
            self.database,
            self.scenario,
            rate.min,
            rate.median,
            rate.max,
            median(|run| run.p50_ms),
            median(|run| run.p99_ms),
            median(|run| run.cpu_s_per_1k),
            median(|run| run.rss_peak_mib),
            median(|run| run.updates_per_s / run.floor_updates_per_s),
            median(|run| run.calls_per_update),
            self.counted.statements_per_update,
            self.counted.units_per_update,
        )
    }
}

/// Three places are more than the machine's noise allows.
fn round(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// Prints the rows.
pub fn print_table(rows: &[Row]) {
    println!(
        "| database | scenario | updates/s min / median / max | p50 / p99 ms | CPU s per 1k | RSS peak MiB | ratio to floor | calls per update | statements per update | units per update |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for row in rows {
        println!("{}", row.line());
    }
}

/// Writes a file for each row, and one for everything else.
pub fn write_files(folder: &Path, rows: &[Row], others: &Value) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    for row in rows {
        let path = folder.join(format!("{}-{}.json", row.database, row.scenario));
        std::fs::write(path, format!("{:#}\n", row.to_json()))?;
    }
    std::fs::write(folder.join("floors.json"), format!("{others:#}\n"))?;
    Ok(())
}
