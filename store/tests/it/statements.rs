//! Every statement is prepared on both databases: what compile-time checking would have told.

use store::registry;

use crate::support::both_databases;

both_databases! {
    async fn every_statement_is_prepared(fresh) {
        for (module, name, sql) in registry::statements() {
            if let Err(error) = fresh.db.prepare(sql).await {
                panic!("{module}::{name}: {error}");
            }
        }
        if fresh.db.is_postgres() {
            for (name, sql) in registry::postgres_only() {
                if let Err(error) = fresh.db.prepare(sql).await {
                    panic!("{name}: {error}");
                }
            }
        }
    }
}
