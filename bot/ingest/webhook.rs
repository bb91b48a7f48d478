//! The webhook: secret, size, commit, and only then 200.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::bug::{Bug, seeded};
use domain::ids::BotId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use tokio::sync::watch;

use super::{Ingest, Kept};
use crate::bots::Registry;
use crate::crash;
use crate::telegram::envelope;

/// The largest body that is taken: 1 MiB.
pub const BODY_MAX: usize = 1 << 20;

/// A moment after which an answer is on its way.
const ON_ITS_WAY: Duration = Duration::from_millis(20);

/// The header in which the messenger shows that it is the messenger.
pub const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// What the route needs.
pub struct Webhook {
    /// Commits updates.
    pub ingest: Ingest,
    /// The bots that are served.
    pub registry: Registry,
    /// From it each bot's secret is derived.
    pub secret: Arc<str>,
}

/// The webhook, once there is somebody to take what it brings.
pub type Opened = watch::Receiver<Option<Arc<Webhook>>>;

/// `POST /tg/{bot}`; only for whoever takes updates that way.
pub fn routes(opened: Opened) -> Router {
    Router::new().route("/tg/{bot}", post(receive)).with_state(opened)
}

/// A bot's own secret: whoever knows one bot's can't forge another's updates. 43 characters of `A-Za-z0-9_-`. None from
/// an empty secret: everybody could derive it.
pub fn secret_of(secret: &str, bot: BotId) -> Option<String> {
    if secret.is_empty() && !seeded(Bug::EmptySecretAuthenticates) {
        return None;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(format!("webhook/{bot}").as_bytes());
    Some(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Whether the header shows the bot's own secret.
fn is_shown(webhook: &Webhook, bot: BotId, headers: &HeaderMap) -> bool {
    let shown = headers.get(SECRET_HEADER).map_or(&[][..], |value| value.as_bytes());
    let expected = secret_of(&webhook.secret, bot);
    expected.is_some_and(|expected| !shown.is_empty() && bool::from(expected.as_bytes().ct_eq(shown)))
}

async fn receive(State(opened): State<Opened>, Path(bot): Path<i64>, headers: HeaderMap, body: Body) -> Response {
    let bot = BotId(bot);
    let Some(webhook) = opened.borrow().clone() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")]).into_response();
    };
    if !is_shown(&webhook, bot, &headers) && !seeded(Bug::WebhookSecretNotAsked) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if webhook.registry.now().get(bot).is_none() {
        // Another replica may have added it a moment ago; the messenger brings the update again.
        webhook.registry.tell();
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(body) = to_bytes(body, BODY_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    match webhook.ingest.keep(envelope::seal_in(bot, body.to_vec())).await {
        Kept::Yes => {
            crash::point("webhook.before_200");
            crash::point_after(ON_ITS_WAY, "webhook.after_200");
            StatusCode::OK.into_response()
        }
        // The messenger keeps the update and brings it again.
        Kept::No => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")]).into_response(),
        Kept::TurnedAway => (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "5")]).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_an_empty_secret_nobody_derives_one() {
        crash::plant_bug().unwrap();
        assert_eq!(secret_of("", BotId(1)), None);
        let [one, other] = [1, 2].map(|bot| secret_of("a secret of enough length", BotId(bot)).unwrap());
        assert_eq!(one.len(), 43);
        assert_ne!(one, other, "each bot has its own");
    }
}
