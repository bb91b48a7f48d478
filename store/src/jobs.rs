//! What the bot begins by itself: each job once for its subject and period, whoever runs it.

use domain::ids::CooperativeId;
use serde::Serialize;

use crate::{Rows, StoreError, Tx};

statements! {
    /// The key is the cause: another replica that runs the same job waits here, and then finds it taken.
    CLAIM = "INSERT INTO job_runs (cooperative_id, job, subject, period, done_at) \
        SELECT value->>'cooperative_id', value->>'job', value->>'subject', value->>'period', $2 \
        FROM jsonb_each($1) WHERE true ORDER BY 1, 2, 3, 4 \
        ON CONFLICT (cooperative_id, job, subject, period) DO NOTHING \
        RETURNING subject, period";
    DROP_OLD = "DELETE FROM job_runs WHERE cooperative_id = $1 AND done_at < $2";
}

/// A run of a job: what it is about, and for which period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Such as a question's id; empty for the cooperative as a whole.
    pub subject: String,
    /// Such as a day.
    pub period: String,
}

/// Claims runs for this transaction; returns those that nobody had claimed before, in no order.
///
/// # Errors
/// When the database fails.
pub async fn claim_in(
    tx: &mut Tx,
    cooperative: CooperativeId,
    job: &'static str,
    runs: &[Run],
    now_us: i64,
) -> Result<Vec<Run>, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        cooperative_id: CooperativeId,
        job: &'a str,
        subject: &'a str,
        period: &'a str,
    }
    let rows = Rows::of(runs.iter().map(|run| Row {
        cooperative_id: cooperative,
        job,
        subject: &run.subject,
        period: &run.period,
    }));
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let claimed = fetch_all!(tx, (String, String), CLAIM, rows, now_us)?;
    Ok(claimed.into_iter().map(|(subject, period)| Run { subject, period }).collect())
}

/// Forgets runs that were done before then: nobody runs a job for so old a period.
///
/// # Errors
/// When the database fails.
pub async fn drop_old_in(tx: &mut Tx, cooperative: CooperativeId, before_us: i64) -> Result<(), StoreError> {
    execute!(tx, DROP_OLD, cooperative.to_string(), before_us)?;
    Ok(())
}
