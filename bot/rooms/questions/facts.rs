//! Questions to the office, from rows to facts.

use dialogues::base::people::Recipient;
use dialogues::hub::Need;
use dialogues::questions::facts::{QuestionCard, QuestionsNeed, Reach};
use dialogues::requests::facts::REQUESTS_PER_SCREEN;
use domain::ids::CooperativeId;
use store::people::PersonKey;
use store::questions::{Found, Wanted};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::rooms::asks::Asks;

/// Answers one round of questions of this room.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    asked_questions_in(tx, cases, asked).await?;
    questions_in(tx, engine, cases, asked).await?;
    open_questions_in(tx, engine, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&QuestionsNeed) -> Option<T>) -> Asks<QuestionsNeed, T> {
    fn of_room(need: &Need) -> Option<&QuestionsNeed> {
        match need {
            Need::Questions(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn asked_questions_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| matches!(need, QuestionsNeed::Asked).then_some(()));
    let counts = store::questions::count_asked_in(tx, questions.people()).await?;
    questions.hand_out(cases, counts, |case, need, count| case.facts.questions.asked.tell(need, Some(count)));
    Ok(())
}

async fn questions_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        QuestionsNeed::Question(id) => Some(Wanted::Id(*id)),
        QuestionsNeed::QuestionByNumber(number) => Some(Wanted::Number(*number)),
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
    questions.hand_out(cases, answers, |case, need, card| case.facts.questions.question.tell(need, card));
    Ok(())
}

async fn open_questions_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| matches!(need, QuestionsNeed::Open).then_some(()));
    let people = questions.people().to_vec();
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
    questions.hand_out(cases, answers, |case, need, cards| case.facts.questions.open.tell(need, Some(cards)));
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
