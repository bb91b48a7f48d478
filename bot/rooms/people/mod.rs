//! Members and officers.

pub mod facts;
