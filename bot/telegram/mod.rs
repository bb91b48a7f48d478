//! The only place that knows the messenger's wire.

pub mod albums;
pub mod answer;
pub mod api;
pub mod envelope;
pub mod payload;
pub mod route;
#[cfg(test)]
mod route_tests;
pub mod told;
pub mod unread;
pub mod update;
