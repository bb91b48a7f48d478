//! Named points at which a fault test makes the process die as kill -9 would.
//!
//! Only a build with the feature `faults` has them; elsewhere a point is nothing.

/// Dies here when the environment's `REMBUK_CRASH_AT` names this point, as `name` or `name:3` for its third passing.
#[cfg(feature = "faults")]
pub fn point(name: &'static str) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static ARMED: OnceLock<Option<(String, u32)>> = OnceLock::new();
    static PASSED: AtomicU32 = AtomicU32::new(0);

    let armed = ARMED.get_or_init(|| {
        #[expect(clippy::disallowed_methods, reason = "a fault test arms its child process here")]
        let setting = std::env::var("REMBUK_CRASH_AT").ok()?;
        match setting.rsplit_once(':') {
            Some((point, count)) => Some((point.to_owned(), count.parse().ok()?)),
            None => Some((setting, 1)),
        }
    });
    if let Some((wanted, count)) = armed
        && wanted == name
        && PASSED.fetch_add(1, Ordering::SeqCst).saturating_add(1) == *count
    {
        // As kill -9: no destructor, no flush, no exit handler.
        std::process::abort();
    }
}

/// Nothing, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn point(_name: &'static str) {}

/// What the store calls at its own points.
pub const fn probe() -> Option<store::Probe> {
    if cfg!(feature = "faults") { Some(point) } else { None }
}
