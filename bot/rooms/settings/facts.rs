//! Settings, from rows to facts.

use dialogues::hub::Need;
use dialogues::settings::facts::{CHANGES_PER_SCREEN, ChangeCard, OfficerCard, OpenInvitation, SettingsNeed, Staff};
use domain::ids::CooperativeId;
use store::invitations::{Grant, Invitation};
use store::people::PersonKey;
use store::settings::Change;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::rooms::asks::Asks;

/// Answers what steps about settings want to know.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| (*need == SettingsNeed::Staff).then_some(()));
    let staff = staff_in(tx, engine, &cooperatives(&questions)).await?;
    questions.hand_out(cases, staff, |case, need, staff| case.facts.settings.staff.tell(need, Some(staff)));
    let questions = pick(cases, asked, |need| (*need == SettingsNeed::Changes).then_some(()));
    let limit = i64::try_from(CHANGES_PER_SCREEN).unwrap_or(i64::MAX);
    let changes = store::settings::changes_in(tx, &cooperatives(&questions), limit).await?;
    questions.hand_out(cases, changes, |case, need, changes| {
        case.facts.settings.changes.tell(need, Some(changes.into_iter().filter_map(change).collect()));
    });
    Ok(())
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&SettingsNeed) -> Option<T>) -> Asks<SettingsNeed, T> {
    fn of_room(need: &Need) -> Option<&SettingsNeed> {
        match need {
            Need::Settings(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

fn cooperatives(questions: &Asks<SettingsNeed, ()>) -> Vec<CooperativeId> {
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
