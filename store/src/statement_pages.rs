//! Pages of a member's statement: what moved in their savings within a month, newest first.

use chrono::NaiveDate;
use domain::ids::{CooperativeId, MemberId};
use domain::ledger::{Code, JournalKind};
use domain::member::Savings;
use domain::money::Money;
use serde::Serialize;

use crate::{Rows, StoreError, Tx};

statements! {
    /// Both sides of a member's accounts within the month, ranked, with the month's totals on each row. The side ranks,
    /// too: a transfer between two of a member's own accounts would come in any order, and fall between two pages.
    PAGES = "SELECT ranked.position, ranked.code, ranked.credit, ranked.amount_minor, ranked.kind, ranked.number, \
            ranked.occurred_on, ranked.rank, ranked.total_in, ranked.total_out, ranked.skip, ranked.take \
        FROM (SELECT moved.position, moved.code, moved.credit, moved.amount_minor, j.kind, j.number, \
                moved.occurred_on, moved.skip, moved.take, \
                ROW_NUMBER() OVER (PARTITION BY moved.position \
                    ORDER BY moved.occurred_on DESC, j.number DESC, moved.line DESC, moved.credit DESC) AS rank, \
                CAST(SUM(CASE WHEN moved.credit = 1 THEN moved.amount_minor ELSE 0 END) \
                    OVER (PARTITION BY moved.position) AS BIGINT) AS total_in, \
                CAST(SUM(CASE WHEN moved.credit = 0 THEN moved.amount_minor ELSE 0 END) \
                    OVER (PARTITION BY moved.position) AS BIGINT) AS total_out \
            FROM (SELECT CAST(w.key AS BIGINT) AS position, a.cooperative_id, a.code, \
                    CAST(1 AS BIGINT) AS credit, t.amount_minor, t.journal_id, t.line, t.occurred_on, \
                    CAST(w.value->>'skip' AS BIGINT) AS skip, CAST(w.value->>'take' AS BIGINT) AS take \
                FROM jsonb_each($1) w \
                JOIN accounts a ON a.cooperative_id = w.value->>'cooperative_id' \
                    AND a.member_id = w.value->>'member_id' AND a.member_id <> '' \
                JOIN transfers t ON t.cooperative_id = a.cooperative_id AND t.credit_account_id = a.account_id \
                    AND t.occurred_on >= w.value->>'since' AND t.occurred_on < w.value->>'until' \
                UNION ALL \
                SELECT CAST(w.key AS BIGINT), a.cooperative_id, a.code, \
                    CAST(0 AS BIGINT), t.amount_minor, t.journal_id, t.line, t.occurred_on, \
                    CAST(w.value->>'skip' AS BIGINT), CAST(w.value->>'take' AS BIGINT) \
                FROM jsonb_each($1) w \
                JOIN accounts a ON a.cooperative_id = w.value->>'cooperative_id' \
                    AND a.member_id = w.value->>'member_id' AND a.member_id <> '' \
                JOIN transfers t ON t.cooperative_id = a.cooperative_id AND t.debit_account_id = a.account_id \
                    AND t.occurred_on >= w.value->>'since' AND t.occurred_on < w.value->>'until') moved \
            JOIN journals j ON j.cooperative_id = moved.cooperative_id AND j.journal_id = moved.journal_id) ranked \
        WHERE ranked.rank > ranked.skip AND ranked.rank <= ranked.skip + ranked.take + 1 \
        ORDER BY ranked.position, ranked.rank LIMIT $2";
}

/// Lines read for one batch at the most.
const LINES_MAX: i64 = 20_000;

/// Which page of whose statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// Whose savings.
    pub member: MemberId,
    /// The first day of the month.
    pub since: NaiveDate,
    /// The first day after it.
    pub until: NaiveDate,
    /// Lines before this page.
    pub skip: u32,
    /// Lines on it.
    pub take: u32,
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Which savings.
    pub savings: Savings,
    /// Why.
    pub kind: JournalKind,
    /// How much.
    pub amount: Money,
    /// Whether it went into the savings or out of them.
    pub side: Side,
    /// The number of its receipt.
    pub number: i64,
}

/// The side of the member's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Into the savings.
    Credit,
    /// Out of them.
    Debit,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Newest first.
    pub lines: Vec<Line>,
    /// Whether another page follows.
    pub has_more: bool,
    /// All into the savings in this month.
    pub total_in: Money,
    /// All out of them in this month.
    pub total_out: Money,
}

row! {
    struct LineRow {
        position: i64,
        code: String,
        credit: i64,
        amount_minor: i64,
        kind: String,
        number: i64,
        occurred_on: String,
        rank: i64,
        total_in: i64,
        total_out: i64,
        skip: i64,
        take: i64,
    }
}

/// For each question, its page; an empty one where nothing moved.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(tx: &mut Tx, questions: &[Wanted]) -> Result<Vec<Page>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
        since: String,
        until: String,
        skip: u32,
        take: u32,
    }
    let empty = Page { lines: Vec::new(), has_more: false, total_in: Money::ZERO, total_out: Money::ZERO };
    let mut pages = vec![empty; questions.len()];
    let rows = Rows::of(questions.iter().map(|wanted| Row {
        cooperative_id: wanted.cooperative,
        member_id: wanted.member,
        since: wanted.since.to_string(),
        until: wanted.until.to_string(),
        skip: wanted.skip,
        take: wanted.take,
    }));
    if rows.is_empty() {
        return Ok(pages);
    }
    for row in fetch_all!(tx, LineRow, PAGES, rows, LINES_MAX)? {
        if let Some(page) = usize::try_from(row.position).ok().and_then(|position| pages.get_mut(position)) {
            row.add_to(page)?;
        }
    }
    Ok(pages)
}

impl LineRow {
    fn add_to(&self, page: &mut Page) -> Result<(), StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "transfers", column, row: self.number.to_string() };
        let money = |minor| Money::from_minor(minor).map_err(|_| corrupt("amount_minor"));
        page.total_in = money(self.total_in)?;
        page.total_out = money(self.total_out)?;
        // One line more than the page holds was asked for, to know that another page follows.
        if self.rank > self.skip.saturating_add(self.take) {
            page.has_more = true;
            return Ok(());
        }
        page.lines.push(Line {
            occurred_on: self.occurred_on.parse().map_err(|_| corrupt("occurred_on"))?,
            savings: Code::parse(&self.code).and_then(Savings::of_control).ok_or_else(|| corrupt("code"))?,
            kind: JournalKind::parse(&self.kind).ok_or_else(|| corrupt("kind"))?,
            amount: money(self.amount_minor)?,
            side: if self.credit == 1 { Side::Credit } else { Side::Debit },
            number: self.number,
        });
        Ok(())
    }
}
