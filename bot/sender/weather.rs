//! How the messenger is to each bot: whether it answers at all, and whom it asks to wait. Pure; instants are the clock's,
//! in microseconds.
//!
//! A messenger that is away is not asked again and again with messages, which it may have taken each time: somebody
//! looks whether it is there, by a call that changes nothing. What waited meanwhile goes at the bot's pace.

use std::collections::{HashMap, HashSet};

use domain::bug::{Bug, seeded};
use domain::ids::{BotId, ChatId};

/// Calls in a row without a word of the messenger's after which it is taken to be away.
const SILENT_MAX: u32 = 3;

/// So many chats of a bot that are asked to wait within [`TOGETHER_US`] mean that the bot is.
const CROWD: usize = 3;
const TOGETHER_US: i64 = 10_000_000;

/// What a try heard of the messenger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It was not tried.
    NotAsked,
    /// A yes or a no.
    Word,
    /// Nothing, or something that was not the messenger.
    Silence,
    /// Not before this instant (429).
    Wait(i64),
}

/// What follows from it for the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing.
    None,
    /// It is away: somebody must look whether it is back.
    Away,
    /// The chat must wait.
    ChatWaits,
    /// The bot must wait.
    BotWaits,
}

#[derive(Default)]
struct OfBot {
    silent: u32,
    is_away: bool,
    /// What waited while it was away goes at the bot's pace.
    is_slow: bool,
    paused_until_us: i64,
    /// Chats that were asked to wait: when, and until when.
    crowd: Vec<(ChatId, i64, i64)>,
}

/// All bots.
#[derive(Default)]
pub(super) struct Weather {
    bots: HashMap<BotId, OfBot>,
}

impl Weather {
    /// Notes what a try heard.
    pub(super) fn note(&mut self, bot: BotId, chat: ChatId, heard: Heard, now_us: i64) -> Sign {
        let of = self.bots.entry(bot).or_default();
        match heard {
            Heard::NotAsked => Sign::None,
            Heard::Word => {
                of.silent = 0;
                Sign::None
            }
            Heard::Silence => {
                of.silent = of.silent.saturating_add(1);
                if of.is_away || of.silent < SILENT_MAX || seeded(Bug::OutageCostsTries) {
                    return Sign::None;
                }
                of.is_away = true;
                Sign::Away
            }
            Heard::Wait(until_us) => of.crowd(chat, until_us, now_us),
        }
    }

    /// The bot sends nothing until then.
    pub(super) fn pause(&mut self, bot: BotId, until_us: i64) {
        self.bots.entry(bot).or_default().paused_until_us = until_us;
    }

    /// The messenger answers again.
    pub(super) fn back(&mut self, bot: BotId) {
        let of = self.bots.entry(bot).or_default();
        (of.is_away, of.is_slow, of.silent) = (false, true, 0);
    }

    /// Whether the bot sends nothing now.
    pub(super) fn must_wait(&self, bot: BotId, now_us: i64) -> bool {
        self.bots.get(&bot).is_some_and(|of| of.is_away || of.paused_until_us > now_us)
    }

    /// The bots whose answers go at the bot's pace.
    pub(super) fn slow(&self) -> HashSet<BotId> {
        self.bots.iter().filter(|(_, of)| of.is_slow).map(|(bot, _)| *bot).collect()
    }

    /// Nothing waits any more that waited while the messenger was away.
    pub(super) fn caught_up(&mut self, bot: BotId) {
        if let Some(of) = self.bots.get_mut(&bot) {
            of.is_slow = false;
        }
    }

    /// Forgets all other bots.
    pub(super) fn keep(&mut self, wanted: impl Fn(BotId) -> bool) {
        self.bots.retain(|bot, _| wanted(*bot));
    }
}

impl OfBot {
    /// A 429 does not say whether the chat or the bot is meant: first it is the chat, and several chats together are the bot.
    fn crowd(&mut self, chat: ChatId, until_us: i64, now_us: i64) -> Sign {
        self.silent = 0;
        self.crowd.retain(|(other, at, _)| *other != chat && now_us.saturating_sub(*at) < TOGETHER_US);
        self.crowd.push((chat, now_us, until_us));
        let crowd = if seeded(Bug::OneChatPausesAll) { 1 } else { CROWD };
        if self.crowd.len() < crowd {
            return Sign::ChatWaits;
        }
        let until_us = self.crowd.drain(..).map(|(.., until_us)| until_us).max().unwrap_or(until_us);
        self.paused_until_us = self.paused_until_us.max(until_us);
        Sign::BotWaits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOT: BotId = BotId(1);
    const SECOND_US: i64 = 1_000_000;

    fn note(weather: &mut Weather, chat: i64, heard: Heard, second: i64) -> Sign {
        weather.note(BOT, ChatId(chat), heard, second * SECOND_US)
    }

    #[test]
    fn three_silences_in_a_row_are_away_until_somebody_finds_it_back() {
        let mut weather = Weather::default();
        let heard = [Heard::Silence, Heard::Silence, Heard::Word, Heard::Silence, Heard::Silence, Heard::NotAsked];
        let signs: Vec<Sign> = heard.iter().map(|heard| note(&mut weather, 5, *heard, 1)).collect();
        assert_eq!(signs, [Sign::None; 6], "a word between starts the count anew");
        assert_eq!(note(&mut weather, 6, Heard::Silence, 1), Sign::Away);
        assert_eq!(note(&mut weather, 7, Heard::Silence, 1), Sign::None, "one looks, not two");
        assert!(weather.must_wait(BOT, i64::MAX - 1), "however long");
        weather.back(BOT);
        assert!(!weather.must_wait(BOT, 0) && weather.slow().contains(&BOT));
        weather.caught_up(BOT);
        assert!(weather.slow().is_empty());
        assert_eq!(note(&mut weather, 5, Heard::Silence, 2), Sign::None, "counted from the beginning");
    }

    #[test]
    fn a_429_is_the_chats_and_of_several_chats_together_the_bots() {
        crate::crash::plant_bug().unwrap();
        let mut weather = Weather::default();
        for second in 0..20 {
            let sign = note(&mut weather, 5, Heard::Wait((second + 3) * SECOND_US), second);
            assert_eq!(sign, Sign::ChatWaits, "one chat, however often");
            assert!(!weather.must_wait(BOT, second * SECOND_US));
        }
        assert_eq!(note(&mut weather, 6, Heard::Wait(60 * SECOND_US), 31), Sign::ChatWaits);
        assert_eq!(note(&mut weather, 7, Heard::Wait(40 * SECOND_US), 42), Sign::ChatWaits, "long after the others");
        assert_eq!(note(&mut weather, 8, Heard::Wait(44 * SECOND_US), 43), Sign::ChatWaits);
        assert_eq!(note(&mut weather, 9, Heard::Wait(50 * SECOND_US), 44), Sign::BotWaits);
        assert!(weather.must_wait(BOT, 49 * SECOND_US) && !weather.must_wait(BOT, 51 * SECOND_US));
        assert!(!weather.must_wait(BotId(2), 0), "another bot goes on");
    }
}
