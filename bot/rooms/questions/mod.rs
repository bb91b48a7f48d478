//! Questions to the office.

pub mod facts;
pub mod rows;
pub mod words;
