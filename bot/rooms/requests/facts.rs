//! Requests as their approvers see them, and what waits for an officer, from rows to facts: one statement for each kind
//! of subject.

use std::collections::HashMap;

use dialogues::access::facts::Reporter;
use dialogues::base::people::{Actor, Recipient, Salutation};
use dialogues::corrections::facts::WrittenJournal;
use dialogues::hub::{Need, SubjectCard, Task, TaskKind};
use dialogues::requests::facts::{Ended, REQUESTS_PER_SCREEN, RequestCard, RequestsNeed};
use domain::ids::{ApplicationId, CooperativeId, JournalId, MemberId};
use domain::request::{Request, RequestStatus, Subject};
use store::people::PersonKey;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::rooms::asks::Asks;
use crate::rooms::corrections::facts::written_in;
use crate::rooms::joining;
use crate::rooms::people::facts::{Links, links_in};

/// Answers one round of questions of this room.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    tasks_in(tx, cases, asked).await?;
    requests_in(tx, engine, cases, asked).await?;
    listed_in(tx, engine, cases, asked, RequestsNeed::Open).await?;
    listed_in(tx, engine, cases, asked, RequestsNeed::Own).await?;
    ended_in(tx, engine, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&RequestsNeed) -> Option<T>) -> Asks<RequestsNeed, T> {
    fn of_room(need: &Need) -> Option<&RequestsNeed> {
        match need {
            Need::Requests(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn tasks_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| matches!(need, RequestsNeed::Tasks).then_some(()));
    let found = store::tasks::count_in(tx, questions.people()).await?;
    questions.hand_out(cases, found, |case, need, found| case.facts.requests.tasks.tell(need, Some(tasks(&found))));
    Ok(())
}

/// The store's counts as facts.
pub fn tasks(found: &[store::tasks::Waiting]) -> Vec<Task> {
    found
        .iter()
        .filter_map(|task| {
            Some(Task {
                kind: match task.kind {
                    store::tasks::Kind::Requests => TaskKind::Requests,
                    store::tasks::Kind::Questions => TaskKind::Questions,
                },
                count: task.count,
                oldest: chrono::DateTime::from_timestamp_micros(task.oldest_us)?,
            })
        })
        .collect()
}

async fn requests_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        RequestsNeed::Request(request) => Some(*request),
        _ => None,
    });
    let found = store::requests::find_in(tx, &engine.keys, &questions.asked).await?;
    let present: Vec<(CooperativeId, Request)> = questions
        .asked
        .iter()
        .zip(&found)
        .filter_map(|((cooperative, _), request)| Some((*cooperative, request.clone()?)))
        .collect();
    let mut cards = cards_in(tx, engine, present).await?.into_iter();
    let answers: Vec<Option<RequestCard>> =
        found.iter().map(|request| request.as_ref().and_then(|_| cards.next().flatten())).collect();
    questions.hand_out(cases, answers, |case, need, card| case.facts.requests.request.tell(need, card));
    Ok(())
}

/// What an officer can decide, or what somebody asked for.
async fn listed_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
    which: RequestsNeed,
) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| (*need == which).then_some(()));
    let people: Vec<PersonKey> = questions.people().to_vec();
    let limit = i64::try_from(REQUESTS_PER_SCREEN).unwrap_or(i64::MAX);
    let lists = match which {
        RequestsNeed::Own => store::requests::list_own_in(tx, &engine.keys, &people, limit).await?,
        _ => store::requests::list_open_in(tx, &engine.keys, &people, limit).await?,
    };
    let counts: Vec<usize> = lists.iter().map(Vec::len).collect();
    let flat = people
        .iter()
        .zip(lists)
        .flat_map(|(person, list)| list.into_iter().map(|request| (person.cooperative_id, request)))
        .collect();
    let mut cards = cards_in(tx, engine, flat).await?.into_iter();
    let answers: Vec<Vec<RequestCard>> =
        counts.into_iter().map(|count| cards.by_ref().take(count).flatten().collect()).collect();
    questions.hand_out(cases, answers, |case, need, cards| match need {
        RequestsNeed::Own => case.facts.requests.own.tell(need, Some(cards)),
        _ => case.facts.requests.open.tell(need, Some(cards)),
    });
    Ok(())
}

/// How requests ended, and by whom.
async fn ended_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        RequestsNeed::Ended(request) => Some(*request),
        _ => None,
    });
    let found = store::requests::find_in(tx, &engine.keys, &questions.asked).await?;
    let mut answers = Vec::with_capacity(found.len());
    for ((cooperative_id, _), request) in questions.asked.iter().zip(found) {
        let Some(request) = request.filter(|request| request.status != RequestStatus::Open) else {
            answers.push(None);
            continue;
        };
        let by: Vec<PersonKey> = request
            .ended_by()
            .into_iter()
            .map(|person_id| PersonKey { cooperative_id: *cooperative_id, person_id })
            .collect();
        let by = store::people::load_in(tx, &by).await?.iter().map(actor).collect();
        answers.push(Some(Ended { status: request.status, by }));
    }
    questions.hand_out(cases, answers, |case, need, ended| case.facts.requests.ended.tell(need, ended));
    Ok(())
}

fn actor(person: &store::people::Person) -> Actor {
    Actor { member: person.the_only_member().map(Salutation::from), roles: person.roles.clone() }
}

/// Requests with what they are about and their makers; `None` where that is gone, which the store rules out.
async fn cards_in(
    tx: &mut Tx,
    engine: &Engine,
    requests: Vec<(CooperativeId, Request)>,
) -> Result<Vec<Option<RequestCard>>, StoreError> {
    let makers: Vec<PersonKey> = requests
        .iter()
        .map(|(cooperative_id, request)| PersonKey { cooperative_id: *cooperative_id, person_id: request.made_by })
        .collect();
    let makers = store::people::load_in(tx, &makers).await?;
    let subjects = subjects_in(tx, engine, &requests).await?;
    let card = |((cooperative, request), maker): ((CooperativeId, Request), store::people::Person)| {
        let subject = subjects.card(cooperative, &request, &maker)?;
        let asked_by = actor(&maker);
        let maker = Recipient { person_id: request.made_by, locale: maker.locale.unwrap_or_default() };
        Some(RequestCard { maker, asked_by, subject, request })
    };
    Ok(requests.into_iter().zip(makers).map(card).collect())
}

/// What a batch of requests is about.
struct Subjects {
    journals: HashMap<(CooperativeId, JournalId), WrittenJournal>,
    members: Links,
    applications: HashMap<(CooperativeId, ApplicationId), SubjectCard>,
}

impl Subjects {
    fn card(
        &self,
        cooperative: CooperativeId,
        request: &Request,
        maker: &store::people::Person,
    ) -> Option<SubjectCard> {
        let member = |id: MemberId| self.members.get(&(cooperative, id)).cloned();
        Some(match request.subject {
            Subject::Reversal(journal) => SubjectCard::Reversal(self.journals.get(&(cooperative, journal))?.clone()),
            Subject::Application(id) => self.applications.get(&(cooperative, id))?.clone(),
            Subject::Move(id) => SubjectCard::Move(member(id)?),
            Subject::Lost { member: id, .. } => {
                let reporter = if maker.links.is_empty() { Reporter::Free } else { Reporter::Taken };
                SubjectCard::Lost { link: member(id)?, reporter }
            }
            Subject::LostUnknown(_) => SubjectCard::LostUnknown,
        })
    }
}

/// One statement for each kind of subject.
async fn subjects_in(
    tx: &mut Tx,
    engine: &Engine,
    requests: &[(CooperativeId, Request)],
) -> Result<Subjects, StoreError> {
    let journals: Vec<(CooperativeId, JournalId)> = requests
        .iter()
        .filter_map(|(cooperative, request)| match request.subject {
            Subject::Reversal(journal) => Some((*cooperative, journal)),
            Subject::Application(_) | Subject::Move(_) | Subject::Lost { .. } | Subject::LostUnknown(_) => None,
        })
        .collect();
    let members: Vec<(CooperativeId, MemberId)> = requests
        .iter()
        .filter_map(|(cooperative, request)| match request.subject {
            Subject::Reversal(_) | Subject::Application(_) | Subject::LostUnknown(_) => None,
            Subject::Move(member) | Subject::Lost { member, .. } => Some((*cooperative, member)),
        })
        .collect();
    let applications: Vec<(CooperativeId, ApplicationId)> = requests
        .iter()
        .filter_map(|(cooperative, request)| match request.subject {
            Subject::Application(application) => Some((*cooperative, application)),
            Subject::Reversal(_) | Subject::Move(_) | Subject::Lost { .. } | Subject::LostUnknown(_) => None,
        })
        .collect();
    let applications = joining::facts::subjects_in(tx, engine, &applications).await?;
    let wanted: Vec<_> =
        journals.iter().map(|(cooperative, journal)| (*cooperative, store::journals::Wanted::Id(*journal))).collect();
    let written = written_in(tx, &wanted).await?;
    let journals = journals.into_iter().zip(written).filter_map(|(key, written)| Some((key, written?))).collect();
    Ok(Subjects { journals, members: links_in(tx, &members).await?, applications: applications.into_iter().collect() })
}
