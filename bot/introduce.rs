//! Before a bot is served: what the messenger calls it, its command menus, and how updates come in.

use std::time::Duration;

use anyhow::bail;
use dialogues::command::Command;
use domain::ids::BotId;
use domain::locale::Locale;
use serde_json::{Value, json};
use store::Db;

use crate::ingest::polling::ALLOWED_UPDATES;
use crate::ingest::webhook::secret_of;
use crate::render;
use crate::serve::call_now;
use crate::settings::{ReplaceWebhook, Token};
use crate::telegram::api::{Api, Outcome};

/// Tries to reach the messenger before serving with what is known; later calls try again by themselves.
const TRIES: u32 = 3;

/// Learns a bot's username and sets its command menus.
///
/// # Errors
/// When the messenger refuses its token: then nothing can be served for it.
pub async fn bot(api: &Api, db: &Db, account: &store::bots::Bot) -> anyhow::Result<()> {
    let Some(me) = call(api, of(account), "GetMe", json!({})).await? else { return Ok(()) };
    let Some(username) = me.get("username").and_then(Value::as_str).map(str::to_owned) else { return Ok(()) };
    if username != account.username {
        let bot_id = account.bot_id;
        db.unit(store::unit!("introduce"), move |tx| {
            Box::pin(async move { store::bots::set_username_in(tx, bot_id, &username).await })
        })
        .await?;
    }
    set_menus(api, account).await
}

/// The menus in both languages; scopes are a courtesy, roles are checked each time.
async fn set_menus(api: &Api, account: &store::bots::Bot) -> anyhow::Result<()> {
    debug_assert!(Command::ALL.len() < 100, "the messenger takes at most 100 commands");
    let calls = Locale::ALL.into_iter().flat_map(menus).map(|params| call(api, of(account), "SetMyCommands", params));
    futures_util::future::try_join_all(calls).await.map(drop)
}

/// What the messenger is told to list: to everybody in private, in groups, and to those who administer a group.
fn menus(locale: Locale) -> [Value; 3] {
    let listed = |scope: &str, commands: &[Command]| {
        let entries = render::command_menu(locale, commands.iter().copied()).into_iter();
        let commands: Vec<_> = entries.map(|(name, what)| json!({ "command": name, "description": what })).collect();
        let mut params = json!({ "commands": commands, "scope": { "type": scope } });
        // Indonesian is everybody's fallback.
        if locale != Locale::Id {
            params["language_code"] = locale.as_str().into();
        }
        params
    };
    [
        listed("all_private_chats", &Command::listed_for(&[]).collect::<Vec<_>>()),
        listed("all_group_chats", &Command::IN_GROUPS),
        listed("all_chat_administrators", &Command::BY_GROUP_ADMINS),
    ]
}

/// Asks the messenger whether it knows a token; one that can't be asked now is taken.
///
/// # Errors
/// When the messenger refuses it.
pub async fn check_token(api: &Api, token: &Token) -> anyhow::Result<()> {
    call(api, (token.bot_id, &token.secret), "GetMe", json!({})).await.map(drop)
}

/// Sets the webhook to our URL, with the bot's own secret.
///
/// # Errors
/// When the messenger refuses it.
pub async fn set_webhook(api: &Api, account: &store::bots::Bot, url: &str, secret: &str) -> anyhow::Result<()> {
    let Some(own_secret) = secret_of(secret, account.bot_id) else { bail!("WEBHOOK_SECRET is empty") };
    let params = json!({
        "url": our_webhook(account.bot_id, url),
        "secret_token": own_secret,
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": 100,
    });
    match call_now(api, &account.token, "SetWebhook", params).await {
        Outcome::Done(_) => Ok(()),
        Outcome::Refused { code, description } => bail!("WEBHOOK_URL was refused ({code}): {description}"),
        other => {
            tracing::warn!(bot.id = %account.bot_id, outcome = ?other, "the webhook could not be set; the one that is set stays");
            Ok(())
        }
    }
}

/// Whether the messenger brings the bot's updates to our URL; nothing when it can't be asked now.
///
/// # Errors
/// When the messenger does not know the bot.
pub async fn is_webhook_ours(api: &Api, account: &store::bots::Bot, url: &str) -> anyhow::Result<Option<bool>> {
    let info = call(api, of(account), "GetWebhookInfo", json!({})).await?;
    let ours = our_webhook(account.bot_id, url);
    Ok(info.map(|info| info.get("url").and_then(Value::as_str) == Some(ours.as_str())))
}

/// Where a bot's updates are to be brought.
fn our_webhook(bot: BotId, url: &str) -> String {
    format!("{url}/tg/{bot}")
}

/// Refuses to poll past somebody's webhook.
///
/// # Errors
/// When one is set and the operator did not say that it may go.
pub async fn check_no_webhook(api: &Api, account: &store::bots::Bot, replace: ReplaceWebhook) -> anyhow::Result<()> {
    let Some(info) = call(api, of(account), "GetWebhookInfo", json!({})).await? else { return Ok(()) };
    let is_set = info.get("url").and_then(Value::as_str).is_some_and(|url| !url.is_empty());
    match (is_set, replace) {
        (false, _) => Ok(()),
        (true, ReplaceWebhook::Yes) => {
            call(api, of(account), "DeleteWebhook", json!({ "drop_pending_updates": false })).await?;
            Ok(())
        }
        (true, ReplaceWebhook::Never) => bail!(
            "bot {} has a webhook, so polling would take its updates away: set WEBHOOK_URL, or start with --replace-webhook",
            account.bot_id
        ),
    }
}

/// A bot as calls name it.
fn of(account: &store::bots::Bot) -> (BotId, &str) {
    (account.bot_id, &account.token)
}

/// A call with patience; `None` when the messenger can't be reached.
async fn call(api: &Api, (bot, token): (BotId, &str), method: &str, params: Value) -> anyhow::Result<Option<Value>> {
    for tried in 0..TRIES {
        match call_now(api, token, method, params.clone()).await {
            Outcome::Done(result) => return Ok(Some(result.read().unwrap_or_default())),
            Outcome::Refused { code: 401 | 404, .. } => {
                bail!("the messenger does not know the token of bot {bot}")
            }
            Outcome::Refused { code, description } => bail!("{method} was refused ({code}): {description}"),
            outcome => {
                tracing::warn!(bot.id = %bot, method, outcome = ?outcome, "the messenger can't be reached");
            }
        }
        tokio::time::sleep(Duration::from_millis(300).saturating_mul(tried.saturating_add(1))).await;
    }
    Ok(None)
}
