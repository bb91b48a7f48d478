//! Delivering updates to a bot's address, in Telegram's order and with Telegram's patience.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::shared::Shared;
use crate::world::{Pending, World};

const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
const DELAY_MAX: Duration = Duration::from_mins(1);
const RETRY_AFTER_MAX_SECONDS: u64 = 3600;

/// Where one delivery goes.
#[derive(Clone)]
struct Target {
    bot: usize,
    epoch: u64,
    url: String,
    secret: Option<String>,
}

/// Hand out the heads of a bot's lanes for as long as the emulator runs.
pub(crate) async fn run(shared: Arc<Shared>, bot: usize) {
    let mut wake = shared.world().bots[bot].wake.subscribe();
    loop {
        wake.mark_unchanged();
        while let Some((target, pending)) = next(&shared, bot) {
            tokio::spawn(deliver(Arc::clone(&shared), target, pending));
        }
        tokio::select! {
            () = shared.stopped() => return,
            changed = wake.changed() => if changed.is_err() { return },
        }
    }
}

fn next(shared: &Shared, bot: usize) -> Option<(Target, Pending)> {
    let mut world = shared.world();
    world.expire(bot);
    let World { bots, unrest, .. } = &mut *world;
    let owner = &mut bots[bot];
    let webhook = owner.state.webhook.as_ref()?;
    let target = Target { bot, epoch: owner.epoch, url: webhook.url.clone(), secret: webhook.secret.clone() };
    let pending = owner.queue.take_ready(webhook.max_connections, |waiting| unrest.choose(waiting))?;
    let (id, update) = (owner.id, pending.update_id);
    drop(world);
    shared.records.delivered(id, update);
    Some((target, pending))
}

async fn deliver(shared: Arc<Shared>, target: Target, pending: Pending) {
    let outcome = tokio::select! {
        outcome = post(&shared, &target, &pending) => outcome,
        // The update stays pending, and is kept as such.
        () = shared.stopped() => return,
    };
    let Some(delay) = settle(&shared, &target, &pending, outcome) else {
        return;
    };
    tokio::select! {
        () = tokio::time::sleep(delay) => {}
        () = shared.stopped() => return,
    }
    let mut world = shared.world();
    let bot = &mut world.bots[target.bot];
    if bot.epoch == target.epoch {
        bot.queue.reopen(pending.lane);
        bot.wake.send_replace(());
    }
}

/// Why a delivery failed, and the wait that the bot asked for.
struct Refusal {
    reason: String,
    retry_after: Option<Duration>,
}

async fn post(shared: &Shared, target: &Target, pending: &Pending) -> Result<(), Refusal> {
    let mut request =
        shared.webhooks.post(&target.url).header("content-type", "application/json").body(pending.body.to_string());
    if let Some(secret) = &target.secret {
        request = request.header(SECRET_HEADER, secret);
    }
    let response =
        request.send().await.map_err(|error| Refusal { reason: reason_of(&error).to_owned(), retry_after: None })?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let header = response.headers().get("retry-after");
    let seconds = header.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    Err(Refusal {
        reason: format!(
            "Wrong response from the webhook: {} {}",
            status.as_u16(),
            status.canonical_reason().unwrap_or_default()
        ),
        retry_after: seconds.map(|s| Duration::from_secs(s.min(RETRY_AFTER_MAX_SECONDS))),
    })
}

fn reason_of(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "Read timeout expired"
    } else if error.is_connect() {
        "Connection refused"
    } else {
        "Connection reset by peer"
    }
}

/// Take note of a delivery's end. Tells how long to wait before the next try, if there is one.
fn settle(shared: &Shared, target: &Target, pending: &Pending, outcome: Result<(), Refusal>) -> Option<Duration> {
    let mut world = shared.world();
    // The webhook was set anew or removed meanwhile: that queue no longer knows this delivery.
    if world.bots[target.bot].epoch != target.epoch {
        return None;
    }
    let refusal = match outcome {
        Ok(()) => {
            let queue = &mut world.bots[target.bot].queue;
            let taken = queue.delivered(pending.lane, pending.seq);
            world.acknowledge(target.bot, taken.as_slice());
            world.bots[target.bot].wake.send_replace(());
            return None;
        }
        Err(refusal) => refusal,
    };
    let now = world.now();
    let bot = &mut world.bots[target.bot];
    if let Some(webhook) = &mut bot.state.webhook {
        webhook.last_error = Some((now, refusal.reason));
    }
    let attempts = bot.queue.failed(pending.seq);
    bot.wake.send_replace(());
    let name = bot.config.username.clone();
    world.emit(|| json!({"type": "webhook", "bot": name}));
    // An update that expired while in flight is gone; its lane goes on at once.
    let Some(attempts) = attempts else {
        return Some(Duration::ZERO);
    };
    Some(refusal.retry_after.unwrap_or_else(|| delay(shared.retry_base, attempts)))
}

/// At once after the first failure, then 1, 2, 4.. times the base.
fn delay(base: Duration, attempts: u32) -> Duration {
    match attempts {
        0 | 1 => Duration::ZERO,
        more => base.saturating_mul(1 << (more - 2).min(16)).min(DELAY_MAX),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::delay;

    #[test]
    fn the_first_retry_is_immediate_and_later_ones_double() {
        let waits: Vec<_> = (1..6).map(|n| delay(Duration::from_secs(1), n).as_secs()).collect();
        assert_eq!(waits, [0, 1, 2, 4, 8]);
        assert_eq!(delay(Duration::from_secs(1), 40), Duration::from_mins(1));
    }
}
