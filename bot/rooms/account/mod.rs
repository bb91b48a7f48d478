//! Savings and what moved them.

pub mod facts;
pub mod words;
