//! Transcripts.

mod codes;
mod lock;
mod moving;
mod shared;
