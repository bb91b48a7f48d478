//! Joining: what its steps want to know, and what they write.

use dialogues::facts::{
    ApplicationCard, JoiningNeed, Lookup, MemberCard, Need, OwnApplication, Recipient, SubjectCard, Taken,
};
use dialogues::join::Whose;
use dialogues::step::{JoinEffect, NewApplication};
use domain::applicant::Details;
use domain::ids::{ApplicationId, CooperativeId, MemberId};
use store::admissions::Admission;
use store::applications::Application;
use store::people::PersonKey;
use store::{StoreError, Tx};

use super::Engine;
use super::batch::Case;
use super::facts::{Questions, lookup};
use crate::render;

/// Answers what steps around joining want to know.
pub(super) async fn answer_in(
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

/// The needs of one kind.
fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&JoiningNeed) -> Option<T>) -> Questions<T> {
    Questions::pick(cases, asked, |need| match need {
        Need::Joining(need) => pick(need),
        _ => None,
    })
}

async fn own_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| (*need == JoiningNeed::Own).then_some(()));
    let people: Vec<PersonKey> = questions.cases.iter().filter_map(|at| cases.get(*at).map(Case::person_key)).collect();
    let answers = store::applications::waiting_since_in(tx, &people).await?;
    questions.hand_out(cases, answers, |case, since_us| {
        let zone = case.facts.cooperative.zone;
        let sent_on = since_us.and_then(chrono::DateTime::from_timestamp_micros).map(|at| zone.day(at));
        case.facts.joining.own = lookup(sent_on.map(|sent_on| OwnApplication { sent_on }));
    });
    Ok(())
}

async fn taken_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        JoiningNeed::Taken { nik, phone } => Some((nik.clone(), phone.clone())),
        _ => None,
    });
    let answers = store::applications::taken_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, taken| {
        case.facts.joining.taken = Lookup::Found(Taken {
            nik_of_member: taken.nik_of_member,
            nik_of_application: taken.nik_of_application,
            phone_of_member: taken.phone_of_member,
        });
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
    questions.hand_out(cases, answers, |case, number| case.facts.joining.next_number = Lookup::Found(number));
    Ok(())
}

async fn terms_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        JoiningNeed::Terms(member) => Some(*member),
        _ => None,
    });
    let answers = store::applications::terms_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, terms| case.facts.joining.terms = lookup(terms));
    Ok(())
}

async fn cards_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        JoiningNeed::Card(number) => Some(number.clone()),
        _ => None,
    });
    let answers = store::register::cards_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, card| {
        case.facts.joining.card = lookup(card.map(|card| MemberCard {
            has_heir: card.details.as_ref().is_some_and(|details| details.heir.is_some()),
            payout: card.details.as_ref().and_then(|details| details.payout.clone()),
            nik: card.details.map(|details| details.nik),
            member: card.member,
            phone: card.phone,
            is_linked: card.is_linked,
        }));
    });
    Ok(())
}

/// Applications as their approvers see them.
pub(super) async fn subjects_in(
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

/// Rows around joining of one batch.
#[derive(Default)]
pub(super) struct Rows {
    applications: Vec<store::applications::NewApplication>,
    admissions: Vec<Admission>,
    forgotten: Vec<(CooperativeId, ApplicationId)>,
    fallen_back: Vec<(CooperativeId, MemberId)>,
    activated: Vec<(CooperativeId, MemberId, chrono::NaiveDate)>,
}

impl Rows {
    pub(super) fn collect(&mut self, effect: &JoinEffect, case: &Case, engine: &Engine) {
        let cooperative_id = case.cooperative_id;
        match effect {
            JoinEffect::Apply(application) => self.applications.push(application_row(application, case, engine)),
            JoinEffect::Admit { application, member, number, on } => self.admissions.push(Admission {
                cooperative_id,
                application_id: *application,
                member_id: *member,
                number: number.clone(),
                on: *on,
            }),
            JoinEffect::Forget { application } => self.forgotten.push((cooperative_id, *application)),
            JoinEffect::FallBack { member } => self.fallen_back.push((cooperative_id, *member)),
            JoinEffect::Activate { member, on } => self.activated.push((cooperative_id, *member, *on)),
            JoinEffect::SeeCard { member } => tracing::info!(
                cooperative.id = %cooperative_id, member.id = %member, officer.id = %case.head.person,
                "a member's card was seen"
            ),
        }
    }

    /// Before requests, which are about applications, and after postings, whose lock comes first.
    pub(super) async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        store::applications::add_in(tx, &engine.keys, &self.applications, now_us).await?;
        store::admissions::admit_in(tx, &engine.keys, &self.admissions, now_us).await?;
        store::admissions::forget_in(tx, &self.forgotten).await?;
        store::register::fall_back_in(tx, &self.fallen_back).await?;
        store::register::activate_in(tx, &self.activated).await
    }
}

fn application_row(application: &NewApplication, case: &Case, engine: &Engine) -> store::applications::NewApplication {
    let consent = application.consent;
    let text = render::consent(consent.version, consent.locale, &case.facts.cooperative.name);
    store::applications::NewApplication {
        cooperative_id: case.cooperative_id,
        application_id: application.application,
        person: (application.whose == Whose::Own).then_some(case.head.person),
        consent_version: consent.version,
        consent_locale: consent.locale,
        consent_hash: store::seal::content_hash(text.as_bytes()),
        terms: application.terms,
        name: application.name.clone(),
        address: application.address,
        phone: application.phone.clone(),
        details: Details {
            nik: application.nik.clone(),
            heir: application.heir.clone(),
            payout: application.payout.clone(),
        },
        personal_key: engine.keys.seed(&format!("personal-key:{}", case.head.arrival)),
    }
}
