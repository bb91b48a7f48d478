//! Every scenario, as fast as it is answered: through the webhook, by polling, and through a slow messenger.

use std::time::Duration;

use serde_json::{Value, json};

use super::{note, row};
use crate::figures::{Row, Spread};
use crate::floors;
use crate::line::Intake;
use crate::measure::{as_fast_as_answered, floor, measure, ms};
use crate::place::{Kind, Place};
use crate::plan::{Plan, Suite};
use crate::scripts::Scenario;

/// How long the slow messenger thinks about each call.
const SLOW: Duration = Duration::from_millis(40);

/// Clients of Postgres that commit at the same time, beside the single one.
const CLIENTS: usize = 8;

/// The scenarios and the echo through the webhook, and what the database can do.
pub async fn through_webhook(place: &Place, plan: &Plan) -> anyhow::Result<(Vec<Row>, Value)> {
    let (rows, others) = rounds(Suite::Load, Intake::Webhook, place, plan).await?;
    let floors = json!({
        "database": place.kind.name(),
        "members": place.people.members,
        "import_s": place.import.as_secs_f64(),
        "ready_ms": ms(others.start),
        "commits_per_s_1_client": Spread::of(others.single),
        "commits_per_s_8_clients": Spread::of(others.many),
    });
    Ok((rows, floors))
}

/// The scenarios by polling.
pub async fn by_polling(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    Ok(rounds(Suite::Polling, Intake::Polling, place, plan).await?.0)
}

/// The scenarios through the webhook, where each call of the messenger takes its time: the echo's as well.
pub async fn through_slow_api(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    place.messenger.set_delay(SLOW);
    let rows = rounds(Suite::SlowApi, Intake::Webhook, place, plan).await;
    place.messenger.set_delay(Duration::ZERO);
    Ok(rows?.0)
}

/// What belongs to the rounds beside their rows.
#[derive(Default)]
struct Others {
    start: Duration,
    single: Vec<f64>,
    many: Vec<f64>,
}

/// Round after round, each with its own floor: the machine's mood changes by the minute.
async fn rounds(suite: Suite, intake: Intake, place: &Place, plan: &Plan) -> anyhow::Result<(Vec<Row>, Others)> {
    let echo = floors::start_echo(place).await?;
    let bot = place.serve(intake).await?;
    // To warm up.
    measure(place, &bot, as_fast_as_answered(plan, place, Scenario::Start, 1), Some(1.0), false).await?;
    let mut rows: Vec<Row> = plan.scenarios.iter().map(|scenario| row(suite, scenario.name(), intake, place)).collect();
    let mut floor_row = row(suite, "echo", Intake::Webhook, place);
    let mut others = Others { start: bot.start, ..Others::default() };
    for _ in 0..plan.repeats {
        let floor = floor(plan, place, &echo).await?;
        note(&mut floor_row, floor);
        if suite == Suite::Load {
            others.single.push(floors::commits(place, 1).await?);
            if place.kind == Kind::Postgres {
                others.many.push(floors::commits(place, CLIENTS).await?);
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
    Ok((rows, others))
}
