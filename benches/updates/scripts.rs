//! What people do: four updates each, one after the other.

use crate::people::People;

/// One update and what it is answered with.
#[derive(Debug, Clone)]
pub struct Act {
    /// What the person does.
    pub what: What,
    /// Messages that answer it, in their own chat.
    pub messages: u32,
}

/// What a person does.
#[derive(Debug, Clone)]
pub enum What {
    /// Types.
    Say(String),
    /// Presses the button whose data begins so, of those under the last answer.
    Press(&'static str),
}

/// A scenario: the same four acts in every chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// `/start`, four times: the menu.
    Start,
    /// `/saldo`, four times: three accounts summed.
    Saldo,
    /// `/bahasa` and a press, twice: the person's row is written.
    Bahasa,
    /// `/loket .. ` and a press, twice: a form is kept, then a journal is written and the member told.
    Loket,
    /// `/start`, `/saldo`, `/loket ..`, and a press.
    Mix,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Start, Self::Saldo, Self::Bahasa, Self::Loket, Self::Mix];

    /// In the table and in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Saldo => "saldo",
            Self::Bahasa => "bahasa",
            Self::Loket => "loket",
            Self::Mix => "mix",
        }
    }

    /// What each chat does, so many times over.
    pub fn scripts(self, people: People, times: usize) -> Vec<Vec<Act>> {
        let of = |chat| {
            let acts = self.acts(people, chat);
            std::iter::repeat_n(acts, times).flatten().collect()
        };
        (0..people.chats).map(of).collect()
    }

    /// The acts of a chat.
    fn acts(self, people: People, chat: usize) -> Vec<Act> {
        let deposit = |nth| say(&format!("/loket {} sukarela 10rb", people.listener(chat, nth)));
        let confirm = || press("cy:", 1);
        match self {
            Self::Start => vec![say("/start"); 4],
            Self::Saldo => vec![say("/saldo"); 4],
            // A new language is confirmed, and the menu shown in it.
            Self::Bahasa => vec![say("/bahasa"), press("set:en", 2), say("/bahasa"), press("set:id", 2)],
            Self::Loket => vec![deposit(0), confirm(), deposit(1), confirm()],
            Self::Mix => vec![say("/start"), say("/saldo"), deposit(0), confirm()],
        }
    }
}

/// Types this, and is answered by one message.
pub fn say(text: &str) -> Act {
    Act { what: What::Say(text.to_owned()), messages: 1 }
}

const fn press(prefix: &'static str, messages: u32) -> Act {
    Act { what: What::Press(prefix), messages }
}
