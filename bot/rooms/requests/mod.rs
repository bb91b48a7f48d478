//! Requests and what waits for officers.

pub mod facts;
