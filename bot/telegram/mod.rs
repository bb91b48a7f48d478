//! The only place that knows the messenger's wire.

pub mod albums;
pub mod answer;
pub mod api;
pub mod envelope;
pub mod payload;
pub mod route;
pub mod told;
pub mod unread;
pub mod update;
