//! Journals as they were written, read back.

use chrono::NaiveDate;
use domain::ids::{CooperativeId, JournalId};
use domain::ledger::{Account, JournalKind, Transfer};
use domain::money::Money;
use serde::Serialize;

use crate::{Rows, StoreError, Tx};

/// One row for each transfer, in the order of lines.
macro_rules! journal_columns {
    ($condition:literal) => {
        concat!(
            "SELECT CAST(w.key AS BIGINT) AS position, j.journal_id, j.number, j.kind, j.occurred_on, \
                t.debit_account_id, t.credit_account_id, t.amount_minor, \
                (SELECT COUNT(*) FROM journals r WHERE r.cooperative_id = j.cooperative_id \
                    AND r.reverses = j.journal_id AND r.reverses <> '') AS reversals, \
                (SELECT COUNT(*) FROM requests q WHERE q.cooperative_id = j.cooperative_id \
                    AND q.subject = 'reversal' AND q.subject_id = j.journal_id AND q.status = 'open') AS requests \
            FROM jsonb_each($1) w \
            JOIN journals j ON j.cooperative_id = w.value->>'cooperative_id' AND ",
            $condition,
            " JOIN transfers t ON t.cooperative_id = j.cooperative_id AND t.journal_id = j.journal_id \
            ORDER BY 1, t.line LIMIT $2"
        )
    };
}

statements! {
    BY_NUMBER = journal_columns!("j.number = CAST(w.value->>'wanted' AS BIGINT)");
    BY_ID = journal_columns!("j.journal_id = w.value->>'wanted'");
}

/// Transfers read for one batch at the most.
const TRANSFERS_MAX: i64 = 20_000;

/// How a journal is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// By the number of its receipt.
    Number(i64),
    /// By id.
    Id(JournalId),
}

/// Whether a journal is being undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// It stands.
    None,
    /// An open request asks to.
    Requested,
    /// Another journal did.
    Reversed,
}

/// A journal that stands in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenJournal {
    /// The id.
    pub journal_id: JournalId,
    /// The number of its receipt.
    pub number: i64,
    /// Why it was written.
    pub kind: JournalKind,
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Its transfers, in order.
    pub transfers: Vec<Transfer>,
    /// Whether it is being undone.
    pub correction: Correction,
}

row! {
    struct TransferRow {
        position: i64,
        journal_id: String,
        number: i64,
        kind: String,
        occurred_on: String,
        debit_account_id: String,
        credit_account_id: String,
        amount_minor: i64,
        reversals: i64,
        requests: i64,
    }
}

/// For each question, its journal.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(
    tx: &mut Tx,
    questions: &[(CooperativeId, Wanted)],
) -> Result<Vec<Option<WrittenJournal>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
        wanted: String,
    }
    let mut found: Vec<Option<WrittenJournal>> = vec![None; questions.len()];
    for by_number in [true, false] {
        let asked: Vec<(usize, Question)> = questions
            .iter()
            .enumerate()
            .filter(|(_, (_, wanted))| matches!(wanted, Wanted::Number(_)) == by_number)
            .map(|(at, (cooperative_id, wanted))| {
                let wanted = match wanted {
                    Wanted::Number(number) => number.to_string(),
                    Wanted::Id(id) => id.to_string(),
                };
                (at, Question { cooperative_id: *cooperative_id, wanted })
            })
            .collect();
        if asked.is_empty() {
            continue;
        }
        let rows = Rows::of(asked.iter().map(|(_, question)| question));
        let transfers = if by_number {
            fetch_all!(tx, TransferRow, BY_NUMBER, rows, TRANSFERS_MAX)?
        } else {
            fetch_all!(tx, TransferRow, BY_ID, rows, TRANSFERS_MAX)?
        };
        for row in transfers {
            let at = usize::try_from(row.position).ok().and_then(|position| asked.get(position)).map(|(at, _)| *at);
            if let Some(slot) = at.and_then(|at| found.get_mut(at)) {
                row.add_to(slot)?;
            }
        }
    }
    Ok(found)
}

impl TransferRow {
    /// Adds this line to its journal.
    fn add_to(self, slot: &mut Option<WrittenJournal>) -> Result<(), StoreError> {
        let corrupt = |table, column| StoreError::Corrupt { table, column, row: self.journal_id.clone() };
        let transfer = Transfer {
            debit: Account::parse(&self.debit_account_id).ok_or_else(|| corrupt("transfers", "debit_account_id"))?,
            credit: Account::parse(&self.credit_account_id).ok_or_else(|| corrupt("transfers", "credit_account_id"))?,
            amount: Money::from_minor(self.amount_minor).map_err(|_| corrupt("transfers", "amount_minor"))?,
        };
        if let Some(journal) = slot {
            journal.transfers.push(transfer);
            return Ok(());
        }
        *slot = Some(WrittenJournal {
            journal_id: JournalId::parse(&self.journal_id).ok_or_else(|| corrupt("journals", "journal_id"))?,
            number: self.number,
            kind: JournalKind::parse(&self.kind).ok_or_else(|| corrupt("journals", "kind"))?,
            occurred_on: self.occurred_on.parse().map_err(|_| corrupt("journals", "occurred_on"))?,
            transfers: vec![transfer],
            correction: match (self.reversals, self.requests) {
                (0, 0) => Correction::None,
                (0, _) => Correction::Requested,
                (_, _) => Correction::Reversed,
            },
        });
        Ok(())
    }
}
