//! Groups.

pub mod calls;
pub mod schema;
