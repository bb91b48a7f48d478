//! Savings: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table(
            "accounts",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("account_id", "'1-1010'", "'2-1100'"),
                ("code", "'1-1010'", "'2-1100'"),
                ("member_id", "''", "''"),
                ("rule", "'free'", "'free'"),
                ("debits_minor", "0", "0"),
                ("credits_minor", "0", "0"),
                ("version", "0", "0"),
            ],
        ),
        table(
            "journals",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("journal_id", "'j1'", "'j2'"),
                ("number", "5", "6"),
                ("kind", "'deposit'", "'deposit'"),
                ("occurred_on", "'2026-11-01'", "'2026-11-01'"),
                ("recorded_at", "0", "0"),
                ("recorded_by", "0", "0"),
                ("cause_key", "'in:1:0'", "'in:2:0'"),
                ("input_hash", "'x'", "'x'"),
                ("reverses", "'j0'", "''"),
            ],
        ),
        table(
            "transfers",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("journal_id", "'j1'", "'j1'"),
                ("line", "5", "6"),
                ("debit_account_id", "'1-1010'", "'1-1010'"),
                ("credit_account_id", "'other'", "'other'"),
                ("amount_minor", "1", "1"),
                ("occurred_on", "'2026-11-01'", "'2026-11-01'"),
            ],
        ),
    ],
    bounds: &[
        ("accounts", "debits_minor", 0, MAX),
        ("accounts", "credits_minor", 0, MAX),
        ("accounts", "version", 0, MAX),
        ("journals", "number", 1, MAX),
        ("journals", "recorded_at", 0, MAX),
        ("transfers", "line", 0, 9999),
        ("transfers", "amount_minor", 1, MAX),
    ],
    checks: &[
        (
            "accounts",
            "accounts_check",
            "rule <> 'credit_covers' OR debits_minor <= credits_minor",
            &[("rule", "'credit_covers'"), ("debits_minor", "1")],
        ),
        ("transfers", "transfers_check", "debit_account_id <> credit_account_id", &[("credit_account_id", "'1-1010'")]),
    ],
    uniques: &[
        ("accounts", "accounts_pkey", &["cooperative_id", "account_id"]),
        ("journals", "journals_pkey", &["cooperative_id", "journal_id"]),
        ("journals", "journals_cause", &["cooperative_id", "cause_key"]),
        ("journals", "journals_number", &["cooperative_id", "number"]),
        ("journals", "journals_reverse_once", &["cooperative_id", "reverses"]),
        ("transfers", "transfers_pkey", &["cooperative_id", "journal_id", "line"]),
    ],
    foreign: &[
        ("accounts", "accounts_cooperative_id_fkey", "cooperative_id"),
        ("accounts", "accounts_rule_fkey", "rule"),
        ("journals", "journals_cooperative_id_fkey", "cooperative_id"),
        ("journals", "journals_kind_fkey", "kind"),
        ("transfers", "transfers_cooperative_id_journal_id_fkey", "journal_id"),
        ("transfers", "transfers_cooperative_id_debit_account_id_fkey", "debit_account_id"),
        ("transfers", "transfers_cooperative_id_credit_account_id_fkey", "credit_account_id"),
    ],
};
