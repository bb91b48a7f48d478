//! The chat page, and the addresses behind it.

mod drive;
mod events;
mod faults;
mod files;
mod groups;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post};

use crate::shared::Shared;

/// As much as a bot may fetch.
const FILE_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Everything that is not the Bot API.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(files::index))
        .route("/page/{name}", get(files::asset))
        .route("/emulator/file/{id}", get(files::document))
        .route("/emulator/state", get(view::state))
        .route("/emulator/chat", get(view::chat))
        .route("/emulator/calls", get(view::calls))
        .route("/emulator/violations", get(view::violations))
        .route("/emulator/events", get(events::stream))
        .route("/emulator/bots", post(drive::add_bot))
        .route("/emulator/people", post(drive::add_person))
        .route("/emulator/send", post(drive::send))
        .route("/emulator/start", post(drive::start))
        .route("/emulator/press", post(drive::press))
        .route("/emulator/document", post(drive::document).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)))
        .route("/emulator/contact", post(drive::contact))
        .route("/emulator/read", post(drive::read))
        .route("/emulator/clear", post(drive::clear))
        .route("/emulator/block", post(drive::block))
        .route("/emulator/clock", get(view::clock).post(drive::clock))
        .route("/emulator/update", post(drive::update))
        .route("/emulator/photo/{id}", get(files::photo))
        .route("/emulator/group", post(groups::act))
        .route("/emulator/groups", post(groups::add))
        .route("/emulator/faults", get(faults::list).post(faults::order).delete(faults::clear))
        .route("/emulator/faults/updates", get(faults::updates).post(faults::order_updates))
        .route("/emulator/faults/{id}", delete(faults::take_back))
}
