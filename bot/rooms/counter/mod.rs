//! A deposit at the counter.

pub mod words;
