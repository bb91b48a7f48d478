//! The store's story, told twice: on SQLite and on a real Postgres, in the same run.

mod audit;
mod cancelled_begin;
mod claiming;
mod constraint_rows;
mod constraints;
mod doors;
mod inbox;
mod joining;
mod ledger;
mod letters;
mod members;
mod migrations;
mod outbox;
mod plans;
mod requests;
mod schema;
mod settings;
mod side;
mod statement_pages;
mod statements;
mod story;
mod support;
mod tenants;
mod traps;
mod units;
mod world;
