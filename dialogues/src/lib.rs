//! Dialogue state machines, sans-IO: `(state, input, facts, ctx) -> (state, effects, replies)`.
//!
//! The shell asks [`needs()`] what a step wants to know ([`ROUNDS`] times at most), fetches it for a whole batch of updates,
//! calls [`step()`], and turns the [`step::Effect`]s into rows of one transaction.
//! No clock, no randomness, no I/O, no text: a step returns [`reply::Reply`] variants and the shell renders them.

pub mod access;
pub mod account;
pub mod base;
pub mod button;
pub mod button_door;
pub mod command;
pub mod corrections;
pub mod dialogue;
pub mod door_effect;
pub mod facts;
pub mod groups;
pub mod input;
pub mod join;

pub mod person;
pub mod questions;
pub mod reply;
pub mod requests;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
#[cfg(any(test, feature = "samples"))]
mod samples_door;
#[cfg(any(test, feature = "samples"))]
mod samples_officers;
pub mod settings;
pub mod step;

mod answer;
mod ask;
mod correct;
mod counter;
mod door;
mod group;
mod hear;
mod link;
mod moving;
mod natural;
mod plan;
mod register;
mod shared;
mod tasks;
mod words;

#[cfg(test)]
mod tests;

pub use dialogue::{Dialogue, StateError};
pub use natural::Wish;
pub use plan::{ROUNDS, needs, step};
