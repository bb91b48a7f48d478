//! What can go wrong in the store, told by whose fault it is.

/// The operator is told; a member only hears that it did not work.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A constraint refused the rows: the second net caught what a decision let through.
    #[error("a constraint refused the rows: {0}")]
    Constraint(#[source] sqlx::Error),
    /// A version had moved on between the decision and its writing; deciding again on fresh facts mends it.
    #[error("{what} had changed since it was read")]
    Stale {
        /// What kind of row.
        what: &'static str,
    },
    /// The same cause came with other inputs: refused, for an operator to look at.
    #[error("the cause {cause} was applied before with other inputs")]
    CauseReused {
        /// The cause key, which holds no personal data.
        cause: String,
    },
    /// A row that our own code can't have written.
    #[error("corrupt row in {table}.{column}: {row}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
    /// A sealed text that this key does not open.
    #[error("a sealed text of {table} can't be opened with this key")]
    Unsealable {
        /// The table.
        table: &'static str,
    },
    /// Another sender has taken over; this one's writes are refused.
    #[error("another sender has taken over this bot")]
    Fenced,
    /// The transaction met an error before and refuses to commit.
    #[error("the transaction met an error before")]
    Poisoned,
    /// The work of a unit panicked; the transaction was rolled back.
    #[error("the unit panicked")]
    Panicked,
    /// The database is set so that a commit may not last.
    #[error("the database is not durable: {0}")]
    NotDurable(String),
    /// The database was last migrated by a newer release.
    #[error("the database was migrated by a newer release (version {0}); start that release or restore a backup")]
    NewerSchema(i64),
    /// A migration failed.
    #[error("a migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database or the disk; trying again later may mend it.
    #[error("the database did not do it: {0}")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether the rows themselves are at fault, so that the same update would fail again.
    ///
    /// The rest is the weather: the database, the disk, or another worker that was quicker.
    pub const fn is_culprit(&self) -> bool {
        matches!(
            self,
            Self::Constraint(_)
                | Self::CauseReused { .. }
                | Self::Corrupt { .. }
                | Self::Unsealable { .. }
                | Self::Panicked
        )
    }

    /// Whether the database itself does not answer, or has no room: anything else asked of it would fail as well.
    pub fn is_outage(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default();
                if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
                    // Connections, resources, and an operator's doing.
                    ["08", "53", "57"].iter().any(|class| code.starts_with(class))
                } else {
                    // SQLITE_BUSY, SQLITE_IOERR and SQLITE_FULL, in the low byte of an extended code.
                    code.parse::<i32>().is_ok_and(|code| matches!(code & 0xff, 5 | 10 | 13))
                }
            }
            _ => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if is_constraint(&error) { Self::Constraint(error) } else { Self::Database(error) }
    }
}

/// A constraint, or on Postgres a value that a column can't hold (SQLSTATE classes 22 and 23).
fn is_constraint(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(database) = error else { return false };
    database.is_unique_violation()
        || database.is_foreign_key_violation()
        || database.is_check_violation()
        || matches!(database.kind(), sqlx::error::ErrorKind::NotNullViolation)
        || database.code().is_some_and(|code| code.len() == 5 && (code.starts_with("22") || code.starts_with("23")))
}
