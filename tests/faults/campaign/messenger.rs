//! A messenger that fails at a part of all calls: before and after it has done them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use emulator::{CallInfo, Fault, Says};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::plan::Run;
use super::stage::Stage;
use crate::line::Line;

/// Members who ask: a chat whose call failed waits for seconds, so many are needed to fail often.
const ASKING: i64 = 80;

/// Questions of each in one burst.
const QUESTIONS: usize = 2;

/// Failures in a row that a message meets: after a third unknown try a message is given up, by rule.
const IN_A_ROW_MAX: u32 = 2;

/// One failure in so many is "too many requests", which the whole bot waits for.
const FLOODS_ONE_IN: u32 = 40;

/// Luck, and how many failures in a row the tries of one message met: known by its chat and its words, or else by the
/// method.
struct Luck {
    chance: StdRng,
    in_a_row: HashMap<(Option<i64>, String), u32>,
}

/// One call in so many of those that are spoilt is only late.
const LATE_ONE_IN: u32 = 6;

/// What goes wrong, and how often it did.
struct Fate {
    percent: u32,
    luck: Mutex<Luck>,
    hits: AtomicU64,
    /// Messages that were taken and whose sender was not told.
    unknown: AtomicI64,
}

impl Fate {
    fn of(&self, call: &CallInfo) -> Fault {
        let mut luck = self.luck.lock().unwrap();
        let Luck { chance, in_a_row } = &mut *luck;
        let words = call.params["text"].as_str().unwrap_or(&call.method).to_owned();
        let before = in_a_row.entry((call.chat_id, words)).or_default();
        if *before >= IN_A_ROW_MAX || chance.random_range(0..100) >= self.percent {
            *before = 0;
            return Fault::None;
        }
        // Late is not failed, and not counted.
        if chance.random_range(0..LATE_ONE_IN) == 0 {
            return Fault::Delay(Duration::from_millis(300));
        }
        self.hits.fetch_add(1, Ordering::Relaxed);
        if chance.random_range(0..FLOODS_ONE_IN) == 0 {
            return Fault::TooManyRequests { retry_after: 1 };
        }
        *before += 1;
        let fault = match chance.random_range(0..7) {
            0 => Fault::ServerError,
            1 => Fault::Gateway(502),
            2 => Fault::GatewayAfter,
            3 => Fault::DropBefore,
            4 => Fault::Says(Says::page(200)),
            5 => Fault::Says(Says::text(503, "")),
            _ => Fault::DropAfter,
        };
        let is_message = ["sendMessage", "editMessageText"].contains(&call.method.as_str());
        if is_message && matches!(fault, Fault::GatewayAfter | Fault::DropAfter) {
            self.unknown.fetch_add(1, Ordering::Relaxed);
        }
        fault
    }
}

pub async fn messenger(run: Run, percent: u32) -> Line {
    let mut stage = Stage::open_to(run, ASKING).await;
    stage.may_lose_answers();
    // Two lost answers in a row would make a chat wait for minutes, and here they happen all the time.
    let bot = stage.rig.start_bot(&[("REMBUK_FAULTS_UNKNOWN_WAIT", "4")]);
    stage.burst(1).await;
    let fate = Arc::new(Fate {
        percent,
        luck: Mutex::new(Luck { chance: StdRng::seed_from_u64(run.seed), in_a_row: HashMap::new() }),
        hits: AtomicU64::default(),
        unknown: AtomicI64::default(),
    });
    let spoils = Arc::clone(&fate);
    stage.rig.emulator.set_fault(Box::new(move |call| spoils.of(call)));
    while fate.hits.load(Ordering::Relaxed) < run.rounds {
        stage.burst(QUESTIONS).await;
    }
    stage.rig.emulator.clear_fault();
    stage.line.hits = fate.hits.load(Ordering::Relaxed);
    stage.line.unknown = fate.unknown.load(Ordering::Relaxed);
    stage.judged(bot).await
}
