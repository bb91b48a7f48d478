//! Which chats have their turn: answers at once, and beside them what is paced, as far as the limits go.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{BotId, ChatId};
use store::outbox::{Claim, Claimed, Form, Pace, Turn, Waiting, Walk};
use tokio::time::Instant;

use super::pace::{Limits, Pacer};

/// Chats of one bot that one look finds: with answers, and with what is paced.
pub(super) const LOOK: (i64, i64) = (64, 16);

/// Before every chat.
const START: ChatId = ChatId(-9_007_199_254_740_991);

/// The walks of a bot of which nothing else is known.
const USUAL: (Walk, Walk) = (Walk { after: START, most: LOOK.0 }, Walk { after: START, most: LOOK.1 });

/// What is known from look to look.
pub(super) struct Turns {
    pacer: Arc<Mutex<Pacer>>,
    /// This process' own watch.
    began: Instant,
    /// Where the walks through a bot's chats go on.
    after: HashMap<BotId, (ChatId, ChatId)>,
    /// Whether the last look left chats behind.
    is_cut: bool,
    /// When the first of what is held back may go.
    next_us: Option<i64>,
}

/// What one look chooses by.
pub(super) struct Choice {
    pub(super) pacer: Arc<Mutex<Pacer>>,
    /// By this process' own watch.
    pub(super) watch_us: i64,
    /// By the clock, as messages wait.
    pub(super) now_us: i64,
    /// The bots with their fences.
    pub(super) fences: HashMap<BotId, i64>,
    /// Chats with something in hand.
    pub(super) busy: HashSet<(BotId, ChatId)>,
    /// How much of what is paced may come into hand.
    pub(super) room_for_paced: usize,
    /// Bots whose answers are paced, too: many waited together, while the messenger was away.
    pub(super) slow: HashSet<BotId>,
}

/// What was found and chosen.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) found: Vec<Waiting>,
    pub(super) claims: Vec<Claim>,
    /// Slow bots of which nothing was held back by their pace.
    pub(super) caught_up: HashSet<BotId>,
    /// When the first of what is held back may go.
    next_us: Option<i64>,
}

impl Turns {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            pacer: Arc::new(Mutex::new(Pacer::new(limits))),
            began: Instant::now(),
            after: HashMap::new(),
            is_cut: false,
            next_us: None,
        }
    }

    fn watch_us(&self) -> i64 {
        i64::try_from(self.began.elapsed().as_micros()).unwrap_or(i64::MAX)
    }

    /// What the next look chooses by.
    pub(super) fn choice(&self, now_us: i64) -> Choice {
        Choice {
            pacer: Arc::clone(&self.pacer),
            watch_us: self.watch_us(),
            now_us,
            fences: HashMap::new(),
            busy: HashSet::new(),
            room_for_paced: 0,
            slow: HashSet::new(),
        }
    }

    /// Where the walks go on, for bots whose walks are not as usual; those that are paused are passed over, and of those
    /// whose limit is reached only answers are looked for.
    pub(super) fn list(&self, bots: impl Iterator<Item = BotId>, is_paused: impl Fn(BotId) -> bool) -> Vec<Turn> {
        let (pacer, now) = (self.pacer.lock().unwrap_or_else(PoisonError::into_inner), self.watch_us());
        let turn = |bot: BotId| {
            let after = self.after.get(&bot).copied();
            let (answers, begun) = after.unwrap_or((START, START));
            let is_full = pacer.bot_free_at(bot) > now;
            let most = match (is_paused(bot), is_full) {
                (true, _) => (0, 0),
                (false, true) => (LOOK.0, 0),
                (false, false) => LOOK,
            };
            let turn = Turn {
                bot,
                answers: Walk { after: answers, most: most.0 },
                begun: Walk { after: begun, most: most.1 },
            };
            (after.is_some() || most != LOOK).then_some(turn)
        };
        bots.filter_map(turn).collect()
    }

    /// Notes how far a look came: a walk that was cut goes on behind its last chat, one that was not gone where it stood.
    pub(super) fn note(&mut self, turns: &[Turn], chosen: &Chosen) {
        let mut ends: HashMap<BotId, [(i64, ChatId); 2]> = HashMap::new();
        for it in &chosen.found {
            let end = &mut ends.entry(it.bot).or_insert([(0, START); 2])[usize::from(it.pace == Pace::Paced)];
            *end = (end.0.saturating_add(1), it.chat.max(end.1));
        }
        let turns: HashMap<BotId, &Turn> = turns.iter().map(|turn| (turn.bot, turn)).collect();
        let bots: HashSet<BotId> = ends.keys().chain(turns.keys()).copied().collect();
        self.after.clear();
        self.is_cut = false;
        for bot in bots {
            let ends = ends.get(&bot).copied().unwrap_or([(0, START); 2]);
            let walks = turns.get(&bot).map_or([USUAL.0, USUAL.1], |turn| [turn.answers, turn.begun]);
            let mut after = [START; 2];
            for ((place, (count, last)), walk) in after.iter_mut().zip(ends).zip(walks) {
                let is_cut = walk.most > 0 && count >= walk.most;
                self.is_cut |= is_cut;
                *place = if is_cut { last } else { START };
                if walk.most == 0 {
                    *place = walk.after;
                }
            }
            if after != [START; 2] {
                self.after.insert(bot, (after[0], after[1]));
            }
        }
        // Where the walk of what is paced was not gone at all, something may be held back.
        let pacer = self.pacer.lock().unwrap_or_else(PoisonError::into_inner);
        let full = turns.values().filter(|turn| turn.begun.most == 0 && turn.answers.most > 0);
        let full = full.map(|turn| pacer.bot_free_at(turn.bot)).min();
        self.next_us = chosen.next_us.into_iter().chain(full).min();
    }

    /// Whether there are chats behind those that were looked at.
    pub(super) const fn has_more(&self) -> bool {
        self.is_cut
    }

    /// When the first of what is held back may go.
    pub(super) fn next(&self) -> Option<Instant> {
        let next_us = u64::try_from(self.next_us?).unwrap_or(0);
        self.began.checked_add(std::time::Duration::from_micros(next_us))
    }

    /// Counts answers that are on their way; what is paced was counted when it was chosen, and so were answers of bots that
    /// are slow.
    pub(super) fn spend(&self, claimed: &[Claimed], slow: &HashSet<BotId>) {
        let (mut pacer, now) = (self.pacer.lock().unwrap_or_else(PoisonError::into_inner), self.watch_us());
        let answers = claimed.iter().filter(|row| row.pace == Pace::AtOnce && row.form != Form::Call);
        for row in answers.filter(|row| !slow.contains(&row.bot)) {
            pacer.spend(row.bot, row.chat, row.pace, now);
        }
    }
}

impl Choice {
    /// Chooses, with what is paced in front: there is little of it, and answers fill what is left.
    pub(super) fn choose(&self, found: Vec<Waiting>) -> Chosen {
        let mut pacer = self.pacer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut chats = HashSet::new();
        let (mut answers, mut begun, mut next_us) = (Vec::new(), Vec::new(), None::<i64>);
        let mut caught_up = self.slow.clone();
        // Answers come first in what was found: a chat that has one has its turn with it.
        for it in &found {
            let chat = (it.bot, it.chat);
            let Some(fence) = self.fences.get(&it.bot).copied() else { continue };
            if it.ready_at_us > self.now_us {
                caught_up.remove(&it.bot);
                continue;
            }
            if self.busy.contains(&chat) || !chats.insert(chat) {
                continue;
            }
            let claim = Claim { waiting: *it, fence };
            if it.pace == Pace::AtOnce && !self.slow.contains(&it.bot) {
                answers.push(claim);
                continue;
            }
            let free_at = pacer.free_at(it.bot, it.chat);
            if free_at > self.watch_us {
                caught_up.remove(&it.bot);
                next_us = Some(next_us.unwrap_or(i64::MAX).min(free_at));
            } else if it.pace == Pace::AtOnce {
                pacer.spend(it.bot, it.chat, Pace::Paced, self.watch_us);
                answers.push(claim);
            } else if begun.len() < self.room_for_paced {
                pacer.spend(it.bot, it.chat, Pace::Paced, self.watch_us);
                begun.push(claim);
            }
        }
        begun.append(&mut answers);
        Chosen { found, claims: begun, next_us, caught_up }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bot_per_second: 30, chat_per_second: 1, chat_burst: 3, group_per_minute: 20 };

    fn found(pace: Pace, chats: std::ops::Range<i64>) -> Vec<Waiting> {
        chats.map(|chat| Waiting::sample(BotId(1), ChatId(chat), pace)).collect()
    }

    fn choice(turns: &Turns) -> Choice {
        Choice { fences: HashMap::from([(BotId(1), 1)]), room_for_paced: 64, ..turns.choice(0) }
    }

    fn chats(chosen: &Chosen) -> Vec<i64> {
        chosen.claims.iter().map(|claim| claim.waiting.chat.0).collect()
    }

    #[test]
    fn a_walk_that_is_cut_goes_on_and_one_that_is_not_gone_stays_where_it_is() {
        let mut turns = Turns::new(LIMITS);
        let cut = choice(&turns).choose([found(Pace::AtOnce, 0..64), found(Pace::Paced, 100..116)].concat());
        turns.note(&[], &cut);
        assert!(turns.has_more());
        // The bot's limit is reached, so that only answers are looked for.
        let list = turns.list([BotId(1)].into_iter(), |_| false);
        assert_eq!((list[0].answers.after, list[0].begun), (ChatId(63), Walk { after: ChatId(115), most: 0 }));
        turns.note(&list, &Chosen::default());
        assert!(!turns.has_more() && turns.next().is_some());
        let list = turns.list([BotId(1)].into_iter(), |_| true);
        assert_eq!((list[0].answers.most, list[0].begun.after), (0, ChatId(115)), "paused, and nothing forgotten");
    }

    #[test]
    fn what_is_in_hand_or_must_wait_has_no_turn_and_an_answer_comes_before_news_of_its_chat() {
        let turns = Turns::new(LIMITS);
        let mut choice = choice(&turns);
        choice.busy.insert((BotId(1), ChatId(2)));
        let chosen = choice.choose([found(Pace::AtOnce, 1..4), found(Pace::Paced, 3..5)].concat());
        assert_eq!(chats(&chosen), [4, 1, 3], "what is paced in front, and chat 3 once");
        let mut late = Waiting::sample(BotId(1), ChatId(9), Pace::AtOnce);
        late.ready_at_us = 1;
        let foreign = Waiting::sample(BotId(2), ChatId(9), Pace::AtOnce);
        assert_eq!(chats(&choice.choose(vec![late, foreign])), [0; 0]);
    }

    #[test]
    fn answers_that_waited_for_the_messenger_go_at_the_bots_pace() {
        let turns = Turns::new(LIMITS);
        let slow = HashSet::from([BotId(1)]);
        let chosen = Choice { slow: slow.clone(), ..choice(&turns) }.choose(found(Pace::AtOnce, 11..61));
        assert!((1..=3).contains(&chosen.claims.len()) && chosen.next_us.is_some(), "{} of 50", chosen.claims.len());
        assert!(chosen.caught_up.is_empty(), "some are held back");
        let none = Choice { slow: slow.clone(), ..choice(&turns) }.choose(Vec::new());
        assert_eq!(none.caught_up, slow, "nothing is held back any more");
        assert_eq!(choice(&turns).choose(found(Pace::AtOnce, 11..61)).claims.len(), 50, "else they go at once");
    }

    #[test]
    fn news_has_its_room_and_its_limit() {
        let turns = Turns::new(LIMITS);
        let small = Choice { room_for_paced: 2, ..choice(&turns) };
        assert_eq!(small.choose(found(Pace::Paced, 1..9)).claims.len(), 2);
        let chosen = choice(&turns).choose(found(Pace::Paced, 11..19));
        assert!(chosen.claims.len() <= 2 && chosen.next_us.is_some(), "three together, and two went");
    }
}
