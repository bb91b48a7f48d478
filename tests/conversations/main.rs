//! Conversations through the emulator over real HTTP, driven by buttons as a person would.

#[path = "../support/mod.rs"]
mod support;

#[expect(dead_code, reason = "the fault tests look at more")]
#[path = "../faults/eye.rs"]
mod eye;

mod account;
mod backlog;
mod cast;
mod claims;
mod codes;
mod cooperatives;
mod correct;
mod counter;
mod counter_refusals;
mod doors;
mod field;
mod general;
mod group;
mod guards;
mod import;
mod joining;
mod letters;
mod linking;
mod lookup;
mod metrics;
mod questions;
mod replicas;
mod settings;
mod shared;
mod statement;
mod talk;
mod tasks;
