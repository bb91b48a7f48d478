//! A text that no form waits for: a wish in a member's own words, or something for a person.

use crate::account;
use crate::ask::{self, Asking, Before};
use crate::button::Button;
use crate::button_door::DoorButton;
use crate::dialogue::Dialogue;
use crate::door;
use crate::facts::Facts;
use crate::join;
use crate::link::{self, Linking};
use crate::natural::{Heard, Wish, hear};
use crate::plan::{self, Plan, goto};
use crate::reply::{DoorReply, QuestionReply, Reply, Standing};
use crate::step::{Ctx, Step};

/// Buttons of one row.
const ROW_MAX: usize = 3;

/// Does what the text clearly asks for; else it stays at hand, so that one press sends it to a person.
pub(crate) fn text(text: &str, before: Before, facts: &Facts, ctx: &Ctx) -> Plan {
    let kept = |reply| Ok(kept(text, before, reply));
    match hear(text) {
        Heard::Meant(wish) => grant(wish, kept, facts, ctx),
        Heard::Perhaps(wishes) => kept(offer(buttons(&wishes, facts), facts)),
        Heard::Complaint(wishes) => {
            let mut row = vec![Button::SomethingWrong];
            row.extend(buttons(&wishes, facts));
            kept(offer(row, facts))
        }
        Heard::Thanks => Ok(aside(QuestionReply::Welcome, facts)),
        Heard::Nothing => kept(offer(Vec::new(), facts)),
    }
}

fn grant(wish: Wish, kept: impl FnOnce(Reply) -> Plan, facts: &Facts, ctx: &Ctx) -> Plan {
    match wish {
        Wish::Balance => account::balance(facts),
        Wish::Statement => account::statement_now(facts, ctx),
        Wish::Join => join::begin(&Dialogue::Idle, facts, ctx),
        Wish::Person => ask::start("", facts, ctx),
        Wish::Language => Ok(aside(Reply::Language, facts)),
        Wish::Help => Ok(aside(Reply::Help(Standing::from(&facts.person)), facts)),
        Wish::Menu => Ok(plan::menu(facts)),
        Wish::LostPhone => door::lost(facts, ctx),
        Wish::Status => Ok(Step { next: link::resting(facts), ..join::status(facts)? }),
        Wish::RealBot => Ok(aside(DoorReply::RealBot, facts)),
        Wish::Loan | Wish::Instalment | Wish::Pay | Wish::HavePaid | Wish::Withdraw => {
            kept(QuestionReply::NotHereYet(wish).into())
        }
    }
}

/// Said on the way: whoever is linking an account goes on with the key that still shows.
fn aside(reply: impl Into<Reply>, facts: &Facts) -> Step<Dialogue> {
    goto(link::resting(facts), reply)
}

/// The likeliest screens; without any, those that everybody is offered.
fn offer(mut row: Vec<Button>, facts: &Facts) -> Reply {
    row.truncate(ROW_MAX);
    if row.is_empty() {
        Reply::NotUnderstood(Standing::from(&facts.person))
    } else {
        QuestionReply::Perhaps(row).into()
    }
}

/// The screens that these wishes have, for this person.
fn buttons(wishes: &[Wish], facts: &Facts) -> Vec<Button> {
    let is_member = facts.person.member.is_some();
    let of = |wish: &Wish| match wish {
        Wish::Balance => Some(if is_member { Button::Balance } else { Button::Start }),
        Wish::Statement => Some(if is_member { Button::StatementNow } else { Button::Start }),
        Wish::Join => (!is_member).then_some(Button::Start),
        Wish::Language => Some(Button::Language),
        Wish::RealBot => Some(Button::Door(DoorButton::RealBot)),
        Wish::Help => Some(Button::Help),
        Wish::Loan
        | Wish::Instalment
        | Wish::Pay
        | Wish::HavePaid
        | Wish::Withdraw
        | Wish::LostPhone
        | Wish::Status
        | Wish::Person
        | Wish::Menu => None,
    };
    let mut found: Vec<Button> = Vec::new();
    for button in wishes.iter().filter_map(of) {
        if !found.contains(&button) {
            found.push(button);
        }
    }
    found
}

/// Says it, and keeps the text for "Tanya petugas"; a letter is too long for that.
fn kept(text: &str, before: Before, reply: Reply) -> Step<Dialogue> {
    let next = match (ask::fitting(text), before) {
        (Some(text), before) => Dialogue::Asking(Asking::Heard { text, before }),
        (None, Before::Nothing) => Dialogue::Idle,
        (None, Before::Contact) => Dialogue::Linking(Linking::AskContact),
    };
    goto(next, reply)
}
