//! Two rows of every table that are right, as SQL literals, from the schema of each room: a violation is one of them with
//! one thing changed.

pub use crate::lookups::LOOKUPS;
use crate::side::Side;
use crate::table::{Schema, Table};
use crate::{access, account, cooperative, engine, groups, joining, people, questions, requests, settings};

/// The schema of each room, parents first.
pub const SCHEMAS: &[Schema] = &[
    cooperative::schema::SCHEMA,
    engine::schema::SCHEMA,
    people::schema::SCHEMA,
    access::schema::SCHEMA,
    account::schema::SCHEMA,
    joining::schema::SCHEMA,
    requests::schema::SCHEMA,
    questions::schema::SCHEMA,
    groups::schema::SCHEMA,
    settings::schema::SCHEMA,
];

/// Every table but the look-up tables, parents first.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    SCHEMAS.iter().flat_map(|schema| schema.tables)
}

pub fn named(name: &str) -> &'static Table {
    tables().find(|table| table.name == name).unwrap_or_else(|| panic!("no rows for {name}"))
}

/// Puts the first row in every table.
pub async fn seed(side: &mut Side) {
    for table in tables() {
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
    for parent in tables().take_while(|it| it.name != table) {
        side.must(&parent.insert_second(&[])).await;
    }
}
