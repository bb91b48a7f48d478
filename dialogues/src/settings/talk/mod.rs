//! What a cooperative sets for itself: all of it one question after the other at first, and any of it afterwards.
//!
//! Each answer is written at once, so that leaving loses nothing. An answer counts for what was on the screen: when
//! another officer has changed it meanwhile, what stands now is shown and asked about again.

mod read;
mod staff;

use domain::bug::{Bug, seeded};
use domain::role::Role;
use domain::setting::{Setting, Value};

pub(crate) use self::staff::OPEN_MAX;
use crate::base::people::{PeopleNeed, Recipient, Salutation};
use crate::base::said::FormWord;
use crate::base::step::{done, goto, stay};
use crate::groups;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Step, leaving};
use crate::questions::Answerer;
use crate::settings::facts::{SettingsNeed, Staff};
use crate::settings::{Asked, News, Note, SettingLine, SettingsButton, SettingsProblem, SettingsReply, SettingsTap};
use crate::settings::{SettingsEffect, SettingsForm, Walk};

/// The first of this person's roles that may change settings.
fn role_of(facts: &Facts) -> Option<Role> {
    facts.person.roles.iter().copied().find(|role| may_set(*role, facts))
}

/// Whether this role may change settings.
pub(crate) fn may_set(role: Role, facts: &Facts) -> bool {
    facts.cooperative.settings.roles.contains(&role)
}

/// `/atur`: what is set; or, for a cooperative that is not set up yet, the offer to do it together.
pub(crate) fn start(facts: &Facts) -> Plan {
    if role_of(facts).is_none() {
        Ok(done(HomeReply::NotYourRole))
    } else if facts.cooperative.is_set_up() {
        list(None, None, facts)
    } else {
        Ok(done(SettingsReply::Offer))
    }
}

/// A button that needs no open question, or one of the question that is open.
pub(crate) fn press(state: &Dialogue, button: SettingsButton, facts: &Facts, ctx: &Ctx) -> Plan {
    let nonce = match button {
        SettingsButton::Tap { nonce, .. }
        | SettingsButton::Amount { nonce, .. }
        | SettingsButton::Revoke { nonce, .. } => nonce,
        _ if role_of(facts).is_none() => return leaving(state, Ok(done(HomeReply::NotYourRole))),
        SettingsButton::Start => return leaving(state, start(facts)),
        SettingsButton::List => return leaving(state, list(None, None, facts)),
        SettingsButton::History => return leaving(state, history(facts)),
        SettingsButton::Begin => return leaving(state, ask(Setting::Name, Walk::All, None, 0, facts, ctx)),
        SettingsButton::Open(setting) => return leaving(state, ask(setting, Walk::One, None, 0, facts, ctx)),
    };
    match state {
        Dialogue::Settings(form) if nonce == form.answered() => Ok(stay(state, SettingsReply::AlreadyAnswered)),
        Dialogue::Settings(form) if form.nonce() == Some(nonce) => match role_of(facts) {
            Some(_) => answer(form, button, facts, ctx),
            None => Ok(done(HomeReply::NotYourRole)),
        },
        _ => Ok(stay(state, HomeReply::StaleButton)),
    }
}

/// A button of the screen that is shown.
fn answer(form: &SettingsForm, button: SettingsButton, facts: &Facts, ctx: &Ctx) -> Plan {
    let stale = || Ok(stay(&Dialogue::Settings(form.clone()), HomeReply::StaleButton));
    match (form, button) {
        (_, SettingsButton::Tap { tap: SettingsTap::Stop, .. }) => Ok(leave()),
        (SettingsForm::Asking { nonce, setting, seen, walk, .. }, _) => {
            let at = At { nonce: *nonce, setting: *setting, seen, walk: *walk };
            match button {
                SettingsButton::Amount { amount, .. } => at.amount(amount, facts, ctx),
                SettingsButton::Revoke { invitation, .. } if *setting == Setting::Officers => {
                    staff::revoke(invitation, *walk, *nonce, facts, ctx)
                }
                SettingsButton::Tap { tap, .. } => at.tapped(tap, facts, ctx).unwrap_or_else(stale),
                _ => stale(),
            }
        }
        (SettingsForm::Confirm { nonce, seen, value, walk, .. }, SettingsButton::Tap { tap, .. }) => {
            let at = At { nonce: *nonce, setting: value.setting(), seen, walk: *walk };
            match tap {
                SettingsTap::Yes => at.settle(value.clone(), facts, ctx),
                SettingsTap::Change => at.again(None, facts, ctx),
                _ => stale(),
            }
        }
        (SettingsForm::Confirm { .. } | SettingsForm::Resting { .. }, _) => stale(),
    }
}

/// A text while a question is open.
pub(crate) fn text(form: &SettingsForm, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let (at, confirming) = match form {
        // It waits for nothing: free words are heard before they come here.
        SettingsForm::Resting { .. } => return list(None, None, facts),
        SettingsForm::Asking { nonce, setting, seen, walk, .. } => {
            (At { nonce: *nonce, setting: *setting, seen, walk: *walk }, None)
        }
        SettingsForm::Confirm { nonce, seen, value, walk, .. } => {
            (At { nonce: *nonce, setting: value.setting(), seen, walk: *walk }, Some(value))
        }
    };
    if role_of(facts).is_none() {
        return Ok(done(HomeReply::NotYourRole));
    }
    if read::is_skip(text) {
        return at.advance(None, None, facts, ctx);
    }
    match (read::read(at.setting, text, facts), confirming) {
        (Ok(value), _) => at.told(value, facts, ctx),
        // "ya": the button says it, so the same is asked again with its buttons.
        (Err(_), Some(value)) => at.told(value.clone(), facts, ctx),
        (Err(problem), None) => at.again(Some(Note::Problem(problem)), facts, ctx),
    }
}

/// A word that stands on a button of this form.
pub(crate) fn word(form: &SettingsForm, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let tap = |nonce: u64, tap| {
        Some(press(&Dialogue::Settings(form.clone()), SettingsButton::Tap { nonce, tap }, facts, ctx))
    };
    match (form, said) {
        (SettingsForm::Resting { .. }, _) | (_, FormWord::Cancel) => None,
        _ if role_of(facts).is_none() => Some(Ok(done(HomeReply::NotYourRole))),
        (SettingsForm::Asking { nonce, setting, walk, .. }, FormWord::Again | FormWord::Yes | FormWord::Change) => {
            Some(ask(*setting, *walk, None, *nonce, facts, ctx))
        }
        (SettingsForm::Asking { nonce, .. }, FormWord::GoOn | FormWord::Later) => tap(*nonce, SettingsTap::Skip),
        (SettingsForm::Asking { nonce, .. }, FormWord::Back) => tap(*nonce, SettingsTap::Back),
        (SettingsForm::Confirm { nonce, seen, value, walk, .. }, FormWord::Again | FormWord::GoOn) => {
            let at = At { nonce: *nonce, setting: value.setting(), seen, walk: *walk };
            Some(at.told(value.clone(), facts, ctx))
        }
        (SettingsForm::Confirm { nonce, .. }, FormWord::Back | FormWord::Change) => tap(*nonce, SettingsTap::Change),
        (SettingsForm::Confirm { nonce, .. }, FormWord::Yes) => tap(*nonce, SettingsTap::Yes),
        (SettingsForm::Confirm { .. }, FormWord::Later) => None,
    }
}

/// The question that is being answered.
struct At<'a> {
    nonce: u64,
    setting: Setting,
    seen: &'a str,
    walk: Walk,
}

impl At<'_> {
    fn tapped(&self, tap: SettingsTap, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
        let value = match (self.setting, tap) {
            (_, SettingsTap::Skip) => return Some(self.advance(None, None, facts, ctx)),
            (_, SettingsTap::Back) => return Some(self.back(facts, ctx)),
            (Setting::Officers, SettingsTap::Invite) => return Some(Ok(self.choose_role())),
            (Setting::Officers, SettingsTap::Change) => return Some(self.again(None, facts, ctx)),
            (Setting::Officers, SettingsTap::Role(role)) => {
                return Some(staff::invite(role, self.walk, self.nonce, facts, ctx));
            }
            (Setting::Groups, SettingsTap::Bind) => return Some(self.bind(facts, ctx)),
            (Setting::LegalNumber, SettingsTap::Clear) => Value::LegalNumber(String::new()),
            (Setting::Payment, SettingsTap::Clear) => Value::Payment(String::new()),
            (Setting::Zone, SettingsTap::Zone(zone)) => Value::Zone(zone),
            (Setting::FirstMandatory, SettingsTap::First(first)) => Value::FirstMandatory(first),
            (Setting::Approvals, SettingsTap::Approvals(needed)) => Value::approvals(needed)?,
            (Setting::QuietHours, SettingsTap::Quiet(hours)) => Value::QuietHours(hours),
            _ => return None,
        };
        Some(self.settle(value, facts, ctx))
    }

    /// One of two readings of an amount.
    fn amount(&self, amount: domain::money::Money, facts: &Facts, ctx: &Ctx) -> Plan {
        match (read::within(amount, facts), self.setting) {
            (Ok(amount), Setting::Principal) => self.told(Value::Principal(amount), facts, ctx),
            (Ok(amount), Setting::Mandatory) => self.told(Value::Mandatory(amount), facts, ctx),
            (Ok(_), _) => self.again(Some(Note::Problem(SettingsProblem::UseButtons)), facts, ctx),
            (Err(problem), _) => self.again(Some(Note::Problem(problem)), facts, ctx),
        }
    }

    /// A value in words of one's own: where money hangs on it, it is read back before it counts.
    fn told(&self, value: Value, facts: &Facts, ctx: &Ctx) -> Plan {
        let stands = facts.cooperative.value(self.setting);
        let weighs = matches!(value, Value::Principal(_) | Value::Mandatory(_) | Value::Payment(_));
        if !weighs || stands.as_ref() == Some(&value) {
            return self.settle(value, facts, ctx);
        }
        let nonce = ctx.nonce();
        let (seen, walk) = (self.seen.to_owned(), self.walk);
        let reply = SettingsReply::Confirm { value: value.clone(), nonce };
        let next = SettingsForm::Confirm { nonce, answered: self.nonce, seen, value, walk };
        Ok(goto(Dialogue::Settings(next), reply))
    }

    /// Writes the value over what was shown, records it, and tells every other officer.
    fn settle(&self, value: Value, facts: &Facts, ctx: &Ctx) -> Plan {
        let (Some(role), Some(before)) = (role_of(facts), facts.cooperative.value(self.setting)) else {
            return Ok(done(HomeReply::NotYourRole));
        };
        if before == value {
            return self.advance(Some(Note::Unchanged(value)), None, facts, ctx);
        }
        if before.text() != self.seen && !seeded(Bug::SettingNotReadAgain) {
            return self.again(Some(Note::MovedOn), facts, ctx);
        }
        if let Some(problem) = staff::too_few(&value, facts)? {
            return self.again(Some(Note::Problem(problem)), facts, ctx);
        }
        let others = others(role, facts)?;
        let mut step = self.advance(Some(Note::Saved(value.clone())), Some(&value), facts, ctx)?;
        step.effects.extend(others.tell(&News::Changed { before: before.clone(), after: value.clone() }));
        let version = facts.cooperative.settings.version;
        step.effects.insert(0, SettingsEffect::Set { value, before, version, role }.into());
        Ok(step)
    }

    /// The same question once more, with what stands now.
    fn again(&self, note: Option<Note>, facts: &Facts, ctx: &Ctx) -> Plan {
        ask(self.setting, self.walk, note, self.nonce, facts, ctx)
    }

    /// What came before this question; of one alone, the list.
    fn back(&self, facts: &Facts, ctx: &Ctx) -> Plan {
        match (self.walk, self.setting.previous()) {
            (Walk::All, Some(before)) => ask(before, self.walk, None, self.nonce, facts, ctx),
            (Walk::All, None) => self.again(None, facts, ctx),
            (Walk::One, _) => self.advance(None, None, facts, ctx),
        }
    }

    /// What comes after this question.
    fn advance(&self, note: Option<Note>, changed: Option<&Value>, facts: &Facts, ctx: &Ctx) -> Plan {
        let mut step = match (self.walk, self.setting.next()) {
            (Walk::All, Some(next)) => return ask(next, self.walk, note, self.nonce, facts, ctx),
            (Walk::All, None) => list(Some(Note::Finished), changed, facts)?,
            (Walk::One, _) => list(note, changed, facts)?,
        };
        step.next = Dialogue::Settings(SettingsForm::Resting { answered: self.nonce });
        Ok(step)
    }

    /// Which office? The question stays open.
    fn choose_role(&self) -> Step {
        let next = SettingsForm::Asking {
            nonce: self.nonce,
            answered: 0,
            setting: self.setting,
            seen: self.seen.to_owned(),
            walk: self.walk,
        };
        goto(Dialogue::Settings(next), SettingsReply::ChooseRole { nonce: self.nonce })
    }

    /// A code for a group, as `/hubungkan` makes it; it is the last question.
    fn bind(&self, facts: &Facts, ctx: &Ctx) -> Plan {
        let mut step = self.advance(None, None, facts, &ctx.beside_code())?;
        let offer = groups::offer(facts, ctx);
        step.effects.extend(offer.effects);
        step.replies.splice(0..0, offer.replies);
        Ok(step)
    }
}

/// Asks for a setting, with what stands now.
fn ask(setting: Setting, walk: Walk, note: Option<Note>, answered: u64, facts: &Facts, ctx: &Ctx) -> Plan {
    Ok(match facts.cooperative.value(setting) {
        Some(value) => asked(setting, value.text(), Asked::Value(value), walk, note, answered, ctx),
        None => ask_of_staff(setting, &staff::staff(facts)?, walk, note, answered, ctx),
    })
}

fn ask_of_staff(setting: Setting, staff: &Staff, walk: Walk, note: Option<Note>, answered: u64, ctx: &Ctx) -> Step {
    let shown = if setting == Setting::Groups { Asked::Groups(staff.groups) } else { Asked::officers(staff) };
    asked(setting, String::new(), shown, walk, note, answered, ctx)
}

fn asked(
    setting: Setting,
    seen: String,
    shown: Asked,
    walk: Walk,
    note: Option<Note>,
    answered: u64,
    ctx: &Ctx,
) -> Step {
    let nonce = ctx.nonce();
    let next = SettingsForm::Asking { nonce, answered, setting, seen, walk };
    goto(Dialogue::Settings(next), SettingsReply::Ask { asked: shown, walk, note, nonce })
}

/// What is set, and what was just changed.
fn list(note: Option<Note>, changed: Option<&Value>, facts: &Facts) -> Plan {
    let staff = staff::staff(facts)?;
    let line = |setting: Setting| match facts.cooperative.value(setting) {
        Some(stands) => {
            let changed = changed.filter(|value| value.setting() == setting);
            SettingLine::Value(changed.cloned().unwrap_or(stands))
        }
        None if setting == Setting::Groups => SettingLine::Groups(staff.groups),
        None => SettingLine::Officers(u32::try_from(staff.officers.len()).unwrap_or(u32::MAX)),
    };
    Ok(done(SettingsReply::List { lines: Setting::ALL.map(line).to_vec(), note }))
}

/// Who changed what, and when.
fn history(facts: &Facts) -> Plan {
    let changes = facts.settings.changes.ask(SettingsNeed::Changes)?;
    Ok(done(SettingsReply::History(changes.map_or(&[][..], Vec::as_slice).to_vec())))
}

/// What was answered is kept; the rest may wait.
pub(crate) fn leave() -> Step {
    done(SettingsReply::Left)
}

/// Every other officer, and who speaks to them.
pub(crate) struct Others {
    by: Answerer,
    people: Vec<Recipient>,
}

/// Looks up every other officer, to be told by whoever holds this role.
pub(crate) fn others(role: Role, facts: &Facts) -> Result<Others, Needs> {
    let officers = facts.people.officers.ask(PeopleNeed::Officers(Role::ALL.to_vec()))?.map_or(&[][..], Vec::as_slice);
    let own = facts.person.person_id;
    let people = officers.iter().filter(|officer| officer.person_id != own).copied().collect();
    Ok(Others { by: Answerer { role, member: facts.person.member.as_ref().map(Salutation::from) }, people })
}

impl Others {
    /// Tells each of them.
    pub(crate) fn tell(&self, news: &News) -> Vec<Effect> {
        let reply = |to: &Recipient| Effect::Tell {
            to: *to,
            reply: SettingsReply::News { by: self.by.clone(), news: news.clone() }.into(),
        };
        self.people.iter().map(reply).collect()
    }
}
