//! From a raw update to what a dialogue reads, through dptree.

use std::ops::ControlFlow;
use std::sync::Arc;

use dialogues::hub::{Button, Chat, Command, GroupEvent, Input};
use domain::locale::Locale;
use domain::question::QuestionNumber;
use dptree::prelude::*;

use super::albums::Albums;
use super::update::{ChatKind, Content, Membership, Message, Update};

/// Where an update goes.
#[derive(Debug, Clone)]
pub enum Routed {
    /// To the person's dialogue.
    Dialogue(Box<Incoming>),
    /// A person blocked or unblocked us.
    Reachable(bool),
    /// Not for us.
    Ignored,
    /// This release can't read it: why.
    Unknown(&'static str),
}

/// A person's doing.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// What they did.
    pub input: Input,
    /// Where.
    pub chat: Chat,
    /// The message that they sent; zero for a press.
    pub message_id: i64,
    /// The press to be answered, when it was one.
    pub press: Option<Press>,
    /// The language of their app, until they choose one here.
    pub app_locale: Locale,
}

/// A press of a button.
#[derive(Debug, Clone)]
pub struct Press {
    /// To be answered, so that the button stops waiting.
    pub callback_id: String,
    /// The message that carries the button; zero when the messenger does not say.
    pub message_id: i64,
}

/// The name that commands may carry as a suffix.
#[derive(Debug, Clone)]
struct Username(Arc<str>);

/// The tree that sends updates to their readers; built once.
#[derive(Clone)]
pub struct Router {
    tree: Endpoint<'static, Routed>,
    albums: Arc<Albums>,
}

impl Default for Router {
    fn default() -> Self {
        let tree = dptree::entry()
            .branch(dptree::filter_map(as_message).endpoint(read_message))
            .branch(dptree::filter_map(as_press).endpoint(read_press))
            .branch(dptree::filter_map(as_membership).endpoint(read_membership))
            .endpoint(read_rest);
        Self { tree, albums: Arc::default() }
    }
}

impl Router {
    /// Reads a raw update. `username` is the bot's own, for `/saldo@OtherBot`.
    pub async fn route(&self, body: &[u8], username: &str) -> Routed {
        let update = Arc::new(Update::read(body));
        let deps = dptree::deps![update, Username(Arc::from(username)), Arc::clone(&self.albums)];
        match self.tree.dispatch(deps).await {
            ControlFlow::Break(routed) => routed,
            ControlFlow::Continue(_) => Routed::Ignored,
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "dptree hands its values over")]
fn as_message(update: Arc<Update>) -> Option<Message> {
    match &*update {
        Update::Message(message) => Some((**message).clone()),
        _ => None,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "dptree hands its values over")]
fn as_press(update: Arc<Update>) -> Option<super::update::Press> {
    match &*update {
        Update::Press(press) => Some(press.clone()),
        _ => None,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "dptree hands its values over")]
fn as_membership(update: Arc<Update>) -> Option<Membership> {
    match &*update {
        Update::Membership(change) => Some(change.clone()),
        _ => None,
    }
}

async fn read_rest(update: Arc<Update>) -> Routed {
    match &*update {
        Update::Unknown(why) => Routed::Unknown(why),
        _ => Routed::Ignored,
    }
}

async fn read_membership(change: Membership) -> Routed {
    if change.chat.kind == ChatKind::Private {
        return Routed::Reachable(!change.is_out);
    }
    let event = match (change.was_out, change.is_out) {
        _ if change.chat.kind == ChatKind::Channel => return Routed::Ignored,
        (_, true) => GroupEvent::Removed { title: change.chat.title },
        (true, false) => GroupEvent::Added,
        // Promoted, or restricted.
        (false, false) => return Routed::Ignored,
    };
    in_group(Input::Group(event), 0, app_locale(change.from.language.as_deref()))
}

/// What happens in a group as such, to nobody in particular.
fn in_group(input: Input, message_id: i64, app_locale: Locale) -> Routed {
    Routed::Dialogue(Box::new(Incoming { input, chat: Chat::Group, message_id, press: None, app_locale }))
}

async fn read_press(press: super::update::Press) -> Routed {
    let input = press.data.as_deref().and_then(Button::decode).map_or(Input::UnknownButton, Input::Press);
    let chat = press.message.as_ref().map_or(Chat::Private, |(chat, _)| kind_of(chat));
    let message_id = press.message.as_ref().map_or(0, |(_, id)| *id);
    Routed::Dialogue(Box::new(Incoming {
        input,
        chat,
        message_id: 0,
        press: Some(Press { message_id, callback_id: press.id }),
        app_locale: app_locale(press.from.language.as_deref()),
    }))
}

async fn read_message(message: Message, username: Username, albums: Arc<Albums>) -> Routed {
    if message.chat.kind == ChatKind::Channel {
        return Routed::Ignored;
    }
    // The group became a supergroup: the old one and the new one both say so.
    match message.content {
        Content::MovedTo(to) => return in_group(Input::Group(GroupEvent::MovedTo(to)), 0, Locale::Id),
        Content::MovedFrom(from) => return in_group(Input::Group(GroupEvent::MovedFrom(from)), 0, Locale::Id),
        Content::Unknown => return Routed::Unknown("a message that holds nothing that this release knows"),
        _ => {}
    }
    // A channel, or a group's anonymous admin: nobody in particular, so nobody with an account here.
    let Some(person) = message.from.as_ref().filter(|from| !from.is_bot && message.sender_chat.is_none()) else {
        return anonymous(&message, &username.0);
    };
    let chat = kind_of(&message.chat);
    let Some(input) = input_of(&message, chat, &username.0, &albums) else { return Routed::Ignored };
    Routed::Dialogue(Box::new(Incoming {
        input,
        chat,
        message_id: message.id,
        press: None,
        app_locale: app_locale(person.language.as_deref()),
    }))
}

/// An admin who speaks as the group itself may bind it: the code is the authority, not the person. To any other command
/// they hear how to ask it.
fn anonymous(message: &Message, username: &str) -> Routed {
    let as_itself = message.sender_chat == Some(message.chat.id);
    let Content::Text(text) = &message.content else { return Routed::Ignored };
    match slash(text, username).filter(|_| as_itself) {
        Some(input @ (Input::Command { command: Command::Bind, .. } | Input::Start { payload: Some(_) })) => {
            in_group(input, message.id, Locale::Id)
        }
        Some(_) => in_group(Input::Group(GroupEvent::AskedByNobody), message.id, Locale::Id),
        None => Routed::Ignored,
    }
}

fn input_of(message: &Message, chat: Chat, username: &str, albums: &Albums) -> Option<Input> {
    match (&message.content, chat) {
        (Content::Text(text), Chat::Private) => match quoted(message, username) {
            Some(question) if !text.starts_with('/') => Some(Input::Quoted { question, text: text.clone() }),
            Some(_) | None => private_text(text, username),
        },
        (Content::Text(text), Chat::Group) => slash(text, username),
        (Content::Contact { phone, owner, forwarded }, Chat::Private) => {
            Some(Input::Contact { phone: phone.clone(), owner: *owner, forwarded: *forwarded })
        }
        (Content::Medium { caption, album }, Chat::Private) => {
            let is_first = album.as_ref().is_none_or(|album| albums.is_first(message.chat.id, album, message.id));
            match caption.as_deref().map(str::trim).filter(|caption| !caption.is_empty()) {
                // The words count; what they stand under is nothing that we keep.
                Some(caption) => Some(match private_text(caption, username)? {
                    Input::Text(words) => Input::Captioned(words),
                    command => command,
                }),
                None => is_first.then_some(Input::Unsupported),
            }
        }
        // Nobody said anything, or said it to the group.
        (Content::Service | Content::Unknown | Content::MovedTo(_) | Content::MovedFrom(_), Chat::Private)
        | (_, Chat::Group) => None,
    }
}

/// The question that stands in the message of ours which this one answers.
fn quoted(message: &Message, username: &str) -> Option<QuestionNumber> {
    let (from, text) = message.answers.as_ref()?;
    QuestionNumber::find(text).filter(|_| from.username.as_deref() == Some(username))
}

/// A slash, a word, or anything else; `None` for a command that is meant for another bot.
fn private_text(text: &str, username: &str) -> Option<Input> {
    if text.starts_with('/') {
        if let Some(input) = slash(text, username) {
            return Some(input);
        }
        let for_another = text.split_whitespace().next().is_some_and(|word| word.contains('@'));
        return (!for_another).then(|| Input::Text(text.to_owned()));
    }
    Some(match Command::parse_words(text) {
        Some((command, rest)) => Input::Command { command, rest },
        None => Input::Text(text.to_owned()),
    })
}

/// A command of ours behind a slash, perhaps with our name as its suffix.
fn slash(text: &str, username: &str) -> Option<Input> {
    let (name, arguments) = teloxide::utils::command::parse_command(text, username)?;
    let rest = arguments.join(" ");
    if name.eq_ignore_ascii_case("start") {
        return Some(Input::Start { payload: (!rest.is_empty()).then_some(rest) });
    }
    Some(Input::Command { command: Command::from_name(name)?, rest })
}

fn kind_of(chat: &super::update::Chat) -> Chat {
    if chat.kind == ChatKind::Private { Chat::Private } else { Chat::Group }
}

/// English for an English app, Indonesian for every other.
fn app_locale(code: Option<&str>) -> Locale {
    match code {
        Some(code) if code.starts_with("en") => Locale::En,
        _ => Locale::Id,
    }
}
