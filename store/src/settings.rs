//! Settings that are changed in chat, over the version that was read, and the record of every change.

use std::collections::HashMap;

use domain::ids::{CooperativeId, PersonId};
use domain::role::Role;
use domain::setting::{FirstMandatory, Setting, Value};
use serde::Serialize;

use crate::people::PersonKey;
use crate::{Rows, StoreError, Tx};

statements! {
    /// One setting of each cooperative, and only over the version that the decision read.
    SET = "UPDATE cooperatives SET \
            name = CASE WHEN value->>'setting' = 'name' THEN value->>'text' ELSE name END, \
            legal_number = CASE WHEN value->>'setting' = 'legal_number' THEN value->>'text' ELSE legal_number END, \
            contact = CASE WHEN value->>'setting' = 'contact' THEN value->>'text' ELSE contact END, \
            zone = CASE WHEN value->>'setting' = 'zone' THEN value->>'text' ELSE zone END, \
            payment = CASE WHEN value->>'setting' = 'payment' THEN value->>'text' ELSE payment END, \
            principal_minor = CASE WHEN value->>'setting' = 'principal' \
                THEN CAST(value->>'number' AS BIGINT) ELSE principal_minor END, \
            monthly_mandatory_minor = CASE WHEN value->>'setting' = 'mandatory' \
                THEN CAST(value->>'number' AS BIGINT) ELSE monthly_mandatory_minor END, \
            first_mandatory = CASE WHEN value->>'setting' = 'first_mandatory' \
                THEN CAST(value->>'number' AS BIGINT) ELSE first_mandatory END, \
            joining_needed = CASE WHEN value->>'setting' = 'approvals' \
                THEN CAST(value->>'number' AS BIGINT) ELSE joining_needed END, \
            quiet_from_hour = CASE WHEN value->>'setting' = 'quiet_hours' \
                THEN CAST(value->>'number' AS BIGINT) ELSE quiet_from_hour END, \
            quiet_until_hour = CASE WHEN value->>'setting' = 'quiet_hours' \
                THEN CAST(value->>'until' AS BIGINT) ELSE quiet_until_hour END, \
            settings_version = settings_version + 1 \
        FROM jsonb_each($1) WHERE cooperatives.cooperative_id = value->>'cooperative_id' \
            AND cooperatives.settings_version = CAST(value->>'version' AS BIGINT)";
    ADD_CHANGES = "INSERT INTO setting_changes (cooperative_id, cause_key, setting, changed_by, changed_as, changed_at, \
            old_value, new_value) \
        SELECT value->>'cooperative_id', value->>'cause_key', value->>'setting', CAST(value->>'person_id' AS BIGINT), \
            value->>'changed_as', $2, value->>'old', value->>'new' \
        FROM jsonb_each($1) WHERE true";
    /// The newest of each cooperative, newest first.
    CHANGES = "SELECT CAST(w.key AS BIGINT) AS position, c.cause_key, c.setting, c.changed_by, c.changed_as, \
            c.changed_at, c.old_value, c.new_value \
        FROM jsonb_each($1) w JOIN setting_changes c ON c.cooperative_id = w.value->>'cooperative_id' \
            AND c.cause_key IN (SELECT n.cause_key FROM setting_changes n \
                WHERE n.cooperative_id = w.value->>'cooperative_id' \
                ORDER BY n.changed_at DESC, n.cause_key DESC LIMIT $3) \
        ORDER BY 1, c.changed_at DESC, c.cause_key DESC LIMIT $2";
}

/// Changes read for one batch at the most.
const CHANGES_MAX: i64 = 5_000;

/// A setting as a decision leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Whose.
    pub cooperative_id: CooperativeId,
    /// From now on.
    pub value: Value,
    /// The version that the decision read.
    pub version: i64,
}

/// A change to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    /// Why it exists, once for ever.
    pub cause_key: String,
    /// Who changed it, and where.
    pub by: PersonKey,
    /// In which role.
    pub role: Role,
    /// What.
    pub setting: Setting,
    /// As it was.
    pub old: String,
    /// As it is since.
    pub new: String,
}

/// A change as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub setting: Setting,
    /// Who changed it.
    pub by: PersonId,
    /// In which role.
    pub role: Role,
    /// When, in epoch microseconds.
    pub changed_at_us: i64,
    /// As it was.
    pub old: String,
    /// As it is since.
    pub new: String,
}

/// Sets settings over the versions that the decisions read; of one cooperative, one in a batch.
///
/// # Errors
/// [`StoreError::Stale`] when a cooperative's settings had changed meanwhile, or the database fails.
pub async fn put_in(tx: &mut Tx, puts: &[Put]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        version: i64,
        setting: &'static str,
        text: String,
        number: i64,
        until: i64,
    }
    // One by one in the order of their ids: two batches that meet lock the same rows in the same order.
    let mut ordered: Vec<&Put> = puts.iter().collect();
    ordered.sort_by_key(|put| put.cooperative_id);
    for put in ordered {
        let (number, until) = numbers(&put.value);
        let row = Row {
            cooperative_id: put.cooperative_id,
            version: put.version,
            setting: put.value.setting().as_str(),
            text: put.value.text(),
            number,
            until,
        };
        if execute!(tx, SET, Rows::of([row]))? != 1 {
            return Err(tx.refuse(StoreError::Stale { what: "a cooperative's settings" }));
        }
    }
    Ok(())
}

/// The numbers that a value is kept as.
fn numbers(value: &Value) -> (i64, i64) {
    match value {
        Value::Name(_)
        | Value::LegalNumber(_)
        | Value::Contact(_)
        | Value::Zone(_)
        | Value::Payment(_)
        | Value::FirstMandatory(FirstMandatory::Later) => (0, 0),
        Value::Principal(amount) | Value::Mandatory(amount) => (amount.minor(), 0),
        Value::FirstMandatory(FirstMandatory::AtEntry) => (1, 0),
        Value::Approvals(needed) => (i64::from(*needed), 0),
        Value::QuietHours(hours) => (i64::from(hours.from_hour), i64::from(hours.until_hour)),
    }
}

/// Records changes.
///
/// # Errors
/// When a cause has been there before, or the database fails.
pub async fn record_in(tx: &mut Tx, changes: &[NewChange], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        #[serde(flatten)]
        by: PersonKey,
        cause_key: &'a str,
        setting: &'static str,
        changed_as: &'static str,
        old: &'a str,
        new: &'a str,
    }
    if changes.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(changes.iter().map(|change| Row {
        by: change.by,
        cause_key: &change.cause_key,
        setting: change.setting.as_str(),
        changed_as: change.role.as_str(),
        old: &change.old,
        new: &change.new,
    }));
    execute!(tx, ADD_CHANGES, rows, now_us)?;
    Ok(())
}

row! {
    struct ChangeRow {
        position: i64,
        cause_key: String,
        setting: String,
        changed_by: i64,
        changed_as: String,
        changed_at: i64,
        old_value: String,
        new_value: String,
    }
}

/// For each cooperative, its newest changes, at most `limit`, newest first.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn changes_in(
    tx: &mut Tx,
    cooperatives: &[CooperativeId],
    limit: i64,
) -> Result<Vec<Vec<Change>>, StoreError> {
    let mut found: HashMap<i64, Vec<Change>> = HashMap::new();
    if !cooperatives.is_empty() {
        let rows = Rows::of_cooperatives(cooperatives.iter().copied());
        for row in fetch_all!(tx, ChangeRow, CHANGES, rows, CHANGES_MAX, limit)? {
            found.entry(row.position).or_default().push(Change::try_from(row)?);
        }
    }
    Ok((0..).zip(cooperatives).map(|(position, _)| found.remove(&position).unwrap_or_default()).collect())
}

impl TryFrom<ChangeRow> for Change {
    type Error = StoreError;

    fn try_from(row: ChangeRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "setting_changes", column, row: row.cause_key.clone() };
        Ok(Self {
            setting: Setting::parse(&row.setting).ok_or_else(|| corrupt("setting"))?,
            by: PersonId(row.changed_by),
            role: Role::parse(&row.changed_as).ok_or_else(|| corrupt("changed_as"))?,
            changed_at_us: row.changed_at,
            old: row.old_value,
            new: row.new_value,
        })
    }
}
