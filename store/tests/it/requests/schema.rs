//! Requests: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table(
            "requests",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("request_id", "'r1'", "'r2'"),
                ("subject_id", "'j1'", "'j2'"),
                ("made_by", "5", "6"),
                ("reason", "'x'", "'x'"),
                ("needed", "9", "9"),
                ("roles", "'chair'", "'chair'"),
                ("given", "0", "0"),
                ("status", "'open'", "'open'"),
                ("version", "1", "1"),
                ("created_at", "0", "0"),
                ("subject", "'lost'", "'lost'"),
                ("refused_by", "0", "0"),
                ("refusal", "''", "''"),
            ],
        ),
        table(
            "approvals",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("request_id", "'r1'", "'r1'"),
                ("person_id", "5", "6"),
                ("approved_at", "0", "0"),
            ],
        ),
    ],
    bounds: &[
        ("requests", "needed", 1, 9),
        ("requests", "given", 0, 9),
        ("requests", "version", 1, MAX),
        ("requests", "created_at", 0, MAX),
        ("approvals", "approved_at", 0, MAX),
    ],
    checks: &[("requests", "requests_check", "given <= needed", &[("needed", "2"), ("given", "3")])],
    uniques: &[
        ("requests", "requests_pkey", &["cooperative_id", "request_id"]),
        ("requests", "requests_one_open", &["cooperative_id", "subject", "subject_id"]),
        ("requests", "requests_one_report", &["cooperative_id", "made_by"]),
        ("approvals", "approvals_pkey", &["cooperative_id", "request_id", "person_id"]),
    ],
    foreign: &[
        ("requests", "requests_cooperative_id_fkey", "cooperative_id"),
        ("requests", "requests_subject_fkey", "subject"),
        ("requests", "requests_status_fkey", "status"),
        ("approvals", "approvals_cooperative_id_request_id_fkey", "request_id"),
    ],
};
