//! Questions to the office: one call of every function beside a twin.

use domain::ids::{ChatId, QuestionId};
use domain::question::{AskedIn, QuestionNumber};
use domain::role::Role;
use store::questions::{self, NewAnswer, NewQuestion};

use crate::twin_calls::calls;
use crate::world::{NOW, coop, keys, person};

pub const fn question(n: u128) -> QuestionId {
    QuestionId::from_u128(0x4000 + n)
}

/// A question that person `who` asks in the group.
pub fn asks(cooperative: u128, n: u128, who: i64) -> NewQuestion {
    NewQuestion {
        asker: person(cooperative, who),
        question_id: question(n),
        asked_in: AskedIn::Group { chat: ChatId(-5), topic: 0 },
        words: format!("kapan {n}?"),
        follows: None,
        roles: vec![Role::Chair],
    }
}

fn answer(n: u128) -> NewAnswer {
    let (question_id, role) = (question(n), Role::Chair);
    NewAnswer { person: person(1, 5), question_id, version: 1, role, words: "jam 8".into() }
}

calls! { READS:
    questions::find_in, tx => questions::find_in(tx, &keys(), &[
        (coop(1), questions::Wanted::Id(question(1))),
        (coop(1), questions::Wanted::Id(question(9))),
        (coop(1), questions::Wanted::Number(QuestionNumber(1))),
        (coop(1), questions::Wanted::Number(QuestionNumber(2))),
    ]);
    questions::list_open_in, tx => questions::list_open_in(tx, &keys(), &[person(1, 5), person(1, 9)], 9);
    questions::list_waiting_in, tx => questions::list_waiting_in(tx, &keys(), coop(1), (NOW, NOW), 9);
    questions::count_asked_in, tx => questions::count_asked_in(tx, &[person(1, 5), person(1, 9)]);
}

calls! { WRITES:
    questions::ask_in, tx => async { questions::ask_in(tx, &keys(), &[asks(1, 9, 9)], NOW).await };
    questions::clear_in, tx => questions::clear_in(tx, &[(coop(1), question(1), 2)]);
    questions::answer_in, tx => async { questions::answer_in(tx, &keys(), &[answer(1), answer(9)], NOW).await };
    questions::clear_in, tx => questions::clear_in(tx, &[(coop(1), question(9), 2)]);
}
