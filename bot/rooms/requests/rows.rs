//! What is decided about requests, as rows.

use dialogues::requests::RequestsEffect;
use store::requests::{Decision, NewRequest, Verdict};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

/// Rows about requests of one batch.
#[derive(Default)]
pub struct Rows {
    requests: Vec<NewRequest>,
    decisions: Vec<Decision>,
}

impl Rows {
    /// Takes one effect of a case.
    pub fn collect(&mut self, effect: &RequestsEffect, case: &Case) {
        let person = case.person_key();
        let decision = |request, version, verdict| Decision { person, request_id: request, version, verdict };
        match effect {
            RequestsEffect::OpenRequest { request, subject, reason, policy } => self.requests.push(NewRequest {
                maker: person,
                request_id: *request,
                subject: *subject,
                reason: reason.clone(),
                policy: policy.clone(),
            }),
            RequestsEffect::Approve { request, version, completes } => {
                let verdict = if *completes { Verdict::Complete } else { Verdict::Approve };
                self.decisions.push(decision(*request, *version, verdict));
            }
            RequestsEffect::TakeBack { request, version } => {
                self.decisions.push(decision(*request, *version, Verdict::TakeBack));
            }
            RequestsEffect::Refuse { request, version, reason } => {
                self.decisions.push(decision(*request, *version, Verdict::Refuse { reason: reason.clone() }));
            }
        }
    }

    /// Writes them: after what requests are about.
    pub async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        store::requests::open_in(tx, &engine.keys, &self.requests, now_us).await?;
        store::requests::decide_in(tx, &engine.keys, &self.decisions, now_us).await
    }
}
