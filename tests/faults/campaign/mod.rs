//! The fault campaign: whatever can fail does, at random and by a seed, on both databases, while people talk to the bot
//! without end. The judge then compares what was sent with what is there: nothing is lost, and nothing is doubled but
//! messages of which nobody could know.
//!
//! `make faults` runs it; `FAULTS=short` (the default, and a part of `make test`) or `FAULTS=night` sizes it. The same
//! seed gives the same plan, not the same interleaving.

mod aimed;
mod away;
mod clock;
mod kills;
mod messenger;
mod plan;
mod server;
mod sqlite;
mod stage;
mod told;
mod unrest;
pub mod wire;

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::plan::{Plan, Run, Size};
use self::told::Told;
use crate::support::commit::commit;

/// Rigs that run side by side: most of their time is waiting.
const AT_ONCE: usize = 3;
const AT_ONCE_BY_NIGHT: usize = 5;

/// The seed of a campaign when nobody names one.
const SEED: u64 = 20_261_129;

#[expect(clippy::disallowed_methods, reason = "a campaign is sized, and repeated, by its environment")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Runs these, some side by side; a run that finds a violation panics, and the others go on.
async fn run_all(runs: Vec<Run>, at_once: usize, told: &mut Told) {
    let turns = Arc::new(Semaphore::new(at_once));
    let mut running = JoinSet::new();
    for run in runs {
        let turns = Arc::clone(&turns);
        running.spawn(async move {
            let _turn = turns.acquire_owned().await.unwrap();
            // A task of its own, so that what ends by a panic is still known by its name.
            let line = tokio::spawn(async move { run.go().await }).await;
            (run, line)
        });
    }
    while let Some(ended) = running.join_next().await {
        let (run, line) = ended.unwrap();
        match line {
            Ok(line) => told.adds(&run, line),
            Err(_) => told.violated(&run),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_whatever_fails() {
    let size = setting("FAULTS").map_or(Size::Short, |name| Size::named(&name).expect("FAULTS is short or night"));
    let seed = setting("REMBUK_FAULTS_SEED").map_or(SEED, |seed| seed.parse().expect("the seed is a number"));
    println!("FAULTS={size} REMBUK_FAULTS_SEED={seed} commit {}", commit());
    let only = setting("REMBUK_FAULTS_ONLY");
    let (mut told, plan) = (Told::default(), Plan::of(size, seed, only.as_deref()));
    let at_once = if size == Size::Night { AT_ONCE_BY_NIGHT } else { AT_ONCE };
    run_all(plan.together, at_once, &mut told).await;
    run_all(plan.alone, 1, &mut told).await;
    println!("{told}");
    assert!(told.is_clean(), "violations: {told}");
    assert!(!told.is_empty(), "REMBUK_FAULTS_ONLY names no fault");
}
