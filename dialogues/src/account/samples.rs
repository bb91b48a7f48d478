//! One example of everything that is said about savings.

use domain::access::Access;
use domain::ledger::JournalKind;
use domain::member::{Balances, Savings};
use domain::money::Money;

use super::facts::{Direction, StatementLine};
use super::{AccountButton, AccountReply, StatementView};
use crate::base::samples::{balances, month, now, rupiah, today, who};

pub(crate) fn buttons() -> Vec<AccountButton> {
    vec![
        AccountButton::Balance,
        AccountButton::BalanceDetail,
        AccountButton::WhyNotAll,
        AccountButton::StatementNow,
        AccountButton::Statement { month: month().previous(), page: 0 },
        AccountButton::Statement { month: month(), page: 12 },
    ]
}

pub(crate) fn replies() -> Vec<AccountReply> {
    vec![
        AccountReply::Balance {
            member: who(),
            total: rupiah(4_350_000),
            withdrawable: rupiah(1_150_000),
            access: Access::Full,
        },
        AccountReply::Balance {
            member: who(),
            total: rupiah(4_350_000),
            withdrawable: rupiah(1_150_000),
            access: Access::CoolingUntil(now()),
        },
        AccountReply::BalanceDetail { member: who(), balances: balances(), total: rupiah(4_350_000) },
        AccountReply::WhyNotAll {
            member: who(),
            balances: balances(),
            minimum: rupiah(10_000),
            withdrawable: rupiah(1_150_000),
        },
        AccountReply::WhyNotAll {
            member: who(),
            balances: Balances::EMPTY,
            minimum: Money::ZERO,
            withdrawable: Money::ZERO,
        },
        AccountReply::Statement(statement(8, 1)),
        AccountReply::Statement(statement(0, 0)),
    ]
}

fn statement(lines: i64, page: u32) -> StatementView {
    let kinds = [
        (JournalKind::Deposit, Direction::In, 9_999_999_999),
        (JournalKind::Reversal, Direction::Out, 500_000),
        (JournalKind::Opening, Direction::In, 750),
    ];
    let lines = (0..lines).zip(kinds.into_iter().cycle()).zip(Savings::ALL.into_iter().cycle());
    StatementView {
        member: who(),
        month: month().previous(),
        page,
        lines: lines
            .map(|((number, (kind, direction, minor)), savings)| StatementLine {
                occurred_on: today(),
                savings,
                kind,
                amount: rupiah(minor),
                direction,
                receipt_number: 1042 + number,
            })
            .collect(),
        total_in: rupiah(99_999_999_999),
        total_out: rupiah(500_000),
        has_older_page: page > 0,
        earlier: Some(month().previous().previous()),
        later: Some(month()),
    }
}
