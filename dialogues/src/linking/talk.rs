//! The greeting, and linking an account to a member or an office.
//!
//! A number proves a member only when the messenger vouches that it is the sender's own.
//! Whoever tries numbers learns nothing: unknown, ended and taken sound alike.

use domain::access::{Deed, Lock};
use domain::bug::{Bug, seeded};
use domain::ids::{InvitationId, PersonId};
use domain::invitation::{self, Proof, Typed};
use domain::member::MemberStatus;
use domain::phone::Phone;
use domain::role::Role;
use domain::secret::Tries;

use super::{Letter, Linking, LinkingEffect, LinkingReply};
use crate::access::facts::{AccessNeed, Grant, Invitation};
use crate::access::{AccessEffect, AccessReply, DoorEvent, Secret, SharedReply};
use crate::base::hold::Before;
use crate::base::people::{ContactCard, MemberLink, PeopleNeed, Salutation, Sharing, Standing};
use crate::base::said::FormWord;
use crate::base::step::{and_say, done, goto, reading, stay, with_effect};
use crate::base::touch::Resource;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Reply, Step, both};
use crate::settings::{SettingsReply, StaffNews};
use crate::{access, settings};

/// The greeting with its keys.
pub(crate) fn welcome() -> Step {
    goto(Dialogue::Linking(Linking::AskContact), LinkingReply::Welcome)
}

/// The greeting, or the question whether the membership that an import names is theirs.
pub(crate) fn greet(facts: &Facts) -> Step {
    match &facts.person.claimed {
        Some(member) => goto(Dialogue::Linking(Linking::AskContact), LinkingReply::AskClaim(Salutation::from(member))),
        None => welcome(),
    }
}

/// The membership is theirs: linked as by a code, unless somebody else was quicker. Nothing, where none is named.
pub(crate) fn claim(facts: &Facts, ctx: &Ctx) -> Result<Option<Step>, Needs> {
    let Some(claimed) = &facts.person.claimed else { return Ok(None) };
    let found = facts.people.member.ask(PeopleNeed::MemberByNumber(claimed.number.clone()))?;
    let step = match found.filter(|link| can_be_linked(link, facts.person.person_id)) {
        Some(link) => reading(settle(link, None, facts, ctx), Resource::Member(link.member.member_id)),
        None => goto(Dialogue::Linking(Linking::AskContact), LinkingReply::NotFound),
    };
    Ok(Some(with_effect(step, LinkingEffect::DropClaim)))
}

/// It is not theirs: the number or a code tells. Nothing, where none is named.
pub(crate) fn disclaim(facts: &Facts) -> Option<Step> {
    facts.person.claimed.as_ref().map(|_| with_effect(welcome(), LinkingEffect::DropClaim))
}

/// Begins to link a membership, for officers without one as well. Nothing, for whoever has one.
pub(crate) fn begin(facts: &Facts) -> Option<Step> {
    facts.person.members.is_empty().then(|| greet(facts))
}

/// A code is to come, or stands behind the command already.
pub(crate) fn ask_code(rest: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if rest.is_empty() {
        Ok(goto(Dialogue::Linking(Linking::AskCode), LinkingReply::AskCode))
    } else {
        brought(rest, || Ok(unknown(facts)), facts, ctx)
    }
}

/// Whether this text is a phone number, which the key sends better.
pub(crate) fn is_number(text: &str) -> bool {
    Phone::is_meant(text)
}

/// A text while we wait for a contact card or a code; the letter stays at hand, whatever is said.
pub(crate) fn text(linking: &Linking, text: &str, facts: &Facts) -> Step {
    let again = Dialogue::Linking(linking.clone());
    if is_number(text) {
        goto(again, LinkingReply::UseTheKey)
    } else {
        goto(again, HomeReply::NotUnderstood(Standing::from(&facts.person)))
    }
}

/// The code that this text is, where one is awaited. Where none is, only what its check sign tells from words is one.
fn code_in(text: &str, before: Before) -> Option<Typed> {
    let has_figure = || text.bytes().any(|sign| sign.is_ascii_digit());
    let sure = |typed: &Typed| matches!(typed, Typed::Code(_)) && has_figure();
    invitation::read(text).filter(|typed| before == Before::Code || sure(typed))
}

/// What comes of a text that is a code; nothing of any other. What is more likely a word is heard as one.
pub(crate) fn code(text: &str, before: Before, heard: impl FnOnce() -> Plan, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let typed = code_in(text, before)?;
    Some(redeem(&typed, || no_code(&typed, facts).map_or_else(heard, Ok), facts, ctx))
}

/// What is said of a slip. Nothing of what is more likely a word: it is to be heard as one.
fn no_code(typed: &Typed, facts: &Facts) -> Option<Step> {
    match typed {
        Typed::Word(_) => None,
        Typed::Code(_) | Typed::Older(_) | Typed::Slip(_) => Some(unknown(facts)),
    }
}

fn unknown(facts: &Facts) -> Step {
    goto(after_failure(facts), LinkingReply::CodeUnknown)
}

/// A word that stands on a button of this form.
pub(crate) fn word(linking: &Linking, said: FormWord) -> Option<Plan> {
    let again = |reply| Some(Ok(goto(Dialogue::Linking(linking.clone()), reply)));
    match (linking, said) {
        (Linking::AskCode, FormWord::Again) => again(LinkingReply::AskCode),
        (Linking::LetterBrought(_), FormWord::Again | FormWord::GoOn | FormWord::Back) => {
            again(LinkingReply::AskPhoneOfLetter)
        }
        (Linking::AskContact | Linking::AskCode | Linking::LetterBrought(_), _) => None,
    }
}

/// A contact card that nobody asked for.
pub(crate) fn not_asked(facts: &Facts) -> Step {
    if facts.person.members.is_empty() {
        goto(Dialogue::Linking(Linking::AskContact), LinkingReply::ContactNotAsked)
    } else {
        done(HomeReply::NotUnderstood(Standing::from(&facts.person)))
    }
}

/// A contact card that was asked for, alone or to go with a letter.
pub(crate) fn contact(letter: Option<&Letter>, card: &ContactCard<'_>, facts: &Facts, ctx: &Ctx) -> Plan {
    let asked = letter.map_or(Linking::AskContact, |letter| Linking::LetterBrought(letter.clone()));
    let again = |reply: Reply| Ok(goto(Dialogue::Linking(asked.clone()), reply));
    let person_id = facts.person.person_id;
    if card.forwarded {
        return again(AccessReply::ContactForwarded.into());
    }
    if card.owner != Some(person_id) && !seeded(Bug::ForeignCardProves) {
        return again(AccessReply::ContactNotYours.into());
    }
    let Some(phone) = Phone::of_account(card.phone) else {
        return again(AccessReply::PhoneUnreadable.into());
    };
    if let Some(letter) = letter {
        return phone_of_letter(letter, &phone, facts, ctx);
    }
    let found = facts.people.member.ask(PeopleNeed::MemberByPhone(phone.as_str().to_owned()))?;
    let Some(link) = found.filter(|link| can_be_linked(link, person_id)) else {
        return again(LinkingReply::NotFound.into());
    };
    Ok(reading(settle(link, None, facts, ctx), Resource::Member(link.member.member_id)))
}

/// The second half of a letter: the phone must be the one of the member to whom it was written.
///
/// One that is not is told as a code that is over: whoever found a letter learns nothing of its member.
fn phone_of_letter(letter: &Letter, phone: &Phone, facts: &Facts, ctx: &Ctx) -> Plan {
    let over = || Ok(goto(after_failure(facts), LinkingReply::LetterNotYours));
    let found = facts.people.member.ask(PeopleNeed::MemberByNumber(letter.number.clone()))?;
    let Some(link) = found.filter(|link| can_be_linked(link, facts.person.person_id)) else { return over() };
    let member = link.member.member_id;
    let has_phone = facts.people.has_phone.ask(PeopleNeed::MemberHasPhone(member, phone.as_str().to_owned()))?;
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

/// What stands behind a command or in a link; what can't be a code is no guess.
pub(crate) fn brought(payload: &str, no_code: impl FnOnce() -> Plan, facts: &Facts, ctx: &Ctx) -> Plan {
    match invitation::read(payload) {
        Some(typed) => redeem(&typed, no_code, facts, ctx),
        None => no_code(),
    }
}

/// A code from the office, or of an invitation.
fn redeem(typed: &Typed, no_code: impl FnOnce() -> Plan, facts: &Facts, ctx: &Ctx) -> Plan {
    let code = typed.normal();
    // Both at once: the answer to a locked person must not depend on the code.
    let (tries, invitation) = of_code(code.clone(), facts)?;
    let tries = tries.copied().unwrap_or_default();
    let locked = tries.locked_until(ctx.now);
    let invitation = match (locked, invitation) {
        (Some(until), _) if typed.is_guess() => return Ok(done(SharedReply::CodesLocked { until })),
        (None, None) if typed.is_guess() => return Ok(wrong_code(&tries, &after_failure(facts), ctx)),
        (Some(_), _) | (None, None) => return no_code(),
        (None, Some(invitation)) => invitation,
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
fn of_code(code: String, facts: &Facts) -> Result<(Option<&Tries>, Option<&Invitation>), Needs> {
    both(facts.access.code_tries.ask(AccessNeed::CodeTries), facts.access.invitation.ask(AccessNeed::Invitation(code)))
}

/// Guessing is slow: after the fifth wrong code no code is looked at for an hour.
fn wrong_code(before: &Tries, ask_again: &Dialogue, ctx: &Ctx) -> Step {
    let tries = before.after_wrong(ctx.now);
    let step = match tries.locked_until(ctx.now) {
        Some(until) => done(SharedReply::CodesLocked { until }),
        None => stay(ask_again, LinkingReply::CodeUnknown),
    };
    with_effect(step, Effect::Access(AccessEffect::Tried { secret: Secret::Code, tries }))
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
        return Ok(and_show_menu(LinkingReply::AlreadyRole(role), Standing::from(&facts.person)));
    }
    if is_spent(invitation, ctx) {
        return Ok(goto(after_failure(facts), SharedReply::CodeSpent));
    }
    // Nobody gives themselves an office: whoever invites, invites somebody else.
    if invitation.made_by == Some(facts.person.person_id) && !seeded(Bug::OwnInvitationOpens) {
        return Ok(and_show_menu(LinkingReply::OwnInvitation(role), Standing::from(&facts.person)));
    }
    let mut standing = Standing::from(&facts.person);
    standing.roles.push(role);
    let granted = done(LinkingReply::RoleGranted(role));
    let step = if settings::may_set(role, facts) && !facts.cooperative.is_set_up() {
        and_say(granted, SettingsReply::Offer)
    } else {
        and_say(granted, HomeReply::Menu(standing))
    };
    let mut step = with_effect(step, LinkingEffect::GrantRole { role, invitation: invitation.invitation_id });
    if invitation.made_by.is_some() {
        let others = settings::others(role, facts)?;
        step.effects.extend(others.tell(&StaffNews::TookOffice(role).into()));
    }
    Ok(step)
}

fn redeem_member(link: &MemberLink, invitation: &Invitation, code: &str, facts: &Facts, ctx: &Ctx) -> Step {
    let usable = !is_spent(invitation, ctx) && access::is_free(link);
    let alone = facts.person.members.is_empty();
    match invitation.proof {
        _ if is_here(link, facts) => settle(link, Some(invitation.invitation_id), facts, ctx),
        _ if !usable => goto(after_failure(facts), SharedReply::CodeSpent),
        Proof::CodeAndPhone if alone => {
            let letter = Letter {
                invitation: invitation.invitation_id,
                number: link.member.number.clone(),
                expires_at: invitation.expires_at,
            };
            goto(Dialogue::Linking(Linking::LetterBrought(letter)), LinkingReply::AskPhoneOfLetter)
        }
        Proof::Code if !alone => access::begin(link, code, facts),
        Proof::Code | Proof::CodeAndPhone => settle(link, Some(invitation.invitation_id), facts, ctx),
    }
}

/// Whether the member is on this person's account already.
fn is_here(link: &MemberLink, facts: &Facts) -> bool {
    facts.person.members.iter().any(|linked| linked.member.member_id == link.member.member_id)
}

/// Links the person, unless they are linked already: to this member, which is fine, or to another.
fn settle(link: &MemberLink, invitation: Option<InvitationId>, facts: &Facts, ctx: &Ctx) -> Step {
    if is_here(link, facts) {
        let reply = LinkingReply::AlreadyLinked(Salutation::from(&link.member));
        return if facts.person.must_choose() {
            and_say(done(reply), access::who_is_it(facts))
        } else {
            and_show_menu(reply, Standing::from(&facts.person))
        };
    }
    if let Some(linked) = facts.person.members.first() {
        let member = facts.person.member.as_ref().unwrap_or(&linked.member);
        return done(LinkingReply::LinkedToAnother(Salutation::from(member)));
    }
    let effect = LinkingEffect::LinkMember { member: link.member.member_id, invitation };
    let door = access::entered(link, facts, ctx);
    let access = door.unwrap_or(link.door).access(ctx.now);
    let standing = Standing {
        member: Some(Salutation::from(&link.member)),
        roles: facts.person.roles.clone(),
        access,
        sharing: Sharing::Alone,
    };
    let step = and_show_menu(LinkingReply::Linked(Salutation::from(&link.member)), standing);
    let step = with_effect(step, effect);
    match door {
        None => step,
        // The code that was waited for: the membership has moved, and what moves money out waits.
        Some(door) => {
            let moved = DoorEvent {
                new: Some(facts.person.person_id),
                ..access::event(link.member.member_id, Deed::Moved, None)
            };
            with_effect(step, access::set(door, moved))
        }
    }
}

/// The good news with the permanent key, then the menu with its buttons: one message can't carry both.
fn and_show_menu(reply: LinkingReply, standing: Standing) -> Step {
    and_say(done(reply), HomeReply::Menu(standing))
}
