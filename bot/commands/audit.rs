//! `rembuk audit`: recomputes what the records say, and names the row that does not agree.

use std::fmt::Write;

use store::audit::{Finding, checks, run_in};
use store::{Db, StoreError};

/// Runs every check, each in a snapshot of its own.
///
/// # Errors
/// When the database fails.
pub async fn run(db: &Db) -> Result<Vec<Finding>, StoreError> {
    db.unit(store::unit!("audit"), |tx| Box::pin(run_in(tx))).await
}

/// Whether there is anything to audit.
///
/// # Errors
/// When the database fails.
pub async fn has_books(db: &Db) -> Result<bool, StoreError> {
    let cooperatives = db.unit(store::unit!("audit"), |tx| Box::pin(store::cooperatives::list_in(tx))).await?;
    Ok(!cooperatives.is_empty())
}

/// What the operator reads.
pub fn report(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return format!("clean: {} checks, nothing to report\n", checks().count());
    }
    let mut report = String::new();
    for it in findings {
        let _ = writeln!(report, "{}: {} row {}: {}", it.check.to_lowercase(), it.owner, it.row, it.what);
    }
    report
}
