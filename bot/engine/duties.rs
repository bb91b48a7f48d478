//! What waits for officers, as steps and jobs read it.

use dialogues::facts::Duty;
use dialogues::reply::DutyKind;
use store::duties;

/// The store's counts as facts.
pub fn facts_of(found: &[duties::Duty]) -> Vec<Duty> {
    found
        .iter()
        .filter_map(|duty| {
            Some(Duty {
                kind: match duty.kind {
                    duties::Kind::Requests => DutyKind::Requests,
                    duties::Kind::Questions => DutyKind::Questions,
                },
                count: duty.count,
                oldest: chrono::DateTime::from_timestamp_micros(duty.oldest_us)?,
            })
        })
        .collect()
}
