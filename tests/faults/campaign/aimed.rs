//! Deaths at named points, as often at each, under load.

use rand::RngExt;

use super::kills::{counts_death, dies, is_in_danger, let_through};
use super::plan::Run;
use super::stage::Stage;
use crate::line::Line;
use crate::points::has_points;
use crate::support::Intake;

/// How the engine goes in the life that ends there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Everything in one transaction, where it can.
    AtOnce,
    /// Kept, worked on, claimed: each in a transaction of its own.
    StepByStep,
    /// The same with one lane a batch, each behind a savepoint.
    OneByOne,
}

impl Way {
    const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::AtOnce => &[],
            Self::StepByStep => &[("REMBUK_FAULTS_PLAIN", "1")],
            Self::OneByOne => &[("REMBUK_FAULTS_PLAIN", "1"), ("REMBUK_FAULTS_WIDTH", "1")],
        }
    }
}

/// A point, the way on which it is passed, and the way in that has it.
type Aim = (&'static str, Way, Option<Intake>);

const AIMS: &[Aim] = &[
    ("take.before_commit", Way::AtOnce, None),
    ("take.after_commit", Way::AtOnce, None),
    ("ingest.before_commit", Way::StepByStep, None),
    ("ingest.after_commit", Way::StepByStep, None),
    ("polling.before_offset", Way::AtOnce, Some(Intake::Polling)),
    ("webhook.before_200", Way::AtOnce, Some(Intake::Webhook)),
    ("webhook.after_200", Way::AtOnce, Some(Intake::Webhook)),
    ("work.claimed", Way::StepByStep, None),
    ("work.before_finish", Way::AtOnce, None),
    ("work.before_finish", Way::StepByStep, None),
    ("work.before_commit", Way::StepByStep, None),
    ("work.after_commit", Way::StepByStep, None),
    ("savepoint.before_release", Way::OneByOne, None),
    ("savepoint.after_release", Way::OneByOne, None),
    ("claim.before_commit", Way::StepByStep, None),
    ("claim.after_commit", Way::StepByStep, None),
    ("sender.claimed", Way::StepByStep, None),
    ("sender.accepted_unmarked", Way::AtOnce, None),
    ("mark.before_commit", Way::AtOnce, None),
    ("mark.after_commit", Way::AtOnce, None),
    ("recover.before_commit", Way::AtOnce, None),
    ("recover.after_commit", Way::AtOnce, None),
    ("recover.done", Way::AtOnce, None),
    ("jobs.before_commit", Way::AtOnce, None),
    ("jobs.after_commit", Way::AtOnce, None),
];

pub async fn aimed(run: Run) -> Line {
    assert!(has_points(), "the points exist only with the feature `faults`: run with --all-features");
    let mut stage = Stage::open(run).await;
    stage.people_act();
    let aims: Vec<&Aim> = AIMS.iter().filter(|(.., only)| only.is_none_or(|only| only == run.intake)).collect();
    assert!(run.rounds >= u64::try_from(aims.len()).unwrap(), "each of {} points is hit", aims.len());
    let mut aims = aims.into_iter().cycle();
    while stage.line.hits < run.rounds {
        if is_in_danger(&stage).await {
            // A death that is aimed at nothing, and not counted.
            let bot = stage.rig.start_bot(&[]);
            let_through(&stage).await;
            dies(&mut stage, bot).await;
            continue;
        }
        let (point, way, _) = aims.next().expect("a cycle");
        // What a start does once is passed once; everything else is passed again and again.
        let is_once = ["recover", "jobs"].iter().any(|unit| point.starts_with(unit));
        let passing = if is_once { 1 } else { stage.chance.random_range(1..=3) };
        let at = format!("{point}:{passing}");
        let armed: Vec<(&str, &str)> =
            way.settings().iter().copied().chain([("REMBUK_CRASH_AT", at.as_str())]).collect();
        stage.rig.start_bot(&armed).dies_at(&at).await;
        counts_death(&mut stage).await;
        stage.line.hits += 1;
    }
    let bot = stage.last_life().await;
    stage.judged(bot).await
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::AIMS;

    /// Units of `serve` at which no death is aimed: what is only read or tidied away, and who has which work, which the
    /// rigs of two processes are about, and deaths at random.
    const OF_SERVE: &[&str] = &[
        "beat",
        "boot",
        "bots",
        "bury",
        "depths",
        "fenced",
        "free",
        "give_back",
        "housekeeping",
        "introduce",
        "leave",
        "mine",
        "poll",
        "ready",
        "register",
        "roster",
        "unheard",
    ];

    /// Units of other commands, which the campaign does not run.
    const OF_COMMANDS: &[&str] = &["audit", "cooperative", "import", "invite", "letters"];

    /// The words in quotes that follow each of these in the sources of the program.
    fn named_after(folder: &Path, marks: &[&str], found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                named_after(&path, marks, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let rests = marks.iter().flat_map(|mark| text.split(mark).skip(1));
                found.extend(rests.filter_map(|rest| rest.split('"').nth(1)).map(str::to_owned));
            }
        }
    }

    #[test]
    fn each_named_point_is_aimed_at_or_left_out_on_purpose() {
        let bot = Path::new(env!("CARGO_MANIFEST_DIR")).join("bot");
        let (mut points, mut units) = (BTreeSet::new(), BTreeSet::new());
        named_after(&bot, &["crash::point(", "crash::point_after("], &mut points);
        named_after(&bot, &["store::unit!("], &mut units);
        assert!(points.len() > 5 && units.len() > 20, "{points:?} {units:?}");
        let left_out: BTreeSet<&str> = OF_SERVE.iter().chain(OF_COMMANDS).copied().collect();
        assert!(left_out.iter().all(|unit| units.contains(*unit)), "a unit that is gone: {left_out:?} {units:?}");
        let aimed: Vec<&str> = AIMS.iter().map(|(point, ..)| *point).collect();
        for unit in units.iter().filter(|unit| !left_out.contains(unit.as_str())) {
            points.extend(["before", "after"].map(|when| format!("{unit}.{when}_commit")));
        }
        let missed: Vec<&String> = points.iter().filter(|point| !aimed.contains(&point.as_str())).collect();
        assert!(missed.is_empty(), "no death is aimed at {missed:?}");
    }
}
