//! The engine.

pub mod calls;
pub mod schema;
