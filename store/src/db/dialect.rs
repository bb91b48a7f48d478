//! The statements that only one database knows. Nothing else may.

use crate::inbox::ready_heads;

/// As `READY_LANES` of the inbox, and locks the lanes. More are looked at than taken, since other workers hold some.
/// Lanes are looked up one by one, in the order of the heads: beside what the window costs, the planner would not care
/// whether it walks all lanes for each.
pub(crate) const LOCK_READY_LANES: &str = concat!(
    "SELECT l.bot_id, l.lane FROM (SELECT ready.bot_id, ready.lane FROM ",
    ready_heads!(),
    " ready ORDER BY ready.round, ready.head LIMIT 4 * $2) ready \
    CROSS JOIN LATERAL (SELECT x.bot_id, x.lane FROM lanes x \
        WHERE x.bot_id = ready.bot_id AND x.lane = ready.lane FOR UPDATE SKIP LOCKED) l LIMIT $2"
);

/// Locks those of these lanes that nobody holds, in one order.
pub(crate) const LOCK_LANES: &str = "SELECT x.bot_id, x.lane FROM jsonb_each($1) w \
    JOIN lanes x ON x.bot_id = CAST(w.value->>'bot_id' AS BIGINT) AND x.lane = CAST(w.value->>'lane' AS BIGINT) \
    ORDER BY x.bot_id, x.lane FOR UPDATE OF x SKIP LOCKED";

/// Takes the posting locks of these cooperatives in one canonical order; elsewhere the one writer is the lock.
pub(crate) const LOCK_COUNTERS: &str = "SELECT cooperative_id FROM receipt_counters \
    WHERE cooperative_id IN (SELECT value->>'cooperative_id' FROM jsonb_each($1)) \
    ORDER BY cooperative_id FOR UPDATE";

/// Holds a take-over back until this claim is committed, so that it finds what was claimed; and a claim until a take-over
/// is, so that it finds its fence gone. Elsewhere the one writer is the lock.
pub(crate) const LOCK_BOTS: &str = "SELECT bot_id FROM bots \
    WHERE bot_id IN (SELECT CAST(value->>'bot_id' AS BIGINT) FROM jsonb_each($1)) ORDER BY bot_id FOR SHARE";

/// A take-over locks all its bots in the order of claims, so that the two wait for each other one way only.
pub(crate) const LOCK_FENCES: &str = "SELECT bot_id FROM bots \
    WHERE bot_id IN (SELECT CAST(value->>'bot_id' AS BIGINT) FROM jsonb_each($1)) ORDER BY bot_id FOR NO KEY UPDATE";

/// For this transaction, whole tables may be joined as such: elsewhere each statement looks up a few rows by an index.
pub(crate) const WHOLE_TABLES: &str =
    "SELECT set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)";

/// Counts what is in the tables, so that statements are planned for what was just brought in.
pub(crate) const COUNT_TABLES: &str = "ANALYZE";

/// Postgres only: for the registry's test.
pub(crate) const POSTGRES_ONLY: &[(&str, &str)] = &[
    ("LOCK_READY_LANES", LOCK_READY_LANES),
    ("LOCK_LANES", LOCK_LANES),
    ("LOCK_COUNTERS", LOCK_COUNTERS),
    ("LOCK_BOTS", LOCK_BOTS),
    ("LOCK_FENCES", LOCK_FENCES),
    ("WHOLE_TABLES", WHOLE_TABLES),
    ("COUNT_TABLES", COUNT_TABLES),
];
