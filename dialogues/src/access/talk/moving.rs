//! A membership that moves to another account: asked for by an officer, or by whoever lost the phone.
//!
//! Officers decide after they saw the person. The account that asked gets it, or a code for the member at the office
//! does; the account before is told and may object, and what moves money out waits for a while.

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Access, Deed, Door, Lock, cooling_until};
use domain::bug::{Bug, seeded};
use domain::ids::RequestId;
use domain::member::MemberStatus;
use domain::phone::Phone;
use domain::request::{ApprovalPolicy, Subject};

use super::lock::{self, WORDS_MAX, WORDS_MIN, card, event, may_keep_doors, officers, own_words, set, tell};
use crate::access::facts::{AccessNeed, Reporter, Target};
use crate::access::{AccessEffect, AccessReply, DoorCard, DoorEvent, DoorForm, Reporting, Way, Whose, Why};
use crate::base::lookup;
use crate::base::people::{ContactCard, MemberLink, PeopleNeed, Recipient, Salutation};
use crate::base::step::{done, goto, reading, stay, with_effect};
use crate::base::touch::Resource;
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Reply, Step, SubjectCard, TaskSubject, both};
use crate::requests::RequestsEffect;
use crate::requests::facts::RequestCard;
use crate::requests::{Completes, RequestsReply, approval, approve};

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
    let reply = AccessReply::AskWords { whose: whose.shown().to_owned(), nonce };
    goto(Dialogue::Reporting(Reporting::AskWords { nonce, whose }), reply)
}

/// The member who is meant, if there is one.
fn meant<'a>(whose: &Whose, facts: &'a Facts) -> Result<Option<&'a MemberLink>, Needs> {
    let pattern = facts.cooperative.settings.number_pattern.as_ref();
    let found = match whose {
        Whose::Number(number) => lookup::by_number(number, pattern, &facts.people)?,
        Whose::Phone(phone) => facts.people.member.ask(PeopleNeed::MemberByPhone(phone.clone()))?,
    };
    Ok(found.filter(|link| link.member.status != MemberStatus::Ended))
}

/// Whoever reports learns nothing: known and unknown numbers are answered alike, and officers get both.
fn report(whose: &Whose, words: String, facts: &Facts, ctx: &Ctx) -> Plan {
    let found = both(facts.access.own_report.ask(AccessNeed::OwnReport), meant(whose, facts));
    let ((open, link), _) = both(found, officers(facts))?;
    if open.is_some() {
        return Ok(done(AccessReply::ReportOpen));
    }
    let person = facts.person.person_id;
    let reply = AccessReply::Reported { whose: whose.shown().to_owned(), words: words.clone() };
    let Some(link) = link else {
        let typed = format!("{}: {words}", whose.shown());
        return request(Subject::LostUnknown(person), TaskSubject::LostUnknown, typed, reply, facts, ctx);
    };
    let subject = Subject::Lost { member: link.member.member_id, person };
    let reporter = if facts.person.members.is_empty() { Reporter::Free } else { Reporter::Taken };
    request(subject, TaskSubject::Lost { card: card(link, ctx), reporter }, words, reply, facts, ctx)
}

/// A report without a member is looked into: whoever made it hears so.
pub(crate) fn settle(card: &RequestCard) -> Step {
    let step = with_effect(done(AccessReply::ReportSettled), approval(card, Completes::Yes));
    with_effect(step, Effect::Tell { to: card.maker, reply: AccessReply::ReportRead.into() })
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

/// Where the membership would go that this request is about.
fn target<'a>(card: &'a RequestCard, facts: &Facts, ctx: &Ctx) -> Option<(&'a MemberLink, Target)> {
    let here = Recipient { person_id: facts.person.person_id, locale: ctx.locale };
    match &card.subject {
        SubjectCard::Move(link) => Some((link, Target::Code(card.maker))),
        SubjectCard::Lost { link, reporter: Reporter::Free } => Some((link, Target::Account(card.maker))),
        SubjectCard::Lost { link, reporter: Reporter::Taken } => Some((link, Target::Code(here))),
        SubjectCard::LostUnknown | SubjectCard::Reversal(_) | SubjectCard::Application(_) => None,
    }
}

/// The last approval of a move or of a report: what it does is said first, and it is asked once more.
pub(crate) fn confirm(card: &RequestCard, facts: &Facts, ctx: &Ctx) -> Plan {
    let Some((link, target)) = target(card, facts, ctx) else { return Ok(done(HomeReply::StaleButton)) };
    if let Some(step) = unfit(link, facts, ctx) {
        return Ok(step);
    }
    if seeded(Bug::MovedByOneTap) {
        return carry_out(card, link, target, facts, ctx);
    }
    let (nonce, request) = (ctx.nonce(), card.request.request_id);
    let way = match target {
        Target::Account(_) => Way::Reporter,
        Target::Code(_) => Way::Code,
    };
    let reply = AccessReply::ConfirmMove { card: lock::card(link, ctx), way, nonce };
    Ok(goto(Dialogue::Door(DoorForm::ConfirmMove { nonce, request }), reply))
}

/// The same once more, after a text.
pub(super) fn confirm_again(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    approve(request, facts, |card| confirm(card, facts, ctx))
}

/// The second step: the membership moves now.
pub(super) fn move_now(request: RequestId, facts: &Facts, ctx: &Ctx) -> Plan {
    approve(request, facts, |card| match target(card, facts, ctx) {
        Some((link, target)) => carry_out(card, link, target, facts, ctx),
        None => Ok(done(HomeReply::StaleButton)),
    })
}

/// Why this officer can't move it, if so.
fn unfit(link: &MemberLink, facts: &Facts, ctx: &Ctx) -> Option<Step> {
    let member = link.member.member_id;
    if facts.person.members.iter().any(|linked| linked.member.member_id == member) {
        return Some(done(AccessReply::OwnDoor));
    }
    if !may_keep_doors(facts) {
        return Some(done(HomeReply::NotYourRole));
    }
    let is_over = link.member.status == MemberStatus::Ended;
    is_over.then(|| done(AccessReply::NothingToDo(card(link, ctx))))
}

fn carry_out(card: &RequestCard, link: &MemberLink, target: Target, facts: &Facts, ctx: &Ctx) -> Plan {
    if let Some(step) = unfit(link, facts, ctx) {
        return Ok(step);
    }
    let member = link.member.member_id;
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

/// A code for a member without an account. One officer is enough where there never was one: the others hear of it, and
/// what moves money out waits after the code is used. Else a colleague decides.
pub(super) fn give_code(link: &MemberLink, facts: &Facts, ctx: &Ctx) -> Plan {
    let member = link.member.member_id;
    if link.account.is_some() || link.member.status == MemberStatus::Ended {
        return Ok(done(AccessReply::NothingToDo(card(link, ctx))));
    }
    let (moved, officers) = both(facts.access.last_move.ask(AccessNeed::LastMove(member)), officers(facts))?;
    let had_one = moved.is_some() && !seeded(Bug::CodeWithoutColleague);
    if had_one || link.door.lock == Lock::Frozen {
        return Ok(lock::ask_why(link, Why::Move, ctx));
    }
    let here = Recipient { person_id: facts.person.person_id, locale: ctx.locale };
    let mut step = by_code(link, here, facts, ctx);
    let awaits = DoorCard { access: Access::Frozen, ..card(link, ctx) };
    step.effects.extend(tell(&officers, facts, &AccessReply::NewsCode(awaits)));
    Ok(step)
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
