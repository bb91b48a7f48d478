//! Asking the office: a text becomes a question with a number, and comes back as an answer.

use domain::ids::QuestionId;
use domain::question::{OPEN_MAX, QuestionNumber, QuestionStatus, WORDS_MAX_CHARS};
use domain::role::Role;

use crate::base::people::{PeopleNeed, Recipient, Salutation};
use crate::base::said::FormWord;
use crate::base::step::{done, goto, reading, with_effect};
use crate::base::touch::Resource;
use crate::home::HomeReply;
use crate::hub::leaving;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Reply, Step, both};
use crate::questions::Asking;
use crate::questions::facts::{QuestionCard, QuestionsNeed};
use crate::questions::{Answerer, AskedCard, QuestionRef, QuestionsEffect, QuestionsReply, Reading};

/// `/tanya`, alone or with the question behind it, from wherever one stands.
pub(crate) fn ask(state: &Dialogue, rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    aside_from(state, start(rest, facts, ctx))
}

/// "Tanya petugas" under a message.
pub(super) fn press_ask(state: &Dialogue, facts: &Facts, ctx: &Ctx) -> Plan {
    aside_from(state, from_button(state, facts, ctx))
}

/// Whoever goes on with keys that still show and can ask nobody here keeps them.
fn aside_from(state: &Dialogue, plan: Plan) -> Plan {
    let mut step = leaving(state, plan)?;
    if matches!(state, Dialogue::Linking(_)) && step.replies == [Reply::from(HomeReply::AskOffice)] {
        step.next = state.clone();
    }
    Ok(step)
}

fn start(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if !rest.is_empty() {
        return send(rest, None, facts, ctx);
    }
    if officers(facts)?.is_empty() {
        return Ok(done(HomeReply::AskOffice));
    }
    Ok(ask_words(None, ctx))
}

/// "Tanya petugas" under a message: the text that was not understood is offered, or a question is asked for.
fn from_button(state: &Dialogue, facts: &Facts, ctx: &Ctx) -> Plan {
    let Dialogue::Asking(Asking::Heard { text, .. }) = state else { return start("", facts, ctx) };
    if officers(facts)?.is_empty() {
        return Ok(done(HomeReply::AskOffice));
    }
    Ok(confirm(text, ctx))
}

/// A text while a question is being asked.
pub(crate) fn text(asking: &Asking, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match asking {
        Asking::Words { follows, .. } => send(text, *follows, facts, ctx),
        // Free words are heard before they come here; a text that is heard again is offered again.
        Asking::Heard { .. } | Asking::Confirm { .. } => Ok(confirm(text, ctx)),
    }
}

/// A word that stands on a button of this form.
pub(crate) fn word(asking: &Asking, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    match (asking, said) {
        (Asking::Heard { .. }, _) | (_, FormWord::Later | FormWord::Cancel) => None,
        // "Ya" is no question to anybody.
        (Asking::Words { follows, .. }, _) => Some(Ok(ask_words(*follows, ctx))),
        (Asking::Confirm { text, .. }, FormWord::Again | FormWord::GoOn) => Some(Ok(confirm(text, ctx))),
        (Asking::Confirm { .. }, FormWord::Back | FormWord::Change) => Some(Ok(ask_words(None, ctx))),
        (Asking::Confirm { text, .. }, FormWord::Yes) => Some(send(text, None, facts, ctx)),
    }
}

/// More about a question of one's own.
pub(super) fn more(question: QuestionId, facts: &Facts, ctx: &Ctx) -> Plan {
    Ok(match own(question, facts)? {
        Some(card) => ask_words(Some(card.question.number), ctx),
        None => done(QuestionsReply::Unknown),
    })
}

/// The answer will do.
pub(super) fn clear(question: QuestionId, facts: &Facts) -> Plan {
    let Some(card) = own(question, facts)? else { return Ok(done(QuestionsReply::Unknown)) };
    let step = reading(done(QuestionsReply::Cleared), Resource::Question(question));
    Ok(match card.question.status {
        QuestionStatus::Answered => {
            let cleared = QuestionsEffect::Clear { question, version: card.question.version };
            with_effect(step, Effect::Questions(cleared))
        }
        QuestionStatus::Open | QuestionStatus::Clear => step,
    })
}

/// The way from a group to the answer: the number in the link opens nothing but one's own question.
pub(crate) fn follow_link(number: QuestionNumber, facts: &Facts) -> Result<Option<Step>, Needs> {
    let card = facts.questions.question.ask(QuestionsNeed::QuestionByNumber(number))?;
    let card = card.filter(|card| card.question.asked_by == facts.person.person_id);
    let Some(QuestionCard { question, .. }) = card else { return Ok(None) };
    Ok(Some(done(match &question.answer {
        Some(answer) => QuestionsReply::Answered {
            question: question.question_id,
            number,
            asked: question.words.clone(),
            words: answer.words.clone(),
            by: Answerer { role: answer.role, member: None },
        },
        None => QuestionsReply::StillWaiting { number },
    })))
}

fn own(question: QuestionId, facts: &Facts) -> Result<Option<&QuestionCard>, Needs> {
    let card = facts.questions.question.ask(QuestionsNeed::Question(question))?;
    Ok(card.filter(|card| card.question.asked_by == facts.person.person_id))
}

fn officers(facts: &Facts) -> Result<&[Recipient], Needs> {
    let need = PeopleNeed::Officers(facts.cooperative.question_roles.clone());
    Ok(facts.people.officers.ask(need)?.map_or(&[][..], Vec::as_slice))
}

pub(super) fn ask_words(follows: Option<QuestionNumber>, ctx: &Ctx) -> Step {
    let nonce = ctx.nonce();
    goto(Dialogue::Asking(Asking::Words { nonce, follows }), QuestionsReply::AskWords { nonce })
}

fn confirm(text: &str, ctx: &Ctx) -> Step {
    let nonce = ctx.nonce();
    let Some(words) = fitting(text) else { return too_long(None, ctx) };
    let asking = Asking::Confirm { nonce, text: words.clone() };
    goto(Dialogue::Asking(asking), QuestionsReply::Confirm { words, nonce })
}

fn too_long(follows: Option<QuestionNumber>, ctx: &Ctx) -> Step {
    let nonce = ctx.nonce();
    let asking = Asking::Words { nonce, follows };
    goto(Dialogue::Asking(asking), QuestionsReply::Length { max: WORDS_MAX_CHARS, nonce })
}

/// The words on one line, when there are some and not too many.
pub(crate) fn fitting(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=WORDS_MAX_CHARS).contains(&words.chars().count()).then_some(words)
}

/// A question that may be sent, or why not.
pub(crate) enum Draft {
    /// It is sent: the effects, with those whose task it is told unless it is quiet.
    Sent {
        /// The question, and who is told.
        effects: Vec<Effect>,
        /// When it is read.
        reading: Reading,
    },
    /// No words, or too many.
    Length,
    /// This person has enough that wait.
    TooMany,
    /// Nobody holds a role that answers.
    Nobody,
}

/// Makes a question of a text.
pub(crate) fn draft(text: &str, follows: Option<QuestionNumber>, facts: &Facts, ctx: &Ctx) -> Result<Draft, Needs> {
    let need = PeopleNeed::Officers(facts.cooperative.question_roles.clone());
    let (officers, asked) = both(facts.people.officers.ask(need), facts.questions.asked.ask(QuestionsNeed::Asked))?;
    let Some(words) = fitting(text) else { return Ok(Draft::Length) };
    let officers = officers.map_or(&[][..], Vec::as_slice);
    if officers.is_empty() {
        return Ok(Draft::Nobody);
    }
    if asked.is_some_and(|open| *open >= OPEN_MAX) {
        return Ok(Draft::TooMany);
    }
    let (question, roles) = (ctx.question_id(), facts.cooperative.question_roles.clone());
    let quiet = facts.cooperative.quiet_hours.is_quiet(ctx.now, facts.cooperative.zone);
    let mut effects = vec![Effect::Questions(effect(question, &words, follows, roles))];
    if !quiet {
        let from = facts.person.member.as_ref().map(Salutation::from);
        let card = AskedCard { question, number: QuestionRef::Asked, from, words, follows };
        let others = officers.iter().filter(|officer| officer.person_id != facts.person.person_id);
        effects.extend(
            others.map(|to| Effect::Tell {
                to: *to,
                reply: QuestionsReply::Card { card: card.clone(), next: None }.into(),
            }),
        );
    }
    let reading = if quiet { Reading::InTheMorning } else { Reading::Told };
    Ok(Draft::Sent { effects, reading })
}

fn effect(question: QuestionId, words: &str, follows: Option<QuestionNumber>, roles: Vec<Role>) -> QuestionsEffect {
    QuestionsEffect::Ask { question, words: words.to_owned(), follows, roles }
}

pub(super) fn send(text: &str, follows: Option<QuestionNumber>, facts: &Facts, ctx: &Ctx) -> Plan {
    Ok(match draft(text, follows, facts, ctx)? {
        Draft::Length => too_long(follows, ctx),
        Draft::Nobody => done(HomeReply::AskOffice),
        Draft::TooMany => done(QuestionsReply::TooMany { max: OPEN_MAX }),
        Draft::Sent { effects, reading } => {
            let mut step = done(QuestionsReply::Sent { number: QuestionRef::Asked, reading });
            step.effects = effects;
            step.next = Dialogue::resting(&facts.person);
            step
        }
    })
}
