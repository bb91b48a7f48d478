//! Questions to the office: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table("question_counters", &[("cooperative_id", "'a'", "'b'"), ("next_number", "1", "1")]),
        table(
            "questions",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("question_id", "'q1'", "'q2'"),
                ("number", "7", "8"),
                ("asked_by", "5", "5"),
                ("chat_id", "0", "0"),
                ("topic_id", "0", "0"),
                ("words", "'x'", "'x'"),
                ("follows", "0", "0"),
                ("roles", "'chair'", "'chair'"),
                ("status", "'open'", "'open'"),
                ("answered_by", "0", "0"),
                ("answered_as", "''", "''"),
                ("answer", "''", "''"),
                ("version", "1", "1"),
                ("asked_at", "0", "0"),
                ("answered_at", "0", "0"),
            ],
        ),
    ],
    bounds: &[
        ("question_counters", "next_number", 1, MAX),
        ("questions", "number", 1, MAX),
        ("questions", "follows", 0, MAX),
        ("questions", "version", 1, MAX),
        ("questions", "asked_at", 0, MAX),
        ("questions", "answered_at", 0, MAX),
    ],
    checks: &[("questions", "questions_check", "status <> 'open' OR answered_by = 0", &[("answered_by", "7")])],
    uniques: &[
        ("question_counters", "question_counters_pkey", &["cooperative_id"]),
        ("questions", "questions_pkey", &["cooperative_id", "question_id"]),
        ("questions", "questions_number", &["cooperative_id", "number"]),
    ],
    foreign: &[
        ("question_counters", "question_counters_cooperative_id_fkey", "cooperative_id"),
        ("questions", "questions_cooperative_id_fkey", "cooperative_id"),
        ("questions", "questions_status_fkey", "status"),
    ],
};
