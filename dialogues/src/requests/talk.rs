//! What waits for officers, and their decisions.

use domain::ids::RequestId;
use domain::request::{Approval, ApprovalRejection, RequestStatus, TakeBackRejection};

use crate::base::said::FormWord;
use crate::base::step::{done, goto, reading, with_effect};
use crate::base::touch::Resource;
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Reply, Step, Task, TaskKind};
use crate::requests::facts::{RequestCard, RequestsNeed};
use crate::requests::{Deciding, RequestsButton, RequestsEffect, RequestsReply};

/// What waits for this officer, by kind.
pub(crate) fn waiting(facts: &Facts) -> Result<&[Task], Needs> {
    Ok(facts.requests.tasks.ask(RequestsNeed::Tasks)?.map_or(&[][..], Vec::as_slice))
}

/// The requests that this officer can decide now. Where none is left, what else waits is shown: "nothing waits" is said
/// when nothing does.
pub(crate) fn list(facts: &Facts, ctx: &Ctx, others: impl FnOnce(&[Task]) -> Plan) -> Plan {
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
    match mine.as_slice() {
        [] => {
            let rest: Vec<Task> = waiting(facts)?.iter().filter(|it| it.kind != TaskKind::Requests).copied().collect();
            if rest.is_empty() { nothing_waits(facts, ctx) } else { others(&rest) }
        }
        [card] => Ok(done(card_reply(card, ctx))),
        cards => Ok(done(RequestsReply::Tasks(
            cards.iter().map(|card| (card.request.request_id, card.subject.summary(ctx))).collect(),
        ))),
    }
}

/// Nothing waits for this officer; what they asked for themselves may wait for others.
pub(crate) fn nothing_waits(facts: &Facts, ctx: &Ctx) -> Plan {
    let own = facts.requests.own.ask(RequestsNeed::Own)?.map_or(&[][..], Vec::as_slice);
    let own: Vec<_> = own.iter().map(|card| (card.request.request_id, card.subject.summary(ctx))).collect();
    Ok(done(if own.is_empty() { RequestsReply::NoTasks } else { RequestsReply::OwnWait(own) }))
}

/// A button of this room that no list of the hub has to do with.
pub(crate) fn press(button: RequestsButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        RequestsButton::Task { request, .. } => show(request, facts, ctx),
        RequestsButton::Refuse(request) => refuse(request, facts, ctx),
        RequestsButton::TakeBack(request) => taking_back(request, facts, |card| {
            let subject = card.subject.summary(ctx);
            done(RequestsReply::AskTakeBack { request, subject })
        }),
        RequestsButton::ConfirmTakeBack(request) => taking_back(request, facts, |card| taken_back(card, ctx)),
        // What they list and carry out is the hub's.
        RequestsButton::Tasks | RequestsButton::Requests | RequestsButton::Approve(_) => {
            Ok(done(HomeReply::StaleButton))
        }
    }
}

/// Looks a request up for whoever made it.
fn taking_back(request: RequestId, facts: &Facts, decision: impl FnOnce(&RequestCard) -> Step) -> Plan {
    let late = || {
        if !facts.person.roles.is_empty() {
            return over(request, facts);
        }
        // Who decided is for officers to know.
        let ended = facts.requests.ended.ask(RequestsNeed::Ended(request))?;
        let before = ended.is_some_and(|ended| ended.status == RequestStatus::TakenBack);
        Ok(done(if before { RequestsReply::TakenBackBefore } else { RequestsReply::TakeBackLate }))
    };
    let Some(card) = facts.requests.request.ask(RequestsNeed::Request(request))? else { return late() };
    match card.request.taking_back(facts.person.person_id) {
        Ok(()) => Ok(reading(decision(card), Resource::Request(card.request.request_id))),
        Err(TakeBackRejection::Decided) => late(),
        Err(TakeBackRejection::NotYours) => Ok(done(HomeReply::StaleButton)),
    }
}

fn taken_back(card: &RequestCard, ctx: &Ctx) -> Step {
    let subject = card.subject.summary(ctx);
    let (request, version) = (card.request.request_id, card.request.version);
    let mut step =
        with_effect(done(RequestsReply::TakenBack { subject }), RequestsEffect::TakeBack { request, version });
    step.effects.extend(card.subject.forgotten(RequestStatus::TakenBack));
    step
}

/// One request with its buttons.
fn show(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    decide(request, facts, |card| {
        if card.request.made_by == facts.person.person_id {
            let subject = card.subject.summary(ctx);
            let reason = card.request.reason.clone();
            return Ok(done(RequestsReply::Own { request, subject, reason, missing: missing(card) }));
        }
        let may_decide = card.request.check(facts.person.person_id, &facts.person.roles);
        Ok(done(may_decide.map_or_else(|rejection| rejected(rejection, card), |()| card_reply(card, ctx).into())))
    })
}

/// This officer agrees; with the last approval the deed is done.
pub(crate) fn approve(request: RequestId, facts: &Facts, carry_out: impl FnOnce(&RequestCard) -> Plan) -> Plan {
    decide(request, facts, |card| match card.request.approval(facts.person.person_id, &facts.person.roles) {
        Err(rejection) => Ok(done(rejected(rejection, card))),
        Ok(Approval::AlreadyApproved) => Ok(done(RequestsReply::AlreadyApproved)),
        Ok(Approval::Counted { missing }) => {
            Ok(with_effect(done(RequestsReply::Approved { missing }), approval(card, Completes::No)))
        }
        Ok(Approval::Complete) => carry_out(card),
    })
}

/// This officer is about to refuse: the maker is owed a reason.
fn refuse(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    decide(request, facts, |card| {
        if let Err(rejection) = card.request.check(facts.person.person_id, &facts.person.roles) {
            return Ok(done(rejected(rejection, card)));
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
            return Ok(done(rejected(rejection, card)));
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
        step.effects.extend(card.subject.forgotten(RequestStatus::Refused));
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
        Some(card) if card.request.status == RequestStatus::Open => {
            Ok(reading(decision(card)?, Resource::Request(card.request.request_id)))
        }
        // Its card has lost its subject by then, or soon will: how it ended is what is left to tell.
        Some(_) | None => over(request, facts),
    }
}

/// A request that is over, and by whom.
fn over(request: RequestId, facts: &Facts) -> Plan {
    let ended = facts.requests.ended.ask(RequestsNeed::Ended(request))?;
    Ok(done(RequestsReply::Decided(ended.cloned())))
}

fn rejected(rejection: ApprovalRejection, card: &RequestCard) -> Reply {
    match rejection {
        ApprovalRejection::OwnRequest => RequestsReply::OwnRequest { request: card.request.request_id }.into(),
        ApprovalRejection::NotAllowed => HomeReply::NotYourRole.into(),
        ApprovalRejection::Decided => RequestsReply::Decided(None).into(),
    }
}

fn card_reply(card: &RequestCard, ctx: &Ctx) -> RequestsReply {
    RequestsReply::Request {
        request: card.request.request_id,
        subject: card.subject.summary(ctx),
        reason: card.request.reason.clone(),
        asked_by: card.subject.names_who_asks().then(|| card.asked_by.clone()),
        missing: missing(card),
    }
}

fn missing(card: &RequestCard) -> u8 {
    let given = u8::try_from(card.request.approved_by.len()).unwrap_or(u8::MAX);
    card.request.policy.needed.saturating_sub(given)
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
