//! What waits for officers, and their decisions.

use domain::ids::RequestId;
use domain::request::{Approval, ApprovalRejection};
use serde::{Deserialize, Serialize};

use crate::dialogue::Dialogue;
use crate::facts::{Facts, Recipient, Reporter, RequestCard, RequestsNeed, SubjectCard, Target};
use crate::plan::{Plan, done, goto, reading, with_effect};
use crate::reply::{DutyKind, DutySummary, Reply, TaskReply, TaskSubject};
use crate::step::{Ctx, Effect, JoinEffect, Resource};
use crate::words;
use crate::{answer, correct, join, moving};

/// An officer's decision that needs more than a tap. The request is looked up anew: others may decide it in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deciding {
    /// Waits for the reason of a refusal.
    AskReason {
        /// Of the screen.
        nonce: u64,
        /// The request that is about to be refused.
        request: RequestId,
    },
}

impl Deciding {
    pub(crate) const fn nonce(&self) -> u64 {
        match self {
            Self::AskReason { nonce, .. } => *nonce,
        }
    }
}

/// `/tugas`: what waits for this officer; of more than one kind, a choice.
pub(crate) fn list(facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    let duties = facts.requests.duties.ask(RequestsNeed::Duties)?.map_or(&[][..], Vec::as_slice);
    match duties {
        [] => Ok(done(TaskReply::NoTasks)),
        [only] => match only.kind {
            DutyKind::Requests => requests(facts, ctx),
            DutyKind::Questions => answer::list(0, facts),
        },
        several => Ok(done(Reply::Duties(DutySummary::of(several, ctx.today, facts.cooperative.zone)))),
    }
}

/// The requests that this officer can decide now.
pub(crate) fn requests(facts: &Facts, ctx: &Ctx) -> Plan {
    let person = &facts.person;
    if person.roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    let open = facts.requests.open.ask(RequestsNeed::Open)?.map_or(&[][..], Vec::as_slice);
    // The shell loads only these; what it loaded is no proof.
    let mine: Vec<&RequestCard> = open
        .iter()
        .filter(|card| card.request.check(person.person_id, &person.roles).is_ok())
        .filter(|card| !card.request.approved_by.contains(&person.person_id))
        .collect();
    Ok(done(match mine.as_slice() {
        [] => TaskReply::NoTasks,
        [card] => card_reply(card, ctx),
        cards => TaskReply::Tasks(
            cards.iter().map(|card| (card.request.request_id, TaskSubject::of(&card.subject, ctx))).collect(),
        ),
    }))
}

/// One request with its buttons.
pub(crate) fn show(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    decide(request, facts, |card| {
        let may_decide = card.request.check(facts.person.person_id, &facts.person.roles);
        Ok(done(may_decide.map_or_else(rejected, |()| card_reply(card, ctx).into())))
    })
}

/// This officer agrees.
pub(crate) fn approve(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    decide(request, facts, |card| match card.request.approval(facts.person.person_id, &facts.person.roles) {
        Err(rejection) => Ok(done(rejected(rejection))),
        Ok(Approval::AlreadyApproved) => Ok(done(TaskReply::AlreadyApproved)),
        Ok(Approval::Counted { missing }) => {
            Ok(with_effect(done(TaskReply::Approved { missing }), approval(card, Completes::No)))
        }
        Ok(Approval::Complete) => match &card.subject {
            SubjectCard::Reversal(journal) => correct::carry_out(card, journal, facts, ctx),
            SubjectCard::Move(link) => moving::carry_out(card, link, Target::Code(card.maker), facts, ctx),
            SubjectCard::Lost { link, reporter } => {
                let here = Recipient { person_id: facts.person.person_id, locale: ctx.locale };
                let target = match reporter {
                    Reporter::Free => Target::Account(card.maker),
                    Reporter::Taken => Target::Code(here),
                };
                moving::carry_out(card, link, target, facts, ctx)
            }
            SubjectCard::Application(application) => join::carry_out(card, application, facts, ctx),
        },
    })
}

/// This officer is about to refuse: the maker is owed a reason.
pub(crate) fn refuse(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    decide(request, facts, |card| {
        if let Err(rejection) = card.request.check(facts.person.person_id, &facts.person.roles) {
            return Ok(done(rejected(rejection)));
        }
        let nonce = ctx.nonce();
        let next = Dialogue::Deciding(Deciding::AskReason { nonce, request });
        Ok(goto(next, TaskReply::AskReason { subject: TaskSubject::of(&card.subject, ctx), nonce }))
    })
}

/// A text while a decision is open: the reason, with which the request is refused for good.
pub(crate) fn text(form: &Deciding, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let Deciding::AskReason { request, .. } = form;
    decide(*request, facts, |card| {
        if let Err(rejection) = card.request.check(facts.person.person_id, &facts.person.roles) {
            return Ok(done(rejected(rejection)));
        }
        let Some(reason) = words::reason(text) else {
            let nonce = ctx.nonce();
            let next = Dialogue::Deciding(Deciding::AskReason { nonce, request: *request });
            let (min, max) = words::REASON_CHARS;
            return Ok(goto(next, TaskReply::ReasonLength { min, max, nonce }));
        };
        let subject = TaskSubject::of(&card.subject, ctx);
        let refused =
            Effect::Refuse { request: card.request.request_id, version: card.request.version, reason: reason.clone() };
        let reply = TaskReply::MakerRefused { subject: subject.clone(), reason }.into();
        let mut step = with_effect(done(TaskReply::Refused { subject }), refused);
        if let SubjectCard::Application(application) = &card.subject {
            let forget = JoinEffect::Forget { application: application.application_id };
            step = with_effect(step, Effect::Join(forget));
        }
        Ok(with_effect(step, Effect::Tell { to: card.maker, reply }))
    })
}

/// Looks the request up for an officer; one that is not known is told as one that is over.
fn decide(request: RequestId, facts: &Facts, decision: impl FnOnce(&RequestCard) -> Plan) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(Reply::NotYourRole));
    }
    match facts.requests.request.ask(RequestsNeed::Request(request))? {
        None => Ok(done(TaskReply::Decided)),
        Some(card) => Ok(reading(decision(card)?, Resource::Request(card.request.request_id))),
    }
}

fn rejected(rejection: ApprovalRejection) -> Reply {
    match rejection {
        ApprovalRejection::OwnRequest => TaskReply::OwnRequest.into(),
        ApprovalRejection::NotAllowed => Reply::NotYourRole,
        ApprovalRejection::Decided => TaskReply::Decided.into(),
    }
}

fn card_reply(card: &RequestCard, ctx: &Ctx) -> TaskReply {
    let given = u8::try_from(card.request.approved_by.len()).unwrap_or(u8::MAX);
    TaskReply::Request {
        request: card.request.request_id,
        subject: TaskSubject::of(&card.subject, ctx),
        reason: card.request.reason.clone(),
        missing: card.request.policy.needed.saturating_sub(given),
    }
}

/// Whether an approval is the last one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Completes {
    /// The deed is done with it.
    Yes,
    /// Others are still needed.
    No,
}

/// This person's approval.
pub(crate) fn approval(card: &RequestCard, completes: Completes) -> Effect {
    Effect::Approve {
        request: card.request.request_id,
        version: card.request.version,
        completes: completes == Completes::Yes,
    }
}
