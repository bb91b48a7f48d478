//! Members and officers.

pub mod facts;
pub mod words;
