//! The inbox and the outbox against their model: keep, work, claim, mark, die, take over.

use std::cell::Cell;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::rc::Rc;

use domain::ids::{BotId, ChatId, PersonId};
use proptest_state_machine::StateMachineTest;
use store::inbox::{self, Added, Arrival, Ending, Head, NewUpdate, Taken};
use store::outbox::{self, ClaimTimes, Form, Hold, Mark, MarkState, NewMessage, Pace};
use store::{StoreError, fences};

use super::life_model::{LEASE, Life, SENDERS};
use super::life_steps::{Came, Learnt, Step, Take, Told, Work};
use super::{Ground, Kind, OnPostgres, OnSqlite, check};
use crate::sender::{self, REPLICA};
use crate::support::in_unit;
use crate::world::{NOW, found, keys};

/// A bot of one run, and what its processes know.
struct Real<K> {
    ground: Rc<Ground>,
    bot: BotId,
    /// For each process, what it holds: rows and their fences, as in the model's hands.
    hands: [Vec<(i64, i64)>; SENDERS],
    fences: [i64; SENDERS],
    /// The first fence of this run is one.
    now: Cell<i64>,
    kind: PhantomData<K>,
}

/// The process dies: whatever it wrote is undone.
fn dies() -> StoreError {
    StoreError::Stale { what: "a process" }
}

/// So many answers to an update.
fn answers(head: &Head, messages: usize) -> impl Iterator<Item = NewMessage> {
    (0..messages).map(|n| NewMessage {
        bot: head.bot,
        chat: head.chat,
        cause_key: format!("in:{}:{n}", head.arrival),
        form: Form::Message,
        pace: Pace::AtOnce,
        after_message_id: 0,
        payload: b"{}".to_vec(),
    })
}

fn counts(added: Added) -> (usize, usize, usize) {
    let count = |n: u64| usize::try_from(n).unwrap();
    (count(added.ready), count(added.unparsed), count(added.duplicate))
}

impl<K> Real<K> {
    fn updates(&self, came: &[Came]) -> Vec<NewUpdate> {
        let update = |(id, lane, is_read): &Came| NewUpdate {
            bot: self.bot,
            update_id: *id,
            lane: *lane,
            chat: ChatId(*lane),
            person: PersonId(*lane),
            topic: 0,
            body: format!("{{\"update_id\":{id}}}").into_bytes(),
            arrival: if *is_read { Arrival::Ready } else { Arrival::Unparsed },
        };
        came.iter().map(update).collect()
    }

    async fn keep(&self, came: &[Came]) -> Told {
        let updates = self.updates(came);
        let added = in_unit!(self.ground.fresh.db, tx => inbox::add_in(tx, &keys(), &updates, NOW).await).unwrap();
        let (ready, unparsed, duplicate) = counts(added);
        Told::Kept { ready, unparsed, duplicate }
    }

    async fn take(&mut self, came: &[Came], lanes_max: usize, ends: Take) -> Told {
        let (updates, bot, now) = (self.updates(came), self.bot, self.now.get());
        let fence = if let Take::Commit(_, sender) = ends { self.fences[sender] } else { 0 };
        let outcome = in_unit!(self.ground.fresh.db, tx => {
            let Taken { added, heads, fresh } = inbox::take_in(tx, &keys(), &updates, lanes_max, now).await?;
            let handed = match ends {
                Take::Dies => return Err(dies()),
                Take::PutBack => {
                    let undone: Vec<_> = fresh.iter().map(|(arrival, at)| (*arrival, &updates[*at])).collect();
                    inbox::put_back_in(tx, &keys(), &undone, now).await?;
                    Vec::new()
                }
                Take::Commit(messages, _) => {
                    let older = heads.iter().filter(|head| !fresh.contains_key(&head.arrival));
                    let older: Vec<_> = older.map(|head| (head.arrival, Ending::Done)).collect();
                    inbox::finish_in(tx, &older, now).await?;
                    let said: Vec<_> = heads.iter().flat_map(|head| answers(head, messages)).collect();
                    let hold = Hold { fences: HashMap::from([(bot, fence)]), lease_until_us: now + LEASE };
                    outbox::hand_over_in(tx, &keys(), &said, &hold, now).await?
                }
            };
            let heads: Vec<i64> = heads.iter().map(|head| head.arrival).collect();
            Ok((added, heads, handed.iter().map(|row| row.outbox_id).collect::<Vec<_>>()))
        });
        assert_eq!(outcome.is_err(), ends == Take::Dies, "{outcome:?}");
        let Ok((added, heads, handed)) = outcome else { return Told::Nothing };
        if let Take::Commit(_, sender) = ends {
            self.hands[sender].extend(handed.iter().map(|id| (*id, fence)));
        }
        let heads = self.places(&heads, "SELECT arrival FROM inbox WHERE bot_id").await;
        Told::Taken(counts(added), heads, self.places(&handed, "SELECT outbox_id FROM outbox WHERE bot_id").await)
    }

    /// The places of this bot's rows in a table, by their own order.
    async fn places(&self, ids: &[i64], query: &str) -> Vec<usize> {
        let all = self.ground.side.lock().await.numbers(&format!("{query} = {}", self.bot)).await;
        ids.iter().map(|id| all.iter().filter(|other| **other < *id).count()).collect()
    }

    async fn work(&self, limit: usize, ends: Work) -> Told {
        let (bot, now) = (self.bot, self.now.get());
        let limit = i64::try_from(limit).unwrap();
        let (tell, told) = std::sync::mpsc::channel();
        let outcome = in_unit!(self.ground.fresh.db, tx => {
            let heads = inbox::claim_in(tx, &keys(), limit, now).await?;
            tell.send(heads.iter().map(|head| head.arrival).collect::<Vec<_>>()).unwrap();
            for head in &heads {
                assert_eq!(head.bot, bot, "runs leave nothing behind");
                match ends {
                    Work::Fails if head.attempts < 2 => {
                        let later = now + 10 * (head.attempts + 1);
                        inbox::retry_later_in(tx, head.arrival, later).await?;
                    }
                    Work::Fails => inbox::finish_in(tx, &[(head.arrival, Ending::Dead)], now).await?,
                    Work::Commit(_) | Work::Dies => {
                        let messages = if let Work::Commit(messages) = ends { messages } else { 2 };
                        let messages: Vec<_> = answers(head, messages).collect();
                        outbox::add_in(tx, &keys(), &messages, now).await?;
                        inbox::finish_in(tx, &[(head.arrival, Ending::Done)], now).await?;
                    }
                }
            }
            if ends == Work::Dies { Err(dies()) } else { Ok(()) }
        });
        assert_eq!(outcome.is_err(), ends == Work::Dies, "{outcome:?}");
        let arrivals = told.recv().unwrap();
        Told::Worked(self.places(&arrivals, "SELECT arrival FROM inbox WHERE bot_id").await)
    }

    async fn claim(&mut self, sender: usize) -> Told {
        let (now_us, mine) = (self.now.get(), [(self.bot, self.fences[sender])]);
        let times = ClaimTimes { now_us, lease_until_us: now_us + LEASE };
        let claimed =
            in_unit!(self.ground.fresh.db, tx => sender::claim_in(tx, REPLICA, &mine, times, 900).await).unwrap();
        let ids: Vec<i64> = claimed.iter().map(|row| row.outbox_id).collect();
        self.hands[sender].extend(ids.iter().map(|id| (*id, mine[0].1)));
        Told::Claimed(self.places(&ids, "SELECT outbox_id FROM outbox WHERE bot_id").await)
    }

    async fn mark(&mut self, sender: usize, at: usize, learnt: Learnt, again: bool) -> Told {
        let (outbox_id, fence) = self.hands[sender][at];
        let ambiguous = format!("SELECT ambiguous FROM outbox WHERE outbox_id = {outbox_id}");
        let tried = self.ground.side.lock().await.number(&ambiguous).await + 1;
        let (state, refused, unknown) = match learnt {
            Learnt::Sent => (MarkState::Sent, 0, 0),
            Learnt::Dead => (MarkState::Dead, 0, 0),
            Learnt::Refused => (MarkState::Pending, 1, 0),
            Learnt::Unknown if tried >= outbox::AMBIGUOUS_MAX => (MarkState::Dead, 0, 1),
            Learnt::Unknown => (MarkState::Pending, 0, 1),
        };
        let now_us = self.now.get();
        let not_before = if state == MarkState::Pending { now_us + 20 } else { 0 };
        let error = String::new();
        let mark = Mark { outbox_id, fence, state, refused, ambiguous: unknown, not_before, message_id: 0, error };
        let outcome = in_unit!(self.ground.fresh.db, tx => outbox::mark_in(tx, &[mark], &[], now_us).await);
        match outcome {
            Ok(()) if again => Told::Marked,
            Ok(()) => {
                self.hands[sender].remove(at);
                Told::Marked
            }
            Err(StoreError::Fenced) => {
                self.hands[sender].clear();
                self.fences[sender] = 0;
                Told::Fenced
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    async fn take_over(&mut self, sender: usize) -> Told {
        let bots = [self.bot];
        let (raised, recovered) = in_unit!(self.ground.fresh.db, tx => sender::take_over_in(tx, &bots).await).unwrap();
        self.fences[sender] = raised[0].1;
        self.hands[sender].clear();
        Told::TakenBack(recovered)
    }

    async fn free(&self, sender: usize) -> Told {
        let (mine, now_us) = ([(self.bot, self.fences[sender])], self.now.get());
        let held: Vec<i64> = self.hands[sender].iter().map(|(id, _)| *id).collect();
        let freed = in_unit!(self.ground.fresh.db, tx => fences::free_in(tx, &mine, &held, now_us).await);
        Told::TakenBack(freed.unwrap())
    }
}

impl<K: Kind> StateMachineTest for Real<K> {
    type SystemUnderTest = Self;
    type Reference = Life;

    fn init_test(_: &Life) -> Self {
        let (ground, run) = Ground::of::<K>();
        ground.runtime.block_on(async {
            // What an earlier run left waiting is not this one's work.
            let mut side = ground.side.lock().await;
            for table in ["outbox", "inbox", "leases"] {
                side.must(&format!("DELETE FROM {table}")).await;
            }
            found(&ground.fresh.db, run).await;
        });
        let bot = BotId(i64::try_from(run).unwrap());
        Self { ground, bot, hands: Default::default(), fences: [0; SENDERS], now: Cell::new(NOW), kind: PhantomData }
    }

    fn apply(mut real: Self, life: &Life, step: Step) -> Self {
        let ground = Rc::clone(&real.ground);
        let told = ground.runtime.block_on(async {
            match step {
                Step::Keep(came) => real.keep(&came).await,
                Step::Work { limit, ends } => real.work(limit, ends).await,
                Step::Take { came, lanes_max, ends } => real.take(&came, lanes_max, ends).await,
                Step::Claim { sender } => real.claim(sender).await,
                Step::Mark { sender, at, learnt, again } => real.mark(sender, at, learnt, again).await,
                Step::TakeOver { sender } => real.take_over(sender).await,
                Step::Dies { sender } => {
                    real.hands[sender].clear();
                    Told::Nothing
                }
                Step::Free { sender } => real.free(sender).await,
                Step::Wait(longer) => {
                    real.now.set(real.now.get() + longer);
                    Told::Nothing
                }
            }
        });
        assert_eq!(told, life.told);
        real
    }

    fn check_invariants(real: &Self, life: &Life) {
        let bot = real.bot;
        let updates = life.updates.iter().map(|it| format!("{} {} {} {}", it.id, it.lane, it.state, it.attempts));
        let messages = life.messages.iter().map(|it| {
            format!("{}/{} {} {} {} {}", it.cause.0, it.cause.1, it.chat, it.state, it.refused, it.ambiguous)
        });
        let inbox = format!(
            "SELECT CAST(update_id AS TEXT) || ' ' || CAST(lane AS TEXT) || ' ' || state || ' ' \
                || CAST(attempts AS TEXT) FROM inbox WHERE bot_id = {bot} ORDER BY arrival"
        );
        // The update of a cause, by its place among its bot's.
        let outbox = format!(
            "SELECT CAST((SELECT COUNT(*) FROM inbox e WHERE e.bot_id = o.bot_id AND e.arrival < i.arrival) AS TEXT) \
                || '/' || REPLACE(o.cause_key, 'in:' || CAST(i.arrival AS TEXT) || ':', '') || ' ' \
                || CAST(o.chat_id AS TEXT) || ' ' || o.state || ' ' || CAST(o.refused AS TEXT) || ' ' \
                || CAST(o.ambiguous AS TEXT) \
            FROM outbox o JOIN inbox i ON i.bot_id = o.bot_id \
                AND o.cause_key LIKE 'in:' || CAST(i.arrival AS TEXT) || ':%' \
            WHERE o.bot_id = {bot} ORDER BY o.outbox_id"
        );
        real.ground.runtime.block_on(async {
            let mut side = real.ground.side.lock().await;
            assert_eq!(side.texts(&inbox).await, updates.collect::<Vec<_>>());
            assert_eq!(side.texts(&outbox).await, messages.collect::<Vec<_>>());
        });
    }

    fn teardown(real: Self, _: Life) {
        let fresh = &real.ground.fresh;
        real.ground.runtime.block_on(async {
            assert_eq!(in_unit!(fresh.db, tx => store::audit::run_in(tx).await).unwrap(), []);
        });
    }
}

#[test]
fn updates_and_messages_live_as_in_their_model_on_sqlite() {
    check::<Real<OnSqlite>, OnSqlite>(1..60);
}

#[test]
fn updates_and_messages_live_as_in_their_model_on_postgres() {
    check::<Real<OnPostgres>, OnPostgres>(1..60);
}
