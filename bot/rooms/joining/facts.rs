//! Joining, from rows to facts.

use dialogues::base::people::Recipient;
use dialogues::hub::{Need, SubjectCard};
use dialogues::joining::Whose;
use dialogues::joining::facts::{ApplicationCard, JoiningNeed, MemberCard, OwnApplication, Taken};
use domain::ids::{ApplicationId, CooperativeId, RequestId};
use store::applications::Application;
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
    own_in(tx, cases, asked).await?;
    taken_in(tx, engine, cases, asked).await?;
    numbers_in(tx, cases, asked).await?;
    terms_in(tx, cases, asked).await?;
    cards_in(tx, engine, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&JoiningNeed) -> Option<T>) -> Asks<JoiningNeed, T> {
    fn of_room(need: &Need) -> Option<&JoiningNeed> {
        match need {
            Need::Joining(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn own_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| (*need == JoiningNeed::Own).then_some(()));
    let answers = store::applications::waiting_since_in(tx, questions.people()).await?;
    questions.hand_out(cases, answers, |case, need, waiting| {
        let zone = case.facts.cooperative.zone;
        let own = waiting.and_then(|(application, since_us)| {
            let sent_on = zone.day(chrono::DateTime::from_timestamp_micros(since_us)?);
            // An application has the id of its request.
            Some(OwnApplication { request: RequestId::from_u128(application.as_u128()), sent_on })
        });
        case.facts.joining.own.tell(need, own);
    });
    Ok(())
}

async fn taken_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        JoiningNeed::Taken { nik, phone } => Some((nik.clone(), phone.clone())),
        _ => None,
    });
    let answers = store::applications::taken_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, taken| {
        let taken = Taken {
            nik_of_member: taken.nik_of_member,
            nik_of_application: taken.nik_of_application,
            phone_of_member: taken.phone_of_member,
        };
        case.facts.joining.taken.tell(need, Some(taken));
    });
    Ok(())
}

async fn numbers_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| (*need == JoiningNeed::NextNumber).then_some(()));
    let mut answers = Vec::with_capacity(questions.asked.len());
    // One approval in a batch for each cooperative: its step writes the register.
    for (cooperative, ()) in &questions.asked {
        answers.push(store::register::next_number_in(tx, *cooperative).await?);
    }
    questions.hand_out(cases, answers, |case, need, number| case.facts.joining.next_number.tell(need, Some(number)));
    Ok(())
}

async fn terms_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        JoiningNeed::Terms(member) => Some(*member),
        _ => None,
    });
    let answers = store::applications::terms_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, terms| case.facts.joining.terms.tell(need, terms));
    Ok(())
}

async fn cards_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        JoiningNeed::Card(number) => Some(number.clone()),
        _ => None,
    });
    let answers = store::register::cards_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, card| {
        let card = card.map(|card| MemberCard {
            has_heir: card.details.as_ref().is_some_and(|details| details.heir.is_some()),
            payout: card.details.as_ref().and_then(|details| details.payout.clone()),
            nik: card.details.map(|details| details.nik),
            member: card.member,
            phone: card.phone,
            is_linked: card.is_linked,
        });
        case.facts.joining.card.tell(need, card);
    });
    Ok(())
}

/// Applications as their approvers see them.
pub async fn subjects_in(
    tx: &mut Tx,
    engine: &Engine,
    wanted: &[(CooperativeId, ApplicationId)],
) -> Result<Vec<((CooperativeId, ApplicationId), SubjectCard)>, StoreError> {
    let found = store::applications::find_open_in(tx, &engine.keys, wanted).await?;
    let today = engine.clock.now().date_naive();
    let card = |((cooperative, id), application): (&(CooperativeId, ApplicationId), Option<Application>)| {
        let card = SubjectCard::Application(application_card(application?, today));
        Some(((*cooperative, *id), card))
    };
    Ok(wanted.iter().zip(found).filter_map(card).collect())
}

fn application_card(application: Application, today: chrono::NaiveDate) -> ApplicationCard {
    let recipient = |(person_id, locale): (_, Option<_>)| Recipient { person_id, locale: locale.unwrap_or_default() };
    ApplicationCard {
        application_id: application.application_id,
        whose: if application.applicant.is_some() { Whose::Own } else { Whose::Others },
        doubts: application.details.nik.doubts(application.address, today),
        has_heir: application.details.heir.is_some(),
        payout: application.details.payout,
        nik: application.details.nik,
        name: application.name,
        address: application.address,
        phone: application.phone,
        terms: application.terms,
        applicant: application.applicant.map(recipient),
    }
}
