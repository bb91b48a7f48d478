//! Joining: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[table(
        "applications",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("application_id", "'p1'", "'p2'"),
            ("person_id", "5", "6"),
            ("status", "'open'", "'open'"),
            ("consent_version", "1", "1"),
            ("consent_locale", "'id'", "'id'"),
            ("consent_hash", "'x'", "'x'"),
            ("principal_minor", "0", "0"),
            ("mandatory_minor", "0", "0"),
            ("name", "'Wati'", "'Wati'"),
            ("address", "'bu'", "'bu'"),
            ("personal_key", "'x'", "'x'"),
            ("phone", "'x'", "'x'"),
            ("details", "'x'", "'x'"),
            ("nik_hash", "'n1'", "'n2'"),
            ("member_id", "'m1'", "'m2'"),
            ("created_at", "0", "0"),
        ],
    )],
    bounds: &[
        ("applications", "consent_version", 1, 65_535),
        ("applications", "principal_minor", 0, MAX),
        ("applications", "mandatory_minor", 0, MAX),
        ("applications", "created_at", 0, MAX),
    ],
    checks: &[],
    uniques: &[
        ("applications", "applications_pkey", &["cooperative_id", "application_id"]),
        ("applications", "applications_open_nik", &["cooperative_id", "nik_hash"]),
        ("applications", "applications_open_person", &["cooperative_id", "person_id"]),
        ("applications", "applications_member", &["cooperative_id", "member_id"]),
    ],
    foreign: &[
        ("applications", "applications_cooperative_id_fkey", "cooperative_id"),
        ("applications", "applications_status_fkey", "status"),
        ("applications", "applications_consent_locale_fkey", "consent_locale"),
        ("applications", "applications_address_fkey", "address"),
    ],
};
