//! Joining.

pub mod facts;
pub mod rows;
pub mod words;
