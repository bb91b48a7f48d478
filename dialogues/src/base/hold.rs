//! What an open form holds: what is lost by leaving it, what a text in it is taken for, and where one rests afterwards.

/// What a state holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// What leaving it means.
    pub leave: Leave,
    /// What a text is taken for.
    pub words: Words,
    /// Where whoever leaves it rests.
    pub rest: Rest,
    /// What becomes of it when something is explained on the way.
    pub aside: Aside,
    /// The screen whose button leaves it, where there is one.
    pub nonce: Option<u64>,
    /// Answers that would be lost with it.
    pub answers: u8,
}

/// What leaving a state means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// There is nothing to leave.
    Nothing,
    /// It is said to whoever asks to leave, and to nobody who takes another road.
    Quiet,
    /// Something would be lost: it is said aloud, and asked where it is much.
    Aloud,
    /// What was answered is kept, and whoever asks to leave is told so.
    Kept,
}

/// What a text is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Free words, which the hub hears.
    Free(Before),
    /// An answer to what was asked; what is plainly a wish is heard as one.
    Answer,
    /// An answer in words of one's own, in which any sentence may stand.
    Own,
}

/// What we waited for before a text that was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// Nothing.
    Nothing,
    /// The person's own contact card, which is still welcome.
    Contact,
    /// A code from the office; a contact card is as welcome.
    Code,
}

/// Where whoever leaves a state rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Nowhere in particular.
    Idle,
    /// At the greeting's keys, when nobody is linked on the account.
    Unlinked,
    /// At the greeting's keys, when the person is neither a member nor an officer.
    Stranger,
}

/// What becomes of a state when something is explained on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// It is left.
    Leaves,
    /// It goes on: much was told by then, or its keys still show.
    Stays,
    /// It goes on at the greeting's keys: what is said next is a question rather than a code.
    Contact,
}

impl Hold {
    /// Nothing is open.
    pub const FREE: Self = Self {
        leave: Leave::Nothing,
        words: Words::Free(Before::Nothing),
        rest: Rest::Idle,
        aside: Aside::Leaves,
        nonce: None,
        answers: 0,
    };

    /// Whether a contact card is still welcome beside free words.
    pub const fn awaits_contact(&self) -> bool {
        matches!(self.words, Words::Free(Before::Contact | Before::Code))
    }

    /// A form is open that would write something, and this is its screen.
    pub const fn form(nonce: u64) -> Self {
        Self {
            leave: Leave::Aloud,
            words: Words::Own,
            rest: Rest::Idle,
            aside: Aside::Stays,
            nonce: Some(nonce),
            answers: 0,
        }
    }

    /// Whether it is a form that goes on when something else was shown on the way.
    pub const fn goes_on(&self) -> bool {
        !matches!(self.leave, Leave::Nothing) && matches!(self.aside, Aside::Stays)
    }
}
