//! Answering questions, as those officers whose task it is.

use domain::ids::QuestionId;
use domain::question::{AnswerRejection, Question, QuestionNumber, WORDS_MAX_CHARS};
use domain::role::Role;
use serde::{Deserialize, Serialize};

use crate::ask::fitting;
use crate::button::{Button, QuestionButton};
use crate::dialogue::Dialogue;
use crate::facts::{Facts, QuestionCard, QuestionsNeed, Reach};
use crate::plan::{Plan, done, goto, reading, stay, with_effect};
use crate::reply::{Answerer, AskedCard, GroupReply, QuestionRef, QuestionReply, Reply, Salutation};
use crate::step::{Ctx, Effect, QuestionEffect, Resource, Step};

/// Where answering stands. The question is looked up anew at each step: another officer may be quicker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answering {
    /// Waits for the answer.
    Words {
        /// Of the screen.
        nonce: u64,
        /// To which question.
        question: QuestionId,
        /// Its number.
        number: QuestionNumber,
    },
    /// Asks whether this answer is to be sent.
    Confirm {
        /// Of the screen.
        nonce: u64,
        /// To which question.
        question: QuestionId,
        /// Its number.
        number: QuestionNumber,
        /// The answer.
        text: String,
    },
}

/// The questions that wait for this officer, from a place in their order on.
pub(crate) fn list(skip: u8, facts: &Facts) -> Plan {
    let roles = &facts.person.roles;
    if roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    let open = facts.questions.open.ask(QuestionsNeed::Open)?.map_or(&[][..], Vec::as_slice);
    let mine: Vec<&QuestionCard> = open.iter().filter(|card| card.question.answering(roles).is_ok()).collect();
    let at = usize::from(skip);
    let (Some(card), has_next) = (mine.get(at).or_else(|| mine.first()), mine.len() > at.saturating_add(1)) else {
        return Ok(done(QuestionReply::NoneOpen));
    };
    let next = if has_next { skip.checked_add(1) } else { (at > 0).then_some(0) };
    Ok(done(QuestionReply::Card { card: asked_card(card), next }))
}

/// "Jawab": the next text is the answer.
pub(crate) fn begin(question: QuestionId, facts: &Facts, ctx: &Ctx) -> Plan {
    with_open(question, facts, |card, _| Ok(ask_answer(&card.question, ctx)))
}

/// An officer answered the message in which the question stands.
pub(crate) fn quoted(number: QuestionNumber, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let card = facts.questions.question.ask(QuestionsNeed::QuestionByNumber(number))?;
    let Some(card) = card else { return Ok(done(QuestionReply::Unknown)) };
    match card.question.answering(&facts.person.roles) {
        Err(rejection) => Ok(rejected(rejection, card)),
        Ok(_) => Ok(confirm(&card.question, text, ctx)),
    }
}

/// A text while an answer is being written.
pub(crate) fn text(answering: &Answering, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let (Answering::Words { question, .. } | Answering::Confirm { question, .. }) = answering;
    with_open(*question, facts, |card, _| Ok(confirm(&card.question, text, ctx)))
}

/// A button of the form.
pub(crate) fn press(answering: &Answering, button: Button, facts: &Facts, ctx: &Ctx) -> Plan {
    match (answering, button) {
        (Answering::Words { nonce, .. } | Answering::Confirm { nonce, .. }, Button::CancelForm { nonce: pressed })
            if *nonce == pressed =>
        {
            Ok(done(Reply::Cancelled))
        }
        (
            Answering::Confirm { nonce, question, text, .. },
            Button::Question(QuestionButton::SendAnswer { nonce: pressed }),
        ) if *nonce == pressed => with_open(*question, facts, |card, role| Ok(send(card, role, text, facts))),
        (
            Answering::Confirm { nonce, question, .. },
            Button::Question(QuestionButton::ChangeAnswer { nonce: pressed }),
        ) if *nonce == pressed => begin(*question, facts, ctx),
        _ => Ok(stay(&Dialogue::Answering(answering.clone()), Reply::StaleButton)),
    }
}

/// Looks the question up for an officer who may answer it and is not late.
fn with_open(question: QuestionId, facts: &Facts, decision: impl FnOnce(&QuestionCard, Role) -> Plan) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    let Some(card) = facts.questions.question.ask(QuestionsNeed::Question(question))? else {
        return Ok(done(QuestionReply::Unknown));
    };
    let step = match card.question.answering(&facts.person.roles) {
        Err(rejection) => rejected(rejection, card),
        Ok(role) => decision(card, role)?,
    };
    Ok(reading(step, Resource::Question(question)))
}

fn rejected(rejection: AnswerRejection, card: &QuestionCard) -> Step<Dialogue> {
    done(match rejection {
        AnswerRejection::NotAllowed => Reply::NotYourRole,
        AnswerRejection::Answered => {
            let role = card.question.answer.as_ref().map(|answer| answer.role);
            QuestionReply::AnsweredAlready { number: card.question.number, role }.into()
        }
    })
}

fn ask_answer(question: &Question, ctx: &Ctx) -> Step<Dialogue> {
    let (nonce, number) = (ctx.nonce(), question.number);
    let next = Answering::Words { nonce, question: question.question_id, number };
    goto(Dialogue::Answering(next), QuestionReply::AskAnswer { number, words: question.words.clone(), nonce })
}

fn confirm(question: &Question, text: &str, ctx: &Ctx) -> Step<Dialogue> {
    let (nonce, number, id) = (ctx.nonce(), question.number, question.question_id);
    let Some(words) = fitting(text) else {
        let next = Answering::Words { nonce, question: id, number };
        return goto(Dialogue::Answering(next), QuestionReply::Length { max: WORDS_MAX_CHARS, nonce });
    };
    let next = Answering::Confirm { nonce, question: id, number, text: words.clone() };
    goto(Dialogue::Answering(next), QuestionReply::ConfirmAnswer { number, words, nonce })
}

/// The answer goes to the asker alone; where they can't be reached, the group gets a line that leads them to it.
fn send(card: &QuestionCard, role: Role, text: &str, facts: &Facts) -> Step<Dialogue> {
    let question = &card.question;
    let number = question.number;
    let answered = Effect::Question(QuestionEffect::Answer {
        question: question.question_id,
        version: question.version,
        role,
        words: text.to_owned(),
    });
    let by = Answerer { role, member: facts.person.member.as_ref().map(Salutation::from) };
    let told = QuestionReply::Answered {
        question: question.question_id,
        number,
        asked: question.words.clone(),
        words: text.to_owned(),
        by,
    };
    match (card.reach, question.asked_in) {
        (Reach::Unreachable, domain::question::AskedIn::Group { chat, topic }) => {
            let locale = card.asker.locale;
            let line = Effect::TellGroup { chat, topic, locale, reply: GroupReply::AnswerWaits { number }.into() };
            with_effect(with_effect(done(QuestionReply::AnswerKept { number }), answered), line)
        }
        (Reach::Private | Reach::Unreachable, _) => {
            let told = Effect::Tell { to: card.asker, reply: told.into() };
            with_effect(with_effect(done(QuestionReply::AnswerSent { number }), answered), told)
        }
    }
}

/// A question as officers read it.
fn asked_card(card: &QuestionCard) -> AskedCard {
    AskedCard {
        question: card.question.question_id,
        number: QuestionRef::Known(card.question.number),
        from: card.member.as_ref().map(Salutation::from),
        words: card.question.words.clone(),
        follows: card.question.follows,
    }
}
