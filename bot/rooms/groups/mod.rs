//! Groups.

pub mod facts;
pub mod rows;
