//! What every room says, and the person.

pub mod rows;
pub mod words;
