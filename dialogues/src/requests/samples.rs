//! One example of everything around requests, whatever they ask for, and around what waits.

use domain::hours::DayPart;
use domain::ids::{JournalId, PersonId, RequestId};
use domain::locale::Locale;
use domain::request::{Request, RequestStatus, Subject};
use domain::role::Role;

use super::facts::{Ended, RequestCard};
use super::{Deciding, RequestsButton, RequestsReply};
use crate::base::people::{Actor, Recipient, Salutation};
use crate::base::samples::{NONCE, request_id, who};
use crate::corrections::JournalCard;
use crate::corrections::samples::{journal, opening};
use crate::hub::{Dialogue, SubjectCard, TaskKind, TaskLine, TaskSubject, TaskSummary};
use crate::samples::cooperative;
use crate::{access, joining};

/// The treasurer's request to reverse S-1042.
pub fn request_card() -> RequestCard {
    RequestCard {
        request: Request {
            request_id: request_id(),
            subject: Subject::Reversal(JournalId::from_u128(1042)),
            made_by: PersonId(1),
            reason: "salah jumlah".to_owned(),
            policy: cooperative().reversal_policy,
            approved_by: Vec::new(),
            refused_by: None,
            status: RequestStatus::Open,
            version: 3,
        },
        subject: SubjectCard::Reversal(journal()),
        maker: Recipient { person_id: PersonId(1), locale: Locale::Id },
        asked_by: Actor { member: None, roles: vec![Role::Treasurer] },
    }
}

pub(crate) fn dialogues() -> Vec<Dialogue> {
    vec![Dialogue::Deciding(Deciding::AskReason { nonce: NONCE, request: request_id() })]
}

pub(crate) fn buttons() -> Vec<RequestsButton> {
    let request = request_id();
    vec![
        RequestsButton::Tasks,
        RequestsButton::Requests,
        RequestsButton::Task { request, ordinal: 1 },
        RequestsButton::Approve(request),
        RequestsButton::Refuse(request),
        RequestsButton::TakeBack(request),
        RequestsButton::ConfirmTakeBack(request),
    ]
}

pub(crate) fn replies() -> Vec<RequestsReply> {
    let mut replies = reversals();
    replies.extend(access::samples::tasks());
    replies.extend(joining::samples::tasks());
    let parts = [DayPart::Morning, DayPart::Noon, DayPart::Afternoon, DayPart::Evening];
    replies.extend(parts.map(|part| waiting(Some((part, Some(who()))), 1)));
    replies.extend([waiting(Some((DayPart::Morning, None)), 3), waiting(None, 0)]);
    replies
}

fn waiting(greeting: Option<(DayPart, Option<Salutation>)>, oldest_days: u32) -> RequestsReply {
    let lines = vec![TaskLine { kind: TaskKind::Requests, count: 3 }, TaskLine { kind: TaskKind::Questions, count: 2 }];
    RequestsReply::Waiting(TaskSummary { greeting, lines, oldest_days })
}

fn treasurer() -> Actor {
    Actor { member: None, roles: vec![Role::Treasurer] }
}

fn member() -> Actor {
    Actor { member: Some(who()), roles: vec![Role::Chair, Role::Supervisor] }
}

fn ended(status: RequestStatus, by: Vec<Actor>) -> RequestsReply {
    RequestsReply::Decided(Some(Ended { status, by }))
}

fn reversals() -> Vec<RequestsReply> {
    let (nonce, request, reason) = (7, request_id(), "salah <jumlah>".to_owned());
    let subject = || TaskSubject::Reversal(JournalCard::from(&journal()));
    let opening = || TaskSubject::Reversal(opening());
    vec![
        RequestsReply::Request {
            request,
            subject: subject(),
            reason: reason.clone(),
            asked_by: Some(treasurer()),
            missing: 1,
        },
        RequestsReply::Request {
            request,
            subject: opening(),
            reason: reason.clone(),
            asked_by: Some(member()),
            missing: 2,
        },
        RequestsReply::Tasks(vec![(request, subject()), (RequestId::from_u128(2), opening())]),
        RequestsReply::NoTasks,
        RequestsReply::OwnWait(vec![(request, subject()), (RequestId::from_u128(2), opening())]),
        RequestsReply::Own { request, subject: subject(), reason: reason.clone(), missing: 1 },
        RequestsReply::Decided(None),
        ended(RequestStatus::Approved, vec![treasurer(), member()]),
        ended(RequestStatus::Refused, vec![member()]),
        ended(RequestStatus::TakenBack, vec![Actor { member: None, roles: Vec::new() }]),
        RequestsReply::OwnRequest { request },
        RequestsReply::AskTakeBack { request, subject: subject() },
        RequestsReply::TakenBack { subject: subject() },
        RequestsReply::TakeBackLate,
        RequestsReply::TakenBackBefore,
        RequestsReply::Approved { missing: 1 },
        RequestsReply::Approved { missing: 2 },
        RequestsReply::AlreadyApproved,
        RequestsReply::AskReason { subject: subject(), nonce },
        RequestsReply::ReasonLength { min: 3, max: 200, nonce },
        RequestsReply::Refused { subject: subject() },
        RequestsReply::MakerRefused { subject: subject(), reason },
    ]
}
