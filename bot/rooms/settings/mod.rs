//! Settings.

pub mod facts;
pub mod rows;
