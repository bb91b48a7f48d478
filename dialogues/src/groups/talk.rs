//! In a group: others read along. General answers, a way to the private chat, and never a figure or a name.

use chrono::TimeDelta;
use domain::invitation::{self, Typed};
use domain::role::Role;

use crate::base::people::{PeopleNeed, Recipient};
use crate::base::step::silence;
use crate::base::step::{done, with_effect};
use crate::groups::facts::{Binding, GroupCode, GroupsNeed};
use crate::groups::{GroupsEffect, GroupsReply};
use crate::home::HomeReply;
use crate::hub::{Command, Ctx, Effect, Facts, GroupEvent, Input, Needs, Plan, Step, both};
use crate::questions;
use crate::questions::{Draft, QuestionRef};

/// How long a code binds a group, in hours.
const CODE_HOURS: i64 = 24;

/// What happens in a group. Dialogues are never kept open here.
pub(crate) fn plan(input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    match input {
        Input::Group(event) => happened(event, facts),
        Input::Start { payload: Some(code) }
        | Input::Command { command: Command::Bind | Command::Start, rest: code }
            if !code.is_empty() && code != "menu" =>
        {
            bind(code, facts, ctx)
        }
        Input::Start { .. } | Input::Command { .. } | Input::Press(_) | Input::UnknownButton => match bound(facts)? {
            None => Ok(done(GroupsReply::NotBound)),
            Some(_) => in_bound(input, facts, ctx),
        },
        Input::Text(_) | Input::Quoted { .. } | Input::Contact { .. } | Input::Unsupported | Input::Captioned(_) => {
            Ok(silence())
        }
    }
}

fn in_bound(input: &Input, facts: &Facts, ctx: &Ctx) -> Plan {
    match input {
        Input::Command { command: Command::Ask, rest } => question(rest, facts, ctx),
        Input::Command { command: Command::Help, .. } => Ok(done(GroupsReply::Help)),
        Input::Command { command: Command::Bind, .. } => Ok(done(GroupsReply::Bound)),
        Input::UnknownButton => Ok(silence()),
        Input::Start { .. }
        | Input::Command { .. }
        | Input::Press(_)
        | Input::Text(_)
        | Input::Quoted { .. }
        | Input::Group(_)
        | Input::Contact { .. }
        | Input::Unsupported
        | Input::Captioned(_) => Ok(done(HomeReply::PrivatePlease)),
    }
}

/// `/hubungkan` in private: a code, for those who may bind.
pub(crate) fn offer(facts: &Facts, ctx: &Ctx) -> Step {
    if !may_bind(&facts.person.roles, facts) {
        return done(HomeReply::NotYourRole);
    }
    let code = ctx.code();
    let expires_at = ctx.now.checked_add_signed(TimeDelta::hours(CODE_HOURS)).unwrap_or(ctx.now);
    let kept = Effect::Groups(GroupsEffect::Offer { code: code.clone(), expires_at });
    with_effect(done(GroupsReply::Offer { code }), kept)
}

fn may_bind(roles: &[Role], facts: &Facts) -> bool {
    roles.iter().any(|role| facts.cooperative.group_roles.contains(role))
}

fn bound(facts: &Facts) -> Result<Option<&Binding>, Needs> {
    Ok(facts.groups.binding.ask(GroupsNeed::Binding)?)
}

/// The code is the authority, whoever types it: an anonymous admin is nobody in particular.
fn bind(typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(code) = parse_code(typed) else { return Ok(done(GroupsReply::CodeUnknown)) };
    let (found, group) =
        both(facts.groups.code.ask(GroupsNeed::Code(code.clone())), facts.groups.binding.ask(GroupsNeed::Binding))?;
    Ok(match (found, group) {
        (None, _) => done(GroupsReply::CodeUnknown),
        (Some(found), _) if is_good(found, facts, ctx) => {
            with_effect(done(GroupsReply::Bound), Effect::Groups(GroupsEffect::Bind { code }))
        }
        // The link is followed twice, or the code typed after it: what it should bring about is so.
        (Some(found), Some(_)) if found.used => done(GroupsReply::Bound),
        (Some(_), _) => done(GroupsReply::CodeSpent),
    })
}

/// A code as it was made, if it can be one; a link carries no more. Those of today are typed as people like.
fn parse_code(typed: &str) -> Option<String> {
    if let Some(Typed::Code(code)) = invitation::read(typed) {
        return Some(code);
    }
    let fits = (6..=64).contains(&typed.len());
    let plain = typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (fits && plain).then(|| typed.to_owned())
}

fn is_good(code: &GroupCode, facts: &Facts, ctx: &Ctx) -> bool {
    !code.used && code.expires_at > ctx.now && may_bind(&code.maker_roles, facts)
}

/// The question goes to the office; nothing of it is repeated here.
fn question(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if rest.trim().is_empty() {
        return Ok(done(GroupsReply::HowToAsk));
    }
    Ok(match questions::draft(rest, None, facts, ctx)? {
        Draft::Length => done(GroupsReply::HowToAsk),
        Draft::TooMany => done(GroupsReply::TooMany),
        Draft::Nobody => done(GroupsReply::NobodyToAsk),
        Draft::Sent { effects, .. } => {
            let mut step = done(GroupsReply::QuestionTaken { number: QuestionRef::Asked });
            step.effects = effects;
            step
        }
    })
}

fn happened(event: &GroupEvent, facts: &Facts) -> Plan {
    match event {
        GroupEvent::Added => Ok(done(GroupsReply::Greeting)),
        GroupEvent::AskedByNobody => {
            Ok(done(if bound(facts)?.is_some() { GroupsReply::AskAsYourself } else { GroupsReply::NotBound }))
        }
        GroupEvent::MovedTo(chat) => Ok(with_effect(silence(), Effect::Groups(GroupsEffect::MoveTo(*chat)))),
        GroupEvent::MovedFrom(chat) => Ok(with_effect(silence(), Effect::Groups(GroupsEffect::MoveFrom(*chat)))),
        GroupEvent::Removed { title } => {
            let mut step = with_effect(silence(), Effect::Groups(GroupsEffect::Leave));
            if bound(facts)?.is_some() {
                let need = PeopleNeed::Officers(facts.cooperative.group_roles.clone());
                let officers = facts.people.officers.ask(need)?.map_or(&[][..], Vec::as_slice);
                let tell =
                    |to: &Recipient| Effect::Tell { to: *to, reply: GroupsReply::Left { title: title.clone() }.into() };
                step.effects.extend(officers.iter().map(tell));
            }
            Ok(step)
        }
    }
}
