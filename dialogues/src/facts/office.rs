//! What steps are told about questions, groups and what waits for officers.

use chrono::{DateTime, Utc};
use domain::member::Member;
use domain::question::Question;
use domain::role::Role;

use super::Recipient;
use crate::reply::DutyKind;

/// A question with what an officer wants to see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCard {
    /// The question.
    pub question: Question,
    /// Whoever asked, to be told the answer.
    pub asker: Recipient,
    /// The member that they are linked to.
    pub member: Option<Member>,
    /// Whether their private chat takes messages of ours.
    pub reach: Reach,
}

/// Whether somebody's private chat takes messages of ours, as far as we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It did so the last time.
    Private,
    /// They never started the bot, or blocked it.
    Unreachable,
}

/// A code that binds a group, as an officer made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCode {
    /// The roles that its maker holds now.
    pub maker_roles: Vec<Role>,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
    /// Whether a group has used it.
    pub used: bool,
}

/// A group that is bound to the cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The topic in which it was bound; zero for none.
    pub topic: i64,
}

/// What of one kind waits for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// What.
    pub kind: DutyKind,
    /// How many, at least one.
    pub count: u32,
    /// Since when the oldest does.
    pub oldest: DateTime<Utc>,
}
