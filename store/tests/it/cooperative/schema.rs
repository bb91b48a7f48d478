//! Cooperatives: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table(
            "cooperatives",
            &[
                ("cooperative_id", "'a'", "'b'"),
                ("name", "'Maju'", "'Maju'"),
                ("zone", "'wib'", "'wib'"),
                ("contact", "''", "''"),
                ("minimum_voluntary_minor", "0", "0"),
                ("maximum_deposit_minor", "0", "0"),
                ("reversal_needed", "1", "1"),
                ("reversal_roles", "'chair'", "'chair'"),
                ("created_at", "0", "0"),
                ("principal_minor", "0", "0"),
                ("monthly_mandatory_minor", "0", "0"),
                ("first_mandatory", "1", "1"),
                ("joining_needed", "1", "1"),
                ("joining_roles", "'chair'", "'chair'"),
                ("registrar_roles", "'chair'", "'chair'"),
                ("cooling_hours", "48", "48"),
                ("door_roles", "'chair'", "'chair'"),
                ("question_roles", "'chair'", "'chair'"),
                ("group_roles", "'chair'", "'chair'"),
                ("quiet_from_hour", "20", "20"),
                ("quiet_until_hour", "8", "8"),
                ("suspended_at", "0", "0"),
                ("legal_number", "''", "''"),
                ("payment", "''", "''"),
                ("settings_roles", "'chair'", "'chair'"),
                ("settings_version", "1", "1"),
                ("number_pattern", "''", "''"),
            ],
        ),
        table("receipt_counters", &[("cooperative_id", "'a'", "'b'"), ("next_number", "1", "1")]),
    ],
    bounds: &[
        ("cooperatives", "minimum_voluntary_minor", 0, MAX),
        ("cooperatives", "maximum_deposit_minor", 0, MAX),
        ("cooperatives", "reversal_needed", 1, 9),
        ("cooperatives", "created_at", 0, MAX),
        ("cooperatives", "quiet_from_hour", 0, 23),
        ("cooperatives", "quiet_until_hour", 0, 23),
        ("cooperatives", "principal_minor", 0, MAX),
        ("cooperatives", "monthly_mandatory_minor", 0, MAX),
        ("cooperatives", "first_mandatory", 0, 1),
        ("cooperatives", "joining_needed", 1, 9),
        ("cooperatives", "suspended_at", 0, MAX),
        ("cooperatives", "cooling_hours", 0, 720),
        ("cooperatives", "settings_version", 1, MAX),
        ("receipt_counters", "next_number", 1, MAX),
    ],
    checks: &[],
    uniques: &[
        ("cooperatives", "cooperatives_pkey", &["cooperative_id"]),
        ("receipt_counters", "receipt_counters_pkey", &["cooperative_id"]),
    ],
    foreign: &[
        ("cooperatives", "cooperatives_zone_fkey", "zone"),
        ("receipt_counters", "receipt_counters_cooperative_id_fkey", "cooperative_id"),
    ],
};
