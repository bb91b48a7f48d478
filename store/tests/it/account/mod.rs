//! Savings.

pub mod calls;
mod pages;
pub mod schema;
mod story;
