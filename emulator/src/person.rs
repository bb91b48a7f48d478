//! A person with a phone in hand.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::config::PersonConfig;
use crate::error::Error;
use crate::image::picture;
use crate::message::{ChatView, Contact, Message, Photo, Toast};
use crate::shared::Shared;
use crate::world::{Seat, Sent, World};

/// A person in one chat with one bot. Clones are cheap.
#[derive(Clone)]
pub struct Person {
    shared: Arc<Shared>,
    bot: usize,
    seat: Seat,
}

/// What pressing a button did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// The bot got a callback query with this id.
    Query(String),
    /// The key sent a message with this id.
    Message(i64),
    /// The button leads out of the chat, to this address.
    Link(String),
}

impl Person {
    pub(crate) fn new(shared: Arc<Shared>, bot: usize, id: i64) -> Self {
        Self { shared, bot, seat: Seat::alone(id) }
    }

    /// The same person in a group.
    #[must_use]
    pub fn in_group(&self, group: i64) -> Self {
        Self { seat: Seat { chat: group, ..Seat::alone(self.seat.person) }, ..self.clone() }
    }

    /// The same person in a topic of the group: reads and writes there only. `None` is General.
    #[must_use]
    pub fn in_topic(&self, topic: Option<i64>) -> Self {
        Self { seat: Seat { topic, ..self.seat }, ..self.clone() }
    }

    /// The same administrator, writing in the group's name.
    #[must_use]
    pub fn anonymously(&self) -> Self {
        Self { seat: Seat { anonymous: true, ..self.seat }, ..self.clone() }
    }

    /// The user id.
    pub fn id(&self) -> i64 {
        self.seat.person
    }

    /// The chat that this person is looking at: their own id, or the group's.
    pub fn chat_id(&self) -> i64 {
        self.seat.chat
    }

    fn profile(&self) -> Result<PersonConfig, Error> {
        self.shared.world().person(self.seat.person).cloned()
    }

    fn send(&self, sent: Sent) -> Result<i64, Error> {
        let mut world = self.shared.world();
        world.person_sends(self.bot, self.seat, sent)
    }

    /// Type and send. Returns the message's id.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn send_text(&self, text: &str) -> Result<i64, Error> {
        self.send(Sent::Text { text: text.to_owned(), reply_to: None })
    }

    /// Answer a message.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn reply(&self, to: i64, text: &str) -> Result<i64, Error> {
        self.send(Sent::Text { text: text.to_owned(), reply_to: Some(to) })
    }

    /// Press Start, after a link `?start=payload` or without one (empty).
    pub async fn start(&self, payload: &str) -> Result<i64, Error> {
        self.send_text(format!("/start {payload}").trim_end()).await
    }

    /// Share one's own number.
    pub async fn share_contact(&self) -> Result<i64, Error> {
        let phone = self.profile()?.phone.ok_or(Error::NoPhone)?;
        self.share_contact_of(&phone, Some(self.seat.person)).await
    }

    /// Send any contact card, such as somebody else's.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn share_contact_of(&self, phone: &str, user_id: Option<i64>) -> Result<i64, Error> {
        let name = {
            let world = self.shared.world();
            let owner = world.people.get(&user_id.unwrap_or(self.seat.person));
            owner.map(|owner| owner.first_name.clone())
        };
        self.send(Sent::Contact(Contact {
            phone_number: phone.to_owned(),
            first_name: name.unwrap_or_else(|| "Kontak".to_owned()),
            user_id,
        }))
    }

    /// Send a file, with words under it or none (empty).
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn send_document(&self, name: &str, mime: &str, bytes: &[u8], caption: &str) -> Result<i64, Error> {
        let document = self.shared.files.put(name.to_owned(), mime.to_owned(), bytes)?;
        self.send(Sent::Document { document, caption: caption.to_owned() })
    }

    /// Send a picture, with words under it or none (empty). Only PNG and JPEG are pictures.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn send_photo(&self, bytes: &[u8], caption: &str) -> Result<i64, Error> {
        let read = picture(bytes).ok_or(Error::Unsendable("this is neither PNG nor JPEG"))?;
        let kept = self.shared.files.put("photo".to_owned(), read.mime_type.to_owned(), bytes)?;
        let photo = Photo { file_id: kept.file_id, width: read.width, height: read.height, file_size: kept.file_size };
        self.send(Sent::Photo { photo, caption: caption.to_owned() })
    }

    /// Press the button with this label or callback data: under the newest message that shows it, else on the keyboard.
    pub async fn press(&self, wanted: &str) -> Result<Pressed, Error> {
        let found = self.shared.world().find_button(self.bot, self.seat.chat, wanted);
        match found {
            Some((message, _)) => self.press_on(message, wanted).await,
            None => self.press_key(wanted).await,
        }
    }

    /// Press a button of a certain message, even an old one.
    pub async fn press_on(&self, message: i64, wanted: &str) -> Result<Pressed, Error> {
        let button = {
            let world = self.shared.world();
            let chat = world.chats.get(&(self.bot, self.seat.chat));
            let message = chat.and_then(|chat| chat.message(message));
            message.and_then(|message| message.find_button(wanted)).cloned()
        };
        let button = button.ok_or_else(|| self.no_button(wanted))?;
        if let Some(data) = &button.callback_data {
            return self.press_data(message, data);
        }
        let url = button.url.unwrap_or_default();
        match self.start_payload(&url) {
            Some(payload) => self.start(&payload).await.map(Pressed::Message),
            None => Ok(Pressed::Link(url)),
        }
    }

    /// Send callback data of the caller's making, as a forged app could.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn press_forged(&self, message: i64, data: &str) -> Result<Pressed, Error> {
        self.press_data(message, data)
    }

    fn press_data(&self, message: i64, data: &str) -> Result<Pressed, Error> {
        let mut world = self.shared.world();
        let pressed = world.person_presses(self.bot, self.seat.person, self.seat.chat, message, data);
        pressed.map(Pressed::Query)
    }

    async fn press_key(&self, wanted: &str) -> Result<Pressed, Error> {
        let key = {
            let world = self.shared.world();
            let chat = world.chats.get(&(self.bot, self.seat.chat));
            let keyboard = chat.and_then(|chat| chat.state.reply_keyboard.as_ref());
            let mut keys = keyboard.into_iter().flat_map(|k| k.keyboard.iter().flatten());
            keys.find(|key| key.text == wanted).cloned()
        };
        let key = key.ok_or_else(|| self.no_button(wanted))?;
        let sent = if key.request_contact { self.share_contact().await? } else { self.send_text(&key.text).await? };
        Ok(Pressed::Message(sent))
    }

    fn no_button(&self, wanted: &str) -> Error {
        Error::NoSuchButton {
            wanted: wanted.to_owned(),
            visible: self.shared.world().visible_buttons(self.bot, self.seat.chat),
        }
    }

    /// The payload of a link to this very bot: such a link is Start, not the browser.
    fn start_payload(&self, url: &str) -> Option<String> {
        let username = self.shared.world().bots[self.bot].config.username.clone();
        let rest = url.strip_prefix("https://t.me/")?.strip_prefix(&username)?;
        if rest.is_empty() {
            return Some(String::new());
        }
        rest.strip_prefix("?start=").map(str::to_owned)
    }

    /// Block the bot. It learns so, and can no longer write.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn block(&self) -> Result<(), Error> {
        self.shared.world().set_blocked(self.bot, self.seat.person, true)
    }

    /// Unblock the bot.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn unblock(&self) -> Result<(), Error> {
        self.shared.world().set_blocked(self.bot, self.seat.person, false)
    }

    /// The chat as this person sees it.
    #[expect(clippy::unused_async, reason = "the driver's verbs read alike")]
    pub async fn chat(&self) -> ChatView {
        self.view()
    }

    fn view(&self) -> ChatView {
        let world = self.shared.world();
        let chat = world.chats.get(&(self.bot, self.seat.chat));
        let mut view = chat.map(|chat| chat.view(self.seat.person)).unwrap_or_default();
        view.messages.retain(|message| self.sees(&world, message));
        view
    }

    /// In a forum a person looks at one topic; elsewhere at everything.
    fn sees(&self, world: &World, message: &Message) -> bool {
        let forum = world.groups.get(&self.seat.chat).is_some_and(|group| group.is_forum);
        !forum || message.topic == self.seat.topic
    }

    /// All messages on view, oldest first.
    pub async fn messages(&self) -> Vec<Message> {
        self.chat().await.messages
    }

    /// The newest message.
    pub async fn last_message(&self) -> Option<Message> {
        self.chat().await.messages.pop()
    }

    /// The answers to this person's presses, oldest first.
    pub async fn toasts(&self) -> Vec<Toast> {
        self.chat().await.toasts
    }

    /// The commands in this person's menu, as (name, description).
    pub fn commands(&self) -> Vec<(String, String)> {
        let menu = self.shared.world().menu_for(self.bot, self.seat.person, self.seat.chat);
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        menu.iter().map(|command| (word(&command["command"]), word(&command["description"]))).collect()
    }

    /// The chat's revision: take it before acting, then wait for what comes after it.
    pub fn mark(&self) -> u64 {
        let world = self.shared.world();
        let chat = world.chats.get(&(self.bot, self.seat.chat));
        chat.map_or(0, super::world::Chat::revision)
    }

    /// Wait until the chat is as wished. Looks again at every change, never by the clock.
    pub async fn wait_for(
        &self,
        wished: impl Fn(&ChatView) -> bool + Send + Sync,
        limit: Duration,
    ) -> Result<ChatView, Error> {
        self.wait(limit, || {
            let view = self.view();
            wished(&view).then_some(view)
        })
        .await
    }

    /// Wait for the bot's first message with an id above this one.
    pub async fn wait_for_next_message(&self, after_id: i64, limit: Duration) -> Result<Message, Error> {
        self.wait(limit, || {
            let world = self.shared.world();
            let chat = world.chats.get(&(self.bot, self.seat.chat))?;
            let newer = chat.messages.iter().rev().take_while(|m| m.id > after_id);
            newer.filter(|message| message.by_bot && self.sees(&world, message)).last().cloned()
        })
        .await
    }

    /// Wait for the bot's first message that was sent or edited after this mark.
    pub async fn wait_for_bot(&self, mark: u64, limit: Duration) -> Result<Message, Error> {
        self.wait(limit, || {
            let world = self.shared.world();
            let chat = world.chats.get(&(self.bot, self.seat.chat))?;
            let changed = chat.messages.iter().filter(|m| m.by_bot && m.revision > mark && self.sees(&world, m));
            changed.min_by_key(|message| message.revision).cloned()
        })
        .await
    }

    /// Type, send, and wait for the bot to say or edit something.
    pub async fn ask(&self, text: &str, limit: Duration) -> Result<Message, Error> {
        let mark = self.mark();
        self.send_text(text).await?;
        self.wait_for_bot(mark, limit).await
    }

    /// Press, and wait for the bot to say or edit something.
    pub async fn press_and_wait(&self, wanted: &str, limit: Duration) -> Result<Message, Error> {
        let mark = self.mark();
        self.press(wanted).await?;
        self.wait_for_bot(mark, limit).await
    }

    fn changes(&self) -> watch::Receiver<u64> {
        let mut world = self.shared.world();
        world.chat_mut(self.bot, self.seat.chat).changed.subscribe()
    }

    async fn wait<T>(&self, limit: Duration, look: impl Fn() -> Option<T> + Send + Sync) -> Result<T, Error> {
        let mut changes = self.changes();
        let seen = async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = look() {
                    return Some(found);
                }
                if changes.changed().await.is_err() {
                    return None;
                }
            }
        };
        tokio::select! {
            found = tokio::time::timeout(limit, seen) => match found {
                Ok(found) => found.ok_or(Error::Stopped),
                Err(_) => Err(self.timed_out(limit)),
            },
            () = self.shared.stopped() => Err(Error::Stopped),
        }
    }

    fn timed_out(&self, limit: Duration) -> Error {
        let last = self.view().messages.pop();
        Error::TimedOut {
            seconds: limit.as_secs_f64(),
            last: last.map_or_else(|| "nothing".to_owned(), |message| message.text),
        }
    }
}
