//! The store's story, told twice: on SQLite and on a real Postgres, in the same run.

mod statements;
mod support;
