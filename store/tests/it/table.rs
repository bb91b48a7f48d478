//! A table with two rows that are right.

/// The most that a column of integers holds.
pub const MAX: i64 = 9_007_199_254_740_991;

/// Columns with other literals than are right.
pub type Changes<'a> = &'a [(&'a str, &'a str)];

/// What a room keeps, and every constraint on it.
pub struct Schema {
    /// Its tables, parents first.
    pub tables: &'static [Table],
    /// Integer columns with their lowest and highest value.
    pub bounds: &'static [(&'static str, &'static str, i64, i64)],
    /// Checks between columns: table, Postgres' name, SQLite's text, what violates it.
    pub checks: &'static [(&'static str, &'static str, &'static str, Changes<'static>)],
    /// Unique indexes and primary keys: table, name, columns.
    pub uniques: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// Foreign keys: table, name, the column that points nowhere.
    pub foreign: &'static [(&'static str, &'static str, &'static str)],
}

/// A table and two rows that may stand in it together.
pub struct Table {
    pub name: &'static str,
    /// Column, first row, second row.
    columns: &'static [(&'static str, &'static str, &'static str)],
}

pub const fn table(name: &'static str, columns: &'static [(&'static str, &'static str, &'static str)]) -> Table {
    Table { name, columns }
}

impl Table {
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|(column, _, _)| *column)
    }

    /// The literal of the first row.
    pub fn first(&self, column: &str) -> &'static str {
        self.columns.iter().find(|(name, _, _)| *name == column).unwrap_or_else(|| panic!("no column {column}")).1
    }

    fn insert(&self, values: impl Iterator<Item = String>) -> String {
        let columns: Vec<&str> = self.columns().collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, columns.join(", "), values.collect::<Vec<_>>().join(", "))
    }

    pub fn insert_first(&self) -> String {
        self.insert(self.columns.iter().map(|(_, first, _)| (*first).to_owned()))
    }

    /// The second row, with these literals in place of its own.
    pub fn insert_second(&self, changes: &[(&str, &str)]) -> String {
        for (changed, _) in changes {
            assert!(self.columns().any(|column| column == *changed), "{} has no column {changed}", self.name);
        }
        self.insert(self.columns.iter().map(|(column, _, second)| {
            let change = changes.iter().find(|(changed, _)| changed == column);
            change.map_or(*second, |(_, literal)| *literal).to_owned()
        }))
    }
}
