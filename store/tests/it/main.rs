//! The store's story, told twice: on SQLite and on a real Postgres, in the same run.

mod inbox;
mod ledger;
mod members;
mod outbox;
mod requests;
mod side;
mod statement_pages;
mod statements;
mod story;
mod support;
mod world;
