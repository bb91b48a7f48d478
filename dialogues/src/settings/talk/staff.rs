//! Officers: who holds which office, and one-time invitations to one.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::ids::{InvitationId, PersonId};
use domain::role::Role;
use domain::setting::{Setting, Value};

use super::{ask, ask_of_staff, others, role_of};
use crate::base::step::done;
use crate::base::touch::Resource;
use crate::home::HomeReply;
use crate::hub::{Ctx, Facts, Needs, Plan, both};
use crate::settings::facts::{OpenInvitation, SettingsNeed, Staff};
use crate::settings::{Note, SettingsEffect, SettingsProblem, SettingsReply, StaffNews, Walk};

/// How long an invitation to an office is good, in hours.
const GOOD_HOURS: i64 = 24;

/// Invitations to offices that may be open at once: each has a button.
pub(crate) const OPEN_MAX: usize = 5;

/// What is known of the staff.
pub(super) fn staff(facts: &Facts) -> Result<Staff, Needs> {
    let staff = facts.settings.staff.ask(SettingsNeed::Staff)?;
    Ok(staff.cloned().unwrap_or(Staff { officers: Vec::new(), invitations: Vec::new(), groups: 0 }))
}

/// Nobody would be accepted any more if more officers had to agree than there are.
pub(super) fn too_few(value: &Value, facts: &Facts) -> Result<Option<SettingsProblem>, Needs> {
    let Value::Approvals(needed) = value else { return Ok(None) };
    let roles = &facts.cooperative.joining.policy.roles;
    let staff = staff(facts)?;
    let approvers = staff.officers.iter().filter(|officer| roles.contains(&officer.role));
    let people: BTreeSet<PersonId> = approvers.map(|officer| officer.person_id).collect();
    let can = u8::try_from(people.len()).unwrap_or(u8::MAX);
    Ok((*needed > can.max(1)).then_some(SettingsProblem::TooFewOfficers { can }))
}

/// A link that gives this office, once; every other officer hears of it.
pub(super) fn invite(office: Role, walk: Walk, nonce: u64, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(role) = role_of(facts) else { return Ok(done(HomeReply::NotYourRole)) };
    let (mut staff, others) = both(staff(facts), others(role, facts))?;
    if staff.invitations.len() >= OPEN_MAX {
        return ask(Setting::Officers, walk, Some(Note::TooManyOpen), nonce, facts, ctx);
    }
    let (code, invitation) = (ctx.code(), ctx.invitation_id());
    let expires_at = ctx.now.checked_add_signed(TimeDelta::hours(GOOD_HOURS)).unwrap_or(ctx.now);
    staff.invitations.push(OpenInvitation { invitation_id: invitation, role: office, expires_at });
    let mut step = ask_of_staff(Setting::Officers, &staff, walk, None, nonce, &ctx.beside_code());
    step.replies.insert(0, SettingsReply::Invited { office, code: code.clone(), expires_at }.into());
    step.effects.push(SettingsEffect::Invite { invitation, office, code, expires_at, role }.into());
    step.effects.extend(others.tell(&StaffNews::Invited(office).into()));
    Ok(step)
}

/// An unused invitation is worthless from now on.
pub(super) fn revoke(invitation: InvitationId, walk: Walk, nonce: u64, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(role) = role_of(facts) else { return Ok(done(HomeReply::NotYourRole)) };
    let mut staff = staff(facts)?;
    let Some(open) = staff.invitations.iter().find(|open| open.invitation_id == invitation).copied() else {
        return ask(Setting::Officers, walk, Some(Note::InvitationGone), nonce, facts, ctx);
    };
    let others = others(role, facts)?;
    staff.invitations.retain(|other| other.invitation_id != invitation);
    let note = Some(Note::Revoked(open.role));
    let mut step = ask_of_staff(Setting::Officers, &staff, walk, note, nonce, ctx);
    step.reads.push(Resource::Invitation(invitation));
    step.effects.push(SettingsEffect::Revoke { invitation, office: open.role, role }.into());
    step.effects.extend(others.tell(&StaffNews::Revoked(open.role).into()));
    Ok(step)
}
