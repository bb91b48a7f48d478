//! Requests and what waits for officers.

pub mod facts;
pub mod jobs;
pub mod rows;
pub mod words;
