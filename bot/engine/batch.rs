//! One batch: claim, load, ask, step, and hand over to the flush.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use dialogues::home::HomeReply;
use dialogues::hub::{Board, Ctx, Facts, Input, Need, Step};
use dialogues::{Dialogue, ROUNDS, needs, step};
use domain::ids::CooperativeId;
use futures_util::FutureExt;
use store::inbox::{Ending, Head};
use store::people::PersonKey;
use store::{StoreError, Tx};

use super::ending::{self, Fresh};
use super::footprint::{Admission, Footprint};
use super::{Engine, Said, Worked, flush};
use crate::telegram::route::{Incoming, Routed};
use crate::telegram::unread::{self, Unread};
use crate::{crash, rooms, tenants};

/// An update of a person on its way through a batch.
pub struct Case {
    /// As the inbox gave it.
    pub head: Head,
    /// What they did.
    pub incoming: Incoming,
    /// Whose bot it is.
    pub cooperative_id: CooperativeId,
    /// What the messenger calls the bot.
    pub bot_username: String,
    /// What is known.
    pub facts: Facts,
    /// What surrounds the step.
    pub ctx: Ctx,
    /// Where the dialogue stands.
    pub dialogue: Dialogue,
    /// Whether the stored state could not be read.
    pub state_lost: bool,
}

impl Case {
    /// Who speaks, within their cooperative.
    pub const fn person_key(&self) -> PersonKey {
        PersonKey { cooperative_id: self.cooperative_id, person_id: self.head.person }
    }
}

/// A case with its decision.
pub struct Decided {
    /// The case.
    pub case: Case,
    /// The decision.
    pub step: Step,
}

/// What is to be written for a whole batch.
#[derive(Default)]
pub struct Flush {
    /// Decisions, in order of arrival.
    pub decided: Vec<Decided>,
    /// Updates that end, with or without a decision.
    pub endings: Vec<(i64, Ending)>,
    /// Chats that blocked or unblocked us.
    pub reachable: Vec<(Head, bool)>,
    /// Updates whose step failed, to be tried again or given up.
    pub failed: Vec<Head>,
    /// Updates of people who are told that they are too fast.
    pub too_fast: Vec<Head>,
    /// Updates left for the next batch.
    pub deferred: usize,
}

/// Works on one batch of at most `width` lanes.
pub async fn work_in(tx: &mut Tx, engine: Arc<Engine>, width: i64, stale_counts: bool) -> Result<Worked, StoreError> {
    let now_us = engine.clock.now_us();
    let heads = store::inbox::claim_in(tx, &engine.keys, width, now_us).await?;
    if !heads.is_empty() {
        crash::point("work.claimed");
    }
    if width > 1 || heads.len() != 1 {
        return process_in(tx, &engine, heads, &Fresh::default()).await;
    }
    let alone = heads.first().cloned();
    let again = Arc::clone(&engine);
    // A panic anywhere is the update's own fault as much as an error is: uncaught it would come back for ever.
    let result = tx
        .savepoint(|tx| Box::pin(async move { caught(process_in(tx, &again, heads, &Fresh::default())).await }))
        .await?;
    match (result, alone) {
        (Err(error), Some(head))
            if error.is_culprit() || (stale_counts && matches!(error, StoreError::Stale { .. })) =>
        {
            tracing::error!(error = %error, update.arrival = head.arrival, "an update failed");
            let came = ending::Came::of(std::slice::from_ref(&head), now_us);
            let (dead, waiting) = ending::fail_in(tx, &engine, std::slice::from_ref(&head)).await?;
            let ended = ending::ended(&dead, &came);
            Ok(Worked { taken: 1, ended, said: Said { waiting, handed: None }, ..Worked::default() })
        }
        (result, _) => result,
    }
}

async fn caught(work: impl Future<Output = Result<Worked, StoreError>>) -> Result<Worked, StoreError> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or(Err(StoreError::Panicked))
}

/// Works on updates whose lanes this transaction holds; some are fresh in it.
pub async fn process_in(
    tx: &mut Tx,
    engine: &Engine,
    heads: Vec<Head>,
    fresh: &Fresh<'_>,
) -> Result<Worked, StoreError> {
    if heads.is_empty() {
        return Ok(Worked::default());
    }
    let now_us = engine.clock.now_us();
    let came = ending::Came::of(&heads, now_us);
    let taken = u64::try_from(heads.len()).unwrap_or(u64::MAX);
    let mut flush = Flush::default();
    let mut cases = load_in(tx, engine, heads, &mut flush).await?;
    for round in 0..=ROUNDS {
        let asked: Vec<_> =
            cases.iter().map(|case| needs(&case.dialogue, &case.incoming.input, &case.facts, &case.ctx)).collect();
        if asked.iter().all(Vec::is_empty) {
            break;
        }
        if round == ROUNDS {
            let arrivals = still_asking(&cases, &asked);
            tracing::error!(update.arrivals = ?arrivals, "steps asked for more rounds than there are");
            break;
        }
        rooms::answer_in(tx, engine, &mut cases, &asked).await?;
    }
    decide(cases, &mut flush);
    let (mut endings, deferred) = (flush.endings.clone(), flush.deferred);
    flush.endings = fresh.keep_undone_in(tx, engine, &endings).await?;
    let (failed, too_fast) = (std::mem::take(&mut flush.failed), std::mem::take(&mut flush.too_fast));
    let mut said = flush::write_in(tx, engine, flush).await?;
    let (dead, apologies) = ending::fail_in(tx, engine, &failed).await?;
    said.waiting = said.waiting.saturating_add(apologies);
    for head in &too_fast {
        let told = flush::tell_in(tx, engine, head, HomeReply::SlowDown).await?;
        said.waiting = said.waiting.saturating_add(told);
    }
    endings.extend(dead);
    Ok(Worked { taken, ended: ending::ended(&endings, &came), deferred, said, older: false })
}

/// Whose update still asks; what it is about may be a name or a code, and is not for the log.
fn still_asking(cases: &[Case], asked: &[Vec<Need>]) -> Vec<i64> {
    let asks = cases.iter().zip(asked).filter(|(_, needs)| !needs.is_empty());
    asks.map(|(case, _)| case.head.arrival).collect()
}

/// Reads the updates, and all that every step knows: the person, their dialogue, their cooperative.
async fn load_in(tx: &mut Tx, engine: &Engine, heads: Vec<Head>, flush: &mut Flush) -> Result<Vec<Case>, StoreError> {
    let tenants = tenants::of_in(tx, &heads).await?;
    let mut routed = Vec::with_capacity(heads.len());
    for head in heads {
        let Some(tenant) = tenants.get(&head.bot) else {
            flush.endings.push((head.arrival, Ending::Dead));
            continue;
        };
        let Some(body) = &head.body else {
            tracing::error!(update.arrival = head.arrival, "an update can't be opened with this key");
            flush.endings.push((head.arrival, Ending::Dead));
            continue;
        };
        match read(engine, head.arrival, body, &tenant.bot_username).await {
            Routed::Dialogue(incoming) => routed.push((head, *incoming, tenant)),
            Routed::Reachable(reachable) => {
                flush.endings.push((head.arrival, Ending::Done));
                flush.reachable.push((head, reachable));
            }
            Routed::Ignored => flush.endings.push((head.arrival, Ending::Done)),
            Routed::Unknown(_) => flush.endings.push((head.arrival, Ending::Unparsed)),
        }
    }
    let keys: Vec<PersonKey> = routed
        .iter()
        .map(|(head, _, tenant)| PersonKey { cooperative_id: tenant.cooperative_id, person_id: head.person })
        .collect();
    let people = store::people::load_in(tx, &keys).await?;
    let now = engine.clock.now();
    let heard = routed.into_iter().zip(people).filter(|((head, ..), person)| engine.hears(head, person, flush));
    Ok(heard
        .map(|((head, incoming, tenant), person)| {
            let locale = person.locale.unwrap_or(incoming.app_locale);
            let seed = engine.keys.seed(&format!("in:{}", head.arrival));
            let (dialogue, state_lost) = match head.dialogue.as_deref().map(Dialogue::from_json) {
                None => (Dialogue::Idle, false),
                Some(Ok(dialogue)) => (dialogue, false),
                Some(Err(_)) => (Dialogue::Idle, true),
            };
            let person = rooms::people::facts::person(now, head.person, person);
            // Whoever never stood anywhere was shown nothing that is not theirs.
            let keyboard = head.dialogue.as_deref().map_or_else(|| Some(Board::of(&person)), Dialogue::keyboard_in);
            let facts = Facts { keyboard, ..Facts::new(tenant.settings.clone(), person) };
            Case {
                ctx: Ctx {
                    now,
                    today: tenant.settings.zone.day(now),
                    locale,
                    chat: incoming.chat,
                    seed: seed.first_chunk().copied().unwrap_or_default(),
                },
                facts,
                cooperative_id: tenant.cooperative_id,
                bot_username: tenant.bot_username.clone(),
                head,
                incoming,
                dialogue,
                state_lost,
            }
        })
        .collect())
}

/// Reads one update; the log tells which can't be read, and why.
async fn read(engine: &Engine, arrival: i64, body: &[u8], username: &str) -> Routed {
    let routed = engine.router.route(body, username).await;
    match &routed {
        Routed::Dialogue(incoming) if incoming.input == Input::UnknownButton => {
            let why = unread::of_press(body);
            tracing::info!(update.arrival = arrival, kind = "callback_query", why, "a press can't be read");
        }
        Routed::Unknown(why) => {
            let Unread { update_id, kind, .. } = unread::of(body);
            tracing::warn!(
                update.arrival = arrival,
                update.id = update_id,
                kind,
                why,
                "an update of an unknown kind is set aside"
            );
        }
        Routed::Dialogue(_) | Routed::Reachable(_) | Routed::Ignored => {}
    }
    routed
}

/// Steps each case and lets those into the batch whose footprints do not meet.
fn decide(cases: Vec<Case>, flush: &mut Flush) {
    let mut footprint = Footprint::default();
    for case in cases {
        let decided =
            catch_unwind(AssertUnwindSafe(|| step(&case.dialogue, &case.incoming.input, &case.facts, &case.ctx)));
        let Ok(mut step) = decided else {
            tracing::error!(update.arrival = case.head.arrival, "a step panicked");
            flush.failed.push(case.head);
            continue;
        };
        if footprint.admit(case.cooperative_id, &step) == Admission::Deferred {
            flush.deferred = flush.deferred.saturating_add(1);
            continue;
        }
        if step.replies.contains(&HomeReply::Apology.into()) {
            tracing::error!(update.arrival = case.head.arrival, "a step apologised: it can't decide what it should");
        }
        if case.state_lost {
            step.replies.insert(0, HomeReply::StateLost.into());
        }
        flush.endings.push((case.head.arrival, Ending::Done));
        flush.decided.push(Decided { case, step });
    }
}
