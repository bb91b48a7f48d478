//! What is asked at each claim is read off an index, however much waits.

use domain::ids::BotId;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use store::outbox::{self, Claim, ClaimTimes, Pace};
use store::registry;

use crate::sender;
use crate::side::Side;
use crate::support::{both_databases, in_unit, sqlite};
use crate::world::{NOW, found, keys};

/// 80,000 updates that are done and 20,000 that wait: 5,000 of one person in front, and three of each of 5,000 others.
const BACKLOG: &str = "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
        not_before, received_at, finished_at) \
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000) \
    SELECT 1, n, CASE WHEN n BETWEEN 80001 AND 85000 THEN 5 ELSE 1000 + n % 5000 END, 5, 5, 0, \
        CASE WHEN n > 80000 THEN 'x' ELSE '' END, CASE WHEN n > 80000 THEN 'ready' ELSE 'done' END, 0, 0, 1, \
        CASE WHEN n > 80000 THEN 0 ELSE 1 END FROM n";

/// A dialogue of each of 5,000 people.
const DIALOGUES: &str = "INSERT INTO dialogues (bot_id, chat_id, person_id, topic_id, state, version, updated_at) \
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000) \
    SELECT 1, n, n, 0, 'x', 1, 1 FROM n";

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

/// How many pages Postgres looks at to run a statement with these arguments.
async fn pages(side: &mut Side, name: &str, types: &str, arguments: &str) -> i64 {
    side.must(&format!("PREPARE asked ({types}) AS {}", statement(name))).await;
    side.must("BEGIN").await;
    let lines = side.texts(&format!("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE asked ({arguments})")).await;
    side.must("ROLLBACK").await;
    side.must("DEALLOCATE asked").await;
    let first = lines.iter().find_map(|line| line.trim().strip_prefix("Buffers: shared ")).expect("what was read");
    first.split(' ').filter_map(|part| part.split_once('=')?.1.parse::<i64>().ok()).sum()
}

/// 60,000 messages that are sent, 20,000 answers of one chat, one each of 5,000 others behind it, and 15,000 that are
/// paced, in 5,000 chats.
const UNSENT: &str = "INSERT INTO outbox (bot_id, chat_id, cause_key, form, after_message_id, payload, state, refused, \
        ambiguous, not_before, lease_until, fence, created_at, finished_at, message_id, error, paced) \
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000) \
    SELECT 1, CASE WHEN n <= 80000 THEN 5 ELSE 1000 + n % 5000 END, 'in:' || CAST(n AS TEXT) || ':0', 'message', 0, \
        CASE WHEN n > 60000 THEN 'x' ELSE '' END, CASE WHEN n > 60000 THEN 'pending' ELSE 'sent' END, 0, 0, 0, 0, 0, 1, \
        CASE WHEN n > 60000 THEN 0 ELSE 1 END, 0, '', CASE WHEN n > 85000 THEN 1 ELSE 0 END FROM n";

both_databases! {
    async fn whose_turn_it_is_is_read_chat_by_chat_whatever_waits_there(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => sender::take_over_in(tx, &[BotId(1)]).await).unwrap();
        let mut side = fresh.side().await;
        side.must(UNSENT).await;
        side.must("ANALYZE").await;
        let url = fresh.config.url.as_str();
        let find = plan(&mut side, url, "FIND_CHATS", "text, jsonb, bigint, bigint", "'t', '{}', 64, 16").await;
        let claim = plan(&mut side, url, "CLAIM_ROWS", "jsonb, bigint, bigint, bigint", "'{}', 1, 2, 256").await;
        for index in ["outbox_answers", "outbox_begun", "outbox_open"] {
            // Postgres does not tell how it takes the steps of a recursion: there, pages are counted below.
            assert!(find.contains(index) || side.is_postgres(), "{index}:\n{find}");
        }
        assert!(claim.contains("outbox_open"), "{claim}");
        if side.is_postgres() {
            let read = pages(&mut side, "FIND_CHATS", "text, jsonb, bigint, bigint", "'t', '{}', 64, 16").await;
            assert!(read < 5_000, "80 chats are found by some steps each: {read} pages");
            let chosen = "'{\"0\": {\"bot_id\": 1, \"chat_id\": 5, \"fence\": 1, \"until\": 60032, \"seen\": 60128, \"place\": 0}}'";
            let arguments = format!("{chosen}, 1, 2, 256");
            let read = pages(&mut side, "CLAIM_ROWS", "jsonb, bigint, bigint, bigint", &arguments).await;
            assert!(read < 15_000, "32 of 20,000 are claimed: {read} pages");
        }
        for plan in [&find, &claim] {
            for all in ["Seq Scan on outbox", "SCAN o\n", "SCAN p\n", "SCAN outbox\n", "Bitmap"] {
                assert!(!plan.contains(all), "{all}:\n{plan}");
            }
        }
        let found = in_unit!(fresh.db, tx => outbox::find_in(tx, sender::REPLICA, &[], (64, 16)).await).unwrap();
        let of = |pace| found.iter().filter(|it| it.pace == pace).map(|it| it.chat.0).collect::<Vec<_>>();
        assert_eq!(of(Pace::AtOnce), [5].into_iter().chain(1_000..1_063).collect::<Vec<_>>(), "a flood is one chat");
        assert_eq!(of(Pace::Paced), (1_000..1_016).collect::<Vec<_>>());
        let chosen: Vec<Claim> = found.iter().take(2).map(|waiting| Claim { waiting: *waiting, fence: 1 }).collect();
        let times = ClaimTimes { now_us: NOW, lease_until_us: NOW + 1 };
        let claimed = in_unit!(fresh.db, tx => outbox::claim_in(tx, &keys(), &chosen, times, 256).await).unwrap();
        let of = |chat| claimed.iter().filter(|row| row.chat.0 == chat).count();
        assert_eq!((of(5), of(1_000)), (32, 1), "one turn of the flood");
    }

    async fn one_lane_is_looked_into_alone_however_few_waited_when_they_were_counted(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        side.must(BACKLOG).await;
        side.must(DIALOGUES).await;
        side.must("UPDATE inbox SET state = 'done' WHERE state = 'ready'").await;
        side.must("ANALYZE").await;
        side.must("UPDATE inbox SET state = 'ready' WHERE update_id > 80000").await;
        for name in ["ADD_UPDATES", "HEADS"] {
            let plan = plan(&mut side, fresh.config.url.as_str(), name, "jsonb, bigint", "'{}', 1").await;
            assert!(plan.contains("inbox_ready"), "what waits is one step into its index:\n{plan}");
            for all in ["hashed SubPlan", "Seq Scan on inbox", "Seq Scan on dialogues", "SCAN inbox\n", "SCAN h", "SCAN d"] {
                assert!(!plan.contains(all), "{all}:\n{plan}");
            }
        }
    }

    async fn one_chat_is_looked_into_alone_however_little_was_open_when_it_was_counted(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        side.must(UNSENT).await;
        side.must("UPDATE outbox SET finished_at = 1 WHERE finished_at = 0").await;
        side.must("ANALYZE").await;
        side.must("UPDATE outbox SET finished_at = 0 WHERE payload = 'x'").await;
        let add = plan(&mut side, fresh.config.url.as_str(), "ADD_MESSAGES", "jsonb, bigint, bigint", "'{}', 1, 2").await;
        let looks = add.lines().skip_while(|line| !line.contains("outbox_open")).take(2).collect::<String>();
        let by = side.pick("(bot_id=? AND chat_id=?)", "Index Cond: ((bot_id = w.bot_id) AND (chat_id = w.chat_id))");
        assert!(looks.contains(by), "what is open in a chat is one step into its index:\n{add}");
    }

    async fn claiming_reads_only_what_it_may_take(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        side.must(BACKLOG).await;
        side.must("INSERT INTO lanes (bot_id, lane) SELECT DISTINCT bot_id, lane FROM inbox").await;
        side.must("ANALYZE").await;
        let url = fresh.config.url.as_str();
        let name = side.pick("READY_LANES", "LOCK_READY_LANES");
        let claim = plan(&mut side, url, name, "bigint, bigint", "1, 128").await;
        let heads = plan(&mut side, url, "HEADS", "jsonb, bigint", "'{}', 1").await;
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

/// What an officer types is looked for among the members of one cooperative, and of no other.
#[tokio::test]
async fn whoever_is_looked_for_is_looked_for_in_one_register() {
    let fresh = sqlite().await;
    let mut side = fresh.side().await;
    let seek = plan(&mut side, &fresh.config.url, "SEEK", "", "").await;
    assert!(seek.contains("(cooperative_id=?)") && !seek.contains("SCAN m"), "{seek}");
    fresh.gone().await;
}

/// An import into a large register: for each number one step into an index, not all members for all numbers.
#[tokio::test]
async fn numbers_that_are_taken_are_looked_up_one_by_one() {
    let fresh = sqlite().await;
    let mut side = fresh.side().await;
    let taken = plan(&mut side, &fresh.config.url, "NUMBERS_TAKEN", "", "").await;
    assert!(taken.contains("(cooperative_id=? AND number=?)"), "{taken}");
    fresh.gone().await;
}
