//! What was asked of the emulator: the judge's notes of a test.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// One call of a bot and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct CallRecord {
    /// Counts the kept calls from zero; gaps never occur.
    pub number: u64,
    /// Counts the connections from zero, in the order in which they were accepted: it tells two processes apart.
    pub connection: u64,
    /// By the emulated clock, when the answer was ready.
    pub at: DateTime<Utc>,
    /// Username of the bot.
    pub bot: String,
    /// The method in the schema's spelling.
    pub method: String,
    /// The parameters as understood.
    pub params: Value,
    /// Whether Telegram would have said `ok`.
    pub ok: bool,
    /// `result` of an accepted call, `description` of a refused one.
    pub answer: Value,
    /// The connection was closed on purpose before the answer.
    pub answer_lost: bool,
}

/// Bounded notes, or none at all when recording is off.
pub(crate) struct Records {
    limit: usize,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    calls: VecDeque<Arc<CallRecord>>,
    next: u64,
    violations: Vec<String>,
    acknowledged: VecDeque<(i64, i64)>,
    deliveries: HashMap<(i64, i64), u32>,
    delivery_order: VecDeque<(i64, i64)>,
}

impl Records {
    pub(crate) fn keeping(limit: usize) -> Self {
        Self { limit, notes: Mutex::default() }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.limit > 0
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn call(&self, make: impl FnOnce(u64) -> CallRecord) {
        if !self.is_on() {
            return;
        }
        let mut notes = self.notes();
        let record = make(notes.next);
        notes.next += 1;
        if notes.calls.len() >= self.limit {
            notes.calls.pop_front();
        }
        notes.calls.push_back(Arc::new(record));
    }

    // Violations are kept even when calls are not: a test that looks for them must find them.
    pub(crate) fn violation(&self, text: String) {
        let mut notes = self.notes();
        if notes.violations.len() < 1_000 {
            notes.violations.push(text);
        }
    }

    pub(crate) fn delivered(&self, bot: i64, update: i64) {
        if !self.is_on() {
            return;
        }
        let mut notes = self.notes();
        if !notes.deliveries.contains_key(&(bot, update)) {
            if notes.delivery_order.len() >= self.limit
                && let Some(oldest) = notes.delivery_order.pop_front()
            {
                notes.deliveries.remove(&oldest);
            }
            notes.delivery_order.push_back((bot, update));
        }
        *notes.deliveries.entry((bot, update)).or_default() += 1;
    }

    pub(crate) fn acknowledged(&self, bot: i64, update: i64) {
        if !self.is_on() {
            return;
        }
        let mut notes = self.notes();
        if notes.acknowledged.len() >= self.limit {
            notes.acknowledged.pop_front();
        }
        notes.acknowledged.push_back((bot, update));
    }

    pub(crate) fn calls_from(&self, number: u64) -> Vec<Arc<CallRecord>> {
        let notes = self.notes();
        let first = notes.calls.front().map_or(0, |record| record.number);
        let skip = usize::try_from(number.saturating_sub(first)).unwrap_or(usize::MAX);
        notes.calls.iter().skip(skip).cloned().collect()
    }

    pub(crate) fn next_call(&self) -> u64 {
        self.notes().next
    }

    pub(crate) fn violations(&self) -> Vec<String> {
        self.notes().violations.clone()
    }

    pub(crate) fn acknowledged_by(&self, bot: i64) -> Vec<i64> {
        let notes = self.notes();
        let of_bot = notes.acknowledged.iter().filter(|(owner, _)| *owner == bot);
        of_bot.map(|(_, update)| *update).collect()
    }

    pub(crate) fn deliveries(&self, bot: i64, update: i64) -> u32 {
        let notes = self.notes();
        notes.deliveries.get(&(bot, update)).copied().unwrap_or(0)
    }
}
