//! What is asked at each claim is read off an index, however much waits.

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use store::registry;

use crate::side::Side;
use crate::support::{both_databases, in_unit};
use crate::world::{NOW, found, keys};

/// 80,000 updates that are done and 20,000 that wait: 5,000 of one person in front, and three of each of 5,000 others.
const BACKLOG: &str = "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
        not_before, received_at, finished_at) \
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000) \
    SELECT 1, n, CASE WHEN n BETWEEN 80001 AND 85000 THEN 5 ELSE 1000 + n % 5000 END, 5, 5, 0, \
        CASE WHEN n > 80000 THEN 'x' ELSE '' END, CASE WHEN n > 80000 THEN 'ready' ELSE 'done' END, 0, 0, 1, \
        CASE WHEN n > 80000 THEN 0 ELSE 1 END FROM n";

fn statement(name: &str) -> &'static str {
    let common = registry::statements().map(|(_, name, sql)| (name, sql));
    let mut all = common.chain(registry::postgres_only().iter().copied());
    all.find(|(it, _)| *it == name).unwrap().1
}

/// How the database would run a statement with these arguments, known or not.
async fn plan(side: &mut Side, url: &str, name: &str, types: &str, arguments: &str) -> String {
    let sql = statement(name);
    if side.is_postgres() {
        side.must("SET plan_cache_mode = force_generic_plan").await;
        side.must(&format!("PREPARE asked ({types}) AS {sql}")).await;
        let lines = side.texts(&format!("EXPLAIN EXECUTE asked ({arguments})")).await;
        side.must("DEALLOCATE asked").await;
        return lines.join("\n");
    }
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let lines: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(&mut connection).await.unwrap();
    lines.into_iter().map(|(.., line)| line).collect::<Vec<_>>().join("\n")
}

both_databases! {
    async fn claiming_reads_only_what_it_may_take(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        side.must(BACKLOG).await;
        side.must("INSERT INTO lanes (bot_id, lane) SELECT DISTINCT bot_id, lane FROM inbox").await;
        side.must("ANALYZE").await;
        let url = fresh.config.url.as_str();
        let name = side.pick("READY_LANES", "LOCK_READY_LANES");
        let claim = plan(&mut side, url, name, "bigint, bigint", "1, 128").await;
        let heads = plan(&mut side, url, "HEADS", "json, bigint", "'{}', 1").await;
        assert!(claim.contains("inbox_waiting"), "the window is read off its index:\n{claim}");
        for plan in [&claim, &heads] {
            assert!(plan.contains("inbox_ready"), "a head is one step into its index:\n{plan}");
            for all in ["Seq Scan on inbox", "Seq Scan on lanes", "Aggregate", "GROUP BY", "SCAN inbox\n", "SCAN h"] {
                assert!(!plan.contains(all), "{all}:\n{plan}");
            }
        }
        let taken = in_unit!(fresh.db, tx => store::inbox::claim_in(tx, &keys(), 128, NOW).await).unwrap();
        assert_eq!(taken.len(), 1, "the flood's window; the others come behind it");
    }
}
