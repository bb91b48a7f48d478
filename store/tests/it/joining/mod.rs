//! Joining.

pub mod calls;
pub mod schema;
mod story;
