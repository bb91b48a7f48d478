//! The only SQL: one text for SQLite and Postgres.
//!
//! Recipe for a new table: a migration; a module with its statements as constants in `statements!`, private rows,
//! and functions that take `tx: &mut Tx` first and never commit; its constants added to [`registry`];
//! a store story on both databases, and every constraint violated once.
//!
//! Three things to know:
//! - only [`Db::unit`] begins and commits; a [`Tx`] that met an error refuses to commit;
//! - rows go in bulk, bound as one JSON object ([`Rows`]) and taken apart by `jsonb_each`;
//! - nothing here knows a clock, a random source or the environment.

#[macro_use]
mod macros;

pub mod admissions;
pub mod applications;
pub mod audit;
pub mod bots;
pub mod cooperatives;
mod db;
pub mod dialogues;
pub mod doors;

mod error;
pub mod fences;
pub mod groups;
pub mod housekeeping;
pub mod inbox;
pub mod invitations;
pub mod jobs;
pub mod journals;
mod json;
pub mod leases;
pub mod ledger;
pub mod letters;
pub mod links;
pub mod lookup;
pub mod members;
mod migrations;
pub mod outbox;
pub mod people;
pub mod pins;
pub mod questions;
pub mod register;
pub mod registry;
pub mod requests;
pub mod seal;
pub mod settings;
pub mod statement_pages;
pub mod tasks;
pub mod tries;

pub use db::{Db, DbConfig, Observer, Probe, Turn, Tx, UnitFuture, UnitName};
pub use error::StoreError;
pub use json::Rows;
pub use seal::Keyring;
