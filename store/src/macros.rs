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
