//! What is measured together.

pub mod half;
pub mod load;
pub mod sizes;
pub mod start;

use crate::figures::{Row, Run};
use crate::line::Intake;
use crate::place::Place;
use crate::plan::Suite;

/// A row without runs.
fn row(suite: Suite, scenario: &'static str, intake: Intake, place: &Place) -> Row {
    Row {
        suite: suite.name(),
        scenario,
        database: place.kind.name(),
        intake: intake.name(),
        members: place.people.members,
        chats: place.people.chats,
        cooperatives: place.people.cooperatives,
        import_s: place.import.as_secs_f64(),
        runs: Vec::new(),
        counted: None,
    }
}

/// A run for whoever watches, and into its row.
fn note(row: &mut Row, run: Run) {
    let told = |figure: Option<f64>, unit: &str| figure.map(|figure| format!("{figure:.1} {unit}"));
    let figures = [
        told(run.updates_per_s, "updates/s"),
        told(run.p99_ms, "ms p99"),
        told(run.p99_alone_ms, "ms p99 alone"),
        told(run.first_answer_ms, "ms to the first answer"),
    ];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    eprintln!("{} {} {} {}: {}", row.database, row.suite, row.scenario, row.intake, figures.join(", "));
    row.runs.push(run);
}
