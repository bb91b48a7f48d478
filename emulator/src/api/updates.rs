//! Handing out updates: polling, and the webhook's settings.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::Call;
use super::params::Params;
use crate::error::ApiError;
use crate::shared::Shared;
use crate::world::{Bot, Webhook, World};

const POLL_LIMIT: i64 = 100;
const POLL_SECONDS_MAX: i64 = 50;
/// An offset further ahead than this is not believed.
const FUTURE_MAX: i64 = 10;
const CONNECTIONS_DEFAULT: i64 = 40;
const CONNECTIONS_MAX: i64 = 100;

/// What one look at the queue gave.
enum Look {
    Found { updates: String, ids: Vec<i64> },
    Empty,
}

/// Long polling.
pub(super) async fn get(shared: &Arc<Shared>, call: &Call) -> Result<String, ApiError> {
    let params = &call.params;
    let limit = params.number("limit").unwrap_or(POLL_LIMIT).clamp(1, POLL_LIMIT);
    let limit = usize::try_from(limit).unwrap_or(1);
    let seconds = params.number("timeout").unwrap_or(0).clamp(0, POLL_SECONDS_MAX);
    let deadline = Instant::now() + Duration::from_secs(seconds.unsigned_abs());
    let (poll, mut wake) = begin(&mut shared.world(), call)?;
    loop {
        wake.mark_unchanged();
        let look = look(&mut shared.world(), call.bot, poll, limit)?;
        if let Look::Found { updates, ids } = look {
            let owner = shared.world().bots[call.bot].id;
            for id in ids {
                shared.records.delivered(owner, id);
            }
            return Ok(updates);
        }
        tokio::select! {
            changed = wake.changed() => if changed.is_err() { return Ok("[]".to_owned()) },
            () = tokio::time::sleep_until(deadline) => return Ok("[]".to_owned()),
            () = shared.stopped() => return Ok("[]".to_owned()),
        }
    }
}

type Wake = tokio::sync::watch::Receiver<()>;

/// Take the turn from any waiting poll, and confirm what the offset confirms.
fn begin(world: &mut World, call: &Call) -> Result<(u64, Wake), ApiError> {
    check_no_webhook(&world.bots[call.bot])?;
    set_allowed(world, call);
    let bot = &mut world.bots[call.bot];
    bot.poll += 1;
    let poll = bot.poll;
    bot.wake.send_replace(());
    let wake = bot.wake.subscribe();
    let confirmed = match call.params.number("offset").unwrap_or(0) {
        0 => Vec::new(),
        offset if offset < 0 => {
            let newest = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            bot.queue.keep_newest(newest)
        }
        // An offset from before the ids jumped down confirms nothing.
        offset if offset > bot.state.next_update_id + FUTURE_MAX => Vec::new(),
        offset => bot.queue.confirm_below(offset),
    };
    world.acknowledge(call.bot, &confirmed);
    Ok((poll, wake))
}

fn check_no_webhook(bot: &Bot) -> Result<(), ApiError> {
    if bot.state.webhook.is_none() {
        return Ok(());
    }
    Err(ApiError::new(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to \
         delete the webhook first",
    ))
}

fn look(world: &mut World, bot: usize, poll: u64, limit: usize) -> Result<Look, ApiError> {
    world.expire(bot);
    let bot = &world.bots[bot];
    check_no_webhook(bot)?;
    if bot.poll != poll {
        return Err(ApiError::new(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot \
             instance is running",
        ));
    }
    let mut head: Vec<_> = bot.queue.head(limit).cloned().collect();
    world.unrest.shuffle(&mut head, |pending| pending.lane);
    if head.is_empty() {
        return Ok(Look::Empty);
    }
    let bodies: Vec<&str> = head.iter().map(|pending| &*pending.body).collect();
    Ok(Look::Found {
        updates: format!("[{}]", bodies.join(",")),
        ids: head.iter().map(|pending| pending.update_id).collect(),
    })
}

/// An empty list means the usual kinds; a missing one leaves the last setting, also between polling and webhook.
fn set_allowed(world: &mut World, call: &Call) {
    let Some(kinds) = call.params.get("allowed_updates").and_then(Value::as_array) else {
        return;
    };
    let kinds: Vec<String> = kinds.iter().filter_map(|kind| kind.as_str().map(str::to_owned)).collect();
    let allowed = (!kinds.is_empty()).then_some(kinds);
    let state = &mut world.bots[call.bot].state;
    if state.allowed_updates != allowed {
        state.allowed_updates = allowed;
        world.keep_bot(call.bot);
    }
}

pub(super) fn set_webhook(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let params = &call.params;
    let url = params.text("url").unwrap_or_default().to_owned();
    if url.is_empty() {
        return Ok(delete_webhook(world, call));
    }
    // Real Telegram wants HTTPS; on loopback there is nobody to hide from.
    if reqwest::Url::parse(&url).is_err() {
        return Err(ApiError::bad_request("bad webhook: invalid webhook URL specified"));
    }
    let secret = params.text("secret_token").map(str::to_owned);
    if let Some(secret) = &secret {
        check_secret(secret)?;
    }
    set_allowed(world, call);
    drop_pending(world, call);
    let wanted = params.number("max_connections").unwrap_or(CONNECTIONS_DEFAULT);
    let bot = &mut world.bots[call.bot];
    bot.epoch += 1;
    bot.poll += 1;
    bot.state.webhook = Some(Webhook {
        url,
        secret,
        max_connections: usize::try_from(wanted.clamp(1, CONNECTIONS_MAX)).unwrap_or(1),
        last_error: None,
    });
    bot.queue.use_lanes(true);
    bot.wake.send_replace(());
    world.keep_bot(call.bot);
    Ok(Value::Bool(true))
}

fn check_secret(secret: &str) -> Result<(), ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if secret.is_empty() || secret.len() > 256 || !secret.chars().all(allowed) {
        return Err(ApiError::bad_request("secret token contains unallowed characters"));
    }
    Ok(())
}

fn drop_pending(world: &mut World, call: &Call) {
    if flag(&call.params) {
        let dropped = world.bots[call.bot].queue.keep_newest(0);
        world.forget(call.bot, &dropped);
    }
}

fn flag(params: &Params) -> bool {
    params.flag("drop_pending_updates")
}

pub(super) fn delete_webhook(world: &mut World, call: &Call) -> Value {
    drop_pending(world, call);
    let bot = &mut world.bots[call.bot];
    bot.epoch += 1;
    bot.state.webhook = None;
    bot.queue.use_lanes(false);
    bot.wake.send_replace(());
    world.keep_bot(call.bot);
    Value::Bool(true)
}

pub(super) fn webhook_info(world: &World, call: &Call) -> Value {
    let bot = &world.bots[call.bot];
    let mut info = json!({
        "url": "",
        "has_custom_certificate": false,
        "pending_update_count": bot.queue.len(),
    });
    if let Some(kinds) = &bot.state.allowed_updates {
        info["allowed_updates"] = json!(kinds);
    }
    if let Some(webhook) = &bot.state.webhook {
        info["url"] = json!(webhook.url);
        info["max_connections"] = json!(webhook.max_connections);
        if let Some((at, message)) = &webhook.last_error {
            info["last_error_date"] = json!(at);
            info["last_error_message"] = json!(message);
        }
    }
    info
}
