//! What steps in groups ask for, and what they are told.

use chrono::{DateTime, Utc};
use domain::role::Role;

use crate::base::known::Known;

/// Something about groups that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupsNeed {
    /// The binding of the group in which this happens.
    Binding,
    /// The code that binds a group; the shell looks it up by a keyed hash.
    Code(String),
}

/// What a step in a group was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupsFacts {
    /// For [`GroupsNeed::Binding`].
    pub binding: Known<GroupsNeed, Binding>,
    /// For [`GroupsNeed::Code`].
    pub code: Known<GroupsNeed, GroupCode>,
}

impl GroupsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self { binding: Known::nothing(), code: Known::nothing() };
}

/// A code that binds a group, as an officer made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCode {
    /// The roles that its maker holds now.
    pub maker_roles: Vec<Role>,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
    /// Whether a group has used it.
    pub used: bool,
}

/// A group that is bound to the cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The topic in which it was bound; zero for none.
    pub topic: i64,
}
