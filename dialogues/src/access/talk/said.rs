//! Words that stand on a button of this room's forms.

use super::lock::{self, again_why};
use super::{moving, shared};
use crate::access::facts::AccessNeed;
use crate::access::{AccessButton, DoorForm, Pins, Reporting};
use crate::base::said::FormWord;
use crate::hub::{Ctx, Dialogue, Facts, Plan};

/// A word in the form of a door.
pub(crate) fn word(form: &DoorForm, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    match (form, said) {
        (DoorForm::ConfirmFreeze { .. }, FormWord::Again | FormWord::GoOn | FormWord::Back) => {
            Some(lock::lost(facts, ctx))
        }
        (DoorForm::ConfirmFreeze { nonce }, FormWord::Yes) => {
            Some(lock::press(&Dialogue::Door(form.clone()), AccessButton::Freeze { nonce: *nonce }, facts, ctx))
        }
        (DoorForm::AskNumber { .. }, FormWord::Again | FormWord::GoOn | FormWord::Back) => {
            Some(lock::start("", facts, ctx))
        }
        (DoorForm::AskWhy { what, member, .. }, FormWord::Again | FormWord::GoOn) => {
            Some(again_why(*what, *member, facts, ctx))
        }
        (DoorForm::AskWhy { member, .. }, FormWord::Back) => {
            Some(lock::press(&Dialogue::Door(form.clone()), AccessButton::Card(*member), facts, ctx))
        }
        (DoorForm::ConfirmMove { request, .. }, FormWord::Again | FormWord::GoOn | FormWord::Back) => {
            Some(moving::confirm_again(*request, facts, ctx))
        }
        (DoorForm::ConfirmMove { request, .. }, FormWord::Yes) => Some(moving::move_now(*request, facts, ctx)),
        (_, FormWord::Yes | FormWord::Change | FormWord::Later | FormWord::Cancel) => None,
    }
}

/// A word in a report of a lost phone.
pub(crate) fn report_word(form: &Reporting, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    match (form, said) {
        (Reporting::AskWords { whose, .. }, FormWord::Again | FormWord::GoOn) => {
            Some(Ok(moving::ask_words(whose.clone(), ctx)))
        }
        (_, FormWord::Again | FormWord::GoOn | FormWord::Back) => Some(moving::begin(facts, ctx)),
        (_, FormWord::Yes | FormWord::Change | FormWord::Later | FormWord::Cancel) => None,
    }
}

/// A word where a PIN is awaited; only the question itself comes again.
pub(crate) fn pin_word(form: &Pins, said: FormWord, facts: &Facts) -> Option<Plan> {
    let state = Dialogue::Pins(form.clone());
    match (form, said) {
        (Pins::Ask { slot }, FormWord::Again) => Some(Ok(shared::ask_pin(*slot, &state, facts))),
        (Pins::ChooseFirst { code } | Pins::Choose { code }, FormWord::Again) => Some(again_pin(code, facts)),
        (_, _) => None,
    }
}

/// The code says once more who comes in addition.
fn again_pin(code: &str, facts: &Facts) -> Plan {
    let invitation = facts.access.invitation.ask(AccessNeed::Invitation(code.to_owned()))?;
    Ok(shared::begin_again(invitation, code, facts))
}
