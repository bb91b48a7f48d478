//! From a raw update to what a dialogue reads, through dptree.

use std::ops::ControlFlow;
use std::sync::Arc;

use dialogues::hub::{Button, Chat, Command, GroupEvent, Input};
use domain::ids::{ChatId, PersonId};
use domain::locale::Locale;
use domain::question::QuestionNumber;
use dptree::prelude::*;
use teloxide::types::{CallbackQuery, ChatMemberKind, ChatMemberUpdated, Message, Update, UpdateKind};

/// Where an update goes.
#[derive(Debug, Clone)]
pub enum Routed {
    /// To the person's dialogue.
    Dialogue(Box<Incoming>),
    /// A person blocked or unblocked us.
    Reachable(bool),
    /// Not for us.
    Ignored,
    /// This release does not know its kind.
    Unknown,
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
}

impl Default for Router {
    fn default() -> Self {
        let tree = dptree::entry()
            .branch(dptree::filter_map(as_message).endpoint(read_message))
            .branch(dptree::filter_map(as_press).endpoint(read_press))
            .branch(dptree::filter_map(as_membership).endpoint(read_membership))
            .endpoint(read_rest);
        Self { tree }
    }
}

impl Router {
    /// Reads a raw update. `username` is the bot's own, for `/saldo@OtherBot`.
    pub async fn route(&self, body: &[u8], username: &str) -> Routed {
        let Ok(update) = serde_json::from_slice::<Update>(body) else { return Routed::Unknown };
        let deps = dptree::deps![Arc::new(update), Username(Arc::from(username))];
        match self.tree.dispatch(deps).await {
            ControlFlow::Break(routed) => routed,
            ControlFlow::Continue(_) => Routed::Ignored,
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "dptree hands its values over")]
fn as_message(update: Arc<Update>) -> Option<Message> {
    match &update.kind {
        UpdateKind::Message(message) => Some(message.clone()),
        _ => None,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "dptree hands its values over")]
fn as_press(update: Arc<Update>) -> Option<CallbackQuery> {
    match &update.kind {
        UpdateKind::CallbackQuery(press) => Some(press.clone()),
        _ => None,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "dptree hands its values over")]
fn as_membership(update: Arc<Update>) -> Option<ChatMemberUpdated> {
    match &update.kind {
        UpdateKind::MyChatMember(change) => Some(change.clone()),
        _ => None,
    }
}

async fn read_rest(update: Arc<Update>) -> Routed {
    match &update.kind {
        UpdateKind::Error(_) => Routed::Unknown,
        _ => Routed::Ignored,
    }
}

async fn read_membership(change: ChatMemberUpdated) -> Routed {
    let is_out = |kind: &ChatMemberKind| matches!(kind, ChatMemberKind::Banned(_) | ChatMemberKind::Left);
    let (was_out, gone) = (is_out(&change.old_chat_member.kind), is_out(&change.new_chat_member.kind));
    if change.chat.is_private() {
        return Routed::Reachable(!gone);
    }
    let event = match (was_out, gone) {
        _ if change.chat.is_channel() => return Routed::Ignored,
        (_, true) => GroupEvent::Removed { title: change.chat.title().unwrap_or_default().to_owned() },
        (true, false) => GroupEvent::Added,
        // Promoted, or restricted.
        (false, false) => return Routed::Ignored,
    };
    in_group(Input::Group(event), 0, app_locale(change.from.language_code.as_deref()))
}

/// What happens in a group as such, to nobody in particular.
fn in_group(input: Input, message_id: i64, app_locale: Locale) -> Routed {
    Routed::Dialogue(Box::new(Incoming { input, chat: Chat::Group, message_id, press: None, app_locale }))
}

/// The group became a supergroup: the old one and the new one both say so.
fn migration(message: &Message) -> Option<GroupEvent> {
    match (message.migrate_to_chat_id(), message.migrate_from_chat_id()) {
        (Some(to), _) => Some(GroupEvent::MovedTo(ChatId(to.0))),
        (None, Some(from)) => Some(GroupEvent::MovedFrom(ChatId(from.0))),
        (None, None) => None,
    }
}

async fn read_press(press: CallbackQuery) -> Routed {
    let input = press.data.as_deref().and_then(Button::decode).map_or(Input::UnknownButton, Input::Press);
    let chat = press.message.as_ref().map_or(Chat::Private, |message| kind_of(message.chat()));
    let message_id = press.message.as_ref().map_or(0, |message| i64::from(message.id().0));
    Routed::Dialogue(Box::new(Incoming {
        input,
        chat,
        message_id: 0,
        press: Some(Press { message_id, callback_id: press.id.0 }),
        app_locale: app_locale(press.from.language_code.as_deref()),
    }))
}

async fn read_message(message: Message, username: Username) -> Routed {
    if message.chat.is_channel() {
        return Routed::Ignored;
    }
    if let Some(event) = migration(&message) {
        return in_group(Input::Group(event), 0, Locale::Id);
    }
    // A channel, or a group's anonymous admin: nobody in particular, so nobody with an account here.
    let Some(person) = message.from.as_ref().filter(|from| !from.is_bot && message.sender_chat.is_none()) else {
        return anonymous(&message, &username.0);
    };
    let chat = kind_of(&message.chat);
    let Some(input) = input_of(&message, chat, &username.0) else { return Routed::Ignored };
    Routed::Dialogue(Box::new(Incoming {
        input,
        chat,
        message_id: i64::from(message.id.0),
        press: None,
        app_locale: app_locale(person.language_code.as_deref()),
    }))
}

/// An admin who speaks as the group itself may bind it: the code is the authority, not the person.
fn anonymous(message: &Message, username: &str) -> Routed {
    let as_itself = message.sender_chat.as_ref().is_some_and(|sender| sender.id == message.chat.id);
    match message.text().filter(|_| as_itself).and_then(|text| slash(text, username)) {
        Some(input @ Input::Command { command: Command::Bind, .. }) => {
            in_group(input, i64::from(message.id.0), Locale::Id)
        }
        _ => Routed::Ignored,
    }
}

fn input_of(message: &Message, chat: Chat, username: &str) -> Option<Input> {
    if let Some(text) = message.text() {
        return match chat {
            Chat::Private => match quoted(message, username) {
                Some(question) if !text.starts_with('/') => Some(Input::Quoted { question, text: text.to_owned() }),
                Some(_) | None => private_text(text, username),
            },
            Chat::Group => slash(text, username),
        };
    }
    if chat == Chat::Group {
        return None;
    }
    Some(match message.contact() {
        Some(contact) => Input::Contact {
            phone: contact.phone_number.clone(),
            owner: contact.user_id.and_then(|id| i64::try_from(id.0).ok()).map(PersonId),
            forwarded: message.forward_origin().is_some(),
        },
        None => Input::Unsupported,
    })
}

/// The question that stands in the message of ours which this one answers.
fn quoted(message: &Message, username: &str) -> Option<QuestionNumber> {
    let original = message.reply_to_message()?;
    let ours = original.from.as_ref().is_some_and(|from| from.username.as_deref() == Some(username));
    original.text().filter(|_| ours).and_then(QuestionNumber::find)
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

fn kind_of(chat: &teloxide::types::Chat) -> Chat {
    if chat.is_private() { Chat::Private } else { Chat::Group }
}

/// English for an English app, Indonesian for every other.
fn app_locale(code: Option<&str>) -> Locale {
    match code {
        Some(code) if code.starts_with("en") => Locale::En,
        _ => Locale::Id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn route(json: serde_json::Value) -> Routed {
        Router::default().route(json.to_string().as_bytes(), "ContohBot").await
    }

    fn message(chat: i64, extra: &serde_json::Value) -> serde_json::Value {
        let kind = if chat < 0 { "group" } else { "private" };
        let mut message = serde_json::json!({
            "message_id": 5, "date": 1, "chat": {"id": chat, "type": kind, "title": "Grup", "first_name": "Sari"},
            "from": {"id": 7, "is_bot": false, "first_name": "Sari", "language_code": "en"},
        });
        for (key, value) in extra.as_object().unwrap() {
            message[key] = value.clone();
        }
        serde_json::json!({"update_id": 1, "message": message})
    }

    async fn input(json: serde_json::Value) -> Option<Input> {
        match route(json).await {
            Routed::Dialogue(incoming) => Some(incoming.input),
            Routed::Reachable(_) | Routed::Ignored | Routed::Unknown => None,
        }
    }

    #[tokio::test]
    async fn a_command_is_read_with_and_without_the_slash() {
        let balance = Some(Input::Command { command: Command::Balance, rest: String::new() });
        for text in ["/saldo", "/balance", "/SALDO@contohbot", "saldo", "Balance"] {
            assert_eq!(input(message(7, &serde_json::json!({"text": text}))).await, balance, "{text}");
        }
    }

    #[tokio::test]
    async fn a_command_for_another_bot_is_not_for_us() {
        assert_eq!(input(message(7, &serde_json::json!({"text": "/saldo@OtherBot"}))).await, None);
        assert_eq!(input(message(-7, &serde_json::json!({"text": "/saldo@OtherBot"}))).await, None);
    }

    #[tokio::test]
    async fn plain_text_in_a_group_is_not_for_us() {
        assert_eq!(input(message(-7, &serde_json::json!({"text": "saldo"}))).await, None);
    }

    #[tokio::test]
    async fn an_anonymous_admin_is_nobody_and_may_bring_a_code() {
        let posted = |text: &str, sender: i64| {
            message(
                -7,
                &serde_json::json!({
                    "text": text, "sender_chat": {"id": sender, "type": "supergroup", "title": "Grup"},
                    "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group"},
                }),
            )
        };
        assert_eq!(input(posted("/saldo", -7)).await, None);
        let bind = Some(Input::Command { command: Command::Bind, rest: "abc".to_owned() });
        assert_eq!(input(posted("/hubungkan abc", -7)).await, bind);
        assert_eq!(input(posted("/hubungkan abc", -8)).await, None, "a linked channel is not the group");
    }

    #[tokio::test]
    async fn what_happens_to_a_group_is_told_apart() {
        let change = |kind: &str, old: &str, new: &str| {
            let member = |status: &str| match status {
                "kicked" => serde_json::json!({"status": status, "user": bot(), "until_date": 0}),
                _ => serde_json::json!({"status": status, "user": bot()}),
            };
            serde_json::json!({"update_id": 1, "my_chat_member": {
                "chat": {"id": -7, "type": kind, "title": "Warga"}, "date": 1,
                "from": {"id": 7, "is_bot": false, "first_name": "Sari"},
                "old_chat_member": member(old), "new_chat_member": member(new),
            }})
        };
        let event = |event| Some(Input::Group(event));
        let removed = GroupEvent::Removed { title: "Warga".to_owned() };
        assert_eq!(input(change("group", "left", "member")).await, event(GroupEvent::Added));
        assert_eq!(input(change("supergroup", "member", "kicked")).await, event(removed.clone()));
        assert_eq!(input(change("group", "member", "left")).await, event(removed));
        assert_eq!(input(change("channel", "left", "member")).await, None);
        let moved = message(-7, &serde_json::json!({"migrate_to_chat_id": -1_007}));
        assert_eq!(input(moved).await, event(GroupEvent::MovedTo(ChatId(-1_007))));
        let moved = message(-1_007, &serde_json::json!({"migrate_from_chat_id": -7}));
        assert_eq!(input(moved).await, event(GroupEvent::MovedFrom(ChatId(-7))));
    }

    fn bot() -> serde_json::Value {
        serde_json::json!({"id": 42, "is_bot": true, "first_name": "Bot", "username": "ContohBot"})
    }

    #[tokio::test]
    async fn an_answer_to_a_question_in_our_message_is_told_apart() {
        let answering = |from: serde_json::Value, text: &str| {
            let original = serde_json::json!({
                "message_id": 4, "date": 1, "chat": {"id": 7, "type": "private", "first_name": "Sari"},
                "from": from, "text": text,
            });
            message(7, &serde_json::json!({"text": "saldo", "reply_to_message": original}))
        };
        let quoted = Input::Quoted { question: QuestionNumber(12), text: "saldo".to_owned() };
        let plain = Input::Command { command: Command::Balance, rest: String::new() };
        let sari = serde_json::json!({"id": 7, "is_bot": false, "first_name": "Sari"});
        assert_eq!(input(answering(bot(), "Pertanyaan T-12 dari Sari: kapan?")).await, Some(quoted));
        assert_eq!(input(answering(bot(), "Simpanan Anda")).await, Some(plain.clone()));
        assert_eq!(input(answering(sari, "T-12")).await, Some(plain));
    }

    #[tokio::test]
    async fn a_deep_link_carries_its_payload() {
        let wanted = Some(Input::Start { payload: Some("AbC-1".to_owned()) });
        assert_eq!(input(message(7, &serde_json::json!({"text": "/start AbC-1"}))).await, wanted);
    }

    #[tokio::test]
    async fn an_unknown_kind_is_set_aside_and_not_lost() {
        let unknown = serde_json::json!({"update_id": 1, "message_from_the_future": {"x": 1}});
        assert!(matches!(route(unknown).await, Routed::Unknown));
    }
}
