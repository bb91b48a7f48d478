//! The operator's commands beside `serve` and `demo`.

pub mod audit;
pub mod import;
pub mod invite;
mod register;
