//! What the bot begins by itself: each job once for its subject and period, whichever replica runs it.
//!
//! The runner knows no room: each names its jobs in `rooms`. A job claims its key in the transaction that writes its messages; whoever comes second finds the key taken.
//! Where time has leapt, only the newest period is spoken of. At night and on Sundays nothing begins.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use dialogues::hub::{Chat, Reply, Service};
use domain::ids::{BotId, ChatId, PersonId};
use domain::locale::Locale;
use futures_util::future::BoxFuture;
use store::jobs::Run;
use store::outbox::{Form, NewMessage, Pace};
use store::{Db, Keyring, StoreError, Tx};
use tokio::sync::{Notify, watch};

use crate::bots::Registry;
use crate::clock::Clock;
use crate::render::{self, RenderCtx};
use crate::rooms;
use crate::telegram::payload;
use crate::tenants::{self, Tenant};

/// How often the clock is looked at; it may leap in a demo.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Jobs are looked for once in so many seconds of the clock.
const EVERY_SECONDS: i64 = 300;

/// All that jobs need.
pub struct Jobs {
    db: Db,
    keys: Keyring,
    registry: Registry,
    clock: Clock,
    outbox_filled: Arc<Notify>,
}

/// One cooperative at one instant.
pub struct Work<'a> {
    bot: BotId,
    /// The cooperative.
    pub tenant: &'a Tenant,
    /// The keys.
    pub keys: &'a Keyring,
    /// The instant.
    pub now: DateTime<Utc>,
    messages: Vec<NewMessage>,
}

/// Something that the bot begins by itself.
pub struct Job {
    /// Its name in the keys, for ever.
    pub name: &'static str,
    /// When, and who claims its key.
    pub begins: Begins,
    /// Does it, in the transaction of its key.
    pub run: for<'a, 'b> fn(&'a mut Tx, &'a mut Work<'b>) -> Running<'a>,
}

/// A job at work.
pub type Running<'a> = BoxFuture<'a, Result<(), StoreError>>;

/// When a job begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// Once a day, when the quiet hours have ended: its subject is the cooperative, its period the legal day, and the
    /// runner claims the key.
    EachMorning,
    /// Whenever the clock is looked at: the job finds its subjects, and claims a key for each with its period.
    AtEachLook,
}

/// Runs of all jobs are kept for so long: reminders look back the furthest, and end with an answer.
const KEEP_US: i64 = 400 * 24 * 3_600 * 1_000_000;

impl Jobs {
    /// With shares of what the process has.
    pub fn new(db: &Db, keys: &Keyring, registry: &Registry, clock: &Clock, outbox_filled: &Arc<Notify>) -> Self {
        Self {
            db: db.clone(),
            keys: keys.clone(),
            registry: registry.clone(),
            clock: clock.clone(),
            outbox_filled: Arc::clone(outbox_filled),
        }
    }

    /// Runs what is due until told to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut last = None;
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = stop.changed() => return,
            }
            let now = self.clock.now();
            let turn = now.timestamp().div_euclid(EVERY_SECONDS);
            if last == Some(turn) {
                continue;
            }
            last = Some(turn);
            for bot in self.registry.now().iter() {
                if let Err(error) = self.of_bot(bot.bot_id, now).await {
                    tracing::warn!(bot.id = %bot.bot_id, error = %error, "jobs failed; they come back");
                    last = None;
                }
            }
        }
    }

    /// One cooperative's jobs, in one transaction.
    async fn of_bot(&self, bot: BotId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let keys = self.keys.clone();
        let said = self
            .db
            .unit(store::unit!("jobs"), move |tx| Box::pin(async move { of_bot_in(tx, &keys, bot, now).await }))
            .await?;
        if said > 0 {
            self.outbox_filled.notify_one();
        }
        Ok(())
    }
}

/// Runs what is due for the cooperative of this bot; returns how many messages that makes.
///
/// # Errors
/// When the database fails.
async fn of_bot_in(tx: &mut Tx, keys: &Keyring, bot: BotId, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let Some(tenant) = tenants::of_bot_in(tx, bot).await? else { return Ok(0) };
    // A suspended cooperative's bot answers, and begins nothing: what is due is said once it is resumed.
    if tenant.settings.service == Service::Suspended {
        return Ok(0);
    }
    if !tenant.settings.quiet_hours.may_begin(now, tenant.settings.zone) {
        return Ok(0);
    }
    let mut work = Work { bot, tenant: &tenant, keys, now, messages: Vec::new() };
    for job in &rooms::JOBS {
        if is_due_in(tx, job, &work).await? {
            (job.run)(tx, &mut work).await?;
        }
    }
    store::outbox::add_in(tx, keys, &work.messages, now.timestamp_micros()).await?;
    Ok(work.messages.len())
}

/// Whether this job begins now; of one that begins each morning, the key is claimed by asking.
async fn is_due_in(tx: &mut Tx, job: &Job, work: &Work<'_>) -> Result<bool, StoreError> {
    let (settings, cooperative) = (&work.tenant.settings, work.tenant.cooperative_id);
    match job.begins {
        Begins::AtEachLook => Ok(true),
        Begins::EachMorning => {
            let today = settings.zone.day(work.now);
            if settings.quiet_hours.morning_of(today, settings.zone).is_none() {
                return Ok(false);
            }
            let run = Run { subject: String::new(), period: today.to_string() };
            if store::jobs::claim_in(tx, cooperative, job.name, &[run], work.now_us()).await?.is_empty() {
                return Ok(false);
            }
            store::jobs::drop_old_in(tx, cooperative, work.now_us().saturating_sub(KEEP_US)).await?;
            Ok(true)
        }
    }
}

impl Work<'_> {
    /// The instant, in microseconds.
    pub fn now_us(&self) -> i64 {
        self.now.timestamp_micros()
    }

    /// Says something to somebody in private; the cause is the job's own key with the person.
    pub fn say(&mut self, to: PersonId, locale: Option<Locale>, cause: &str, reply: &Reply) {
        let words = RenderCtx {
            cooperative: &self.tenant.settings,
            receipts: &[],
            question: None,
            bot_username: &self.tenant.bot_username,
            chat: Chat::Private,
        };
        let rendered = render::render(reply, locale.unwrap_or_default(), &words);
        self.messages.push(NewMessage {
            bot: self.bot,
            chat: ChatId(to.0),
            cause_key: format!("job:{cause}:{to}"),
            form: Form::Message,
            pace: Pace::Paced,
            after_message_id: 0,
            payload: payload::message(ChatId(to.0), 0, rendered).to_json(),
        });
    }
}
