//! Rows as a table and as files, written after each suite: what was measured stays, whatever happens to the rest.

use std::path::PathBuf;

use rembuk::clock::Clock;
use serde_json::{Value, json};

use crate::aims;
use crate::commit::commit;
use crate::figures::Row;

/// All that was measured so far.
pub struct Report {
    folder: PathBuf,
    rows: Vec<Row>,
    /// The commit, and when the benchmark began.
    measured: Value,
}

impl Report {
    /// Into this folder, which loses what an earlier benchmark left there: files of two say nothing together.
    pub fn new(folder: PathBuf) -> anyhow::Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let measured = json!({ "commit": commit(), "began": Clock::Real.now().to_rfc3339() });
        Ok(Self { folder, rows: Vec::new(), measured })
    }

    /// Writes a file for each row, and the tables with them.
    pub fn add(&mut self, rows: Vec<Row>) -> anyhow::Result<()> {
        for row in &rows {
            let told = row.to_json(&aims::to_json(row), &self.measured);
            std::fs::write(self.folder.join(row.file()), format!("{told:#}\n"))?;
        }
        self.rows.extend(rows);
        Ok(std::fs::write(self.folder.join("table.md"), self.tables())?)
    }

    /// What was measured, and what was aimed at.
    pub fn tables(&self) -> String {
        let head = [
            "database",
            "suite",
            "scenario",
            "intake",
            "members",
            "cooperatives",
            "updates/s min / median / max",
            "p50 / p99 ms",
            "CPU s per 1k",
            "RSS peak MiB",
            "ratio to floor",
            "calls per update",
            "calls in flight",
            "statements per update",
            "units per update",
            "more",
        ];
        let mut lines = vec![cells(&head.map(str::to_owned)), cells(&head.map(|_| "---".to_owned()))];
        lines.extend(self.rows.iter().map(line));
        format!("{}\n\n{}", lines.join("\n"), aims::table(&self.rows))
    }
}

fn cells(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn line(row: &Row) -> String {
    let median = |figure: &str, places: usize| {
        row.spread(figure).map_or_else(String::new, |spread| format!("{:.places$}", spread.median))
    };
    let counted = |of: Option<f64>| of.map_or_else(String::new, |it| format!("{it:.3}"));
    let rate = row.spread("updates_per_s");
    cells(&[
        row.database.to_owned(),
        row.suite.to_owned(),
        row.scenario.to_owned(),
        row.intake.to_owned(),
        row.members.to_string(),
        row.cooperatives.to_string(),
        rate.map_or_else(String::new, |rate| format!("{:.0} / {:.0} / {:.0}", rate.min, rate.median, rate.max)),
        row.spread("p50_ms").map_or_else(String::new, |_| format!("{} / {}", median("p50_ms", 1), median("p99_ms", 1))),
        median("cpu_s_per_1k", 3),
        median("rss_peak_mib", 1),
        median("ratio_to_floor", 2),
        median("calls_per_update", 2),
        median("calls_in_flight", 0),
        counted(row.counted.map(|counted| counted.statements_per_update)),
        counted(row.counted.map(|counted| counted.units_per_update)),
        more(row),
    ])
}

/// What only some suites have.
fn more(row: &Row) -> String {
    let names = ["floor_p99_ms", "first_answer_ms", "ready_ms", "p99_alone_ms", "p99_ratio", "flood_per_s"];
    let told = names.into_iter().filter_map(|name| row.spread(name).map(|spread| format!("{name} {}", spread.median)));
    let import = (row.suite == "growth").then(|| format!("import {:.1} s", row.import_s));
    told.chain(import).collect::<Vec<_>>().join(", ")
}
