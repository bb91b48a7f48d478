//! From the start of the process to the first answer, while somebody waits for it already.

use anyhow::Context;

use super::{note, row};
use crate::drive::PATIENCE;
use crate::figures::{Row, Run};
use crate::line::{Intake, Line, update};
use crate::measure::ms;
use crate::place::{Place, drained};
use crate::plan::{Plan, Suite};
use crate::scripts::say;

/// Starts for each intake; a single one says little.
const STARTS: usize = 5;

/// The chat of the first who writes.
const CHAT: usize = 0;

/// Through the webhook and by polling, on a database that was left in order.
pub async fn run(place: &Place, plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for intake in [Intake::Webhook, Intake::Polling] {
        let mut row = row(Suite::Start, "saldo", intake, place);
        for _ in 0..STARTS.max(plan.repeats) {
            note(&mut row, start(place, intake).await?);
        }
        rows.push(row);
    }
    Ok(rows)
}

async fn start(place: &Place, intake: Intake) -> anyhow::Result<Run> {
    let messenger = &place.messenger;
    let (act, person) = (say("/saldo"), place.people.writer(CHAT));
    let own = messenger.next_id();
    let asking = |id| update(id, person, &act.what, own, None);
    let told = messenger.expect(CHAT, act.messages, None);
    if intake == Intake::Polling {
        messenger.put(0, asking)?;
    }
    let bot = place.spawn(intake)?;
    messenger.ready(1, PATIENCE).await.context("the bot did not start")?;
    let ready = bot.started.elapsed();
    if intake == Intake::Webhook {
        // The messenger brings what has waited as soon as it knows where to.
        Line::open(&bot.way).await?.bring(&bot.way, messenger, 0, asking).await?;
    }
    let reply = tokio::time::timeout(PATIENCE, told).await.context("the first answer does not come")??;
    let first = reply.at.saturating_duration_since(bot.started);
    drained(bot.address).await?;
    let heard = messenger.take_heard(CHAT);
    anyhow::ensure!(heard == 1, "the first answer came {heard} times");
    let rss_peak_mib = Some(bot.rss_peak_mib()?);
    bot.stop().await?;
    Ok(Run { first_answer_ms: Some(ms(first)), ready_ms: Some(ms(ready)), rss_peak_mib, ..Run::default() })
}
