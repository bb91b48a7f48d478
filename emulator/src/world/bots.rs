//! Bots come, and their tokens change.

use super::{Bot, BotState, Queue, World};
use crate::config::BotConfig;

impl World {
    /// A new bot, or a known one with another name or token. Its index.
    ///
    /// A token with the number of a known bot replaces that bot's, as when `BotFather` revokes one: the old one is refused from then on.
    pub(crate) fn add_bot(&mut self, config: BotConfig) -> usize {
        let by_token = self.bot_by_token(&config.token);
        let by_number = || self.bots.iter().position(|bot| config.is_numbered() && bot.id == config.id());
        if let Some(known) = by_token.or_else(by_number) {
            self.by_token.remove(&self.bots[known].config.token);
            self.by_token.insert(config.token.clone(), known);
            self.bots[known].config = config;
            return known;
        }
        let index = self.bots.len();
        self.by_token.insert(config.token.clone(), index);
        self.bots.push(Bot {
            id: config.id(),
            config,
            state: BotState { next_update_id: random_start(), ..BotState::default() },
            queue: Queue::default(),
            poll: 0,
            epoch: 0,
            acknowledged: 0,
            wake: tokio::sync::watch::Sender::new(()),
        });
        index
    }
}

/// Telegram starts numbering anywhere; so do we, to catch bots that rely on small numbers.
fn random_start() -> i64 {
    use std::hash::{BuildHasher, RandomState};
    let random = RandomState::new().hash_one("update_id");
    100_000_000 + i64::try_from(random % 700_000_000).unwrap_or(0)
}
