//! The mix with registers of several sizes, and over several numbers of cooperatives: what it costs to grow.

use anyhow::{Context, bail};

use super::{note, row};
use crate::figures::{Row, Run};
use crate::floors;
use crate::line::Intake;
use crate::measure::{as_fast_as_answered, floor, measure, ms};
use crate::people::People;
use crate::place::{Kind, Place};
use crate::plan::{Plan, Suite};
use crate::scripts::Scenario;

/// The registers of a suite, and how often each who writes goes through the mix.
pub fn of(suite: Suite, kind: Kind, plan: &Plan) -> anyhow::Result<Vec<(People, usize)>> {
    let People { members, chats, .. } = plan.people;
    match suite {
        Suite::Cooperatives => {
            plan.cooperatives.iter().map(|number| Ok((People::new(members, chats, *number)?, 1))).collect()
        }
        Suite::Growth => {
            let sizes = plan.growth(kind);
            // The same people do the same work in each, so that only the register differs.
            let smallest = sizes.first().copied().context("no size to measure")?;
            let few = chats.min(smallest.div_euclid(3)).max(1);
            sizes.iter().map(|size| Ok((People::new(*size, few, 1)?, chats.div_ceil(few)))).collect()
        }
        other => bail!("{} has one size", other.name()),
    }
}

/// One size.
pub async fn run(suite: Suite, kind: Kind, people: People, times: usize, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let place = Place::prepare(kind, people).await?;
    let mut row = row(suite, Scenario::Mix.name(), Intake::Webhook, &place);
    let echo = floors::start_echo(&place).await?;
    let bot = place.serve(Intake::Webhook).await?;
    let course = || as_fast_as_answered(plan, &place, Scenario::Mix, times);
    // To warm up.
    measure(&place, &bot, as_fast_as_answered(plan, &place, Scenario::Start, 1), Some(1.0), false).await?;
    for _ in 0..plan.repeats {
        let floor = floor(plan, &place, &echo).await?.updates_per_s;
        let run = measure(&place, &bot, course(), floor, false).await?;
        note(&mut row, Run { ready_ms: Some(ms(bot.start)), ..run });
    }
    bot.stop().await?;
    echo.stop().await?;
    place.end().await?;
    Ok(vec![row])
}
