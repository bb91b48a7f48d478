//! Transcripts.

mod lock;
mod moving;
mod shared;
