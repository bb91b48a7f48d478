//! How much of one person is answered: whoever floods the bot is told so once, and then not heard for a while.
//!
//! Without it the messenger would tell the bot to wait, for what one stranger does. It is kept in memory: after a restart
//! everybody begins with a full allowance, and of several processes each has its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::bug::{Bug, seeded};
use domain::ids::{BotId, PersonId};
use store::inbox::{Ending, Head};
use store::people::Person;

use super::Engine;
use super::batch::Flush;

/// Microseconds in a minute.
const MINUTE_US: i64 = 60_000_000;

/// People who are remembered; those with a full allowance are forgotten first.
const PEOPLE_MAX: usize = 65_536;

/// Who was too fast is heard again after a silence in which one part in so many of the burst comes back.
const QUIET_PART: i64 = 4;

/// What one person may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Messages and presses that may come together.
    pub burst: i64,
    /// Of these, how many come back in a minute.
    pub per_minute: i64,
}

/// Whether one update is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hearing {
    Heard,
    /// It is the first that is not: the person is told.
    Told,
    Ignored,
}

#[derive(Debug, Clone, Copy)]
struct Spent {
    /// When everything that was spent has come back.
    full_at_us: i64,
    is_shut: bool,
    /// When the last one came, heard or not.
    last_us: i64,
    /// The newest update, which may be worked on again, and what became of it.
    newest: (i64, Hearing),
}

/// Of somebody who has said nothing yet.
const NOTHING: Spent = Spent { full_at_us: 0, is_shut: false, last_us: 0, newest: (0, Hearing::Heard) };

/// What people have said lately.
pub struct Allowances {
    usual: Allowance,
    people: Mutex<HashMap<(BotId, PersonId), Spent>>,
}

impl Allowances {
    /// Everybody with a full allowance.
    pub fn new(usual: Allowance) -> Self {
        Self { usual, people: Mutex::default() }
    }

    /// Counts an update that came at this instant. The same one again is the same again.
    fn hear(&self, who: (BotId, PersonId), arrival: i64, at_us: i64) -> Hearing {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if people.len() >= PEOPLE_MAX && !people.contains_key(&who) {
            people.retain(|_, spent| spent.full_at_us > at_us);
            if people.len() >= PEOPLE_MAX {
                people.clear();
            }
        }
        let spent = people.entry(who).or_insert(NOTHING);
        if spent.newest.0 >= arrival {
            return if spent.newest.0 == arrival { spent.newest.1 } else { Hearing::Heard };
        }
        let hearing = spent.one_more(self.usual, at_us);
        spent.newest = (arrival, hearing);
        hearing
    }
}

impl Spent {
    fn one_more(&mut self, usual: Allowance, at_us: i64) -> Hearing {
        let every_us = MINUTE_US.div_euclid(usual.per_minute.max(1));
        let silence_us = at_us.saturating_sub(std::mem::replace(&mut self.last_us, at_us));
        if self.is_shut && silence_us < every_us.saturating_mul(usual.burst.div_euclid(QUIET_PART).max(1)) {
            return Hearing::Ignored;
        }
        self.is_shut = self.full_at_us.saturating_sub(at_us) > every_us.saturating_mul(usual.burst.saturating_sub(1));
        if self.is_shut {
            return Hearing::Told;
        }
        self.full_at_us = self.full_at_us.max(at_us).saturating_add(every_us);
        Hearing::Heard
    }
}

impl Engine {
    /// Whether an update is worked on; one that is not ends here. Officers work fast, and are known; the messenger's own
    /// news is nobody's.
    pub(super) fn hears(&self, head: &Head, person: &Person, flush: &mut Flush) -> bool {
        if head.person.0 == 0 || !person.roles.is_empty() || seeded(Bug::FloodIsAnswered) {
            return true;
        }
        match self.allowances.hear((head.bot, head.person), head.arrival, head.received_at_us) {
            Hearing::Heard => return true,
            Hearing::Told => {
                tracing::warn!(update.arrival = head.arrival, bot.id = %head.bot, "somebody is too fast, and is not heard for a while");
                flush.too_fast.push(head.clone());
            }
            Hearing::Ignored => {}
        }
        flush.endings.push((head.arrival, Ending::Done));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: (BotId, PersonId) = (BotId(1), PersonId(7));
    const SECOND_US: i64 = 1_000_000;

    fn allowances() -> Allowances {
        Allowances::new(Allowance { burst: 8, per_minute: 60 })
    }

    #[test]
    fn who_floods_is_told_once_and_heard_again_after_a_pause() {
        let all = allowances();
        // Ten a second for ten seconds, then silence, then a word.
        let mut heard = Vec::new();
        for n in 1..=100 {
            heard.push(all.hear(WHO, n, n * SECOND_US / 10));
        }
        let count = |wanted| heard.iter().filter(|hearing| **hearing == wanted).count();
        assert_eq!((count(Hearing::Heard), count(Hearing::Told)), (8, 1), "{heard:?}");
        assert_eq!(all.hear((BotId(1), PersonId(8)), 101, 10 * SECOND_US), Hearing::Heard, "somebody else");
        assert_eq!(all.hear((BotId(2), PersonId(7)), 102, 10 * SECOND_US), Hearing::Heard, "at another bot");
        assert_eq!(all.hear(WHO, 103, 14 * SECOND_US), Hearing::Heard);
    }

    #[test]
    fn a_word_every_second_is_always_heard() {
        let all = allowances();
        assert!((1..500).all(|n| all.hear(WHO, n, n * SECOND_US) == Hearing::Heard));
    }

    #[test]
    fn an_update_that_is_worked_on_again_costs_nothing_and_fares_the_same() {
        let all = allowances();
        let first: Vec<Hearing> = (1..=10)
            .map(|n| [all.hear(WHO, n, 0), all.hear(WHO, n, 0)])
            .map(|it| {
                assert_eq!(it[0], it[1]);
                it[0]
            })
            .collect();
        assert_eq!(first[7..], [Hearing::Heard, Hearing::Told, Hearing::Ignored]);
    }
}
