//! Albums: the messenger brings each of their pictures as a message of its own, and people mean one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::ChatId;

/// Albums that are remembered in each of two halves: the pictures of one come together.
const ALBUMS_MAX: usize = 512;

/// Which message of each album came first.
#[derive(Default)]
pub struct Albums {
    seen: Mutex<[HashMap<(ChatId, String), i64>; 2]>,
}

impl Albums {
    /// Whether this message is the first that came of its album; asked again, the answer is the same.
    pub fn is_first(&self, chat: ChatId, album: &str, message_id: i64) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let [latest, earlier] = &mut *seen;
        let key = (chat, album.to_owned());
        if let Some(first) = latest.get(&key).or_else(|| earlier.get(&key)) {
            return *first == message_id;
        }
        if latest.len() >= ALBUMS_MAX {
            *earlier = std::mem::take(latest);
        }
        latest.insert(key, message_id);
        true
    }
}
