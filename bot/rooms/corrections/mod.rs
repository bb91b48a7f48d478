//! Corrections.

pub mod facts;
