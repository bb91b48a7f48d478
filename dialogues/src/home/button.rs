//! The buttons of every room: the way to the menu, the language, help, and out of a form.

use domain::locale::Locale;

use crate::base::codec::{Parts, nonce, read_nonce};

/// A button of every room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HomeButton {
    /// The menu.
    Menu,
    /// The choice of language.
    Language,
    /// This language from now on.
    SetLanguage(Locale),
    /// What can be done here.
    Help,
    /// What to do when a receipt looks wrong.
    SomethingWrong,
    /// Leave the form without writing anything.
    CancelForm {
        /// Of the screen.
        nonce: u64,
    },
    /// One step back in the form.
    Back {
        /// Of the screen.
        nonce: u64,
    },
    /// The question of the form that is open, once more.
    Continue,
    /// Leave the form for the one that was asked for.
    Quit {
        /// Of the form's screen.
        nonce: u64,
    },
}

impl HomeButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["menu", "lang", "set", "help", "bad", "no", "back", "cont", "quit"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Menu => "menu".to_owned(),
            Self::Language => "lang".to_owned(),
            Self::SetLanguage(locale) => format!("set:{}", locale.as_str()),
            Self::Help => "help".to_owned(),
            Self::SomethingWrong => "bad".to_owned(),
            Self::CancelForm { nonce: shown } => nonce("no", shown),
            Self::Back { nonce: shown } => nonce("back", shown),
            Self::Continue => "cont".to_owned(),
            Self::Quit { nonce: shown } => nonce("quit", shown),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("menu") => Self::Menu,
            Parts::Verb("lang") => Self::Language,
            Parts::One("set", code) => Self::SetLanguage(Locale::parse(code)?),
            Parts::Verb("help") => Self::Help,
            Parts::Verb("bad") => Self::SomethingWrong,
            Parts::One("no", nonce) => Self::CancelForm { nonce: read_nonce(nonce)? },
            Parts::One("back", nonce) => Self::Back { nonce: read_nonce(nonce)? },
            Parts::Verb("cont") => Self::Continue,
            Parts::One("quit", nonce) => Self::Quit { nonce: read_nonce(nonce)? },
            _ => return None,
        })
    }
}
