//! Answering questions, as those officers whose task it is.

use domain::ids::QuestionId;
use domain::question::{AnswerRejection, Question, QuestionNumber, WORDS_MAX_CHARS};
use domain::role::Role;

use super::asking::fitting;
use crate::base::people::Salutation;
use crate::base::said::FormWord;
use crate::base::step::{done, goto, reading, with_effect};
use crate::base::touch::Resource;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Plan, Step};
use crate::questions::Answering;
use crate::questions::facts::{QuestionCard, QuestionsNeed, Reach};
use crate::questions::{Answerer, AskedCard, QuestionRef, QuestionsEffect, QuestionsReply};

/// The questions that wait for this officer, from a place in their order on.
pub(crate) fn list(skip: u8, facts: &Facts) -> Plan {
    let roles = &facts.person.roles;
    if roles.is_empty() {
        return Ok(done(HomeReply::NotYourRole));
    }
    let open = facts.questions.open.ask(QuestionsNeed::Open)?.map_or(&[][..], Vec::as_slice);
    let mine: Vec<&QuestionCard> = open.iter().filter(|card| card.question.answering(roles).is_ok()).collect();
    let at = usize::from(skip);
    let (Some(card), has_next) = (mine.get(at).or_else(|| mine.first()), mine.len() > at.saturating_add(1)) else {
        return Ok(done(QuestionsReply::NoneOpen));
    };
    let next = if has_next { skip.checked_add(1) } else { (at > 0).then_some(0) };
    Ok(done(QuestionsReply::Card { card: asked_card(card), next }))
}

/// "Jawab": the next text is the answer.
pub(super) fn begin(question: QuestionId, facts: &Facts, ctx: &Ctx) -> Plan {
    with_open(question, facts, |card, _| Ok(ask_answer(&card.question, ctx)))
}

/// An officer answered the message in which the question stands.
pub(crate) fn quoted(number: QuestionNumber, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let card = facts.questions.question.ask(QuestionsNeed::QuestionByNumber(number))?;
    let Some(card) = card else { return Ok(done(QuestionsReply::Unknown)) };
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

/// A word that stands on a button of this form.
pub(crate) fn word(answering: &Answering, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    match (answering, said) {
        (Answering::Words { question, .. }, FormWord::Again | FormWord::GoOn | FormWord::Back)
        | (Answering::Confirm { question, .. }, FormWord::Back | FormWord::Change) => {
            Some(begin(*question, facts, ctx))
        }
        (Answering::Confirm { text: words, .. }, FormWord::Again | FormWord::GoOn) => {
            Some(text(answering, words, facts, ctx))
        }
        (Answering::Confirm { question, text, .. }, FormWord::Yes) => Some(send_answer(*question, text, facts)),
        // "Ya" answers many a question.
        (_, FormWord::Yes | FormWord::Change | FormWord::Later | FormWord::Cancel) => None,
    }
}

/// The answer is sent, unless somebody else was quicker.
pub(super) fn send_answer(question: QuestionId, text: &str, facts: &Facts) -> Plan {
    with_open(question, facts, |card, role| Ok(send(card, role, text, facts)))
}

/// Looks the question up for an officer who may answer it and is not late.
fn with_open(question: QuestionId, facts: &Facts, decision: impl FnOnce(&QuestionCard, Role) -> Plan) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(HomeReply::NotYourRole));
    }
    let Some(card) = facts.questions.question.ask(QuestionsNeed::Question(question))? else {
        return Ok(done(QuestionsReply::Unknown));
    };
    let step = match card.question.answering(&facts.person.roles) {
        Err(rejection) => rejected(rejection, card),
        Ok(role) => decision(card, role)?,
    };
    Ok(reading(step, Resource::Question(question)))
}

fn rejected(rejection: AnswerRejection, card: &QuestionCard) -> Step {
    match rejection {
        AnswerRejection::NotAllowed => done(HomeReply::NotYourRole),
        AnswerRejection::Answered => {
            let role = card.question.answer.as_ref().map(|answer| answer.role);
            done(QuestionsReply::AnsweredAlready { number: card.question.number, role })
        }
    }
}

fn ask_answer(question: &Question, ctx: &Ctx) -> Step {
    let (nonce, number) = (ctx.nonce(), question.number);
    let next = Answering::Words { nonce, question: question.question_id, number };
    goto(Dialogue::Answering(next), QuestionsReply::AskAnswer { number, words: question.words.clone(), nonce })
}

fn confirm(question: &Question, text: &str, ctx: &Ctx) -> Step {
    let (nonce, number, id) = (ctx.nonce(), question.number, question.question_id);
    let Some(words) = fitting(text) else {
        let next = Answering::Words { nonce, question: id, number };
        return goto(Dialogue::Answering(next), QuestionsReply::Length { max: WORDS_MAX_CHARS, nonce });
    };
    let next = Answering::Confirm { nonce, question: id, number, text: words.clone() };
    goto(Dialogue::Answering(next), QuestionsReply::ConfirmAnswer { number, words, nonce })
}

/// The answer goes to the asker alone; where they can't be reached, the group gets a line that leads them to it.
fn send(card: &QuestionCard, role: Role, text: &str, facts: &Facts) -> Step {
    let question = &card.question;
    let number = question.number;
    let answered = Effect::Questions(QuestionsEffect::Answer {
        question: question.question_id,
        version: question.version,
        role,
        words: text.to_owned(),
    });
    let by = Answerer { role, member: facts.person.member.as_ref().map(Salutation::from) };
    let told = QuestionsReply::Answered {
        question: question.question_id,
        number,
        asked: question.words.clone(),
        words: text.to_owned(),
        by,
    };
    match (card.reach, question.asked_in) {
        (Reach::Unreachable, domain::question::AskedIn::Group { chat, topic }) => {
            let locale = card.asker.locale;
            let line = Effect::TellGroup { chat, topic, locale, reply: QuestionsReply::AnswerWaits { number }.into() };
            with_effect(with_effect(done(QuestionsReply::AnswerKept { number }), answered), line)
        }
        (Reach::Private | Reach::Unreachable, _) => {
            let told = Effect::Tell { to: card.asker, reply: told.into() };
            with_effect(with_effect(done(QuestionsReply::AnswerSent { number }), answered), told)
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
