//! Bugs that are planted on purpose: each is caught by the short test that is named for it.
//!
//! A bug is planted in a process of its own, which runs one test of this suite; that test must fail, and by the words
//! that tell this bug. That it passes without the bug is what the rest of the suite shows.

mod caught;
mod run;

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::bug::Bug;

use self::caught::{ALL, Caught};
use self::run::{Binaries, Outcome};

/// Bugs that are told of at the least.
const BUGS_MIN: usize = 20;

/// Bugs that are run side by side.
const AT_ONCE: usize = 2;

#[test]
fn each_bug_is_caught_by_its_test() {
    let binaries = Binaries::find();
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((at, caught)) = pick(&next) {
                    let outcome = binaries.run(caught);
                    outcomes.lock().unwrap().push((at, outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap();
    outcomes.sort_by_key(|(at, _)| *at);
    let missed: Vec<&Outcome> = outcomes.iter().map(|(_, outcome)| outcome).filter(|it| it.fault.is_some()).collect();
    println!("{:<30} {:>7}  caught by", "bug", "seconds");
    for (_, outcome) in &outcomes {
        println!("{outcome}");
    }
    println!("{} of {} caught", outcomes.len() - missed.len(), Bug::ALL.len());
    let faults: Vec<String> = missed.iter().filter_map(|it| Some(format!("{it}\n{}", it.fault.as_ref()?))).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

fn pick(next: &AtomicUsize) -> Option<(usize, &'static Caught)> {
    let at = next.fetch_add(1, Ordering::SeqCst);
    ALL.get(at).map(|caught| (at, caught))
}

#[test]
fn each_bug_has_one_test_that_catches_it() {
    let caught: BTreeSet<Bug> = ALL.iter().map(|it| it.bug).collect();
    let without: Vec<&str> = Bug::ALL.iter().filter(|bug| !caught.contains(bug)).map(|bug| bug.name()).collect();
    assert!(without.is_empty(), "no test is named that catches {without:?}");
    assert_eq!(ALL.len(), caught.len(), "one test for one bug");
    assert!(caught.len() >= BUGS_MIN);
    let names: BTreeSet<&str> = Bug::ALL.iter().map(|bug| bug.name()).collect();
    assert_eq!(names.len(), Bug::ALL.len(), "names are names of one");
}

#[test]
fn a_bug_that_nobody_knows_stops_the_start() {
    let place = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", place.path().join("rembuk.db").display());
    let output = Command::new(env!("CARGO_BIN_EXE_rembuk"))
        .arg("migrate")
        .env_clear()
        .envs([("DATABASE_URL", database.as_str()), ("REMBUK_BUG", "nonsense")])
        .env("REMBUK_KEY_FILE", place.path().join("rembuk.key"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("REMBUK_BUG: no bug is called `nonsense`"), "{told}");
}
