//! The ledger against a map of balances: postings, reversals, sums of deltas, versions, causes.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::rc::Rc;

use domain::ids::JournalId;
use domain::ledger::{Account, Journal, JournalKind};
use domain::member::Savings;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use store::StoreError;
use store::ledger::{Outcome, Posted, Posting, totals_in};

use super::{Ground, Kind, OnPostgres, OnSqlite, check};
use crate::support::in_unit;
use crate::world::{CASH, coop, day, found, posting, savings, transfer};

/// Money moves between these; all but the first are savings, which never go below nothing.
const ACCOUNTS: [Account; 4] =
    [CASH, savings(Savings::Voluntary, 1), savings(Savings::Mandatory, 1), savings(Savings::Voluntary, 2)];

/// From the account that is debited to the one that is credited.
type Line = (usize, usize, i64);

/// What a posting is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Move(Vec<Line>),
    /// Undoes the journal of this cause.
    Undo(u8),
}

/// A posting as a decision leaves it.
#[derive(Debug, Clone)]
struct Entry {
    cause: u8,
    what: What,
    /// An account whose version was read.
    expects: Option<(usize, i64)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Done(Vec<(i64, Outcome)>),
    Reused,
    Stale,
    Refused,
}

/// What was written under a cause.
#[derive(Debug, Clone)]
struct Written {
    what: What,
    lines: Vec<Line>,
    number: i64,
}

/// Debits, credits and version.
type Sums = [(i64, i64, i64); 4];

#[derive(Debug, Clone)]
struct Books {
    sums: Sums,
    written: BTreeMap<u8, Written>,
    /// What the last batch came to.
    answer: Answer,
}

impl Books {
    fn lines(&self, what: &What) -> Vec<Line> {
        match what {
            What::Move(lines) => lines.clone(),
            What::Undo(cause) => {
                self.written[cause].lines.iter().map(|(debit, credit, n)| (*credit, *debit, *n)).collect()
            }
        }
    }

    /// What a batch comes to; nothing is changed unless all of it is done.
    fn post(&mut self, batch: &[Entry]) -> Answer {
        let known = |entry: &Entry| self.written.get(&entry.cause);
        if batch.iter().any(|entry| known(entry).is_some_and(|it| it.what != entry.what)) {
            return Answer::Reused;
        }
        let mut books = self.clone();
        let mut answers = Vec::new();
        let mut read: BTreeMap<usize, i64> = BTreeMap::new();
        let mut touched: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for entry in batch {
            if let Some(before) = known(entry) {
                answers.push((before.number, Outcome::AlreadyApplied));
                continue;
            }
            let is_undone = |target| books.written.values().any(|it| it.what == What::Undo(target));
            let twice = matches!(entry.what, What::Undo(target) if is_undone(target));
            if twice || books.written.contains_key(&entry.cause) {
                return Answer::Refused;
            }
            let number = i64::try_from(books.written.len()).unwrap() + 1;
            let lines = self.lines(&entry.what);
            for (debit, credit, minor) in &lines {
                touched.entry(*debit).or_default().0 += minor;
                touched.entry(*credit).or_default().1 += minor;
            }
            if let Some((account, version)) = entry.expects {
                touched.entry(account).or_default();
                read.insert(account, version);
            }
            books.written.insert(entry.cause, Written { what: entry.what.clone(), lines, number });
            answers.push((number, Outcome::Applied));
        }
        let mut is_stale = false;
        for (account, (debits, credits)) in touched {
            let sums = &mut books.sums[account];
            // A row whose version has moved is not touched, and so breaks no constraint.
            if read.get(&account).is_some_and(|version| *version != sums.2) {
                is_stale = true;
                continue;
            }
            *sums = (sums.0 + debits, sums.1 + credits, sums.2 + 1);
            if account != 0 && sums.0 > sums.1 {
                return Answer::Refused;
            }
        }
        if is_stale {
            return Answer::Stale;
        }
        *self = books;
        Answer::Done(answers)
    }
}

fn line() -> impl Strategy<Value = Line> {
    let apart = |(debit, credit, _): &Line| debit != credit;
    (0..ACCOUNTS.len(), 0..ACCOUNTS.len(), 1..=9_000_i64).prop_filter("between two accounts", apart)
}

/// Much of it goes into savings, so that there is something to take out.
fn moves() -> BoxedStrategy<What> {
    let deposit = (1..ACCOUNTS.len(), 1..=20_000_i64).prop_map(|(to, minor)| vec![(0, to, minor)]);
    prop_oneof![deposit, vec(line(), 1..3)].prop_map(What::Move).boxed()
}

fn entry(books: &Books) -> BoxedStrategy<Entry> {
    let causes: Vec<u8> = books.written.keys().copied().collect();
    let mut kinds = vec![(6, (0..200_u8, moves()).boxed()), (1, (0..4_u8, moves()).boxed())];
    if !causes.is_empty() {
        let again: Vec<(u8, What)> = books.written.iter().map(|(cause, it)| (*cause, it.what.clone())).collect();
        kinds.push((2, select(again).boxed()));
        kinds.push((2, (200..=255_u8, select(causes).prop_map(What::Undo)).boxed()));
    }
    let versions: Vec<i64> = books.sums.iter().map(|(_, _, version)| *version).collect();
    let expects = (0..ACCOUNTS.len(), prop_oneof![4 => Just(0_i64), 1 => Just(1_i64)])
        .prop_map(move |(account, late)| (account, (versions[account] - late).max(0)));
    (proptest::strategy::Union::new_weighted(kinds), proptest::option::weighted(0.3, expects))
        .prop_map(|((cause, what), expects)| Entry { cause, what, expects })
        .boxed()
}

impl ReferenceStateMachine for Books {
    type State = Self;
    type Transition = Vec<Entry>;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self { sums: Sums::default(), written: BTreeMap::new(), answer: Answer::Done(Vec::new()) }).boxed()
    }

    fn transitions(books: &Self) -> BoxedStrategy<Vec<Entry>> {
        vec(entry(books), 1..4).boxed()
    }

    fn preconditions(books: &Self, batch: &Vec<Entry>) -> bool {
        batch.iter().all(|entry| !matches!(&entry.what, What::Undo(cause) if !books.written.contains_key(cause)))
    }

    fn apply(mut books: Self, batch: &Vec<Entry>) -> Self {
        books.answer = books.post(batch);
        books
    }
}

/// The real books of one cooperative.
struct Real<K> {
    ground: Rc<Ground>,
    run: u128,
    /// Journals by their causes.
    ids: BTreeMap<u8, JournalId>,
    next_id: u128,
    kind: PhantomData<K>,
}

impl<K> Real<K> {
    fn posting(&mut self, entry: &Entry, books: &Books) -> Posting {
        self.next_id += 1;
        let lines = |lines: &[Line]| {
            lines
                .iter()
                .map(|(debit, credit, minor)| transfer(ACCOUNTS[*debit], ACCOUNTS[*credit], *minor))
                .collect::<Vec<_>>()
        };
        let content = match &entry.what {
            What::Move(moved) => Journal::try_new(JournalKind::Deposit, day("2026-11-01"), lines(moved)),
            What::Undo(cause) => {
                Journal::reversing(self.ids[cause], &lines(&books.written[cause].lines), day("2026-11-02"))
            }
        };
        Posting {
            cause_key: format!("form:{}", entry.cause),
            expects: entry.expects.map(|(account, version)| (ACCOUNTS[account], version)).into_iter().collect(),
            ..posting(self.run, self.next_id, content.unwrap())
        }
    }
}

fn answer_of(result: &Result<Vec<Posted>, StoreError>) -> Answer {
    match result {
        Ok(posted) => Answer::Done(posted.iter().map(|it| (it.number, it.outcome)).collect()),
        Err(StoreError::CauseReused { .. }) => Answer::Reused,
        Err(StoreError::Stale { .. }) => Answer::Stale,
        Err(StoreError::Constraint(_)) => Answer::Refused,
        Err(other) => panic!("{other:?}"),
    }
}

impl<K: Kind> StateMachineTest for Real<K> {
    type SystemUnderTest = Self;
    type Reference = Books;

    fn init_test(_: &Books) -> Self {
        let (ground, run) = Ground::of::<K>();
        ground.runtime.block_on(found(&ground.fresh.db, run));
        Self { ground, run, ids: BTreeMap::new(), next_id: 0, kind: PhantomData }
    }

    fn apply(mut real: Self, books: &Books, batch: Vec<Entry>) -> Self {
        let postings: Vec<Posting> = batch.iter().map(|entry| real.posting(entry, books)).collect();
        let ground = Rc::clone(&real.ground);
        let result = ground.runtime.block_on(crate::world::post(&ground.fresh.db, postings));
        assert_eq!(answer_of(&result), books.answer, "{result:?}");
        for (entry, posted) in batch.iter().zip(result.unwrap_or_default()) {
            let id = *real.ids.entry(entry.cause).or_insert(posted.journal_id);
            assert_eq!(id, posted.journal_id, "a cause tells the journal that it made first");
        }
        real
    }

    fn check_invariants(real: &Self, books: &Books) {
        let asked: Vec<_> = ACCOUNTS.iter().map(|account| (coop(real.run), *account)).collect();
        let db = &real.ground.fresh.db;
        let totals = real.ground.runtime.block_on(async { in_unit!(db, tx => totals_in(tx, &asked).await) }).unwrap();
        let sums = totals.iter().map(|it| it.unwrap()).map(|it| (it.debits.minor(), it.credits.minor(), it.version));
        assert_eq!(sums.collect::<Vec<_>>(), books.sums, "debits, credits and versions");
    }

    fn teardown(real: Self, books: Books) {
        let fresh = &real.ground.fresh;
        real.ground.runtime.block_on(async {
            assert_eq!(in_unit!(fresh.db, tx => store::audit::run_in(tx).await).unwrap(), []);
            let written = format!("SELECT COUNT(*) FROM journals WHERE cooperative_id = '{}'", coop(real.run));
            assert_eq!(
                real.ground.side.lock().await.number(&written).await,
                i64::try_from(books.written.len()).unwrap()
            );
        });
    }
}

#[test]
fn the_ledger_does_what_its_model_does_on_sqlite() {
    check::<Real<OnSqlite>, OnSqlite>(1..30);
}

#[test]
fn the_ledger_does_what_its_model_does_on_postgres() {
    check::<Real<OnPostgres>, OnPostgres>(1..30);
}
