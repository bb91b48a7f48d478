//! Questions, groups and jobs of the twins, and what is called with them.

use domain::ids::{ChatId, QuestionId};
use domain::question::AskedIn;
use domain::role::Role;
use store::groups::{self, NewBinding, NewCode};
use store::jobs::{self, Run};
use store::questions::{self, NewAnswer, NewQuestion};
use store::{StoreError, Tx};

use crate::world::{NOW, coop, keys, person};

pub const fn question(n: u128) -> QuestionId {
    QuestionId::from_u128(0x4000 + n)
}

/// Person 5 asks in the group -5.
pub fn asked(cooperative: u128, n: u128) -> NewQuestion {
    NewQuestion {
        asker: person(cooperative, 5),
        question_id: question(n),
        asked_in: AskedIn::Group { chat: ChatId(-5), topic: 0 },
        words: format!("kapan {n}?"),
        follows: None,
        roles: vec![Role::Chair],
    }
}

pub fn answer(n: u128) -> NewAnswer {
    NewAnswer { person: person(1, 5), question_id: question(n), version: 1, role: Role::Chair, words: "jam 8".into() }
}

pub fn group_code(cooperative: u128, code: &str) -> NewCode {
    NewCode { maker: person(cooperative, 5), code: code.into(), expires_at_us: NOW + 9 }
}

pub fn binding(cooperative: u128, chat: i64, code: &str) -> NewBinding {
    NewBinding { cooperative_id: coop(cooperative), chat: ChatId(chat), topic: 0, code: code.into() }
}

pub fn run(subject: &str) -> Run {
    Run { subject: subject.into(), period: "2026-11-23".into() }
}

/// What each has.
pub async fn settle_in(tx: &mut Tx, n: u128) -> Result<(), StoreError> {
    questions::ask_in(tx, &keys(), &[asked(n, 1)], NOW).await?;
    groups::add_codes_in(tx, &keys(), &[group_code(n, "grup1"), group_code(n, "grup2")]).await?;
    groups::bind_in(tx, &keys(), &[binding(n, -5, "grup1")], NOW).await?;
    jobs::claim_in(tx, coop(n), "summary", &[run("")], NOW).await?;
    Ok(())
}

/// What the twin has, and cooperative 1 does not.
pub async fn settle_more_in(tx: &mut Tx, n: u128) -> Result<(), StoreError> {
    questions::ask_in(tx, &keys(), &[asked(n, 9)], NOW).await?;
    groups::add_codes_in(tx, &keys(), &[group_code(n, "grup9"), group_code(n, "grup8")]).await?;
    groups::bind_in(tx, &keys(), &[binding(n, -9, "grup9")], NOW).await?;
    jobs::claim_in(tx, coop(n), "summary", &[run("9")], NOW).await?;
    Ok(())
}
