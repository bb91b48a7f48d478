//! Cooperatives.

pub mod calls;
pub mod schema;
