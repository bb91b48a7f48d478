//! What a campaign came to, as a table.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::plan::{Fault, Run};
use crate::judge::Counted;

/// The longest that a person waits for the first answer after a start; a promise to whoever operates it.
const FIRST_ANSWER_MAX: Duration = Duration::from_secs(5);

/// What one run, or several of a kind, came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line {
    /// Faults that happened.
    pub hits: u64,
    /// Messages of which nobody could know whether they went out.
    pub unknown: i64,
    pub counted: Counted,
    /// From a start, or from the end of a fault, to the first answer.
    pub slowest: Duration,
}

impl Line {
    /// The bot came back and answered after so long.
    pub fn answered(&mut self, after: Duration) {
        assert!(after < FIRST_ANSWER_MAX, "the first answer came after {after:?}");
        self.slowest = self.slowest.max(after);
    }

    fn and(self, other: Self) -> Self {
        let Counted { updates, journals, said, doubled } = other.counted;
        Self {
            hits: self.hits + other.hits,
            unknown: self.unknown + other.unknown,
            counted: Counted {
                updates: self.counted.updates + updates,
                journals: self.counted.journals + journals,
                said: self.counted.said + said,
                doubled: self.counted.doubled + doubled,
            },
            slowest: self.slowest.max(other.slowest),
        }
    }
}

/// All lines, by fault and database.
#[derive(Default)]
pub struct Told {
    lines: BTreeMap<(Fault, String), (u64, Line)>,
    violations: Vec<String>,
}

impl Told {
    pub fn adds(&mut self, run: &Run, line: Line) {
        println!("done: {run:?}: {line:?}");
        let (rigs, sum) = self.lines.entry((run.fault, format!("{:?}", run.kind))).or_default();
        (*rigs, *sum) = (*rigs + 1, sum.and(line));
    }

    pub fn violated(&mut self, run: &Run) {
        println!("VIOLATED: {run:?}");
        self.violations.push(format!("{run:?}"));
    }

    pub const fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl fmt::Display for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "| fault | database | rigs | faults | updates | deposits | messages | nobody knew | came twice | slowest first answer |\n\
             |---|---|---|---|---|---|---|---|---|---|"
        )?;
        for ((fault, database), (rigs, line)) in &self.lines {
            let Counted { updates, journals, said, doubled } = line.counted;
            let slowest =
                if line.slowest.is_zero() { "–".to_owned() } else { format!("{} ms", line.slowest.as_millis()) };
            writeln!(
                out,
                "| {fault} | {database} | {rigs} | {} | {updates} | {journals} | {said} | {} | {doubled} | {slowest} |",
                line.hits, line.unknown
            )?;
        }
        write!(out, "{} violations", self.violations.len())?;
        self.violations.iter().try_for_each(|run| write!(out, "\n{run}"))
    }
}
