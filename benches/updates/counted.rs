//! The bot in this process, on a runtime of its own, to ask its database how many statements it ran.

use anyhow::Context;
use rembuk::clock::Clock;
use rembuk::serve::{self, ReplaceWebhook, Running};
use rembuk::settings;
use tokio::runtime::{Builder, Runtime};

use crate::figures::Counted;
use crate::messenger::Messenger;
use crate::place::{Place, drained};
use crate::process::{environment, free_address, webhook};
use crate::scripts::Scenario;
use crate::{Load, real};

/// Runs each scenario once more and counts.
pub fn count(driver: &Runtime, place: &Place, messenger: &Messenger, load: &Load) -> anyhow::Result<Vec<Counted>> {
    let bot = Builder::new_multi_thread().enable_all().build()?;
    let running = bot.block_on(start(place, messenger))?;
    let mut counted = Vec::new();
    for scenario in &load.scenarios {
        counted.push(driver.block_on(count_one(&running, messenger, load, *scenario))?);
    }
    bot.block_on(running.stop());
    Ok(counted)
}

async fn start(place: &Place, messenger: &Messenger) -> anyhow::Result<Running> {
    let folder = place.path("");
    let variables = environment(&place.database_url, &folder, &messenger.url, free_address()?);
    let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    let settings = settings::settings(&lookup)?;
    let store = serve::open(&settings.data).await?;
    serve::start(&settings, store, Clock::Real, ReplaceWebhook::Never).await.context("the counting bot")
}

async fn count_one(
    running: &Running,
    messenger: &Messenger,
    load: &Load,
    scenario: Scenario,
) -> anyhow::Result<Counted> {
    let before = running.db.statements_and_units();
    let driven = load.drive(&webhook(running.address), messenger, scenario).await?;
    let after = running.db.statements_and_units();
    drained(running.address, crate::DRAINING).await?;
    let updates = real(driven.waits.len());
    let per_update =
        |after: u64, before: u64| real(usize::try_from(after.saturating_sub(before)).unwrap_or(0)) / updates;
    Ok(Counted {
        statements_per_update: per_update(after.0, before.0),
        units_per_update: per_update(after.1, before.1),
    })
}
