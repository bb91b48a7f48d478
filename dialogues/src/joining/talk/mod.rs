//! Becoming a member: one question each, nothing more than the register needs, and officers decide.
//!
//! What must not stay in a chat (a NIK, an account, a photo) is deleted there once it was read.

pub(super) mod admit;
pub(super) mod register;
pub(super) mod said;
mod send;

use domain::applicant::{Heir, Payout, full_name};
use domain::member::MemberStatus;
use domain::nik::Nik;
use domain::phone::Phone;

use crate::base::people::{ContactCard, Salutation};
use crate::base::said::is_talk;
use crate::base::step::{done, goto, stay, with_effect};
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Plan, Step, leaving};
use crate::joining::facts::{JoiningNeed, OwnApplication, Taken};
use crate::joining::{Answer, CONSENT_VERSION, Consent, Draft, Joining, JoiningButton, Question, Whose};
use crate::joining::{JoinTap, JoiningReply, Problem, Summary, TakenThing};
use crate::linking;
use crate::linking::Linking;

/// The payload of a link that members send on.
pub(crate) const PAYLOAD: &str = "daftar";

/// `/daftar`: goes on with an open draft, or begins.
pub(crate) fn begin(state: &Dialogue, facts: &Facts, ctx: &Ctx) -> Plan {
    match state {
        Dialogue::Joining(form) if form.draft().is_some_and(|draft| draft.whose == Whose::Own) => {
            Ok(again(form, None, facts, ctx))
        }
        _ => leaving(state, own(facts, ctx)),
    }
}

fn own(facts: &Facts, ctx: &Ctx) -> Plan {
    if let Some(linked) = facts.person.members.first() {
        return Ok(done(JoiningReply::AlreadyMember(Salutation::from(&linked.member))));
    }
    if let Some(open) = facts.joining.own.ask(JoiningNeed::Own)? {
        return Ok(done(waiting(open)));
    }
    Ok(advance(Draft::new(Whose::Own), facts, ctx))
}

const fn waiting(open: &OwnApplication) -> JoiningReply {
    JoiningReply::Waiting { sent_on: open.sent_on, request: open.request }
}

/// An officer begins to write down somebody else's application.
fn register(facts: &Facts, ctx: &Ctx) -> Step {
    if is_registrar(facts) { advance(Draft::new(Whose::Others), facts, ctx) } else { done(HomeReply::NotYourRole) }
}

/// Whether the person may write down applications of others and see members' cards.
pub(super) fn is_registrar(facts: &Facts) -> bool {
    facts.person.roles.iter().any(|role| facts.cooperative.joining.registrars.contains(role))
}

/// `/status`: where a person stands on the way to a membership.
pub(crate) fn status(facts: &Facts) -> Plan {
    let Some(member) = &facts.person.member else {
        let open = facts.joining.own.ask(JoiningNeed::Own)?;
        return Ok(done(open.map_or(JoiningReply::NothingOpen, waiting)));
    };
    let who = Salutation::from(member);
    Ok(done(match member.status {
        MemberStatus::Candidate => {
            let entry = admit::entry(member.member_id, facts)?;
            JoiningReply::StillToPay { member: who, missing: entry.terms.missing(&entry.paid) }
        }
        MemberStatus::Active | MemberStatus::Inactive | MemberStatus::Ended => JoiningReply::AlreadyMember(who),
    }))
}

/// Asks for the first thing that is missing, or shows all of it for the last word.
fn advance(draft: Draft, facts: &Facts, ctx: &Ctx) -> Step {
    ask(draft, None, facts, ctx)
}

fn ask(draft: Draft, problem: Option<Problem>, facts: &Facts, ctx: &Ctx) -> Step {
    let nonce = ctx.nonce();
    if let Some(question) = draft.next_question() {
        // What is agreed to is the text that is shown now, with this name in it.
        let named = if question == Question::Consent { facts.cooperative.name.clone() } else { draft.named.clone() };
        let draft = Draft { named, ..draft };
        let heard = if problem.is_none() { said::read_back(question, &draft) } else { None };
        let reply = JoiningReply::Ask { question, whose: draft.whose, problem, heard, nonce };
        return goto(Dialogue::Joining(Joining::Asking { nonce, question, draft }), reply);
    }
    let reply = JoiningReply::Summary { summary: Summary::of(&draft, facts), whose: draft.whose, nonce };
    goto(Dialogue::Joining(Joining::Confirm { nonce, draft }), reply)
}

/// The same question once more.
fn again(form: &Joining, problem: Option<Problem>, facts: &Facts, ctx: &Ctx) -> Step {
    match form.draft() {
        Some(draft) => ask(draft.clone(), problem, facts, ctx),
        None => done(JoiningReply::NothingOpen),
    }
}

/// Whoever lost the role while the form was open writes nothing down for others.
fn may_go_on(form: &Joining, facts: &Facts) -> bool {
    form.draft().is_none_or(|draft| draft.whose == Whose::Own) || is_registrar(facts)
}

/// A text while the form is open. What is private is deleted from the chat, whether it could be read or not.
pub(crate) fn text(form: &Joining, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    let step = answered(form, text, facts, ctx)?;
    let private = matches!(form, Joining::Asking { question, .. } if question.is_private());
    Ok(if private || Nik::parse(text).is_some() { with_effect(step, Effect::EraseInput) } else { step })
}

fn answered(form: &Joining, text: &str, facts: &Facts, ctx: &Ctx) -> Plan {
    if !may_go_on(form, facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    let (question, draft) = match form {
        Joining::Asking { question, draft, .. } => (*question, draft.clone()),
        // What is sent waits for nothing: free words are heard before they come here.
        Joining::Confirm { draft, .. } => {
            return Ok(match said::wanted(text) {
                Some(field) => said::change(form, draft, field, facts, ctx),
                None => again(form, None, facts, ctx),
            });
        }
        Joining::Sent { .. } => return Ok(again(form, None, facts, ctx)),
    };
    let problem = |problem| Ok(again(form, Some(problem), facts, ctx));
    if let Some(field) = said::wanted(text) {
        return Ok(said::change(form, &draft, field, facts, ctx));
    }
    let draft = match question {
        // A word that stands on a button is heard before it comes here.
        Question::Consent => return problem(Problem::UseButtons),
        Question::Address => match said::address(text) {
            None => return problem(Problem::UseButtons),
            Some(address) => Draft { address: Some(address), ..draft },
        },
        Question::Name | Question::Heir | Question::Relation if is_talk(text) => return problem(Problem::Talk),
        Question::Phone if draft.whose == Whose::Own => {
            return Ok(again(form, words::has_a_number(text).then_some(Problem::PhoneTyped), facts, ctx));
        }
        Question::Phone => match Phone::parse(text) {
            None => return problem(Problem::PhoneUnreadable),
            Some(phone) => return with_phone(draft, phone, facts, ctx),
        },
        Question::Nik => match Nik::parse(text) {
            None => return problem(Problem::NikMalformed),
            Some(nik) => return with_nik(draft, nik, facts, ctx),
        },
        Question::Name => match full_name(text) {
            None => return problem(Problem::NameUnreadable),
            Some(name) => Draft { name: Some(name), ..draft },
        },
        Question::Heir => match full_name(text) {
            None => return problem(Problem::NameUnreadable),
            Some(heir) => Draft { heir: Answer::Told(heir), ..draft },
        },
        Question::Relation => match Heir::relation(text) {
            None => return problem(Problem::RelationUnreadable),
            Some(relation) => Draft { relation: Some(relation), ..draft },
        },
        Question::Payout => match Payout::parse(text) {
            None => return problem(Problem::PayoutUnreadable),
            Some(payout) => Draft { payout: Answer::Told(payout), ..draft },
        },
    };
    Ok(advance(draft, facts, ctx))
}

fn with_nik(draft: Draft, nik: Nik, facts: &Facts, ctx: &Ctx) -> Plan {
    let taken = facts.joining.taken.ask(JoiningNeed::Taken { nik: Some(nik.clone()), phone: None })?;
    Ok(match taken.and_then(|taken| nik_problem(*taken)) {
        Some(problem) => ask(draft, Some(problem), facts, ctx),
        None => advance(Draft { nik: Some(nik), ..draft }, facts, ctx),
    })
}

const fn nik_problem(taken: Taken) -> Option<Problem> {
    if taken.nik_of_member {
        Some(Problem::NikTaken(TakenThing::Member))
    } else if taken.nik_of_application {
        Some(Problem::NikTaken(TakenThing::Application))
    } else {
        None
    }
}

fn with_phone(draft: Draft, phone: Phone, facts: &Facts, ctx: &Ctx) -> Plan {
    let taken = facts.joining.taken.ask(JoiningNeed::Taken { nik: None, phone: Some(phone.as_str().to_owned()) })?;
    if !taken.is_some_and(|taken| taken.phone_of_member) {
        return Ok(advance(Draft { phone: Answer::Told(phone), ..draft }, facts, ctx));
    }
    Ok(match draft.whose {
        // The number is theirs, so that linking is what they want; or the phone is shared, and the office helps.
        Whose::Own => goto(Dialogue::Linking(Linking::AskContact), JoiningReply::PhoneTaken),
        Whose::Others => ask(draft, Some(Problem::PhoneTaken), facts, ctx),
    })
}

/// A contact card while the form is open: only the sender's own, and only when it was asked for.
pub(crate) fn contact(form: &Joining, card: &ContactCard<'_>, facts: &Facts, ctx: &Ctx) -> Plan {
    let problem = |problem| Ok(again(form, Some(problem), facts, ctx));
    match form {
        Joining::Asking { question: Question::Phone, draft, .. } if draft.whose == Whose::Own => {
            if card.forwarded {
                return problem(Problem::PhoneForwarded);
            }
            if card.owner != Some(facts.person.person_id) {
                return problem(Problem::PhoneOfAnother);
            }
            match Phone::of_account(card.phone) {
                None => problem(Problem::PhoneUnreadable),
                Some(phone) => with_phone(draft.clone(), phone, facts, ctx),
            }
        }
        // The greeting's key is in sight before anything was told, and after `/start`: a member wants to link.
        Joining::Asking { draft, .. } | Joining::Confirm { draft, .. } if draft.whose == Whose::Own => {
            leaving(&Dialogue::Joining(form.clone()), linking::contact(None, card, facts, ctx))
        }
        Joining::Asking { .. } | Joining::Confirm { .. } => Ok(again(form, None, facts, ctx)),
        Joining::Sent { .. } => Ok(linking::not_asked(facts)),
    }
}

/// A photo or whatever else while the form is open: not kept, and deleted from the chat.
pub(crate) fn unsupported(form: &Joining) -> Step {
    with_effect(stay(&Dialogue::Joining(form.clone()), JoiningReply::NoPhotos), Effect::EraseInput)
}

/// A button of this room; of the form, its nonce must be the one of the screen that is shown now.
pub(crate) fn press(state: &Dialogue, button: JoiningButton, facts: &Facts, ctx: &Ctx) -> Plan {
    match (state, button) {
        (_, JoiningButton::InviteFriend) => leaving(state, Ok(done(JoiningReply::Invitation))),
        (_, JoiningButton::Card(member)) => leaving(state, register::chosen(member, facts)),
        (_, JoiningButton::Register) => leaving(state, Ok(register(facts, ctx))),
        (_, JoiningButton::Agreed) => leaving(state, Ok(done(JoiningReply::Agreed))),
        (Dialogue::Joining(form), JoiningButton::Tap { nonce, tap }) => press_in(form, nonce, tap, facts, ctx),
        (_, JoiningButton::Tap { .. }) => Ok(stay(state, HomeReply::StaleButton)),
    }
}

fn press_in(form: &Joining, shown: u64, tap: JoinTap, facts: &Facts, ctx: &Ctx) -> Plan {
    let state = Dialogue::Joining(form.clone());
    if shown != form.nonce() {
        return Ok(stay(&state, HomeReply::StaleButton));
    }
    if !may_go_on(form, facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    let over = || Ok(stay(&state, HomeReply::StaleButton));
    match (form, tap) {
        (Joining::Sent { .. }, JoinTap::Send) => Ok(stay(&state, JoiningReply::AlreadySent)),
        (Joining::Confirm { draft, nonce }, JoinTap::Send) => send::send(draft, *nonce, facts, ctx),
        (Joining::Confirm { draft, nonce }, JoinTap::Change) => {
            Ok(stay(&state, JoiningReply::Change { whose: draft.whose, nonce: *nonce }))
        }
        (Joining::Confirm { draft, .. } | Joining::Asking { draft, .. }, JoinTap::Field(question)) => {
            Ok(advance(draft.clone().without(question), facts, ctx))
        }
        (Joining::Asking { question: Question::Consent, draft, .. }, JoinTap::Agree)
            if draft.is_of_another(&facts.cooperative.name) =>
        {
            Ok(ask(draft.clone(), Some(Problem::Renamed), facts, ctx))
        }
        (Joining::Asking { question, draft, .. }, tap) => match tapped(draft.clone(), *question, tap, facts, ctx) {
            Some(draft) => Ok(advance(draft, facts, ctx)),
            None => over(),
        },
        (Joining::Confirm { .. } | Joining::Sent { .. }, _) => over(),
    }
}

/// An answer by a button.
fn tapped(draft: Draft, question: Question, tap: JoinTap, facts: &Facts, ctx: &Ctx) -> Option<Draft> {
    match (question, tap) {
        (Question::Consent, JoinTap::Agree) => {
            let consent = Consent { version: CONSENT_VERSION, locale: ctx.locale };
            Some(Draft { consent: Some(consent), named: facts.cooperative.name.clone(), ..draft })
        }
        (Question::Address, JoinTap::Address(address)) => Some(Draft { address: Some(address), ..draft }),
        (Question::Phone, JoinTap::Later) if draft.whose == Whose::Others => {
            Some(Draft { phone: Answer::Later, ..draft })
        }
        (Question::Heir, JoinTap::Later) => Some(Draft { heir: Answer::Later, ..draft }),
        (Question::Relation, JoinTap::Later) => Some(Draft { heir: Answer::Later, relation: None, ..draft }),
        (Question::Payout, JoinTap::Later) => Some(Draft { payout: Answer::Later, ..draft }),
        _ => None,
    }
}
