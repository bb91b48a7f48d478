//! Before a bot is served: what the messenger calls it, and how updates come in; beside that, its command menus.
//!
//! Every step is one call that may be made again, and whoever takes a step decides when. Only a word of the messenger's
//! own refuses; whatever else answers, or does not, says that it can't be asked now.

use std::time::Duration;

use anyhow::anyhow;
use dialogues::hub::Command;
use domain::bug::{Bug, seeded};
use domain::ids::BotId;
use domain::locale::Locale;
use serde_json::{Value, json};
use store::Db;
use store::bots::Bot;
use tokio::sync::Semaphore;

use crate::ingest::polling::ALLOWED_UPDATES;
use crate::ingest::webhook::secret_of;
use crate::pauses::Pauses;
use crate::render;
use crate::settings::{ReplaceWebhook, Token};
use crate::telegram::api::{Api, Outcome};
use crate::telegram::payload::Call;
use crate::telegram::told::without_token;

/// Times that a command asks about a token before it takes it unseen.
const TRIES: u32 = 3;

/// The longest that is waited because the messenger said so: a figure beyond it is a mistake of somebody's.
const WAIT_MAX: Duration = Duration::from_mins(10);

/// Why a bot is not introduced yet.
#[derive(Debug)]
pub enum NotYet {
    /// The messenger can't be asked now, or asks to wait.
    Away {
        /// What is told of it.
        told: String,
        /// For how long it asked to wait.
        wait: Option<Duration>,
    },
    /// It says no, which is for an operator to mend.
    Refused(anyhow::Error),
}

impl NotYet {
    fn away(told: impl Into<String>) -> Self {
        Self::Away { told: told.into(), wait: None }
    }
}

/// How long it takes to the next try.
pub struct Tries {
    away: Pauses,
    refused: Pauses,
}

impl Default for Tries {
    fn default() -> Self {
        Self { away: while_away(), refused: Pauses::new(Duration::from_secs(5), Duration::from_mins(10)) }
    }
}

impl Tries {
    /// Tells why this one failed, and for how long to pause now.
    pub fn failed(&mut self, bot: BotId, why: &NotYet) -> Duration {
        match why {
            NotYet::Away { told, wait } => {
                tracing::warn!(bot.id = %bot, answer = told, "a bot is not introduced yet; trying again");
                wait.unwrap_or_default().max(self.away.take())
            }
            NotYet::Refused(error) => {
                self.away.reset();
                tell(bot, error);
                self.refused.take()
            }
        }
    }
}

/// What keeps one bot from being served is for the operator; the other bots go on.
fn tell(bot: BotId, error: &anyhow::Error) {
    tracing::error!(bot.id = %bot, error = format!("{error:#}"), "a bot is not served; trying again");
}

/// The pauses while the messenger is away: first short ones, since most of its bad moments are.
const fn while_away() -> Pauses {
    Pauses::new(Duration::from_millis(300), Duration::from_secs(15))
}

/// Asks what the messenger calls the bot, and remembers it.
///
/// # Errors
/// When it can't be asked now, or does not know the token.
pub async fn username(api: &Api, db: &Db, bot: &Bot) -> Result<String, NotYet> {
    let name = get_me(api, of(bot)).await?;
    if name != bot.username {
        let (bot_id, username) = (bot.bot_id, name.clone());
        db.unit(store::unit!("introduce"), move |tx| {
            Box::pin(async move { store::bots::set_username_in(tx, bot_id, &username).await })
        })
        .await
        .map_err(|error| NotYet::away(format!("the database: {error}")))?;
    }
    Ok(name)
}

/// Whether the messenger knows a token, asked a few times; one that can't be asked about is taken.
///
/// # Errors
/// When the messenger refuses it.
pub async fn check_token(api: &Api, token: &Token) -> anyhow::Result<()> {
    let mut pauses = while_away();
    for _ in 0..TRIES {
        match get_me(api, (token.bot_id, &token.secret)).await {
            Ok(_) => return Ok(()),
            Err(NotYet::Refused(error)) => return Err(error),
            Err(NotYet::Away { told, .. }) => {
                tracing::warn!(bot.id = %token.bot_id, answer = told, "the messenger can't be asked about the token");
            }
        }
        tokio::time::sleep(pauses.take()).await;
    }
    Ok(())
}

/// The same, however long the messenger is away: what it said of the token is known when this returns.
///
/// # Errors
/// When the messenger refuses it.
pub async fn wait_for_token(api: &Api, token: &Token) -> anyhow::Result<()> {
    let mut tries = Tries::default();
    loop {
        let pause = match get_me(api, (token.bot_id, &token.secret)).await {
            Ok(_) => return Ok(()),
            Err(NotYet::Refused(error)) => return Err(error),
            Err(away) => tries.failed(token.bot_id, &away),
        };
        tokio::time::sleep(pause).await;
    }
}

/// Sets the webhook to our URL, with the bot's own secret.
///
/// # Errors
/// When the messenger can't be asked now, or refuses it.
pub async fn set_webhook(api: &Api, bot: &Bot, url: &str, secret: &str) -> Result<(), NotYet> {
    let Some(own_secret) = secret_of(secret, bot.bot_id) else {
        return Err(NotYet::Refused(anyhow!("WEBHOOK_SECRET is empty")));
    };
    let params = json!({
        "url": our_webhook(bot.bot_id, url),
        "secret_token": own_secret,
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": 100,
    });
    match ask(api, of(bot), "SetWebhook", params).await {
        Err(NotYet::Refused(error)) => Err(NotYet::Refused(error.context("WEBHOOK_URL"))),
        other => other.map(drop),
    }
}

/// Where the messenger brings a bot's updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brings {
    /// To us.
    Here,
    /// To another address.
    Elsewhere,
    /// To nobody.
    Nowhere,
}

/// Asks where the messenger brings the bot's updates.
///
/// # Errors
/// When it can't be asked now, or does not know the bot.
pub async fn brings(api: &Api, bot: &Bot, url: &str) -> Result<Brings, NotYet> {
    let set = webhook_of(api, bot).await?;
    Ok(match set {
        set if set == our_webhook(bot.bot_id, url) => Brings::Here,
        set if set.is_empty() && !seeded(Bug::NobodysWebhookLeft) => Brings::Nowhere,
        _ => Brings::Elsewhere,
    })
}

/// Where a bot's updates are to be brought.
fn our_webhook(bot: BotId, url: &str) -> String {
    format!("{url}/tg/{bot}")
}

/// The address that is set; empty when none is.
async fn webhook_of(api: &Api, bot: &Bot) -> Result<String, NotYet> {
    let info = ask(api, of(bot), "GetWebhookInfo", json!({})).await?;
    let url = info.get("url").and_then(Value::as_str);
    url.map(str::to_owned).ok_or_else(|| NotYet::away("GetWebhookInfo: an answer without the address"))
}

/// Refuses to poll past somebody's webhook.
///
/// # Errors
/// When one is set and the operator did not say that it may go, or the messenger can't be asked now.
pub async fn check_no_webhook(api: &Api, bot: &Bot, replace: ReplaceWebhook) -> Result<(), NotYet> {
    match (webhook_of(api, bot).await?.is_empty(), replace) {
        (true, _) => Ok(()),
        (false, ReplaceWebhook::Yes) => {
            ask(api, of(bot), "DeleteWebhook", json!({ "drop_pending_updates": false })).await.map(drop)
        }
        (false, ReplaceWebhook::Never) => Err(NotYet::Refused(anyhow!(
            "bot {} has a webhook, so polling would take its updates away: set WEBHOOK_URL, or start with --replace-webhook",
            bot.bot_id
        ))),
    }
}

/// Sets the menus in both languages, however long that takes: they are a courtesy, and nothing waits for them. One that
/// the messenger refuses is left as it is.
pub async fn set_menus(api: &Api, bot: &Bot, introducing: &Semaphore) {
    debug_assert!(Command::ALL.len() < 100, "the messenger takes at most 100 commands");
    let mut pauses = while_away();
    for params in Locale::ALL.into_iter().flat_map(menus) {
        loop {
            let Ok(place) = introducing.acquire().await else { return };
            let set = ask(api, of(bot), "SetMyCommands", params.clone()).await;
            drop(place);
            let (told, wait) = match set {
                Ok(_) => break,
                Err(NotYet::Refused(error)) => {
                    tracing::warn!(bot.id = %bot.bot_id, answer = %error, "a command menu is not set");
                    break;
                }
                Err(NotYet::Away { told, wait }) => (told, wait),
            };
            tracing::info!(bot.id = %bot.bot_id, answer = told, "a command menu is not set yet; trying again");
            tokio::time::sleep(wait.unwrap_or_default().max(pauses.take())).await;
        }
        pauses.reset();
    }
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

/// A bot as calls name it.
fn of(bot: &Bot) -> (BotId, &str) {
    (bot.bot_id, &bot.token)
}

/// The bot's username. Nothing but the messenger's 401 or 404 to this call means that it does not know the token.
async fn get_me(api: &Api, (bot, token): (BotId, &str)) -> Result<String, NotYet> {
    let outcome = api.call(token, &Call::new("GetMe", &json!({}))).await;
    match outcome {
        Outcome::Refused { code: 401 | 404, .. } => {
            Err(NotYet::Refused(anyhow!("the messenger does not know the token of bot {bot}")))
        }
        Outcome::Refused { .. } => Err(NotYet::away(format!("GetMe: {}", without_token(&outcome, token)))),
        outcome => {
            let me = result_of(&outcome, "GetMe", token)?;
            let name = me.get("username").and_then(Value::as_str).filter(|name| !name.is_empty());
            name.map(str::to_owned).ok_or_else(|| NotYet::away("GetMe: an answer without a username"))
        }
    }
}

/// One call whose result is wanted before anything is served.
async fn ask(api: &Api, (_, token): (BotId, &str), method: &str, params: Value) -> Result<Value, NotYet> {
    result_of(&api.call(token, &Call::new(method, &params)).await, method, token)
}

fn result_of(outcome: &Outcome, method: &str, token: &str) -> Result<Value, NotYet> {
    let told = || format!("{method}: {}", without_token(outcome, token));
    match outcome {
        Outcome::Done(result) => Ok(result.read().unwrap_or_default()),
        Outcome::Refused { .. } => Err(NotYet::Refused(anyhow!(told()))),
        Outcome::TooMany { retry_after } => {
            Err(NotYet::Away { told: told(), wait: Some(Duration::from_secs(*retry_after).min(WAIT_MAX)) })
        }
        Outcome::Migrated(_) | Outcome::NotTaken { .. } | Outcome::Unknown(_) => Err(NotYet::away(told())),
    }
}
