//! Doors, shared accounts and codes.

pub mod calls;
mod letters;
pub mod schema;
mod story;
