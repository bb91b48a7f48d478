//! Groups: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table(
            "group_codes",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("code_hash", "'h1'", "'h2'"),
                ("made_by", "5", "5"),
                ("expires_at", "0", "0"),
                ("used_at", "0", "0"),
            ],
        ),
        table(
            "group_bindings",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("chat_id", "-5", "-6"),
                ("topic_id", "0", "0"),
                ("bound_by", "5", "5"),
                ("bound_at", "0", "0"),
                ("left_at", "0", "0"),
            ],
        ),
    ],
    bounds: &[
        ("group_codes", "expires_at", 0, MAX),
        ("group_codes", "used_at", 0, MAX),
        ("group_bindings", "bound_at", 0, MAX),
        ("group_bindings", "left_at", 0, MAX),
    ],
    checks: &[],
    uniques: &[
        ("group_codes", "group_codes_pkey", &["cooperative_id", "code_hash"]),
        ("group_bindings", "group_bindings_pkey", &["cooperative_id", "chat_id"]),
    ],
    foreign: &[
        ("group_codes", "group_codes_cooperative_id_fkey", "cooperative_id"),
        ("group_bindings", "group_bindings_cooperative_id_fkey", "cooperative_id"),
    ],
};
