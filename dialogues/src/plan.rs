//! One decision, two questions: what it still wants to know, and what it decides.
//!
//! A plan reads facts by [`known`] and stops with the needs of the first one that nobody has fetched.
//! [`needs`] and [`step`] run the same plan, so that they can't drift apart.

use domain::access::Access;
use domain::locale::Locale;
use domain::role::Role;

use crate::button::Button;
use crate::button_door::DoorButton;
use crate::command::Command;
use crate::dialogue::Dialogue;
use crate::facts::{Facts, Lookup, Need};
use crate::input::Input;
use crate::link::Linking;
use crate::reply::{DoorReply, JoinReply, Reply, Standing};
use crate::step::{Chat, Ctx, Effect, Resource, Step};
use crate::{account, correct, counter, door, join, link, moving, register, shared, tasks};

/// A decision, or what is to be fetched before it can be made.
pub(crate) type Plan = Result<Step<Dialogue>, Vec<Need>>;

/// What this step wants to know and has not been told; empty when [`step`] can be called.
///
/// It is asked again after its needs were met, and asks twice at most.
pub fn needs(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Vec<Need> {
    plan(state, input, facts, ctx).err().unwrap_or_default()
}

/// What happens now. Total: every input has an answer in every state.
///
/// Called before its needs are met it changes nothing and apologises.
pub fn step(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Step<Dialogue> {
    plan(state, input, facts, ctx).unwrap_or_else(|_| stay(state, Reply::Apology))
}

/// The thing looked up: `None` when there is none.
///
/// # Errors
/// The need itself, when nobody has asked yet.
pub(crate) fn known<T>(lookup: &Lookup<T>, need: impl FnOnce() -> Need) -> Result<Option<&T>, Vec<Need>> {
    match lookup {
        Lookup::NotAsked => Err(vec![need()]),
        Lookup::Missing => Ok(None),
        Lookup::Found(thing) => Ok(Some(thing)),
    }
}

/// Says something and changes nothing.
pub(crate) fn stay(state: &Dialogue, reply: impl Into<Reply>) -> Step<Dialogue> {
    goto(state.clone(), reply)
}

/// Says something and goes on there.
pub(crate) fn goto(next: Dialogue, reply: impl Into<Reply>) -> Step<Dialogue> {
    Step { next, effects: Vec::new(), replies: vec![reply.into()], reads: Vec::new() }
}

/// Says something; nothing is going on any more.
pub(crate) fn done(reply: impl Into<Reply>) -> Step<Dialogue> {
    goto(Dialogue::Idle, reply)
}

/// The same step with an effect more.
pub(crate) fn with_effect(mut step: Step<Dialogue>, effect: Effect) -> Step<Dialogue> {
    step.effects.push(effect);
    step
}

/// The same step with a reply more.
pub(crate) fn and_say(mut step: Step<Dialogue>, reply: impl Into<Reply>) -> Step<Dialogue> {
    step.replies.push(reply.into());
    step
}

/// The same step, its decision resting on this too.
pub(crate) fn reading(mut step: Step<Dialogue>, resource: Resource) -> Step<Dialogue> {
    step.reads.push(resource);
    step
}

fn plan(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    match ctx.chat {
        Chat::Group => Ok(in_group(state, input)),
        Chat::Private => in_private(state, input, facts, ctx),
    }
}

/// Others read along: whatever was asked, the answer is a way to the private chat.
fn in_group(state: &Dialogue, input: &Input) -> Step<Dialogue> {
    match input {
        Input::Start { .. } | Input::Command { .. } | Input::Press(_) => stay(state, Reply::PrivatePlease),
        Input::Text(_) | Input::Contact { .. } | Input::UnknownButton | Input::Unsupported => {
            Step { next: state.clone(), effects: Vec::new(), replies: Vec::new(), reads: Vec::new() }
        }
    }
}

fn in_private(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.person.is_frozen() && !door::passes(input) {
        return Ok(door::closed());
    }
    match (state, input) {
        (_, Input::Start { payload }) if payload.as_deref() == Some(join::PAYLOAD) => join::begin(state, facts, ctx),
        (_, Input::Start { payload }) => {
            leaving(state, link::start(payload.as_deref().unwrap_or_default(), facts, ctx))
        }
        (_, Input::Command { command, rest }) => run(state, *command, rest, facts, ctx),
        (_, Input::Press(button)) => press(state, *button, facts, ctx),
        (_, Input::Contact { phone, owner, forwarded }) => {
            let card = link::Card { phone, owner: *owner, forwarded: *forwarded };
            match state {
                Dialogue::Joining(form) => join::contact(form, &card, facts, ctx),
                _ => leaving(state, link::contact(state, &card, facts, ctx)),
            }
        }
        (Dialogue::Joining(form), Input::Unsupported) => Ok(join::unsupported(form, facts)),
        (_, Input::UnknownButton) => Ok(stay(state, Reply::StaleButton)),
        (_, Input::Unsupported) => Ok(unsupported(state, facts)),
        (Dialogue::Idle, Input::Text(_)) => Ok(not_understood(state, facts)),
        (Dialogue::Linking(linking), Input::Text(text)) => link::text(linking, text, facts, ctx),
        (Dialogue::Counter(form), Input::Text(text)) => counter::text(form, text, facts, ctx),
        (Dialogue::Correct(form), Input::Text(text)) => correct::text(form, text, facts, ctx),
        (Dialogue::Deciding(form), Input::Text(text)) => tasks::text(form, text, facts, ctx),
        (Dialogue::Door(form), Input::Text(text)) => door::text(form, text, facts, ctx),
        (Dialogue::Reporting(form), Input::Text(text)) => moving::text(form, text, facts, ctx),
        (Dialogue::Pins(form), Input::Text(text)) => shared::text(form, text, facts, ctx),
        (Dialogue::Joining(form), Input::Text(text)) => join::text(form, text, facts, ctx),
    }
}

fn run(state: &Dialogue, command: Command, rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match command {
        Command::Cancel => Ok(cancel(state, facts)),
        Command::Start => leaving(state, link::start(rest, facts, ctx)),
        Command::Menu => leaving(state, Ok(menu(facts))),
        Command::Balance => leaving(state, account::balance(facts)),
        Command::Statement => leaving(state, account::statement_now(facts, ctx)),
        Command::Language => aside(state, Reply::Language),
        Command::Help => aside(state, Reply::Help(Standing::from(&facts.person))),
        Command::Join => join::begin(state, facts, ctx),
        Command::Status => leaving(state, join::status(facts)),
        Command::InviteFriend => leaving(state, Ok(done(JoinReply::Invitation))),
        Command::Register => leaving(state, register::show(rest, facts)),
        Command::Code => leaving(state, link::ask_code(rest, facts, ctx)),
        Command::Ask => aside(state, Reply::AskOffice),
        Command::Counter => leaving(state, counter::start(rest, facts, ctx)),
        Command::Tasks => leaving(state, tasks::list(facts, ctx)),
        Command::Correct => leaving(state, correct::start(rest, facts, ctx)),
        Command::Report => leaving(state, Ok(done(DoorReply::WhatIsWrong))),
        Command::Switch => leaving(state, Ok(shared::switch(facts))),
        Command::Lock => leaving(state, door::start(rest, facts, ctx)),
    }
}

fn press(state: &Dialogue, button: Button, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        Button::Start => leaving(state, Ok(link::begin(facts))),
        Button::ClaimMine => leaving(state, link::claim(facts, ctx)),
        Button::ClaimNotMine => leaving(state, Ok(link::disclaim(facts))),
        Button::Menu => leaving(state, Ok(menu(facts))),
        Button::Balance => leaving(state, account::balance(facts)),
        Button::BalanceDetail => leaving(state, account::detail(facts)),
        Button::WhyNotAll => leaving(state, account::why_not_all(facts)),
        Button::StatementNow => leaving(state, account::statement_now(facts, ctx)),
        Button::Statement { month, page } => leaving(state, account::statement(month, page, facts, ctx)),
        Button::Language => aside(state, Reply::Language),
        Button::SetLanguage(locale) => leaving(state, Ok(set_language(locale, facts))),
        Button::Help => aside(state, Reply::Help(Standing::from(&facts.person))),
        Button::AskOffice => aside(state, Reply::AskOffice),
        Button::SomethingWrong => leaving(state, Ok(done(Reply::SomethingWrong))),
        Button::Counter => leaving(state, counter::start("", facts, ctx)),
        Button::Correct => leaving(state, correct::start("", facts, ctx)),
        Button::Tasks => leaving(state, tasks::list(facts, ctx)),
        Button::Task { request, .. } => leaving(state, tasks::show(request, facts, ctx)),
        Button::Approve(request) => leaving(state, tasks::approve(request, facts, ctx)),
        Button::InviteFriend => leaving(state, Ok(done(JoinReply::Invitation))),
        Button::Register => leaving(state, Ok(join::register(facts, ctx))),
        Button::Refuse(request) => leaving(state, tasks::refuse(request, facts, ctx)),
        Button::Door(DoorButton::Switch) => leaving(state, Ok(shared::switch(facts))),
        Button::Door(DoorButton::WhoIs { slot }) => leaving(state, Ok(shared::ask_pin(slot, state, facts))),
        Button::Door(button) => leaving(state, door::press(state, button, facts, ctx)),
        Button::CounterKind { .. }
        | Button::CounterAmount { .. }
        | Button::CounterConfirm { .. }
        | Button::CounterChange { .. }
        | Button::Join { .. }
        | Button::CancelForm { .. } => press_in_form(state, button, facts, ctx),
    }
}

/// A button of a form: its nonce must be the one of the screen that is shown now.
fn press_in_form(state: &Dialogue, button: Button, facts: &Facts, ctx: &Ctx) -> Plan {
    match state {
        Dialogue::Idle | Dialogue::Linking(_) | Dialogue::Pins(_) => Ok(stay(state, Reply::StaleButton)),
        Dialogue::Door(form) => Ok(door::leave(form, button)),
        Dialogue::Counter(form) => counter::press(form, button, facts, ctx),
        Dialogue::Correct(form) => Ok(cancel_only(state, form.nonce(), button)),
        Dialogue::Deciding(form) => Ok(cancel_only(state, form.nonce(), button)),
        Dialogue::Reporting(form) => Ok(cancel_only(state, form.nonce(), button)),
        Dialogue::Joining(form) => match button {
            Button::Join { nonce, tap } => join::press(form, nonce, tap, facts, ctx),
            Button::CancelForm { nonce } => Ok(join::cancel(form, nonce)),
            _ => Ok(stay(state, Reply::StaleButton)),
        },
    }
}

/// A form whose questions are answered by texts has no other button than to leave it.
fn cancel_only(state: &Dialogue, shown: u64, button: Button) -> Step<Dialogue> {
    match button {
        Button::CancelForm { nonce } if nonce == shown => done(Reply::Cancelled),
        _ => stay(state, Reply::StaleButton),
    }
}

/// Another road is taken: an open form is left visibly, with nothing written.
pub(crate) fn leaving(state: &Dialogue, plan: Plan) -> Plan {
    let mut step = plan?;
    if state.has_open_form() {
        step.replies.insert(0, Reply::FormAbandoned);
    }
    Ok(step)
}

/// Something is explained on the way: whoever is linking an account can go on with the keys that still show.
fn aside(state: &Dialogue, reply: Reply) -> Plan {
    match state {
        // Much was told by then: a look at the help must not lose it.
        Dialogue::Linking(_) | Dialogue::Joining(_) => Ok(stay(state, reply)),
        Dialogue::Idle
        | Dialogue::Counter(_)
        | Dialogue::Correct(_)
        | Dialogue::Deciding(_)
        | Dialogue::Door(_)
        | Dialogue::Reporting(_)
        | Dialogue::Pins(_) => leaving(state, Ok(done(reply))),
    }
}

/// Leaves what is going on; who is not linked yet is back at the greeting's keys.
fn cancel(state: &Dialogue, facts: &Facts) -> Step<Dialogue> {
    let next = match state {
        Dialogue::Linking(_) | Dialogue::Reporting(_) if facts.person.members.is_empty() => {
            Dialogue::Linking(Linking::AskContact)
        }
        Dialogue::Idle
        | Dialogue::Linking(_)
        | Dialogue::Counter(_)
        | Dialogue::Correct(_)
        | Dialogue::Deciding(_)
        | Dialogue::Door(_)
        | Dialogue::Reporting(_)
        | Dialogue::Joining(_)
        | Dialogue::Pins(_) => Dialogue::Idle,
    };
    let leaves = match state {
        Dialogue::Linking(Linking::AskCode | Linking::LetterBrought(_))
        | Dialogue::Door(_)
        | Dialogue::Reporting(_)
        | Dialogue::Pins(_) => true,
        Dialogue::Idle
        | Dialogue::Linking(Linking::AskContact)
        | Dialogue::Counter(_)
        | Dialogue::Correct(_)
        | Dialogue::Deciding(_)
        | Dialogue::Joining(_) => state.has_open_form(),
    };
    goto(next, if leaves { Reply::Cancelled } else { Reply::NothingToCancel })
}

/// The menu: of a member, of an officer, or the greeting of a stranger.
pub(crate) fn menu(facts: &Facts) -> Step<Dialogue> {
    let standing = Standing::from(&facts.person);
    match facts.person.access {
        Access::Frozen => door::closed(),
        _ if facts.person.must_choose() && standing.roles.is_empty() => shared::choose(facts),
        _ if standing.is_stranger() => link::greet(facts),
        Access::Full | Access::CoolingUntil(_) => done(Reply::Menu(standing)),
    }
}

fn set_language(locale: Locale, facts: &Facts) -> Step<Dialogue> {
    let mut step = with_effect(menu(facts), Effect::SetLocale(locale));
    step.replies.insert(0, Reply::LanguageSet(locale));
    step
}

/// A photo, a sticker, a voice.
pub(crate) fn unsupported(state: &Dialogue, facts: &Facts) -> Step<Dialogue> {
    stay(state, Reply::Unsupported(Standing::from(&facts.person)))
}

/// A text that no dialogue expected.
pub(crate) fn not_understood(state: &Dialogue, facts: &Facts) -> Step<Dialogue> {
    stay(state, Reply::NotUnderstood(Standing::from(&facts.person)))
}

/// Whether the person holds this role now.
pub(crate) fn holds(facts: &Facts, role: Role) -> bool {
    facts.person.roles.contains(&role)
}
