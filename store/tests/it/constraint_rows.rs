//! Two rows of every table that are right, as SQL literals: a violation is one of them with one thing changed.

pub use crate::lookups::LOOKUPS;
use crate::side::Side;
use crate::table::{Table, table};

/// Every table but the look-up tables, parents first.
pub const TABLES: &[Table] = &[
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
    table(
        "bots",
        &[
            ("bot_id", "1", "2"),
            ("cooperative_id", "'a'", "'b'"),
            ("username", "''", "''"),
            ("token", "'x'", "'x'"),
            ("sender_fence", "0", "0"),
            ("revision", "0", "0"),
        ],
    ),
    table("replicas", &[("replica_id", "'r1'", "'r2'"), ("place", "''", "''"), ("beat", "1", "1")]),
    table("leases", &[("bot_id", "1", "1"), ("work", "'poll'", "'send'"), ("holder", "'r1'", "'r1'")]),
    table("receipt_counters", &[("cooperative_id", "'a'", "'b'"), ("next_number", "1", "1")]),
    table(
        "inbox",
        &[
            ("bot_id", "1", "1"),
            ("update_id", "10", "11"),
            ("lane", "5", "5"),
            ("chat_id", "5", "5"),
            ("person_id", "5", "5"),
            ("topic_id", "0", "0"),
            ("body", "'x'", "'x'"),
            ("state", "'ready'", "'ready'"),
            ("attempts", "0", "0"),
            ("not_before", "0", "0"),
            ("received_at", "0", "0"),
            ("finished_at", "0", "0"),
        ],
    ),
    table("lanes", &[("bot_id", "1", "1"), ("lane", "5", "6")]),
    table(
        "dialogues",
        &[
            ("bot_id", "1", "1"),
            ("chat_id", "5", "5"),
            ("person_id", "5", "5"),
            ("topic_id", "0", "9"),
            ("state", "'x'", "'x'"),
            ("version", "1", "1"),
            ("updated_at", "0", "0"),
        ],
    ),
    table(
        "outbox",
        &[
            ("bot_id", "1", "1"),
            ("chat_id", "5", "5"),
            ("cause_key", "'in:1:0'", "'in:1:1'"),
            ("form", "'message'", "'message'"),
            ("after_message_id", "0", "0"),
            ("payload", "'x'", "'x'"),
            ("state", "'pending'", "'pending'"),
            ("refused", "0", "0"),
            ("ambiguous", "0", "0"),
            ("not_before", "0", "0"),
            ("lease_until", "0", "0"),
            ("fence", "0", "0"),
            ("created_at", "0", "0"),
            ("finished_at", "0", "0"),
            ("message_id", "0", "0"),
            ("error", "''", "''"),
            ("paced", "0", "0"),
        ],
    ),
    table(
        "chats",
        &[
            ("bot_id", "1", "1"),
            ("chat_id", "5", "6"),
            ("last_message_id", "0", "0"),
            ("screen_message_id", "0", "0"),
            ("unreachable", "0", "0"),
        ],
    ),
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
    table(
        "links",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("member_id", "'m1'", "'m2'"),
            ("person_id", "5", "6"),
            ("slot", "1", "2"),
            ("open_until", "0", "0"),
            ("linked_at", "0", "0"),
        ],
    ),
    table(
        "doors",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("member_id", "'m1'", "'m2'"),
            ("state", "'frozen'", "'frozen'"),
            ("cooling_until", "0", "0"),
            ("version", "1", "1"),
        ],
    ),
    table(
        "door_events",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("cause_key", "'in:1:0'", "'in:1:1'"),
            ("member_id", "'m1'", "'m1'"),
            ("deed", "'lost'", "'lost'"),
            ("happened_at", "0", "0"),
            ("done_by", "5", "5"),
            ("old_person_id", "5", "5"),
            ("new_person_id", "0", "0"),
            ("words", "'x'", "'x'"),
        ],
    ),
    table(
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
    ),
    table(
        "pins",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("member_id", "'m1'", "'m2'"),
            ("salt", "'x'", "'x'"),
            ("hash", "'x'", "'x'"),
            ("set_at", "0", "0"),
        ],
    ),
    table(
        "tries",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("person_id", "5", "5"),
            ("secret", "'pin'", "'pin'"),
            ("member_id", "'m1'", "'m2'"),
            ("wrong", "0", "0"),
            ("last_at", "0", "0"),
        ],
    ),
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
    table(
        "invitations",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("invitation_id", "'i1'", "'i2'"),
            ("code_hash", "'h1'", "'h2'"),
            ("member_id", "'m1'", "'m1'"),
            ("role", "''", "''"),
            ("expires_at", "0", "0"),
            ("used_by", "0", "0"),
            ("used_at", "0", "0"),
            ("needs_phone", "0", "1"),
            ("made_by", "0", "5"),
        ],
    ),
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
    table(
        "job_runs",
        &[
            ("cooperative_id", "'a'", "'a'"),
            ("job", "'summary'", "'summary'"),
            ("subject", "''", "''"),
            ("period", "'2026-11-23'", "'2026-11-24'"),
            ("done_at", "0", "0"),
        ],
    ),
    table(
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
    ),
];

pub fn named(name: &str) -> &'static Table {
    TABLES.iter().find(|table| table.name == name).unwrap_or_else(|| panic!("no rows for {name}"))
}

/// Puts the first row in every table.
pub async fn seed(side: &mut Side) {
    for table in TABLES {
        side.must(&table.insert_first()).await;
        if table.name == "accounts" {
            // A transfer needs two of them.
            side.must(&table.insert_second(&[("account_id", "'other'")])).await;
        }
    }
}

/// Begins, and puts the second row in every table that this one may depend on.
pub async fn begin_beside(side: &mut Side, table: &str) {
    side.must("BEGIN").await;
    for parent in TABLES.iter().take_while(|it| it.name != table) {
        side.must(&parent.insert_second(&[])).await;
    }
}
