//! Once an hour, what has ended seven days ago goes.

use std::time::Duration;

use store::Db;
use store::housekeeping::{PIECE_ROWS, drop_finished_in};
use tokio::sync::watch;

use crate::clock::Clock;

/// How often.
const EVERY: Duration = Duration::from_hours(1);

/// How long ended updates and messages stay: seven days, in microseconds.
const KEEP_US: i64 = 7 * 24 * 3_600 * 1_000_000;

/// Sweeps until told to stop.
pub async fn run(db: Db, clock: Clock, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        let before_us = clock.now_us().saturating_sub(KEEP_US);
        loop {
            let dropped =
                db.unit(store::unit!("housekeeping"), move |tx| Box::pin(drop_finished_in(tx, before_us))).await;
            match dropped {
                Ok(rows) if rows >= PIECE_ROWS.unsigned_abs() => {}
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(error = %error, "housekeeping failed; it comes back in an hour");
                    break;
                }
            }
        }
    }
}
