//! One example of everything around requests, whatever they ask for, and around what waits.

use domain::hours::DayPart;
use domain::ids::{JournalId, PersonId, RequestId};
use domain::locale::Locale;
use domain::request::{Request, RequestStatus, Subject};
use domain::role::Role;

use super::facts::{Ended, RequestCard};
use super::{Deciding, RequestsButton, TaskReply};
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

pub(crate) fn replies() -> Vec<TaskReply> {
    let mut replies = reversals();
    replies.extend(access::samples::tasks());
    replies.extend(joining::samples::tasks());
    let parts = [DayPart::Morning, DayPart::Noon, DayPart::Afternoon, DayPart::Evening];
    replies.extend(parts.map(|part| waiting(Some((part, Some(who()))), 1)));
    replies.extend([waiting(Some((DayPart::Morning, None)), 3), waiting(None, 0)]);
    replies
}

fn waiting(greeting: Option<(DayPart, Option<Salutation>)>, oldest_days: u32) -> TaskReply {
    let lines = vec![TaskLine { kind: TaskKind::Requests, count: 3 }, TaskLine { kind: TaskKind::Questions, count: 2 }];
    TaskReply::Waiting(TaskSummary { greeting, lines, oldest_days })
}

fn treasurer() -> Actor {
    Actor { member: None, roles: vec![Role::Treasurer] }
}

fn member() -> Actor {
    Actor { member: Some(who()), roles: vec![Role::Chair, Role::Supervisor] }
}

fn ended(status: RequestStatus, by: Vec<Actor>) -> TaskReply {
    TaskReply::Decided(Some(Ended { status, by }))
}

fn reversals() -> Vec<TaskReply> {
    let (nonce, request, reason) = (7, request_id(), "salah <jumlah>".to_owned());
    let subject = || TaskSubject::Reversal(JournalCard::from(&journal()));
    let opening = || TaskSubject::Reversal(opening());
    vec![
        TaskReply::Request {
            request,
            subject: subject(),
            reason: reason.clone(),
            asked_by: Some(treasurer()),
            missing: 1,
        },
        TaskReply::Request {
            request,
            subject: opening(),
            reason: reason.clone(),
            asked_by: Some(member()),
            missing: 2,
        },
        TaskReply::Tasks(vec![(request, subject()), (RequestId::from_u128(2), opening())]),
        TaskReply::NoTasks,
        TaskReply::OwnWait(vec![(request, subject()), (RequestId::from_u128(2), opening())]),
        TaskReply::Own { request, subject: subject(), reason: reason.clone(), missing: 1 },
        TaskReply::Decided(None),
        ended(RequestStatus::Approved, vec![treasurer(), member()]),
        ended(RequestStatus::Refused, vec![member()]),
        ended(RequestStatus::TakenBack, vec![Actor { member: None, roles: Vec::new() }]),
        TaskReply::OwnRequest { request },
        TaskReply::AskTakeBack { request, subject: subject() },
        TaskReply::TakenBack { subject: subject() },
        TaskReply::TakeBackLate,
        TaskReply::TakenBackBefore,
        TaskReply::Approved { missing: 1 },
        TaskReply::Approved { missing: 2 },
        TaskReply::AlreadyApproved,
        TaskReply::AskReason { subject: subject(), nonce },
        TaskReply::ReasonLength { min: 3, max: 200, nonce },
        TaskReply::Refused { subject: subject() },
        TaskReply::MakerRefused { subject: subject(), reason },
    ]
}
