//! Everything that can go wrong, ordered on purpose: deaths at named points and at random, races, poison, closed
//! doors, a messenger that refuses, delays and drops. After each, an auditor compares what was sent with what is there.

#[path = "../support/mod.rs"]
mod support;

mod away;
mod campaign;
mod contract;
mod disk;
mod doors;
mod eye;
mod introducing;
mod judge;
mod line;
mod lives;
mod load;
mod odd;
mod operator;
mod pacing;
mod pages;
mod people;
mod points;
mod poison;
mod polls;
mod proxy;
mod races;
mod replicas;
mod rig;
mod sending;
mod stopping;
mod table;
mod town;
mod towns;
mod waits;
mod words;
