//! In the morning, each officer hears what waits: only what has waited since before that morning, and once a day.

use chrono::NaiveDate;
use dialogues::base::people::Salutation;
use dialogues::hub::TaskSummary;
use dialogues::requests::RequestsReply;
use domain::hours::DayPart;
use domain::role::Role;
use store::people::PersonKey;
use store::{StoreError, Tx};

use super::facts::tasks;
use crate::jobs::{Begins, Job, Running, Work};

/// Says each morning what waits.
pub const SUMMARY: Job = Job { name: "summary", begins: Begins::EachMorning, run: summary };

fn summary<'a>(tx: &'a mut Tx, work: &'a mut Work<'_>) -> Running<'a> {
    Box::pin(summary_in(tx, work))
}

async fn summary_in(tx: &mut Tx, work: &mut Work<'_>) -> Result<(), StoreError> {
    let settings = &work.tenant.settings;
    let today: NaiveDate = settings.zone.day(work.now);
    let Some(morning) = settings.quiet_hours.morning_of(today, settings.zone) else { return Ok(()) };
    let cooperative_id = work.tenant.cooperative_id;
    let officers = store::people::officers_in(tx, &[(cooperative_id, Role::ALL.to_vec())]).await?.pop();
    let keys: Vec<PersonKey> = officers
        .unwrap_or_default()
        .into_iter()
        .map(|(person_id, _)| PersonKey { cooperative_id, person_id })
        .collect();
    let found = store::tasks::count_in(tx, &keys).await?;
    let people = store::people::load_in(tx, &keys).await?;
    for ((key, found), person) in keys.iter().zip(found).zip(people) {
        let waits = found.iter().any(|task| task.oldest_us < morning.timestamp_micros());
        let summary = TaskSummary {
            greeting: Some((DayPart::of(work.now, settings.zone), person.the_only_member().map(Salutation::from))),
            ..TaskSummary::of(&tasks(&found), today, settings.zone)
        };
        if waits {
            work.say(
                key.person_id,
                person.locale,
                &format!("{}:{today}", SUMMARY.name),
                &RequestsReply::Waiting(summary).into(),
            );
        }
    }
    Ok(())
}
