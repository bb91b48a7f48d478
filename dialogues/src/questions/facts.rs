//! What steps about questions to the office ask for, and what they are told.

use domain::ids::QuestionId;
use domain::member::Member;
use domain::question::{Question, QuestionNumber};

use crate::base::known::Known;
use crate::base::people::Recipient;

/// Something about questions that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuestionsNeed {
    /// How many questions of this person wait.
    Asked,
    /// The oldest questions that wait for an answer of this person's roles, a screenful.
    Open,
    /// One question.
    Question(QuestionId),
    /// The question with this number.
    QuestionByNumber(QuestionNumber),
}

/// What a step about questions was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsFacts {
    /// For [`QuestionsNeed::Asked`].
    pub asked: Known<QuestionsNeed, u32>,
    /// For [`QuestionsNeed::Open`].
    pub open: Known<QuestionsNeed, Vec<QuestionCard>>,
    /// For [`QuestionsNeed::Question`] and [`QuestionsNeed::QuestionByNumber`].
    pub question: Known<QuestionsNeed, QuestionCard>,
}

impl QuestionsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self { asked: Known::nothing(), open: Known::nothing(), question: Known::nothing() };
}

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
