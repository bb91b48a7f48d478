//! Rembuk, the bot: the shell around pure dialogues, and the only place that knows Telegram, HTTP, the clock and the
//! environment.

pub mod boot;
pub mod bots;
pub mod clock;
pub mod commands;
pub mod crash;
#[cfg(feature = "demo")]
pub mod demo;
pub mod engine;
pub mod gauges;
pub mod housekeeping;
pub mod ingest;
mod introduce;
mod jobs;
pub mod keyfile;
pub mod leases;
pub mod metrics;
mod pauses;
pub mod render;
mod rooms;
pub mod roster;
pub mod sender;
pub mod serve;
pub mod settings;
pub mod signals;
pub mod telegram;
mod tenants;
mod web;
