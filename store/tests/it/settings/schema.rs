//! Settings: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[table(
        "setting_changes",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("cause_key", "'in:1:0'", "'in:1:1'"),
            ("setting", "'name'", "'name'"),
            ("changed_by", "5", "5"),
            ("changed_as", "'chair'", "'chair'"),
            ("changed_at", "0", "0"),
            ("old_value", "''", "''"),
            ("new_value", "'x'", "'x'"),
        ],
    )],
    bounds: &[("setting_changes", "changed_at", 0, MAX)],
    checks: &[],
    uniques: &[("setting_changes", "setting_changes_pkey", &["cooperative_id", "cause_key"])],
    foreign: &[
        ("setting_changes", "setting_changes_cooperative_id_fkey", "cooperative_id"),
        ("setting_changes", "setting_changes_setting_fkey", "setting"),
        ("setting_changes", "setting_changes_changed_as_fkey", "changed_as"),
    ],
};
