//! Answers as gateways and odd servers give them, to the letter.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// In a body, this stands for what the call came to.
const RESULT: &str = "{result}";

/// An answer, whatever the call was.
///
/// As JSON: `{"kind": "says", "value": {"status": 502, "headers": [["retry-after", "3"]], "body": "<html>", "takes": false}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// The HTTP status.
    pub status: u16,
    /// Names and values; without a `content-type` it is JSON, or a page when it begins with `<`.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The text, in which `{result}` stands for what the call came to.
    #[serde(default)]
    pub body: String,
    /// Whether the call takes effect all the same.
    #[serde(default)]
    pub takes: bool,
}

impl Says {
    /// This text under this status; the call takes no effect.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, headers: Vec::new(), body: body.to_owned(), takes: false }
    }

    /// A gateway's page; the call takes no effect.
    pub fn page(status: u16) -> Self {
        Self::text(status, &page_of(status))
    }

    /// The same with one header more.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, and the call takes effect.
    #[must_use]
    pub fn taking(self) -> Self {
        Self { takes: true, ..self }
    }

    /// Every shape in which nobody took the call, though something answered, each with a name.
    pub fn of_nobody() -> Vec<(&'static str, Self)> {
        vec![
            ("502 with a page", Self::page(502)),
            ("500 in JSON", Self::text(500, r#"{"ok":false,"error_code":500,"description":"Internal Server Error"}"#)),
            ("503, empty", Self::text(503, "")),
            ("429 with a page", Self::page(429)),
            ("403 with a page", Self::page(403)),
            ("404 with a page", Self::page(404)),
            ("200 with a page", Self::page(200)),
            ("302 to elsewhere", Self::page(302).with("location", "/elsewhere")),
        ]
    }

    /// Whether the caller learns nothing of an effect that the call had.
    pub(crate) fn hides(&self) -> bool {
        self.takes && !self.body.contains(RESULT)
    }

    pub(crate) fn respond(&self, result: &str) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let kind = if self.body.starts_with('<') { "text/html" } else { "application/json" };
        let body = self.body.replace(RESULT, result);
        let mut response = (status, [(header::CONTENT_TYPE, kind)], Body::from(body)).into_response();
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// What stands before Telegram says in such a case is a page, not JSON.
fn page_of(status: u16) -> String {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )
}
