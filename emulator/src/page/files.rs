//! The page's own files, within the program, and the documents that bots sent.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::image::picture;
use crate::shared::Shared;

/// The page may load and reach nothing but this server.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'";

const ASSETS: [(&str, &str, &str); 10] = [
    ("style.css", "text/css", include_str!("../../page/style.css")),
    ("chat.css", "text/css", include_str!("../../page/chat.css")),
    ("app.js", "text/javascript", include_str!("../../page/app.js")),
    ("api.js", "text/javascript", include_str!("../../page/api.js")),
    ("render.js", "text/javascript", include_str!("../../page/render.js")),
    ("groups.js", "text/javascript", include_str!("../../page/groups.js")),
    ("people.js", "text/javascript", include_str!("../../page/people.js")),
    ("words.js", "text/javascript", include_str!("../../page/words.js")),
    ("dialogs.js", "text/javascript", include_str!("../../page/dialogs.js")),
    ("icon.svg", "image/svg+xml", include_str!("../../page/icon.svg")),
];

pub(super) async fn index() -> Response {
    serve("text/html", include_str!("../../page/index.html"))
}

pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, text)) => serve(kind, text),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn serve(kind: &str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (headers, text).into_response()
}

/// A picture to look at. Its kind is read from its bytes, so nothing else is served as one.
pub(super) async fn photo(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let found = shared.files.get(&id).and_then(|bytes| Some((picture(&bytes)?.mime_type, bytes)));
    let Some((kind, bytes)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, bytes.to_vec()).into_response()
}

/// A file that a bot sent, always as a download: it must not run as a part of the page.
pub(super) async fn document(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let Some(bytes) = shared.files.get(&id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")];
    (headers, bytes.to_vec()).into_response()
}
