//! Updates that wait for a bot that polls, as the messenger keeps them: an offset is what forgets them.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Notify;
use tokio::time::Instant;

/// The messenger gives no more at once.
const LIMIT: usize = 100;

/// What `getUpdates` is asked with.
#[derive(Debug, Deserialize)]
pub struct Asked {
    offset: Option<i64>,
    limit: Option<usize>,
    #[serde(default)]
    timeout: u64,
}

/// The updates of one bot.
#[derive(Default)]
pub struct Mailbox {
    waiting: Mutex<VecDeque<(i64, String)>>,
    filled: Notify,
}

impl Mailbox {
    /// Puts an update behind the others. Its id is taken here, for an offset forgets all that are lower.
    pub fn put(&self, ids: &AtomicI64, update: impl FnOnce(i64) -> String) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let id = ids.fetch_add(1, Ordering::Relaxed);
        waiting.push_back((id, update(id)));
        drop(waiting);
        self.filled.notify_one();
    }

    /// Forgets what is below the offset, and gives what is left as a list, once there is something.
    pub async fn give(&self, asked: &Asked) -> String {
        let until = Instant::now() + Duration::from_secs(asked.timeout);
        loop {
            if let Some(list) = self.list(asked) {
                return list;
            }
            if tokio::time::timeout_at(until, self.filled.notified()).await.is_err() {
                return "[]".to_owned();
            }
        }
    }

    fn list(&self, asked: &Asked) -> Option<String> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.front().is_some_and(|(id, _)| asked.offset.is_some_and(|offset| *id < offset)) {
            waiting.pop_front();
        }
        let limit = asked.limit.unwrap_or(LIMIT).min(LIMIT);
        let given: Vec<&str> = waiting.iter().take(limit).map(|(_, update)| update.as_str()).collect();
        (!given.is_empty()).then(|| format!("[{}]", given.join(",")))
    }
}
