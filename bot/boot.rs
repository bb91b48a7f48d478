//! The first start: a token from the environment becomes a cooperative with its bot.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::ids::CooperativeId;
use domain::role::Role;
use store::bots::Bot;
use store::cooperatives::Cooperative;
use store::{Db, Keyring, StoreError, Tx};

use crate::clock::Clock;
use crate::introduce;
use crate::settings::{FirstCooperative, Settings, Token};
use crate::telegram::api::Api;

/// Policies that a new cooperative starts with; each is data, to be changed later.
const MINIMUM_VOLUNTARY_MINOR: i64 = 10_000;
const MAXIMUM_DEPOSIT_MINOR: i64 = 100_000_000;
const REVERSAL_NEEDED: i64 = 2;
const COOLING_HOURS: i64 = 48;
const DOOR_ROLES: [Role; 2] = [Role::Chair, Role::Secretary];
const PRINCIPAL_MINOR: i64 = 100_000;
const MONTHLY_MANDATORY_MINOR: i64 = 20_000;
const JOINING_ROLES: [Role; 2] = [Role::Chair, Role::Secretary];
const REGISTRAR_ROLES: [Role; 3] = [Role::Secretary, Role::Chair, Role::Treasurer];
const SETTINGS_ROLES: [Role; 2] = [Role::Chair, Role::Secretary];
const REVERSAL_ROLES: [Role; 3] = [Role::Chair, Role::Secretary, Role::Supervisor];

/// What the token of the environment is to the database.
enum Found {
    /// There is no bot yet: it makes the first cooperative.
    First,
    /// Of a bot that is served, letter by letter.
    Known,
    /// Of a bot that is served, with another token.
    Differs,
    /// Of a bot that nobody added, beside others.
    Stranger,
}

/// Makes the first cooperative for the token of the environment, and brings the charts of all up to this release.
///
/// Later tokens live in the database alone: a variable that was forgotten must not undo a rotation.
///
/// # Errors
/// When the messenger refuses the token, it is of a bot that nobody added, or the database fails.
pub async fn first_cooperative(settings: &Settings, db: &Db, keys: &Keyring, clock: &Clock) -> anyhow::Result<()> {
    let known = bring_up(db, keys).await?;
    let Some(token) = settings.token.clone() else { return Ok(()) };
    let bot = token.bot_id;
    match found(&known, &token) {
        Found::Known => Ok(()),
        Found::Differs => {
            tracing::warn!(bot.id = %bot, "TELOXIDE_TOKEN differs from the token in the database, which is used; to rotate it, run `rembuk cooperative token`");
            Ok(())
        }
        Found::Stranger => anyhow::bail!(
            "TELOXIDE_TOKEN is of bot {bot}, which this database does not know beside its own: \
             add it with `rembuk cooperative add`, or unset the variable"
        ),
        Found::First => {
            // Before anything is written: a mistyped token must not become the one that is kept. Nobody is served yet, so
            // the messenger's word is waited for.
            introduce::wait_for_token(&Api::new(&settings.api_url, Arc::default())?, &token)
                .await
                .context("TELOXIDE_TOKEN")?;
            let (first, keys, now) = (settings.first.clone(), keys.clone(), clock.now());
            db.unit(store::unit!("boot"), move |tx| {
                Box::pin(async move { found_in(tx, &keys, &token, &first, now).await })
            })
            .await?;
            Ok(())
        }
    }
}

/// Adds the lines of the chart that a release brings, and tells which bots there are.
async fn bring_up(db: &Db, keys: &Keyring) -> Result<Vec<Bot>, StoreError> {
    let keys = keys.clone();
    db.unit(store::unit!("boot"), move |tx| {
        Box::pin(async move {
            for cooperative in store::cooperatives::list_in(tx).await? {
                store::cooperatives::add_chart_in(tx, cooperative.cooperative_id).await?;
            }
            store::bots::list_in(tx, &keys).await
        })
    })
    .await
}

fn found(known: &[Bot], token: &Token) -> Found {
    match known.iter().find(|bot| bot.bot_id == token.bot_id) {
        Some(bot) if bot.token == token.secret => Found::Known,
        Some(_) => Found::Differs,
        None if known.is_empty() => Found::First,
        None => Found::Stranger,
    }
}

/// Makes a cooperative with its bot, and the policies that each starts with.
///
/// # Errors
/// When the database fails.
pub async fn found_in(
    tx: &mut Tx,
    keys: &Keyring,
    token: &Token,
    wanted: &FirstCooperative,
    now: DateTime<Utc>,
) -> Result<CooperativeId, StoreError> {
    let seed = keys.seed(&format!("cooperative:{}", token.bot_id));
    let unix_ms = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    let cooperative_id = CooperativeId::new(unix_ms, seed.first_chunk().copied().unwrap_or_default());
    let cooperative = Cooperative {
        cooperative_id,
        name: wanted.name.clone(),
        zone: wanted.zone,
        contact: wanted.contact.clone(),
        minimum_voluntary_minor: MINIMUM_VOLUNTARY_MINOR,
        maximum_deposit_minor: MAXIMUM_DEPOSIT_MINOR,
        reversal_needed: REVERSAL_NEEDED,
        reversal_roles: REVERSAL_ROLES.to_vec(),
        principal_minor: PRINCIPAL_MINOR,
        monthly_mandatory_minor: MONTHLY_MANDATORY_MINOR,
        first_mandatory: 1,
        joining_needed: 1,
        joining_roles: JOINING_ROLES.to_vec(),
        registrar_roles: REGISTRAR_ROLES.to_vec(),
        suspended_at_us: 0,
        cooling_hours: COOLING_HOURS,
        door_roles: DOOR_ROLES.to_vec(),
        office: store::cooperatives::OfficePolicy::usual(),
        legal_number: String::new(),
        payment: String::new(),
        settings_roles: SETTINGS_ROLES.to_vec(),
        settings_version: 1,
        number_pattern: None,
    };
    store::cooperatives::add_in(tx, &cooperative, now.timestamp_micros()).await?;
    let bot = Bot { bot_id: token.bot_id, cooperative_id, username: String::new(), token: token.secret.clone() };
    store::bots::put_in(tx, keys, &bot).await?;
    Ok(cooperative_id)
}
