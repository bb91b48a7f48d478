//! How a reply stands in a chat: as a screen, a message or a passing note, with which keys, and who may read it.

/// How a reply stands in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape<B> {
    /// Whether it stays.
    pub place: Place,
    /// What can be pressed with it.
    pub keys: Keys<B>,
    /// Who may read it.
    pub readers: Readers,
}

/// Whether a reply stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It replaces the screen before it.
    Screen,
    /// It stays as it is: a receipt, a notice, a result.
    Message,
    /// It is only a passing note over the button that was pressed.
    Toast,
}

/// What can be pressed with a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keys<B> {
    /// Nothing: whatever keyboard is there stays.
    None,
    /// Rows of buttons under it, at most three.
    Buttons(Vec<Vec<B>>),
    /// A keyboard in place of the person's.
    Keyboard(Keyboard),
    /// One button that leads to another chat.
    Link(Link),
}

/// A keyboard in place of the person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    /// That of who the person is from now on; said to somebody else, it changes nothing until they write.
    Own,
    /// The permanent key **Menu**.
    Menu,
    /// Send my number, I want to join, use a code.
    Contact,
    /// Send my number, to join with it.
    OwnNumber,
}

/// Who may read a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whoever it is said to, alone.
    Private,
    /// Everybody in a group, too: it holds no figure and no name.
    Group,
}

/// A button that leads to another chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To the private chat, which opens with this payload; it grants nothing.
    Private {
        /// After `?start=`.
        payload: String,
    },
    /// To the choice of a group that the bot is added to with this payload.
    AddToGroup {
        /// After `?startgroup=`.
        payload: String,
    },
}

/// Rows of buttons under a message at most.
const ROWS_MAX: usize = 3;

/// What opens the menu behind `?start=`: it is no code.
pub const MENU_PAYLOAD: &str = "menu";

impl Link {
    /// The private chat, at its menu.
    pub fn menu() -> Self {
        Self::Private { payload: MENU_PAYLOAD.to_owned() }
    }
}

impl<B> Shape<B> {
    /// A screen without keys.
    pub const fn screen() -> Self {
        Self { place: Place::Screen, keys: Keys::None, readers: Readers::Private }
    }

    /// A message without keys.
    pub const fn message() -> Self {
        Self { place: Place::Message, keys: Keys::None, readers: Readers::Private }
    }

    /// A passing note.
    pub const fn toast() -> Self {
        Self { place: Place::Toast, keys: Keys::None, readers: Readers::Private }
    }

    /// With these rows of buttons; rows without any are left out.
    #[must_use]
    pub fn buttons(self, rows: impl IntoIterator<Item = Vec<B>>) -> Self {
        let rows: Vec<Vec<B>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        let keys = if rows.is_empty() { Keys::None } else { Keys::Buttons(rows) };
        Self { place: self.place, keys, readers: self.readers }
    }

    /// Whether a button can stand under it: no keyboard or link takes the place.
    pub const fn takes_buttons(&self) -> bool {
        matches!((self.place, &self.keys), (Place::Screen | Place::Message, Keys::None | Keys::Buttons(_)))
    }

    /// With this button in a row of its own, or in the last row where there are three.
    #[must_use]
    pub fn and_button(self, button: B) -> Self {
        let Self { place, keys, readers } = self;
        let mut rows = match keys {
            Keys::Buttons(rows) => rows,
            Keys::None => Vec::new(),
            keys @ (Keys::Keyboard(_) | Keys::Link(_)) => return Self { place, keys, readers },
        };
        match rows.get_mut(ROWS_MAX - 1) {
            Some(last) => last.push(button),
            None => rows.push(vec![button]),
        }
        Self { place, keys: Keys::Buttons(rows), readers }
    }

    /// With this keyboard.
    #[must_use]
    pub fn keyboard(self, keyboard: Keyboard) -> Self {
        Self { place: self.place, keys: Keys::Keyboard(keyboard), readers: self.readers }
    }

    /// With a button that leads there.
    #[must_use]
    pub fn link(self, link: Link) -> Self {
        Self { place: self.place, keys: Keys::Link(link), readers: self.readers }
    }

    /// For everybody in a group to read.
    #[must_use]
    pub fn for_groups(self) -> Self {
        Self { place: self.place, keys: self.keys, readers: Readers::Group }
    }

    /// Whether it replaces the screen before it.
    pub fn is_screen(&self) -> bool {
        self.place == Place::Screen
    }

    /// Whether everybody in a group may read it.
    pub fn is_for_groups(&self) -> bool {
        self.readers == Readers::Group
    }

    /// The rows of buttons, where there are some.
    pub fn rows(&self) -> &[Vec<B>] {
        match &self.keys {
            Keys::Buttons(rows) => rows,
            Keys::None | Keys::Keyboard(_) | Keys::Link(_) => &[],
        }
    }
}
