//! The auditor: recomputes what the records say from the records themselves, and names the row that does not agree.
//!
//! Each check is one statement that returns only what is wrong.

use crate::{StoreError, Tx};

/// A check: its name and a statement whose rows are `(cooperative or bot, row, what)`.
macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        statements! { $($(#[$doc])* $name = $sql;)+ }
        const CHECKS: &[(&str, &str)] = STATEMENTS;
    };
}

checks! {
    /// Running totals are the fold of the transfers.
    TOTALS_EQUAL_FOLD = "SELECT a.cooperative_id AS owner, a.account_id AS row, \
            'debits ' || CAST(a.debits_minor AS TEXT) || ' recorded, ' || CAST(COALESCE(d.sum, 0) AS TEXT) \
            || ' moved; credits ' || CAST(a.credits_minor AS TEXT) || ' recorded, ' \
            || CAST(COALESCE(c.sum, 0) AS TEXT) || ' moved' AS what \
        FROM accounts a \
        LEFT JOIN (SELECT cooperative_id, debit_account_id AS account_id, CAST(SUM(amount_minor) AS BIGINT) AS sum \
            FROM transfers GROUP BY cooperative_id, debit_account_id) d \
            ON d.cooperative_id = a.cooperative_id AND d.account_id = a.account_id \
        LEFT JOIN (SELECT cooperative_id, credit_account_id AS account_id, CAST(SUM(amount_minor) AS BIGINT) AS sum \
            FROM transfers GROUP BY cooperative_id, credit_account_id) c \
            ON c.cooperative_id = a.cooperative_id AND c.account_id = a.account_id \
        WHERE a.debits_minor <> COALESCE(d.sum, 0) OR a.credits_minor <> COALESCE(c.sum, 0) \
        ORDER BY 1, 2 LIMIT $1";
    JOURNALS_MOVE_SOMETHING = "SELECT j.cooperative_id AS owner, j.journal_id AS row, 'no transfer' AS what \
        FROM journals j WHERE NOT EXISTS (SELECT 1 FROM transfers t \
            WHERE t.cooperative_id = j.cooperative_id AND t.journal_id = j.journal_id) ORDER BY 1, 2 LIMIT $1";
    TRANSFERS_HAVE_THEIR_DAY = "SELECT t.cooperative_id AS owner, t.journal_id AS row, 'another day' AS what \
        FROM transfers t JOIN journals j ON j.cooperative_id = t.cooperative_id AND j.journal_id = t.journal_id \
        WHERE j.occurred_on <> t.occurred_on ORDER BY 1, 2 LIMIT $1";
    /// A member's savings are never negative, whatever wrote them.
    SAVINGS_ARE_COVERED = "SELECT cooperative_id AS owner, account_id AS row, 'overdrawn' AS what FROM accounts \
        WHERE rule = 'credit_covers' AND debits_minor > credits_minor ORDER BY 1, 2 LIMIT $1";
    /// Nobody hands out notes that are not in the box.
    CASH_IS_COVERED = "SELECT cooperative_id AS owner, account_id AS row, 'below nothing' AS what FROM accounts \
        WHERE account_id IN ('1-1010', '1-1020') AND credits_minor > debits_minor ORDER BY 1, 2 LIMIT $1";
    /// Numbers 1 to n, without a gap, up to the counter.
    RECEIPTS_ARE_GAPLESS = "SELECT r.cooperative_id AS owner, CAST(r.next_number AS TEXT) AS row, \
            CAST(COUNT(j.number) AS TEXT) || ' journals, the last ' || CAST(COALESCE(MAX(j.number), 0) AS TEXT) AS what \
        FROM receipt_counters r LEFT JOIN journals j ON j.cooperative_id = r.cooperative_id \
        GROUP BY r.cooperative_id, r.next_number \
        HAVING COUNT(j.number) <> r.next_number - 1 OR COALESCE(MAX(j.number), 0) <> r.next_number - 1 \
        ORDER BY 1 LIMIT $1";
    /// A reversal moves exactly what it undoes, back.
    REVERSALS_MIRROR = "SELECT r.cooperative_id AS owner, r.journal_id AS row, 'does not mirror' AS what \
        FROM journals r WHERE r.reverses <> '' AND ( \
            (SELECT COUNT(*) FROM transfers t WHERE t.cooperative_id = r.cooperative_id AND t.journal_id = r.journal_id) \
            <> (SELECT COUNT(*) FROM transfers t WHERE t.cooperative_id = r.cooperative_id AND t.journal_id = r.reverses) \
            OR EXISTS (SELECT 1 FROM transfers t LEFT JOIN transfers o ON o.cooperative_id = t.cooperative_id \
                AND o.journal_id = r.reverses AND o.line = t.line AND o.debit_account_id = t.credit_account_id \
                AND o.credit_account_id = t.debit_account_id AND o.amount_minor = t.amount_minor \
                WHERE t.cooperative_id = r.cooperative_id AND t.journal_id = r.journal_id AND o.line IS NULL)) \
        ORDER BY 1, 2 LIMIT $1";
    /// Approvals counted are approvals given, none by the maker; an approved request has them all and its reversal.
    REQUESTS_ADD_UP = "SELECT r.cooperative_id AS owner, r.request_id AS row, r.status || ' with ' || \
            CAST(r.given AS TEXT) || ' of ' || CAST(r.needed AS TEXT) AS what \
        FROM requests r WHERE r.given <> (SELECT COUNT(*) FROM approvals a \
                WHERE a.cooperative_id = r.cooperative_id AND a.request_id = r.request_id) \
            OR EXISTS (SELECT 1 FROM approvals a WHERE a.cooperative_id = r.cooperative_id \
                AND a.request_id = r.request_id AND a.person_id = r.made_by) \
            OR (r.status = 'approved' AND r.given < r.needed) OR (r.status = 'open' AND r.given >= r.needed) \
            OR (r.status = 'approved' AND r.subject = 'reversal' AND NOT EXISTS (SELECT 1 FROM journals j \
                WHERE j.cooperative_id = r.cooperative_id AND j.reverses = r.subject_id AND j.reverses <> '')) \
        ORDER BY 1, 2 LIMIT $1";
    /// What a request is about is there; no foreign key can tell, since it is in one of several tables.
    REQUESTS_HAVE_A_SUBJECT = "SELECT r.cooperative_id AS owner, r.request_id AS row, 'about nothing' AS what \
        FROM requests r WHERE (r.subject = 'reversal' AND NOT EXISTS (SELECT 1 FROM journals j \
                WHERE j.cooperative_id = r.cooperative_id AND j.journal_id = r.subject_id)) \
            OR (r.subject = 'application' AND NOT EXISTS (SELECT 1 FROM applications p \
                WHERE p.cooperative_id = r.cooperative_id AND p.application_id = r.subject_id)) \
        ORDER BY 1, 2 LIMIT $1";
    /// An application and its request end together; an approved one has its member, and no decided one has anybody's data.
    APPLICATIONS_END_CLEANLY = "SELECT p.cooperative_id AS owner, p.application_id AS row, p.status || ' against ' \
            || COALESCE(r.status, 'no request') AS what \
        FROM applications p LEFT JOIN requests r ON r.cooperative_id = p.cooperative_id \
            AND r.subject = 'application' AND r.subject_id = p.application_id \
        WHERE r.status IS NULL OR r.status <> p.status OR (p.status = 'approved') <> (p.member_id <> '') \
            OR (p.status = 'approved' AND NOT EXISTS (SELECT 1 FROM members m \
                WHERE m.cooperative_id = p.cooperative_id AND m.member_id = p.member_id)) \
            OR (p.status = 'open') = (p.details = '') OR (p.status = 'open') = (p.personal_key = '') \
            OR (p.status = 'open') = (p.name = '') OR (p.status = 'open') = (p.nik_hash = '') \
        ORDER BY 1, 2 LIMIT $1";
    /// Whoever came by an application is a member only with what was to be paid at entry.
    MEMBERS_HAVE_PAID = "SELECT m.cooperative_id AS owner, m.member_id AS row, 'active without its entry' AS what \
        FROM applications p JOIN members m ON m.cooperative_id = p.cooperative_id AND m.member_id = p.member_id \
        JOIN accounts pokok ON pokok.cooperative_id = m.cooperative_id AND pokok.account_id = '3-1000/' || m.member_id \
        JOIN accounts wajib ON wajib.cooperative_id = m.cooperative_id AND wajib.account_id = '3-1100/' || m.member_id \
        WHERE p.member_id <> '' AND m.status = 'active' \
            AND (pokok.credits_minor - pokok.debits_minor < p.principal_minor \
                OR wajib.credits_minor - wajib.debits_minor < p.mandatory_minor) ORDER BY 1, 2 LIMIT $1";
    /// A refusal is signed and has its words; nothing else does.
    REFUSALS_SAY_WHY = "SELECT r.cooperative_id AS owner, r.request_id AS row, r.status || ', refused by ' \
            || CASE WHEN r.refused_by = 0 THEN 'nobody' ELSE 'somebody' END AS what \
        FROM requests r WHERE r.status <> 'refused' AND (r.refused_by <> 0 OR r.refusal <> '') ORDER BY 1, 2 LIMIT $1";
    /// What has ended is emptied; what has not ended has a body.
    UPDATES_END_CLEANLY = "SELECT CAST(bot_id AS TEXT) AS owner, CAST(arrival AS TEXT) AS row, \
            state || CASE WHEN body = '' THEN ' without' ELSE ' with' END || ' a body' AS what \
        FROM inbox WHERE (state IN ('done', 'dead') AND (body <> '' OR finished_at = 0)) \
            OR (state IN ('ready', 'unparsed') AND (body = '' OR finished_at > 0)) ORDER BY arrival LIMIT $1";
    MESSAGES_END_CLEANLY = "SELECT CAST(bot_id AS TEXT) AS owner, CAST(outbox_id AS TEXT) AS row, \
            state || CASE WHEN payload = '' THEN ' without' ELSE ' with' END || ' a payload' AS what \
        FROM outbox WHERE (state IN ('sent', 'dead', 'collapsed') AND (payload <> '' OR finished_at = 0)) \
            OR (state IN ('pending', 'sending') AND (payload = '' OR finished_at > 0)) \
            OR (state = 'sending' AND lease_until = 0) ORDER BY outbox_id LIMIT $1";
    /// Whatever an update caused was written together with its end.
    CAUSES_ARE_DONE = "SELECT CAST(i.bot_id AS TEXT) AS owner, CAST(i.arrival AS TEXT) AS row, \
            'has effects but is ' || i.state AS what \
        FROM inbox i WHERE i.state = 'ready' AND EXISTS (SELECT 1 FROM outbox o WHERE o.bot_id = i.bot_id \
            AND o.cause_key = 'in:' || CAST(i.arrival AS TEXT) || ':0') ORDER BY i.arrival LIMIT $1";
}

/// Findings that one check names at the most.
const FINDINGS_MAX: i64 = 20;

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub check: &'static str,
    /// The cooperative or bot.
    pub owner: String,
    /// The row.
    pub row: String,
    /// What is wrong with it; figures of accounts, never of people.
    pub what: String,
}

/// The names of all checks.
pub fn checks() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|(name, _)| *name)
}

/// Runs every check, each in a snapshot of its own; an empty list is a clean audit.
///
/// # Errors
/// When the database fails.
pub async fn run_in(tx: &mut Tx) -> Result<Vec<Finding>, StoreError> {
    if tx.locks_rows() {
        execute!(tx, crate::db::WHOLE_TABLES)?;
    }
    let mut findings = Vec::new();
    for (check, sql) in CHECKS {
        for (owner, row, what) in fetch_all!(tx, (String, String, String), *sql, FINDINGS_MAX)? {
            findings.push(Finding { check, owner, row, what });
        }
    }
    Ok(findings)
}
