//! What is decided about questions to the office, as rows.

use std::collections::HashMap;

use dialogues::hub::Chat;
use dialogues::questions::QuestionsEffect;
use domain::ids::{CooperativeId, QuestionId};
use domain::question::{AskedIn, QuestionNumber};
use store::questions::{NewAnswer, NewQuestion};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

/// Rows about questions of one batch.
#[derive(Default)]
pub struct Rows {
    questions: Vec<NewQuestion>,
    /// Whose update each of them is.
    askers: Vec<i64>,
    answers: Vec<NewAnswer>,
    cleared: Vec<(CooperativeId, QuestionId, i64)>,
}

impl Rows {
    /// Takes one effect of a case.
    pub fn collect(&mut self, effect: &QuestionsEffect, case: &Case) {
        let person = case.person_key();
        match effect {
            QuestionsEffect::Ask { question, words, follows, roles } => {
                self.askers.push(case.head.arrival);
                self.questions.push(NewQuestion {
                    asker: person,
                    question_id: *question,
                    asked_in: match case.ctx.chat {
                        Chat::Private => AskedIn::Private,
                        Chat::Group => AskedIn::Group { chat: case.head.chat, topic: case.head.topic },
                    },
                    words: words.clone(),
                    follows: *follows,
                    roles: roles.clone(),
                });
            }
            QuestionsEffect::Answer { question, version, role, words } => self.answers.push(NewAnswer {
                person,
                question_id: *question,
                version: *version,
                role: *role,
                words: words.clone(),
            }),
            QuestionsEffect::Clear { question, version } => {
                self.cleared.push((case.cooperative_id, *question, *version));
            }
        }
    }

    /// Writes them; returns the number that the question of each update got.
    pub async fn write_in(
        &self,
        tx: &mut Tx,
        engine: &Engine,
        now_us: i64,
    ) -> Result<HashMap<i64, QuestionNumber>, StoreError> {
        let numbers = store::questions::ask_in(tx, &engine.keys, &self.questions, now_us).await?;
        store::questions::answer_in(tx, &engine.keys, &self.answers, now_us).await?;
        store::questions::clear_in(tx, &self.cleared).await?;
        Ok(self.askers.iter().copied().zip(numbers).collect())
    }
}
