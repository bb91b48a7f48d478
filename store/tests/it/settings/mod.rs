//! Settings.

pub mod calls;
pub mod schema;
