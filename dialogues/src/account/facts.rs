//! What steps about savings ask for, and what they are told.

use chrono::NaiveDate;
use domain::ids::MemberId;
use domain::ledger::{Account, JournalKind};
use domain::member::{Balances, Savings};
use domain::money::Money;

use crate::base::known::Known;

/// Something about savings that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountNeed {
    /// What a member has saved.
    Balances(MemberId),
    /// A page of a member's statement: transfers on their savings within a month, newest first.
    Statement {
        /// Whose.
        member: MemberId,
        /// The first day of the month.
        month: NaiveDate,
        /// Pages before this one.
        page: u32,
    },
    /// The totals and versions of these accounts.
    Totals(Vec<Account>),
}

/// What a step about savings was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// For [`AccountNeed::Balances`].
    pub balances: Known<AccountNeed, Balances>,
    /// For [`AccountNeed::Statement`].
    pub statement: Known<AccountNeed, StatementPage>,
    /// For [`AccountNeed::Totals`].
    pub totals: Known<AccountNeed, Vec<AccountTotals>>,
}

impl AccountFacts {
    /// Before anything is asked.
    pub const NOTHING: Self =
        Self { balances: Known::nothing(), statement: Known::nothing(), totals: Known::nothing() };
}

/// An account's totals as a decision reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountTotals {
    /// Which one.
    pub account: Account,
    /// All debits so far.
    pub debits: Money,
    /// All credits so far.
    pub credits: Money,
    /// Compared when the decision is written.
    pub version: i64,
}

/// A page of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPage {
    /// Newest first, at most [`STATEMENT_PAGE_LINES`].
    pub lines: Vec<StatementLine>,
    /// Whether an older page of the same month follows.
    pub has_more: bool,
    /// All into the savings in this month.
    pub total_in: Money,
    /// All out of them in this month.
    pub total_out: Money,
}

/// One line of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementLine {
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Which savings.
    pub savings: Savings,
    /// Why.
    pub kind: JournalKind,
    /// How much.
    pub amount: Money,
    /// Into the member's savings, or out of them.
    pub direction: Direction,
    /// The number of the receipt, without its letter.
    pub receipt_number: i64,
}

/// Into or out of the member's savings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A credit of the member's account.
    In,
    /// A debit of it.
    Out,
}

/// Lines on one page of a statement.
pub const STATEMENT_PAGE_LINES: usize = 8;
