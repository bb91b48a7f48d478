//! What is done with goes after a while, a bounded piece at a time.

use crate::{StoreError, Tx};

statements! {
    /// Kept for seven days: the messenger repeats an update for one.
    DROP_UPDATES = "DELETE FROM inbox WHERE arrival IN (SELECT arrival FROM inbox \
        WHERE finished_at > 0 AND finished_at < $1 AND state = 'done' ORDER BY finished_at LIMIT $2)";
    DROP_MESSAGES = "DELETE FROM outbox WHERE outbox_id IN (SELECT outbox_id FROM outbox \
        WHERE finished_at > 0 AND finished_at < $1 AND state <> 'dead' ORDER BY finished_at LIMIT $2)";
}

/// Rows dropped by one unit at the most.
pub const PIECE_ROWS: i64 = 2_000;

/// Drops updates and messages that ended before then; dead ones stay for an operator. Returns how many went.
///
/// # Errors
/// When the database fails.
pub async fn drop_finished_in(tx: &mut Tx, before_us: i64) -> Result<u64, StoreError> {
    let updates = execute!(tx, DROP_UPDATES, before_us, PIECE_ROWS)?;
    let messages = execute!(tx, DROP_MESSAGES, before_us, PIECE_ROWS)?;
    Ok(updates.saturating_add(messages))
}
