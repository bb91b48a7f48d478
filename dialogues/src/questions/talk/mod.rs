//! The decisions of this room.

pub(super) mod answering;
pub(super) mod asking;

use crate::base::step::stay;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Facts, Plan, leaving};
use crate::questions::{Answering, Asking, QuestionButton};

/// A button of this room.
pub(crate) fn press(state: &Dialogue, button: QuestionButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        QuestionButton::AskOffice => asking::press_ask(state, facts, ctx),
        QuestionButton::List { skip } => leaving(state, answering::list(skip, facts)),
        QuestionButton::Answer(question) => leaving(state, answering::begin(question, facts, ctx)),
        QuestionButton::More(question) => leaving(state, asking::more(question, facts, ctx)),
        QuestionButton::Clear(question) => leaving(state, asking::clear(question, facts)),
        QuestionButton::Send { nonce: pressed } => match state {
            Dialogue::Asking(Asking::Confirm { nonce, text }) if *nonce == pressed => {
                asking::send(text, None, facts, ctx)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        QuestionButton::Change { nonce: pressed } => match state {
            Dialogue::Asking(Asking::Confirm { nonce, .. }) if *nonce == pressed => Ok(asking::ask_words(None, ctx)),
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        QuestionButton::SendAnswer { nonce: pressed } => match state {
            Dialogue::Answering(Answering::Confirm { nonce, question, text, .. }) if *nonce == pressed => {
                answering::send_answer(*question, text, facts)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        QuestionButton::ChangeAnswer { nonce: pressed } => match state {
            Dialogue::Answering(Answering::Confirm { nonce, question, .. }) if *nonce == pressed => {
                answering::begin(*question, facts, ctx)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
    }
}
