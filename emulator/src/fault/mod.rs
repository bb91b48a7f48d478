//! Misfortunes that a test can order.

mod rules;
mod says;
mod updates;

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use rules::Faults;
pub use rules::{FaultRule, RuleInForce};
pub use says::Says;
pub(crate) use updates::Unrest;
pub use updates::{UnrestDone, UpdateFaults};

/// The call that is about to be served.
#[derive(Debug, Clone)]
pub struct CallInfo {
    /// Counts all calls of this emulator from zero.
    pub number: u64,
    /// Username of the calling bot.
    pub bot: String,
    /// The method in the schema's spelling, such as `sendMessage`.
    pub method: String,
    /// The chat that the call names, if any.
    pub chat_id: Option<i64>,
    /// All parameters.
    pub params: Value,
}

/// What happens to a call. As JSON: `{"kind": "flood", "value": {"retry_after": 3}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Fault {
    /// It is served as usual.
    None,
    /// Refused with 429; the very next call may be served.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Refused with 429, and so is every further call that the rule means until the seconds are over. Only in a [`FaultRule`].
    Flood {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Refused with 403 and this reason, such as `user is deactivated`.
    Forbidden(String),
    /// Refused with 400 and this reason.
    BadRequest(String),
    /// Refused with 500 and a body that is not JSON, as from a proxy.
    ServerError,
    /// Refused by a gateway with this status, such as 502, and a page of HTML; the call had no effect.
    Gateway(u16),
    /// Answered with just this.
    Says(Says),
    /// The call takes effect, but the gateway lost patience: 504 and a page of HTML.
    GatewayAfter,
    /// Served after a while: as JSON, milliseconds.
    Delay(#[serde(with = "milliseconds")] Duration),
    /// The connection closes; the call had no effect.
    DropBefore,
    /// The call takes effect; the connection closes without an answer.
    DropAfter,
    /// The group became a supergroup with this id.
    Migrate {
        /// The new chat id.
        to: i64,
    },
}

type Rule = Arc<dyn Fn(&CallInfo) -> Fault + Send + Sync>;

mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(wait: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_millis)
    }
}

/// A number that looks random and is always the same for the same seed and turn.
fn dice(seed: u64, turn: u64) -> u64 {
    let mut z = seed ^ turn.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Whether something of this probability happens at this turn.
fn happens(probability: f64, seed: u64, turn: u64) -> bool {
    let thousandths = f64::from(u32::try_from(dice(seed, turn) % 1_000_000).unwrap_or(0)) / 1_000_000.0;
    thousandths < probability
}
