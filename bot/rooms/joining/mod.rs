//! Joining.

pub mod facts;
pub mod rows;
