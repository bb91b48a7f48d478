//! One run: a course driven through a process, and what it cost.

use std::time::Duration;

use crate::drive::{Course, drive, is_quiet};
use crate::figures::Run;
use crate::flood::Flood;
use crate::place::{Place, drained};
use crate::plan::Plan;
use crate::process::Process;
use crate::scripts::Scenario;

/// Updates unanswered at a time where the driver has its own pace: enough that a slow moment holds nothing back.
const PACED_IN_FLIGHT: usize = 256;

/// A count as a number to divide by; counts here are far below 2^32.
pub fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn real_u64(count: u64) -> f64 {
    real(usize::try_from(count).unwrap_or(usize::MAX))
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A scenario, as fast as it is answered.
pub fn as_fast_as_answered(plan: &Plan, place: &Place, scenario: Scenario, times: usize) -> Course {
    Course { scripts: scenario.scripts(place.people, times), in_flight: plan.in_flight, every: None }
}

/// A scenario at this many updates a second, for so long. The last chat is left to a flood.
pub fn paced(place: &Place, scenario: Scenario, per_s: f64, lasting: Duration) -> Course {
    let each = scenario.scripts(place.people, 1);
    let updates: usize = each.iter().map(Vec::len).sum();
    let mut times = 1;
    while real(updates) * real(times) < per_s * lasting.as_secs_f64() {
        times += 1;
    }
    let mut scripts = scenario.scripts(place.people, times);
    if let Some(last) = scripts.last_mut() {
        last.clear();
    }
    let every = Duration::from_secs_f64(1.0 / per_s.max(1.0));
    Course { scripts, in_flight: PACED_IN_FLIGHT, every: Some(every) }
}

/// The bot that only answers: `/start` in every chat.
pub async fn floor(plan: &Plan, place: &Place, echo: &Process) -> anyhow::Result<Run> {
    measure(place, echo, as_fast_as_answered(plan, place, Scenario::Start, 1), None, false).await
}

/// Drives a course through a process; without a floor it is the floor, which keeps nothing that could be left in hand.
pub async fn measure(
    place: &Place,
    process: &Process,
    course: Course,
    floor: Option<f64>,
    with_flood: bool,
) -> anyhow::Result<Run> {
    let (messenger, way) = (&place.messenger, &process.way);
    process.reset_rss_peak()?;
    messenger.take_in_flight_most();
    let (cpu, calls) = (process.cpu_seconds()?, messenger.calls());
    // Before the flood begins: its first answers are of this run.
    is_quiet(messenger, course.scripts.len())?;
    let flood_chat = place.people.chats.saturating_sub(1);
    let pouring = if with_flood { Some(Flood::begin(way, messenger, flood_chat).await?) } else { None };
    let mut driven = drive(way, messenger, course).await?;
    let flooded = match pouring {
        Some(pouring) => pouring.end().await?,
        None => 0,
    };
    if let Some(owed) = driven.owed.get_mut(flood_chat) {
        *owed = owed.saturating_add(flooded);
    }
    if floor.is_some() {
        drained(process.address).await?;
    }
    driven.check(messenger)?;
    let (answered, seconds) = (real(driven.waits.len()), driven.elapsed.as_secs_f64());
    let all = answered + real_u64(flooded);
    let updates_per_s = answered / seconds;
    Ok(Run {
        updates_per_s: Some(updates_per_s),
        p50_ms: Some(ms(driven.permille(500))),
        p99_ms: Some(ms(driven.permille(990))),
        cpu_s_per_1k: Some((process.cpu_seconds()? - cpu) / all * 1_000.0),
        rss_peak_mib: Some(process.rss_peak_mib()?),
        calls_per_update: Some(real_u64(messenger.calls().saturating_sub(calls)) / all),
        calls_in_flight: Some(real_u64(messenger.take_in_flight_most())),
        floor_updates_per_s: Some(floor.unwrap_or(updates_per_s)),
        ratio_to_floor: Some(updates_per_s / floor.unwrap_or(updates_per_s)),
        flood_per_s: with_flood.then(|| real_u64(flooded) / seconds),
        ..Run::default()
    })
}
