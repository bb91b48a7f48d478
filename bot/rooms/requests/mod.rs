//! Requests and what waits for officers.

pub mod facts;
pub mod rows;
pub mod words;
