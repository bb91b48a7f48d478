//! The bot in this process, on a runtime of its own, to ask its database how many statements it ran.

use anyhow::Context;
use rembuk::clock::Clock;
use rembuk::serve::{self, Running};
use rembuk::settings::{self, ReplaceWebhook};
use tokio::runtime::{Builder, Runtime};

use crate::drive::drive;
use crate::figures::Counted;
use crate::line::{Intake, Way};
use crate::measure::{as_fast_as_answered, real};
use crate::place::{Place, drained};
use crate::plan::Plan;
use crate::process::free_address;
use crate::scripts::Scenario;

/// Runs each scenario once more and counts.
pub fn count(driver: &Runtime, place: &Place, plan: &Plan) -> anyhow::Result<Vec<Counted>> {
    let bot = Builder::new_multi_thread().enable_all().build()?;
    let running = bot.block_on(start(place))?;
    let mut counted = Vec::new();
    for scenario in &plan.scenarios {
        counted.push(driver.block_on(count_one(&running, place, plan, *scenario))?);
    }
    bot.block_on(running.stop());
    Ok(counted)
}

async fn start(place: &Place) -> anyhow::Result<Running> {
    let variables = place.environment(Intake::Webhook, free_address()?);
    let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    let settings = settings::settings(&lookup)?;
    let store = serve::open(&settings.data).await?;
    serve::start(&settings, store, Clock::Real, ReplaceWebhook::Never).await.context("the counting bot")
}

async fn count_one(running: &Running, place: &Place, plan: &Plan, scenario: Scenario) -> anyhow::Result<Counted> {
    let way = Way::new(Intake::Webhook, running.address, place.people.cooperatives);
    let before = running.db.statements_and_units();
    let driven = drive(&way, &place.messenger, as_fast_as_answered(plan, place, scenario, 1)).await?;
    let after = running.db.statements_and_units();
    drained(running.address).await?;
    driven.check(&place.messenger)?;
    let updates = real(driven.waits.len());
    let per_update =
        |after: u64, before: u64| real(usize::try_from(after.saturating_sub(before)).unwrap_or(0)) / updates;
    Ok(Counted {
        statements_per_update: per_update(after.0, before.0),
        units_per_update: per_update(after.1, before.1),
    })
}
