//! What a wait is while the bot has half of the work that it can do, alone and beside a member who floods.

use std::time::Duration;

use super::{note, row};
use crate::figures::{Row, Run};
use crate::floors;
use crate::line::Intake;
use crate::measure::{as_fast_as_answered, floor, measure, paced};
use crate::place::Place;
use crate::plan::{Plan, Suite};
use crate::process::Process;
use crate::scripts::Scenario;

/// The mix at half of the speed that it reached just before, through the webhook and by polling.
pub async fn run(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for intake in [Intake::Webhook, Intake::Polling] {
        let echo = floors::start_echo(place).await?;
        let bot = place.serve(intake).await?;
        let mut row = row(Suite::Half, Scenario::Mix.name(), intake, place);
        for _ in 0..plan.repeats {
            let floor = floor(plan, place, &echo).await?.updates_per_s;
            let half = half_of_what_it_can(place, plan, &bot, floor).await?;
            // What the machine and the driver add by themselves.
            let course = paced(place, Scenario::Start, half, lasting(plan));
            let floor_p99_ms = measure(place, &echo, course, None, false).await?.p99_ms;
            let run = measure(place, &bot, paced(place, Scenario::Mix, half, lasting(plan)), floor, false).await?;
            note(&mut row, Run { floor_p99_ms, ..run });
        }
        bot.stop().await?;
        echo.stop().await?;
        rows.push(row);
    }
    Ok(rows)
}

/// The same through the webhook, and once more beside the flood.
pub async fn beside_a_flood(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let echo = floors::start_echo(place).await?;
    let bot = place.serve(Intake::Webhook).await?;
    let mut row = row(Suite::Flood, Scenario::Mix.name(), Intake::Webhook, place);
    for _ in 0..plan.repeats {
        let floor = floor(plan, place, &echo).await?.updates_per_s;
        let half = half_of_what_it_can(place, plan, &bot, floor).await?;
        let course = || paced(place, Scenario::Mix, half, lasting(plan));
        let alone = measure(place, &bot, course(), floor, false).await?;
        let beside = measure(place, &bot, course(), floor, true).await?;
        let p99_ratio = beside.p99_ms.zip(alone.p99_ms).map(|(beside, alone)| beside / alone);
        note(&mut row, Run { p99_alone_ms: alone.p99_ms, p99_ratio, ..beside });
    }
    bot.stop().await?;
    echo.stop().await?;
    Ok(vec![row])
}

fn lasting(plan: &Plan) -> Duration {
    Duration::from_secs(if plan.short { 2 } else { 6 })
}

async fn half_of_what_it_can(place: &Place, plan: &Plan, bot: &Process, floor: Option<f64>) -> anyhow::Result<f64> {
    let course = as_fast_as_answered(plan, place, Scenario::Mix, 1);
    let full = measure(place, bot, course, floor, false).await?;
    Ok(full.updates_per_s.unwrap_or_default() / 2.0)
}
