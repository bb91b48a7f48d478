//! A membership that moves to another account: asked for by an officer, or by whoever lost the phone.
//!
//! Officers decide after they saw the person. The account that asked gets it, or a code for the member at the office
//! does; the account before is told and may object, and what moves money out waits for a while.

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Deed, Door, Lock, cooling_until};
use domain::member::MemberStatus;
use domain::phone::Phone;
use domain::request::{ApprovalPolicy, Subject};

use super::lock::{self, WORDS_MAX, WORDS_MIN, card, event, may_keep_doors, officers, own_words, set, tell};
use crate::access::facts::{AccessNeed, Target};
use crate::access::{AccessEffect, AccessReply, DoorEvent};
use crate::access::{Reporting, Whose};
use crate::base::lookup;
use crate::base::people::{ContactCard, MemberLink, PeopleNeed, Recipient, Salutation};
use crate::base::step::{done, goto, reading, stay, with_effect};
use crate::base::touch::Resource;
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Plan, Reply, Step, TaskSubject, both};
use crate::requests::RequestsEffect;
use crate::requests::facts::RequestCard;
use crate::requests::{Completes, RequestsReply, approval};

/// How long a code is good for.
const CODE_GOOD_FOR: TimeDelta = TimeDelta::hours(24);

/// Asks whose phone it is, unless this person's last report is still open.
pub(crate) fn begin(facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.access.own_report.ask(AccessNeed::OwnReport)?.is_some() {
        return Ok(done(AccessReply::ReportOpen));
    }
    let nonce = ctx.nonce();
    Ok(goto(Dialogue::Reporting(Reporting::AskWhose { nonce }), AccessReply::AskWhose { nonce }))
}

/// A text while a report is made.
pub(crate) fn report_text(form: &Reporting, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = ctx.nonce();
    match form {
        Reporting::AskWhose { .. } => Ok(match words::member_number(text) {
            Some(number) => ask_words(Whose::Number(number), ctx),
            None => goto(Dialogue::Reporting(Reporting::AskWhose { nonce }), AccessReply::AskWhose { nonce }),
        }),
        Reporting::AskWords { whose, .. } => {
            let Some(words) = own_words(text) else {
                let next = Dialogue::Reporting(Reporting::AskWords { nonce, whose: whose.clone() });
                return Ok(goto(next, AccessReply::WordsLength { min: WORDS_MIN, max: WORDS_MAX, nonce }));
            };
            report(whose, words, facts, ctx)
        }
    }
}

/// A contact card while a report is made: only the own one says anything.
pub(crate) fn contact(form: &Reporting, card: &ContactCard<'_>, facts: &Facts, ctx: &Ctx) -> Step {
    let stay = |reply: AccessReply| stay(&Dialogue::Reporting(form.clone()), reply);
    if card.forwarded {
        stay(AccessReply::ContactForwarded)
    } else if card.owner != Some(facts.person.person_id) {
        stay(AccessReply::ContactNotYours)
    } else {
        match Phone::of_account(card.phone) {
            Some(phone) => ask_words(Whose::Phone(phone.as_str().to_owned()), ctx),
            None => stay(AccessReply::PhoneUnreadable),
        }
    }
}

pub(super) fn ask_words(whose: Whose, ctx: &Ctx) -> Step {
    let nonce = ctx.nonce();
    goto(Dialogue::Reporting(Reporting::AskWords { nonce, whose }), AccessReply::AskWords { nonce })
}

/// Whoever reports learns nothing: known and unknown numbers are answered alike.
fn report(whose: &Whose, words: String, facts: &Facts, ctx: &Ctx) -> Plan {
    let pattern = facts.cooperative.settings.number_pattern.as_ref();
    let member = match whose {
        Whose::Number(number) => lookup::by_number(number, pattern, &facts.people),
        Whose::Phone(phone) => facts.people.member.ask(PeopleNeed::MemberByPhone(phone.clone())),
    };
    let found = both(facts.access.own_report.ask(AccessNeed::OwnReport), member);
    let ((open, link), _) = both(found, officers(facts))?;
    if open.is_some() {
        return Ok(done(AccessReply::ReportOpen));
    }
    let Some(link) = link.filter(|link| link.member.status != MemberStatus::Ended) else {
        return Ok(done(AccessReply::Reported));
    };
    let (member, person) = (link.member.member_id, facts.person.person_id);
    let subject = Subject::Lost { member, person };
    request(subject, TaskSubject::Lost(card(link, ctx)), words, AccessReply::Reported, facts, ctx)
}

/// An officer asks for a member to be moved by a code; another one decides.
pub(crate) fn ask(link: &MemberLink, words: String, facts: &Facts, ctx: &Ctx) -> Plan {
    if link.member.status == MemberStatus::Ended {
        return Ok(done(AccessReply::NothingToDo(card(link, ctx))));
    }
    let others = officers(facts)?.iter().any(|officer| officer.person_id != facts.person.person_id);
    if !others {
        return Ok(done(AccessReply::NoSecondOfficer));
    }
    let subject = Subject::Move(link.member.member_id);
    request(subject, TaskSubject::Move(card(link, ctx)), words, AccessReply::MoveAsked(card(link, ctx)), facts, ctx)
}

fn request(subject: Subject, shown: TaskSubject, reason: String, reply: AccessReply, facts: &Facts, ctx: &Ctx) -> Plan {
    let request = ctx.request_id();
    let policy = ApprovalPolicy { needed: 1, roles: facts.cooperative.door_roles.clone() };
    let mut step = done(reply);
    let opened = RequestsEffect::OpenRequest { request, subject, reason: reason.clone(), policy };
    let reply: Reply = RequestsReply::Request { request, subject: shown, reason, asked_by: None, missing: 1 }.into();
    let others = officers(facts)?.into_iter().filter(|officer| officer.person_id != facts.person.person_id);
    step.effects.push(opened.into());
    step.effects.extend(others.map(|to| Effect::Tell { to, reply: reply.clone() }));
    Ok(step)
}

/// The last approval of a move or of a report: the membership moves now.
pub(crate) fn carry_out(card: &RequestCard, link: &MemberLink, target: Target, facts: &Facts, ctx: &Ctx) -> Plan {
    let member = link.member.member_id;
    if facts.person.members.iter().any(|linked| linked.member.member_id == member) {
        return Ok(done(AccessReply::OwnDoor));
    }
    if !may_keep_doors(facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    if link.member.status == MemberStatus::Ended {
        return Ok(done(AccessReply::NothingToDo(lock::card(link, ctx))));
    }
    let officers = officers(facts)?;
    let mut step = match target {
        Target::Account(to) => to_account(link, to, facts, ctx),
        Target::Code(to) => by_code(link, to, facts, ctx),
    };
    step.effects.insert(0, approval(card, Completes::Yes));
    if let Some(to) = link.account {
        let reply = AccessReply::MovedAway { member: Salutation::from(&link.member), member_id: member };
        step.effects.push(Effect::Tell { to, reply: reply.into() });
    }
    let news = AccessReply::NewsMoved { card: lock::card(link, ctx), words: card.request.reason.clone() };
    let maker = card.maker.person_id;
    let others: Vec<Recipient> = officers.into_iter().filter(|officer| officer.person_id != maker).collect();
    step.effects.extend(tell(&others, facts, &news));
    Ok(reading(step, Resource::Member(member)))
}

fn unlink(link: &MemberLink) -> Option<Effect> {
    let person = link.account?.person_id;
    Some(AccessEffect::Unlink { member: link.member.member_id, person }.into())
}

/// The account that reported has it from now on.
fn to_account(link: &MemberLink, to: Recipient, facts: &Facts, ctx: &Ctx) -> Step {
    let (member, salutation) = (link.member.member_id, Salutation::from(&link.member));
    let until = cooling_until(ctx.now, facts.cooperative.cooling_hours);
    let door = Door { lock: Lock::Open, cooling_until: until, version: link.door.version };
    let old = link.account.map(|account| account.person_id);
    let moved = DoorEvent { new: Some(to.person_id), ..event(member, Deed::Moved, old) };
    let mut step = done(AccessReply::OfficerMoved(salutation.clone()));
    step.effects.extend(unlink(link));
    step.effects.push(AccessEffect::LinkTo { member, person: to.person_id }.into());
    step.effects.push(set(door, moved));
    with_effect(step, Effect::Tell { to, reply: AccessReply::MovedHere { member: salutation, until }.into() })
}

/// Nobody has it until the code comes; the officer who sits with the member hands it over.
fn by_code(link: &MemberLink, to: Recipient, facts: &Facts, ctx: &Ctx) -> Step {
    let (member, salutation) = (link.member.member_id, Salutation::from(&link.member));
    let door = Door { lock: Lock::AwaitsCode, cooling_until: None, version: link.door.version };
    let old = link.account.map(|account| account.person_id);
    let released = DoorEvent { new: None, ..event(member, Deed::Released, old) };
    let (code, expires_at) = (ctx.code(), ctx.now.checked_add_signed(CODE_GOOD_FOR).unwrap_or(ctx.now));
    let shown = |code: &str, expires_at: DateTime<Utc>| AccessReply::CodeForMember {
        member: salutation.clone(),
        code: code.to_owned(),
        expires_at,
    };
    let reply = shown(&code, expires_at);
    let mine = to.person_id == facts.person.person_id;
    let mut step = done(if mine { reply.clone() } else { AccessReply::OfficerMoved(salutation.clone()) });
    step.effects.extend(unlink(link));
    step.effects.push(set(door, released));
    step.effects.push(AccessEffect::Invite { invitation: ctx.invitation_id(), member, code, expires_at }.into());
    if mine { step } else { with_effect(step, Effect::Tell { to, reply: reply.into() }) }
}
