//! Every id of the project, in alphabetical order.
//!
//! Ids of our own records are UUIDv7 texts made from the injected clock and random source;
//! ids that a messenger gave us are its integers, never mixed with ours.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares a newtype over a UUID that is kept as text.
macro_rules! record_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A UUIDv7 from a millisecond of the injected clock and ten bytes of the injected random source.
            pub fn new(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }

            /// Reads the hyphenated text form; `None` when it is not one.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }

            /// The 128 bits, for compact forms such as a button's data.
            pub const fn as_u128(self) -> u128 {
                self.0.as_u128()
            }

            /// The id with these 128 bits.
            pub const fn from_u128(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

/// Declares a newtype over an integer that a messenger chose.
macro_rules! messenger_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

record_ids! {
    /// Somebody's application to become a member.
    ApplicationId,
    /// One cooperative: the tenant, first column of every tenant table.
    CooperativeId,
    /// A one-time invitation (deep link or code).
    InvitationId,
    /// One journal: a set of transfers that belong together.
    JournalId,
    /// One member, for life: a member row is never deleted.
    MemberId,
    /// A question to the office.
    QuestionId,
    /// A request that waits for approvals.
    RequestId,
}

messenger_ids! {
    /// The bot's own account at the messenger.
    BotId,
    /// A chat at the messenger: private (equal to the person's id) or a group (negative).
    ChatId,
    /// A person's account at the messenger.
    PersonId,
}
