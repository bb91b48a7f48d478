//! One decision, two questions: what it still wants to know, and what it decides.
//!
//! A plan asks its facts and stops with the needs of the first look-up that nobody has answered.
//! [`needs`] and [`step`] run the same plan, so that they can't drift apart. Here stands only who answers what.

use domain::access::Access;
use domain::locale::Locale;
use domain::question::QuestionNumber;

use super::forms::{self, Shown};
use super::{hear, keyboard, subjects, tasks};
use crate::access::AccessButton;
use crate::base::hold::{Aside, Before, Leave, Words};
use crate::base::people::{ContactCard, Standing};
use crate::base::shape::MENU_PAYLOAD;
use crate::base::step::{done, goto, stay, with_effect};
use crate::home::{HomeButton, HomeEffect, HomeReply};
use crate::hub::{
    Button, Chat, Command, Ctx, Dialogue, Facts, Input, Need, Needs, Plan, Reply, Service, Step, leaving,
};
use crate::joining::JoiningReply;
use crate::linking::{Linking, LinkingButton};
use crate::questions::{Asking, QuestionsButton};
use crate::requests::RequestsButton;
use crate::{access, account, corrections, counter, groups, joining, linking, questions, requests, settings};

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
pub fn step(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Step {
    plan(state, input, facts, ctx).unwrap_or_else(|_| stay(state, HomeReply::Apology))
}

fn plan(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.cooperative.service == Service::Suspended {
        return Ok(suspended(state, input, ctx.chat));
    }
    match ctx.chat {
        Chat::Group => groups::plan(input, facts, ctx),
        Chat::Private => Ok(keyboard::set_right(in_private(state, input, facts, ctx)?, facts)),
    }
}

/// One line to whoever speaks to the bot; where they stood in a dialogue, they stand when it is resumed.
fn suspended(state: &Dialogue, input: &Input, chat: Chat) -> Step {
    let addressed =
        matches!(input, Input::Start { .. } | Input::Command { .. } | Input::Press(_) | Input::UnknownButton);
    let said = addressed || chat == Chat::Private;
    let replies = said.then(|| HomeReply::Suspended.into()).into_iter().collect();
    Step { next: state.clone(), effects: Vec::new(), replies, reads: Vec::new() }
}

fn in_private(state: &Dialogue, input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    match state {
        Dialogue::Waiting(waiting) => {
            forms::waited(waiting, input, |form| at(form, input, Shown::Above, facts, ctx), facts, ctx)
        }
        _ => at(state, input, Shown::Newest, facts, ctx),
    }
}

fn at(state: &Dialogue, input: &Input, shown: Shown, facts: &Facts, ctx: &Ctx) -> Plan {
    // The office is reached from before a frozen door, too.
    let asks = matches!(
        (state, input),
        (
            Dialogue::Asking(Asking::Words { .. } | Asking::Confirm { .. }),
            Input::Text(_) | Input::Press(Button::Home(HomeButton::Continue))
        )
    );
    if facts.person.is_frozen() && !asks && !passes_frozen(input) {
        return Ok(access::closed());
    }
    match input {
        Input::Start { payload } if payload.as_deref() == Some(joining::PAYLOAD) => joining::begin(state, facts, ctx),
        Input::Start { payload } => leaving(state, start(payload.as_deref().unwrap_or_default(), facts, ctx)),
        Input::Command { command, rest } => run(state, *command, rest, facts, ctx),
        Input::Press(button) => press(state, *button, facts, ctx),
        Input::Contact { phone, owner, forwarded } => {
            let card = ContactCard { phone, owner: *owner, forwarded: *forwarded };
            contact(state, &card, facts, ctx)
        }
        Input::UnknownButton => Ok(stay(state, HomeReply::StaleButton)),
        // Free words count; an answer to a form is written as one.
        Input::Captioned(text) if matches!(state.hold().words, Words::Free(_)) => said(state, text, shown, facts, ctx),
        Input::Unsupported | Input::Captioned(_) => Ok(unsupported(state, facts)),
        // Nothing that happens to a group happens here.
        Input::Group(_) => Ok(stay(state, HomeReply::Unsupported(Standing::from(&facts.person)))),
        Input::Quoted { question, text } => quoted(state, *question, text, shown, facts, ctx),
        Input::Text(text) => said(state, text, shown, facts, ctx),
    }
}

/// Whether this is answered before a frozen door, too: nothing in it is personal.
fn passes_frozen(input: &Input) -> bool {
    match input {
        // A lost phone's report names the members whose it is, and their doors are closed already.
        Input::Command { command: Command::Report, rest } => !access::says_lost(rest),
        Input::Command { command, .. } => matches!(command, Command::Language | Command::Ask | Command::Cancel),
        Input::Press(button) => matches!(
            button,
            Button::Home(HomeButton::Language | HomeButton::SetLanguage(_))
                | Button::Questions(
                    QuestionsButton::AskOffice | QuestionsButton::Send { .. } | QuestionsButton::Change { .. }
                )
                | Button::Access(AccessButton::Report | AccessButton::NotMine | AccessButton::RealBot)
        ),
        Input::Start { .. }
        | Input::Text(_)
        | Input::Quoted { .. }
        | Input::Group(_)
        | Input::Contact { .. }
        | Input::UnknownButton
        | Input::Unsupported
        | Input::Captioned(_) => false,
    }
}

/// A text: what a form waits for, or free words.
fn said(state: &Dialogue, text: &str, shown: Shown, facts: &Facts, ctx: &Ctx) -> Plan {
    let typed_number = matches!(state, Dialogue::Linking(_)) && linking::is_number(text);
    if let Words::Free(before) = state.hold().words {
        let heard = || hear::text(text, before, facts, ctx);
        if let Some(plan) = linking::code(text, before, heard, facts, ctx) {
            return plan;
        }
        if !typed_number {
            return heard();
        }
    }
    if let Some(plan) = forms::said(state, text, shown, facts, ctx) {
        return plan;
    }
    match state {
        Dialogue::Idle | Dialogue::Waiting(_) => hear::text(text, Before::Nothing, facts, ctx),
        Dialogue::Linking(form) => Ok(linking::text(form, text, facts)),
        Dialogue::Counter(form) => counter::text(form, text, facts, ctx),
        Dialogue::Correct(form) => corrections::text(form, text, facts, ctx),
        Dialogue::Deciding(form) => requests::text(form, text, facts, ctx),
        Dialogue::Door(form) => access::text(form, text, facts, ctx),
        Dialogue::Reporting(form) => access::report_text(form, text, facts, ctx),
        Dialogue::Pins(form) => access::pin_text(form, text, facts, ctx),
        Dialogue::Asking(form) => questions::text(form, text, facts, ctx),
        Dialogue::Answering(form) => questions::answer_text(form, text, facts, ctx),
        Dialogue::Joining(form) => joining::text(form, text, facts, ctx),
        Dialogue::Settings(form) => settings::text(form, text, facts, ctx),
    }
}

/// A contact card: where it was asked for, or not.
fn contact(state: &Dialogue, card: &ContactCard<'_>, facts: &Facts, ctx: &Ctx) -> Plan {
    match state {
        Dialogue::Joining(form) => joining::contact(form, card, facts, ctx),
        Dialogue::Reporting(form) => Ok(access::contact(form, card, facts, ctx)),
        Dialogue::Linking(Linking::LetterBrought(letter)) => linking::contact(Some(letter), card, facts, ctx),
        Dialogue::Linking(_) => linking::contact(None, card, facts, ctx),
        // The greeting's key may stand below whatever is open.
        _ if state.hold().awaits_contact()
            || (state.hold().goes_on() && Standing::from(&facts.person).is_stranger()) =>
        {
            leaving(state, linking::contact(None, card, facts, ctx))
        }
        _ => leaving(state, Ok(linking::not_asked(facts))),
    }
}

/// A photo, a sticker, a voice.
fn unsupported(state: &Dialogue, facts: &Facts) -> Step {
    match state {
        Dialogue::Joining(form) if form.hold().leave == Leave::Aloud => joining::unsupported(form),
        _ => stay(state, HomeReply::Unsupported(Standing::from(&facts.person))),
    }
}

/// `/start`, with what a link carried: the number of a question of one's own, the way to the menu, or a code.
fn start(payload: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match QuestionNumber::parse(payload) {
        Some(number) => Ok(questions::follow_link(number, facts)?.unwrap_or_else(|| menu(facts))),
        None if payload.is_empty() || payload == MENU_PAYLOAD => Ok(menu(facts)),
        // Whatever else somebody put into a link, such as the name of a poster, says nothing: it greets.
        None => linking::brought(payload, || Ok(menu(facts)), facts, ctx),
    }
}

/// An answer to a message of ours with a question in it: an officer's answer, and anybody else's text.
fn quoted(state: &Dialogue, number: QuestionNumber, text: &str, shown: Shown, facts: &Facts, ctx: &Ctx) -> Plan {
    let in_hand = matches!(state, Dialogue::Counter(_) | Dialogue::Correct(_)) && state.hold().leave == Leave::Aloud;
    if !facts.person.roles.is_empty() && !in_hand {
        return leaving(state, questions::quoted(number, text, facts, ctx));
    }
    match Command::parse_words(text) {
        Some((command, rest)) => run(state, command, &rest, facts, ctx),
        None => said(state, text, shown, facts, ctx),
    }
}

pub(super) fn run(state: &Dialogue, command: Command, rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match command {
        // "Ganti" alone, from whoever shares their phone with nobody, is about the form.
        Command::Switch if state.hold().goes_on() && !facts.person.shares() => forms::change(state, facts, ctx),
        Command::Cancel => Ok(cancel(state, facts)),
        Command::Start => leaving(state, start(rest, facts, ctx)),
        Command::Menu => leaving(state, Ok(menu(facts))),
        Command::Language => aside(state, HomeReply::Language),
        Command::Help => aside(state, HomeReply::Help(Standing::from(&facts.person))),
        Command::Balance => leaving(state, account::balance(facts)),
        Command::Statement => leaving(state, account::statement_now(facts, ctx)),
        Command::Code => leaving(state, linking::ask_code(rest, facts, ctx)),
        Command::Join => joining::begin(state, facts, ctx),
        Command::Status => leaving(state, joining::status(facts)),
        Command::InviteFriend => leaving(state, Ok(done(JoiningReply::Invitation))),
        Command::Register => leaving(state, joining::show_register(rest, facts)),
        Command::Counter => leaving(state, counter::start(rest, facts, ctx)),
        Command::Correct => leaving(state, corrections::start(rest, facts, ctx)),
        Command::Tasks => leaving(state, tasks::list(facts, ctx)),
        Command::Report => leaving(state, access::report(rest, facts, ctx)),
        Command::Switch => leaving(state, Ok(access::switch(facts))),
        Command::Lock => leaving(state, access::start(rest, facts, ctx)),
        Command::Ask => questions::ask(state, rest, facts, ctx),
        Command::Bind => leaving(state, Ok(groups::offer(facts, ctx))),
        Command::Settings => leaving(state, settings::start(facts)),
    }
}

fn press(state: &Dialogue, button: Button, facts: &Facts, ctx: &Ctx) -> Plan {
    let leave = |plan| if forms::decides(state, button) { plan } else { leaving(state, plan) };
    match button {
        Button::Home(button) => press_home(state, button, facts, ctx),
        Button::Account(button) => leaving(state, account::press(button, facts, ctx)),
        Button::Linking(button) => leaving(state, press_linking(button, facts, ctx)),
        Button::Joining(button) => joining::press(state, button, facts, ctx),
        Button::Counter(button) => counter::press(state, button, facts, ctx),
        Button::Corrections(button) => corrections::press(state, button, facts, ctx),
        Button::Requests(button) => leave(press_request(button, facts, ctx)),
        Button::Access(button) => leave(access::press(state, button, facts, ctx)),
        Button::Questions(button) => questions::press(state, button, facts, ctx),
        Button::Settings(button) => settings::press(state, button, facts, ctx),
    }
}

fn press_home(state: &Dialogue, button: HomeButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        HomeButton::Menu => leaving(state, Ok(menu(facts))),
        HomeButton::Language => aside(state, HomeReply::Language),
        HomeButton::SetLanguage(locale) => leaving(state, Ok(set_language(locale, facts))),
        HomeButton::Help => aside(state, HomeReply::Help(Standing::from(&facts.person))),
        HomeButton::SomethingWrong => leaving(state, Ok(done(HomeReply::SomethingWrong))),
        // The nonce must be the one of the screen that is shown now.
        HomeButton::CancelForm { nonce } if state.hold().nonce == Some(nonce) => {
            Ok(goto(state.left(&facts.person), HomeReply::Cancelled))
        }
        HomeButton::Back { nonce } => forms::back(state, nonce, facts, ctx),
        HomeButton::Continue => forms::resume(state, facts, ctx),
        HomeButton::CancelForm { .. } | HomeButton::Quit { .. } => Ok(stay(state, HomeReply::StaleButton)),
    }
}

fn press_linking(button: LinkingButton, facts: &Facts, ctx: &Ctx) -> Plan {
    let found = match button {
        LinkingButton::Start => linking::begin(facts),
        LinkingButton::ClaimMine => linking::claim(facts, ctx)?,
        LinkingButton::ClaimNotMine => linking::disclaim(facts),
    };
    Ok(found.unwrap_or_else(|| menu(facts)))
}

fn press_request(button: RequestsButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        RequestsButton::Tasks => tasks::list(facts, ctx),
        RequestsButton::Requests => requests::list(facts, ctx, |others| tasks::of_kinds(others, facts, ctx)),
        RequestsButton::Approve(request) => {
            requests::approve(request, facts, |card| subjects::carry_out(card, facts, ctx))
        }
        button => requests::press(button, facts, ctx),
    }
}

/// Something is explained on the way.
fn aside(state: &Dialogue, reply: impl Into<Reply>) -> Plan {
    match state.hold().aside {
        Aside::Contact => Ok(goto(Dialogue::Linking(Linking::AskContact), reply)),
        Aside::Stays if !state.hold().goes_on() => Ok(stay(state, reply)),
        Aside::Stays | Aside::Leaves => leaving(state, Ok(done(reply))),
    }
}

/// Leaves what is going on; who is not linked yet is back at the greeting's keys.
pub(super) fn cancel(state: &Dialogue, facts: &Facts) -> Step {
    match state.hold().leave {
        Leave::Kept => settings::leave(),
        Leave::Nothing => goto(state.left(&facts.person), HomeReply::NothingToCancel),
        Leave::Quiet | Leave::Aloud => goto(state.left(&facts.person), HomeReply::Cancelled),
    }
}

/// The menu: of a member, of an officer, or the greeting of a stranger.
pub(super) fn menu(facts: &Facts) -> Step {
    let standing = Standing::from(&facts.person);
    match facts.person.access {
        Access::Frozen => access::closed(),
        _ if facts.person.must_choose() && standing.roles.is_empty() => access::choose(facts),
        _ if standing.is_stranger() => linking::greet(facts),
        Access::Full | Access::CoolingUntil(_) => done(HomeReply::Menu(standing)),
    }
}

fn set_language(locale: Locale, facts: &Facts) -> Step {
    let mut step = with_effect(menu(facts), HomeEffect::SetLocale(locale));
    step.replies.insert(0, HomeReply::LanguageSet(locale).into());
    step
}
