//! One test in a process of its own, with a bug in it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::caught::Caught;

/// The longest that a test may take to meet its bug.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often an end is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// The last of what a test said, where it did not say what was expected.
const SAID_MAX: usize = 3_000;

/// The test binaries of this build, by their ids.
pub struct Binaries(BTreeMap<String, PathBuf>);

/// What became of a bug.
pub struct Outcome {
    caught: &'static Caught,
    took: Duration,
    /// Why it counts as not caught.
    pub fault: Option<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Caught { bug, binary, test, .. } = self.caught;
        let missed = if self.fault.is_some() { "MISSED " } else { "" };
        write!(f, "{:<30} {:>7.1}  {missed}{binary} {test}", bug.name(), self.took.as_secs_f64())
    }
}

impl Binaries {
    /// Asks nextest, which built them a moment ago: a stale one beside them must not be taken.
    pub fn find() -> Self {
        let mut command = Command::new("cargo");
        // What nextest tells a test would make cargo build everything anew.
        for name in told_to_tests() {
            command.env_remove(name);
        }
        let output = command
            .args(["nextest", "list", "--list-type", "binaries-only", "--message-format", "json"])
            .args(["--locked", "--workspace", "--all-features"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("nextest tells JSON");
        let binaries = told["rust-binaries"].as_object().expect("nextest tells the binaries").iter();
        let path = |it: &serde_json::Value| it["binary-path"].as_str().map(PathBuf::from);
        Self(binaries.filter_map(|(id, it)| Some((id.clone(), path(it)?))).collect())
    }

    /// Runs a bug's test.
    pub fn run(&self, caught: &'static Caught) -> Outcome {
        let place = tempfile::tempdir().unwrap();
        let began = Instant::now();
        let status = self.start(caught, place.path()).map(|child| end_of(child, began));
        let said = [place.path().join("out"), place.path().join("err")]
            .map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default()).into_owned())
            .concat();
        let fault = match status {
            None => Some("there is no such binary".to_owned()),
            Some(None) => Some(format!("it does not end:\n{}", last_of(&said))),
            Some(Some(_)) if !said.contains("running 1 test") => Some("there is no such test".to_owned()),
            Some(Some(status)) if status.success() => Some("it passes".to_owned()),
            Some(Some(_)) if !said.contains(caught.says) => {
                Some(format!("it does not say `{}`:\n{}", caught.says, last_of(&said)))
            }
            Some(Some(_)) => None,
        };
        Outcome { caught, took: began.elapsed(), fault }
    }

    fn start(&self, caught: &Caught, place: &Path) -> Option<Child> {
        let package = caught.binary.split("::").next().filter(|package| *package != "rembuk");
        let child = Command::new(self.0.get(caught.binary)?)
            .args([caught.test, "--exact", "--nocapture"])
            .env("REMBUK_BUG", caught.bug.name())
            .env("RUST_BACKTRACE", "0")
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(package.unwrap_or_default()))
            .stdin(Stdio::null())
            .stdout(File::create(place.join("out")).unwrap())
            .stderr(File::create(place.join("err")).unwrap())
            .spawn();
        Some(child.expect("a test binary starts"))
    }
}

/// How it ended, if it did in time.
fn end_of(mut child: Child, began: Instant) -> Option<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        if began.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::park_timeout(LOOK_AGAIN);
    }
}

#[expect(clippy::disallowed_methods, reason = "cargo is asked as whoever runs the suite would ask it")]
fn told_to_tests() -> impl Iterator<Item = OsString> {
    let of_a_test = |name: &OsString| {
        let name = name.to_string_lossy();
        ["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_BIN_EXE_", "NEXTEST"].iter().any(|start| name.starts_with(start))
    };
    std::env::vars_os().map(|(name, _)| name).filter(of_a_test)
}

fn last_of(said: &str) -> &str {
    let from = said.len().saturating_sub(SAID_MAX);
    said.get(said.ceil_char_boundary(from)..).unwrap_or(said)
}
