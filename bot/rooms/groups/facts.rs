//! Groups and the codes that bind them, from rows to facts.

use dialogues::groups::facts::{Binding, GroupCode, GroupsNeed};
use dialogues::hub::Need;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::rooms::asks::Asks;

/// Answers one round of questions of this room.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    groups_in(tx, cases, asked).await?;
    codes_in(tx, engine, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&GroupsNeed) -> Option<T>) -> Asks<GroupsNeed, T> {
    fn of_room(need: &Need) -> Option<&GroupsNeed> {
        match need {
            Need::Groups(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn groups_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| matches!(need, GroupsNeed::Binding).then_some(()));
    let groups: Vec<_> = questions.cases(cases).map(|case| (case.cooperative_id, case.head.chat)).collect();
    let found = store::groups::find_in(tx, &groups).await?;
    questions.hand_out(cases, found, |case, need, topic| {
        case.facts.groups.binding.tell(need, topic.map(|topic| Binding { topic }));
    });
    Ok(())
}

async fn codes_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        GroupsNeed::Code(code) => Some(code.clone()),
        GroupsNeed::Binding => None,
    });
    let found = store::groups::find_codes_in(tx, &engine.keys, &questions.asked).await?;
    questions.hand_out(cases, found, |case, need, code| case.facts.groups.code.tell(need, code.and_then(group_code)));
    Ok(())
}

fn group_code(code: store::groups::Code) -> Option<GroupCode> {
    Some(GroupCode {
        maker_roles: code.maker_roles,
        expires_at: chrono::DateTime::from_timestamp_micros(code.expires_at_us)?,
        used: code.used,
    })
}
