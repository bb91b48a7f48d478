//! The few macros that give one SQL text and one list of arguments to both databases.

/// Runs the body with `$c` as the connection of whichever database the transaction is on.
macro_rules! on {
    ($tx:expr, $c:ident => $body:expr) => {
        match $tx.connection() {
            $crate::db::Connection::Sqlite(connection) => {
                let $c = &mut **connection;
                $body
            }
            $crate::db::Connection::Postgres(connection) => {
                let $c = &mut **connection;
                $body
            }
        }
    };
}

/// Reads all rows of a statement as `$row`, noting an error in the transaction.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $argument:expr)* $(,)?) => {{
        let result: Result<Vec<$row>, sqlx::Error> =
            on!($tx, c => sqlx::query_as::<_, $row>($crate::db::text($sql))$(.bind($argument))*.fetch_all(c).await);
        $tx.note(result)
    }};
}

/// Reads at most one row.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $argument:expr)* $(,)?) => {{
        let result: Result<Option<$row>, sqlx::Error> =
            on!($tx, c => sqlx::query_as::<_, $row>($crate::db::text($sql))$(.bind($argument))*.fetch_optional(c).await);
        $tx.note(result)
    }};
}

/// Runs a statement and tells how many rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $argument:expr)* $(,)?) => {{
        let result: Result<u64, sqlx::Error> =
            on!($tx, c => sqlx::query($crate::db::text($sql))$(.bind($argument))*.execute(c).await.map(|done| done.rows_affected()));
        $tx.note(result)
    }};
}

/// Declares statements as constants, and lists them for the registry that a test prepares on both databases.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: &str = $sql;)+
        /// Every statement of this module, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

/// Declares a row, read by the names of its columns; `..part: Part` is a row within it, of columns beside its own.
/// A field is an `i64` or a `String`, which both databases have alike.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($field_vis:vis $field:ident: $kind:ty,)+
        $(..$part:ident: $part_kind:ty,)*
    }) => {
        $(#[$meta])*
        $vis struct $name {
            $($field_vis $field: $kind,)+
            $($part: $part_kind,)*
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
            String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
        {
            fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
                Ok(Self {
                    $($field: row.try_get(stringify!($field))?,)+
                    $($part: <$part_kind>::from_row(row)?,)*
                })
            }
        }
    };
}
