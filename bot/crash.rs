//! Named points at which a fault test makes the process die as kill -9 would.
//!
//! Only a build with the feature `faults` has them; elsewhere a point is nothing.

/// Dies here when the environment arms this point; see `armed::point`.
#[cfg(feature = "faults")]
pub fn point(name: &'static str) {
    armed::point(name);
}

/// Nothing, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn point(_name: &'static str) {}

/// Dies after a delay when the point was armed by now: what came before the arming is not what the test waits for.
#[cfg(feature = "faults")]
pub fn point_after(delay: std::time::Duration, name: &'static str) {
    if armed::waits_for(name) {
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            armed::point(name);
        });
    }
}

/// Nothing, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn point_after(_delay: std::time::Duration, _name: &'static str) {}

/// The width that a fault test gives to batches; one lane a batch is the fallback after a failure.
#[cfg(feature = "faults")]
pub fn width() -> Option<i64> {
    armed::setting("REMBUK_FAULTS_WIDTH")?.parse().ok()
}

/// None, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn width() -> Option<i64> {
    None
}

/// Whether a fault test wants updates to be kept first and worked on later, as they are where that can't be one step.
#[cfg(feature = "faults")]
pub fn is_plain() -> bool {
    armed::setting("REMBUK_FAULTS_PLAIN").is_some()
}

/// Never, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn is_plain() -> bool {
    false
}

/// How long a fault test's sender leaves alone what it does not hold.
#[cfg(feature = "faults")]
pub fn lease() -> Option<std::time::Duration> {
    Some(std::time::Duration::from_secs(armed::setting("REMBUK_FAULTS_LEASE")?.parse().ok()?))
}

/// None, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn lease() -> Option<std::time::Duration> {
    None
}

/// How long a fault test lets an answered poll count.
#[cfg(feature = "faults")]
pub fn poll_counts_for() -> Option<std::time::Duration> {
    Some(std::time::Duration::from_secs(armed::setting("REMBUK_FAULTS_POLL_COUNTS")?.parse().ok()?))
}

/// None, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn poll_counts_for() -> Option<std::time::Duration> {
    None
}

/// How many seconds a message of which nobody knows waits in a fault test whose messenger loses answers all the time.
#[cfg(feature = "faults")]
pub fn unknown_wait() -> Option<i64> {
    armed::setting("REMBUK_FAULTS_UNKNOWN_WAIT")?.parse().ok()
}

/// None, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn unknown_wait() -> Option<i64> {
    None
}

/// The machine's clock, or one that a fault test sets: a file holds its distance in seconds.
#[cfg(all(feature = "faults", feature = "demo"))]
pub fn clock() -> crate::clock::Clock {
    armed::setting("REMBUK_FAULTS_CLOCK").map_or(crate::clock::Clock::Real, armed::clock)
}

/// The machine's, in a build without the features `faults` and `demo`.
#[cfg(not(all(feature = "faults", feature = "demo")))]
pub const fn clock() -> crate::clock::Clock {
    crate::clock::Clock::Real
}

/// Plants the bug that a test orders by `REMBUK_BUG`, where it orders one.
///
/// # Errors
/// When no bug has that name.
#[cfg(feature = "faults")]
pub fn plant_bug() -> anyhow::Result<()> {
    use anyhow::Context;
    armed::setting("REMBUK_BUG").map_or(Ok(()), |name| domain::bug::plant(&name)).context("REMBUK_BUG")
}

/// Nothing, in a build without the feature `faults`.
///
/// # Errors
/// Never.
#[cfg(not(feature = "faults"))]
pub const fn plant_bug() -> anyhow::Result<()> {
    Ok(())
}

/// What the store calls at its own points.
pub const fn probe() -> Option<store::Probe> {
    if cfg!(feature = "faults") { Some(point) } else { None }
}

#[cfg(feature = "faults")]
mod armed {
    use std::path::PathBuf;
    use std::sync::{Mutex, OnceLock, PoisonError};

    /// What is armed: points to be passed one after another, and the file whose presence lets passings count.
    struct Arming {
        points: Vec<(String, u32)>,
        /// The point at which a passing panics instead.
        panics: Option<String>,
        when: Option<PathBuf>,
    }

    /// How far the process is on its way to its death.
    #[derive(Default)]
    struct Way {
        stage: usize,
        passed: u32,
        /// The task that passed the first point: only its passings count from there on.
        task: Option<tokio::task::Id>,
    }

    static ARMING: OnceLock<Option<Arming>> = OnceLock::new();
    static WAY: Mutex<Way> = Mutex::new(Way { stage: 0, passed: 0, task: None });

    #[expect(clippy::disallowed_methods, reason = "a fault test arms its child process here")]
    pub fn setting(name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    /// Dies when `REMBUK_CRASH_AT` says so: `name`, `name:3` for its third passing, `other>name` for the passing that
    /// follows another point in the same task. Panics at each passing of `REMBUK_PANIC_AT`. With `REMBUK_CRASH_WHEN`,
    /// passings count while that file is there.
    pub fn point(name: &'static str) {
        let Some(arming) = ARMING.get_or_init(arming) else { return };
        if arming.panics.as_deref() == Some(name) && arming.when.as_ref().is_none_or(|file| file.exists()) {
            std::panic::panic_any("ordered by a fault test");
        }
        let mut way = WAY.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((wanted, count)) = arming.points.get(way.stage) else { return };
        let here = tokio::task::try_id();
        if wanted != name || arming.when.as_ref().is_some_and(|file| !file.exists()) {
            return;
        }
        if way.stage > 0 && way.task != here {
            return;
        }
        way.passed = way.passed.saturating_add(1);
        if way.passed < *count {
            return;
        }
        *way = Way { stage: way.stage.saturating_add(1), passed: 0, task: here };
        if way.stage == arming.points.len() {
            // As kill -9: no destructor, no flush, no exit handler.
            std::process::abort();
        }
    }

    /// Whether a passing of this point would count now.
    pub fn waits_for(name: &str) -> bool {
        let Some(arming) = ARMING.get_or_init(arming) else { return false };
        let stage = WAY.lock().unwrap_or_else(PoisonError::into_inner).stage;
        let wanted = arming.points.get(stage).is_some_and(|(wanted, _)| wanted == name);
        wanted && arming.when.as_ref().is_none_or(|file| file.exists())
    }

    /// How often the file of a clock is read.
    #[cfg(feature = "demo")]
    const READ_EVERY: std::time::Duration = std::time::Duration::from_millis(5);

    /// A clock that follows a file for as long as the process lives.
    #[cfg(feature = "demo")]
    #[expect(clippy::disallowed_methods, reason = "a thread of its own, in a build for fault tests")]
    pub fn clock(file: String) -> crate::clock::Clock {
        use std::sync::Arc;
        use std::sync::atomic::{AtomicI64, Ordering};
        let read = move || std::fs::read_to_string(&file).ok()?.parse().ok();
        let shift = Arc::new(AtomicI64::new(read().unwrap_or_default()));
        let follows = Arc::clone(&shift);
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(READ_EVERY);
                if let Some(seconds) = read() {
                    follows.store(seconds, Ordering::Relaxed);
                }
            }
        });
        crate::clock::Clock::Shifted(shift)
    }

    fn arming() -> Option<Arming> {
        let (points, panics) = (setting("REMBUK_CRASH_AT"), setting("REMBUK_PANIC_AT"));
        if points.is_none() && panics.is_none() {
            return None;
        }
        let points = points
            .iter()
            .flat_map(|points| points.split('>'))
            .map(|point| match point.split_once(':') {
                Some((name, count)) => (name.to_owned(), count.parse().unwrap_or(1)),
                None => (point.to_owned(), 1),
            })
            .collect();
        Some(Arming { points, panics, when: setting("REMBUK_CRASH_WHEN").map(PathBuf::from) })
    }
}
