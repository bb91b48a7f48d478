//! What several commands ask of the register.

use anyhow::{Context, bail};
use domain::ids::BotId;
use store::bots::Bot;
use store::cooperatives::Cooperative;
use store::{Db, Keyring};

/// The bot named, or the only one there is.
///
/// # Errors
/// When there is none, or several and none is named.
pub async fn bot(db: &Db, keys: &Keyring, wanted: Option<BotId>) -> anyhow::Result<Bot> {
    let keys = keys.clone();
    let bots =
        db.unit(store::unit!("bots"), move |tx| Box::pin(async move { store::bots::list_in(tx, &keys).await })).await?;
    match wanted {
        Some(wanted) => bots.into_iter().find(|bot| bot.bot_id == wanted).context("there is no such bot"),
        None if bots.len() > 1 => bail!("there are several bots: name one with --bot"),
        None => bots
            .into_iter()
            .next()
            .context("there is no cooperative yet: start `rembuk serve` once with TELOXIDE_TOKEN"),
    }
}

/// The cooperative of a bot.
///
/// # Errors
/// When it is gone, which foreign keys rule out, or the database fails.
pub async fn cooperative(db: &Db, bot: &Bot) -> anyhow::Result<Cooperative> {
    let cooperatives = db.unit(store::unit!("bots"), |tx| Box::pin(store::cooperatives::list_in(tx))).await?;
    let cooperative = cooperatives.into_iter().find(|it| it.cooperative_id == bot.cooperative_id);
    cooperative.context("the bot has no cooperative")
}

/// A member number as somebody wrote it: in capitals, without spaces. It may be one that was kept before the register
/// had rules for it.
pub fn normal_number(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}
