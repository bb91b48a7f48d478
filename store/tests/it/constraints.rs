//! Every constraint refuses what it is there to refuse, on both databases; one that nobody violated is named.

use std::collections::BTreeSet;

use sqlx::postgres::PgDatabaseError;

use crate::constraint_rows::{LOOKUPS, SCHEMAS, begin_beside, named, seed, tables};
use crate::side::Side;
use crate::support::both_databases;
use crate::table::Changes;

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
    for (table, column, low, high) in SCHEMAS.iter().flat_map(|schema| schema.bounds) {
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
    for (table, index, columns) in SCHEMAS.iter().flat_map(|schema| schema.uniques) {
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
    for table in tables() {
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
    for (table, name, text, changes) in SCHEMAS.iter().flat_map(|schema| schema.checks) {
        let by = Named { postgres: (*name).to_owned(), sqlite: format!("CHECK constraint failed: {text}") };
        refused(side, table, changes, by, seen).await;
    }
    for (table, name, column) in SCHEMAS.iter().flat_map(|schema| schema.foreign) {
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
