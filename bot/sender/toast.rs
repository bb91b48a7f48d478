//! Answers to presses, beside the way: what was said to the person does not wait for them, and nothing is kept for one.
//!
//! Until it is answered, a pressed button shows that it waits, and by itself that ends after a while. So an answer that
//! can't be sent for some seconds is dropped: it would come to nobody.

use std::sync::Arc;
use std::time::Duration;

use store::outbox::{Claimed, MarkState};

use super::Sender;
use crate::telegram::api::Outcome;
use crate::telegram::payload::Call;

/// Answers on their way at the most; beyond them, buttons stop waiting by themselves.
pub(super) const TOASTS_MAX: usize = 256;

/// An answer that is older than this, in microseconds, is not wanted any more.
const STALE_AFTER_US: i64 = 30_000_000;

/// How long each try waits for the one before.
const WAITS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(1), Duration::from_secs(3)];

/// How long a stopping sender waits for them.
const FAREWELL: Duration = Duration::from_secs(1);

/// Lets an answer go, and tells what its row is from now on.
pub(super) fn send(sender: &Arc<Sender>, row: &Claimed, call: &Call) -> MarkState {
    let is_stale = sender.clock.now_us().saturating_sub(row.created_at_us) > STALE_AFTER_US;
    let Ok(place) = Arc::clone(&sender.toasts).try_acquire_owned() else { return MarkState::Collapsed };
    if is_stale {
        return MarkState::Collapsed;
    }
    let (sender, call, bot) = (Arc::clone(sender), call.clone(), row.bot);
    tokio::spawn(async move {
        for wait in WAITS {
            tokio::time::sleep(wait).await;
            let bots = sender.registry.now();
            let Some(bot) = bots.get(bot) else { break };
            match sender.api.call(&bot.token, &call).await {
                Outcome::NotTaken { .. } | Outcome::Unknown(_) => {}
                // A 429 asks to wait for longer than the button does.
                _ => break,
            }
        }
        drop(place);
    });
    MarkState::Sent
}

/// Waits for a moment for answers that are on their way.
pub(super) async fn last_ones(sender: &Sender) {
    let all = sender.toasts.acquire_many(u32::try_from(TOASTS_MAX).unwrap_or(u32::MAX));
    let _ = tokio::time::timeout(FAREWELL, all).await;
}
