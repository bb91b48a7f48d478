//! The ledger: journals are added, never changed; running totals move in the same transaction.

use std::collections::BTreeMap;

use domain::bug::{Bug, seeded};
use domain::ids::{CooperativeId, JournalId, MemberId, PersonId};
use domain::ledger::{Account, Journal};
use domain::member::{Balances, Savings};
use domain::money::Money;
use serde::Serialize;

use crate::seal::content_hash;
use crate::{Rows, StoreError, Tx};

statements! {
    APPLIED = "SELECT CAST(w.key AS BIGINT) AS position, j.journal_id, j.number, j.input_hash FROM jsonb_each($1) w \
        JOIN journals j ON j.cooperative_id = w.value->>'cooperative_id' AND j.cause_key = w.value->>'cause_key' \
        ORDER BY 1 LIMIT $2";
    TAKE_NUMBERS = "UPDATE receipt_counters SET next_number = next_number + CAST(value->>'count' AS BIGINT) \
        FROM jsonb_each($1) WHERE receipt_counters.cooperative_id = value->>'cooperative_id' \
        RETURNING receipt_counters.cooperative_id, receipt_counters.next_number";
    ADD_JOURNALS = "INSERT INTO journals (cooperative_id, journal_id, number, kind, occurred_on, recorded_at, \
            recorded_by, cause_key, input_hash, reverses) \
        SELECT value->>'cooperative_id', value->>'journal_id', CAST(value->>'number' AS BIGINT), value->>'kind', \
            value->>'occurred_on', $2, CAST(value->>'recorded_by' AS BIGINT), value->>'cause_key', \
            value->>'input_hash', value->>'reverses' \
        FROM jsonb_each($1) WHERE true";
    ADD_TRANSFERS = "INSERT INTO transfers (cooperative_id, journal_id, line, debit_account_id, credit_account_id, \
            amount_minor, occurred_on) \
        SELECT value->>'cooperative_id', value->>'journal_id', CAST(value->>'line' AS BIGINT), value->>'debit', \
            value->>'credit', CAST(value->>'amount' AS BIGINT), value->>'occurred_on' \
        FROM jsonb_each($1) WHERE true";
    /// One row for each account: two for one would silently apply once, on both databases.
    MOVE_TOTALS = "UPDATE accounts SET debits_minor = debits_minor + CAST(value->>'debits' AS BIGINT), \
            credits_minor = credits_minor + CAST(value->>'credits' AS BIGINT), version = version + 1 \
        FROM jsonb_each($1) \
        WHERE accounts.cooperative_id = value->>'cooperative_id' AND accounts.account_id = value->>'account_id' \
            AND (CAST(value->>'expected' AS BIGINT) < 0 OR accounts.version = CAST(value->>'expected' AS BIGINT))";
    BALANCES = "SELECT CAST(w.key AS BIGINT) AS position, a.code, a.credits_minor - a.debits_minor AS balance \
        FROM jsonb_each($1) w \
        JOIN accounts a ON a.cooperative_id = w.value->>'cooperative_id' AND a.member_id = w.value->>'member_id' \
            AND a.member_id <> '' \
        ORDER BY 1 LIMIT $2";
    TOTALS = "SELECT CAST(w.key AS BIGINT) AS position, a.debits_minor, a.credits_minor, a.version \
        FROM jsonb_each($1) w \
        JOIN accounts a ON a.cooperative_id = w.value->>'cooperative_id' AND a.account_id = w.value->>'account_id' \
        ORDER BY 1 LIMIT $2";
}

/// Rows that one look-up of a batch reads at the most.
const BATCH_ROWS_MAX: i64 = 20_000;

/// A journal to be written.
#[derive(Debug, Clone)]
pub struct Posting {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// The id that it gets unless its cause was applied before.
    pub journal_id: JournalId,
    /// What moves.
    pub journal: Journal,
    /// Why, once for ever.
    pub cause_key: String,
    /// Who; zero for the operator.
    pub recorded_by: PersonId,
    /// Versions of accounts whose totals the decision read.
    pub expects: Vec<(Account, i64)>,
}

/// A journal that stands in the books now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// Its id.
    pub journal_id: JournalId,
    /// The number of its receipt.
    pub number: i64,
    /// Whether it was written now or before.
    pub outcome: Outcome,
}

/// Doing a thing twice is a value, not an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written now.
    Applied,
    /// The same cause had been applied before; nothing moved.
    AlreadyApplied,
}

/// Writes journals and moves the running totals; a cause that was applied before moves nothing.
///
/// # Errors
/// [`StoreError::CauseReused`] when a cause comes back with other inputs, [`StoreError::Stale`] when a total that a
/// decision read has moved, [`StoreError::Constraint`] when an account would be overdrawn, or the database fails.
pub async fn post_in(tx: &mut Tx, postings: &[Posting], now_us: i64) -> Result<Vec<Posted>, StoreError> {
    if postings.is_empty() {
        return Ok(Vec::new());
    }
    lock_in(tx, postings).await?;
    let mut posted = applied_in(tx, postings).await?;
    let fresh: Vec<usize> = (0..postings.len()).filter(|at| posted.get(*at).is_some_and(Option::is_none)).collect();
    let mut next = take_numbers_in(tx, postings, &fresh).await?;
    for at in &fresh {
        let (Some(posting), Some(slot)) = (postings.get(*at), posted.get_mut(*at)) else { continue };
        let counter = next.entry(posting.cooperative).or_insert(1);
        *slot = Some(Posted { journal_id: posting.journal_id, number: *counter, outcome: Outcome::Applied });
        *counter = counter.saturating_add(1);
    }
    let posted: Vec<Posted> = posted.into_iter().flatten().collect();
    let new: Vec<(&Posting, &Posted)> =
        postings.iter().zip(&posted).filter(|(_, done)| done.outcome == Outcome::Applied).collect();
    add_in(tx, &new, now_us).await?;
    move_totals_in(tx, &new).await?;
    Ok(posted)
}

async fn lock_in(tx: &mut Tx, postings: &[Posting]) -> Result<(), StoreError> {
    if tx.locks_rows() {
        let rows = Rows::of_cooperatives(postings.iter().map(|posting| posting.cooperative));
        fetch_all!(tx, (String,), crate::db::LOCK_COUNTERS, rows)?;
    }
    Ok(())
}

row! {
    struct AppliedRow {
        position: i64,
        journal_id: String,
        number: i64,
        input_hash: String,
    }
}

async fn applied_in(tx: &mut Tx, postings: &[Posting]) -> Result<Vec<Option<Posted>>, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        cooperative_id: CooperativeId,
        cause_key: &'a str,
    }
    let rows = Rows::of(postings.iter().map(|it| Row { cooperative_id: it.cooperative, cause_key: &it.cause_key }));
    let mut posted = vec![None; postings.len()];
    for row in fetch_all!(tx, AppliedRow, APPLIED, rows, BATCH_ROWS_MAX)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let (Some(posting), Some(slot)) = (postings.get(position), posted.get_mut(position)) else { continue };
        if row.input_hash != input_hash(&posting.journal) && !seeded(Bug::CauseInputsNotCompared) {
            return Err(StoreError::CauseReused { cause: posting.cause_key.clone() });
        }
        let corrupt = || StoreError::Corrupt { table: "journals", column: "journal_id", row: row.journal_id.clone() };
        *slot = Some(Posted {
            journal_id: JournalId::parse(&row.journal_id).ok_or_else(corrupt)?,
            number: row.number,
            outcome: Outcome::AlreadyApplied,
        });
    }
    Ok(posted)
}

/// The first free number of each cooperative, its counter moved on.
async fn take_numbers_in(
    tx: &mut Tx,
    postings: &[Posting],
    fresh: &[usize],
) -> Result<BTreeMap<CooperativeId, i64>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        count: i64,
    }
    let mut counts: BTreeMap<CooperativeId, i64> = BTreeMap::new();
    for posting in fresh.iter().filter_map(|at| postings.get(*at)) {
        let count = counts.entry(posting.cooperative).or_insert(0);
        *count = count.saturating_add(1);
    }
    if counts.is_empty() {
        return Ok(counts);
    }
    let rows =
        Rows::of(counts.iter().map(|(cooperative_id, count)| Row { cooperative_id: *cooperative_id, count: *count }));
    let mut first = BTreeMap::new();
    for (cooperative, next) in fetch_all!(tx, (String, i64), TAKE_NUMBERS, rows)? {
        let corrupt =
            || StoreError::Corrupt { table: "receipt_counters", column: "cooperative_id", row: cooperative.clone() };
        let id = CooperativeId::parse(&cooperative).ok_or_else(corrupt)?;
        first.insert(id, next.saturating_sub(counts.get(&id).copied().unwrap_or(0)));
    }
    if first.len() == counts.len() {
        Ok(first)
    } else {
        Err(tx.refuse(StoreError::Stale { what: "a receipt counter" }))
    }
}

async fn add_in(tx: &mut Tx, new: &[(&Posting, &Posted)], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct JournalRow<'a> {
        cooperative_id: CooperativeId,
        journal_id: JournalId,
        number: i64,
        kind: &'static str,
        occurred_on: String,
        recorded_by: PersonId,
        cause_key: &'a str,
        input_hash: String,
        reverses: String,
    }
    #[derive(Serialize)]
    struct TransferRow {
        cooperative_id: CooperativeId,
        journal_id: JournalId,
        line: usize,
        debit: String,
        credit: String,
        amount: i64,
        occurred_on: String,
    }
    if new.is_empty() {
        return Ok(());
    }
    let journals = Rows::of(new.iter().map(|(posting, posted)| JournalRow {
        cooperative_id: posting.cooperative,
        journal_id: posted.journal_id,
        number: posted.number,
        kind: posting.journal.kind.as_str(),
        occurred_on: posting.journal.occurred_on.to_string(),
        recorded_by: posting.recorded_by,
        cause_key: &posting.cause_key,
        input_hash: input_hash(&posting.journal),
        reverses: posting.journal.reverses.map(|id| id.to_string()).unwrap_or_default(),
    }));
    let transfers = Rows::of(new.iter().flat_map(|(posting, posted)| {
        posting.journal.transfers.iter().enumerate().map(|(line, transfer)| TransferRow {
            cooperative_id: posting.cooperative,
            journal_id: posted.journal_id,
            line,
            debit: transfer.debit.to_string(),
            credit: transfer.credit.to_string(),
            amount: transfer.amount.minor(),
            occurred_on: posting.journal.occurred_on.to_string(),
        })
    }));
    execute!(tx, ADD_JOURNALS, journals, now_us)?;
    execute!(tx, ADD_TRANSFERS, transfers)?;
    Ok(())
}

/// What one account is moved by in this flush.
#[derive(Default, Clone, Copy)]
struct Delta {
    debits: i64,
    credits: i64,
    expected: Option<i64>,
}

async fn move_totals_in(tx: &mut Tx, new: &[(&Posting, &Posted)]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        account_id: String,
        debits: i64,
        credits: i64,
        expected: i64,
    }
    let mut deltas: BTreeMap<(CooperativeId, Account), Delta> = BTreeMap::new();
    for (posting, _) in new {
        for transfer in &posting.journal.transfers {
            let debit = deltas.entry((posting.cooperative, transfer.debit)).or_default();
            debit.debits = summed(debit.debits, transfer.amount.minor());
            let credit = deltas.entry((posting.cooperative, transfer.credit)).or_default();
            credit.credits = summed(credit.credits, transfer.amount.minor());
        }
        for (account, version) in &posting.expects {
            deltas.entry((posting.cooperative, *account)).or_default().expected = Some(*version);
        }
    }
    if deltas.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(deltas.iter().map(|((cooperative_id, account), delta)| Row {
        cooperative_id: *cooperative_id,
        account_id: account.to_string(),
        debits: delta.debits,
        credits: delta.credits,
        expected: delta.expected.unwrap_or(-1),
    }));
    let expected = rows.count();
    let touched = execute!(tx, MOVE_TOTALS, rows)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "an account" })) }
}

fn summed(so_far: i64, more: i64) -> i64 {
    if seeded(Bug::DeltasNotSummed) { more } else { so_far.saturating_add(more) }
}

/// What makes two causes the same: kind, transfers and what is reversed, not the day or who pressed.
fn input_hash(journal: &Journal) -> String {
    let inputs = (journal.kind, &journal.transfers, journal.reverses);
    content_hash(&serde_json::to_vec(&inputs).unwrap_or_default())
}

/// What each of these members has saved.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn balances_in(tx: &mut Tx, members: &[(CooperativeId, MemberId)]) -> Result<Vec<Balances>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
    }
    let mut balances = vec![Balances::EMPTY; members.len()];
    let rows = Rows::of(
        members
            .iter()
            .map(|(cooperative_id, member_id)| Row { cooperative_id: *cooperative_id, member_id: *member_id }),
    );
    if rows.is_empty() {
        return Ok(balances);
    }
    for (position, code, minor) in fetch_all!(tx, (i64, String, i64), BALANCES, rows, BATCH_ROWS_MAX)? {
        let corrupt = |column| StoreError::Corrupt { table: "accounts", column, row: format!("{code} of a member") };
        let kind = domain::ledger::Code::parse(&code).and_then(Savings::of_control).ok_or_else(|| corrupt("code"))?;
        let amount = Money::from_minor(minor).map_err(|_| corrupt("credits_minor"))?;
        let Some(slot) = usize::try_from(position).ok().and_then(|position| balances.get_mut(position)) else {
            continue;
        };
        match kind {
            Savings::Principal => slot.principal = amount,
            Savings::Mandatory => slot.mandatory = amount,
            Savings::Voluntary => slot.voluntary = amount,
            Savings::Time => slot.time = amount,
        }
    }
    Ok(balances)
}

/// An account's running totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// All debits.
    pub debits: Money,
    /// All credits.
    pub credits: Money,
    /// To be compared when a decision on them is written.
    pub version: i64,
}

/// The totals of accounts; `None` for one that does not exist.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn totals_in(tx: &mut Tx, accounts: &[(CooperativeId, Account)]) -> Result<Vec<Option<Totals>>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        account_id: String,
    }
    let mut totals = vec![None; accounts.len()];
    let rows = Rows::of(
        accounts
            .iter()
            .map(|(cooperative_id, account)| Row { cooperative_id: *cooperative_id, account_id: account.to_string() }),
    );
    if rows.is_empty() {
        return Ok(totals);
    }
    for (position, debits, credits, version) in fetch_all!(tx, (i64, i64, i64, i64), TOTALS, rows, BATCH_ROWS_MAX)? {
        let corrupt = |_| StoreError::Corrupt { table: "accounts", column: "debits_minor", row: position.to_string() };
        let found = Totals {
            debits: Money::from_minor(debits).map_err(corrupt)?,
            credits: Money::from_minor(credits).map_err(corrupt)?,
            version,
        };
        if let Some(slot) = usize::try_from(position).ok().and_then(|position| totals.get_mut(position)) {
            *slot = Some(found);
        }
    }
    Ok(totals)
}
