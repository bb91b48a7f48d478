//! The bots that this process serves, with what a step must know of their cooperatives.

use std::collections::HashMap;

use dialogues::facts::Cooperative;
use domain::ids::{BotId, CooperativeId};
use domain::money::Money;
use domain::request::ApprovalPolicy;
use store::{Db, Keyring, StoreError};

/// A bot at work.
#[derive(Debug, Clone)]
pub struct Bot {
    /// Its id and token.
    pub account: store::bots::Bot,
    /// Its cooperative, as a step reads it.
    pub cooperative: Cooperative,
}

/// All bots of the deployment.
#[derive(Debug, Clone, Default)]
pub struct Bots {
    by_id: HashMap<BotId, Bot>,
}

impl Bots {
    /// Reads them from the database.
    ///
    /// # Errors
    /// When the database fails, or a row is corrupt.
    pub async fn load(db: &Db, keys: &Keyring) -> Result<Self, StoreError> {
        let keys = keys.clone();
        let (bots, cooperatives) = db
            .unit(store::unit!("bots"), move |tx| {
                Box::pin(async move {
                    Ok((store::bots::list_in(tx, &keys).await?, store::cooperatives::list_in(tx).await?))
                })
            })
            .await?;
        let mut settings: HashMap<CooperativeId, Cooperative> = HashMap::new();
        for cooperative in cooperatives {
            settings.insert(cooperative.cooperative_id, facts_of(cooperative)?);
        }
        let by_id = bots
            .into_iter()
            .filter_map(|account| {
                let cooperative = settings.get(&account.cooperative_id)?.clone();
                Some((account.bot_id, Bot { account, cooperative }))
            })
            .collect();
        Ok(Self { by_id })
    }

    /// The bot with that id.
    pub fn get(&self, bot: BotId) -> Option<&Bot> {
        self.by_id.get(&bot)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Bot> {
        self.by_id.values()
    }

    /// Whether there is none: then there is nothing to serve.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Remembers what the messenger calls a bot.
    pub fn set_username(&mut self, bot: BotId, username: String) {
        if let Some(bot) = self.by_id.get_mut(&bot) {
            bot.account.username = username;
        }
    }
}

fn facts_of(row: store::cooperatives::Cooperative) -> Result<Cooperative, StoreError> {
    let corrupt = |column| StoreError::Corrupt { table: "cooperatives", column, row: row.cooperative_id.to_string() };
    Ok(Cooperative {
        zone: row.zone,
        minimum_voluntary: Money::from_minor(row.minimum_voluntary_minor)
            .map_err(|_| corrupt("minimum_voluntary_minor"))?,
        maximum_deposit: Money::from_minor(row.maximum_deposit_minor).map_err(|_| corrupt("maximum_deposit_minor"))?,
        reversal_policy: ApprovalPolicy {
            needed: u8::try_from(row.reversal_needed).map_err(|_| corrupt("reversal_needed"))?,
            roles: row.reversal_roles,
        },
        name: row.name,
        contact: row.contact,
    })
}
