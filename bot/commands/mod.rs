//! The operator's commands beside `serve` and `demo`.

pub mod audit;
pub mod cooperative;
pub mod import;
pub mod invite;
pub mod letters;
mod register;
