//! Misfortunes that a test can order.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use serde_json::Value;

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

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is served as usual.
    None,
    /// Refused with 429.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Refused with 403 and this reason, such as `user is deactivated`.
    Forbidden(String),
    /// Refused with 400 and this reason.
    BadRequest(String),
    /// Refused with 500 and a body that is not JSON, as from a proxy.
    ServerError,
    /// Served after a while.
    Delay(Duration),
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

/// The rule in force.
#[derive(Default)]
pub(crate) struct Faults {
    rule: RwLock<Option<Rule>>,
}

impl Faults {
    pub(crate) fn set(&self, rule: Option<Rule>) {
        *self.rule.write().unwrap_or_else(PoisonError::into_inner) = rule;
    }

    pub(crate) fn rule(&self) -> Option<Rule> {
        self.rule.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
