//! Linking an account.

pub mod rows;
pub mod words;
