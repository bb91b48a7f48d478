//! Questions to the office.

pub mod facts;
pub mod jobs;
pub mod rows;
pub mod words;
