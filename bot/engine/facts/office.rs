//! Answers about questions to the office and about groups.

use dialogues::facts::{Binding, GroupCode, Lookup, Need, QuestionCard, REQUESTS_PER_SCREEN, Reach, Recipient};
use domain::ids::CooperativeId;
use store::people::PersonKey;
use store::questions::{Found, Wanted};
use store::{StoreError, Tx};

use super::{Questions, lookup};
use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::engine::duties;

/// Answers one round of these questions.
pub(super) async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    asked_questions_in(tx, cases, asked).await?;
    duties_in(tx, cases, asked).await?;
    questions_in(tx, engine, cases, asked).await?;
    open_questions_in(tx, engine, cases, asked).await?;
    groups_in(tx, cases, asked).await?;
    codes_in(tx, engine, cases, asked).await
}

fn person(case: &Case) -> PersonKey {
    PersonKey { cooperative_id: case.cooperative_id, person_id: case.head.person }
}

async fn asked_questions_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| matches!(need, Need::AskedQuestions).then_some(()));
    let people: Vec<PersonKey> = questions.cases.iter().filter_map(|at| cases.get(*at)).map(person).collect();
    let counts = store::questions::count_asked_in(tx, &people).await?;
    questions.hand_out(cases, counts, |case, count| case.facts.asked_questions = Lookup::Found(count));
    Ok(())
}

async fn duties_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| matches!(need, Need::Duties).then_some(()));
    let people: Vec<PersonKey> = questions.cases.iter().filter_map(|at| cases.get(*at)).map(person).collect();
    let found = store::duties::count_in(tx, &people).await?;
    questions.hand_out(cases, found, |case, found| case.facts.duties = Lookup::Found(duties::facts_of(&found)));
    Ok(())
}

async fn questions_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Question(id) => Some(Wanted::Id(*id)),
        Need::QuestionByNumber(number) => Some(Wanted::Number(*number)),
        _ => None,
    });
    let found = store::questions::find_in(tx, &engine.keys, &questions.asked).await?;
    let present: Vec<(CooperativeId, Found)> = questions
        .asked
        .iter()
        .zip(&found)
        .filter_map(|((cooperative, _), found)| Some((*cooperative, found.clone()?)))
        .collect();
    let mut cards = cards_in(tx, present).await?.into_iter();
    let answers: Vec<Option<QuestionCard>> =
        found.iter().map(|found| found.as_ref().and_then(|_| cards.next())).collect();
    questions.hand_out(cases, answers, |case, card| case.facts.question = lookup(card));
    Ok(())
}

async fn open_questions_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| matches!(need, Need::OpenQuestions).then_some(()));
    let people: Vec<PersonKey> = questions.cases.iter().filter_map(|at| cases.get(*at)).map(person).collect();
    let limit = i64::try_from(REQUESTS_PER_SCREEN).unwrap_or(i64::MAX);
    let lists = store::questions::list_open_in(tx, &engine.keys, &people, limit).await?;
    let counts: Vec<usize> = lists.iter().map(Vec::len).collect();
    let flat = people
        .iter()
        .zip(lists)
        .flat_map(|(person, list)| list.into_iter().map(|found| (person.cooperative_id, found)))
        .collect();
    let mut cards = cards_in(tx, flat).await?.into_iter();
    let answers: Vec<Vec<QuestionCard>> =
        counts.into_iter().map(|count| cards.by_ref().take(count).collect()).collect();
    questions.hand_out(cases, answers, |case, cards| case.facts.open_questions = Lookup::Found(cards));
    Ok(())
}

/// Questions with whoever asked them.
async fn cards_in(tx: &mut Tx, questions: Vec<(CooperativeId, Found)>) -> Result<Vec<QuestionCard>, StoreError> {
    let askers: Vec<PersonKey> = questions
        .iter()
        .map(|(cooperative_id, found)| PersonKey {
            cooperative_id: *cooperative_id,
            person_id: found.question.asked_by,
        })
        .collect();
    let people = store::people::load_in(tx, &askers).await?;
    Ok(questions
        .into_iter()
        .zip(people)
        .map(|((_, found), person)| QuestionCard {
            asker: Recipient { person_id: found.question.asked_by, locale: person.locale.unwrap_or_default() },
            member: person.the_only_member().cloned(),
            reach: if found.reachable { Reach::Private } else { Reach::Unreachable },
            question: found.question,
        })
        .collect())
}

async fn groups_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| matches!(need, Need::Group).then_some(()));
    let groups: Vec<_> = questions
        .cases
        .iter()
        .filter_map(|at| cases.get(*at))
        .map(|case| (case.cooperative_id, case.head.chat))
        .collect();
    let found = store::groups::find_in(tx, &groups).await?;
    questions.hand_out(cases, found, |case, topic| case.facts.group = lookup(topic.map(|topic| Binding { topic })));
    Ok(())
}

async fn codes_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::GroupCode(code) => Some(code.clone()),
        _ => None,
    });
    let found = store::groups::find_codes_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, found, |case, code| case.facts.group_code = lookup(code.and_then(group_code)));
    Ok(())
}

fn group_code(code: store::groups::Code) -> Option<GroupCode> {
    Some(GroupCode {
        maker_roles: code.maker_roles,
        expires_at: chrono::DateTime::from_timestamp_micros(code.expires_at_us)?,
        used: code.used,
    })
}
