//! What may happen to updates and messages, and how often it does.

use proptest::collection::vec;
use proptest::prelude::*;

use super::life_model::{LANES, LEASE, SENDERS};

/// An update that comes in: its id, its lane, and whether it can be read.
pub type Came = (i64, i64, bool);

/// What the last step is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Nothing,
    Kept {
        ready: usize,
        unparsed: usize,
        duplicate: usize,
    },
    /// Updates by their places.
    Worked(Vec<usize>),
    /// How many were kept, updates that were worked on, and messages in the sender's hands, by their places.
    Taken((usize, usize, usize), Vec<usize>, Vec<usize>),
    /// Messages by their places.
    Claimed(Vec<usize>),
    Marked,
    Fenced,
    TakenBack(usize),
}

/// How a batch of updates ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Each with this many messages.
    Commit(usize),
    /// The process dies before its commit.
    Dies,
    /// Every update of it failed, and its lane waits.
    Fails,
}

/// How updates end that are worked on as they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Each with this many messages, handed over to this process.
    Commit(usize, usize),
    /// Those that came wait after all.
    PutBack,
    /// The process dies before its commit.
    Dies,
}

/// What a sender learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learnt {
    Sent,
    /// Definitely not accepted.
    Refused,
    Unknown,
    Dead,
}

#[derive(Debug, Clone)]
pub enum Step {
    /// Updates come in; some have come before.
    Keep(Vec<Came>),
    Work {
        limit: usize,
        ends: Work,
    },
    /// They come in, and so many lanes are worked on with them.
    Take {
        came: Vec<Came>,
        lanes_max: usize,
        ends: Take,
    },
    Claim {
        sender: usize,
    },
    /// Of what this process has in hand; a second time, too, when the answer of the first commit was lost.
    Mark {
        sender: usize,
        at: usize,
        learnt: Learnt,
        again: bool,
    },
    TakeOver {
        sender: usize,
    },
    Dies {
        sender: usize,
    },
    Free {
        sender: usize,
    },
    Wait(i64),
}

/// Steps at random.
pub fn steps() -> BoxedStrategy<Step> {
    let came = || vec((0..60_i64, 1..=LANES, proptest::bool::weighted(0.9)), 1..5);
    let sender = || 0..SENDERS;
    let taken = prop_oneof![
        6 => (0..3_usize, sender()).prop_map(|(messages, sender)| Take::Commit(messages, sender)),
        2 => Just(Take::PutBack),
        1 => Just(Take::Dies),
    ];
    let ends = prop_oneof![
        6 => (0..3_usize).prop_map(Work::Commit),
        2 => Just(Work::Dies),
        3 => Just(Work::Fails),
    ];
    let learnt = prop_oneof![
        4 => Just(Learnt::Sent),
        2 => Just(Learnt::Refused),
        4 => Just(Learnt::Unknown),
        1 => Just(Learnt::Dead),
    ];
    prop_oneof![
        6 => came().prop_map(Step::Keep),
        8 => (came(), 1..5_usize, taken)
            .prop_map(|(came, lanes_max, ends)| Step::Take { came, lanes_max, ends }),
        6 => (1..6_usize, ends).prop_map(|(limit, ends)| Step::Work { limit, ends }),
        6 => sender().prop_map(|sender| Step::Claim { sender }),
        8 => (sender(), 0..6_usize, learnt, proptest::bool::weighted(0.2))
            .prop_map(|(sender, at, learnt, again)| Step::Mark { sender, at, learnt, again }),
        3 => sender().prop_map(|sender| Step::TakeOver { sender }),
        1 => sender().prop_map(|sender| Step::Dies { sender }),
        2 => sender().prop_map(|sender| Step::Free { sender }),
        4 => prop_oneof![Just(15_i64), Just(LEASE)].prop_map(Step::Wait),
    ]
    .boxed()
}
