//! The schema itself: nothing may be NULL, every number is bounded, both databases have the same, names have values.

use domain::access::{Deed, Lock};
use domain::ledger::JournalKind;
use domain::locale::Locale;
use domain::member::MemberStatus;
use domain::question::QuestionStatus;
use domain::request::{RequestStatus, Subject};
use domain::role::Role;
use domain::setting::Setting;

use crate::constraint_rows::SCHEMAS;
use crate::constraint_rows::{LOOKUPS, tables};
use crate::side::Side;
use crate::support::{both_databases, postgres, sqlite};

/// Numbers that come from outside or can only be what the database makes them: every whole number is right.
const UNBOUNDED: &[&str] = &[
    "applications.person_id",
    "approvals.person_id",
    "bots.bot_id",
    "chats.bot_id",
    "chats.chat_id",
    "chats.last_message_id",
    "chats.screen_message_id",
    "claims.person_id",
    "dialogues.bot_id",
    "dialogues.chat_id",
    "dialogues.person_id",
    "dialogues.topic_id",
    "door_events.done_by",
    "door_events.new_person_id",
    "door_events.old_person_id",
    "group_bindings.bound_by",
    "group_bindings.chat_id",
    "group_bindings.topic_id",
    "group_codes.made_by",
    "inbox.arrival",
    "inbox.bot_id",
    "inbox.chat_id",
    "inbox.lane",
    "inbox.person_id",
    "inbox.topic_id",
    "inbox.update_id",
    "invitations.made_by",
    "invitations.used_by",
    "journals.recorded_by",
    "lanes.bot_id",
    "lanes.lane",
    "leases.bot_id",
    "links.person_id",
    "officers.person_id",
    "outbox.after_message_id",
    "outbox.bot_id",
    "outbox.chat_id",
    "outbox.message_id",
    "outbox.outbox_id",
    "people.person_id",
    "questions.answered_by",
    "questions.asked_by",
    "questions.chat_id",
    "questions.topic_id",
    "requests.made_by",
    "requests.refused_by",
    "setting_changes.changed_by",
    "tries.person_id",
];

/// `table.column kind` of every column, where the condition holds.
async fn columns(side: &mut Side, sqlite_condition: &str, postgres_condition: &str) -> Vec<String> {
    let sql = side.pick(
        "SELECT m.name || '.' || c.name || CASE WHEN c.type = 'TEXT' THEN ' text' ELSE ' number' END \
            FROM sqlite_master m, pragma_table_info(m.name) c \
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> '_sqlx_migrations' AND ",
        "SELECT CAST(table_name || '.' || column_name || CASE WHEN data_type = 'text' THEN ' text' \
                WHEN data_type = 'bigint' THEN ' number' ELSE ' ' || data_type END AS TEXT) \
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' AND ",
    );
    let sql = format!("{sql}{}", side.pick(sqlite_condition, postgres_condition));
    let mut found = side.texts(&sql).await;
    found.sort();
    found
}

/// The columns of each unique index and primary key, as `table(a, b)`.
async fn unique_keys(side: &mut Side) -> Vec<String> {
    let sql = side.pick(
        "SELECT m.name || '(' || (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) || ')' \
                || CASE WHEN i.partial = 1 THEN ' partly' ELSE '' END \
            FROM sqlite_master m, pragma_index_list(m.name) i \
            WHERE m.type = 'table' AND i.\"unique\" = 1 AND m.name <> '_sqlx_migrations'",
        "SELECT CAST(t.relname || '(' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) \
                    FROM unnest(x.indkey) WITH ORDINALITY k (number, place) \
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) || ')' \
                || CASE WHEN x.indpred IS NOT NULL THEN ' partly' ELSE '' END AS TEXT) \
            FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid \
            WHERE x.indisunique AND t.relnamespace = CAST('public' AS regnamespace) AND t.relname <> '_sqlx_migrations'",
    );
    let mut found = side.texts(sql).await;
    if !side.is_postgres() {
        // The row's own number has no index of its own there.
        found.extend(["inbox(arrival)".to_owned(), "outbox(outbox_id)".to_owned()]);
    }
    found.sort();
    found
}

/// Foreign keys, as `table(a, b) -> parent`.
async fn foreign_keys(side: &mut Side) -> Vec<String> {
    let sql = side.pick(
        "SELECT m.name || '(' || group_concat(f.\"from\", ', ' ORDER BY f.seq) || ') -> ' || f.\"table\" \
            FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' \
            GROUP BY m.name, f.id, f.\"table\"",
        "SELECT CAST(t.relname || '(' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) \
                    FROM unnest(c.conkey) WITH ORDINALITY k (number, place) \
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) || ') -> ' || p.relname AS TEXT) \
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid \
            WHERE c.contype = 'f'",
    );
    let mut found = side.texts(sql).await;
    found.sort();
    found
}

both_databases! {
    /// SQLite decodes NULL as zero: see the trap.
    async fn no_column_may_be_null(fresh) {
        let mut side = fresh.side().await;
        let nullable = columns(&mut side, "c.\"notnull\" = 0", "is_nullable = 'YES'").await;
        assert_eq!(nullable, [""; 0]);
    }

    async fn every_number_is_bounded_but_those_of_others(fresh) {
        let mut side = fresh.side().await;
        let all = columns(&mut side, "1 = 1", "1 = 1").await;
        let bounded: Vec<String> = SCHEMAS.iter().flat_map(|schema| schema.bounds).map(|(table, column, _, _)| format!("{table}.{column}")).collect();
        let open: Vec<&str> = all
            .iter()
            .filter_map(|column| column.strip_suffix(" number"))
            .filter(|column| !bounded.iter().any(|it| it == column))
            .collect();
        assert_eq!(open, UNBOUNDED);
    }

    async fn the_tests_know_every_table_and_column(fresh) {
        let mut side = fresh.side().await;
        let mut known: Vec<&str> = tables().map(|it| it.name).chain(LOOKUPS.iter().map(|it| it.0)).collect();
        known.sort_unstable();
        assert_eq!(side.tables().await, known);
        for table in tables() {
            let mut columns = side.columns(table.name).await;
            columns.retain(|column| column != "arrival" && column != "outbox_id");
            assert_eq!(columns, table.columns().collect::<Vec<_>>(), "{}", table.name);
        }
    }

    /// A value that the domain can say and the table does not know would be refused at the counter.
    async fn look_up_tables_hold_what_the_domain_can_say(fresh) {
        let kinds = [JournalKind::Opening, JournalKind::Deposit, JournalKind::Reversal];
        let mut side = fresh.side().await;
        for (table, column, mut said) in [
            ("roles", "role", Role::ALL.map(Role::as_str).to_vec()),
            ("member_statuses", "status", MemberStatus::ALL.map(MemberStatus::as_str).to_vec()),
            ("request_statuses", "status", RequestStatus::ALL.map(RequestStatus::as_str).to_vec()),
            ("question_statuses", "status", QuestionStatus::ALL.map(QuestionStatus::as_str).to_vec()),
            ("request_subjects", "subject", Subject::NAMES.to_vec()),
            ("locales", "locale", Locale::ALL.map(Locale::as_str).to_vec()),
            ("journal_kinds", "kind", kinds.map(JournalKind::as_str).to_vec()),
            ("door_states", "state", Lock::ALL.map(Lock::as_str).to_vec()),
            ("door_deeds", "deed", Deed::ALL.map(Deed::as_str).to_vec()),
            ("secrets", "secret", vec!["code", "pin"]),
            ("settings", "setting", Setting::ALL.map(Setting::as_str).to_vec()),
            ("zones", "zone", vec!["wib", "wita", "wit"]),
            ("addresses", "address", vec!["bu", "pak", "plain"]),
            ("inbox_states", "state", vec!["ready", "done", "dead", "unparsed"]),
            ("outbox_states", "state", vec!["pending", "sending", "sent", "dead", "collapsed"]),
            ("outbox_forms", "form", vec!["message", "screen", "call"]),
            ("lease_works", "work", vec!["poll", "send"]),
            ("account_rules", "rule", vec!["free", "credit_covers"]),
        ] {
            let mut held = side.texts(&format!("SELECT {column} FROM {table}")).await;
            held.sort();
            said.sort_unstable();
            assert_eq!(held, said, "{table}");
        }
    }
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let (small, large) = (sqlite().await, postgres().await);
    let (mut one, mut other) = (small.side().await, large.side().await);
    assert_eq!(one.tables().await, other.tables().await);
    assert_eq!(columns(&mut one, "1 = 1", "1 = 1").await, columns(&mut other, "1 = 1", "1 = 1").await);
    assert_eq!(unique_keys(&mut one).await, unique_keys(&mut other).await);
    assert_eq!(foreign_keys(&mut one).await, foreign_keys(&mut other).await);
    let checks = one.pick(
        "SELECT SUM((length(sql) - length(replace(sql, 'CHECK (', ''))) / length('CHECK (')) FROM sqlite_master \
            WHERE type = 'table'",
        "",
    );
    let checks = one.number(checks).await;
    let others = other.number("SELECT COUNT(*) FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0").await;
    assert_eq!(checks, others);
    let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    let others = "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = 'public' \
        AND indexname NOT LIKE '%_pkey' ORDER BY indexname COLLATE \"C\"";
    assert_eq!(one.texts(indexes).await, other.texts(others).await);
    drop((one, other));
    small.gone().await;
    large.gone().await;
}
