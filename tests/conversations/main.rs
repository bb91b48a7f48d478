//! Conversations through the emulator over real HTTP, driven by buttons as a person would.

#[path = "../support/mod.rs"]
mod support;

mod linking;
