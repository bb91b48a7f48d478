//! Rows about questions to the office and about groups.

use std::collections::HashMap;

use dialogues::step::{Chat, GroupEffect, QuestionEffect};
use domain::ids::{BotId, ChatId, CooperativeId, QuestionId};
use domain::question::{AskedIn, QuestionNumber};
use store::groups::{NewBinding, NewCode};
use store::people::PersonKey;
use store::questions::{NewAnswer, NewQuestion};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

/// Rows of a batch.
#[derive(Default)]
pub(super) struct Rows {
    questions: Vec<NewQuestion>,
    /// Whose update each of them is.
    askers: Vec<i64>,
    answers: Vec<NewAnswer>,
    cleared: Vec<(CooperativeId, QuestionId, i64)>,
    codes: Vec<NewCode>,
    bindings: Vec<NewBinding>,
    left: Vec<(CooperativeId, BotId, ChatId)>,
    moved: Vec<Move>,
}

struct Move {
    cooperative: CooperativeId,
    bot: BotId,
    from: ChatId,
    to: ChatId,
}

impl Rows {
    pub(super) fn question(&mut self, effect: &QuestionEffect, case: &Case) {
        let person = PersonKey { cooperative_id: case.cooperative_id, person_id: case.head.person };
        match effect {
            QuestionEffect::Ask { question, words, follows, roles } => {
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
            QuestionEffect::Answer { question, version, role, words } => self.answers.push(NewAnswer {
                person,
                question_id: *question,
                version: *version,
                role: *role,
                words: words.clone(),
            }),
            QuestionEffect::Clear { question, version } => {
                self.cleared.push((case.cooperative_id, *question, *version));
            }
        }
    }

    pub(super) fn group(&mut self, effect: &GroupEffect, case: &Case) {
        let (cooperative, bot, here) = (case.cooperative_id, case.head.bot, case.head.chat);
        let moved = |from, to| Move { cooperative, bot, from, to };
        match effect {
            GroupEffect::Offer { code, expires_at } => self.codes.push(NewCode {
                maker: PersonKey { cooperative_id: cooperative, person_id: case.head.person },
                code: code.clone(),
                expires_at_us: expires_at.timestamp_micros(),
            }),
            GroupEffect::Bind { code } => self.bindings.push(NewBinding {
                cooperative_id: cooperative,
                chat: here,
                topic: case.head.topic,
                code: code.clone(),
            }),
            GroupEffect::Leave => self.left.push((cooperative, bot, here)),
            GroupEffect::MoveTo(there) => self.moved.push(moved(here, *there)),
            GroupEffect::MoveFrom(there) => self.moved.push(moved(*there, here)),
        }
    }

    /// Writes them; returns the number that the question of each update got.
    pub(super) async fn write_in(
        &self,
        tx: &mut Tx,
        engine: &Engine,
        now_us: i64,
    ) -> Result<HashMap<i64, QuestionNumber>, StoreError> {
        let numbers = store::questions::ask_in(tx, &engine.keys, &self.questions, now_us).await?;
        store::questions::answer_in(tx, &engine.keys, &self.answers, now_us).await?;
        store::questions::clear_in(tx, &self.cleared).await?;
        store::groups::add_codes_in(tx, &engine.keys, &self.codes).await?;
        store::groups::bind_in(tx, &engine.keys, &self.bindings, now_us).await?;
        Ok(self.askers.iter().copied().zip(numbers).collect())
    }

    /// Groups that moved or that we left: after the words of this batch, so that they go the same way.
    pub(super) async fn move_in(&self, tx: &mut Tx, now_us: i64) -> Result<(), StoreError> {
        for moved in &self.moved {
            store::groups::move_in(tx, moved.cooperative, moved.bot, moved.from, moved.to).await?;
        }
        for (cooperative, bot, chat) in &self.left {
            store::groups::leave_in(tx, *cooperative, *chat, now_us).await?;
            store::outbox::set_unreachable_in(tx, *bot, *chat, 1).await?;
            store::outbox::drop_chat_in(tx, *bot, *chat, now_us).await?;
        }
        Ok(())
    }
}
