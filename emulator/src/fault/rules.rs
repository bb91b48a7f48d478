//! Rules for calls: which ones, how often, what becomes of them.

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{CallInfo, Fault, Rule, happens};

/// Rules kept at once; a test that orders more has lost count.
const RULES_MAX: usize = 1_000;

/// Which calls meet a fault. A field that is left out means any.
///
/// As JSON for `POST /emulator/faults`: `{"method": "sendMessage", "chat": 11, "count": 2, "fault": {"kind": "drop_after"}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// In the schema's spelling, such as `sendMessage`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The chat that the call names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat: Option<i64>,
    /// The calling bot's username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bot: Option<String>,
    /// How likely each of these calls is to meet it: from 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// The same seed, the same luck.
    #[serde(default)]
    pub seed: u64,
    /// So many of these calls are spared first.
    #[serde(default)]
    pub skip: u64,
    /// After so many faults the rule is spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// What happens.
    pub fault: Fault,
}

fn always() -> f64 {
    1.0
}

impl FaultRule {
    /// Every call meets this fault.
    pub fn always(fault: Fault) -> Self {
        Self { method: None, chat: None, bot: None, probability: 1.0, seed: 0, skip: 0, count: None, fault }
    }

    fn means(&self, call: &CallInfo) -> bool {
        self.method.as_ref().is_none_or(|method| *method == call.method)
            && self.chat.is_none_or(|chat| Some(chat) == call.chat_id)
            && self.bot.as_ref().is_none_or(|bot| *bot == call.bot)
    }
}

/// A rule, and what it did so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleInForce {
    /// To take it back by.
    pub id: u64,
    /// As ordered.
    pub rule: FaultRule,
    /// Calls that it means.
    pub met: u64,
    /// Calls that it spoilt.
    pub hits: u64,
}

struct Kept {
    force: RuleInForce,
    closed_until: Option<Instant>,
}

impl Kept {
    fn fate(&mut self, call: &CallInfo, now: Instant) -> Option<Fault> {
        if !self.force.rule.means(call) {
            return None;
        }
        if let Some(left) = self.closed_until.and_then(|until| until.checked_duration_since(now)) {
            self.force.hits += 1;
            return Some(Fault::TooManyRequests { retry_after: whole_seconds(left) });
        }
        let turn = self.force.met;
        self.force.met += 1;
        let rule = &self.force.rule;
        let spent = rule.count.is_some_and(|count| self.force.hits >= count);
        if turn < rule.skip || spent || !happens(rule.probability, rule.seed, turn) {
            return None;
        }
        self.force.hits += 1;
        match rule.fault.clone() {
            Fault::Flood { retry_after } => {
                self.closed_until = Some(now + Duration::from_secs(retry_after));
                Some(Fault::TooManyRequests { retry_after })
            }
            other => Some(other),
        }
    }
}

fn whole_seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// What is in force: a test's own function, and ordered rules.
#[derive(Default)]
pub(crate) struct Faults {
    rule: RwLock<Option<Rule>>,
    ordered: Mutex<Ordered>,
}

#[derive(Default)]
struct Ordered {
    next: u64,
    rules: Vec<Kept>,
}

impl Faults {
    pub(crate) fn set(&self, rule: Option<Rule>) {
        *self.rule.write().unwrap_or_else(PoisonError::into_inner) = rule;
    }

    fn ordered(&self) -> MutexGuard<'_, Ordered> {
        self.ordered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `None` when there are too many already.
    pub(crate) fn order(&self, rule: FaultRule) -> Option<u64> {
        let mut ordered = self.ordered();
        if ordered.rules.len() >= RULES_MAX {
            return None;
        }
        let id = ordered.next;
        ordered.next += 1;
        let force = RuleInForce { id, rule, met: 0, hits: 0 };
        ordered.rules.push(Kept { force, closed_until: None });
        Some(id)
    }

    pub(crate) fn take_back(&self, id: Option<u64>) {
        let mut ordered = self.ordered();
        match id {
            Some(id) => ordered.rules.retain(|kept| kept.force.id != id),
            None => ordered.rules.clear(),
        }
    }

    pub(crate) fn in_force(&self) -> Vec<RuleInForce> {
        self.ordered().rules.iter().map(|kept| kept.force.clone()).collect()
    }

    pub(crate) fn is_calm(&self) -> bool {
        self.ordered().rules.is_empty() && self.rule.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// What becomes of this call: the first rule that spoils it decides.
    pub(crate) fn fate(&self, call: &CallInfo) -> Fault {
        self.fate_at(call, Instant::now())
    }

    fn fate_at(&self, call: &CallInfo, now: Instant) -> Fault {
        let own = self.rule.read().unwrap_or_else(PoisonError::into_inner).clone();
        let fault = own.map_or(Fault::None, |rule| rule(call));
        if fault != Fault::None {
            return fault;
        }
        self.ordered().rules.iter_mut().find_map(|kept| kept.fate(call, now)).unwrap_or(Fault::None)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{CallInfo, Fault, FaultRule, Faults};

    fn call(method: &str, chat: i64) -> CallInfo {
        let method = method.to_owned();
        CallInfo { number: 0, bot: "RembukBot".to_owned(), method, chat_id: Some(chat), params: Value::Null }
    }

    fn spoilt(faults: &Faults, calls: usize) -> Vec<bool> {
        (0..calls).map(|_| faults.fate(&call("sendMessage", 11)) != Fault::None).collect()
    }

    fn rule(more: &Value) -> FaultRule {
        let mut rule = json!({"fault": {"kind": "server_error"}});
        rule.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value(rule).expect("a rule")
    }

    #[test]
    fn a_rule_means_some_calls_and_spares_some_of_them() {
        let faults = Faults::default();
        faults.order(rule(&json!({"method": "sendMessage", "chat": 11, "skip": 1, "count": 2}))).expect("room");
        assert_eq!(faults.fate(&call("sendMessage", 12)), Fault::None);
        assert_eq!(faults.fate(&call("getMe", 11)), Fault::None);
        assert_eq!(spoilt(&faults, 5), [false, true, true, false, false]);
        let force = &faults.in_force()[0];
        assert_eq!((force.met, force.hits), (5, 2));
    }

    #[test]
    fn luck_is_the_same_for_the_same_seed() {
        let draw = |seed: u64| {
            let faults = Faults::default();
            faults.order(rule(&json!({"probability": 0.3, "seed": seed}))).expect("room");
            spoilt(&faults, 1_000)
        };
        let (one, again, other) = (draw(1), draw(1), draw(2));
        assert!(one == again && one != other);
        let hits = one.iter().filter(|hit| **hit).count();
        assert!((250..350).contains(&hits), "{hits}");
    }

    #[test]
    fn a_flood_lasts_as_long_as_it_says() {
        let faults = Faults::default();
        faults
            .order(rule(&json!({"count": 1, "fault": {"kind": "flood", "value": {"retry_after": 3}}})))
            .expect("room");
        let start = tokio::time::Instant::now();
        let left = |after_ms| match faults.fate_at(&call("sendMessage", 11), start + Duration::from_millis(after_ms)) {
            Fault::TooManyRequests { retry_after } => retry_after,
            _ => 0,
        };
        assert_eq!([0, 0, 1_500, 2_999, 3_001].map(left), [3, 3, 2, 1, 0]);
    }
}
