//! Transcripts.

mod staff;
mod talk;
