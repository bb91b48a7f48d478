//! A member's door: what is wrong, a lost phone, and what officers do about it.
//!
//! From a linked account a lost phone freezes at once: whoever holds the account may lock it.
//! From any other account it is a report, since a stranger could lock people out.

use domain::access::{Access, Deed, Door, Lock};
use domain::ids::MemberId;
use serde::{Deserialize, Serialize};

use crate::button::{Button, QuestionButton};
use crate::button_door::DoorButton;
use crate::command::Command;
use crate::dialogue::Dialogue;
use crate::door_effect::{DoorEffect, DoorEvent};
use crate::facts::{AccessNeed, Facts, MemberLink, MoveStanding, Needs, PeopleNeed, Recipient, Sharing, both};
use crate::input::Input;
use crate::plan::{Plan, done, goto, reading, stay, with_effect};
use crate::reply::{DoorCard, DoorReply, FrozenBy, Linkage, Reply, Salutation, Why};
use crate::step::{Ctx, Effect, Resource, Step};
use crate::{moving, words};

/// What we wait for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorForm {
    /// The last word before the door is frozen.
    ConfirmFreeze {
        /// Of the screen.
        nonce: u64,
    },
    /// A member number, from an officer.
    AskNumber {
        /// Of the screen.
        nonce: u64,
    },
    /// The reason, from an officer.
    AskWhy {
        /// Of the screen.
        nonce: u64,
        /// What of.
        what: Why,
        /// Whose door.
        member: MemberId,
    },
}

impl DoorForm {
    const fn nonce(&self) -> u64 {
        match self {
            Self::ConfirmFreeze { nonce } | Self::AskNumber { nonce } | Self::AskWhy { nonce, .. } => *nonce,
        }
    }
}

/// Letters of somebody's own words.
pub(crate) const WORDS_MIN: usize = 3;
/// Letters of somebody's own words.
pub(crate) const WORDS_MAX: usize = 200;

/// Words as they are kept: on one line, neither too short nor too long.
pub(crate) fn own_words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (WORDS_MIN..=WORDS_MAX).contains(&words.chars().count()).then_some(words)
}

/// Whether this is answered before a frozen door, too: nothing in it is personal.
pub(crate) fn passes(input: &Input) -> bool {
    match input {
        // A lost phone's report names the members whose it is, and their doors are closed already.
        Input::Command { command: Command::Report, rest } => !says_lost(rest),
        Input::Command { command, .. } => matches!(command, Command::Language | Command::Ask | Command::Cancel),
        Input::Press(button) => matches!(
            button,
            Button::Language
                | Button::SetLanguage(_)
                | Button::AskOffice
                | Button::Question(QuestionButton::Send { .. } | QuestionButton::Change { .. })
                | Button::Door(DoorButton::Report | DoorButton::NotMine | DoorButton::RealBot)
        ),
        Input::Start { .. }
        | Input::Text(_)
        | Input::Quoted { .. }
        | Input::Group(_)
        | Input::Contact { .. }
        | Input::UnknownButton
        | Input::Unsupported => false,
    }
}

/// What is said before a frozen door.
pub(crate) fn closed() -> Step<Dialogue> {
    done(DoorReply::Closed)
}

/// `/lapor`: what is wrong is asked, unless it was said.
pub(crate) fn report(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if says_lost(rest) { lost(facts, ctx) } else { Ok(done(DoorReply::WhatIsWrong)) }
}

fn says_lost(rest: &str) -> bool {
    words::LOST.contains(&rest)
}

/// A button of this room.
pub(crate) fn press(state: &Dialogue, button: DoorButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match button {
        DoorButton::Report => Ok(done(DoorReply::WhatIsWrong)),
        DoorButton::NotMine => Ok(done(DoorReply::NotMine)),
        DoorButton::RealBot => Ok(done(DoorReply::RealBot)),
        DoorButton::LostPhone => lost(facts, ctx),
        DoorButton::OthersPhone => moving::begin(facts, ctx),
        DoorButton::Freeze { nonce } => match state {
            Dialogue::Door(form @ DoorForm::ConfirmFreeze { .. }) if form.nonce() == nonce => freeze_own(facts),
            _ => Ok(stay(state, Reply::StaleButton)),
        },
        DoorButton::NotMyMove(member) => dispute(member, facts, ctx),
        DoorButton::Card(member) => of_member(member, facts, |link| Ok(done(DoorReply::Card(card(link, ctx))))),
        DoorButton::OfficerFreeze(member) => of_member(member, facts, |link| freeze(link, facts, ctx)),
        DoorButton::OfficerOpen(member) => of_member(member, facts, |link| Ok(ask_why(link, Why::Open, ctx))),
        DoorButton::OfficerMove(member) => of_member(member, facts, |link| Ok(ask_why(link, Why::Move, ctx))),
        DoorButton::Switch | DoorButton::WhoIs { .. } => Ok(stay(state, Reply::StaleButton)),
    }
}

/// A text while a form of this room is open.
pub(crate) fn text(form: &DoorForm, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match form {
        DoorForm::ConfirmFreeze { .. } => lost(facts, ctx),
        DoorForm::AskNumber { .. } => with_number(text, facts, ctx),
        DoorForm::AskWhy { what, member, .. } => {
            of_member(*member, facts, |link| with_why(*what, text, link, facts, ctx))
        }
    }
}

/// A button that leaves a form.
pub(crate) fn leave(form: &DoorForm, button: Button) -> Step<Dialogue> {
    match button {
        Button::CancelForm { nonce } if nonce == form.nonce() => done(Reply::Cancelled),
        _ => stay(&Dialogue::Door(form.clone()), Reply::StaleButton),
    }
}

pub(crate) fn lost(facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.person.members.is_empty() {
        return moving::begin(facts, ctx);
    }
    let nonce = ctx.nonce();
    let members = facts.person.members.iter().map(|linked| Salutation::from(&linked.member)).collect();
    Ok(goto(Dialogue::Door(DoorForm::ConfirmFreeze { nonce }), DoorReply::ConfirmFreeze { members, nonce }))
}

/// The phone is lost: nobody on it gets through any more.
fn freeze_own(facts: &Facts) -> Plan {
    let officers = officers(facts)?;
    let mut step = done(DoorReply::Frozen);
    for linked in facts.person.members.iter().filter(|linked| linked.door.lock == Lock::Open) {
        let event = event(linked.member.member_id, Deed::Lost, Some(facts.person.person_id));
        step.effects.push(set(Door { lock: Lock::Frozen, ..linked.door }, event));
        let account = if facts.person.shares() { Linkage::Shared } else { Linkage::Own };
        let (member_id, member) = (linked.member.member_id, Salutation::from(&linked.member));
        let card = DoorCard { member_id, member, access: Access::Frozen, account };
        step.effects.extend(tell(&officers, facts, &DoorReply::NewsFrozen { card, by: FrozenBy::Member }));
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
        return Ok(done(DoorReply::DisputeOver));
    };
    if moved.old != Some(facts.person.person_id) {
        return Ok(done(DoorReply::DisputeOver));
    }
    if moved.standing == MoveStanding::Disputed {
        return Ok(done(DoorReply::DisputeHeard));
    }
    let note = DoorEffect::Note(event(member, Deed::Disputed, moved.old));
    let mut step = with_effect(done(DoorReply::DisputeHeard), Effect::Door(note));
    step.effects.extend(tell(&officers, facts, &DoorReply::NewsDisputed(card(link, ctx))));
    Ok(reading(step, Resource::Member(member)))
}

/// `/kunci`, alone or with a member number: a member's door, for officers whom the cooperative trusts with it.
pub(crate) fn start(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    if !may_keep_doors(facts) {
        Ok(done(Reply::NotYourRole))
    } else if rest.is_empty() {
        Ok(goto(Dialogue::Door(DoorForm::AskNumber { nonce }), DoorReply::AskNumber { nonce }))
    } else {
        with_number(rest, facts, ctx)
    }
}

fn with_number(typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if !may_keep_doors(facts) {
        return Ok(done(Reply::NotYourRole));
    }
    let unknown = || {
        let (nonce, typed) = (ctx.nonce(), typed.to_owned());
        goto(Dialogue::Door(DoorForm::AskNumber { nonce }), DoorReply::MemberUnknown { typed, nonce })
    };
    let Some(number) = words::member_number(typed) else { return Ok(unknown()) };
    Ok(match facts.people.member.ask(PeopleNeed::MemberByNumber(number))? {
        Some(link) => done(DoorReply::Card(card(link, ctx))),
        None => unknown(),
    })
}

/// Whether the cooperative trusts this person with doors.
pub(crate) fn may_keep_doors(facts: &Facts) -> bool {
    facts.person.roles.iter().any(|role| facts.cooperative.door_roles.contains(role))
}

/// Looks a member up for an officer who may, and whose own membership it is not.
fn of_member(member: MemberId, facts: &Facts, decision: impl FnOnce(&MemberLink) -> Plan) -> Plan {
    if !may_keep_doors(facts) {
        return Ok(done(Reply::NotYourRole));
    }
    if facts.person.members.iter().any(|linked| linked.member.member_id == member) {
        return Ok(done(DoorReply::OwnDoor));
    }
    match facts.people.member.ask(PeopleNeed::MemberById(member))? {
        Some(link) => Ok(reading(decision(link)?, Resource::Member(member))),
        None => Ok(done(Reply::StaleButton)),
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
    if link.door.lock != Lock::Open {
        return Ok(done(DoorReply::NothingToDo(card(link, ctx))));
    }
    let officers = officers(facts)?;
    let frozen = DoorCard { access: Access::Frozen, ..card(link, ctx) };
    let event = event(link.member.member_id, Deed::Frozen, link.account.map(|account| account.person_id));
    let effect = set(Door { lock: Lock::Frozen, ..link.door }, event);
    let mut step = with_effect(done(DoorReply::OfficerFroze(frozen.clone())), effect);
    step.effects.extend(tell(&officers, facts, &DoorReply::NewsFrozen { card: frozen, by: FrozenBy::Officer }));
    Ok(step)
}

fn ask_why(link: &MemberLink, what: Why, ctx: &Ctx) -> Step<Dialogue> {
    if what == Why::Open && link.door.lock != Lock::Frozen {
        return done(DoorReply::NothingToDo(card(link, ctx)));
    }
    let (nonce, member) = (ctx.nonce(), Salutation::from(&link.member));
    let form = DoorForm::AskWhy { nonce, what, member: link.member.member_id };
    goto(Dialogue::Door(form), DoorReply::AskWhy { what, member, nonce })
}

fn with_why(what: Why, typed: &str, link: &MemberLink, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(words) = own_words(typed) else {
        let nonce = ctx.nonce();
        let form = DoorForm::AskWhy { nonce, what, member: link.member.member_id };
        return Ok(goto(Dialogue::Door(form), DoorReply::WordsLength { min: WORDS_MIN, max: WORDS_MAX, nonce }));
    };
    match what {
        Why::Open => open(link, words, facts, ctx),
        Why::Move => moving::ask(link, words, facts, ctx),
    }
}

fn open(link: &MemberLink, words: String, facts: &Facts, ctx: &Ctx) -> Plan {
    if link.door.lock != Lock::Frozen {
        return Ok(done(DoorReply::NothingToDo(card(link, ctx))));
    }
    let officers = officers(facts)?;
    let door = Door { lock: Lock::Open, ..link.door };
    let opened = DoorCard { access: door.access(ctx.now), ..card(link, ctx) };
    let event = DoorEvent {
        words: words.clone(),
        ..event(link.member.member_id, Deed::Opened, link.account.map(|account| account.person_id))
    };
    let mut step = with_effect(done(DoorReply::OfficerOpened(opened.clone())), set(door, event));
    if let Some(to) = link.account {
        let reply = DoorReply::OpenAgain(Salutation::from(&link.member)).into();
        step.effects.push(Effect::Tell { to, reply });
    }
    step.effects.extend(tell(&officers, facts, &DoorReply::NewsOpened { card: opened, words }));
    Ok(step)
}

/// What was done to a member's door while this account had it.
pub(crate) const fn event(member: MemberId, deed: Deed, old: Option<domain::ids::PersonId>) -> DoorEvent {
    DoorEvent { member, deed, old, new: old, words: String::new() }
}

pub(crate) const fn set(door: Door, event: DoorEvent) -> Effect {
    Effect::Door(DoorEffect::Set { door, event })
}

/// The officers whom the cooperative trusts with doors.
pub(crate) fn officers(facts: &Facts) -> Result<Vec<Recipient>, Needs> {
    let need = PeopleNeed::Officers(facts.cooperative.door_roles.clone());
    Ok(facts.people.officers.ask(need)?.cloned().unwrap_or_default())
}

/// Tells all of them but the one who did it.
pub(crate) fn tell(officers: &[Recipient], facts: &Facts, reply: &DoorReply) -> Vec<Effect> {
    let others = officers.iter().filter(|officer| officer.person_id != facts.person.person_id);
    others.map(|to| Effect::Tell { to: *to, reply: reply.clone().into() }).collect()
}
