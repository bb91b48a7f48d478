//! What every room stands on: it knows no feature.

pub mod known;
pub mod people;
