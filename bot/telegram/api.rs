//! The HTTP client: one kept-alive pool, no retries of its own, and an honest account of what became of a call.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use serde::Deserialize;
use serde_json::Value;

use super::answer::{self, Around};
use super::payload::Call;
use crate::metrics::{Fate, Method, Metrics, Scope, Send};

/// How long a call may take before nobody knows what became of it.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// The same for the question whether anybody is there.
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);

/// How long the messenger may hold a poll open, in seconds: its own maximum.
pub const POLL_SECONDS: u64 = 50;

/// What became of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Done, with its result.
    Done(Json),
    /// Refused for now: not before these seconds have passed.
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The group has moved to this chat.
    Migrated(i64),
    /// Refused for good.
    Refused {
        /// The messenger's code, such as 400 or 403.
        code: i64,
        /// Its words: without personal data, as far as methods of ours go.
        description: String,
    },
    /// The messenger surely did not take it: nobody heard it, or what answered was not the messenger.
    NotTaken {
        /// The status of what answered; zero when nothing did.
        code: i64,
        /// In our words.
        why: &'static str,
    },
    /// Nobody knows whether the messenger took it.
    Unknown(&'static str),
}

/// A result as it came: whoever wants something of it reads just that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(Box<str>);

impl Json {
    /// What stands there is a value of JSON.
    pub(super) fn raw(text: &str) -> Self {
        Self(text.into())
    }

    /// Reads it; `None` when it is something else.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        serde_json::from_str(&self.0).ok()
    }
}

impl Outcome {
    /// Whether the messenger itself answered, with a yes or a no.
    pub const fn is_its_word(&self) -> bool {
        !matches!(self, Self::NotTaken { .. } | Self::Unknown(_))
    }

    /// What an operator reads of a call that did not go well: the code, and words that are the messenger's own.
    pub fn told(&self) -> String {
        match self {
            Self::Done(_) => "done".to_owned(),
            Self::TooMany { retry_after } => format!("429, retry after {retry_after} s"),
            Self::Migrated(_) => "the group has moved".to_owned(),
            Self::Refused { code, description } => format!("refused: {code} {description}"),
            Self::NotTaken { code: 0, why } | Self::Unknown(why) => (*why).to_owned(),
            Self::NotTaken { code, why } => format!("{why} ({code})"),
        }
    }
}

impl From<Option<&Value>> for Json {
    fn from(value: Option<&Value>) -> Self {
        value.map_or_else(|| Self::raw("null"), Self::from)
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        Self(value.to_string().into())
    }
}

/// The client of one Bot API server.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
    metrics: Arc<Metrics>,
}

impl Api {
    /// A client of the server at this base URL.
    ///
    /// # Errors
    /// When the machine's TLS can't be set up.
    pub fn new(base: &str, metrics: Arc<Metrics>) -> reqwest::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .pool_max_idle_per_host(64)
            .tcp_nodelay(true)
            // A POST that is sent elsewhere would become an empty GET.
            .redirect(Policy::none())
            .build()?;
        Ok(Self { http, base: base.trim_end_matches('/').to_owned(), metrics })
    }

    /// Makes a call.
    pub async fn call(&self, token: &str, call: &Call) -> Outcome {
        let outcome = self.post(token, &call.method, call.params.get().to_owned(), CALL_TIMEOUT).await;
        self.metrics.sends.add(Send(Method::of(&call.method), Fate::of(&outcome)), 1);
        outcome
    }

    /// Counts a 429, by whom it was taken to mean.
    pub fn asked_to_wait(&self, whom: Scope) {
        self.metrics.pauses.add(whom, 1);
    }

    /// Whether the messenger can be talked to: a call that changes nothing, and may be made as often as one likes.
    pub async fn probe(&self, token: &str) -> Outcome {
        self.post(token, "GetMe", "{}".to_owned(), PROBE_TIMEOUT).await
    }

    /// Asks for updates from this offset on; held open for these seconds until there are some.
    pub async fn get_updates(&self, token: &str, offset: Option<i64>, seconds: u64, allowed: &[&str]) -> Outcome {
        let mut params = serde_json::json!({ "timeout": seconds, "limit": 100, "allowed_updates": allowed });
        if let Some(offset) = offset {
            params["offset"] = offset.into();
        }
        self.post(token, "GetUpdates", params.to_string(), CALL_TIMEOUT.saturating_add(Duration::from_secs(seconds)))
            .await
    }

    async fn post(&self, token: &str, method: &str, params: String, timeout: Duration) -> Outcome {
        // The messenger takes any spelling of a method; what stands before it may know only that of the documentation.
        let (first, rest) = method.split_at(method.len().min(1));
        let url = format!("{}/bot{token}/{}{rest}", self.base, first.to_ascii_lowercase());
        let request = self.http.post(url).header(CONTENT_TYPE, "application/json").body(params);
        let response = match request.timeout(timeout).send().await {
            Ok(response) => response,
            Err(error) => return lost(&error),
        };
        let around = around(&response);
        match response.bytes().await {
            Ok(body) => answer::read(around, &body),
            Err(_) => Outcome::Unknown("connection lost"),
        }
    }
}

/// What stands around the body of an answer.
fn around(response: &reqwest::Response) -> Around {
    let seconds = |value: &HeaderValue| value.to_str().ok()?.trim().parse().ok();
    Around { status: response.status().as_u16(), retry_after: response.headers().get(RETRY_AFTER).and_then(seconds) }
}

/// A call without an answer. A reqwest error prints its URL, and the token with it: only its class is told.
fn lost(error: &reqwest::Error) -> Outcome {
    if error.is_connect() {
        return Outcome::NotTaken { code: 0, why: "no connection" };
    }
    if error.is_timeout() {
        return Outcome::Unknown("timeout");
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled) {
            return Outcome::NotTaken { code: 0, why: "connection lost before the call went out" };
        }
        cause = inner.source();
    }
    Outcome::Unknown("connection lost")
}
