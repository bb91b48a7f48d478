//! Labels of buttons and keys.

use dialogues::base::shape::{self, Keys, Link, MENU_PAYLOAD};
use dialogues::hub::{Board, Button, Chat, Reply};

use super::catalogue::plain;
use super::{InlineAction, InlineKey, Keyboard, ReplyKey, Words};
use crate::rooms;

/// The keys under a reply, or the keyboard that comes with it.
pub(super) fn keyboard(reply: &Reply, words: &Words<'_>) -> Keyboard {
    match reply.shape().keys {
        Keys::Link(link) => Keyboard::Inline(vec![vec![leading_to(&link, words)]]),
        // In a group anybody could press.
        Keys::Buttons(_) | Keys::Keyboard(_) | Keys::None if words.cx.chat == Chat::Group => Keyboard::None,
        // Whose its own is, only `render_to` knows; told to somebody else, it waits for their next message.
        Keys::None | Keys::Keyboard(shape::Keyboard::Own) => Keyboard::None,
        Keys::Buttons(rows) => Keyboard::Inline(
            rows.iter().map(|row| row.iter().map(|button| key(*button, reply, words)).collect()).collect(),
        ),
        Keys::Keyboard(shape::Keyboard::Menu) => board(Board::Member, words),
        Keys::Keyboard(shape::Keyboard::OwnNumber) => board(Board::OwnNumber, words),
        Keys::Keyboard(shape::Keyboard::Contact) => board(Board::Stranger, words),
    }
}

/// The keyboard below the typing line.
pub(super) fn board(board: Board, words: &Words<'_>) -> Keyboard {
    let send = |label| ReplyKey { label: words.plain(label), request_contact: false };
    let contact = |label| ReplyKey { label: words.plain(label), request_contact: true };
    match board {
        Board::Member => Keyboard::Reply(vec![vec![send("key-menu")]]),
        Board::Officer => Keyboard::Reply(vec![vec![send("key-menu"), send("button-tasks")]]),
        Board::OwnNumber => {
            Keyboard::Once(vec![vec![contact("key-own-number")], vec![send("button-back"), send("button-cancel")]])
        }
        Board::Stranger => {
            Keyboard::Reply(vec![vec![contact("key-contact")], vec![send("key-join"), send("key-code")]])
        }
    }
}

/// A link of our own: what it carries opens a screen or is a code, and proves nothing.
fn leading_to(link: &Link, words: &Words<'_>) -> InlineKey {
    let (label, parameter, payload) = match link {
        Link::Private { payload } if payload == MENU_PAYLOAD => ("key-open-private", "start", payload),
        Link::Private { payload } => ("key-read-answer", "start", payload),
        Link::AddToGroup { payload } => ("key-choose-group", "startgroup", payload),
    };
    let url = format!("https://t.me/{}?{parameter}={payload}", words.cx.bot_username);
    InlineKey { label: words.plain(label), action: InlineAction::Url(url) }
}

fn key(button: Button, reply: &Reply, words: &Words<'_>) -> InlineKey {
    InlineKey { label: plain(&rooms::label(button, reply, words)), action: InlineAction::Data(button.encode()) }
}
