//! A transaction that remembers its errors.

use domain::bug::{Bug, seeded};
use sqlx::{Postgres, Sqlite, Transaction};

use super::{Probe, UnitFuture};
use crate::StoreError;

/// The open transaction of either database.
pub(crate) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction. After an error it refuses to commit: Postgres would answer Ok to the commit and store nothing.
pub struct Tx {
    connection: Connection,
    poisoned: bool,
    statements: u64,
    probe: Option<Probe>,
}

impl Tx {
    pub(super) const fn new(connection: Connection, probe: Option<Probe>) -> Self {
        Self { connection, poisoned: false, statements: 0, probe }
    }

    /// The connection, for one statement.
    pub(crate) const fn connection(&mut self) -> &mut Connection {
        self.statements = self.statements.saturating_add(1);
        &mut self.connection
    }

    /// Passes a result on, and remembers that it was an error.
    pub(crate) fn note<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            self.poisoned = true;
            StoreError::from(error)
        })
    }

    /// Refuses what was asked for after part of it is written: that part must not be committed by whoever swallows it.
    pub(crate) const fn refuse(&mut self, why: StoreError) -> StoreError {
        self.poisoned = true;
        why
    }

    pub(super) const fn statements(&self) -> u64 {
        self.statements
    }

    /// Whether rows can be locked and skipped: elsewhere the one writer is the lock.
    pub(crate) const fn locks_rows(&self) -> bool {
        matches!(self.connection, Connection::Postgres(_))
    }

    /// Runs `work` behind a savepoint: when it fails, all that it wrote is undone and the transaction lives on.
    ///
    /// # Errors
    /// `Ok(Err(_))` is the failure of `work`, undone; `Err(_)` means that the transaction itself is lost.
    pub async fn savepoint<T>(
        &mut self,
        work: impl for<'a> FnOnce(&'a mut Self) -> UnitFuture<'a, T>,
    ) -> Result<Result<T, StoreError>, StoreError> {
        execute!(self, "SAVEPOINT attempt")?;
        // Undoing the attempt heals only what the attempt broke.
        let poisoned_before = self.poisoned;
        let result = work(self).await;
        self.probe_at("savepoint.before_release");
        if result.is_err() {
            execute!(self, "ROLLBACK TO SAVEPOINT attempt")?;
            self.poisoned = poisoned_before && !seeded(Bug::AttemptHealsAll);
        }
        execute!(self, "RELEASE SAVEPOINT attempt")?;
        self.probe_at("savepoint.after_release");
        Ok(result)
    }

    fn probe_at(&self, point: &'static str) {
        if let Some(probe) = self.probe {
            probe(point);
        }
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        if self.poisoned && !seeded(Bug::PoisonedCommits) {
            self.rollback().await;
            return Err(StoreError::Poisoned);
        }
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await?,
            Connection::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Undoes all; an error here means that the connection is gone, which undoes all as well.
    pub(super) async fn rollback(self) {
        let result = match self.connection {
            Connection::Sqlite(transaction) => transaction.rollback().await,
            Connection::Postgres(transaction) => transaction.rollback().await,
        };
        if let Err(error) = result {
            tracing::debug!(error = %error, "the rollback found no connection");
        }
    }
}
