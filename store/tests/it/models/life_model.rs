//! What must become of updates and messages: a list of each, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use super::life_steps::{Came, Learnt, Step, Take, Told, Work, steps};

/// Lanes, each a person in a private chat of the same number.
pub const LANES: i64 = 4;

/// Processes that want to send.
pub const SENDERS: usize = 2;

/// How long a claim is left alone.
pub const LEASE: i64 = 100;

/// Failed tries after which an update is given up.
const TRIES: i64 = 3;

/// Unknown ends after which a message is given up.
const AMBIGUOUS_MAX: i64 = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    pub id: i64,
    pub lane: i64,
    /// ready, done, dead, unparsed.
    pub state: &'static str,
    pub attempts: i64,
    not_before: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The update that caused it, by its place, and its number.
    pub cause: (usize, usize),
    pub chat: i64,
    /// pending, sending, sent, dead.
    pub state: &'static str,
    pub refused: i64,
    pub ambiguous: i64,
    not_before: i64,
    lease_until: i64,
    fence: i64,
}

/// What a process holds: a message by its place, under the fence of its claim.
pub type Hold = (usize, i64);

#[derive(Debug, Clone)]
pub struct Life {
    pub now: i64,
    pub updates: Vec<Update>,
    pub messages: Vec<Message>,
    pub fence: i64,
    /// For each process, its fence; zero for none.
    pub fences: [i64; SENDERS],
    pub hands: [Vec<Hold>; SENDERS],
    pub told: Told,
}

impl Message {
    fn new(cause: (usize, usize), chat: i64) -> Self {
        let (refused, ambiguous, not_before, lease_until, fence) = (0, 0, 0, 0, 0);
        Self { cause, chat, state: "pending", refused, ambiguous, not_before, lease_until, fence }
    }
}

impl Life {
    /// The oldest update of each lane, where it does not wait for its next try.
    fn heads(&self) -> Vec<usize> {
        let mut heads: BTreeMap<i64, usize> = BTreeMap::new();
        for (at, update) in self.updates.iter().enumerate().filter(|(_, it)| it.state == "ready") {
            heads.entry(update.lane).or_insert(at);
        }
        let mut ready: Vec<usize> = heads.into_values().filter(|at| self.updates[*at].not_before <= self.now).collect();
        ready.sort_unstable();
        ready
    }

    /// How many can be read, how many can't, and how many have come before.
    fn keep(&mut self, came: &[Came]) -> (usize, usize, usize) {
        let (mut ready, mut unparsed, mut duplicate) = (0, 0, 0);
        for (id, lane, is_read) in came {
            if self.updates.iter().any(|update| update.id == *id) {
                duplicate += 1;
                continue;
            }
            let state = if *is_read { "ready" } else { "unparsed" };
            *(if *is_read { &mut ready } else { &mut unparsed }) += 1;
            self.updates.push(Update { id: *id, lane: *lane, state, attempts: 0, not_before: 0 });
        }
        (ready, unparsed, duplicate)
    }

    /// The first of each of so many lanes: what is new among these lets the oldest of its lane be worked on.
    fn take(&mut self, came: &[Came], lanes_max: usize, ends: Take) -> Told {
        if ends == Take::Dies {
            return Told::Nothing;
        }
        let mut lanes = BTreeSet::new();
        let firsts = came.iter().filter(|(_, lane, is_read)| *is_read && lanes.insert(*lane)).take(lanes_max);
        // Of an id that comes twice, the first is kept.
        let is_kept = |it: &&Came| came.iter().find(|other| other.0 == it.0) == Some(*it);
        let is_new = |it: &&Came| self.updates.iter().all(|update| update.id != it.0);
        let lanes: BTreeSet<i64> = firsts.filter(is_kept).filter(is_new).map(|(_, lane, _)| *lane).collect();
        let kept = self.keep(came);
        let heads: Vec<usize> = self.heads().into_iter().filter(|at| lanes.contains(&self.updates[*at].lane)).collect();
        let mut handed = Vec::new();
        if let Take::Commit(messages, sender) = ends {
            let open = |it: &&Message| ["pending", "sending"].contains(&it.state);
            let busy: BTreeSet<i64> = self.messages.iter().filter(open).map(|it| it.chat).collect();
            let fence = self.fences[sender];
            for at in &heads {
                self.updates[*at].state = "done";
                let chat = self.updates[*at].lane;
                let is_held = fence != 0 && fence == self.fence && !busy.contains(&chat);
                for n in 0..messages {
                    let mut message = Message::new((*at, n), chat);
                    if is_held {
                        (message.state, message.fence, message.lease_until) = ("sending", fence, self.now + LEASE);
                        handed.push(self.messages.len());
                        self.hands[sender].push((self.messages.len(), fence));
                    }
                    self.messages.push(message);
                }
            }
        }
        Told::Taken(kept, heads, handed)
    }

    fn work(&mut self, limit: usize, ends: Work) -> Told {
        let mut heads = self.heads();
        heads.truncate(limit);
        for at in &heads {
            let update = &mut self.updates[*at];
            match ends {
                Work::Dies => {}
                Work::Commit(messages) => {
                    update.state = "done";
                    let chat = update.lane;
                    self.messages.extend((0..messages).map(|n| Message::new((*at, n), chat)));
                }
                Work::Fails if update.attempts + 1 < TRIES => {
                    update.attempts += 1;
                    update.not_before = self.now + 10 * update.attempts;
                }
                Work::Fails => update.state = "dead",
            }
        }
        Told::Worked(heads)
    }

    /// Chats with nothing under way, from their first message up to one that must wait.
    fn claim(&mut self, sender: usize) -> Told {
        let mut claimed = Vec::new();
        if self.fences[sender] != 0 && self.fences[sender] == self.fence {
            for chat in 1..=LANES {
                let open = |it: &Message| it.chat == chat && ["pending", "sending"].contains(&it.state);
                let chain: Vec<usize> = (0..self.messages.len()).filter(|at| open(&self.messages[*at])).collect();
                if chain.iter().any(|at| self.messages[*at].state == "sending") {
                    continue;
                }
                claimed.extend(chain.into_iter().take_while(|at| self.messages[*at].not_before <= self.now));
            }
        }
        claimed.sort_unstable();
        for at in &claimed {
            let fence = self.fence;
            let message = &mut self.messages[*at];
            (message.state, message.fence, message.lease_until) = ("sending", fence, self.now + LEASE);
            self.hands[sender].push((*at, fence));
        }
        Told::Claimed(claimed)
    }

    fn mark(&mut self, sender: usize, at: usize, learnt: Learnt, again: bool) -> Told {
        let (place, fence) = self.hands[sender][at];
        if fence != self.fence {
            // It lets go of all that it held for this bot.
            self.hands[sender].clear();
            self.fences[sender] = 0;
            return Told::Fenced;
        }
        if !again {
            self.hands[sender].remove(at);
        }
        let now = self.now;
        let message = &mut self.messages[place];
        if message.state != "sending" || message.fence != fence {
            return Told::Marked;
        }
        match learnt {
            Learnt::Sent => message.state = "sent",
            Learnt::Dead => message.state = "dead",
            Learnt::Refused => {
                (message.state, message.not_before) = ("pending", now + 20);
                message.refused += 1;
            }
            Learnt::Unknown => {
                message.ambiguous += 1;
                (message.state, message.not_before) =
                    if message.ambiguous >= AMBIGUOUS_MAX { ("dead", 0) } else { ("pending", now + 20) };
            }
        }
        Told::Marked
    }

    fn take_back(&mut self, which: impl Fn(usize, &Message) -> bool) -> Told {
        let mut taken = 0;
        for (at, message) in self.messages.iter_mut().enumerate() {
            if message.state == "sending" && which(at, message) {
                taken += 1;
                message.state = if message.ambiguous + 1 >= AMBIGUOUS_MAX { "dead" } else { "pending" };
                message.ambiguous += 1;
            }
        }
        Told::TakenBack(taken)
    }

    fn free(&mut self, sender: usize) -> Told {
        let (now, fence, held) = (self.now, self.fences[sender], self.hands[sender].clone());
        let is_held = |at: usize| held.iter().any(|(place, _)| *place == at);
        self.take_back(|at, message| message.fence == fence && message.lease_until <= now && !is_held(at))
    }
}

impl ReferenceStateMachine for Life {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self {
            now: 0,
            updates: Vec::new(),
            messages: Vec::new(),
            fence: 0,
            fences: [0; SENDERS],
            hands: Default::default(),
            told: Told::Nothing,
        })
        .boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        steps()
    }

    fn preconditions(life: &Self, step: &Step) -> bool {
        match step {
            Step::Mark { sender, at, .. } => life.hands[*sender].len() > *at,
            // A free without a fence names nothing.
            Step::Free { sender } => life.fences[*sender] != 0,
            _ => true,
        }
    }

    fn apply(mut life: Self, step: &Step) -> Self {
        life.told = match step {
            Step::Keep(came) => {
                let (ready, unparsed, duplicate) = life.keep(came);
                Told::Kept { ready, unparsed, duplicate }
            }
            Step::Take { came, lanes_max, ends } => life.take(came, *lanes_max, *ends),
            Step::Work { limit, ends } => life.work(*limit, *ends),
            Step::Claim { sender } => life.claim(*sender),
            Step::Mark { sender, at, learnt, again } => life.mark(*sender, *at, *learnt, *again),
            Step::TakeOver { sender } => {
                life.fence += 1;
                life.fences[*sender] = life.fence;
                life.hands[*sender].clear();
                life.take_back(|_, _| true)
            }
            Step::Dies { sender } => {
                life.hands[*sender].clear();
                Told::Nothing
            }
            Step::Free { sender } => life.free(*sender),
            Step::Wait(longer) => {
                life.now += longer;
                Told::Nothing
            }
        };
        life
    }
}
