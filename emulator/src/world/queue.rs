//! The updates that a bot has not taken yet.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Telegram's queue number: messages queue by chat, presses by person, and so on.
pub(crate) type Lane = i64;

/// An update on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// Order of arrival; `update_id` may repeat when a test injects it twice.
    pub(crate) seq: u64,
    pub(crate) update_id: i64,
    pub(crate) lane: Lane,
    pub(crate) body: Arc<str>,
    pub(crate) expires_at: i64,
    /// The person's message that this brings, for the ticks: chat and message.
    #[serde(default)]
    pub(crate) source: Option<(i64, i64)>,
    #[serde(skip)]
    pub(crate) attempts: u32,
}

#[derive(Default)]
struct LaneState {
    waiting: VecDeque<u64>,
    busy: bool,
}

/// A bot's queue. Lanes exist only while a webhook is set.
#[derive(Default)]
pub(crate) struct Queue {
    pending: BTreeMap<u64, Pending>,
    next_seq: u64,
    lanes: HashMap<Lane, LaneState>,
    ready: VecDeque<Lane>,
    in_flight: usize,
    with_lanes: bool,
    soonest_expiry: Option<i64>,
    // Ids rise with arrival until a test injects its own; then confirmation must look at all of them.
    disordered: bool,
    last_id: i64,
}

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.pending.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Pending> {
        self.pending.values()
    }

    pub(crate) fn next_seq(&self) -> u64 {
        self.next_seq
    }

    pub(crate) fn push(&mut self, pending: Pending) {
        self.next_seq = self.next_seq.max(pending.seq + 1);
        self.disordered |= !self.pending.is_empty() && pending.update_id <= self.last_id;
        self.last_id = pending.update_id;
        let soonest = self.soonest_expiry.unwrap_or(i64::MAX);
        self.soonest_expiry = Some(soonest.min(pending.expires_at));
        if self.with_lanes {
            self.enqueue(pending.lane, pending.seq);
        }
        self.pending.insert(pending.seq, pending);
    }

    fn enqueue(&mut self, lane: Lane, seq: u64) {
        let state = self.lanes.entry(lane).or_default();
        if state.waiting.is_empty() && !state.busy {
            self.ready.push_back(lane);
        }
        state.waiting.push_back(seq);
    }

    pub(crate) fn remove(&mut self, seq: u64) -> Option<Pending> {
        let removed = self.pending.remove(&seq);
        if self.pending.is_empty() {
            self.disordered = false;
        }
        removed
    }

    /// Forget what the bot confirmed by asking from `offset` on.
    pub(crate) fn confirm_below(&mut self, offset: i64) -> Vec<Pending> {
        if self.disordered {
            let below = self.pending.values().filter(|p| p.update_id < offset);
            let seqs: Vec<u64> = below.map(|pending| pending.seq).collect();
            return seqs.into_iter().filter_map(|seq| self.remove(seq)).collect();
        }
        let mut confirmed = Vec::new();
        while let Some(first) = self.pending.first_entry() {
            if first.get().update_id >= offset {
                break;
            }
            confirmed.push(first.remove());
        }
        confirmed
    }

    /// Forget all but the newest `count`: what a negative offset asks for.
    pub(crate) fn keep_newest(&mut self, count: usize) -> Vec<Pending> {
        let excess = self.pending.len().saturating_sub(count);
        (0..excess).filter_map(|_| self.pending.pop_first()).map(|(_, pending)| pending).collect()
    }

    pub(crate) fn head(&self, limit: usize) -> impl Iterator<Item = &Pending> {
        self.pending.values().take(limit)
    }

    pub(crate) fn expire(&mut self, now: i64) -> Vec<Pending> {
        if self.soonest_expiry.is_none_or(|soonest| now < soonest) {
            return Vec::new();
        }
        let dead = self.pending.values().filter(|p| p.expires_at <= now);
        let seqs: Vec<u64> = dead.map(|pending| pending.seq).collect();
        let expired = seqs.into_iter().filter_map(|seq| self.remove(seq)).collect();
        self.soonest_expiry = self.pending.values().map(|p| p.expires_at).min();
        expired
    }

    /// Begin (or stop) handing updates to a webhook.
    pub(crate) fn use_lanes(&mut self, wanted: bool) {
        self.lanes.clear();
        self.ready.clear();
        self.in_flight = 0;
        self.with_lanes = wanted;
        if wanted {
            let all: Vec<_> = self.pending.values().map(|p| (p.lane, p.seq)).collect();
            for (lane, seq) in all {
                self.enqueue(lane, seq);
            }
        }
    }

    /// The next head of a lane with nothing in flight, while fewer than `limit` are.
    ///
    /// `choose` names one of so many lanes, to let it pass those that came before.
    pub(crate) fn take_ready(&mut self, limit: usize, mut choose: impl FnMut(usize) -> usize) -> Option<Pending> {
        while self.in_flight < limit {
            let lane = self.ready.remove(choose(self.ready.len()))?;
            let Some(state) = self.lanes.get_mut(&lane) else {
                continue;
            };
            // What expired or was confirmed meanwhile is no longer pending.
            while let Some(seq) = state.waiting.front() {
                if let Some(pending) = self.pending.get(seq) {
                    state.busy = true;
                    self.in_flight += 1;
                    return Some(pending.clone());
                }
                state.waiting.pop_front();
            }
            self.lanes.remove(&lane);
        }
        None
    }

    /// A delivery ended; the lane goes on with its next update.
    pub(crate) fn delivered(&mut self, lane: Lane, seq: u64) -> Option<Pending> {
        self.in_flight = self.in_flight.saturating_sub(1);
        if let Some(state) = self.lanes.get_mut(&lane) {
            state.busy = false;
            if state.waiting.front() == Some(&seq) {
                state.waiting.pop_front();
            }
            if state.waiting.is_empty() {
                self.lanes.remove(&lane);
            } else {
                self.ready.push_back(lane);
            }
        }
        self.remove(seq)
    }

    /// A delivery failed: the place in flight is free, the lane stays shut until [`Queue::reopen`]. Tells how often it failed.
    pub(crate) fn failed(&mut self, seq: u64) -> Option<u32> {
        self.in_flight = self.in_flight.saturating_sub(1);
        let pending = self.pending.get_mut(&seq)?;
        pending.attempts += 1;
        Some(pending.attempts)
    }

    pub(crate) fn reopen(&mut self, lane: Lane) {
        if let Some(state) = self.lanes.get_mut(&lane)
            && state.busy
        {
            state.busy = false;
            self.ready.push_back(lane);
        }
    }
}
