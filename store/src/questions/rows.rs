//! Rows of questions, and what they say.

use domain::ids::{ChatId, PersonId, QuestionId};
use domain::question::{Answer, AskedIn, Question, QuestionNumber, QuestionStatus};
use domain::role::Role;

use super::Found;
use crate::cooperatives::parse_roles;
use crate::seal::Place;
use crate::{Keyring, StoreError};

row! {
    pub(super) struct QuestionRow {
        pub(super) position: i64,
        question_id: String,
        number: i64,
        asked_by: i64,
        chat_id: i64,
        topic_id: i64,
        words: String,
        follows: i64,
        roles: String,
        status: String,
        answered_as: String,
        answer: String,
        version: i64,
        asked_at: i64,
        reachable: i64,
    }
}

impl QuestionRow {
    pub(super) fn into_found(self, keys: &Keyring) -> Result<Found, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "questions", column, row: self.question_id.clone() };
        let text =
            |place, sealed: &str, column| String::from_utf8(keys.open(place, sealed)?).map_err(|_| corrupt(column));
        let answer = if self.answered_as.is_empty() {
            None
        } else {
            Some(Answer {
                role: Role::parse(&self.answered_as).ok_or_else(|| corrupt("answered_as"))?,
                words: text(answer_of(&self.question_id), &self.answer, "answer")?,
            })
        };
        let question = Question {
            question_id: QuestionId::parse(&self.question_id).ok_or_else(|| corrupt("question_id"))?,
            number: QuestionNumber(self.number),
            asked_by: PersonId(self.asked_by),
            asked_in: match self.chat_id {
                0 => AskedIn::Private,
                chat => AskedIn::Group { chat: ChatId(chat), topic: self.topic_id },
            },
            asked_at: chrono::DateTime::from_timestamp_micros(self.asked_at).ok_or_else(|| corrupt("asked_at"))?,
            words: text(words_of(&self.question_id), &self.words, "words")?,
            follows: (self.follows > 0).then_some(QuestionNumber(self.follows)),
            roles: parse_roles(&self.roles).ok_or_else(|| corrupt("roles"))?,
            status: QuestionStatus::parse(&self.status).ok_or_else(|| corrupt("status"))?,
            answer,
            version: self.version,
        };
        Ok(Found { question, reachable: self.reachable == 1 })
    }
}

pub(super) const fn words_of(row: &str) -> Place<'_> {
    Place { table: "questions.words", row }
}

pub(super) const fn answer_of(row: &str) -> Place<'_> {
    Place { table: "questions.answer", row }
}
