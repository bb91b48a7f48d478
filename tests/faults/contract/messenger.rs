//! The second messenger as a child process, and what it tells of its calls.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::{PATIENCE, TOKEN};

/// Where `scripts/install-tools.sh` puts it.
const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/contract/bin/python");

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract/server.py");

/// A call of the bot, all but its polls.
#[derive(Debug, Clone, Deserialize)]
pub struct Call {
    /// As the Bot API's page writes it.
    pub method: String,
    pub params: Value,
    pub answer: Value,
    /// A message's text as it is read.
    pub shown: Option<String>,
}

/// It ends with its handle.
pub struct Messenger {
    child: Child,
    url: String,
    http: reqwest::Client,
}

/// Where the bot listens: the package brings updates to nowhere but 127.0.0.1. Below the ports that the system gives to
/// whoever connects, so that it is still free when the bot comes back.
pub fn listen_address() -> String {
    let start = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    let mut ports = (start..32_000).map(|port| format!("127.0.0.1:{port}"));
    ports.find(|address| std::net::TcpListener::bind(address).is_ok()).expect("a free port")
}

impl Messenger {
    pub async fn start() -> Self {
        assert!(Path::new(PYTHON).exists(), "{PYTHON} is missing: run scripts/install-tools.sh");
        let mut child = Command::new(PYTHON)
            .args(["-I", SERVER, "ContohBot"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the second messenger starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let told = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            lines.read_line(&mut line).map(|_| line)
        });
        let url = told.await.unwrap().unwrap().trim().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "the second messenger does not start: {url:?}");
        Self { child, url, http: reqwest::Client::new() }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.http.post(format!("{}{path}", self.url)).json(&body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["ok"], true, "{path}: {answer}");
        answer["result"].clone()
    }

    /// Somebody does something: an update is queued, or brought to the webhook at once.
    pub async fn brings(&self, update: Value) {
        self.post("/__fixture/updates", json!({ "token": TOKEN, "update": update })).await;
    }

    /// Brings what waits to the webhook.
    pub async fn delivers(&self) {
        self.post("/__fixture/deliver", json!({ "token": TOKEN })).await;
    }

    /// How many updates it still keeps, by the Bot API's own word.
    pub async fn pending(&self) -> u64 {
        let info = self.post(&format!("/bot{TOKEN}/getWebhookInfo"), json!({})).await;
        info["pending_update_count"].as_u64().unwrap()
    }

    /// What the bot has called after the first so many; waits some seconds when there is nothing more.
    pub async fn calls(&self, after: usize) -> Vec<Call> {
        let url = format!("{}/__contract/calls?after={after}", self.url);
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }

    /// All calls after the first so many, once they are so.
    pub async fn wait_for(&self, after: usize, are: impl Fn(&[Call]) -> bool) -> Vec<Call> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut calls = Vec::new();
        while !are(&calls) {
            assert!(tokio::time::Instant::now() < deadline, "in vain: {calls:#?}");
            calls.extend(self.calls(after + calls.len()).await);
        }
        calls
    }
}

impl Drop for Messenger {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
