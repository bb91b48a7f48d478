//! What surrounds a step.

use chrono::{DateTime, NaiveDate, Utc};
use domain::locale::Locale;

/// What surrounds a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ctx {
    /// The instant at which the batch is worked on.
    pub now: DateTime<Utc>,
    /// The legal day in the cooperative's zone.
    pub today: NaiveDate,
    /// The person's language, or the best guess before they chose one.
    pub locale: Locale,
    /// Where the person is talking to us.
    pub chat: Chat,
    /// Random bits of this update alone: for nonces of forms and new ids.
    pub seed: [u8; 16],
}

/// Where the person is talking to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chat {
    /// Between the two of us.
    Private,
    /// Others read along: never a personal figure here.
    Group,
}
