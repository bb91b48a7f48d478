//! A text that no form waits for: a wish in a member's own words, or something for a person.

use super::plan;
use crate::access::AccessReply;
use crate::base::hold::Before;
use crate::base::natural::{Heard, Wish, hear};
use crate::base::people::Standing;
use crate::base::step::{done, goto};
use crate::home::HomeReply;
use crate::hub::{Button, Command, Ctx, Dialogue, Facts, Plan, Reply, Step, leaving};
use crate::linking::Linking;
use crate::questions::{self, Asking, QuestionsReply};
use crate::{access, account, joining};

/// Buttons of one row.
const ROW_MAX: usize = 3;

/// Does what the text clearly asks for; else it stays at hand, so that one press sends it to a person.
pub(crate) fn text(text: &str, before: Before, facts: &Facts, ctx: &Ctx) -> Plan {
    let mut step = heard(text, before, facts, ctx)?;
    // Whoever was asked for a code may still type it.
    if before == Before::Code && step.next == Dialogue::resting(&facts.person) {
        step.next = Dialogue::Linking(Linking::AskCode);
    }
    Ok(step)
}

fn heard(text: &str, before: Before, facts: &Facts, ctx: &Ctx) -> Plan {
    let kept = |reply| Ok(kept(text, before, reply));
    match hear(text) {
        Heard::Meant(wish) => grant(wish, kept, facts, ctx),
        Heard::Perhaps(wishes) => kept(offer(buttons(&wishes, facts), facts)),
        Heard::Complaint(wishes) => {
            let mut row = vec![Button::SOMETHING_WRONG];
            row.extend(buttons(&wishes, facts));
            kept(offer(row, facts))
        }
        Heard::Thanks => Ok(aside(QuestionsReply::Welcome, facts)),
        Heard::Nothing => kept(offer(Vec::new(), facts)),
    }
}

fn grant(wish: Wish, kept: impl FnOnce(Reply) -> Plan, facts: &Facts, ctx: &Ctx) -> Plan {
    match wish {
        Wish::Balance => account::balance(facts),
        Wish::Statement => account::statement_now(facts, ctx),
        Wish::Join => joining::begin(&Dialogue::Idle, facts, ctx),
        Wish::Person => questions::ask(&Dialogue::Idle, "", facts, ctx),
        Wish::Language => Ok(aside(HomeReply::Language, facts)),
        Wish::Help => Ok(aside(HomeReply::Help(Standing::from(&facts.person)), facts)),
        Wish::Menu => Ok(plan::menu(facts)),
        Wish::LostPhone => access::lost(facts, ctx),
        Wish::Status => Ok(Step { next: Dialogue::resting(&facts.person), ..joining::status(facts)? }),
        Wish::RealBot => Ok(aside(AccessReply::RealBot, facts)),
        Wish::Loan | Wish::Instalment | Wish::Pay | Wish::HavePaid | Wish::Withdraw => {
            kept(QuestionsReply::NotHereYet(wish).into())
        }
    }
}

/// Does what was plainly asked for in the middle of a form.
pub(super) fn granted(state: &Dialogue, wish: Wish, facts: &Facts, ctx: &Ctx) -> Plan {
    let command = match wish {
        Wish::Balance => Command::Balance,
        Wish::Statement => Command::Statement,
        Wish::Join => Command::Join,
        Wish::Person => Command::Ask,
        Wish::Language => Command::Language,
        Wish::Help => Command::Help,
        Wish::Menu => Command::Menu,
        Wish::Status => Command::Status,
        Wish::LostPhone => return leaving(state, access::lost(facts, ctx)),
        Wish::RealBot => return leaving(state, Ok(done(AccessReply::RealBot))),
        Wish::Loan | Wish::Instalment | Wish::Pay | Wish::HavePaid | Wish::Withdraw => {
            return leaving(state, Ok(done(QuestionsReply::NotHereYet(wish))));
        }
    };
    plan::run(state, command, "", facts, ctx)
}

/// Said on the way: whoever is linking an account goes on with the key that still shows.
fn aside(reply: impl Into<Reply>, facts: &Facts) -> Step {
    goto(Dialogue::resting(&facts.person), reply)
}

/// The likeliest screens; without any, those that everybody is offered.
fn offer(mut row: Vec<Button>, facts: &Facts) -> Reply {
    row.truncate(ROW_MAX);
    if row.is_empty() {
        HomeReply::NotUnderstood(Standing::from(&facts.person)).into()
    } else {
        QuestionsReply::Perhaps(row).into()
    }
}

/// The screens that these wishes have, for this person.
fn buttons(wishes: &[Wish], facts: &Facts) -> Vec<Button> {
    let is_member = facts.person.member.is_some();
    let of = |wish: &Wish| match wish {
        Wish::Balance => Some(if is_member { Button::BALANCE } else { Button::START }),
        Wish::Statement => Some(if is_member { Button::STATEMENT } else { Button::START }),
        Wish::Join => (!is_member).then_some(Button::START),
        Wish::Language => Some(Button::LANGUAGE),
        Wish::RealBot => Some(Button::REAL_BOT),
        Wish::Help => Some(Button::HELP),
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
fn kept(text: &str, before: Before, reply: Reply) -> Step {
    let next = match (questions::fitting(text), before) {
        (Some(text), before) => Dialogue::Asking(Asking::Heard { text, before }),
        (None, Before::Nothing) => Dialogue::Idle,
        (None, Before::Contact) => Dialogue::Linking(Linking::AskContact),
        (None, Before::Code) => Dialogue::Linking(Linking::AskCode),
    };
    goto(next, reply)
}
