//! The parameters of a call, however they were sent.

use axum::body::to_bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use serde_json::{Map, Value, json};

use crate::error::ApiError;
use crate::message::Document;
use crate::shared::Shared;

/// Telegram takes files up to 50 MB.
const BODY_LIMIT: usize = 52 * 1024 * 1024;

fn broken_or_large(error: &MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::new(413, "Request Entity Too Large");
    }
    ApiError::bad_request("can't parse multipart request")
}

/// Named values of a call, and the files that came along.
pub(crate) struct Params {
    values: Value,
    files: Vec<(String, Document)>,
}

impl Params {
    pub(super) async fn read(shared: &Shared, method: &str, request: Request) -> Result<Self, ApiError> {
        let mut read = Self { values: json!({}), files: Vec::new() };
        if let Some(query) = request.uri().query() {
            read.add_form(shared, method, query);
        }
        let header = request.headers().get(header::CONTENT_TYPE);
        let kind = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            read.add_multipart(shared, method, request).await?;
            return Ok(read);
        }
        let is_json = kind.starts_with("application/json");
        let body = to_bytes(request.into_body(), BODY_LIMIT)
            .await
            .map_err(|_| ApiError::new(413, "Request Entity Too Large"))?;
        if body.is_empty() {
            return Ok(read);
        }
        if is_json {
            let parsed: Option<Map<String, Value>> = serde_json::from_slice(&body).ok();
            let parsed = parsed.ok_or_else(|| ApiError::bad_request("can't parse JSON object"))?;
            for (name, value) in parsed {
                read.add(shared, method, &name, value);
            }
        } else {
            read.add_form(shared, method, &String::from_utf8_lossy(&body));
        }
        Ok(read)
    }

    fn add(&mut self, shared: &Shared, method: &str, name: &str, value: Value) {
        self.values[name] = match value {
            // Telegram takes an object written as a string, and a missing value written as null.
            Value::String(text) => shared.schema.coerce(method, name, &text),
            Value::Null => return,
            other => other,
        };
    }

    fn add_form(&mut self, shared: &Shared, method: &str, form: &str) {
        let Ok(url) = reqwest::Url::parse(&format!("http://form/?{form}")) else {
            return;
        };
        for (name, value) in url.query_pairs() {
            self.values[name.as_ref()] = shared.schema.coerce(method, &name, &value);
        }
    }

    async fn add_multipart(&mut self, shared: &Shared, method: &str, request: Request) -> Result<(), ApiError> {
        let broken = || ApiError::bad_request("can't parse multipart request");
        let mut request = request;
        DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
        while let Some(part) = parts.next_field().await.map_err(|error| broken_or_large(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mime = part.content_type().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| broken_or_large(&error))?;
            let Some(file_name) = file_name else {
                let text = String::from_utf8_lossy(&bytes);
                self.values[&name] = shared.schema.coerce(method, &name, &text);
                continue;
            };
            let mime = mime.unwrap_or_else(|| "application/octet-stream".to_owned());
            let kept = shared.files.put(file_name, mime, &bytes);
            let document = kept.map_err(|error| ApiError::new(500, error.to_string()))?;
            // A part under the field's own name stands for the file; one under another name is attached to a field.
            if shared.schema.has_field(method, &name) && !self.values[&name].is_string() {
                self.values[&name] = json!(format!("attach://{name}"));
            }
            self.files.push((name, document));
        }
        Ok(())
    }

    pub(crate) fn to_json(&self) -> Value {
        self.values.clone()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// A number, also when it came as a string or with a fraction of zero.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let value = self.get(name)?;
        let whole = value.as_i64();
        whole.or_else(|| value.as_str()?.parse().ok())
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn chat_id(&self) -> Result<i64, ApiError> {
        if self.get("chat_id").is_none() {
            return Err(ApiError::bad_request("chat_id is empty"));
        }
        // Usernames of people are not chat ids on Telegram either.
        self.number("chat_id").ok_or_else(|| ApiError::bad_request("chat not found"))
    }

    /// The file of a field: sent along, or known by its id.
    pub(crate) fn file(&self, field: &str) -> Option<&Document> {
        let name = self.text(field)?.strip_prefix("attach://")?;
        let mut files = self.files.iter();
        files.find(|(part, _)| part == name).map(|(_, file)| file)
    }
}
