//! A connection past the store: what the test sees and breaks by its own SQL.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// One connection to either database.
pub enum Side {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

macro_rules! with {
    ($side:expr, $c:ident => $body:expr) => {
        match $side {
            Side::Sqlite($c) => $body,
            Side::Postgres($c) => $body,
        }
    };
}

impl Side {
    pub async fn connect(url: &str) -> Self {
        if url.starts_with("postgres") {
            Self::Postgres(PgConnection::connect(url).await.unwrap())
        } else {
            Self::Sqlite(SqliteConnection::connect(url).await.unwrap())
        }
    }

    pub const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// The text for this database.
    pub const fn pick<'a>(&self, sqlite: &'a str, postgres: &'a str) -> &'a str {
        if self.is_postgres() { postgres } else { sqlite }
    }

    /// Runs statements; the number of rows touched.
    pub async fn run(&mut self, sql: &str) -> Result<u64, sqlx::Error> {
        with!(self, c => sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(c).await.map(|it| it.rows_affected()))
    }

    /// Runs statements that must work.
    pub async fn must(&mut self, sql: &str) {
        if let Err(error) = self.run(sql).await {
            panic!("{sql}: {error}");
        }
    }

    /// The one number that a query gives.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, c => sqlx::query_scalar::<_, i64>(sql).fetch_one(c).await).unwrap()
    }

    /// The texts of a query's only column.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, c => sqlx::query_scalar::<_, String>(sql).fetch_all(c).await).unwrap()
    }

    /// The numbers of a query's only column.
    pub async fn numbers(&mut self, sql: &str) -> Vec<i64> {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, c => sqlx::query_scalar::<_, i64>(sql).fetch_all(c).await).unwrap()
    }

    /// The tables of the schema, without what sqlx keeps for itself.
    pub async fn tables(&mut self) -> Vec<String> {
        let sql = self.pick(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
                AND name <> '_sqlx_migrations' ORDER BY name",
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' \
                AND tablename <> '_sqlx_migrations' ORDER BY tablename",
        );
        self.texts(sql).await
    }

    /// The columns of a table, in order.
    pub async fn columns(&mut self, table: &str) -> Vec<String> {
        let sql = self
            .pick(
                "SELECT name FROM pragma_table_info('{}') ORDER BY cid",
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
                    WHERE table_schema = 'public' AND table_name = '{}' ORDER BY ordinal_position",
            )
            .replace("{}", table);
        self.texts(&sql).await
    }
}
