//! Labels of buttons and keys.

use dialogues::base::shape::{self, Keys, Link, MENU_PAYLOAD};
use dialogues::hub::{Button, Chat, Reply};

use super::catalogue::plain;
use super::{InlineAction, InlineKey, Keyboard, ReplyKey, Words};
use crate::rooms;

/// The keys under a reply, or the keyboard that comes with it.
pub(super) fn keyboard(reply: &Reply, words: &Words<'_>) -> Keyboard {
    let send = |label| ReplyKey { label: words.plain(label), request_contact: false };
    match reply.shape().keys {
        Keys::Link(link) => Keyboard::Inline(vec![vec![leading_to(&link, words)]]),
        // In a group anybody could press.
        Keys::Buttons(_) | Keys::Keyboard(_) | Keys::None if words.cx.chat == Chat::Group => Keyboard::None,
        Keys::None => Keyboard::None,
        Keys::Buttons(rows) => Keyboard::Inline(
            rows.iter().map(|row| row.iter().map(|button| key(*button, reply, words)).collect()).collect(),
        ),
        Keys::Keyboard(shape::Keyboard::Menu) => Keyboard::Reply(vec![vec![send("key-menu")]]),
        Keys::Keyboard(shape::Keyboard::OwnNumber) => {
            let number = ReplyKey { label: words.plain("key-own-number"), request_contact: true };
            Keyboard::Once(vec![vec![number], vec![send("button-back"), send("button-cancel")]])
        }
        Keys::Keyboard(shape::Keyboard::Contact) => Keyboard::Reply(vec![
            vec![ReplyKey { label: words.plain("key-contact"), request_contact: true }],
            vec![send("key-join"), send("key-code")],
        ]),
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
