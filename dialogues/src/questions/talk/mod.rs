//! The decisions of this room.

pub(super) mod answering;
pub(super) mod asking;

use crate::base::step::stay;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Facts, Plan, leaving};
use crate::questions::{Answering, Asking, QuestionsButton};

/// A button of this room.
pub(crate) fn press(state: &Dialogue, button: QuestionsButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        QuestionsButton::AskOffice => asking::press_ask(state, facts, ctx),
        QuestionsButton::List { skip } => leaving(state, answering::list(skip, facts)),
        QuestionsButton::Answer(question) => leaving(state, answering::begin(question, facts, ctx)),
        QuestionsButton::More(question) => leaving(state, asking::more(question, facts, ctx)),
        QuestionsButton::Clear(question) => leaving(state, asking::clear(question, facts)),
        QuestionsButton::Send { nonce: pressed } => match state {
            Dialogue::Asking(Asking::Confirm { nonce, text }) if *nonce == pressed => {
                asking::send(text, None, facts, ctx)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        QuestionsButton::Change { nonce: pressed } => match state {
            Dialogue::Asking(Asking::Confirm { nonce, .. }) if *nonce == pressed => Ok(asking::ask_words(None, ctx)),
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        QuestionsButton::SendAnswer { nonce: pressed } => match state {
            Dialogue::Answering(Answering::Confirm { nonce, question, text, .. }) if *nonce == pressed => {
                answering::send_answer(*question, text, facts)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        QuestionsButton::ChangeAnswer { nonce: pressed } => match state {
            Dialogue::Answering(Answering::Confirm { nonce, question, .. }) if *nonce == pressed => {
                answering::begin(*question, facts, ctx)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
    }
}
