//! What a campaign came to, as a table.

use std::collections::BTreeMap;
use std::fmt;

use super::plan::{Fault, Run};
use crate::judge::Counted;
use crate::line::Line;

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
