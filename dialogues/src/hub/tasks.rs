//! What waits for officers: one line for each room that has such things.

use chrono::{DateTime, NaiveDate, Utc};
use domain::hours::DayPart;
use domain::zone::Zone;

use crate::base::people::Salutation;
use crate::base::shape::Shape;
use crate::base::step::done;
use crate::home::HomeReply;
use crate::hub::{Button, Ctx, Facts, Plan};
use crate::questions::{self, QuestionsButton};
use crate::requests::{self, RequestsButton, RequestsReply};

/// A kind of thing that waits for officers, with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskLine {
    /// What.
    pub kind: TaskKind,
    /// How many.
    pub count: u32,
}

/// What can wait for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskKind {
    /// Requests that wait for approvals.
    Requests,
    /// Questions that wait for an answer.
    Questions,
}

/// What waits for an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskSummary {
    /// Good morning, or none in an answer.
    pub greeting: Option<(DayPart, Option<Salutation>)>,
    /// By kind, none of them zero.
    pub lines: Vec<TaskLine>,
    /// Days since the oldest of them came.
    pub oldest_days: u32,
}

/// What of one kind waits for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// How many, at least one.
    pub count: u32,
    /// Since when the oldest does.
    pub oldest: DateTime<Utc>,
}

impl TaskSummary {
    /// What waits, without a greeting.
    pub fn of(tasks: &[Task], today: NaiveDate, zone: Zone) -> Self {
        let days = |task: &Task| today.signed_duration_since(zone.day(task.oldest)).num_days();
        let oldest_days = tasks.iter().map(days).max().and_then(|days| u32::try_from(days).ok()).unwrap_or_default();
        let lines = tasks.iter().map(|task| TaskLine { kind: task.kind, count: task.count }).collect();
        Self { greeting: None, lines, oldest_days }
    }

    pub(crate) fn shape(&self) -> Shape<Button> {
        let of = |line: &TaskLine| match line.kind {
            TaskKind::Requests => RequestsButton::Requests.into(),
            TaskKind::Questions => QuestionsButton::List { skip: 0 }.into(),
        };
        let place = if self.greeting.is_none() { Shape::screen() } else { Shape::message() };
        place.buttons([self.lines.iter().map(of).collect()])
    }
}

/// `/tugas`: what waits for this officer; of more than one kind, a choice.
pub(crate) fn list(facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(HomeReply::NotYourRole));
    }
    of_kinds(requests::waiting(facts)?, facts, ctx)
}

/// What waits of these kinds; of more than one, a choice.
pub(super) fn of_kinds(tasks: &[Task], facts: &Facts, ctx: &Ctx) -> Plan {
    match tasks {
        [] => requests::nothing_waits(facts, ctx),
        [only] => match only.kind {
            TaskKind::Requests => requests::list(facts, ctx, |others| of_kinds(others, facts, ctx)),
            TaskKind::Questions => questions::list(0, facts),
        },
        several => Ok(done(RequestsReply::Waiting(TaskSummary::of(several, ctx.today, facts.cooperative.zone)))),
    }
}
