//! Questions to the office.

pub mod calls;
pub mod schema;
mod story;
