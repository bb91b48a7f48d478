//! Telling open pages what changes.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::error::RecvError;

use crate::shared::Shared;

/// A page that fell behind, or connects anew, reads everything again on `resync`.
pub(super) async fn stream(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = shared.events.subscribe();
    let hello = stream::once(async { Ok(resync()) });
    let rest = stream::unfold((shared, events), |(shared, mut events)| async move {
        let received = tokio::select! {
            received = events.recv() => received,
            () = shared.stopped() => return None,
        };
        let event = match received {
            Ok(text) => Event::default().data(&*text),
            Err(RecvError::Lagged(_)) => resync(),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(event), (shared, events)))
    });
    let both = futures_util::StreamExt::chain(hello, rest);
    Sse::new(both).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

fn resync() -> Event {
    Event::default().data(r#"{"type":"resync"}"#)
}
