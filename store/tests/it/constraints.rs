//! Every constraint refuses what it is there to refuse, on both databases; one that nobody violated is named.

use std::collections::BTreeSet;

use sqlx::postgres::PgDatabaseError;

use crate::constraint_rows::{LOOKUPS, TABLES, begin_beside, named, seed};
use crate::side::Side;
use crate::support::both_databases;

const MAX: i64 = 9_007_199_254_740_991;

/// Integer columns with their lowest and highest value.
pub const BOUNDS: &[(&str, &str, i64, i64)] = &[
    ("cooperatives", "minimum_voluntary_minor", 0, MAX),
    ("cooperatives", "maximum_deposit_minor", 0, MAX),
    ("cooperatives", "reversal_needed", 1, 9),
    ("cooperatives", "created_at", 0, MAX),
    ("cooperatives", "quiet_from_hour", 0, 23),
    ("cooperatives", "quiet_until_hour", 0, 23),
    ("question_counters", "next_number", 1, MAX),
    ("questions", "number", 1, MAX),
    ("questions", "follows", 0, MAX),
    ("questions", "version", 1, MAX),
    ("questions", "asked_at", 0, MAX),
    ("questions", "answered_at", 0, MAX),
    ("group_codes", "expires_at", 0, MAX),
    ("group_codes", "used_at", 0, MAX),
    ("group_bindings", "bound_at", 0, MAX),
    ("group_bindings", "left_at", 0, MAX),
    ("job_runs", "done_at", 0, MAX),
    ("cooperatives", "principal_minor", 0, MAX),
    ("cooperatives", "monthly_mandatory_minor", 0, MAX),
    ("cooperatives", "first_mandatory", 0, 1),
    ("cooperatives", "joining_needed", 1, 9),
    ("cooperatives", "suspended_at", 0, MAX),
    ("cooperatives", "cooling_hours", 0, 720),
    ("cooperatives", "settings_version", 1, MAX),
    ("setting_changes", "changed_at", 0, MAX),
    ("bots", "sender_fence", 0, MAX),
    ("bots", "revision", 0, MAX),
    ("replicas", "beat", 1, MAX),
    ("receipt_counters", "next_number", 1, MAX),
    ("inbox", "attempts", 0, 3),
    ("inbox", "not_before", 0, MAX),
    ("inbox", "received_at", 0, MAX),
    ("inbox", "finished_at", 0, MAX),
    ("dialogues", "version", 1, MAX),
    ("dialogues", "updated_at", 0, MAX),
    ("outbox", "refused", 0, 1_000_000),
    ("outbox", "ambiguous", 0, 3),
    ("outbox", "not_before", 0, MAX),
    ("outbox", "lease_until", 0, MAX),
    ("outbox", "fence", 0, MAX),
    ("outbox", "created_at", 0, MAX),
    ("outbox", "finished_at", 0, MAX),
    ("outbox", "paced", 0, 1),
    ("chats", "unreachable", 0, 1),
    ("members", "created_at", 0, MAX),
    ("links", "slot", 1, 3),
    ("links", "open_until", 0, MAX),
    ("links", "linked_at", 0, MAX),
    ("doors", "cooling_until", 0, MAX),
    ("doors", "version", 1, MAX),
    ("door_events", "happened_at", 0, MAX),
    ("pins", "set_at", 0, MAX),
    ("tries", "wrong", 0, 5),
    ("tries", "last_at", 0, MAX),
    ("officers", "granted_at", 0, MAX),
    ("invitations", "expires_at", 0, MAX),
    ("invitations", "used_at", 0, MAX),
    ("invitations", "needs_phone", 0, 1),
    ("accounts", "debits_minor", 0, MAX),
    ("accounts", "credits_minor", 0, MAX),
    ("accounts", "version", 0, MAX),
    ("journals", "number", 1, MAX),
    ("journals", "recorded_at", 0, MAX),
    ("transfers", "line", 0, 9999),
    ("transfers", "amount_minor", 1, MAX),
    ("requests", "needed", 1, 9),
    ("requests", "given", 0, 9),
    ("requests", "version", 1, MAX),
    ("requests", "created_at", 0, MAX),
    ("approvals", "approved_at", 0, MAX),
    ("applications", "consent_version", 1, 65_535),
    ("applications", "principal_minor", 0, MAX),
    ("applications", "mandatory_minor", 0, MAX),
    ("applications", "created_at", 0, MAX),
];

/// Columns with other literals than are right.
type Changes<'a> = &'a [(&'a str, &'a str)];

/// Checks between columns: table, Postgres' name, SQLite's text, what violates it.
const CHECKS: &[(&str, &str, &str, Changes)] = &[
    ("invitations", "invitations_check", "(member_id = '') <> (role = '')", &[("role", "'chair'")]),
    ("invitations", "invitations_check", "(member_id = '') <> (role = '')", &[("member_id", "''")]),
    (
        "accounts",
        "accounts_check",
        "rule <> 'credit_covers' OR debits_minor <= credits_minor",
        &[("rule", "'credit_covers'"), ("debits_minor", "1")],
    ),
    ("transfers", "transfers_check", "debit_account_id <> credit_account_id", &[("credit_account_id", "'1-1010'")]),
    ("questions", "questions_check", "status <> 'open' OR answered_by = 0", &[("answered_by", "7")]),
    ("requests", "requests_check", "given <= needed", &[("needed", "2"), ("given", "3")]),
];

/// Unique indexes and primary keys: table, name, columns.
const UNIQUES: &[(&str, &str, &[&str])] = &[
    ("cooperatives", "cooperatives_pkey", &["cooperative_id"]),
    ("bots", "bots_pkey", &["bot_id"]),
    ("bots", "bots_one_per_cooperative", &["cooperative_id"]),
    ("replicas", "replicas_pkey", &["replica_id"]),
    ("leases", "leases_pkey", &["bot_id", "work"]),
    ("receipt_counters", "receipt_counters_pkey", &["cooperative_id"]),
    ("inbox", "inbox_once", &["bot_id", "update_id"]),
    ("lanes", "lanes_pkey", &["bot_id", "lane"]),
    ("dialogues", "dialogues_pkey", &["bot_id", "chat_id", "person_id", "topic_id"]),
    ("outbox", "outbox_once", &["bot_id", "cause_key"]),
    ("chats", "chats_pkey", &["bot_id", "chat_id"]),
    ("members", "members_pkey", &["cooperative_id", "member_id"]),
    ("members", "members_number", &["cooperative_id", "number"]),
    ("members", "members_nik", &["cooperative_id", "nik_hash"]),
    ("people", "people_pkey", &["cooperative_id", "person_id"]),
    ("links", "links_pkey", &["cooperative_id", "member_id"]),
    ("links", "links_slot", &["cooperative_id", "person_id", "slot"]),
    ("doors", "doors_pkey", &["cooperative_id", "member_id"]),
    ("door_events", "door_events_pkey", &["cooperative_id", "cause_key"]),
    ("setting_changes", "setting_changes_pkey", &["cooperative_id", "cause_key"]),
    ("pins", "pins_pkey", &["cooperative_id", "member_id"]),
    ("tries", "tries_pkey", &["cooperative_id", "person_id", "secret", "member_id"]),
    ("claims", "claims_pkey", &["cooperative_id", "person_id"]),
    ("officers", "officers_pkey", &["cooperative_id", "person_id", "role"]),
    ("invitations", "invitations_pkey", &["cooperative_id", "invitation_id"]),
    ("invitations", "invitations_code", &["cooperative_id", "code_hash"]),
    ("accounts", "accounts_pkey", &["cooperative_id", "account_id"]),
    ("journals", "journals_pkey", &["cooperative_id", "journal_id"]),
    ("journals", "journals_cause", &["cooperative_id", "cause_key"]),
    ("journals", "journals_number", &["cooperative_id", "number"]),
    ("journals", "journals_reverse_once", &["cooperative_id", "reverses"]),
    ("transfers", "transfers_pkey", &["cooperative_id", "journal_id", "line"]),
    ("requests", "requests_pkey", &["cooperative_id", "request_id"]),
    ("requests", "requests_one_open", &["cooperative_id", "subject", "subject_id"]),
    ("requests", "requests_one_report", &["cooperative_id", "made_by"]),
    ("approvals", "approvals_pkey", &["cooperative_id", "request_id", "person_id"]),
    ("question_counters", "question_counters_pkey", &["cooperative_id"]),
    ("questions", "questions_pkey", &["cooperative_id", "question_id"]),
    ("questions", "questions_number", &["cooperative_id", "number"]),
    ("group_codes", "group_codes_pkey", &["cooperative_id", "code_hash"]),
    ("group_bindings", "group_bindings_pkey", &["cooperative_id", "chat_id"]),
    ("job_runs", "job_runs_pkey", &["cooperative_id", "job", "subject", "period"]),
    ("applications", "applications_pkey", &["cooperative_id", "application_id"]),
    ("applications", "applications_open_nik", &["cooperative_id", "nik_hash"]),
    ("applications", "applications_open_person", &["cooperative_id", "person_id"]),
    ("applications", "applications_member", &["cooperative_id", "member_id"]),
];

/// Foreign keys: table, name, the column that points nowhere.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("cooperatives", "cooperatives_zone_fkey", "zone"),
    ("bots", "bots_cooperative_id_fkey", "cooperative_id"),
    ("leases", "leases_bot_id_fkey", "bot_id"),
    ("leases", "leases_work_fkey", "work"),
    ("leases", "leases_holder_fkey", "holder"),
    ("receipt_counters", "receipt_counters_cooperative_id_fkey", "cooperative_id"),
    ("inbox", "inbox_bot_id_fkey", "bot_id"),
    ("inbox", "inbox_state_fkey", "state"),
    ("lanes", "lanes_bot_id_fkey", "bot_id"),
    ("dialogues", "dialogues_bot_id_fkey", "bot_id"),
    ("outbox", "outbox_bot_id_fkey", "bot_id"),
    ("outbox", "outbox_form_fkey", "form"),
    ("outbox", "outbox_state_fkey", "state"),
    ("chats", "chats_bot_id_fkey", "bot_id"),
    ("members", "members_cooperative_id_fkey", "cooperative_id"),
    ("members", "members_address_fkey", "address"),
    ("members", "members_status_fkey", "status"),
    ("people", "people_cooperative_id_fkey", "cooperative_id"),
    ("people", "people_locale_fkey", "locale"),
    ("links", "links_cooperative_id_member_id_fkey", "member_id"),
    ("doors", "doors_cooperative_id_member_id_fkey", "member_id"),
    ("doors", "doors_state_fkey", "state"),
    ("door_events", "door_events_cooperative_id_member_id_fkey", "member_id"),
    ("door_events", "door_events_deed_fkey", "deed"),
    ("setting_changes", "setting_changes_cooperative_id_fkey", "cooperative_id"),
    ("setting_changes", "setting_changes_setting_fkey", "setting"),
    ("setting_changes", "setting_changes_changed_as_fkey", "changed_as"),
    ("pins", "pins_cooperative_id_member_id_fkey", "member_id"),
    ("tries", "tries_cooperative_id_fkey", "cooperative_id"),
    ("tries", "tries_secret_fkey", "secret"),
    ("claims", "claims_cooperative_id_member_id_fkey", "member_id"),
    ("officers", "officers_cooperative_id_fkey", "cooperative_id"),
    ("officers", "officers_role_fkey", "role"),
    ("invitations", "invitations_cooperative_id_fkey", "cooperative_id"),
    ("accounts", "accounts_cooperative_id_fkey", "cooperative_id"),
    ("accounts", "accounts_rule_fkey", "rule"),
    ("journals", "journals_cooperative_id_fkey", "cooperative_id"),
    ("journals", "journals_kind_fkey", "kind"),
    ("transfers", "transfers_cooperative_id_journal_id_fkey", "journal_id"),
    ("transfers", "transfers_cooperative_id_debit_account_id_fkey", "debit_account_id"),
    ("transfers", "transfers_cooperative_id_credit_account_id_fkey", "credit_account_id"),
    ("requests", "requests_cooperative_id_fkey", "cooperative_id"),
    ("requests", "requests_subject_fkey", "subject"),
    ("requests", "requests_status_fkey", "status"),
    ("approvals", "approvals_cooperative_id_request_id_fkey", "request_id"),
    ("question_counters", "question_counters_cooperative_id_fkey", "cooperative_id"),
    ("questions", "questions_cooperative_id_fkey", "cooperative_id"),
    ("questions", "questions_status_fkey", "status"),
    ("group_codes", "group_codes_cooperative_id_fkey", "cooperative_id"),
    ("group_bindings", "group_bindings_cooperative_id_fkey", "cooperative_id"),
    ("job_runs", "job_runs_cooperative_id_fkey", "cooperative_id"),
    ("applications", "applications_cooperative_id_fkey", "cooperative_id"),
    ("applications", "applications_status_fkey", "status"),
    ("applications", "applications_consent_locale_fkey", "consent_locale"),
    ("applications", "applications_address_fkey", "address"),
];

/// A constraint as each database calls it in its error.
struct Named {
    postgres: String,
    sqlite: String,
}

impl Named {
    fn is(&self, error: &sqlx::Error) -> bool {
        let Some(error) = error.as_database_error() else { return false };
        match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => match error.column() {
                Some(column) => self.postgres == format!("{}.{column}", error.table().unwrap_or_default()),
                None => error.constraint() == Some(&self.postgres),
            },
            None => error.message() == self.sqlite,
        }
    }
}

/// The second row is right as it is, and refused by exactly this constraint when changed.
async fn refused(side: &mut Side, table: &str, changes: Changes<'_>, by: Named, seen: &mut BTreeSet<String>) {
    begin_beside(side, table).await;
    side.must("SAVEPOINT unchanged").await;
    side.must(&named(table).insert_second(&[])).await;
    side.must("ROLLBACK TO SAVEPOINT unchanged").await;
    let outcome = side.run(&named(table).insert_second(changes)).await;
    side.must("ROLLBACK").await;
    let error = outcome.err().unwrap_or_else(|| panic!("{table} took {changes:?}"));
    assert!(by.is(&error), "{table} with {changes:?}: wanted {} or {}, met {error:?}", by.postgres, by.sqlite);
    seen.insert(by.postgres);
}

/// The second row is taken when changed so.
async fn taken(side: &mut Side, table: &str, changes: Changes<'_>) {
    begin_beside(side, table).await;
    side.must(&named(table).insert_second(changes)).await;
    side.must("ROLLBACK").await;
}

async fn violate_bounds(side: &mut Side, seen: &mut BTreeSet<String>) {
    for (table, column, low, high) in BOUNDS {
        let by = || Named {
            postgres: format!("{table}_{column}_check"),
            sqlite: format!("CHECK constraint failed: {column} BETWEEN {low} AND {high}"),
        };
        for edge in [low, high] {
            let credits = if *column == "debits_minor" { *high } else { 0 };
            let mut changes = vec![(*column, edge.to_string())];
            if *column == "debits_minor" {
                changes.push(("credits_minor", credits.to_string()));
            }
            let changes: Vec<(&str, &str)> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            taken(side, table, &changes).await;
        }
        refused(side, table, &[(column, &(low - 1).to_string())], by(), seen).await;
        // Nine are needed at the most, so that ten given break another check, too.
        if *column != "given" {
            refused(side, table, &[(column, &(high + 1).to_string())], by(), seen).await;
        }
        // SQLite would take a text for `>= 0`: any text is more than any number.
        if !side.is_postgres() {
            refused(side, table, &[(column, "'abc'")], by(), seen).await;
        }
    }
}

async fn violate_uniques(side: &mut Side, seen: &mut BTreeSet<String>) {
    for (table, index, columns) in UNIQUES {
        let changes: Vec<(&str, &str)> = columns.iter().map(|name| (*name, named(table).first(name))).collect();
        let list: Vec<String> = columns.iter().map(|name| format!("{table}.{name}")).collect();
        let sqlite = format!("UNIQUE constraint failed: {}", list.join(", "));
        refused(side, table, &changes, Named { postgres: (*index).to_owned(), sqlite }, seen).await;
    }
    for (table, column, value) in LOOKUPS {
        let by =
            Named { postgres: format!("{table}_pkey"), sqlite: format!("UNIQUE constraint failed: {table}.{column}") };
        let error = side.run(&format!("INSERT INTO {table} ({column}) VALUES ('{value}')")).await.unwrap_err();
        assert!(by.is(&error), "{table}: {error:?}");
        seen.insert(by.postgres);
    }
    for (table, column) in [("inbox", "arrival"), ("outbox", "outbox_id")] {
        let by =
            Named { postgres: format!("{table}_pkey"), sqlite: format!("UNIQUE constraint failed: {table}.{column}") };
        let error = side.run(&format!("UPDATE {table} SET {column} = {column}")).await;
        assert!(error.is_ok() != side.is_postgres(), "Postgres keeps the numbers of {table} itself: {error:?}");
        let twice = named(table)
            .insert_second(&[])
            .replace(&format!("INTO {table} ("), &format!("INTO {table} ({column}, "))
            .replace(" VALUES (", &format!(" OVERRIDING SYSTEM VALUE VALUES ((SELECT MIN({column}) FROM {table}), "));
        let twice = if side.is_postgres() { twice } else { twice.replace(" OVERRIDING SYSTEM VALUE", "") };
        let error = side.run(&twice).await.unwrap_err();
        assert!(by.is(&error), "{table}: {error:?}");
        seen.insert(by.postgres);
    }
}

async fn violate_nulls(side: &mut Side, seen: &mut BTreeSet<String>) {
    for table in TABLES {
        for column in table.columns() {
            let name = format!("{}.{column}", table.name);
            let by = Named { sqlite: format!("NOT NULL constraint failed: {name}"), postgres: name };
            refused(side, table.name, &[(column, "NULL")], by, seen).await;
        }
    }
    for (table, column, _) in LOOKUPS {
        let name = format!("{table}.{column}");
        let by = Named { sqlite: format!("NOT NULL constraint failed: {name}"), postgres: name };
        let error = side.run(&format!("INSERT INTO {table} ({column}) VALUES (NULL)")).await.unwrap_err();
        assert!(by.is(&error), "{table}: {error:?}");
        seen.insert(by.postgres);
    }
}

async fn violate_the_rest(side: &mut Side, seen: &mut BTreeSet<String>) {
    for (table, name, text, changes) in CHECKS {
        let by = Named { postgres: (*name).to_owned(), sqlite: format!("CHECK constraint failed: {text}") };
        refused(side, table, changes, by, seen).await;
    }
    for (table, name, column) in FOREIGN {
        // SQLite names no foreign key: that the row is right but for this column must do.
        let by = Named { postgres: (*name).to_owned(), sqlite: "FOREIGN KEY constraint failed".to_owned() };
        let nowhere = if *column == "bot_id" { "99" } else { "'nowhere'" };
        refused(side, table, &[(column, nowhere)], by, seen).await;
    }
}

/// Every constraint that Postgres knows of, as its errors call them.
async fn all_constraints(side: &mut Side) -> BTreeSet<String> {
    let sql = "SELECT CAST(c.conname AS TEXT) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
            WHERE t.relnamespace = CAST('public' AS regnamespace) AND t.relname <> '_sqlx_migrations' \
        UNION SELECT CAST(i.relname AS TEXT) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid \
            JOIN pg_class t ON t.oid = x.indrelid \
            WHERE x.indisunique AND t.relnamespace = CAST('public' AS regnamespace) AND t.relname <> '_sqlx_migrations' \
        UNION SELECT table_name || '.' || column_name FROM information_schema.columns \
            WHERE table_schema = 'public' AND is_nullable = 'NO' AND is_identity = 'NO' \
                AND table_name <> '_sqlx_migrations'";
    side.texts(sql).await.into_iter().collect()
}

both_databases! {
    async fn every_constraint_refuses_what_it_is_there_for(fresh) {
        let mut side = fresh.side().await;
        seed(&mut side).await;
        let mut seen = BTreeSet::new();
        violate_bounds(&mut side, &mut seen).await;
        violate_uniques(&mut side, &mut seen).await;
        violate_nulls(&mut side, &mut seen).await;
        violate_the_rest(&mut side, &mut seen).await;
        if side.is_postgres() {
            let all = all_constraints(&mut side).await;
            assert!(all.len() > 200, "{}", all.len());
            assert_eq!(all.difference(&seen).collect::<Vec<_>>(), [""; 0], "nobody violates these");
            assert_eq!(seen.difference(&all).collect::<Vec<_>>(), [""; 0], "these are no more");
        }
    }

    /// The other side of partial indexes, which an inverted condition would close.
    async fn what_no_constraint_is_against_is_taken(fresh) {
        let mut side = fresh.side().await;
        seed(&mut side).await;
        side.must("UPDATE journals SET reverses = ''").await;
        taken(&mut side, "journals", &[("reverses", "''")]).await;
        side.must("UPDATE requests SET status = 'refused'").await;
        taken(&mut side, "requests", &[("subject_id", "'j1'")]).await;
        taken(&mut side, "requests", &[("subject_id", "'j1'"), ("status", "'refused'")]).await;
        taken(&mut side, "invitations", &[("member_id", "''"), ("role", "'chair'")]).await;
        taken(&mut side, "members", &[("phone_hash", "''")]).await;
        // Another place on the same account, and the same place on another one.
        taken(&mut side, "links", &[("person_id", "5")]).await;
        taken(&mut side, "links", &[("slot", "1")]).await;
        taken(&mut side, "members", &[("nik_hash", "'n1'"), ("status", "'ended'")]).await;
        side.must("UPDATE members SET nik_hash = ''").await;
        taken(&mut side, "members", &[("nik_hash", "''")]).await;
        let decided = [("nik_hash", "'n1'"), ("person_id", "5"), ("status", "'refused'")];
        taken(&mut side, "applications", &decided).await;
        side.must("UPDATE applications SET person_id = 0, member_id = ''").await;
        taken(&mut side, "applications", &[("person_id", "0"), ("member_id", "''")]).await;
        let covered = [("rule", "'credit_covers'"), ("debits_minor", "5"), ("credits_minor", "5")];
        taken(&mut side, "accounts", &covered).await;
    }
}
