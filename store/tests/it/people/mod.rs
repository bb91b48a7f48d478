//! Members and officers.

pub mod calls;
pub mod schema;
mod story;
