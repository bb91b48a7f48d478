//! A member's door: what is wrong, a lost phone, and what officers do about it.
//!
//! From a linked account a lost phone freezes at once: whoever holds the account may lock it.
//! From any other account it is a report, since a stranger could lock people out.

use domain::access::{Access, Deed, Door, Lock};
use domain::ids::MemberId;

use super::{moving, shared};
use crate::access::DoorForm;
use crate::access::facts::{AccessNeed, MoveStanding};
use crate::access::{AccessButton, AccessEffect, AccessReply, DoorCard, DoorEvent, FrozenBy, Linkage, Why};
use crate::base::lookup::{self, Found};
use crate::base::people::{MemberLink, PeopleNeed, Recipient, Salutation, Sharing};
use crate::base::step::{done, goto, reading, stay, with_effect};
use crate::base::touch::Resource;
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Step, both};
use domain::ids::PersonId;

/// Letters of somebody's own words.
pub(crate) const WORDS_MIN: usize = 3;
/// Letters of somebody's own words.
pub(crate) const WORDS_MAX: usize = 200;

/// Words as they are kept: on one line, neither too short nor too long.
pub(crate) fn own_words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (WORDS_MIN..=WORDS_MAX).contains(&words.chars().count()).then_some(words)
}

/// What is said before a frozen door.
pub(crate) fn closed() -> Step {
    done(AccessReply::Closed)
}

/// `/lapor`: what is wrong is asked, unless it was said.
pub(crate) fn report(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if says_lost(rest) { lost(facts, ctx) } else { Ok(done(AccessReply::WhatIsWrong)) }
}

/// Whether the rest of a report says that a phone is lost.
pub(crate) fn says_lost(rest: &str) -> bool {
    words::LOST.contains(&rest)
}

/// A button of this room.
pub(crate) fn press(state: &Dialogue, button: AccessButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        AccessButton::Report => Ok(done(AccessReply::WhatIsWrong)),
        AccessButton::NotMine => Ok(done(AccessReply::NotMine)),
        AccessButton::RealBot => Ok(done(AccessReply::RealBot)),
        AccessButton::LostPhone => lost(facts, ctx),
        AccessButton::OthersPhone => moving::begin(facts, ctx),
        AccessButton::Freeze { nonce } => match state {
            Dialogue::Door(form @ DoorForm::ConfirmFreeze { .. }) if form.nonce() == nonce => freeze_own(facts),
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        AccessButton::NotMyMove(member) => dispute(member, facts, ctx),
        AccessButton::Card(member) => of_member(member, facts, |link| Ok(done(AccessReply::Card(card(link, ctx))))),
        AccessButton::OfficerFreeze(member) => of_member(member, facts, |link| freeze(link, facts, ctx)),
        AccessButton::OfficerOpen(member) => of_member(member, facts, |link| Ok(ask_why(link, Why::Open, ctx))),
        AccessButton::OfficerMove(member) => of_member(member, facts, |link| Ok(ask_why(link, Why::Move, ctx))),
        AccessButton::OfficerCode(member) => of_member(member, facts, |link| moving::give_code(link, facts, ctx)),
        AccessButton::MoveNow { nonce } => match state {
            Dialogue::Door(DoorForm::ConfirmMove { nonce: shown, request }) if *shown == nonce => {
                moving::move_now(*request, facts, ctx)
            }
            _ => Ok(stay(state, HomeReply::StaleButton)),
        },
        AccessButton::Switch => Ok(shared::switch(facts)),
        AccessButton::WhoIs { slot } => Ok(shared::ask_pin(slot, state, facts)),
    }
}

/// A text while a form of this room is open.
pub(crate) fn text(form: &DoorForm, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match form {
        DoorForm::ConfirmFreeze { .. } => lost(facts, ctx),
        DoorForm::AskNumber { .. } => with_number(text, facts, ctx),
        DoorForm::ConfirmMove { request, .. } => moving::confirm_again(*request, facts, ctx),
        DoorForm::AskWhy { what, member, .. } => {
            of_member(*member, facts, |link| with_why(*what, text, link, facts, ctx))
        }
    }
}

pub(crate) fn lost(facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.person.members.is_empty() {
        return moving::begin(facts, ctx);
    }
    let nonce = ctx.nonce();
    let members = facts.person.members.iter().map(|linked| Salutation::from(&linked.member)).collect();
    Ok(goto(Dialogue::Door(DoorForm::ConfirmFreeze { nonce }), AccessReply::ConfirmFreeze { members, nonce }))
}

/// The phone is lost: nobody on it gets through any more.
fn freeze_own(facts: &Facts) -> Plan {
    let officers = officers(facts)?;
    let mut step = done(AccessReply::Frozen);
    for linked in facts.person.members.iter().filter(|linked| linked.door.lock == Lock::Open) {
        let event = event(linked.member.member_id, Deed::Lost, Some(facts.person.person_id));
        step.effects.push(set(Door { lock: Lock::Frozen, ..linked.door }, event));
        let account = if facts.person.shares() { Linkage::Shared } else { Linkage::Own };
        let (member_id, member) = (linked.member.member_id, Salutation::from(&linked.member));
        let card = DoorCard { member_id, member, access: Access::Frozen, account };
        step.effects.extend(tell(&officers, facts, &AccessReply::NewsFrozen { card, by: FrozenBy::Member }));
    }
    Ok(step)
}

/// The account before says that it did not move.
fn dispute(member: MemberId, facts: &Facts, ctx: &Ctx) -> Plan {
    let found = both(
        facts.access.last_move.ask(AccessNeed::LastMove(member)),
        facts.people.member.ask(PeopleNeed::MemberById(member)),
    );
    let ((moved, link), officers) = both(found, officers(facts))?;
    let (Some(moved), Some(link)) = (moved, link) else {
        return Ok(done(AccessReply::DisputeOver));
    };
    if moved.old != Some(facts.person.person_id) {
        return Ok(done(AccessReply::DisputeOver));
    }
    if moved.standing == MoveStanding::Disputed {
        return Ok(done(AccessReply::DisputeHeard));
    }
    let note = AccessEffect::Note(event(member, Deed::Disputed, moved.old));
    let mut step = with_effect(done(AccessReply::DisputeHeard), note);
    step.effects.extend(tell(&officers, facts, &AccessReply::NewsDisputed(card(link, ctx))));
    Ok(reading(step, Resource::Member(member)))
}

/// `/kunci`, alone or with a member number: a member's door, for officers whom the cooperative trusts with it.
pub(crate) fn start(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    if !may_keep_doors(facts) {
        Ok(done(HomeReply::NotYourRole))
    } else if rest.is_empty() {
        Ok(goto(Dialogue::Door(DoorForm::AskNumber { nonce }), AccessReply::AskNumber { nonce }))
    } else {
        with_number(rest, facts, ctx)
    }
}

fn with_number(typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if !may_keep_doors(facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    let (nonce, typed) = (ctx.nonce(), typed.trim());
    let pattern = facts.cooperative.settings.number_pattern.as_ref();
    let reply = match lookup::by_text(typed, pattern, &facts.people)? {
        Found::One(link) => return Ok(done(AccessReply::Card(card(link, ctx)))),
        Found::Unclear(unclear) => AccessReply::WhichMember { typed: typed.to_owned(), unclear, nonce },
        Found::Nobody => AccessReply::MemberUnknown { typed: typed.to_owned(), nonce },
    };
    Ok(goto(Dialogue::Door(DoorForm::AskNumber { nonce }), reply))
}

/// Whether the cooperative trusts this person with doors.
pub(crate) fn may_keep_doors(facts: &Facts) -> bool {
    facts.person.roles.iter().any(|role| facts.cooperative.door_roles.contains(role))
}

/// Looks a member up for an officer who may, and whose own membership it is not.
fn of_member(member: MemberId, facts: &Facts, decision: impl FnOnce(&MemberLink) -> Plan) -> Plan {
    if !may_keep_doors(facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    if facts.person.members.iter().any(|linked| linked.member.member_id == member) {
        return Ok(done(AccessReply::OwnDoor));
    }
    match facts.people.member.ask(PeopleNeed::MemberById(member))? {
        Some(link) => Ok(reading(decision(link)?, Resource::Member(member))),
        None => Ok(done(HomeReply::StaleButton)),
    }
}

/// A member's door as officers see it.
pub(crate) fn card(link: &MemberLink, ctx: &Ctx) -> DoorCard {
    DoorCard {
        member_id: link.member.member_id,
        member: Salutation::from(&link.member),
        access: link.door.access(ctx.now),
        account: match (link.account, link.sharing) {
            (None, _) => Linkage::None,
            (Some(_), Sharing::Alone) => Linkage::Own,
            (Some(_), Sharing::Shared) => Linkage::Shared,
        },
    }
}

fn freeze(link: &MemberLink, facts: &Facts, ctx: &Ctx) -> Plan {
    // A door that awaits a code is locked, too: then the code opens nothing.
    if link.door.lock == Lock::Frozen {
        return Ok(done(AccessReply::NothingToDo(card(link, ctx))));
    }
    let officers = officers(facts)?;
    let frozen = DoorCard { access: Access::Frozen, ..card(link, ctx) };
    let event = event(link.member.member_id, Deed::Frozen, link.account.map(|account| account.person_id));
    let effect = set(Door { lock: Lock::Frozen, ..link.door }, event);
    let mut step = with_effect(done(AccessReply::OfficerFroze(frozen.clone())), effect);
    step.effects.extend(tell(&officers, facts, &AccessReply::NewsFrozen { card: frozen, by: FrozenBy::Officer }));
    Ok(step)
}

pub(super) fn ask_why(link: &MemberLink, what: Why, ctx: &Ctx) -> Step {
    if what == Why::Open && link.door.lock != Lock::Frozen {
        return done(AccessReply::NothingToDo(card(link, ctx)));
    }
    let (nonce, member) = (ctx.nonce(), Salutation::from(&link.member));
    let form = DoorForm::AskWhy { nonce, what, member: link.member.member_id };
    goto(Dialogue::Door(form), AccessReply::AskWhy { what, member, nonce })
}

/// The reason once more.
pub(super) fn again_why(what: Why, member: MemberId, facts: &Facts, ctx: &Ctx) -> Plan {
    of_member(member, facts, |link| Ok(ask_why(link, what, ctx)))
}

fn with_why(what: Why, typed: &str, link: &MemberLink, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(words) = own_words(typed) else {
        let nonce = ctx.nonce();
        let form = DoorForm::AskWhy { nonce, what, member: link.member.member_id };
        return Ok(goto(Dialogue::Door(form), AccessReply::WordsLength { min: WORDS_MIN, max: WORDS_MAX, nonce }));
    };
    match what {
        Why::Open => open(link, words, facts, ctx),
        Why::Move => moving::ask(link, words, facts, ctx),
    }
}

fn open(link: &MemberLink, words: String, facts: &Facts, ctx: &Ctx) -> Plan {
    if link.door.lock != Lock::Frozen {
        return Ok(done(AccessReply::NothingToDo(card(link, ctx))));
    }
    let officers = officers(facts)?;
    let door = Door { lock: Lock::Open, ..link.door };
    let opened = DoorCard { access: door.access(ctx.now), ..card(link, ctx) };
    let event = DoorEvent {
        words: words.clone(),
        ..event(link.member.member_id, Deed::Opened, link.account.map(|account| account.person_id))
    };
    let mut step = with_effect(done(AccessReply::OfficerOpened(opened.clone())), set(door, event));
    if let Some(to) = link.account {
        let reply = AccessReply::OpenAgain(Salutation::from(&link.member)).into();
        step.effects.push(Effect::Tell { to, reply });
    }
    step.effects.extend(tell(&officers, facts, &AccessReply::NewsOpened { card: opened, words }));
    Ok(step)
}

/// What was done to a member's door while this account had it.
pub(crate) const fn event(member: MemberId, deed: Deed, old: Option<PersonId>) -> DoorEvent {
    DoorEvent { member, deed, old, new: old, words: String::new() }
}

pub(crate) fn set(door: Door, event: DoorEvent) -> Effect {
    AccessEffect::Set { door, event }.into()
}

/// The officers whom the cooperative trusts with doors.
pub(crate) fn officers(facts: &Facts) -> Result<Vec<Recipient>, Needs> {
    let need = PeopleNeed::Officers(facts.cooperative.door_roles.clone());
    Ok(facts.people.officers.ask(need)?.cloned().unwrap_or_default())
}

/// Tells all of them but the one who did it.
pub(crate) fn tell(officers: &[Recipient], facts: &Facts, reply: &AccessReply) -> Vec<Effect> {
    let others = officers.iter().filter(|officer| officer.person_id != facts.person.person_id);
    others.map(|to| Effect::Tell { to: *to, reply: reply.clone().into() }).collect()
}
