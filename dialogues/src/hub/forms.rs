//! Forms that hold: what is asked on the way is answered, and the form goes on.
//!
//! Leaving is a choice of its own: it is asked, once, where more than a few answers would go. What people say in a form
//! instead of pressing a button is heard here, and done by the room whose form it is.

use std::mem::discriminant;

use domain::bug::{Bug, seeded};

use super::{hear, plan};
use crate::access::{AccessEffect, DoorForm};
use crate::base::hold::{Hold, Leave, Words};
use crate::base::natural::{Heard, hear as heard};
use crate::base::said::FormWord;
use crate::base::step::stay;
use crate::base::words;
use crate::home::{HomeButton, HomeReply};
use crate::hub::{Button, Ctx, Dialogue, Effect, Facts, Input, Plan, Reply, Step, Waiting};
use crate::requests::RequestsButton;
use crate::{access, corrections, counter, joining, linking, questions, requests, settings};

/// Answers that go without a question when another road is taken.
const FEW: u8 = 2;

/// Whether the screen of the form is what was shown last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// It is.
    Newest,
    /// Something else was shown after it.
    Above,
}

/// Another road is taken: what is only shown leaves an open form as it is, and another form takes its place.
pub(crate) fn leaving(state: &Dialogue, plan: Plan) -> Plan {
    let step = plan?;
    let held = state.hold();
    Ok(if !held.goes_on() || seeded(Bug::FormThrownAway) || step.effects.iter().any(changes_who) {
        step
    } else if matches!(step.next.hold().words, Words::Free(_)) {
        beside(state, step)
    } else {
        instead(state, &held, step)
    })
}

/// Whether this button decides what the open form asks, rather than lead away from it.
pub(super) const fn decides(state: &Dialogue, button: Button) -> bool {
    matches!(
        (state, button),
        (Dialogue::Deciding(_), Button::Requests(RequestsButton::Approve(_) | RequestsButton::Refuse(_)))
            | (Dialogue::Door(_) | Dialogue::Reporting(_), Button::Access(_))
    )
}

/// Whoever is somebody else afterwards goes on with nothing of before.
const fn changes_who(effect: &Effect) -> bool {
    matches!(effect, Effect::Linking(_) | Effect::Access(AccessEffect::PutOut))
}

/// Something was shown, and the form goes on.
fn beside(state: &Dialogue, mut step: Step) -> Step {
    step.next = Dialogue::Waiting(Waiting { form: Box::new(state.clone()), instead: None });
    match step.replies.last_mut().filter(|reply| reply.shape().takes_buttons()) {
        Some(reply) => *reply = Reply::Beside(Box::new(reply.clone())),
        None => step.replies.push(HomeReply::FormWaits.into()),
    }
    step
}

/// Another form was asked for.
fn instead(state: &Dialogue, held: &Hold, mut step: Step) -> Step {
    if held.answers <= FEW || is_urgent(&step.next) {
        if held.leave == Leave::Aloud && held.answers > 0 {
            step.replies.insert(0, HomeReply::FormAbandoned.into());
        }
        return step;
    }
    if !step.effects.is_empty() {
        return beside(state, step);
    }
    let waiting = Waiting { form: Box::new(state.clone()), instead: Some(Box::new(step.next)) };
    let reply = HomeReply::AskLeave { answers: held.answers, nonce: held.nonce.unwrap_or_default() };
    Step { next: Dialogue::Waiting(waiting), effects: Vec::new(), replies: vec![reply.into()], reads: step.reads }
}

/// A lost phone waits for no question of ours.
const fn is_urgent(road: &Dialogue) -> bool {
    matches!(road, Dialogue::Door(DoorForm::ConfirmFreeze { .. }) | Dialogue::Reporting(_))
}

/// A form that waits while something else is shown; `step` is what the form itself comes to.
pub(super) fn waited(
    waiting: &Waiting,
    input: &Input,
    step: impl FnOnce(&Dialogue) -> Plan,
    facts: &Facts,
    ctx: &Ctx,
) -> Plan {
    let form = &*waiting.form;
    if let (Input::Press(Button::Home(HomeButton::Quit { nonce })), Some(road)) = (input, &waiting.instead)
        && form.hold().nonce == Some(*nonce)
    {
        return take(road, facts, ctx);
    }
    let step = step(form)?;
    match (&step.next, &waiting.instead) {
        (next, _) if next == form => Ok(Step { next: Dialogue::Waiting(waiting.clone()), ..step }),
        // It was asked once: whoever asks for the same again has chosen.
        (Dialogue::Waiting(Waiting { instead: Some(road), .. }), Some(asked))
            if discriminant(&**road) == discriminant(&**asked) =>
        {
            take(road, facts, ctx)
        }
        _ => Ok(step),
    }
}

/// The other form, at what it asks.
fn take(road: &Dialogue, facts: &Facts, ctx: &Ctx) -> Plan {
    let mut step = word(road, FormWord::Again, facts, ctx).unwrap_or_else(|| Ok(plan::menu(facts)))?;
    step.replies.insert(0, HomeReply::FormAbandoned.into());
    Ok(step)
}

/// "Lanjutkan": the question of the form once more.
pub(super) fn resume(state: &Dialogue, facts: &Facts, ctx: &Ctx) -> Plan {
    word(state, FormWord::Again, facts, ctx).unwrap_or_else(|| Ok(stay(state, HomeReply::NothingToContinue)))
}

/// "Kembali": one step back, from the screen that is shown now.
pub(super) fn back(state: &Dialogue, nonce: u64, facts: &Facts, ctx: &Ctx) -> Plan {
    let found = (state.hold().nonce == Some(nonce)).then(|| word(state, FormWord::Back, facts, ctx)).flatten();
    found.unwrap_or_else(|| Ok(stay(state, HomeReply::StaleButton)))
}

/// "Ganti": something in the form is to be changed.
pub(super) fn change(state: &Dialogue, facts: &Facts, ctx: &Ctx) -> Plan {
    word(state, FormWord::Change, facts, ctx).unwrap_or_else(|| resume(state, facts, ctx))
}

/// What is said in a form and is no answer: what a button says, or plainly a wish.
pub(super) fn said(state: &Dialogue, text: &str, shown: Shown, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let held = state.hold();
    if !held.goes_on() {
        return None;
    }
    let said = match (FormWord::read(text), shown) {
        // "Ya" agrees to what is seen: what stands further above is shown again first.
        (Some(FormWord::Yes | FormWord::GoOn), Shown::Above) if !seeded(Bug::AgreedToWhatWasAbove) => {
            Some(FormWord::Again)
        }
        (Some(FormWord::Cancel), _) => return Some(Ok(plan::cancel(state, facts))),
        (said, _) => said,
    };
    let done = said.and_then(|said| word(state, said, facts, ctx));
    if done.is_some() || held.words != Words::Answer || words::has_a_number(text) {
        return done;
    }
    match heard(text) {
        Heard::Meant(wish) => Some(hear::granted(state, wish, facts, ctx)),
        Heard::Perhaps(_) | Heard::Complaint(_) | Heard::Thanks | Heard::Nothing => None,
    }
}

/// What a word comes to in the form that is open; nothing where it is an answer like any other.
fn word(state: &Dialogue, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    match state {
        Dialogue::Idle | Dialogue::Waiting(_) => None,
        Dialogue::Linking(form) => linking::word(form, said),
        Dialogue::Counter(form) => counter::word(form, said, facts, ctx),
        Dialogue::Correct(form) => corrections::word(form, said, facts, ctx),
        Dialogue::Deciding(form) => requests::word(form, said, facts, ctx),
        Dialogue::Door(form) => access::word(form, said, facts, ctx),
        Dialogue::Reporting(form) => access::report_word(form, said, facts, ctx),
        Dialogue::Pins(form) => access::pin_word(form, said, facts),
        Dialogue::Asking(form) => questions::word(form, said, facts, ctx),
        Dialogue::Answering(form) => questions::answer_word(form, said, facts, ctx),
        Dialogue::Joining(form) => joining::word(form, said, facts, ctx),
        Dialogue::Settings(form) => settings::word(form, said, facts, ctx),
    }
}
