//! Every migration brings sample rows, and the rows of each outlive those after it.

use std::collections::BTreeMap;
use std::path::Path;

use store::registry;

use crate::side::Side;
use crate::support::both_databases;

/// Columns that have another name by now: table, the name of then, the name since.
const RENAMED: &[(&str, &str, &str)] = &[("requests", "journal_id", "subject_id")];

/// What a table held once: its columns of then, and their values.
struct Held {
    columns: Vec<String>,
    rows: Vec<String>,
}

async fn rows(side: &mut Side, table: &str, columns: &[String]) -> Vec<String> {
    let now = side.columns(table).await;
    let name = |column: &String| {
        let renamed = RENAMED.iter().find(|(of, then, _)| *of == table && then == column && !now.contains(column));
        renamed.map_or_else(|| column.clone(), |(_, _, since)| (*since).to_owned())
    };
    let all: Vec<String> = columns.iter().map(|column| format!("CAST({} AS TEXT)", name(column))).collect();
    side.texts(&format!("SELECT {} FROM {table} ORDER BY 1", all.join(" || '|' || "))).await
}

fn sample(version: i64, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/migrations/{version}_{name}.sql"));
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("migration {name} brings no sample rows ({}): {error}", path.display()))
}

both_databases! {
    async fn the_rows_of_each_migration_outlive_those_after_it(fresh) {
        let stepwise = fresh.another_empty().await;
        let mut side = stepwise.side().await;
        let mut held: BTreeMap<String, Held> = BTreeMap::new();
        for (version, name) in registry::migrations() {
            stepwise.db.migrate_to(version).await.unwrap();
            for (table, before) in &held {
                let now = rows(&mut side, table, &before.columns).await;
                let gone: Vec<&String> = before.rows.iter().filter(|row| !now.contains(row)).collect();
                // A migration may bring names of its own to a look-up table.
                assert_eq!(gone, [""; 0], "{table} after {name}");
            }
            let new: Vec<String> = side.tables().await.into_iter().filter(|table| !held.contains_key(table)).collect();
            side.must(&sample(version, name)).await;
            for table in side.tables().await {
                let columns = side.columns(&table).await;
                let rows = rows(&mut side, &table, &columns).await;
                assert!(!rows.is_empty() || !new.contains(&table), "{name} brings no sample row for {table}");
                held.insert(table, Held { columns, rows });
            }
        }
        stepwise.db.migrate().await.unwrap();
        assert_eq!(side.tables().await, fresh.side().await.tables().await);
        drop(side);
        stepwise.gone().await;
    }
}
