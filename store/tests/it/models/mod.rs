//! Steps at random against a small model that says what must come of each, on both databases.
//!
//! A failure tells the steps that matter, and the seed: `REMBUK_MODEL_SEED=n` runs it again.

mod ledger;
mod life;
mod life_model;
mod life_steps;

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngSeed, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

use crate::side::Side;
use crate::support::{Fresh, postgres, sqlite};

/// Runs of one model at the most.
const CASES: u32 = 200;

/// Runs of it however long they take.
const RUNS_MIN: u32 = 20;

/// After these, when this long is over, no new run is begun.
const ENOUGH: Duration = Duration::from_secs(10);

/// Shorter versions of a failure that are tried.
const SHRINKS: u32 = 300;

/// Which database a model is held against.
pub trait Kind: 'static {
    const NAME: &'static str;
    fn fresh() -> impl Future<Output = Fresh>;
}

pub struct OnSqlite;
pub struct OnPostgres;

impl Kind for OnSqlite {
    const NAME: &'static str = "SQLite";

    async fn fresh() -> Fresh {
        sqlite().await
    }
}

impl Kind for OnPostgres {
    const NAME: &'static str = "Postgres";

    async fn fresh() -> Fresh {
        postgres().await
    }
}

/// The database of all runs of one test, each in a cooperative of its own.
pub struct Ground {
    pub runtime: Runtime,
    pub fresh: Fresh,
    /// What is looked at past the store.
    pub side: Mutex<Side>,
    runs: Cell<u128>,
}

thread_local! {
    static GROUND: RefCell<Option<Rc<Ground>>> = const { RefCell::new(None) };
}

impl Ground {
    /// The ground of this test, and the number of a new run on it.
    pub fn of<K: Kind>() -> (Rc<Self>, u128) {
        let ground = GROUND.with_borrow_mut(|ground| {
            Rc::clone(ground.get_or_insert_with(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let (fresh, side) = runtime.block_on(async {
                    let fresh = K::fresh().await;
                    let side = Mutex::new(fresh.side().await);
                    (fresh, side)
                });
                Rc::new(Self { runtime, fresh, side, runs: Cell::new(0) })
            }))
        });
        ground.runs.set(ground.runs.get() + 1);
        let run = ground.runs.get();
        (ground, run)
    }

    fn leave() {
        if let Some(ground) = GROUND.take().and_then(Rc::into_inner) {
            drop(ground.side);
            ground.runtime.block_on(ground.fresh.gone());
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a failed run is repeated by its seed")]
fn seed() -> u64 {
    let given = std::env::var("REMBUK_MODEL_SEED").ok();
    given.map_or(20_261_127, |seed| seed.parse().expect("REMBUK_MODEL_SEED is a number"))
}

/// Holds a model against a database, in runs of so many steps.
fn check<T: StateMachineTest, K: Kind>(steps: Range<usize>) {
    let seed = seed();
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: SHRINKS,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    let (began, runs, taken) = (Instant::now(), Cell::new(0_u32), Cell::new(0));
    let strategy = <T::Reference as ReferenceStateMachine>::sequential_strategy(steps);
    let outcome = TestRunner::new(config.clone()).run(&strategy, |(state, steps, seen)| {
        if runs.get() < RUNS_MIN || began.elapsed() < ENOUGH {
            runs.set(runs.get() + 1);
            taken.set(taken.get() + steps.len());
            T::test_sequential(config.clone(), state, steps, seen);
        }
        Ok(())
    });
    println!("{}: seed {seed}, {} runs, {} steps, {:?}", K::NAME, runs.get(), taken.get(), began.elapsed());
    if let Err(failure) = outcome {
        panic!("with REMBUK_MODEL_SEED={seed}: {failure}");
    }
    Ground::leave();
}
