//! What waits for officers, and their decisions.

use domain::ids::RequestId;
use domain::request::{Approval, ApprovalRejection};

use crate::base::said::FormWord;
use crate::base::step::{done, goto, reading, with_effect};
use crate::base::touch::Resource;
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Plan, Reply};
use crate::requests::facts::{RequestCard, RequestsNeed};
use crate::requests::{Deciding, RequestsEffect, RequestsReply};

/// The requests that this officer can decide now.
pub(crate) fn requests(facts: &Facts, ctx: &Ctx) -> Plan {
    let person = &facts.person;
    if person.roles.is_empty() {
        return Ok(done(HomeReply::NotYourRole));
    }
    let open = facts.requests.open.ask(RequestsNeed::Open)?.map_or(&[][..], Vec::as_slice);
    // The shell loads only these; what it loaded is no proof.
    let mine: Vec<&RequestCard> = open
        .iter()
        .filter(|card| card.request.check(person.person_id, &person.roles).is_ok())
        .filter(|card| !card.request.approved_by.contains(&person.person_id))
        .collect();
    Ok(done(match mine.as_slice() {
        [] => RequestsReply::NoTasks,
        [card] => card_reply(card, ctx),
        cards => RequestsReply::Tasks(
            cards.iter().map(|card| (card.request.request_id, card.subject.summary(ctx))).collect(),
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

/// This officer agrees; with the last approval the deed is done.
pub(crate) fn approve(request: RequestId, facts: &Facts, carry_out: impl FnOnce(&RequestCard) -> Plan) -> Plan {
    decide(request, facts, |card| match card.request.approval(facts.person.person_id, &facts.person.roles) {
        Err(rejection) => Ok(done(rejected(rejection))),
        Ok(Approval::AlreadyApproved) => Ok(done(RequestsReply::AlreadyApproved)),
        Ok(Approval::Counted { missing }) => {
            Ok(with_effect(done(RequestsReply::Approved { missing }), approval(card, Completes::No)))
        }
        Ok(Approval::Complete) => carry_out(card),
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
        Ok(goto(next, RequestsReply::AskReason { subject: card.subject.summary(ctx), nonce }))
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
            return Ok(goto(next, RequestsReply::ReasonLength { min, max, nonce }));
        };
        let subject = card.subject.summary(ctx);
        let refused = RequestsEffect::Refuse {
            request: card.request.request_id,
            version: card.request.version,
            reason: reason.clone(),
        };
        let reply = RequestsReply::MakerRefused { subject: subject.clone(), reason }.into();
        let mut step = with_effect(done(RequestsReply::Refused { subject }), refused);
        step.effects.extend(card.subject.refused());
        Ok(with_effect(step, Effect::Tell { to: card.maker, reply }))
    })
}

/// A word that stands on a button of this form; one step back is the request itself.
pub(crate) fn word(form: &Deciding, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let Deciding::AskReason { request, .. } = form;
    match said {
        FormWord::Again | FormWord::GoOn => Some(refuse(*request, facts, ctx)),
        FormWord::Back => Some(show(*request, facts, ctx)),
        FormWord::Change | FormWord::Yes | FormWord::Later | FormWord::Cancel => None,
    }
}

/// Looks the request up for an officer; one that is not known is told as one that is over.
fn decide(request: RequestId, facts: &Facts, decision: impl FnOnce(&RequestCard) -> Plan) -> Plan {
    if facts.person.roles.is_empty() {
        return Ok(done(HomeReply::NotYourRole));
    }
    match facts.requests.request.ask(RequestsNeed::Request(request))? {
        None => Ok(done(RequestsReply::Decided)),
        Some(card) => Ok(reading(decision(card)?, Resource::Request(card.request.request_id))),
    }
}

fn rejected(rejection: ApprovalRejection) -> Reply {
    match rejection {
        ApprovalRejection::OwnRequest => RequestsReply::OwnRequest.into(),
        ApprovalRejection::NotAllowed => HomeReply::NotYourRole.into(),
        ApprovalRejection::Decided => RequestsReply::Decided.into(),
    }
}

fn card_reply(card: &RequestCard, ctx: &Ctx) -> RequestsReply {
    let given = u8::try_from(card.request.approved_by.len()).unwrap_or(u8::MAX);
    RequestsReply::Request {
        request: card.request.request_id,
        subject: card.subject.summary(ctx),
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
    let (request, version) = (card.request.request_id, card.request.version);
    RequestsEffect::Approve { request, version, completes: completes == Completes::Yes }.into()
}
