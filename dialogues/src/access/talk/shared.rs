//! Several members on one account: who is holding the phone is told by a PIN, and only for a while.
//!
//! A further member comes by a code from the office alone; a phone number proves nothing where two share it.

use domain::access::{Deed, Door, Lock, cooling_until};
use domain::invitation::Proof;
use domain::member::MemberStatus;
use domain::secret::{MEMBERS_PER_ACCOUNT, OPEN_FOR, Pin, PinRejection, Tries};

use super::lock::{event, set};
use crate::access::Pins;
use crate::access::facts::{AccessNeed, Grant, Invitation, PinCheck};
use crate::access::{AccessEffect, DoorEvent, Secret, SharedReply};
use crate::base::people::{MemberLink, Salutation, Sharing, Standing};
use crate::base::person::Linked;
use crate::base::posting::ReceiptRef;
use crate::base::step::{and_say, done, goto, reading, stay, with_effect};
use crate::base::touch::Resource;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Plan, Reply, Step};

/// Places on an account, as many as [`MEMBERS_PER_ACCOUNT`].
const SLOTS: u8 = 3;

/// Asks who is holding the phone; whoever was in is out.
pub(crate) fn switch(facts: &Facts) -> Step {
    if !facts.person.shares() {
        return done(SharedReply::NotShared);
    }
    let step = choose(facts);
    if facts.person.member.is_some() { with_effect(step, Effect::Access(AccessEffect::PutOut)) } else { step }
}

/// Asks who is holding the phone.
pub(crate) fn choose(facts: &Facts) -> Step {
    done(who_is_it(facts))
}

pub(crate) fn who_is_it(facts: &Facts) -> SharedReply {
    let members = facts.person.members.iter().map(|linked| (linked.slot, Salutation::from(&linked.member)));
    SharedReply::WhoIsIt(members.collect())
}

fn at(slot: u8, facts: &Facts) -> Option<&Linked> {
    facts.person.members.iter().find(|linked| linked.slot == slot).filter(|_| facts.person.shares())
}

/// This member says that they are holding the phone.
pub(crate) fn ask_pin(slot: u8, state: &Dialogue, facts: &Facts) -> Step {
    match at(slot, facts) {
        Some(linked) => goto(Dialogue::Pins(Pins::Ask { slot }), SharedReply::AskPin(Salutation::from(&linked.member))),
        None => stay(state, HomeReply::StaleButton),
    }
}

/// A text that may be a PIN.
pub(crate) fn pin_text(form: &Pins, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let step = match form {
        Pins::Ask { slot } => enter(*slot, text, facts, ctx),
        Pins::ChooseFirst { code } => choose_first(code, text, facts, ctx),
        Pins::Choose { code } => choose_own(code, text, facts, ctx),
    }?;
    Ok(with_effect(step, Effect::EraseInput))
}

fn enter(slot: u8, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let again = Dialogue::Pins(Pins::Ask { slot });
    let Some(linked) = at(slot, facts) else { return Ok(done(HomeReply::StaleButton)) };
    let Some(pin) = Pin::read(text) else { return Ok(stay(&again, SharedReply::NotSixDigits)) };
    let member = linked.member.member_id;
    let count =
        |step, tries| with_effect(step, Effect::Access(AccessEffect::Tried { secret: Secret::Pin(member), tries }));
    Ok(match facts.access.pin.ask(AccessNeed::Pin { member, pin })? {
        None | Some(PinCheck::Unset) => done(SharedReply::PinUnset),
        Some(PinCheck::Locked { until }) => done(SharedReply::PinLocked { until: *until }),
        Some(PinCheck::Wrong(before)) => {
            let tries = before.after_wrong(ctx.now);
            match tries.locked_until(ctx.now) {
                Some(until) => count(done(SharedReply::PinLocked { until }), tries),
                None => count(stay(&again, SharedReply::WrongPin { left: tries.left() }), tries),
            }
        }
        Some(PinCheck::Right) => {
            let step = done(HomeReply::Menu(standing(linked, facts, ctx)));
            count(let_in(step, member, ctx), Tries::default())
        }
    })
}

/// The menu of a member who is in from now on.
fn standing(linked: &Linked, facts: &Facts, ctx: &Ctx) -> Standing {
    Standing {
        member: Some(Salutation::from(&linked.member)),
        roles: facts.person.roles.clone(),
        access: linked.door.access(ctx.now),
        sharing: Sharing::Shared,
    }
}

fn let_in(step: Step, member: domain::ids::MemberId, ctx: &Ctx) -> Step {
    let until = ctx.now.checked_add_signed(OPEN_FOR).unwrap_or(ctx.now);
    with_effect(step, Effect::Access(AccessEffect::LetIn { member, until }))
}

/// A good code for another member has come to an account that is somebody's already.
pub(crate) fn begin(link: &MemberLink, code: &str, facts: &Facts) -> Step {
    let second = Salutation::from(&link.member);
    let code = code.to_owned();
    match facts.person.members.as_slice() {
        members if members.len() >= MEMBERS_PER_ACCOUNT => done(SharedReply::AccountFull),
        [alone] => {
            let first = Salutation::from(&alone.member);
            goto(Dialogue::Pins(Pins::ChooseFirst { code }), SharedReply::ChooseFirstPin { first, second })
        }
        _ => goto(Dialogue::Pins(Pins::Choose { code }), SharedReply::ChoosePin(second)),
    }
}

/// The same once more, as long as the code still names a member.
pub(super) fn begin_again(invitation: Option<&Invitation>, code: &str, facts: &Facts) -> Step {
    match invitation.map(|invitation| &invitation.grant) {
        Some(Grant::Member(link)) => begin(link, code, facts),
        Some(Grant::Role(_)) | None => done(SharedReply::CodeSpent),
    }
}

fn chosen(text: &str) -> Result<Pin, SharedReply> {
    Pin::choose(text).map_err(|rejection| match rejection {
        PinRejection::NotSixDigits => SharedReply::NotSixDigits,
        PinRejection::TooEasy => SharedReply::TooEasy,
    })
}

fn choose_first(code: &str, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let again = Dialogue::Pins(Pins::ChooseFirst { code: code.to_owned() });
    let [alone] = facts.person.members.as_slice() else { return Ok(done(HomeReply::StaleButton)) };
    let pin = match chosen(text) {
        Ok(pin) => pin,
        Err(reply) => return Ok(stay(&again, reply)),
    };
    with_invitation(code, facts, ctx, |link, _| {
        let next = Dialogue::Pins(Pins::Choose { code: code.to_owned() });
        let step = goto(next, SharedReply::ChoosePin(Salutation::from(&link.member)));
        with_effect(step, Effect::Access(AccessEffect::SetPin { member: alone.member.member_id, pin }))
    })
}

fn choose_own(code: &str, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let pin = match chosen(text) {
        Ok(pin) => pin,
        Err(reply) => return Ok(stay(&Dialogue::Pins(Pins::Choose { code: code.to_owned() }), reply)),
    };
    let slot =
        (1..=SLOTS).find(|slot| facts.person.members.iter().all(|linked| linked.slot != *slot)).unwrap_or(u8::MAX);
    with_invitation(code, facts, ctx, |link, invitation| share(link, invitation, slot, pin, facts, ctx))
}

/// The member is on this account from now on, and in.
fn share(link: &MemberLink, invitation: &Invitation, slot: u8, pin: Pin, facts: &Facts, ctx: &Ctx) -> Step {
    let (member, salutation) = (link.member.member_id, Salutation::from(&link.member));
    let door = entered(link, facts, ctx);
    let here = Some(facts.person.person_id);
    let shared = DoorEvent { new: here, ..event(member, Deed::Shared, None) };
    let linked = Linked { member: link.member.clone(), door: door.unwrap_or(link.door), slot, open_until: None };
    let mut step = done(SharedReply::SharedNow(salutation));
    step = and_say(step, HomeReply::Menu(standing(&linked, facts, ctx)));
    step.effects = vec![
        Effect::Access(AccessEffect::Share { member, slot, invitation: invitation.invitation_id }),
        Effect::Access(AccessEffect::SetPin { member, pin }),
        door.map_or(Effect::Access(AccessEffect::Note(shared.clone())), |door| set(door, shared)),
    ];
    let_in(step, member, ctx)
}

/// How a door is left by a member who comes with the code that it waited for; `None` where it waited for none.
pub(crate) fn entered(link: &MemberLink, facts: &Facts, ctx: &Ctx) -> Option<Door> {
    (link.door.lock == Lock::AwaitsCode).then(|| Door {
        lock: Lock::Open,
        cooling_until: cooling_until(ctx.now, facts.cooperative.cooling_hours),
        version: link.door.version,
    })
}

/// Whether a code may put this member on an account.
pub(crate) fn is_free(link: &MemberLink) -> bool {
    link.account.is_none() && link.member.status != MemberStatus::Ended && link.door.lock != Lock::Frozen
}

fn with_invitation(
    code: &str,
    facts: &Facts,
    ctx: &Ctx,
    decision: impl FnOnce(&MemberLink, &Invitation) -> Step,
) -> Plan {
    let found = facts.access.invitation.ask(AccessNeed::Invitation(code.to_owned()))?;
    let usable = found.filter(|it| it.used_by.is_none() && it.proof == Proof::Code && ctx.now < it.expires_at);
    let room = facts.person.members.len() < MEMBERS_PER_ACCOUNT;
    let Some((invitation, link)) = usable.filter(|_| room).and_then(|it| match &it.grant {
        Grant::Member(link) => is_free(link).then_some((it, link)),
        Grant::Role(_) => None,
    }) else {
        return Ok(done(SharedReply::CodeSpent));
    };
    let step = reading(decision(link, invitation), Resource::Member(link.member.member_id));
    Ok(reading(step, Resource::Invitation(invitation.invitation_id)))
}

/// What a member is told of their own savings: where others read along, without a figure.
pub(crate) fn tell_member(link: &MemberLink, receipt: &ReceiptRef, reply: impl Into<Reply>) -> Option<Effect> {
    let reply = match link.sharing {
        Sharing::Alone => reply.into(),
        Sharing::Shared => {
            SharedReply::News { member: Salutation::from(&link.member), receipt: receipt.clone() }.into()
        }
    };
    link.person.map(|to| Effect::Tell { to, reply })
}
