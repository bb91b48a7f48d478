//! What every room may say, and the menu.

use domain::locale::Locale;
use domain::role::Role;

use crate::base::people::{Sharing, Standing};
use crate::base::shape::{Keyboard, Link, Shape};
use crate::hub::{Board, Button};

use super::HomeButton;

/// What every room may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HomeReply {
    /// The menu.
    Menu(Standing),
    /// What can be done here.
    Help(Standing),
    /// Sets the keyboard right that belongs to the person.
    Keys(Board),
    /// The choice of language.
    Language,
    /// This language from now on.
    LanguageSet(Locale),
    /// A text that no dialogue expected.
    NotUnderstood(Standing),
    /// A photo, a sticker, a voice.
    Unsupported(Standing),
    /// How to reach a person.
    AskOffice,
    /// What to do when a receipt looks wrong.
    SomethingWrong,
    /// This belongs into the private chat: what a group reads of whatever is not made for one.
    PrivatePlease,
    /// Only an officer with a fitting role has this.
    NotYourRole,
    /// The button belongs to a screen that is over.
    StaleButton,
    /// A form was open and another road was taken: nothing of it was written.
    FormAbandoned,
    /// Something was answered on the way, and the form that was open still is.
    FormWaits,
    /// Another road would cost what was answered: once, it is asked which one is meant.
    AskLeave {
        /// Answers that would go.
        answers: u8,
        /// Of the form's screen.
        nonce: u64,
    },
    /// There is no form to go on with.
    NothingToContinue,
    /// The form was left on request.
    Cancelled,
    /// There was nothing to leave.
    NothingToCancel,
    /// We failed, and it stands in the log as an error: nobody else knows of it.
    Apology,
    /// Too much came too fast, and is not heard for a while; for the engine.
    SlowDown,
    /// What the person was doing is lost to an upgrade or a defect; for the engine.
    StateLost,
    /// The cooperative is suspended: all that its bot says.
    Suspended,
}

impl HomeReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let message = Shape::message();
        match self {
            Self::Menu(standing) => Shape::screen().buttons(menu(standing)),
            Self::Help(standing) => Shape::screen().buttons(help(standing)),
            Self::Language => Shape::screen().buttons([Locale::ALL.map(language).to_vec()]),
            Self::NotUnderstood(standing) | Self::Unsupported(standing) => message.buttons(suggestions(standing)),
            Self::NotYourRole | Self::StateLost | Self::SomethingWrong => {
                message.buttons([vec![Button::MENU, Button::ASK_OFFICE]])
            }
            Self::Apology => message.buttons([vec![Button::MENU, Button::ASK_OFFICE]]).for_groups(),
            Self::AskOffice | Self::StaleButton | Self::Cancelled | Self::NothingToCancel | Self::NothingToContinue => {
                message.buttons([vec![Button::MENU]])
            }
            Self::FormWaits => message.buttons([vec![Button::CONTINUE]]),
            Self::AskLeave { nonce, .. } => {
                message.buttons([vec![Button::CONTINUE, HomeButton::Quit { nonce: *nonce }.into()]])
            }
            Self::SlowDown => message.for_groups(),
            Self::PrivatePlease => message.link(Link::menu()).for_groups(),
            Self::Keys(_) => message.keyboard(Keyboard::Own),
            Self::FormAbandoned | Self::LanguageSet(_) => message,
            Self::Suspended => Shape::toast(),
        }
    }
}

fn language(locale: Locale) -> Button {
    HomeButton::SetLanguage(locale).into()
}

fn menu(standing: &Standing) -> Vec<Vec<Button>> {
    let mut rows = Vec::new();
    match (&standing.member, standing.sharing) {
        (Some(_), Sharing::Alone) => rows.push(vec![Button::BALANCE, Button::STATEMENT, Button::INVITE_FRIEND]),
        (Some(_), Sharing::Shared) => rows.push(vec![Button::BALANCE, Button::STATEMENT, Button::SWITCH]),
        (None, Sharing::Shared) => rows.push(vec![Button::SWITCH]),
        (None, Sharing::Alone) => {}
    }
    if standing.roles.contains(&Role::Treasurer) {
        rows.push(vec![Button::COUNTER, Button::TASKS, Button::CORRECT]);
    } else if !standing.roles.is_empty() {
        rows.push(vec![Button::TASKS]);
    }
    // A courtesy: who may set what is a policy, and checked when it is pressed.
    if standing.roles.iter().any(|role| matches!(role, Role::Chair | Role::Secretary)) {
        rows.iter_mut().last().into_iter().for_each(|row| row.push(Button::SETTINGS));
    }
    if standing.member.is_none() && standing.sharing == Sharing::Alone {
        rows.push(vec![Button::START]);
    }
    if rows.len() < 2 {
        rows.push(vec![Button::REPORT, Button::REAL_BOT]);
    }
    rows.push(vec![Button::LANGUAGE, Button::HELP, Button::ASK_OFFICE]);
    rows
}

/// Under the list of everything there is: how to tell a fake, for those whose menu has no room for it.
fn help(standing: &Standing) -> Vec<Vec<Button>> {
    let start = if standing.is_stranger() { Button::START } else { Button::MENU };
    vec![vec![Button::REAL_BOT, Button::REPORT], vec![start, Button::LANGUAGE, Button::ASK_OFFICE]]
}

fn suggestions(standing: &Standing) -> Vec<Vec<Button>> {
    if standing.member.is_some() {
        vec![vec![Button::BALANCE, Button::STATEMENT], vec![Button::MENU, Button::ASK_OFFICE]]
    } else if standing.is_stranger() {
        vec![vec![Button::START, Button::ASK_OFFICE]]
    } else {
        vec![vec![Button::MENU, Button::ASK_OFFICE]]
    }
}
