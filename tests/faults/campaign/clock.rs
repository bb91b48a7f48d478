//! A clock that is set while people talk: by hours, a day back, over the ends of months and the cooperative's midnight.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;
use rembuk::clock::Clock;

use super::plan::Run;
use super::stage::Stage;
use crate::line::Line;

/// Midnights of the cooperative, seven hours before those of the world: ends of months, of a year, around a leap day.
const MIDNIGHTS: [&str; 5] = [
    "2026-12-31T17:00:00Z",
    "2027-02-28T17:00:00Z",
    "2027-04-30T17:00:00Z",
    "2028-02-28T17:00:00Z",
    "2028-02-29T17:00:00Z",
];

/// The clock stays this near to its midnight: what has ended is kept for seven days, and the judge reads it.
const NEAR: std::ops::RangeInclusive<i64> = -2 * DAY..=3 * DAY;

const DAY: i64 = 24 * 3_600;

/// The furthest that it is set forward at once: the messenger keeps an update for a day.
const SET_MAX: i64 = 23 * 3_600;

/// Just before midnight, so that it comes while people talk.
const BEFORE: i64 = -2;

/// Questions of each at one time.
const QUESTIONS: usize = 3;

/// Seconds from the machine's clock to this distance from midnight.
fn offset(midnight: DateTime<Utc>, distance: i64) -> i64 {
    (midnight + TimeDelta::seconds(distance) - Clock::Real.now()).num_seconds()
}

pub async fn clock(run: Run) -> Line {
    let mut stage = Stage::open(run).await;
    // One of them, by the seed, so that a run can be repeated.
    let midnight = MIDNIGHTS[usize::try_from(run.seed).unwrap() % MIDNIGHTS.len()].parse().unwrap();
    let file = stage.rig.place.dir.path().join("clock");
    let set = |stage: &Stage, distance: i64| {
        let seconds = offset(midnight, distance);
        stage.rig.emulator.clock().set_offset_seconds(seconds);
        std::fs::write(&file, seconds.to_string()).unwrap();
    };
    let mut distance = -3_600;
    set(&stage, distance);
    let bot = stage.rig.start_bot(&[("REMBUK_FAULTS_CLOCK", &file.display().to_string())]);
    stage.burst(1).await;
    while stage.line.hits < run.rounds {
        // The first of all is one, and after it a whole day is gone back: both come in every run.
        let wants_midnight = stage.line.hits == 0 || stage.chance.random_bool(0.3);
        let is_midnight = wants_midnight && (distance - BEFORE).abs() <= SET_MAX;
        let wished = match stage.line.hits {
            1 => distance - DAY,
            _ if is_midnight => BEFORE,
            _ => distance + stage.chance.random_range(-DAY..=SET_MAX),
        };
        distance = wished.clamp(*NEAR.start(), *NEAR.end());
        // While the first questions are on their way.
        stage.ask(QUESTIONS).await;
        set(&stage, distance);
        stage.line.hits += 1;
        if is_midnight {
            stage.pass(1_500..3_500).await;
            stage.ask(QUESTIONS).await;
        }
        stage.settle().await;
    }
    stage.judged_alive(bot).await
}
