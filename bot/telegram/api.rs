//! The HTTP client: one kept-alive pool, no retries of its own, and an honest account of what became of a call.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::payload::Call;
use crate::metrics::{Fate, Method, Metrics, Scope, Send};

/// How long a call may take before nobody knows what became of it.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

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
    /// It surely did not reach the messenger.
    NotSent(&'static str),
    /// Nobody knows whether the messenger took it.
    Unknown(&'static str),
}

/// A result as it came: whoever wants something of it reads just that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(Box<str>);

impl Json {
    /// Reads it; `None` when it is something else.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        serde_json::from_str(&self.0).ok()
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        Self(value.to_string().into())
    }
}

#[derive(Deserialize)]
struct Answer<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    #[serde(default)]
    error_code: i64,
    #[serde(default)]
    description: String,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
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
            .build()?;
        Ok(Self { http, base: base.trim_end_matches('/').to_owned(), metrics })
    }

    /// Makes a call.
    pub async fn call(&self, token: &str, call: &Call) -> Outcome {
        let outcome = self.post(token, &call.method, call.params.get().to_owned(), CALL_TIMEOUT).await;
        self.metrics.sends.add(Send(Method::of(&call.method), Fate::of(&outcome)), 1);
        if matches!(outcome, Outcome::TooMany { .. }) {
            let is_group = call.chat_id().is_some_and(|chat| chat < 0);
            self.metrics.pauses.add(if is_group { Scope::Chat } else { Scope::Bot }, 1);
        }
        outcome
    }

    /// Asks for updates from this offset on; held open until there are some.
    pub async fn get_updates(&self, token: &str, offset: Option<i64>, allowed: &[&str]) -> Outcome {
        let mut params = serde_json::json!({ "timeout": POLL_SECONDS, "limit": 100, "allowed_updates": allowed });
        if let Some(offset) = offset {
            params["offset"] = offset.into();
        }
        self.post(
            token,
            "GetUpdates",
            params.to_string(),
            CALL_TIMEOUT.saturating_add(Duration::from_secs(POLL_SECONDS)),
        )
        .await
    }

    async fn post(&self, token: &str, method: &str, params: String, timeout: Duration) -> Outcome {
        let url = format!("{}/bot{token}/{method}", self.base);
        let request = self.http.post(url).header(CONTENT_TYPE, "application/json").body(params);
        let sent = request.timeout(timeout).send().await;
        // A reqwest error prints its URL, and the token with it: only its class is told.
        let response = match sent {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Outcome::NotSent("no connection"),
            Err(error) if error.is_timeout() => return Outcome::Unknown("timeout"),
            Err(_) => return Outcome::Unknown("connection lost"),
        };
        if response.status().is_server_error() {
            return Outcome::Unknown("server error");
        }
        match response.bytes().await {
            Ok(body) => serde_json::from_slice(&body).map_or(Outcome::Unknown("no JSON"), read),
            Err(_) => Outcome::Unknown("connection lost"),
        }
    }
}

fn read(answer: Answer<'_>) -> Outcome {
    if answer.ok {
        return Outcome::Done(Json(answer.result.map_or("null", RawValue::get).into()));
    }
    if let Some(parameters) = answer.parameters {
        if let Some(retry_after) = parameters.retry_after {
            return Outcome::TooMany { retry_after };
        }
        if let Some(chat) = parameters.migrate_to_chat_id {
            return Outcome::Migrated(chat);
        }
    }
    Outcome::Refused { code: answer.error_code, description: answer.description }
}
