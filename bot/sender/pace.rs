//! Within the messenger's limits: when what the bot began by itself may go. Pure; the instants are of the process' own
//! watch, in microseconds.
//!
//! An answer never waits here, but it counts: what is paced has what answers leave, and a share that they can't take.

use std::collections::HashMap;

use domain::ids::{BotId, ChatId};
use store::outbox::Pace;

/// Microseconds in a second.
const SECOND_US: i64 = 1_000_000;

/// One part in so many of a bot's limit is for what is paced, whatever answers take.
const LEAST_SHARE: i64 = 5;

/// Messages of a bot that may go together: a tenth of a second's worth, and some at least.
const BOT_BURST: i64 = 3;
const BURSTS_PER_SECOND: i64 = 10;

/// Chats that are remembered before those that are free are forgotten.
const CHATS_MAX: usize = 4_096;

/// The messenger's limits, as settings have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Messages of one bot in a second.
    pub bot_per_second: i64,
    /// Messages to one person in a second.
    pub chat_per_second: i64,
    /// Messages to one person that may go together.
    pub chat_burst: i64,
    /// Messages to one group in a minute.
    pub group_per_minute: i64,
}

/// So many at once, and one more each time that this has passed.
#[derive(Debug, Clone, Copy)]
struct Rate {
    every_us: i64,
    burst: i64,
}

impl Rate {
    /// When the next may go, of a bucket that is full again at this instant.
    const fn free_at(self, full_at: i64) -> i64 {
        full_at.saturating_sub(self.every_us.saturating_mul(self.burst.saturating_sub(1)))
    }

    /// When the bucket is full again after one more: answers empty it, and make no debt beyond that.
    fn spend(self, full_at: i64, now_us: i64) -> i64 {
        let empty = now_us.saturating_add(self.every_us.saturating_mul(self.burst));
        full_at.max(now_us).saturating_add(self.every_us).min(empty)
    }
}

/// When the buckets of a bot are full again.
#[derive(Debug, Clone, Copy, Default)]
struct OfBot {
    all: i64,
    least: i64,
}

/// What was sent a moment ago.
#[derive(Debug)]
pub struct Pacer {
    limits: Limits,
    bots: HashMap<BotId, OfBot>,
    chats: HashMap<(BotId, ChatId), i64>,
}

impl Pacer {
    /// As if nothing had been sent.
    pub fn new(limits: Limits) -> Self {
        Self { limits, bots: HashMap::new(), chats: HashMap::new() }
    }

    fn of_bot(&self) -> Rate {
        let per_second = self.limits.bot_per_second;
        let burst = per_second.div_euclid(BURSTS_PER_SECOND).max(BOT_BURST);
        Rate { every_us: SECOND_US.div_euclid(per_second), burst }
    }

    fn of_least(&self) -> Rate {
        Rate { every_us: self.of_bot().every_us.saturating_mul(LEAST_SHARE), burst: 1 }
    }

    /// In a group a quarter may go together, and the rest is spread so that no minute has more than the limit.
    fn of_chat(&self, chat: ChatId) -> Rate {
        if chat.0 >= 0 {
            let every_us = SECOND_US.div_euclid(self.limits.chat_per_second);
            return Rate { every_us, burst: self.limits.chat_burst };
        }
        let burst = self.limits.group_per_minute.div_euclid(4).max(1);
        let spread = self.limits.group_per_minute.saturating_sub(burst).max(1);
        Rate { every_us: SECOND_US.saturating_mul(60).div_euclid(spread), burst }
    }

    /// When something that is paced may go by the bot's limit.
    pub fn bot_free_at(&self, bot: BotId) -> i64 {
        let of = self.bots.get(&bot).copied().unwrap_or_default();
        self.of_bot().free_at(of.all).min(self.of_least().free_at(of.least))
    }

    /// When something that is paced may go to this chat.
    pub fn free_at(&self, bot: BotId, chat: ChatId) -> i64 {
        let full_at = self.chats.get(&(bot, chat)).copied().unwrap_or_default();
        self.bot_free_at(bot).max(self.of_chat(chat).free_at(full_at))
    }

    /// Notes a message.
    pub fn spend(&mut self, bot: BotId, chat: ChatId, pace: Pace, now_us: i64) {
        let (all, least, of_chat) = (self.of_bot(), self.of_least(), self.of_chat(chat));
        let of = self.bots.entry(bot).or_default();
        of.all = all.spend(of.all, now_us);
        if pace == Pace::Paced {
            of.least = least.spend(of.least, now_us);
        }
        let full_at = self.chats.entry((bot, chat)).or_default();
        *full_at = of_chat.spend(*full_at, now_us);
        if self.chats.len() > CHATS_MAX {
            self.chats.retain(|_, full_at| *full_at > now_us);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bot_per_second: 30, chat_per_second: 1, chat_burst: 3, group_per_minute: 20 };
    const BOT: BotId = BotId(1);
    const START: i64 = 1_000 * SECOND_US;

    /// When paced messages to these chats go, one after another, each as soon as it may: seconds from the start.
    fn goes(pacer: &mut Pacer, chats: impl Iterator<Item = i64>) -> Vec<i64> {
        let mut now = START;
        let mut go = |chat: ChatId| {
            now = now.max(pacer.free_at(BOT, chat));
            pacer.spend(BOT, chat, Pace::Paced, now);
            now - START
        };
        chats.map(|chat| go(ChatId(chat))).collect()
    }

    /// The most that go within this time.
    fn most_within(times: &[i64], us: i64) -> usize {
        times.iter().map(|from| times.iter().filter(|at| (*from..from + us).contains(at)).count()).max().unwrap()
    }

    #[test]
    fn a_bot_a_person_and_a_group_each_have_their_limit() {
        let all = goes(&mut Pacer::new(LIMITS), 1..=300);
        assert!(most_within(&all, SECOND_US) <= 33, "{}", most_within(&all, SECOND_US));
        assert!(all[299] < 10 * SECOND_US, "and it is used: {}", all[299]);
        let one = goes(&mut Pacer::new(LIMITS), std::iter::repeat_n(5, 10));
        let seconds: Vec<i64> = one.iter().map(|at| at.div_euclid(SECOND_US)).collect();
        assert_eq!(seconds, [0, 0, 0, 1, 2, 3, 4, 5, 6, 7]);
        let group = goes(&mut Pacer::new(LIMITS), std::iter::repeat_n(-5, 60));
        assert!((19..=20).contains(&most_within(&group, 60 * SECOND_US)), "{}", most_within(&group, 60 * SECOND_US));
    }

    #[test]
    fn of_a_high_limit_a_tenth_of_a_second_may_go_together() {
        let together = |bot_per_second| {
            let mut pacer = Pacer::new(Limits { bot_per_second, ..LIMITS });
            (1..=300)
                .filter(|chat| {
                    let is_free = pacer.free_at(BOT, ChatId(*chat)) <= START;
                    if is_free {
                        pacer.spend(BOT, ChatId(*chat), Pace::Paced, START);
                    }
                    is_free
                })
                .count()
        };
        assert_eq!((together(30), together(1_000)), (3, 100));
    }

    #[test]
    fn answers_leave_less_for_the_rest_and_never_nothing() {
        let mut pacer = Pacer::new(LIMITS);
        let (mut went, mut now) = (0, START);
        // A hundred answers a second, for ten seconds.
        for answer in 0..1_000 {
            now += 10_000;
            pacer.spend(BOT, ChatId(1_000 + answer), Pace::AtOnce, now);
            if pacer.free_at(BOT, ChatId(2_000 + answer)) <= now {
                pacer.spend(BOT, ChatId(2_000 + answer), Pace::Paced, now);
                went += 1;
            }
        }
        assert!((55..=65).contains(&went), "a fifth of thirty a second: {went}");
        assert!(pacer.bot_free_at(BOT) <= now + SECOND_US, "answers make no debt beyond what is full");
    }

    #[test]
    fn a_chat_that_must_wait_is_in_nobodys_way() {
        let mut pacer = Pacer::new(LIMITS);
        for _ in 0..5 {
            pacer.spend(BOT, ChatId(-5), Pace::Paced, START);
        }
        let later = START + SECOND_US;
        assert!(pacer.free_at(BOT, ChatId(-5)) > later);
        assert!(pacer.free_at(BOT, ChatId(7)) <= later);
        assert!(pacer.free_at(BotId(2), ChatId(-5)) <= START, "another bot's limits are its own");
    }

    #[test]
    fn chats_that_are_free_are_forgotten() {
        let mut pacer = Pacer::new(LIMITS);
        for chat in 0..10_000 {
            pacer.spend(BOT, ChatId(chat), Pace::AtOnce, START + chat * SECOND_US);
        }
        assert!(pacer.chats.len() <= CHATS_MAX);
    }
}
