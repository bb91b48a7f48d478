//! Whose the updates of a batch are, as it is when the batch is decided: a policy that was changed on any replica, or by
//! a command, is what the next batch rests on.

use std::collections::{BTreeSet, HashMap};

use dialogues::hub::{Cooperative, Service};
use dialogues::joining::facts::JoiningSettings;
use dialogues::settings::facts::OwnSettings;
use domain::entry::EntryTerms;
use domain::ids::{BotId, CooperativeId};
use domain::money::Money;
use domain::request::ApprovalPolicy;
use store::cooperatives::OfBot;
use store::inbox::Head;
use store::{StoreError, Tx};

/// A bot's cooperative.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// The cooperative.
    pub cooperative_id: CooperativeId,
    /// The bot's name, for commands that name a bot, and for links.
    pub bot_username: String,
    /// Its settings, as a step reads them.
    pub settings: Cooperative,
}

/// The tenants of these updates, in one statement of the batch's own transaction.
pub async fn of_in(tx: &mut Tx, heads: &[Head]) -> Result<HashMap<BotId, Tenant>, StoreError> {
    let bots: BTreeSet<BotId> = heads.iter().map(|head| head.bot).collect();
    let bots: Vec<BotId> = bots.into_iter().collect();
    let found = store::cooperatives::of_bots_in(tx, &bots).await?;
    found.into_iter().map(|(bot, it)| Ok((bot, tenant(it)?))).collect()
}

/// The tenant of one bot; `None` when there is no such bot, or its cooperative is suspended.
pub async fn of_bot_in(tx: &mut Tx, bot: BotId) -> Result<Option<Tenant>, StoreError> {
    let found = store::cooperatives::of_bots_in(tx, &[bot]).await?.remove(&bot);
    found.filter(|found| found.cooperative.suspended_at_us == 0).map(tenant).transpose()
}

fn tenant(OfBot { username, cooperative }: OfBot) -> Result<Tenant, StoreError> {
    Ok(Tenant { cooperative_id: cooperative.cooperative_id, bot_username: username, settings: settings(cooperative)? })
}

/// The settings of a row, as a step reads them.
///
/// # Errors
/// When a value is out of its bounds.
pub fn settings(row: store::cooperatives::Cooperative) -> Result<Cooperative, StoreError> {
    let corrupt = |column| StoreError::Corrupt { table: "cooperatives", column, row: row.cooperative_id.to_string() };
    let monthly_mandatory =
        Money::from_minor(row.monthly_mandatory_minor).map_err(|_| corrupt("monthly_mandatory_minor"))?;
    Ok(Cooperative {
        zone: row.zone,
        minimum_voluntary: Money::from_minor(row.minimum_voluntary_minor)
            .map_err(|_| corrupt("minimum_voluntary_minor"))?,
        maximum_deposit: Money::from_minor(row.maximum_deposit_minor).map_err(|_| corrupt("maximum_deposit_minor"))?,
        reversal_policy: ApprovalPolicy {
            needed: u8::try_from(row.reversal_needed).map_err(|_| corrupt("reversal_needed"))?,
            roles: row.reversal_roles,
        },
        cooling_hours: u16::try_from(row.cooling_hours).map_err(|_| corrupt("cooling_hours"))?,
        door_roles: row.door_roles,
        question_roles: row.office.question_roles,
        group_roles: row.office.group_roles,
        quiet_hours: row.office.quiet_hours,
        service: if row.suspended_at_us > 0 { Service::Suspended } else { Service::Open },
        joining: JoiningSettings {
            entry: EntryTerms {
                principal: Money::from_minor(row.principal_minor).map_err(|_| corrupt("principal_minor"))?,
                mandatory: if row.first_mandatory == 0 { Money::ZERO } else { monthly_mandatory },
            },
            monthly_mandatory,
            policy: ApprovalPolicy {
                needed: u8::try_from(row.joining_needed).map_err(|_| corrupt("joining_needed"))?,
                roles: row.joining_roles,
            },
            registrars: row.registrar_roles,
        },
        settings: OwnSettings {
            legal_number: row.legal_number,
            payment: row.payment,
            roles: row.settings_roles,
            version: row.settings_version,
            number_pattern: row.number_pattern,
        },
        name: row.name,
        contact: row.contact,
    })
}
