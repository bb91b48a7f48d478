//! When an update is done: everything that decides it stands here.
//!
//! An update ends once, in the transaction of its effects. It is *done* when its step was decided and written, or when
//! there is nothing to do for it; *unparsed* when it is of a kind that we don't know; and *dead* when its key doesn't open
//! it, or when it failed by its own fault for the last time. Until then it waits: what came in with this very transaction
//! was kept as if it were done, and is put back if it is not; what failed waits for its next try.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use dialogues::home::HomeReply;
use domain::bug::{Bug, seeded};
use domain::ids::BotId;
use store::inbox::{Ending, Head, NewUpdate};
use store::{StoreError, Tx};

use super::{Ended, Engine, flush};
use crate::metrics::Outcome;

/// Failed tries after which an update is given up.
const TRIES: i64 = 3;

/// How long the lane waits after the first and after the second failed try.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

/// When the updates of a batch came, and for whom.
pub struct Came(HashMap<i64, (BotId, u64)>);

impl Came {
    /// Of these, at this instant.
    pub fn of(heads: &[Head], now_us: i64) -> Self {
        let waited = |head: &Head| u64::try_from(now_us.saturating_sub(head.received_at_us)).unwrap_or(0);
        Self(heads.iter().map(|head| (head.arrival, (head.bot, waited(head)))).collect())
    }
}

/// What has ended, for whoever counts it.
pub fn ended(endings: &[(i64, Ending)], came: &Came) -> Vec<Ended> {
    let one = |(arrival, ending): &(i64, Ending)| {
        let outcome = match ending {
            Ending::Done => Outcome::Done,
            Ending::Dead => Outcome::Dead,
            Ending::Unparsed => Outcome::Unparsed,
        };
        came.0.get(arrival).map(|(bot, waited_us)| Ended { bot: *bot, outcome, waited_us: *waited_us })
    };
    endings.iter().filter_map(one).collect()
}

/// Updates that the transaction at hand has kept as done, and must let wait if they are not.
#[derive(Default)]
pub struct Fresh<'a> {
    /// All that came with them.
    pub updates: &'a [NewUpdate],
    /// By arrival number, their places among these.
    pub places: HashMap<i64, usize>,
    /// When they were taken.
    pub taken_at_us: i64,
}

impl Fresh<'_> {
    /// Lets those wait that are not done, and leaves the endings that are still to be written down.
    pub async fn keep_undone_in(
        &self,
        tx: &mut Tx,
        engine: &Engine,
        endings: &[(i64, Ending)],
    ) -> Result<Vec<(i64, Ending)>, StoreError> {
        let is_done = |(arrival, ending): &(i64, Ending)| *ending == Ending::Done && self.places.contains_key(arrival);
        let done: HashSet<i64> = endings.iter().filter(|it| is_done(it)).map(|(arrival, _)| *arrival).collect();
        let undone = self.places.iter().filter(|(arrival, _)| !done.contains(arrival));
        let undone: Option<Vec<_>> = undone.map(|(arrival, at)| Some((*arrival, self.updates.get(*at)?))).collect();
        let undone = undone.ok_or(StoreError::Stale { what: "an update that was taken" })?;
        if !seeded(Bug::UndoneTakenForDone) {
            store::inbox::put_back_in(tx, &engine.keys, &undone, self.taken_at_us).await?;
        }
        Ok(endings.iter().filter(|it| !is_done(it)).copied().collect())
    }
}

/// Counts a failed try: the lane waits, and after the last one the update is dead and its sender hears an apology.
///
/// Returns the dead ones and the number of messages.
pub async fn fail_in(tx: &mut Tx, engine: &Engine, heads: &[Head]) -> Result<(Vec<(i64, Ending)>, usize), StoreError> {
    let now_us = engine.clock.now_us();
    let mut dead = Vec::new();
    let mut messages = 0_usize;
    for head in heads {
        let tried = head.attempts.saturating_add(1);
        let wait = usize::try_from(head.attempts).ok().and_then(|tries| WAITS.get(tries));
        match wait {
            Some(wait) if tried < TRIES => {
                let later = i64::try_from(wait.as_micros()).unwrap_or(i64::MAX);
                store::inbox::retry_later_in(tx, head.arrival, now_us.saturating_add(later)).await?;
            }
            _ => {
                tracing::error!(update.arrival = head.arrival, tried, "an update is given up");
                store::inbox::finish_in(tx, &[(head.arrival, Ending::Dead)], now_us).await?;
                dead.push((head.arrival, Ending::Dead));
                messages = messages.saturating_add(flush::tell_in(tx, engine, head, HomeReply::Apology).await?);
            }
        }
    }
    Ok((dead, messages))
}
