//! The emulator over real loopback, as a bot meets it.

mod bots;
mod connections;
mod faults;
mod groups;
mod media;
mod messages;
mod page;
mod polling;
mod restart;
mod webhooks;

use std::time::Duration;

use emulator::{BotConfig, Config, Emulator, PersonConfig};
use serde_json::{Value, json};

/// Longer than anything here takes; reached only when a test fails.
const LIMIT: Duration = Duration::from_secs(10);
const TOKEN: &str = "42:secret";
const BOT: &str = "RembukBot";
const SITI: i64 = 1001;

fn bot() -> BotConfig {
    BotConfig { token: TOKEN.to_owned(), username: BOT.to_owned(), first_name: "Rembuk".to_owned() }
}

fn person(id: i64, name: &str) -> PersonConfig {
    PersonConfig {
        id,
        first_name: name.to_owned(),
        phone: Some("+628123".to_owned()),
        label: "Anggota".to_owned(),
        language_code: "id".to_owned(),
    }
}

fn config() -> Config {
    Config { people: vec![person(SITI, "Siti"), person(1002, "Budi")], ..Config::on_loopback(vec![bot()]) }
}

/// A bot's side of the connection.
#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    fn of(emu: &Emulator) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { http, base: emu.url() }
    }

    async fn try_call(&self, method: &str, params: Value) -> reqwest::Result<(u16, Value)> {
        let url = format!("{}/bot{TOKEN}/{method}", self.base);
        let response = self.http.post(url).json(&params).send().await?;
        let status = response.status().as_u16();
        Ok((status, response.json().await?))
    }

    async fn call(&self, method: &str, params: Value) -> (u16, Value) {
        self.try_call(method, params).await.expect("an answer")
    }

    /// The result of a call that must succeed.
    async fn ok(&self, method: &str, params: Value) -> Value {
        let (status, mut body) = self.call(method, params).await;
        assert_eq!((status, &body["ok"]), (200, &json!(true)), "{method}: {body}");
        body["result"].take()
    }

    /// The description of a call that must be refused.
    async fn refused(&self, method: &str, params: Value) -> String {
        let (status, body) = self.call(method, params).await;
        assert_eq!(body["ok"], json!(false), "{method}: {body}");
        assert_eq!(body["error_code"], json!(status));
        body["description"].as_str().expect("a description").to_owned()
    }

    async fn update_ids(&self, params: Value) -> Vec<i64> {
        let updates = self.ok("getUpdates", params).await;
        let list = updates.as_array().expect("a list").iter();
        list.map(|update| update["update_id"].as_i64().expect("an id")).collect()
    }
}

async fn emulator() -> (Emulator, Client) {
    let emu = emulator::start(config()).await.expect("an emulator");
    let client = Client::of(&emu);
    (emu, client)
}
