//! How much of each bot waits: what the last look found, and what came and went since. One cooperative's flood stays
//! with the messenger, which keeps it, instead of filling the inbox of all.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::ids::BotId;

/// The backlog of every bot; clones are the same one.
#[derive(Clone)]
pub struct Backlog {
    bots: Arc<RwLock<HashMap<BotId, AtomicI64>>>,
    most: i64,
}

impl Backlog {
    /// Lets this many updates of one bot wait at the most. A look corrects the count: other replicas bring and end
    /// updates, too.
    pub fn new(most: i64) -> Self {
        Self { bots: Arc::default(), most }
    }

    /// Whether an update of this bot may be kept.
    pub fn has_room(&self, bot: BotId) -> bool {
        let bots = self.bots.read().unwrap_or_else(PoisonError::into_inner);
        bots.get(&bot).is_none_or(|waiting| waiting.load(Ordering::Relaxed) < self.most)
    }

    /// Notes that so many of it were kept.
    pub fn came(&self, bot: BotId, more: i64) {
        let bots = self.bots.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = bots.get(&bot) {
            waiting.fetch_add(more, Ordering::Relaxed);
            return;
        }
        drop(bots);
        let mut bots = self.bots.write().unwrap_or_else(PoisonError::into_inner);
        bots.entry(bot).or_default().fetch_add(more, Ordering::Relaxed);
    }

    /// Notes that one of it waits no longer.
    pub fn went(&self, bot: BotId) {
        let bots = self.bots.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = bots.get(&bot) {
            waiting.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Takes what was looked at in place of what was: a bot that is not told waits for nothing.
    pub fn looked(&self, depths: &[(BotId, i64)]) {
        let found = depths.iter().map(|(bot, waiting)| (*bot, AtomicI64::new(*waiting))).collect();
        *self.bots.write().unwrap_or_else(PoisonError::into_inner) = found;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bot_is_turned_away_and_its_neighbour_is_not() {
        let backlog = Backlog::new(3);
        let (full, neighbour) = (BotId(1), BotId(2));
        backlog.came(full, 2);
        assert!(backlog.has_room(full));
        backlog.came(full, 1);
        assert!(!backlog.has_room(full));
        assert!(backlog.has_room(neighbour));
        backlog.went(full);
        assert!(backlog.has_room(full), "what is worked off makes room at once");
        backlog.came(full, 1);
        backlog.looked(&[(full, 2)]);
        assert!(backlog.has_room(full), "a look takes the place of what was counted");
        backlog.looked(&[(full, 3)]);
        assert!(!backlog.has_room(full));
        backlog.looked(&[]);
        assert!(backlog.has_room(full));
    }
}
