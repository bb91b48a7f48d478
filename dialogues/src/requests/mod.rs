//! A room in the making.

pub mod facts;
