//! What is decided about groups, as rows.

use dialogues::groups::GroupsEffect;
use domain::ids::{BotId, ChatId, CooperativeId};
use store::groups::{NewBinding, NewCode};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

/// Rows about groups of one batch.
#[derive(Default)]
pub struct Rows {
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
    /// Takes one effect of a case.
    pub fn collect(&mut self, effect: &GroupsEffect, case: &Case) {
        let (cooperative, bot, here) = (case.cooperative_id, case.head.bot, case.head.chat);
        let moved = |from, to| Move { cooperative, bot, from, to };
        match effect {
            GroupsEffect::Offer { code, expires_at } => self.codes.push(NewCode {
                maker: case.person_key(),
                code: code.clone(),
                expires_at_us: expires_at.timestamp_micros(),
            }),
            GroupsEffect::Bind { code } => self.bindings.push(NewBinding {
                cooperative_id: cooperative,
                chat: here,
                topic: case.head.topic,
                code: code.clone(),
            }),
            GroupsEffect::Leave => self.left.push((cooperative, bot, here)),
            GroupsEffect::MoveTo(there) => self.moved.push(moved(here, *there)),
            GroupsEffect::MoveFrom(there) => self.moved.push(moved(*there, here)),
        }
    }

    /// Writes the codes and the bindings.
    pub async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        store::groups::add_codes_in(tx, &engine.keys, &self.codes).await?;
        store::groups::bind_in(tx, &engine.keys, &self.bindings, now_us).await
    }

    /// Groups that moved or that we left: after the words of this batch, so that they go the same way.
    pub async fn move_in(&self, tx: &mut Tx, now_us: i64) -> Result<(), StoreError> {
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
