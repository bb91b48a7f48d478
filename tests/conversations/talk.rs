//! A person at the phone: reads the bot's words one after another, and misses none.

use std::collections::HashMap;

use emulator::{Message, Person, Pressed};
use rembuk::commands::invite;
use serde_json::{Value, json};

use crate::support::{PATIENCE, World};

/// A chat of which every word has been read so far.
///
/// Whatever the bot says or edits in addition is found by the next look, so a chat that goes on as expected is proof
/// that nothing else was said in it.
pub struct Talk {
    pub person: Person,
    read: HashMap<i64, String>,
}

impl Talk {
    /// This person's private chat.
    pub fn with(world: &World, id: i64) -> Self {
        Self::of(world.emulator.person(id))
    }

    /// Any chat.
    pub fn of(person: Person) -> Self {
        Self { person, read: HashMap::new() }
    }

    /// The next message that the bot sent, or whose words it changed.
    pub async fn next(&mut self) -> Message {
        let is_news = |message: &&Message| message.by_bot && self.read.get(&message.id) != Some(&message.text);
        let waited = self.person.wait_for(|view| view.messages.iter().any(|it| is_news(&it)), PATIENCE).await;
        let view = waited.unwrap_or_else(|error| panic!("the bot says nothing more: {error}"));
        let news = view.messages.iter().filter(is_news).min_by_key(|message| message.revision);
        let message = news.cloned().unwrap();
        self.read.insert(message.id, message.text.clone());
        message
    }

    /// The next message has these words.
    pub async fn hears(&mut self, words: &str) -> Message {
        let message = self.next().await;
        assert!(message.text.contains(words), "{words:?} was expected, and not: {}", message.text);
        message
    }

    /// Types; the answer has these words.
    pub async fn asks(&mut self, text: &str, words: &str) -> Message {
        let sent = self.person.send_text(text).await.unwrap();
        let answer = self.hears(words).await;
        assert!(answer.id > sent, "the answer stands below the question");
        answer
    }

    /// Presses the newest button or key with this label and returns the passing note, empty for a key.
    pub async fn taps(&self, label: &str) -> String {
        let pressed = self.person.press(label).await.unwrap();
        self.note(pressed).await
    }

    /// The passing note that answers a press.
    pub async fn note(&self, pressed: Pressed) -> String {
        let Pressed::Query(id) = pressed else { return String::new() };
        let answered = |view: &emulator::ChatView| view.toasts.iter().any(|toast| toast.query_id == id);
        let view = self.person.wait_for(answered, PATIENCE).await.unwrap();
        let toast = view.toasts.iter().find(|toast| toast.query_id == id).unwrap();
        assert!(!toast.alert, "a note that must be closed: {}", toast.text);
        toast.text.clone()
    }

    /// Presses; no note, and the answer has these words.
    pub async fn presses(&mut self, label: &str, words: &str) -> Message {
        assert_eq!(self.taps(label).await, "", "after {label}");
        self.hears(words).await
    }

    /// Presses with data that no button in sight has, as a late or a forged press would; the answer has these words.
    pub async fn forges(&mut self, on: i64, data: &str, words: &str) -> Message {
        let pressed = self.person.press_forged(on, data).await.unwrap();
        assert_eq!(self.note(pressed).await, "", "after {data}");
        self.hears(words).await
    }

    /// Waits until this message has no buttons any more.
    pub async fn sees_stripped(&self, message: i64) {
        let bare = |view: &emulator::ChatView| {
            view.messages.iter().any(|it| it.id == message && it.inline_keyboard.is_empty())
        };
        self.person.wait_for(bare, PATIENCE).await.unwrap();
    }

    /// Nothing was said that was not read: the next question has the next answer.
    pub async fn has_read_all(&mut self) {
        self.person.send_text("/language").await.unwrap();
        let last = self.next().await;
        assert!(last.text.contains("Which language"), "nothing more was expected, and not: {}", last.text);
    }

    /// Starts, shares the own number, and is linked.
    pub async fn links(&mut self, who: &str) {
        self.person.start("").await.unwrap();
        self.next().await;
        self.person.share_contact().await.unwrap();
        self.hears(who).await;
        self.hears(who).await;
    }

    /// Follows a link of the office; returns the answer, which has these words.
    pub async fn follows(&mut self, fresh: &invite::Fresh, words: &str) -> Message {
        self.person.start(&fresh.code).await.unwrap();
        self.hears(words).await
    }

    /// Becomes an officer by a link.
    pub async fn takes_office(&mut self, world: &World, role: domain::role::Role) {
        let fresh = world.invite(invite::For::Officer(role)).await;
        self.follows(&fresh, "Selamat bertugas").await;
        self.next().await;
    }

    /// The keyboard below the typing line, row by row.
    pub async fn keys(&self) -> Vec<Vec<String>> {
        let keyboard = self.person.chat().await.reply_keyboard.unwrap();
        keyboard.keyboard.iter().map(|row| row.iter().map(|key| key.text.clone()).collect()).collect()
    }

    /// A message as only an app can make it, beyond texts and contacts.
    pub fn sends_raw(&self, world: &World, kind: &str, fields: &Value) {
        let id = self.person.id();
        let mut message = json!({
            "message_id": 9_000, "date": world.clock.now().timestamp(),
            "chat": { "id": id, "type": "private", "first_name": "Orang" },
            "from": { "id": id, "is_bot": false, "first_name": "Orang", "language_code": "id" },
        });
        for (key, value) in fields.as_object().unwrap() {
            message[key] = value.clone();
        }
        world.emulator.push_update("ContohBot", json!({ kind: message })).unwrap();
    }
}

/// The buttons of a message, row by row.
pub fn rows(message: &Message) -> Vec<Vec<&str>> {
    message.inline_keyboard.iter().map(|row| row.iter().map(|button| button.text.as_str()).collect()).collect()
}

/// The data behind the button with this label.
pub fn data(message: &Message, label: &str) -> String {
    let button = message.find_button(label).unwrap_or_else(|| panic!("no button {label} in {:?}", message.labels()));
    button.callback_data.clone().unwrap()
}
