//! Dialogue state machines, sans-IO: `(state, input, facts, ctx) -> (state, effects, replies)`.
//!
//! The shell asks [`needs()`] what a step wants to know ([`ROUNDS`] times at most), fetches it for a whole batch of
//! updates, calls [`step()`], and turns the [`hub::Effect`]s into rows of one transaction.
//! No clock, no randomness, no I/O, no text: a step returns [`hub::Reply`] variants and the shell renders them.
//!
//! [`base`] knows no room; each room knows `base` and the lists of [`hub`]; only `hub` knows every room.

#![cfg_attr(test, expect(clippy::needless_raw_string_hashes, reason = "whoever rewrites a transcript writes them"))]

pub mod access;
pub mod account;
pub mod base;
pub mod corrections;
pub mod counter;
pub mod groups;
pub mod home;
pub mod hub;
pub mod joining;
pub mod linking;
pub mod questions;
pub mod requests;
pub mod settings;

#[cfg(any(test, feature = "samples"))]
pub use hub::samples;
pub use hub::{Dialogue, ROUNDS, StateError, needs, step};
