//! What is decided around joining, as rows.

use dialogues::joining::{JoiningEffect, NewApplication, Whose};
use domain::applicant::Details;
use domain::ids::{ApplicationId, CooperativeId, MemberId};
use domain::request::RequestStatus;
use store::admissions::Admission;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::render;

/// Rows around joining of one batch.
#[derive(Default)]
pub struct Rows {
    applications: Vec<store::applications::NewApplication>,
    admissions: Vec<Admission>,
    forgotten: Vec<(CooperativeId, ApplicationId, RequestStatus)>,
    fallen_back: Vec<(CooperativeId, MemberId)>,
    activated: Vec<(CooperativeId, MemberId, chrono::NaiveDate)>,
}

impl Rows {
    /// Takes one effect of a case.
    pub fn collect(&mut self, effect: &JoiningEffect, case: &Case, engine: &Engine) {
        let cooperative_id = case.cooperative_id;
        match effect {
            JoiningEffect::Apply(application) => self.applications.push(application_row(application, case, engine)),
            JoiningEffect::Admit { application, member, number, on } => self.admissions.push(Admission {
                cooperative_id,
                application_id: *application,
                member_id: *member,
                number: number.clone(),
                on: *on,
            }),
            JoiningEffect::Forget { application, status } => {
                self.forgotten.push((cooperative_id, *application, *status));
            }
            JoiningEffect::FallBack { member } => self.fallen_back.push((cooperative_id, *member)),
            JoiningEffect::Activate { member, on } => self.activated.push((cooperative_id, *member, *on)),
            JoiningEffect::SeeCard { member } => tracing::info!(
                cooperative.id = %cooperative_id, member.id = %member, officer.id = %case.head.person,
                "a member's card was seen"
            ),
        }
    }

    /// Before requests, which are about applications, and after postings, whose lock comes first.
    pub async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
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
