//! What is written about groups.

use chrono::{DateTime, Utc};
use domain::ids::ChatId;

/// What becomes of the group in which the step happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupsEffect {
    /// A code that binds one group is kept, as its hash.
    Offer {
        /// The code.
        code: String,
        /// Worthless from then on.
        expires_at: DateTime<Utc>,
    },
    /// This group is bound, in the topic in which the code came; the code is used up.
    Bind {
        /// The code.
        code: String,
    },
    /// The bot is out of this group: it is no longer bound, and what waits for it goes.
    Leave,
    /// This group goes on as that one.
    MoveTo(ChatId),
    /// This group is what that one became.
    MoveFrom(ChatId),
}
