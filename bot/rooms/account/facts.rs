//! Savings and what moved them, from rows to facts.

use dialogues::account::facts::{
    AccountNeed, AccountTotals, Direction, STATEMENT_PAGE_LINES, StatementLine, StatementPage,
};
use dialogues::hub::Need;
use domain::ids::CooperativeId;
use domain::ledger::Account;
use domain::month::Month;
use store::{StoreError, Tx};

use crate::engine::batch::Case;
use crate::rooms::asks::Asks;

/// Answers one round of questions of this room.
pub async fn answer_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    balances_in(tx, cases, asked).await?;
    statements_in(tx, cases, asked).await?;
    totals_in(tx, cases, asked).await
}

fn pick<T>(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&AccountNeed) -> Option<T>) -> Asks<AccountNeed, T> {
    fn of_room(need: &Need) -> Option<&AccountNeed> {
        match need {
            Need::Account(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

async fn balances_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        AccountNeed::Balances(member) => Some(*member),
        _ => None,
    });
    let answers = store::ledger::balances_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, need, balances| case.facts.account.balances.tell(need, Some(balances)));
    Ok(())
}

async fn statements_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        AccountNeed::Statement { member, month, page } => Some((*member, *month, *page)),
        _ => None,
    });
    let take = u32::try_from(STATEMENT_PAGE_LINES).unwrap_or(u32::MAX);
    let wanted: Vec<_> = questions
        .asked
        .iter()
        .map(|(cooperative, (member, month, page))| {
            let month = Month::of(*month);
            store::statement_pages::Wanted {
                cooperative: *cooperative,
                member: *member,
                since: month.first_day(),
                until: month.next().first_day(),
                skip: page.saturating_mul(take),
                take,
            }
        })
        .collect();
    let answers = store::statement_pages::find_in(tx, &wanted).await?;
    questions
        .hand_out(cases, answers, |case, need, page| case.facts.account.statement.tell(need, Some(statement(page))));
    Ok(())
}

fn statement(page: store::statement_pages::Page) -> StatementPage {
    let line = |line: store::statement_pages::Line| StatementLine {
        occurred_on: line.occurred_on,
        savings: line.savings,
        kind: line.kind,
        amount: line.amount,
        direction: match line.side {
            store::statement_pages::Side::Credit => Direction::In,
            store::statement_pages::Side::Debit => Direction::Out,
        },
        receipt_number: line.number,
    };
    StatementPage {
        lines: page.lines.into_iter().map(line).collect(),
        has_more: page.has_more,
        total_in: page.total_in,
        total_out: page.total_out,
    }
}

async fn totals_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        AccountNeed::Totals(accounts) => Some(accounts.clone()),
        _ => None,
    });
    let flat: Vec<(CooperativeId, Account)> = questions
        .asked
        .iter()
        .flat_map(|(cooperative, accounts)| accounts.iter().map(|account| (*cooperative, *account)))
        .collect();
    let totals = store::ledger::totals_in(tx, &flat).await?;
    let mut known = flat.iter().zip(totals);
    let answers: Vec<Vec<AccountTotals>> = questions
        .asked
        .iter()
        .map(|(_, accounts)| {
            known
                .by_ref()
                .take(accounts.len())
                .filter_map(|((_, account), totals)| {
                    let totals = totals?;
                    Some(AccountTotals {
                        account: *account,
                        debits: totals.debits,
                        credits: totals.credits,
                        version: totals.version,
                    })
                })
                .collect()
        })
        .collect();
    questions.hand_out(cases, answers, |case, need, totals| case.facts.account.totals.tell(need, Some(totals)));
    Ok(())
}
