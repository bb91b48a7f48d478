//! Questions that nobody has answered: officers are reminded after a day and after three, then the chair is told, and
//! whoever asked hears that it still waits.

use chrono::TimeDelta;
use dialogues::questions::{QuestionsReply, WaitingLine};
use domain::question::Waiting;
use domain::role::Role;
use store::jobs::Run;
use store::questions::Found;
use store::{StoreError, Tx};

use crate::jobs::{Begins, Job, Running, Work};

/// Reminds of each question after each step of its waiting: the question is the subject, the step the period.
pub const REMINDERS: Job = Job { name: JOB, begins: Begins::AtEachLook, run: remind };

/// Its name in the keys; the store's look-up knows it, too.
const JOB: &str = "question";

/// The asker's own part of it.
const ASKER_JOB: &str = "question-asker";

/// Questions that one turn speaks of at the most; the next turn takes the rest.
const MOST: i64 = 20;

fn remind<'a>(tx: &'a mut Tx, work: &'a mut Work<'_>) -> Running<'a> {
    Box::pin(remind_in(tx, work))
}

async fn remind_in(tx: &mut Tx, work: &mut Work<'_>) -> Result<(), StoreError> {
    let cooperative = work.tenant.cooperative_id;
    let ago = |days| work.now.checked_sub_signed(TimeDelta::days(days)).unwrap_or(work.now).timestamp_micros();
    let (day, three) = (ago(1), ago(3));
    let due = store::questions::list_waiting_in(tx, work.keys, cooperative, (day, three), MOST).await?;
    let reached: Vec<(Found, Waiting)> = due
        .into_iter()
        .filter_map(|found| Waiting::reached(found.question.asked_at, work.now).map(|waiting| (found, waiting)))
        .collect();
    let runs: Vec<Run> = reached.iter().map(|(found, waiting)| run(found, *waiting)).collect();
    let claimed = store::jobs::claim_in(tx, cooperative, JOB, &runs, work.now_us()).await?;
    let mine: Vec<(Found, Waiting)> =
        reached.into_iter().filter(|(found, waiting)| claimed.contains(&run(found, *waiting))).collect();
    if mine.is_empty() {
        return Ok(());
    }
    tell_askers_in(tx, work, &mine).await?;
    tell_officers_in(tx, work, &mine).await
}

fn run(found: &Found, waiting: Waiting) -> Run {
    Run { subject: found.question.question_id.to_string(), period: waiting.as_str().to_owned() }
}

/// Once, however many steps have passed; in private, where that is possible.
async fn tell_askers_in(tx: &mut Tx, work: &mut Work<'_>, mine: &[(Found, Waiting)]) -> Result<(), StoreError> {
    let cooperative = work.tenant.cooperative_id;
    let runs: Vec<Run> = mine.iter().map(|(found, _)| run(found, Waiting::Day)).collect();
    let claimed = store::jobs::claim_in(tx, cooperative, ASKER_JOB, &runs, work.now_us()).await?;
    let told: Vec<&Found> = mine
        .iter()
        .map(|(found, _)| found)
        .filter(|found| found.reachable && claimed.contains(&run(found, Waiting::Day)))
        .collect();
    let keys: Vec<_> = told
        .iter()
        .map(|found| store::people::PersonKey { cooperative_id: cooperative, person_id: found.question.asked_by })
        .collect();
    let people = store::people::load_in(tx, &keys).await?;
    for (found, person) in told.into_iter().zip(people) {
        let question = &found.question;
        let cause = format!("{ASKER_JOB}:{}", question.question_id);
        let reply = QuestionsReply::StillWaiting { number: question.number }.into();
        work.say(question.asked_by, person.locale, &cause, &reply);
    }
    Ok(())
}

/// One message an officer, whatever the number of questions.
async fn tell_officers_in(tx: &mut Tx, work: &mut Work<'_>, mine: &[(Found, Waiting)]) -> Result<(), StoreError> {
    let cooperative = work.tenant.cooperative_id;
    let line = |(found, waiting): &(Found, Waiting)| WaitingLine { number: found.question.number, waiting: *waiting };
    let all: Vec<WaitingLine> = mine.iter().map(line).collect();
    let long: Vec<WaitingLine> = all.iter().filter(|line| line.waiting == Waiting::ThreeDays).copied().collect();
    let roles = work.tenant.settings.question_roles.clone();
    let asked = [(cooperative, roles), (cooperative, vec![Role::Chair])];
    let mut found = store::people::officers_in(tx, &asked).await?.into_iter();
    let (officers, chairs) = (found.next().unwrap_or_default(), found.next().unwrap_or_default());
    let Some((first, waiting)) = mine.first() else { return Ok(()) };
    let cause = format!("{JOB}:{}:{}", first.question.question_id, waiting.as_str());
    for (person, locale) in &chairs {
        if !long.is_empty() {
            work.say(*person, *locale, &cause, &QuestionsReply::Escalate(long.clone()).into());
        }
    }
    for (person, locale) in &officers {
        let is_told = !long.is_empty() && chairs.iter().any(|(chair, _)| chair == person);
        if !is_told {
            work.say(*person, *locale, &cause, &QuestionsReply::Remind(all.clone()).into());
        }
    }
    Ok(())
}
