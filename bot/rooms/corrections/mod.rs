//! Corrections.

pub mod facts;
pub mod words;
