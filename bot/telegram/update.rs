//! What we read of an update: just that, straight from its JSON. A newer Bot API adds kinds of entities, of replies and of
//! buttons; none of that decoration may cost us what a person said.

use domain::ids::{ChatId, PersonId};
use serde::Deserialize;
use serde_json::{Map, Value};

/// An update, as far as we know its kind.
#[derive(Debug, Clone)]
pub enum Update {
    /// Somebody said something, or something happened in a chat.
    Message(Box<Message>),
    /// Somebody pressed a button.
    Press(Press),
    /// What we are in a chat has changed.
    Membership(Membership),
    /// Of a kind that we do not ask for.
    NotAsked,
    /// Of a kind that this release does not know, or without what its kind must have: why.
    Unknown(&'static str),
}

/// A chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its number.
    pub id: ChatId,
    /// Private, a group (with or without topics), or a channel.
    pub kind: ChatKind,
    /// A group's title.
    pub title: String,
}

/// What a chat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatKind {
    /// With one person.
    Private,
    /// A group or a supergroup; what we don't know is taken for one, since nothing personal is said there.
    Group,
    /// A channel.
    Channel,
}

/// A person or a bot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct User {
    /// A bot.
    pub is_bot: bool,
    /// The name behind the `@`.
    pub username: Option<String>,
    /// The language of their app, such as `id` or `en-GB`.
    pub language: Option<String>,
}

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its number in the chat.
    pub id: i64,
    /// Where.
    pub chat: Chat,
    /// Who, if anybody.
    pub from: Option<User>,
    /// The chat in whose name it was said.
    pub sender_chat: Option<ChatId>,
    /// What it holds.
    pub content: Content,
    /// The message that it answers, when the bot can see it: who said that, and its text.
    pub answers: Option<(User, String)>,
}

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A contact card.
    Contact {
        /// As it stands there.
        phone: String,
        /// Whose account it is, when the card says so.
        owner: Option<PersonId>,
        /// It was somebody else's message.
        forwarded: bool,
    },
    /// Something to look at or to hear.
    Medium {
        /// The words below it.
        caption: Option<String>,
        /// What several of one album share.
        album: Option<String>,
    },
    /// The group has this number from now on.
    MovedTo(ChatId),
    /// The group had this number until now.
    MovedFrom(ChatId),
    /// Nobody said anything: a pin, a timer, a topic, somebody who came or left.
    Service,
    /// Nothing that this release knows.
    Unknown,
}

/// A press of a button.
#[derive(Debug, Clone)]
pub struct Press {
    /// To be answered.
    pub id: String,
    /// Who.
    pub from: User,
    /// What the button carries.
    pub data: Option<String>,
    /// The message with the button, as far as the messenger tells.
    pub message: Option<(Chat, i64)>,
}

/// A change of what we are in a chat.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Where.
    pub chat: Chat,
    /// Who changed it.
    pub from: User,
    /// Whether we were out before.
    pub was_out: bool,
    /// Whether we are out now.
    pub is_out: bool,
}

/// Kinds of updates that we do not ask for.
const NOT_ASKED: [&str; 21] = [
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
];

/// What somebody can send that is neither words nor a contact.
const MEDIA: [&str; 19] = [
    "animation",
    "audio",
    "checklist",
    "dice",
    "document",
    "game",
    "giveaway",
    "giveaway_winners",
    "invoice",
    "live_photo",
    "location",
    "paid_media",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
];
const VOICE: &str = "voice";

/// What happens in a chat by itself. The messenger adds to it: what ends like one of these is one.
const SERVICE: [&str; 27] = [
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "gift",
    "unique_gift",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "chat_owner_left",
    "checklist_tasks_done",
    "giveaway_completed",
    "web_app_data",
    "video_chat_participants_invited",
];
const SERVICE_BEGINS: [&str; 6] =
    ["forum_topic_", "general_forum_topic_", "video_chat_", "suggested_post_", "giveaway_cre", "chat_owner_"];
const SERVICE_ENDS: [&str; 6] = ["_created", "_changed", "_added", "_shared", "_price_changed", "_set"];

impl Update {
    /// Reads a raw update.
    pub fn read(body: &[u8]) -> Self {
        let Ok(update) = serde_json::from_slice::<Map<String, Value>>(body) else {
            return Self::Unknown("no JSON object");
        };
        let part = |name: &str| update.get(name).and_then(Value::as_object);
        if let Some(message) = part("message") {
            return Message::read(message).map_or(Self::Unknown("a message without its chat or number"), |message| {
                Self::Message(Box::new(message))
            });
        }
        if let Some(press) = part("callback_query") {
            return Press::read(press).map_or(Self::Unknown("a press without its number or person"), Self::Press);
        }
        if let Some(change) = part("my_chat_member") {
            return Membership::read(change).map_or(Self::Unknown("a membership without its chat"), Self::Membership);
        }
        if NOT_ASKED.iter().any(|kind| update.contains_key(*kind)) {
            return Self::NotAsked;
        }
        Self::Unknown("no kind that this release knows")
    }
}

fn text(of: &Map<String, Value>, name: &str) -> Option<String> {
    of.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn number(of: &Map<String, Value>, name: &str) -> Option<i64> {
    of.get(name).and_then(Value::as_i64)
}

fn object<'a>(of: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    of.get(name).and_then(Value::as_object)
}

impl Chat {
    fn read(chat: &Map<String, Value>) -> Option<Self> {
        let kind = match chat.get("type").and_then(Value::as_str) {
            Some("private") => ChatKind::Private,
            Some("channel") => ChatKind::Channel,
            _ => ChatKind::Group,
        };
        Some(Self { id: ChatId(number(chat, "id")?), kind, title: text(chat, "title").unwrap_or_default() })
    }
}

impl User {
    fn read(user: &Map<String, Value>) -> Self {
        Self {
            is_bot: user.get("is_bot").and_then(Value::as_bool).unwrap_or(false),
            username: text(user, "username"),
            language: text(user, "language_code"),
        }
    }
}

impl Message {
    fn read(message: &Map<String, Value>) -> Option<Self> {
        let answers = object(message, "reply_to_message")
            .and_then(|answered| Some((User::read(object(answered, "from")?), text(answered, "text")?)));
        Some(Self {
            id: number(message, "message_id")?,
            chat: Chat::read(object(message, "chat")?)?,
            from: object(message, "from").map(User::read),
            sender_chat: object(message, "sender_chat").and_then(|chat| number(chat, "id")).map(ChatId),
            content: Content::read(message),
            answers,
        })
    }
}

impl Content {
    fn read(message: &Map<String, Value>) -> Self {
        if let Some(to) = number(message, "migrate_to_chat_id") {
            return Self::MovedTo(ChatId(to));
        }
        if let Some(from) = number(message, "migrate_from_chat_id") {
            return Self::MovedFrom(ChatId(from));
        }
        if let Some(text) = text(message, "text") {
            return Self::Text(text);
        }
        if let Some(contact) = object(message, "contact") {
            let owner = number(contact, "user_id").map(PersonId);
            let forwarded = message.contains_key("forward_origin");
            return Self::Contact { phone: text(contact, "phone_number").unwrap_or_default(), owner, forwarded };
        }
        let caption = text(message, "caption");
        if caption.is_some() || message.contains_key(VOICE) || MEDIA.iter().any(|kind| message.contains_key(*kind)) {
            return Self::Medium { caption, album: text(message, "media_group_id") };
        }
        if message.keys().any(|key| is_service(key)) { Self::Service } else { Self::Unknown }
    }
}

fn is_service(key: &str) -> bool {
    SERVICE.contains(&key)
        || SERVICE_BEGINS.iter().any(|begin| key.starts_with(begin))
        || SERVICE_ENDS.iter().any(|end| key.ends_with(end))
}

impl Press {
    fn read(press: &Map<String, Value>) -> Option<Self> {
        let message = object(press, "message").and_then(|message| {
            Some((Chat::read(object(message, "chat")?)?, number(message, "message_id").unwrap_or(0)))
        });
        let from = User::read(object(press, "from")?);
        Some(Self { id: text(press, "id")?, from, data: text(press, "data"), message })
    }

    /// The number of the press in a raw update, for who can't say anything else about it.
    pub fn id_in(body: &[u8]) -> Option<String> {
        #[derive(Deserialize)]
        struct Pressed {
            id: String,
        }
        #[derive(Deserialize)]
        struct Raw {
            callback_query: Option<Pressed>,
        }
        serde_json::from_slice::<Raw>(body).ok()?.callback_query.map(|press| press.id)
    }
}

impl Membership {
    fn read(change: &Map<String, Value>) -> Option<Self> {
        // Who is restricted may be in the group or not.
        let is_out = |name: &str| {
            let member = object(change, name)?;
            let status = member.get("status").and_then(Value::as_str)?;
            let is_gone = member.get("is_member").and_then(Value::as_bool) == Some(false);
            Some(matches!(status, "left" | "kicked") || (status == "restricted" && is_gone))
        };
        Some(Self {
            chat: Chat::read(object(change, "chat")?)?,
            from: object(change, "from").map(User::read).unwrap_or_default(),
            was_out: is_out("old_chat_member").unwrap_or(false),
            is_out: is_out("new_chat_member")?,
        })
    }
}
