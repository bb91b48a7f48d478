//! Doors, shared accounts and codes.

pub mod facts;
pub mod rows;
pub mod words;
