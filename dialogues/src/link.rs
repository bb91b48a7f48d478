//! The greeting, and linking an account to a member or an office.
//!
//! A number proves a member only when the messenger vouches that it is the sender's own.
//! Whoever tries numbers learns nothing: unknown, ended and taken sound alike.

use chrono::{DateTime, Utc};
use domain::access::{Deed, Lock};
use domain::bug::{Bug, seeded};
use domain::ids::{InvitationId, PersonId};
use domain::invitation::Proof;
use domain::member::MemberStatus;
use domain::phone::Phone;
use domain::role::Role;
use domain::secret::Tries;
use serde::{Deserialize, Serialize};

use crate::ask::{Asking, Before};
use crate::dialogue::Dialogue;
use crate::door::{event, set};
use crate::door_effect::{DoorEffect, DoorEvent, Secret};
use crate::facts::{Facts, Grant, Invitation, MemberLink, Need, Sharing};
use crate::hear;
use crate::plan::{Plan, and_say, done, goto, known, menu, reading, stay, with_effect};
use crate::reply::{LinkReply, Reply, Salutation, SettingsReply, SharedReply, StaffNews, Standing};
use crate::step::{Ctx, Effect, Resource, Step};
use crate::words;
use crate::{moving, settings, shared};

/// What we wait for; in both states a contact card is one that we asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Linking {
    /// The person's own contact card.
    AskContact,
    /// A code from the office.
    AskCode,
    /// The code of a letter was brought: the person's own contact card is to go with it.
    LetterBrought(Letter),
}

/// A letter whose code was brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its invitation.
    pub invitation: InvitationId,
    /// The register number of whom it was written to.
    pub number: String,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
}

/// A contact card as it came.
pub(crate) struct Card<'a> {
    /// The number on it.
    pub(crate) phone: &'a str,
    /// Whose it is, where the messenger says so.
    pub(crate) owner: Option<PersonId>,
    /// Whether it comes from another chat.
    pub(crate) forwarded: bool,
}

/// The payload of our own link out of a group: it opens the menu and is no code.
const MENU_PAYLOAD: &str = "menu";

/// `/start`, alone or with what a deep link carried.
pub(crate) fn start(payload: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if payload.is_empty() || payload == MENU_PAYLOAD { Ok(menu(facts)) } else { redeem(payload, facts, ctx) }
}

/// The greeting with its keys.
pub(crate) fn welcome() -> Step<Dialogue> {
    goto(Dialogue::Linking(Linking::AskContact), Reply::Welcome)
}

/// Where nothing is going on: whoever is not linked yet may send the number, whose key still shows.
pub(crate) fn resting(facts: &Facts) -> Dialogue {
    if facts.person.member.is_none() && facts.person.roles.is_empty() {
        Dialogue::Linking(Linking::AskContact)
    } else {
        Dialogue::Idle
    }
}

/// The greeting, or the question whether the membership that an import names is theirs.
pub(crate) fn greet(facts: &Facts) -> Step<Dialogue> {
    match &facts.person.claimed {
        Some(member) => goto(Dialogue::Linking(Linking::AskContact), LinkReply::AskClaim(Salutation::from(member))),
        None => welcome(),
    }
}

/// The membership is theirs: linked as by a code, unless somebody else was quicker.
pub(crate) fn claim(facts: &Facts, ctx: &Ctx) -> Plan {
    let Some(claimed) = &facts.person.claimed else { return Ok(menu(facts)) };
    let found = known(&facts.member, || Need::MemberByNumber(claimed.number.clone()))?;
    let step = match found.filter(|link| can_be_linked(link, facts.person.person_id)) {
        Some(link) => reading(settle(link, None, facts, ctx), Resource::Member(link.member.member_id)),
        None => goto(Dialogue::Linking(Linking::AskContact), LinkReply::NotFound),
    };
    Ok(with_effect(step, Effect::DropClaim))
}

/// It is not theirs: the number or a code tells.
pub(crate) fn disclaim(facts: &Facts) -> Step<Dialogue> {
    match &facts.person.claimed {
        Some(_) => with_effect(welcome(), Effect::DropClaim),
        None => menu(facts),
    }
}

/// Begins to link a membership, for officers without one as well.
pub(crate) fn begin(facts: &Facts) -> Step<Dialogue> {
    if facts.person.members.is_empty() { greet(facts) } else { menu(facts) }
}

/// A code is to come, or stands behind the command already.
pub(crate) fn ask_code(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if rest.is_empty() {
        Ok(goto(Dialogue::Linking(Linking::AskCode), LinkReply::AskCode))
    } else {
        redeem(rest, facts, ctx)
    }
}

/// A text while we wait for a contact card or a code.
pub(crate) fn text(linking: &Linking, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    match linking {
        Linking::AskContact | Linking::LetterBrought(_) if Phone::is_meant(text) => {
            Ok(goto(Dialogue::Linking(linking.clone()), LinkReply::UseTheKey))
        }
        Linking::AskContact => hear::text(text, Before::Contact, facts, ctx),
        // The letter stays at hand, whatever is said.
        Linking::LetterBrought(_) => {
            let reply = Reply::NotUnderstood(Standing::from(&facts.person));
            Ok(goto(Dialogue::Linking(linking.clone()), reply))
        }
        Linking::AskCode => redeem(text, facts, ctx),
    }
}

/// A contact card.
pub(crate) fn contact(state: &Dialogue, card: &Card<'_>, facts: &Facts, ctx: &Ctx) -> Plan {
    let letter = match state {
        Dialogue::Linking(Linking::LetterBrought(letter)) => Some(letter),
        _ => None,
    };
    let asked = letter.map_or(Linking::AskContact, |letter| Linking::LetterBrought(letter.clone()));
    let again = |reply| Ok(goto(Dialogue::Linking(asked.clone()), reply));
    let person_id = facts.person.person_id;
    match state {
        Dialogue::Linking(_) | Dialogue::Asking(Asking::Heard { before: Before::Contact, .. }) => {}
        Dialogue::Idle
        | Dialogue::Counter(_)
        | Dialogue::Correct(_)
        | Dialogue::Deciding(_)
        | Dialogue::Door(_)
        | Dialogue::Joining(_)
        | Dialogue::Settings(_)
        | Dialogue::Pins(_)
        | Dialogue::Asking(_)
        | Dialogue::Answering(_) => {
            return if facts.person.members.is_empty() {
                again(LinkReply::ContactNotAsked)
            } else {
                Ok(done(Reply::NotUnderstood(Standing::from(&facts.person))))
            };
        }
        Dialogue::Reporting(form) => return Ok(moving::contact(form, card, facts, ctx)),
    }
    if card.forwarded {
        return again(LinkReply::ContactForwarded);
    }
    if card.owner != Some(person_id) && !seeded(Bug::ForeignCardProves) {
        return again(LinkReply::ContactNotYours);
    }
    let Some(phone) = Phone::of_account(card.phone) else {
        return again(LinkReply::PhoneUnreadable);
    };
    if let Some(letter) = letter {
        return phone_of_letter(letter, &phone, facts, ctx);
    }
    let found = known(&facts.member, || Need::MemberByPhone(phone.as_str().to_owned()))?;
    let Some(link) = found.filter(|link| can_be_linked(link, person_id)) else {
        return again(LinkReply::NotFound);
    };
    Ok(reading(settle(link, None, facts, ctx), Resource::Member(link.member.member_id)))
}

/// The second half of a letter: the phone must be the one of the member to whom it was written.
///
/// One that is not is told as a code that is over: whoever found a letter learns nothing of its member.
fn phone_of_letter(letter: &Letter, phone: &Phone, facts: &Facts, ctx: &Ctx) -> Plan {
    let over = || Ok(goto(after_failure(facts), LinkReply::LetterNotYours));
    let found = known(&facts.member, || Need::MemberByNumber(letter.number.clone()))?;
    let Some(link) = found.filter(|link| can_be_linked(link, facts.person.person_id)) else { return over() };
    let member = link.member.member_id;
    let has_phone = known(&facts.member_has_phone, || Need::MemberHasPhone(member, phone.as_str().to_owned()))?;
    if has_phone != Some(&true) || letter.expires_at <= ctx.now {
        return over();
    }
    let step = settle(link, Some(letter.invitation), facts, ctx);
    Ok(reading(reading(step, Resource::Member(member)), Resource::Invitation(letter.invitation)))
}

/// Whether a number may link this person to the member; being linked already is no hindrance.
///
/// Behind a door that is not open a number proves nothing: whoever holds the lost phone holds its number, too.
fn can_be_linked(link: &MemberLink, person_id: PersonId) -> bool {
    let free = link.account.is_none_or(|other| other.person_id == person_id);
    free && link.member.status != MemberStatus::Ended && link.door.lock == Lock::Open
}

fn redeem(typed: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let ask_again = after_failure(facts);
    let Some(code) = words::code(typed) else {
        return Ok(stay(&ask_again, LinkReply::CodeUnknown));
    };
    // Both at once: the answer to a locked person must not depend on the code.
    let (Some(tries), invitation) = both(code.clone(), facts)? else {
        return Ok(stay(&ask_again, LinkReply::CodeUnknown));
    };
    if let Some(until) = tries.locked_until(ctx.now) {
        return Ok(done(SharedReply::CodesLocked { until }));
    }
    let Some(invitation) = invitation else {
        return Ok(wrong_code(tries, &ask_again, ctx));
    };
    let step = match &invitation.grant {
        Grant::Role(role) => redeem_role(*role, invitation, facts, ctx)?,
        Grant::Member(link) => {
            let step = redeem_member(link, invitation, &code, facts, ctx);
            reading(step, Resource::Member(link.member.member_id))
        }
    };
    Ok(reading(step, Resource::Invitation(invitation.invitation_id)))
}

/// How often this person was wrong of late, and the invitation; asked in one round.
fn both(code: String, facts: &Facts) -> Result<(Option<&Tries>, Option<&Invitation>), Vec<Need>> {
    if facts.code_tries.is_not_asked() || facts.invitation.is_not_asked() {
        return Err(vec![Need::CodeTries, Need::Invitation(code)]);
    }
    Ok((facts.code_tries.found(), facts.invitation.found()))
}

/// Guessing is slow: after the fifth wrong code no code is looked at for an hour.
fn wrong_code(before: &Tries, ask_again: &Dialogue, ctx: &Ctx) -> Step<Dialogue> {
    let tries = before.after_wrong(ctx.now);
    let step = match tries.locked_until(ctx.now) {
        Some(until) => done(SharedReply::CodesLocked { until }),
        None => stay(ask_again, LinkReply::CodeUnknown),
    };
    with_effect(step, Effect::Door(DoorEffect::Tried { secret: Secret::Code, tries }))
}

/// Another code may follow; from a member, whose old link was pressed by chance, none is waited for.
fn after_failure(facts: &Facts) -> Dialogue {
    if facts.person.members.is_empty() { Dialogue::Linking(Linking::AskCode) } else { Dialogue::Idle }
}

/// Used up, or too old. The one who used it is told so kindly before this is asked.
fn is_spent(invitation: &Invitation, ctx: &Ctx) -> bool {
    invitation.used_by.is_some() || invitation.expires_at <= ctx.now
}

fn redeem_role(role: Role, invitation: &Invitation, facts: &Facts, ctx: &Ctx) -> Plan {
    if facts.person.roles.contains(&role) {
        return Ok(and_show_menu(LinkReply::AlreadyRole(role), Standing::from(&facts.person)));
    }
    if is_spent(invitation, ctx) {
        return Ok(goto(after_failure(facts), LinkReply::CodeSpent));
    }
    // Nobody gives themselves an office: whoever invites, invites somebody else.
    if invitation.made_by == Some(facts.person.person_id) && !seeded(Bug::OwnInvitationOpens) {
        return Ok(and_show_menu(LinkReply::OwnInvitation(role), Standing::from(&facts.person)));
    }
    let mut standing = Standing::from(&facts.person);
    standing.roles.push(role);
    let granted = done(LinkReply::RoleGranted(role));
    let step = if settings::may_set(role, facts) && !facts.cooperative.is_set_up() {
        and_say(granted, SettingsReply::Offer)
    } else {
        and_say(granted, Reply::Menu(standing))
    };
    let mut step = with_effect(step, Effect::GrantRole { role, invitation: invitation.invitation_id });
    if invitation.made_by.is_some() {
        let others = settings::others(role, facts)?;
        step.effects.extend(others.tell(&StaffNews::TookOffice(role).into()));
    }
    Ok(step)
}

fn redeem_member(link: &MemberLink, invitation: &Invitation, code: &str, facts: &Facts, ctx: &Ctx) -> Step<Dialogue> {
    let usable = !is_spent(invitation, ctx) && shared::is_free(link);
    let alone = facts.person.members.is_empty();
    match invitation.proof {
        _ if is_here(link, facts) => settle(link, Some(invitation.invitation_id), facts, ctx),
        _ if !usable => goto(after_failure(facts), LinkReply::CodeSpent),
        Proof::CodeAndPhone if alone => {
            let letter = Letter {
                invitation: invitation.invitation_id,
                number: link.member.number.clone(),
                expires_at: invitation.expires_at,
            };
            goto(Dialogue::Linking(Linking::LetterBrought(letter)), LinkReply::AskPhoneOfLetter)
        }
        Proof::Code if !alone => shared::begin(link, code, facts),
        Proof::Code | Proof::CodeAndPhone => settle(link, Some(invitation.invitation_id), facts, ctx),
    }
}

/// Whether the member is on this person's account already.
fn is_here(link: &MemberLink, facts: &Facts) -> bool {
    facts.person.members.iter().any(|linked| linked.member.member_id == link.member.member_id)
}

/// Links the person, unless they are linked already: to this member, which is fine, or to another.
fn settle(link: &MemberLink, invitation: Option<InvitationId>, facts: &Facts, ctx: &Ctx) -> Step<Dialogue> {
    if is_here(link, facts) {
        let reply = LinkReply::AlreadyLinked(Salutation::from(&link.member));
        return if facts.person.must_choose() {
            and_say(done(reply), shared::who_is_it(facts))
        } else {
            and_show_menu(reply, Standing::from(&facts.person))
        };
    }
    if let Some(linked) = facts.person.members.first() {
        let member = facts.person.member.as_ref().unwrap_or(&linked.member);
        return done(LinkReply::LinkedToAnother(Salutation::from(member)));
    }
    let effect = Effect::LinkMember { member: link.member.member_id, invitation };
    let door = shared::entered(link, facts, ctx);
    let access = door.unwrap_or(link.door).access(ctx.now);
    let standing = Standing {
        member: Some(Salutation::from(&link.member)),
        roles: facts.person.roles.clone(),
        access,
        sharing: Sharing::Alone,
    };
    let step = and_show_menu(LinkReply::Linked(Salutation::from(&link.member)), standing);
    let step = with_effect(step, effect);
    match door {
        None => step,
        // The code that was waited for: the membership has moved, and what moves money out waits.
        Some(door) => {
            let moved =
                DoorEvent { new: Some(facts.person.person_id), ..event(link.member.member_id, Deed::Moved, None) };
            with_effect(step, set(door, moved))
        }
    }
}

/// The good news with the permanent key, then the menu with its buttons: one message can't carry both.
fn and_show_menu(reply: LinkReply, standing: Standing) -> Step<Dialogue> {
    and_say(done(reply), Reply::Menu(standing))
}
