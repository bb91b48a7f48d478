//! One decision, two questions: what it still wants to know, and what it decides.
//!
//! A plan asks its facts and stops with the needs of the first one that nobody has fetched.
//! [`needs`] and [`step`] run the same plan, so that they can't drift apart.

use domain::access::Access;
use domain::locale::Locale;
use domain::question::QuestionNumber;
use domain::role::Role;

use crate::ask::{self, Asking, Before};
use crate::button::{Button, QuestionButton};
use crate::button_door::DoorButton;
use crate::command::Command;
use crate::dialogue::Dialogue;
use crate::facts::{Facts, Need, Needs, Service};
use crate::input::Input;
use crate::link::Linking;
use crate::reply::{JoinReply, Reply, Standing};
use crate::step::{Chat, Ctx, Effect, Resource, Step};
use crate::{
    account, answer, correct, counter, door, group, hear, join, link, moving, register, settings, shared, tasks,
};

/// A decision, or what is to be fetched before it can be made.
pub(crate) type Plan = Result<Step<Dialogue>, Needs>;

/// Rounds of questions: each may rest on what the one before told.
pub const ROUNDS: usize = 4;

/// What this step wants to know and has not been told; empty when [`step`] can be called.
///
/// It is asked again after its needs were met, and asks [`ROUNDS`] times at most.
pub fn needs(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Vec<Need> {
    plan(state, input, facts, ctx).err().map(|Needs(needs)| needs).unwrap_or_default()
}

/// What happens now. Total: every input has an answer in every state.
///
/// Called before its needs are met it changes nothing and apologises.
pub fn step(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Step<Dialogue> {
    plan(state, input, facts, ctx).unwrap_or_else(|_| stay(state, Reply::Apology))
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
    if facts.cooperative.service == Service::Suspended {
        return Ok(suspended(state, input, ctx.chat));
    }
    match ctx.chat {
        Chat::Group => group::plan(input, facts, ctx),
        Chat::Private => in_private(state, input, facts, ctx),
    }
}

/// One line to whoever speaks to the bot; where they stood in a dialogue, they stand when it is resumed.
fn suspended(state: &Dialogue, input: &Input, chat: Chat) -> Step<Dialogue> {
    let addressed =
        matches!(input, Input::Start { .. } | Input::Command { .. } | Input::Press(_) | Input::UnknownButton);
    let replies = if addressed || chat == Chat::Private { vec![Reply::Suspended] } else { Vec::new() };
    Step { next: state.clone(), effects: Vec::new(), replies, reads: Vec::new() }
}

fn in_private(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    // The office is reached from before a frozen door, too.
    let asks =
        matches!((state, input), (Dialogue::Asking(Asking::Words { .. } | Asking::Confirm { .. }), Input::Text(_)));
    if facts.person.is_frozen() && !asks && !door::passes(input) {
        return Ok(door::closed());
    }
    match (state, input) {
        (_, Input::Start { payload }) if payload.as_deref() == Some(join::PAYLOAD) => join::begin(state, facts, ctx),
        (_, Input::Start { payload }) => leaving(state, start(payload.as_deref().unwrap_or_default(), facts, ctx)),
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
        // Nothing that happens to a group happens here.
        (_, Input::Unsupported | Input::Group(_)) => Ok(unsupported(state, facts)),
        (_, Input::Quoted { question, text }) => quoted(state, *question, text, facts, ctx),
        (Dialogue::Idle, Input::Text(text)) => hear::text(text, Before::Nothing, facts, ctx),
        (Dialogue::Asking(asking), Input::Text(text)) => ask::text(asking, text, facts, ctx),
        (Dialogue::Answering(answering), Input::Text(text)) => answer::text(answering, text, facts, ctx),
        (Dialogue::Linking(linking), Input::Text(text)) => link::text(linking, text, facts, ctx),
        (Dialogue::Counter(form), Input::Text(text)) => counter::text(form, text, facts, ctx),
        (Dialogue::Correct(form), Input::Text(text)) => correct::text(form, text, facts, ctx),
        (Dialogue::Deciding(form), Input::Text(text)) => tasks::text(form, text, facts, ctx),
        (Dialogue::Door(form), Input::Text(text)) => door::text(form, text, facts, ctx),
        (Dialogue::Reporting(form), Input::Text(text)) => moving::text(form, text, facts, ctx),
        (Dialogue::Pins(form), Input::Text(text)) => shared::text(form, text, facts, ctx),
        (Dialogue::Joining(form), Input::Text(text)) => join::text(form, text, facts, ctx),
        (Dialogue::Settings(form), Input::Text(text)) => settings::text(form, text, facts, ctx),
    }
}

/// `/start`, with what a link carried: the number of a question of one's own, or a code.
fn start(payload: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match QuestionNumber::parse(payload) {
        Some(number) => ask::follow_link(number, facts),
        None => link::start(payload, facts, ctx),
    }
}

/// An answer to a message of ours with a question in it: an officer's answer, and anybody else's text.
fn quoted(state: &Dialogue, number: QuestionNumber, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let in_hand = matches!(state, Dialogue::Counter(_) | Dialogue::Correct(_)) && state.has_open_form();
    if !facts.person.roles.is_empty() && !in_hand {
        return answer::quoted(number, text, facts, ctx);
    }
    match Command::parse_words(text) {
        Some((command, rest)) => run(state, command, &rest, facts, ctx),
        None => in_private(state, &Input::Text(text.to_owned()), facts, ctx),
    }
}

fn run(state: &Dialogue, command: Command, rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match command {
        Command::Cancel => Ok(cancel(state, facts)),
        Command::Start => leaving(state, start(rest, facts, ctx)),
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
        Command::Ask => asking(state, ask::start(rest, facts, ctx)),
        Command::Bind => leaving(state, Ok(group::offer(facts, ctx))),
        Command::Counter => leaving(state, counter::start(rest, facts, ctx)),
        Command::Tasks => leaving(state, tasks::list(facts, ctx)),
        Command::Correct => leaving(state, correct::start(rest, facts, ctx)),
        Command::Report => leaving(state, door::report(rest, facts, ctx)),
        Command::Switch => leaving(state, Ok(shared::switch(facts))),
        Command::Lock => leaving(state, door::start(rest, facts, ctx)),
        Command::Settings => leaving(state, settings::start(facts)),
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
        Button::AskOffice => asking(state, ask::from_button(state, facts, ctx)),
        Button::SomethingWrong => leaving(state, Ok(done(Reply::SomethingWrong))),
        Button::Counter => leaving(state, counter::start("", facts, ctx)),
        Button::Correct => leaving(state, correct::start("", facts, ctx)),
        Button::Tasks => leaving(state, tasks::list(facts, ctx)),
        Button::Requests => leaving(state, tasks::requests(facts, ctx)),
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
        Button::Question(pressed) => press_question(state, pressed, facts, ctx),
        Button::Settings(pressed) => settings::press(state, pressed, facts, ctx),
    }
}

fn press_question(state: &Dialogue, button: QuestionButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        QuestionButton::List { skip } => leaving(state, answer::list(skip, facts)),
        QuestionButton::Answer(question) => leaving(state, answer::begin(question, facts, ctx)),
        QuestionButton::More(question) => leaving(state, ask::more(question, facts, ctx)),
        QuestionButton::Clear(question) => leaving(state, ask::clear(question, facts)),
        QuestionButton::Send { .. }
        | QuestionButton::Change { .. }
        | QuestionButton::SendAnswer { .. }
        | QuestionButton::ChangeAnswer { .. } => press_in_form(state, Button::Question(button), facts, ctx),
    }
}

/// A button of a form: its nonce must be the one of the screen that is shown now.
fn press_in_form(state: &Dialogue, button: Button, facts: &Facts, ctx: &Ctx) -> Plan {
    match state {
        Dialogue::Idle | Dialogue::Linking(_) | Dialogue::Pins(_) | Dialogue::Settings(_) => {
            Ok(stay(state, Reply::StaleButton))
        }
        Dialogue::Door(form) => Ok(door::leave(form, button)),
        Dialogue::Asking(asking) => ask::press(asking, button, facts, ctx),
        Dialogue::Answering(answering) => answer::press(answering, button, facts, ctx),
        Dialogue::Counter(form) => counter::press(form, button, facts, ctx),
        Dialogue::Correct(form) => Ok(cancel_only(state, form.nonce(), button)),
        Dialogue::Deciding(form) => Ok(cancel_only(state, form.nonce(), button)),
        Dialogue::Reporting(form) => Ok(cancel_only(state, form.nonce(), button)),
        Dialogue::Joining(form) => match button {
            Button::Join { nonce, tap } => join::press(form, nonce, tap, facts, ctx),
            Button::CancelForm { nonce } => Ok(join::cancel(form, nonce, facts)),
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
        // What is said next is a question rather than a code.
        Dialogue::Linking(Linking::AskCode) => Ok(goto(Dialogue::Linking(Linking::AskContact), reply)),
        // Much was told by then: a look at the help must not lose it.
        Dialogue::Linking(_)
        | Dialogue::Joining(_)
        | Dialogue::Settings(_)
        | Dialogue::Asking(Asking::Heard { .. }) => Ok(stay(state, reply)),
        Dialogue::Idle
        | Dialogue::Counter(_)
        | Dialogue::Correct(_)
        | Dialogue::Deciding(_)
        | Dialogue::Door(_)
        | Dialogue::Reporting(_)
        | Dialogue::Pins(_)
        | Dialogue::Asking(_)
        | Dialogue::Answering(_) => leaving(state, Ok(done(reply))),
    }
}

/// Whoever is linking an account and can ask nobody here goes on with the keys that still show.
fn asking(state: &Dialogue, plan: Plan) -> Plan {
    let mut step = leaving(state, plan)?;
    if matches!(state, Dialogue::Linking(_)) && step.replies == [Reply::AskOffice] {
        step.next = state.clone();
    }
    Ok(step)
}

/// Leaves what is going on; who is not linked yet is back at the greeting's keys.
fn cancel(state: &Dialogue, facts: &Facts) -> Step<Dialogue> {
    let next = match state {
        Dialogue::Settings(form) if form.is_open() => return settings::leave(),
        Dialogue::Linking(_) | Dialogue::Reporting(_) | Dialogue::Joining(_) if facts.person.members.is_empty() => {
            Dialogue::Linking(Linking::AskContact)
        }
        Dialogue::Asking(_) => link::resting(facts),
        Dialogue::Idle
        | Dialogue::Linking(_)
        | Dialogue::Counter(_)
        | Dialogue::Correct(_)
        | Dialogue::Deciding(_)
        | Dialogue::Door(_)
        | Dialogue::Reporting(_)
        | Dialogue::Answering(_)
        | Dialogue::Joining(_)
        | Dialogue::Settings(_)
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
        | Dialogue::Joining(_)
        | Dialogue::Asking(_)
        | Dialogue::Answering(_)
        | Dialogue::Settings(_)
        | Dialogue::Deciding(_) => state.has_open_form(),
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

/// Whether the person holds this role now.
pub(crate) fn holds(facts: &Facts, role: Role) -> bool {
    facts.person.roles.contains(&role)
}
