//! The chat page through a person's eyes and fingers: what can be read on it, what can be pressed.

use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::PATIENCE;

/// How often the page is looked at while something is awaited.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Everything that can be read on the page, as `innerText` has it: what is hidden is not there.
const LOOK: &str = r#"
const text = (node) => (node ? node.innerText.trim() : "");
const shown = (selector, root = document) =>
  [...root.querySelectorAll(selector)].filter((node) => node.checkVisibility());
const messages = shown("[data-testid=message]").map((node) => ({
  mine: node.querySelector("[data-testid=bubble-out]") !== null,
  text: text(node.querySelector("[data-testid=text], [data-testid=contact]")),
  edited: text(node.querySelector("[data-testid=edited]")),
  buttons: shown("[data-testid=button]", node).map(text),
}));
const people = shown("[data-testid^=person-]").map((node) => ({
  id: Number(node.dataset.testid.slice("person-".length)),
  badge: text(node.querySelector("[data-testid=badge]")),
  words: text(node),
}));
return {
  messages, people,
  keys: shown("[data-testid=reply-keyboard] button").map(text),
  clock: text(document.querySelector("[data-testid=clock]")),
  dialog: text(document.querySelector("dialog[open]")),
};
"#;

/// Half a second for each whole chat that the page asks for.
const SLOW: &str = r#"
const real = window.fetch;
window.fetch = async (...asked) => {
  const answer = await real(...asked);
  if (String(asked[0]).includes("/chat?")) await new Promise((done) => setTimeout(done, 500));
  return answer;
};
return null;
"#;

/// How wide things are, and what sticks out to the right.
const MEASURE: &str = r#"
const wide = document.documentElement.clientWidth;
const out = [...document.querySelectorAll("body *")]
  .filter((node) => node.checkVisibility() && !node.closest(".skip, pre") && node.getBoundingClientRect().right > wide + 0.5)
  .map((node) => `${node.tagName} ${node.className} ${node.getBoundingClientRect().right}`);
const box = document.querySelector("[data-testid=composer]").getBoundingClientRect();
return {
  inner: window.innerWidth, scroll: document.documentElement.scrollWidth, out,
  composer: box.width > 80 && box.left >= 0 && box.right <= wide && box.bottom <= window.innerHeight,
};
"#;

/// One look at the page.
#[derive(Debug, Clone, Deserialize)]
pub struct Look {
    pub messages: Vec<Bubble>,
    pub people: Vec<Row>,
    /// The keys below the typing line.
    pub keys: Vec<String>,
    pub clock: String,
    pub dialog: String,
}

/// A message.
#[derive(Debug, Clone, Deserialize)]
pub struct Bubble {
    pub mine: bool,
    pub text: String,
    /// The mark of an edited message, in the page's language; empty for none.
    pub edited: String,
    pub buttons: Vec<String>,
}

/// A person in the list.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    pub id: i64,
    /// Unread messages; empty for none.
    pub badge: String,
    pub words: String,
}

/// How the page fits its screen.
#[derive(Debug, Clone, Deserialize)]
pub struct Fit {
    pub inner: f64,
    pub scroll: f64,
    /// What sticks out to the right.
    pub out: Vec<String>,
    /// Whether the typing line can be seen whole.
    pub composer: bool,
}

impl Look {
    /// The newest message, if it is the bot's.
    pub fn answer(&self) -> Option<&Bubble> {
        self.messages.last().filter(|bubble| !bubble.mine)
    }

    /// Whether the newest message is the bot's and has these words.
    pub fn says(&self, words: &str) -> bool {
        self.answer().is_some_and(|bubble| bubble.text.contains(words))
    }

    /// Whether any message has these words.
    pub fn says_somewhere(&self, words: &str) -> bool {
        self.messages.iter().any(|bubble| bubble.text.contains(words))
    }

    pub fn row(&self, person: i64) -> Option<&Row> {
        self.people.iter().find(|row| row.id == person)
    }
}

/// The page in its browser.
#[derive(Debug, Clone)]
pub struct Page {
    client: Client,
    log: String,
    http: reqwest::Client,
}

impl Page {
    pub async fn new(client: Client, driver: &str) -> Self {
        let session = client.session_id().await.unwrap().expect("a session has an id");
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { client, log: format!("{driver}/session/{session}/se/log"), http }
    }

    /// Goes to an address and waits until the page has begun.
    pub async fn visit(&self, url: &str) {
        self.client.goto(url).await.unwrap();
        self.find("html[data-ready]").await;
    }

    async fn run<T: serde::de::DeserializeOwned>(&self, script: &str) -> T {
        serde_json::from_value(self.client.execute(script, Vec::new()).await.unwrap()).unwrap()
    }

    /// Holds the answers about a whole chat back, as a slow machine does; what is told live comes as before.
    pub async fn slow_down(&self) {
        let () = self.run(SLOW).await;
    }

    /// What can be read now.
    pub async fn look(&self) -> Look {
        self.run(LOOK).await
    }

    pub async fn fit(&self) -> Fit {
        self.run(MEASURE).await
    }

    /// Waits for something to be seen; `what` says it where it never comes.
    pub async fn until(&self, what: &str, seen: impl Fn(&Look) -> bool) -> Look {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let look = self.look().await;
            if seen(&look) {
                return look;
            }
            assert!(Instant::now() < deadline, "never seen: {what}; this was: {look:#?}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits until the newest message is the bot's and has these words.
    pub async fn answer(&self, words: &str) -> Bubble {
        let look = self.until(words, |look| look.says(words)).await;
        look.answer().cloned().expect("it was there")
    }

    async fn find(&self, css: &str) -> fantoccini::elements::Element {
        self.client.wait().at_most(PATIENCE).every(LOOK_AGAIN).for_element(Locator::Css(css)).await.unwrap()
    }

    /// Clicks what is found, once it is there and nothing covers it. A refused click did nothing, so it is tried anew.
    async fn click_on(&self, locator: Locator<'_>) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.try_click(locator).await {
                Ok(()) => return,
                Err(error) if Instant::now() >= deadline => panic!("{locator:?} can't be clicked: {error}"),
                Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
    }

    async fn try_click(&self, locator: Locator<'_>) -> Result<(), CmdError> {
        self.client.find(locator).await?.click().await
    }

    /// Clicks the part of the page with this mark.
    pub async fn click(&self, mark: &str) {
        self.click_on(Locator::Css(&format!("[data-testid='{mark}']"))).await;
    }

    /// Opens somebody's chat from the list.
    pub async fn become_person(&self, id: i64) {
        self.click(&format!("person-{id}")).await;
        self.find(&format!("[data-testid='person-{id}'][aria-current]")).await;
    }

    /// Presses the newest message's button with these words.
    pub async fn press(&self, label: &str) {
        let path = "(//li[@data-testid='message'])[last()]//button[@data-testid='button']";
        self.click_on(Locator::XPath(&format!("{path}[normalize-space()='{label}']"))).await;
    }

    /// Presses a key below the typing line.
    pub async fn press_key(&self, label: &str) {
        let path = "//*[@data-testid='reply-keyboard']//button";
        self.click_on(Locator::XPath(&format!("{path}[contains(normalize-space(), '{label}')]"))).await;
    }

    /// Types and sends.
    pub async fn say(&self, text: &str) {
        self.click("composer").await;
        self.find("[data-testid='composer']").await.send_keys(text).await.unwrap();
        self.click("send").await;
    }

    /// Fills a field of the open question.
    pub async fn fill(&self, field: &str, text: &str) {
        self.find(&format!("#field-{field}")).await.send_keys(text).await.unwrap();
    }

    /// Takes a picture, for people to look at.
    pub async fn shoot(&self, name: &str) {
        let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/target/screenshots"));
        std::fs::create_dir_all(folder).unwrap();
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// What the page told its console since it was last asked: mistakes and warnings.
    pub async fn console(&self) -> Vec<String> {
        let answer = self.http.post(&self.log).json(&json!({ "type": "browser" })).send().await.unwrap();
        let answer: Value = answer.error_for_status().unwrap().json().await.unwrap();
        let entries = answer["value"].as_array().expect("the log is a list");
        let grave = entries.iter().filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        grave.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }
}
