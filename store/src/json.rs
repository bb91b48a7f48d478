//! Many rows as one argument.

use domain::ids::CooperativeId;
use serde::Serialize;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo};
use sqlx::{Encode, Postgres, Sqlite, Type};

/// Rows for `jsonb_each($1)`: one JSON object whose keys are the rows' positions.
///
/// It is an object, not an array, because `jsonb_each` of Postgres takes nothing else;
/// it is `jsonb` (OID 3802) on Postgres, and on SQLite text that is parsed once for all its columns.
#[derive(Debug, Clone)]
pub struct Rows {
    json: String,
    count: u64,
}

impl Rows {
    /// The rows, in this order.
    pub fn of<T: Serialize>(rows: impl IntoIterator<Item = T>) -> Self {
        let mut json = String::from("{");
        let mut count = 0_u64;
        for row in rows {
            if count > 0 {
                json.push(',');
            }
            json.push('"');
            json.push_str(&count.to_string());
            json.push_str("\":");
            // Rows are plain structs of numbers and texts: serialising them can't fail.
            json.push_str(&serde_json::to_string(&row).unwrap_or_else(|_| String::from("null")));
            count = count.saturating_add(1);
        }
        json.push('}');
        Self { json, count }
    }

    /// Cooperatives that are asked about, by their ids alone.
    pub(crate) fn of_cooperatives(cooperatives: impl IntoIterator<Item = CooperativeId>) -> Self {
        #[derive(Serialize)]
        struct Row {
            cooperative_id: CooperativeId,
        }
        Self::of(cooperatives.into_iter().map(|cooperative_id| Row { cooperative_id }))
    }

    /// How many.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Whether there is none: then the statement need not be run.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl Type<Sqlite> for Rows {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Rows {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.json.clone(), buffer)
    }
}

impl Type<Postgres> for Rows {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(sqlx::postgres::types::Oid(3802))
    }
}

impl Encode<'_, Postgres> for Rows {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        // The version of its wire format, before the text.
        buffer.push(1);
        buffer.extend_from_slice(self.json.as_bytes());
        Ok(IsNull::No)
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_are_one_object_with_their_positions_as_keys() {
        let rows = Rows::of([("a", 1), ("b", 2)]);
        assert_eq!(rows.json, r#"{"0":["a",1],"1":["b",2]}"#);
        assert_eq!(rows.count(), 2);
        assert!(Rows::of::<i64>([]).is_empty());
    }
}
