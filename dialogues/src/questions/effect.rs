//! What is written about questions.

use domain::ids::QuestionId;
use domain::question::QuestionNumber;
use domain::role::Role;

use crate::base::touch::{Resource, Touch};

/// What becomes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionsEffect {
    /// This person asks it, here.
    Ask {
        /// The id, made from the seed.
        question: QuestionId,
        /// In their words.
        words: String,
        /// The question that it goes on from.
        follows: Option<QuestionNumber>,
        /// Whose task the answer is.
        roles: Vec<Role>,
    },
    /// This person answers it.
    Answer {
        /// Which one.
        question: QuestionId,
        /// The version that the decision read.
        version: i64,
        /// In which role.
        role: Role,
        /// In their words.
        words: String,
    },
    /// The answer will do.
    Clear {
        /// Which one.
        question: QuestionId,
        /// The version that the decision read.
        version: i64,
    },
}

impl QuestionsEffect {
    /// What it writes, and what its decision must have read.
    pub(crate) fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::Ask { .. } => Vec::new(),
            Self::Answer { question, .. } | Self::Clear { question, .. } => {
                vec![(Resource::Question(*question), Touch::Write)]
            }
        }
    }
}
