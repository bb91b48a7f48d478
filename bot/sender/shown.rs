//! What chats show by what this sender has sent a moment ago.
//!
//! A worker that hands an answer over has read what the chat shows in its own transaction, and a mark that was not written
//! yet was not there for it: without this, it would take an older screen for the newest, and take its buttons off again.

use std::collections::HashMap;

use domain::bug::{Bug, seeded};
use domain::ids::{BotId, ChatId};
use store::outbox::{ChatMark, Claimed};

/// Chats that are remembered in each of two halves.
const CHATS_MAX: usize = 2_048;

/// The newest message and the newest screen of chats: the latest ones, and those before them.
#[derive(Default)]
pub(super) struct Recent {
    latest: HashMap<(BotId, ChatId), (i64, i64)>,
    earlier: HashMap<(BotId, ChatId), (i64, i64)>,
}

impl Recent {
    /// Notes what a chat shows.
    pub(super) fn note(&mut self, mark: &ChatMark) {
        if self.latest.len() >= CHATS_MAX {
            self.earlier = std::mem::take(&mut self.latest);
        }
        self.latest.insert((mark.bot_id, mark.chat_id), (mark.last_message_id, mark.screen_message_id));
    }

    /// The row with what its chat shows, where this is newer than what it was read with: messages of a chat are numbered
    /// upwards.
    pub(super) fn corrects(&self, mut row: Claimed) -> Claimed {
        let chat = (row.bot, row.chat);
        let known = self.latest.get(&chat).or_else(|| self.earlier.get(&chat));
        if let Some((last, screen)) = known.filter(|_| !seeded(Bug::StaleScreenBelieved))
            && *last > row.last_message_id
        {
            (row.last_message_id, row.screen_message_id) = (*last, *screen);
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use store::outbox::{Form, Pace};

    use super::*;

    fn row(last_message_id: i64, screen_message_id: i64) -> Claimed {
        Claimed {
            outbox_id: 1,
            bot: BotId(1),
            chat: ChatId(5),
            cause_key: "in:1:0".to_owned(),
            form: Form::Screen,
            pace: Pace::AtOnce,
            after_message_id: 0,
            payload: None,
            refused: 0,
            ambiguous: 0,
            created_at_us: 0,
            last_message_id,
            screen_message_id,
        }
    }

    fn mark(chat: i64, last_message_id: i64, screen_message_id: i64) -> ChatMark {
        ChatMark { bot_id: BotId(1), chat_id: ChatId(chat), last_message_id, screen_message_id, unreachable: 0 }
    }

    #[test]
    fn what_was_just_sent_is_known_though_it_is_not_marked_yet() {
        crate::crash::plant_bug().unwrap();
        let mut recent = Recent::default();
        recent.note(&mark(5, 9, 8));
        let shows = |row: Claimed| {
            let row = recent.corrects(row);
            (row.last_message_id, row.screen_message_id)
        };
        assert_eq!(shows(row(4, 4)), (9, 8), "the newest screen");
        assert_eq!(shows(row(11, 10)), (11, 10), "another process has sent since");
        let elsewhere = Claimed { chat: ChatId(6), ..row(4, 4) };
        assert_eq!(shows(elsewhere), (4, 4), "another chat");
    }

    #[test]
    fn only_so_many_chats_are_remembered() {
        let mut recent = Recent::default();
        let chats = i64::try_from(CHATS_MAX).unwrap() * 3;
        (1..=chats).for_each(|chat| recent.note(&mark(chat, 9, 9)));
        assert!(recent.latest.len() + recent.earlier.len() <= 2 * CHATS_MAX);
        assert_eq!(recent.corrects(Claimed { chat: ChatId(chats), ..row(1, 1) }).screen_message_id, 9);
        assert_eq!(recent.corrects(Claimed { chat: ChatId(1), ..row(1, 1) }).screen_message_id, 1, "forgotten");
    }
}
