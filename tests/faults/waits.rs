//! Where everything stands, for whoever looks into a failed run.

use std::fmt::Write;

use rembuk::clock::Clock;

use crate::eye::Eye;

/// Messages, as lines.
macro_rules! said {
    ($which:literal) => {
        concat!(
            "SELECT CAST(bot_id AS TEXT) || ' chat ' || CAST(chat_id AS TEXT) || ' row ' || CAST(outbox_id AS TEXT) \
                || ' ' || cause_key || ' ' || form || ' ' || state || ' refused ' || CAST(refused AS TEXT) \
                || ' ambiguous ' || CAST(ambiguous AS TEXT) || ' not before ' || CAST(not_before AS TEXT) \
                || ' lease until ' || CAST(lease_until AS TEXT) || ' fence ' || CAST(fence AS TEXT) \
                || ' created ' || CAST(created_at AS TEXT) || ' finished ' || CAST(finished_at AS TEXT) \
                || ' message ' || CAST(message_id AS TEXT) || ' after ' || CAST(after_message_id AS TEXT) FROM outbox ",
            $which
        )
    };
}

/// Each with the statement that gives its lines.
const TOLD: &[(&str, &str)] = &[
    (
        "updates that wait",
        "SELECT CAST(bot_id AS TEXT) || ' lane ' || CAST(lane AS TEXT) || ' arrival ' || CAST(arrival AS TEXT) \
            || ' update ' || CAST(update_id AS TEXT) || ' ' || state || ' attempts ' || CAST(attempts AS TEXT) \
            || ' not before ' || CAST(not_before AS TEXT) FROM inbox WHERE state <> 'done' ORDER BY arrival LIMIT 100",
    ),
    (
        "works that are had",
        "SELECT CAST(bot_id AS TEXT) || ' ' || work || ' ' || holder FROM leases ORDER BY bot_id, work",
    ),
    ("fences", "SELECT CAST(bot_id AS TEXT) || ' fence ' || CAST(sender_fence AS TEXT) FROM bots ORDER BY bot_id"),
    ("processes", "SELECT replica_id || ' beat ' || CAST(beat AS TEXT) FROM replicas ORDER BY replica_id"),
    ("messages that wait", said!("WHERE finished_at = 0 ORDER BY outbox_id LIMIT 100")),
    ("the newest messages", said!("ORDER BY outbox_id DESC LIMIT 100")),
];

/// What only a server has: who holds a transaction open, and who waits for whom.
const ACTIVITY: (&str, &str) = (
    "connections",
    "SELECT CAST(pid AS TEXT) || ' ' || COALESCE(application_name, '') || ' ' || COALESCE(state, '') \
        || ' waits for ' || COALESCE(wait_event_type, '-') || '/' || COALESCE(wait_event, '-') \
        || ' blocked by ' || CAST(pg_blocking_pids(pid) AS TEXT) \
        || ' in transaction for ' || COALESCE(CAST(clock_timestamp() - xact_start AS TEXT), '-') \
        || ': ' || LEFT(query, 200) \
    FROM pg_stat_activity WHERE datname = current_database() ORDER BY pid",
);

/// All of it, as lines.
pub async fn what_waits(eye: &mut Eye) -> String {
    let mut told = format!("now {}", Clock::Real.now_us());
    let activity = matches!(eye, Eye::Postgres(_)).then_some(&ACTIVITY);
    for (what, sql) in TOLD.iter().chain(activity) {
        let lines: Vec<(String,)> = eye.rows(sql).await;
        let _ = write!(told, "\n{what}:");
        for (line,) in lines {
            let _ = write!(told, "\n  {line}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::what_waits;
    use crate::eye::Eye;
    use crate::people::{OFFICES, REGISTER, SARI, asks_balance, everybody};
    use crate::rig::Rig;
    use crate::support::{Intake, Kind};

    /// It is wanted when something else has failed: it must not fail then.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn both_databases_tell_what_waits() {
        for kind in [Kind::Sqlite, Kind::Postgres] {
            let rig = Rig::new(kind, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
            let bot = rig.start_bot(&[]);
            asks_balance(&rig.emulator.person(SARI)).await;
            let mut eye = Eye::open(&rig.place).await;
            eye.wait_until_quiet().await;
            let told = what_waits(&mut eye).await;
            assert!(told.contains("chat 11 row 1 in:1:0 screen sent"), "{told}");
            assert!(told.contains("4242 send "), "{told}");
            assert_eq!(told.contains("connections:"), kind == Kind::Postgres);
            bot.stop().await;
            rig.end().await;
        }
    }
}
