//! Who sends for a bot: the fence that each new sender raises, and what is taken back from hands that let go of it.

use domain::ids::BotId;
use serde::Serialize;

use crate::{Rows, StoreError, Tx, leases};

/// Takes rows back of which nobody knows whether they went out; after the last try they are given up.
macro_rules! taken_back {
    ($condition:literal) => {
        concat!(
            "UPDATE outbox SET state = CASE WHEN ambiguous >= 2 THEN 'dead' ELSE 'pending' END, \
                finished_at = CASE WHEN ambiguous >= 2 THEN $2 ELSE 0 END, \
                payload = CASE WHEN ambiguous >= 2 THEN '' ELSE payload END, \
                error = CASE WHEN ambiguous >= 2 THEN 'ambiguous' ELSE error END, \
                ambiguous = ambiguous + 1, lease_until = 0 \
            WHERE finished_at = 0 AND state = 'sending' AND ambiguous < 3 AND ",
            $condition,
            " RETURNING state"
        )
    };
}

statements! {
    /// Whoever starts sending for a bot fences off every earlier sender.
    TAKE_OVER = "UPDATE bots SET sender_fence = sender_fence + 1 \
        WHERE bot_id IN (SELECT CAST(value->>'bot_id' AS BIGINT) FROM jsonb_each($1)) RETURNING bot_id, sender_fence";
    /// Rows in an earlier sender's hands.
    RECOVER = taken_back!("bot_id IN (SELECT CAST(value->>'bot_id' AS BIGINT) FROM jsonb_each($1))");
    /// Rows that this sender has claimed and does not hold: it never heard that their claim was committed, or lost sight
    /// of them. Whether it holds them is asked beside the lease, since clocks jump and sends are slow.
    FREE = taken_back!(
        "lease_until <= $2 AND EXISTS (SELECT 1 FROM jsonb_each($1) mine \
            WHERE outbox.bot_id = CAST(mine.value->>'bot_id' AS BIGINT) \
                AND outbox.fence = CAST(mine.value->>'fence' AS BIGINT)) \
        AND NOT EXISTS (SELECT 1 FROM jsonb_each($3) held \
            WHERE outbox.outbox_id = CAST(held.value->>'outbox_id' AS BIGINT))"
    );
    /// Rows as somebody wrote them down who knows that they were not sent; who claims one anew has another lease.
    NEVER_SENT = "UPDATE outbox SET state = 'pending', lease_until = 0 FROM jsonb_each($1) \
        WHERE outbox.bot_id = CAST(value->>'bot_id' AS BIGINT) \
            AND outbox.outbox_id = CAST(value->>'outbox_id' AS BIGINT) AND outbox.state = 'sending' \
            AND outbox.fence = CAST(value->>'fence' AS BIGINT) \
            AND outbox.lease_until = CAST(value->>'lease_until_us' AS BIGINT) \
        RETURNING outbox_id";
    /// A row that was claimed under a fence which a later sender has raised.
    RAISED = "SELECT CAST(w.key AS BIGINT) FROM jsonb_each($1) w \
        LEFT JOIN outbox o ON o.outbox_id = CAST(w.value->>'outbox_id' AS BIGINT) \
        LEFT JOIN bots b ON b.bot_id = o.bot_id \
        WHERE COALESCE(b.sender_fence, 0) <> CAST(w.value->>'fence' AS BIGINT) LIMIT 1";
    /// Of these bots, each with the fence that somebody holds, those that a later sender has.
    LOST = "SELECT b.bot_id FROM jsonb_each($1) w JOIN bots b ON b.bot_id = CAST(w.value->>'bot_id' AS BIGINT) \
        WHERE b.sender_fence <> CAST(w.value->>'fence' AS BIGINT)";
}

/// A row as a transaction wrote it down: in the hands of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The sending bot.
    pub bot_id: BotId,
    /// The row.
    pub outbox_id: i64,
    /// The sender's fence.
    pub fence: i64,
    /// When its lease ends.
    pub lease_until_us: i64,
}

/// Bots with the fences that a sender holds for them, as rows.
pub(crate) fn mine(fences: &[(BotId, i64)]) -> Rows {
    #[derive(Serialize)]
    struct Mine {
        bot_id: BotId,
        fence: i64,
    }
    Rows::of(fences.iter().map(|(bot_id, fence)| Mine { bot_id: *bot_id, fence: *fence }))
}

/// Whether one of these rows, each with the fence under which it was claimed, belongs to a later sender by now.
pub(crate) async fn are_raised_in(tx: &mut Tx, rows: Rows) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (i64,), RAISED, rows)?.is_some())
}

/// Fences off every earlier sender of these bots, takes back what was in their hands, and returns the new fences with
/// the number of rows of which nobody knows whether they went out. A bot that is not known is not told.
///
/// # Errors
/// When the database fails.
pub async fn take_over_in(tx: &mut Tx, bots: &[BotId], now_us: i64) -> Result<(Vec<(BotId, i64)>, usize), StoreError> {
    if bots.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let rows = leases::rows_of(bots);
    if tx.locks_rows() {
        fetch_all!(tx, (i64,), crate::db::LOCK_FENCES, rows.clone())?;
    }
    let mut raised = fetch_all!(tx, (i64, i64), TAKE_OVER, rows.clone())?;
    raised.sort_unstable();
    let recovered = fetch_all!(tx, (String,), RECOVER, rows, now_us)?;
    Ok((raised.into_iter().map(|(bot, fence)| (BotId(bot), fence)).collect(), count(&recovered)))
}

/// Which of these bots, each with the fence that a sender holds, a later sender has by now.
///
/// # Errors
/// When the database fails.
pub async fn lost_in(tx: &mut Tx, fences: &[(BotId, i64)]) -> Result<Vec<BotId>, StoreError> {
    let lost = fetch_all!(tx, (i64,), LOST, mine(fences))?;
    Ok(lost.into_iter().map(|(bot,)| BotId(bot)).collect())
}

/// Takes back what this sender has claimed, whose lease has ended, and which is not among the rows that it holds;
/// returns their number. Nobody knows whether they went out.
///
/// # Errors
/// When the database fails.
pub async fn free_in(tx: &mut Tx, fences: &[(BotId, i64)], held: &[i64], now_us: i64) -> Result<usize, StoreError> {
    #[derive(Serialize)]
    struct Held {
        outbox_id: i64,
    }
    let held = Rows::of(held.iter().map(|outbox_id| Held { outbox_id: *outbox_id }));
    let freed = fetch_all!(tx, (String,), FREE, mine(fences), now_us, held)?;
    Ok(count(&freed))
}

/// Lets rows wait that were written down as being in a sender's hands and, as the caller knows, never came there; returns
/// those that are committed. Nothing about them is unknown.
///
/// # Errors
/// When the database fails.
pub async fn never_sent_in(tx: &mut Tx, rows: &[Written]) -> Result<Vec<i64>, StoreError> {
    let back = fetch_all!(tx, (i64,), NEVER_SENT, Rows::of(rows.iter().copied()))?;
    Ok(back.into_iter().map(|(outbox_id,)| outbox_id).collect())
}

fn count(taken_back: &[(String,)]) -> usize {
    let given_up = taken_back.iter().filter(|(state,)| state == "dead").count();
    if given_up > 0 {
        tracing::error!(given_up, "messages are given up: nobody knows whether they went out, again and again");
    }
    taken_back.len()
}
