//! A question to the office: one person asks, one officer answers, and neither is lost when nobody does.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ChatId, PersonId, QuestionId};
use crate::role::Role;

/// The most characters that a question or an answer may have.
pub const WORDS_MAX_CHARS: usize = 1_000;

/// Open questions that one person may have.
pub const OPEN_MAX: u32 = 5;

/// The number that people quote: `T-12`, from "tanya".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionNumber(pub i64);

impl fmt::Display for QuestionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T-{}", self.0)
    }
}

impl QuestionNumber {
    /// Reads `T-12`, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("T-").or_else(|| text.strip_prefix("t-"))?;
        if digits.is_empty() || digits.len() > 15 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().filter(|number| *number > 0).map(Self)
    }

    /// The first number of a question in a text of ours.
    pub fn find(text: &str) -> Option<Self> {
        text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).find_map(Self::parse)
    }
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionStatus {
    /// Waits for an answer.
    Open,
    /// Has one.
    Answered,
    /// The asker says that the answer will do.
    Clear,
}

impl QuestionStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Clear];

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Clear => "clear",
        }
    }

    /// The status with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// Where a question was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedIn {
    /// Between the asker and the bot.
    Private,
    /// In a group, where only the way to the answer may be told.
    Group {
        /// The group.
        chat: ChatId,
        /// Its topic; zero for none.
        topic: i64,
    },
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The role that answered; the person stays unnamed unless they are a member with a name.
    pub role: Role,
    /// What was answered.
    pub words: String,
}

/// A question as a decision reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Question {
    /// The id.
    pub question_id: QuestionId,
    /// What people call it.
    pub number: QuestionNumber,
    /// Who asked.
    pub asked_by: PersonId,
    /// Where.
    pub asked_in: AskedIn,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// In the asker's words.
    pub words: String,
    /// The question that it goes on from.
    pub follows: Option<QuestionNumber>,
    /// Any of these roles may answer: the policy at the time of asking.
    pub roles: Vec<Role>,
    /// Where it stands.
    pub status: QuestionStatus,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
    /// Compared and set with every change.
    pub version: i64,
}

/// Why somebody may not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRejection {
    /// None of the person's roles counts.
    #[error("none of the person's roles may answer this")]
    NotAllowed,
    /// Somebody was quicker.
    #[error("the question has its answer")]
    Answered,
}

impl Question {
    /// In which role this person may answer.
    ///
    /// # Errors
    /// When they hold no fitting role, or the question has its answer.
    pub fn answering(&self, roles: &[Role]) -> Result<Role, AnswerRejection> {
        let role = roles.iter().find(|role| self.roles.contains(role)).ok_or(AnswerRejection::NotAllowed)?;
        match self.status {
            QuestionStatus::Open => Ok(*role),
            QuestionStatus::Answered | QuestionStatus::Clear => Err(AnswerRejection::Answered),
        }
    }
}

/// How long a question has waited for its answer, as far as anybody is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// A day: officers are reminded, and the asker hears that it waits.
    Day,
    /// Three days: officers are reminded, and the chair is told.
    ThreeDays,
}

impl Waiting {
    /// The step that a question of this age has reached; only the newest is ever said.
    pub fn reached(asked_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Self> {
        let age = now.signed_duration_since(asked_at);
        if age >= TimeDelta::days(3) {
            Some(Self::ThreeDays)
        } else if age >= TimeDelta::days(1) {
            Some(Self::Day)
        } else {
            None
        }
    }

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "1d",
            Self::ThreeDays => "3d",
        }
    }

    /// Days that have passed.
    pub const fn days(self) -> u32 {
        match self {
            Self::Day => 1,
            Self::ThreeDays => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(QuestionNumber(12).to_string(), "T-12");
        assert_eq!(QuestionNumber::parse("T-12"), Some(QuestionNumber(12)));
        assert_eq!(QuestionNumber::parse("t-12"), Some(QuestionNumber(12)));
        for text in ["T-", "T12", "T-0", "T--1", "S-12", "T-1x", "T-9999999999999999"] {
            assert_eq!(QuestionNumber::parse(text), None, "{text}");
        }
        assert_eq!(QuestionNumber::find("Pertanyaan T-12, dari anggota:"), Some(QuestionNumber(12)));
        assert_eq!(QuestionNumber::find("nomor bukti S-12."), None);
    }

    #[test]
    fn only_the_newest_step_counts() {
        let asked = DateTime::from_timestamp(1_795_399_200, 0).unwrap();
        for (hours, step) in [
            (0, None),
            (23, None),
            (24, Some(Waiting::Day)),
            (71, Some(Waiting::Day)),
            (72, Some(Waiting::ThreeDays)),
            (24 * 90, Some(Waiting::ThreeDays)),
        ] {
            assert_eq!(Waiting::reached(asked, asked + TimeDelta::hours(hours)), step, "{hours}");
        }
    }
}
