//! What every room stands on: it knows no feature.

pub mod codec;
pub mod ctx;
pub mod draws;
pub mod hold;
pub mod known;
pub mod lookup;
pub mod natural;
pub mod people;
pub mod person;
pub mod posting;
pub(crate) mod said;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
pub mod shape;
pub mod step;
pub mod touch;
pub(crate) mod words;
