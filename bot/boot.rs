//! The first start: a token from the environment becomes a cooperative with its bot.

use domain::ids::CooperativeId;
use domain::role::Role;
use store::cooperatives::Cooperative;
use store::{Db, Keyring};

use crate::clock::Clock;
use crate::settings::Settings;

/// Policies that a new cooperative starts with; each is data, to be changed later.
const MINIMUM_VOLUNTARY_MINOR: i64 = 10_000;
const MAXIMUM_DEPOSIT_MINOR: i64 = 100_000_000;
const REVERSAL_NEEDED: i64 = 2;
const REVERSAL_ROLES: [Role; 3] = [Role::Chair, Role::Secretary, Role::Supervisor];

/// Makes the first cooperative for the token of the environment; a token that is known is only kept up to date.
///
/// # Errors
/// When the database fails.
pub async fn first_cooperative(settings: &Settings, db: &Db, keys: &Keyring, clock: &Clock) -> anyhow::Result<()> {
    let Some(token) = settings.token.clone() else { return Ok(()) };
    let (first, keys, now) = (settings.first.clone(), keys.clone(), clock.now());
    db.unit(store::unit!("boot"), move |tx| {
        Box::pin(async move {
            let known = store::bots::list_in(tx, &keys).await?.into_iter().find(|bot| bot.bot_id == token.bot_id);
            if let Some(mut bot) = known {
                store::cooperatives::add_chart_in(tx, bot.cooperative_id).await?;
                bot.token = token.secret;
                return store::bots::put_in(tx, &keys, &bot).await;
            }
            let seed = keys.seed(&format!("cooperative:{}", token.bot_id));
            let unix_ms = u64::try_from(now.timestamp_millis()).unwrap_or(0);
            let cooperative_id = CooperativeId::new(unix_ms, seed.first_chunk().copied().unwrap_or_default());
            let cooperative = Cooperative {
                cooperative_id,
                name: first.name,
                zone: first.zone,
                contact: first.contact,
                minimum_voluntary_minor: MINIMUM_VOLUNTARY_MINOR,
                maximum_deposit_minor: MAXIMUM_DEPOSIT_MINOR,
                reversal_needed: REVERSAL_NEEDED,
                reversal_roles: REVERSAL_ROLES.to_vec(),
            };
            store::cooperatives::add_in(tx, &cooperative, now.timestamp_micros()).await?;
            let bot =
                store::bots::Bot { bot_id: token.bot_id, cooperative_id, username: String::new(), token: token.secret };
            store::bots::put_in(tx, &keys, &bot).await
        })
    })
    .await?;
    Ok(())
}
