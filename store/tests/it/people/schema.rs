//! Members and officers: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table(
            "members",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("member_id", "'m1'", "'m2'"),
                ("number", "'A-001'", "'A-002'"),
                ("name", "'Siti'", "'Siti'"),
                ("address", "'bu'", "'bu'"),
                ("status", "'active'", "'active'"),
                ("joined_on", "'2020-01-01'", "'2020-01-01'"),
                ("personal_key", "'x'", "'x'"),
                ("phone", "'x'", "'x'"),
                ("phone_hash", "'same'", "'same'"),
                ("created_at", "0", "0"),
                ("details", "''", "''"),
                ("nik_hash", "'n1'", "'n2'"),
            ],
        ),
        table("people", &[("cooperative_id", "'a'", "'a'"), ("person_id", "5", "6"), ("locale", "'id'", "'id'")]),
        table("claims", &[("cooperative_id", "'a'", "'a'"), ("person_id", "5", "6"), ("member_id", "'m1'", "'m1'")]),
        table(
            "officers",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("person_id", "5", "5"),
                ("role", "'chair'", "'treasurer'"),
                ("granted_at", "0", "0"),
            ],
        ),
    ],
    bounds: &[("members", "created_at", 0, MAX), ("officers", "granted_at", 0, MAX)],
    checks: &[],
    uniques: &[
        ("members", "members_pkey", &["cooperative_id", "member_id"]),
        ("members", "members_number", &["cooperative_id", "number"]),
        ("members", "members_nik", &["cooperative_id", "nik_hash"]),
        ("people", "people_pkey", &["cooperative_id", "person_id"]),
        ("claims", "claims_pkey", &["cooperative_id", "person_id"]),
        ("officers", "officers_pkey", &["cooperative_id", "person_id", "role"]),
    ],
    foreign: &[
        ("members", "members_cooperative_id_fkey", "cooperative_id"),
        ("members", "members_address_fkey", "address"),
        ("members", "members_status_fkey", "status"),
        ("people", "people_cooperative_id_fkey", "cooperative_id"),
        ("people", "people_locale_fkey", "locale"),
        ("claims", "claims_cooperative_id_member_id_fkey", "member_id"),
        ("officers", "officers_cooperative_id_fkey", "cooperative_id"),
        ("officers", "officers_role_fkey", "role"),
    ],
};
