//! Unrest among updates: some come twice, some out of order, and their ids may jump.

use serde::{Deserialize, Serialize};

use super::{dice, happens};

/// What updates go through on their way. Zero everywhere is calm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UpdateFaults {
    /// How likely an update is to come a second time, with the same id: from 0 to 1.
    pub duplicate: f64,
    /// How far an update may move from its place among those that wait. Those of one chat keep their order.
    pub reorder_window: usize,
    /// How likely the next id is to be anywhere, higher or lower, while nothing waits: Telegram may do so after a quiet week.
    pub jump: f64,
    /// The same seed, the same unrest.
    pub seed: u64,
}

/// What updates went through since the emulator started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct UnrestDone {
    /// Updates that were brought a second time.
    pub doubled: u64,
    /// Deliveries that left their place among those that waited.
    pub moved: u64,
    /// Ids that did not follow the one before.
    pub jumped: u64,
}

/// The orders, how often they were asked, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Unrest {
    pub(crate) orders: UpdateFaults,
    turn: u64,
    pub(crate) done: UnrestDone,
}

impl Unrest {
    /// From now on under these orders; what was done stays counted.
    pub(crate) fn order(&mut self, orders: UpdateFaults) {
        (self.orders, self.turn) = (orders, 0);
    }

    fn turn(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }

    pub(crate) fn doubles(&mut self) -> bool {
        self.orders.duplicate > 0.0 && {
            let turn = self.turn();
            let doubles = happens(self.orders.duplicate, self.orders.seed, turn);
            self.done.doubled += u64::from(doubles);
            doubles
        }
    }

    /// Another id to go on from.
    pub(crate) fn jumps(&mut self) -> Option<i64> {
        if self.orders.jump <= 0.0 {
            return None;
        }
        let turn = self.turn();
        let jump = happens(self.orders.jump, self.orders.seed, turn);
        self.done.jumped += u64::from(jump);
        jump.then(|| 100_000_000 + i64::try_from(dice(!self.orders.seed, turn) % 700_000_000).unwrap_or(0))
    }

    /// Which of so many that wait comes next.
    pub(crate) fn choose(&mut self, waiting: usize) -> usize {
        let place = self.shift().min(waiting.saturating_sub(1));
        self.done.moved += u64::from(place > 0);
        place
    }

    /// How many places one comes early.
    fn shift(&mut self) -> usize {
        if self.orders.reorder_window == 0 {
            return 0;
        }
        let turn = self.turn();
        let places = u64::try_from(self.orders.reorder_window).unwrap_or(0).saturating_add(1);
        usize::try_from(dice(self.orders.seed, turn) % places).unwrap_or(0)
    }

    /// Let those that wait change places, each within the window, without one passing another of its own lane.
    pub(crate) fn shuffle<T>(&mut self, waiting: &mut [T], lane: impl Fn(&T) -> i64) {
        for at in 1..waiting.len() {
            let mut place = at;
            for _ in 0..self.shift() {
                if place == 0 || lane(&waiting[place - 1]) == lane(&waiting[place]) {
                    break;
                }
                waiting.swap(place - 1, place);
                place -= 1;
            }
            self.done.moved += u64::from(place < at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Unrest, UnrestDone, UpdateFaults};

    #[test]
    fn lanes_keep_their_own_order() {
        let mut unrest = Unrest::default();
        unrest.order(UpdateFaults { reorder_window: 5, seed: 3, ..UpdateFaults::default() });
        let mut waiting: Vec<(i64, i64)> = (0..40).map(|n| (n % 4, n)).collect();
        let before = waiting.clone();
        unrest.shuffle(&mut waiting, |(lane, _)| *lane);
        assert_ne!(waiting, before);
        for lane in 0..4 {
            let of_lane: Vec<i64> = waiting.iter().filter(|it| it.0 == lane).map(|it| it.1).collect();
            assert!(of_lane.is_sorted(), "{of_lane:?}");
        }
        let left: u64 = waiting.iter().zip(&before).map(|(now, was)| u64::from(now != was)).sum();
        assert!((1..=left).contains(&unrest.done.moved), "{:?} of {left}", unrest.done);
    }

    #[test]
    fn calm_changes_nothing() {
        let mut calm = Unrest::default();
        assert!(!calm.doubles() && calm.jumps().is_none() && calm.choose(9) == 0);
        assert_eq!(calm.done, UnrestDone::default());
    }
}
