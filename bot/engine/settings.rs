//! Settings: what their steps want to know, and what they write.

use dialogues::facts::{ChangeCard, Lookup, Need, OfficerCard, OpenInvitation, SettingsNeed, Staff};
use dialogues::settings::CHANGES_PER_SCREEN;
use dialogues::step::SettingsEffect;
use domain::ids::{CooperativeId, InvitationId};
use domain::invitation::Proof;
use domain::role::Role;
use domain::setting::Setting;
use store::invitations::{Grant, Invitation};
use store::people::PersonKey;
use store::settings::{Change, NewChange, Put};
use store::{StoreError, Tx};

use super::Engine;
use super::batch::Case;
use super::facts::Questions;

/// Answers what steps about settings want to know.
pub(super) async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    let questions = pick(cases, asked, SettingsNeed::Staff);
    let staff = staff_in(tx, engine, &cooperatives(&questions)).await?;
    questions.hand_out(cases, staff, |case, staff| case.facts.settings.staff = Lookup::Found(staff));
    let questions = pick(cases, asked, SettingsNeed::Changes);
    let limit = i64::try_from(CHANGES_PER_SCREEN).unwrap_or(i64::MAX);
    let changes = store::settings::changes_in(tx, &cooperatives(&questions), limit).await?;
    questions.hand_out(cases, changes, |case, changes| {
        case.facts.settings.changes = Lookup::Found(changes.into_iter().filter_map(change).collect());
    });
    Ok(())
}

fn pick(cases: &[Case], asked: &[Vec<Need>], wanted: SettingsNeed) -> Questions<()> {
    Questions::pick(cases, asked, |need| (*need == Need::Settings(wanted)).then_some(()))
}

fn cooperatives(questions: &Questions<()>) -> Vec<CooperativeId> {
    questions.asked.iter().map(|(cooperative, ())| *cooperative).collect()
}

fn change(change: Change) -> Option<ChangeCard> {
    Some(ChangeCard {
        setting: change.setting,
        role: change.role,
        at: chrono::DateTime::from_timestamp_micros(change.changed_at_us)?,
        old: change.old,
        new: change.new,
    })
}

async fn staff_in(tx: &mut Tx, engine: &Engine, cooperatives: &[CooperativeId]) -> Result<Vec<Staff>, StoreError> {
    let offices = store::people::offices_in(tx, cooperatives).await?;
    let keys: Vec<PersonKey> = cooperatives
        .iter()
        .zip(&offices)
        .flat_map(|(cooperative_id, offices)| {
            offices.iter().map(|(person_id, _)| PersonKey { cooperative_id: *cooperative_id, person_id: *person_id })
        })
        .collect();
    let mut people = store::people::load_in(tx, &keys).await?.into_iter();
    let invitations = store::invitations::offices_in(tx, cooperatives, engine.clock.now_us()).await?;
    let groups = store::groups::count_in(tx, cooperatives).await?;
    let staff = offices.into_iter().zip(invitations).zip(groups).map(|((offices, invitations), groups)| Staff {
        officers: offices
            .into_iter()
            .map(|(person_id, role)| {
                let person = people.next();
                let member = person.and_then(|person| person.the_only_member().cloned());
                OfficerCard { person_id, role, member }
            })
            .collect(),
        invitations: invitations.into_iter().filter_map(open).collect(),
        groups,
    });
    Ok(staff.collect())
}

fn open(invitation: Invitation) -> Option<OpenInvitation> {
    let Grant::Role(role) = invitation.grant else { return None };
    let expires_at = chrono::DateTime::from_timestamp_micros(invitation.expires_at_us)?;
    Some(OpenInvitation { invitation_id: invitation.invitation_id, role, expires_at })
}

/// Rows about settings of one batch.
#[derive(Default)]
pub(super) struct Rows {
    puts: Vec<Put>,
    invitations: Vec<(CooperativeId, (Invitation, String))>,
    revoked: Vec<(CooperativeId, InvitationId)>,
    changes: Vec<NewChange>,
}

impl Rows {
    /// Takes one effect of a case, the n-th of its step.
    pub(super) fn collect(&mut self, effect: &SettingsEffect, n: usize, case: &Case) {
        let cooperative_id = case.cooperative_id;
        let change = |setting, role: Role, old, new| NewChange {
            cause_key: format!("in:{}:{n}", case.head.arrival),
            by: case.person_key(),
            role,
            setting,
            old,
            new,
        };
        let office = |role: Role| role.as_str().to_owned();
        self.changes.push(match effect {
            SettingsEffect::Set { value, before, version, role } => {
                self.puts.push(Put { cooperative_id, value: value.clone(), version: *version });
                change(value.setting(), *role, before.text(), value.text())
            }
            SettingsEffect::Invite { invitation, office: to, code, expires_at, role } => {
                let row = Invitation {
                    invitation_id: *invitation,
                    grant: Grant::Role(*to),
                    proof: Proof::Code,
                    expires_at_us: expires_at.timestamp_micros(),
                    used_by: None,
                    made_by: Some(case.head.person),
                };
                self.invitations.push((cooperative_id, (row, code.clone())));
                change(Setting::Officers, *role, String::new(), office(*to))
            }
            SettingsEffect::Revoke { invitation, office: to, role } => {
                self.revoked.push((cooperative_id, *invitation));
                change(Setting::Officers, *role, office(*to), String::new())
            }
        });
    }

    pub(super) async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        store::settings::put_in(tx, &self.puts).await?;
        for (cooperative, invitation) in &self.invitations {
            store::invitations::add_in(tx, &engine.keys, *cooperative, std::slice::from_ref(invitation)).await?;
        }
        store::invitations::revoke_in(tx, &self.revoked, now_us).await?;
        store::settings::record_in(tx, &self.changes, now_us).await
    }
}
