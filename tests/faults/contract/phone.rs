//! A person's chat, put together from what the second messenger has accepted.

use std::collections::{HashMap, VecDeque};

use rembuk::clock::Clock;
use serde_json::{Value, json};

use super::messenger::{Call, Messenger};
use crate::support::PATIENCE;

/// A message of the bot, as it stands in the chat.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: i64,
    pub text: String,
    /// Rows of buttons: label and data.
    buttons: Vec<Vec<(String, String)>>,
}

impl Shown {
    pub fn labels(&self) -> Vec<Vec<&str>> {
        self.buttons.iter().map(|row| row.iter().map(|(label, _)| label.as_str()).collect()).collect()
    }

    pub fn data(&self, label: &str) -> String {
        let found = self.buttons.iter().flatten().find(|(it, _)| it == label);
        found.unwrap_or_else(|| panic!("no button {label} under {self:?}")).1.clone()
    }
}

/// One person's private chat: every word is heard in its order, and none is missed.
pub struct Phone<'a> {
    messenger: &'a Messenger,
    id: i64,
    name: &'static str,
    read: usize,
    chat: Vec<Shown>,
    /// What was sent or edited and not heard yet.
    news: VecDeque<Shown>,
    keys: Vec<Value>,
    notes: HashMap<String, String>,
    deleted: Vec<i64>,
    presses: u32,
}

impl<'a> Phone<'a> {
    pub fn new(messenger: &'a Messenger, id: i64, name: &'static str) -> Self {
        let (chat, news, keys, deleted) = (Vec::new(), VecDeque::new(), Vec::new(), Vec::new());
        Self { messenger, id, name, read: 0, chat, news, keys, notes: HashMap::new(), deleted, presses: 0 }
    }

    fn user(&self) -> Value {
        json!({ "id": self.id, "is_bot": false, "first_name": self.name, "language_code": "id" })
    }

    fn message(&self, rest: &Value) -> Value {
        let date = Clock::Real.now().timestamp();
        let chat = json!({ "id": self.id, "type": "private", "first_name": self.name });
        let mut message = json!({ "date": date, "chat": chat, "from": self.user() });
        message.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        message
    }

    pub async fn says(&self, text: &str) {
        let command = text
            .split(' ')
            .next()
            .filter(|word| word.starts_with('/'))
            .map(|word| json!([{ "type": "bot_command", "offset": 0, "length": word.encode_utf16().count() }]));
        let said = command.map_or(json!({ "text": text }), |entities| json!({ "text": text, "entities": entities }));
        self.messenger.brings(json!({ "message": self.message(&said) })).await;
    }

    /// Presses the key that shares the own number.
    pub async fn shares_card(&self, phone: &str) {
        let card = json!({ "phone_number": phone, "first_name": self.name, "user_id": self.id });
        self.messenger.brings(json!({ "message": self.message(&json!({ "contact": card })) })).await;
    }

    /// Presses the newest button with this label; returns the press, for its note.
    pub async fn presses(&mut self, label: &str) -> String {
        let has = |shown: &&Shown| shown.buttons.iter().flatten().any(|(it, _)| it == label);
        let on = self.chat.iter().rfind(has).unwrap_or_else(|| panic!("no button {label}: {:#?}", self.chat)).clone();
        self.presses_data(&on, &on.data(label)).await
    }

    /// Presses a button of this message, whether it is still in sight or not.
    pub async fn presses_data(&mut self, on: &Shown, data: &str) -> String {
        self.presses += 1;
        let press = format!("{}000{}", self.id, self.presses);
        let mut message = self.message(&json!({ "message_id": on.id, "text": on.text }));
        message["from"] = json!({ "id": 4242, "is_bot": true, "first_name": "Koperasi", "username": "ContohBot" });
        let query = json!({
            "id": press, "from": self.user(), "message": message, "chat_instance": self.id.to_string(), "data": data
        });
        self.messenger.brings(json!({ "callback_query": query })).await;
        press
    }

    /// The passing note that answered a press; empty where there was none.
    pub async fn note(&mut self, press: &str) -> String {
        self.until(|phone| phone.notes.contains_key(press), "the answer to a press").await;
        self.notes[press].clone()
    }

    /// Says it, and the next that the bot sends or edits has these words.
    pub async fn asks(&mut self, text: &str, words: &str) -> Shown {
        self.says(text).await;
        self.hears(words).await
    }

    /// The next that the bot sends or edits has these words.
    pub async fn hears(&mut self, words: &str) -> Shown {
        self.until(|phone| !phone.news.is_empty(), words).await;
        let shown = self.news.pop_front().unwrap();
        assert!(shown.text.contains(words), "{} waits for {words:?}, and not for: {}", self.name, shown.text);
        shown
    }

    pub async fn sees_stripped(&mut self, id: i64) {
        let bare = |phone: &Self| phone.chat.iter().any(|shown| shown.id == id && shown.buttons.is_empty());
        self.until(bare, "buttons that go").await;
    }

    /// The message, this person's or the bot's, that the bot has taken out of the chat.
    pub async fn sees_deleted(&mut self) -> i64 {
        self.until(|phone| !phone.deleted.is_empty(), "a message that goes").await;
        self.deleted.remove(0)
    }

    /// The keys below the field for text.
    pub fn keys(&self) -> Vec<Value> {
        self.keys.clone()
    }

    /// Nothing was said that was not heard: the next question has the next answer.
    pub async fn has_heard_all(&mut self) {
        self.asks("/bahasa", "Which language").await;
    }

    async fn until(&mut self, is_so: impl Fn(&Self) -> bool, what: &str) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(
                tokio::time::Instant::now() < deadline,
                "{} waits in vain for {what:?}: {:#?}",
                self.name,
                self.chat
            );
            let calls = self.messenger.calls(self.read).await;
            self.read += calls.len();
            for call in &calls {
                self.see(call);
            }
        }
    }

    /// What a call changed in this chat.
    fn see(&mut self, call: &Call) {
        assert_eq!(call.answer["ok"], true, "refused: {} {} -> {}", call.method, call.params, call.answer);
        let params = &call.params;
        if let Some(press) = params["callback_query_id"].as_str() {
            let note = params["text"].as_str().unwrap_or_default().to_owned();
            assert_eq!(self.notes.insert(press.to_owned(), note), None, "a press is answered once: {press}");
        }
        if params["chat_id"] != self.id {
            return;
        }
        let result = &call.answer["result"];
        match call.method.as_str() {
            "sendMessage" => {
                let id = result["message_id"].as_i64().unwrap();
                let shown = Shown { id, text: call.shown.clone().unwrap(), buttons: buttons(result) };
                let keyboard = params["reply_markup"]["keyboard"].as_array();
                self.keys = keyboard.map_or(std::mem::take(&mut self.keys), |rows| {
                    rows.iter().flat_map(|row| row.as_array().unwrap().clone()).collect()
                });
                self.chat.push(shown.clone());
                self.news.push_back(shown);
            }
            "editMessageText" => {
                let shown =
                    Shown { text: call.shown.clone().unwrap(), buttons: buttons(result), ..self.old(params).clone() };
                *self.old(params) = shown.clone();
                self.news.push_back(shown);
            }
            "editMessageReplyMarkup" => self.old(params).buttons = buttons(result),
            "deleteMessage" => {
                let gone = params["message_id"].as_i64().unwrap();
                self.chat.retain(|shown| shown.id != gone);
                self.deleted.push(gone);
            }
            other => panic!("a call that nobody expected: {other} {params}"),
        }
    }

    /// The message that a call names: the package takes any number, a messenger only one that is there.
    fn old(&mut self, params: &Value) -> &mut Shown {
        let found = self.chat.iter_mut().find(|shown| params["message_id"] == shown.id);
        found.unwrap_or_else(|| panic!("no such message: {params}"))
    }
}

fn buttons(result: &Value) -> Vec<Vec<(String, String)>> {
    let row = |row: &Value| {
        let keys = row.as_array().unwrap().iter();
        keys.map(|key| {
            [&key["text"], &key["callback_data"]].map(|it| it.as_str().unwrap_or_default().to_owned()).into()
        })
        .collect()
    };
    result["reply_markup"]["inline_keyboard"].as_array().map(|rows| rows.iter().map(row).collect()).unwrap_or_default()
}
