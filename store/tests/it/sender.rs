//! A sender as the program has it: a process that takes the sending over, finds whose turn it is, and claims.

use domain::ids::BotId;
use store::leases::{self, Work};
use store::outbox::{self, Claim, ClaimTimes, Claimed, Mark, MarkState, Pace, Waiting};
use store::{StoreError, Tx};

use crate::world::{NOW, keys};

/// The process of these tests; each of its lives begins at the same place.
pub const REPLICA: &str = "t";

/// Takes the sending of these bots over, whoever had it: the fences, and what was taken back.
pub async fn take_over_in(tx: &mut Tx, bots: &[BotId]) -> Result<(Vec<(BotId, i64)>, usize), StoreError> {
    leases::register_in(tx, REPLICA, "there").await?;
    let taken = leases::take_in(tx, REPLICA, Work::Send, bots, NOW).await?;
    Ok((taken.bots, taken.recovered))
}

/// Claims whatever may go, under these fences.
pub async fn claim_in(
    tx: &mut Tx,
    replica: &str,
    fences: &[(BotId, i64)],
    times: ClaimTimes,
    limit: i64,
) -> Result<Vec<Claimed>, StoreError> {
    let found = outbox::find_in(tx, replica, &[], (99, 99)).await?;
    let fence = |waiting: &Waiting| fences.iter().find(|(bot, _)| *bot == waiting.bot).map(|(_, fence)| *fence);
    let ready = found.iter().filter(|it| it.ready_at_us <= times.now_us);
    // Answers are found first; what is paced of the same chat has its turn later.
    let first = |it: &&Waiting| {
        it.pace == Pace::AtOnce
            || !found.iter().any(|other| other.pace == Pace::AtOnce && (other.bot, other.chat) == (it.bot, it.chat))
    };
    let chosen: Vec<Claim> =
        ready.filter(first).filter_map(|it| Some(Claim { waiting: *it, fence: fence(it)? })).collect();
    outbox::claim_in(tx, &keys(), &chosen, times, limit).await
}

/// What became of a row, without anything more to tell of it.
pub const fn mark(outbox_id: i64, fence: i64, state: MarkState) -> Mark {
    Mark { outbox_id, fence, state, refused: 0, ambiguous: 0, not_before: 0, message_id: 0, error: String::new() }
}
