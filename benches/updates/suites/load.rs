//! Every scenario, as fast as it is answered: through the webhook, by polling, and through a slow messenger.

use std::time::Duration;

use super::{note, row};
use crate::figures::{Row, Run};
use crate::floors;
use crate::line::Intake;
use crate::measure::{as_fast_as_answered, floor, measure};
use crate::place::{Kind, Place};
use crate::plan::{Plan, Suite};
use crate::scripts::Scenario;

/// How long the slow messenger thinks about each call.
const SLOW: Duration = Duration::from_millis(40);

/// The scenarios and the echo through the webhook, and what the database can do.
pub async fn through_webhook(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    rounds(Suite::Load, Intake::Webhook, place, plan).await
}

/// The scenarios by polling.
pub async fn by_polling(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    rounds(Suite::Polling, Intake::Polling, place, plan).await
}

/// The scenarios through the webhook, where each call of the messenger takes its time: the echo's as well.
pub async fn through_slow_api(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    place.messenger.set_delay(SLOW);
    let rows = rounds(Suite::SlowApi, Intake::Webhook, place, plan).await;
    place.messenger.set_delay(Duration::ZERO);
    rows
}

/// Round after round, each with its own floor: the machine's mood changes by the minute.
async fn rounds(suite: Suite, intake: Intake, place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let echo = floors::start_echo(place).await?;
    let bot = place.serve(intake).await?;
    // To warm up.
    measure(place, &bot, as_fast_as_answered(plan, place, Scenario::Start, 1), Some(1.0), false).await?;
    let mut rows: Vec<Row> = plan.scenarios.iter().map(|scenario| row(suite, scenario.name(), intake, place)).collect();
    let mut floor_row = row(suite, "echo", Intake::Webhook, place);
    // Without a bot: what the database commits for one client, and for several.
    let of_database = |name| row(suite, name, Intake::Webhook, place);
    let (mut commits, mut commits_of_8) = (of_database("commits"), of_database("commits of 8"));
    for _ in 0..plan.repeats {
        let floor = floor(plan, place, &echo).await?;
        note(&mut floor_row, floor);
        if suite == Suite::Load {
            note(&mut commits, committing(place, 1).await?);
            if place.kind == Kind::Postgres {
                note(&mut commits_of_8, committing(place, 8).await?);
            }
        }
        for (scenario, row) in plan.scenarios.iter().zip(&mut rows) {
            let course = as_fast_as_answered(plan, place, *scenario, 1);
            note(row, measure(place, &bot, course, floor.updates_per_s, false).await?);
        }
    }
    bot.stop().await?;
    echo.stop().await?;
    rows.push(floor_row);
    rows.extend([commits, commits_of_8].into_iter().filter(|row| !row.runs.is_empty()));
    Ok(rows)
}

async fn committing(place: &Place, clients: usize) -> anyhow::Result<Run> {
    Ok(Run { updates_per_s: Some(floors::commits(place, clients).await?), ..Run::default() })
}
