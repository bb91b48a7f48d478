//! The decisions of this room.

pub(super) mod lock;
pub(super) mod moving;
pub(super) mod said;
pub(super) mod shared;
