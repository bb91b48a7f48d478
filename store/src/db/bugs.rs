//! Statements and schema as a planted bug would have them; see `domain::bug`.
//!
//! A guard that is part of a text is taken out of it here, so that the text itself stays as it is meant.

/// The text, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub(crate) const fn text(sql: &'static str) -> &'static str {
    sql
}

/// The schema's text, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub(crate) const fn schema(sql: String) -> String {
    sql
}

#[cfg(feature = "faults")]
pub(crate) use planted::{schema, text};

#[cfg(feature = "faults")]
mod planted {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, PoisonError};

    use domain::bug::{Bug, current};

    /// A bug, what is meant, and what stands there instead.
    const EDITS: &[(Bug, &str, &str)] = &[
        (Bug::DedupSkipped, "CREATE UNIQUE INDEX inbox_once", "CREATE INDEX inbox_once"),
        (Bug::DedupSkipped, "ON CONFLICT (bot_id, update_id) DO NOTHING RETURNING state", "RETURNING state"),
        (
            Bug::DedupByHighWaterMark,
            "WHERE true ORDER BY CAST(key AS BIGINT) ON CONFLICT (bot_id, update_id)",
            "WHERE CAST(value->>'update_id' AS BIGINT) > (SELECT COALESCE(MAX(h.update_id), 0) FROM inbox h) \
                ORDER BY CAST(key AS BIGINT) ON CONFLICT (bot_id, update_id)",
        ),
        (Bug::LanesNotLocked, " FOR UPDATE SKIP LOCKED", ""),
        (
            Bug::ClaimedInOneStatement,
            "SELECT l.bot_id, l.lane FROM (SELECT ready.bot_id, ready.lane FROM",
            "SELECT l.bot_id, ready.head AS lane FROM (SELECT ready.bot_id, ready.lane, ready.head FROM",
        ),
        (
            Bug::ClaimedInOneStatement,
            "(SELECT MIN(h.arrival) FROM inbox h WHERE h.bot_id = CAST(w.value->>'bot_id' AS BIGINT) \
                AND h.lane = CAST(w.value->>'lane' AS BIGINT) AND h.state = 'ready') AS arrival",
            "CAST(w.value->>'lane' AS BIGINT) AS arrival",
        ),
        (Bug::LaneOutOfOrder, "(SELECT (SELECT MIN(h.arrival)", "(SELECT (SELECT MAX(h.arrival)"),
        (Bug::FailedTryNotWaitedFor, "WHERE i.not_before <= $1 AND", "WHERE CAST($1 AS BIGINT) >= 0 AND"),
        (Bug::FailedTryNotWaitedFor, "WHERE i.not_before <= $2 ORDER", "WHERE CAST($2 AS BIGINT) >= 0 ORDER"),
        (Bug::UpdateEndsTwice, " AND inbox.state = 'ready'", ""),
        (Bug::DialogueVersionNotCompared, "WHERE dialogues.version = excluded.version - 1", ""),
        (
            Bug::TotalVersionNotCompared,
            "AND (CAST(value->>'expected' AS BIGINT) < 0 OR accounts.version = CAST(value->>'expected' AS BIGINT))",
            "",
        ),
        (Bug::CauseNotUnique, "CREATE UNIQUE INDEX journals_cause", "CREATE INDEX journals_cause"),
        (
            Bug::RegisterGoesOnByOneRow,
            "ORDER BY m.created_at DESC, m.number DESC LIMIT $2",
            "ORDER BY m.created_at DESC, m.number DESC LIMIT $2 / 1000",
        ),
        (
            Bug::ClaimTakenOver,
            "ON CONFLICT (cooperative_id, person_id) DO NOTHING",
            "ON CONFLICT (cooperative_id, person_id) DO UPDATE SET member_id = excluded.member_id",
        ),
        (Bug::ReversedTwice, "CREATE UNIQUE INDEX journals_reverse_once", "CREATE INDEX journals_reverse_once"),
        (Bug::SavingsNotCovered, "CHECK (rule <> 'credit_covers' OR debits_minor <= credits_minor)", "CHECK (1 = 1)"),
        (Bug::BooksNotLocked, "ORDER BY cooperative_id FOR UPDATE", "ORDER BY cooperative_id"),
        (
            Bug::AuditDoesNotAdd,
            "WHERE a.debits_minor <> COALESCE(d.sum, 0) OR a.credits_minor <> COALESCE(c.sum, 0)",
            "WHERE 1 = 0",
        ),
        (
            Bug::RequestVersionNotCompared,
            "AND requests.version = CAST(value->>'version' AS BIGINT) AND requests.status = 'open'",
            "AND requests.status = 'open'",
        ),
        (Bug::DecidedTwice, " AND requests.status = 'open'", ""),
        (Bug::DoorVersionNotCompared, "WHERE doors.version = excluded.version - 1", ""),
        (Bug::InvitationOpensTwice, "AND invitations.used_by = 0 AND invitations.expires_at > 0", ""),
        (Bug::GroupCodeBindsTwice, " AND group_codes.used_at = 0", ""),
        (
            Bug::AnsweredTwice,
            "AND questions.version = CAST(value->>'version' AS BIGINT) AND questions.status = 'open'",
            "",
        ),
        (
            Bug::JobRunsTwice,
            "ON CONFLICT (cooperative_id, job, subject, period) DO NOTHING",
            "ON CONFLICT (cooperative_id, job, subject, period) DO UPDATE SET done_at = excluded.done_at",
        ),
        (
            Bug::TenantFilterMissing,
            "WHERE invitations.cooperative_id = w.value->>'cooperative_id' AND invitations.member_id",
            "WHERE invitations.member_id",
        ),
        (Bug::CauseSpeaksTwice, "CREATE UNIQUE INDEX outbox_once", "CREATE INDEX outbox_once"),
        (Bug::CauseSpeaksTwice, "ON CONFLICT (bot_id, cause_key) DO NOTHING", ""),
        (Bug::MarkWithoutFence, "AND outbox.fence = CAST(value->>'fence' AS BIGINT)", ""),
        (Bug::ClaimWithoutFence, "AND b.sender_fence = CAST(w.value->>'fence' AS BIGINT)", ""),
        (
            Bug::HandedOverWithoutFence,
            "AND w.fence = (SELECT b.sender_fence FROM bots b WHERE b.bot_id = w.bot_id)",
            "",
        ),
        (
            Bug::HandedOverOutOfOrder,
            "AND (SELECT 1 FROM outbox o WHERE o.bot_id = w.bot_id",
            "AND (SELECT 1 FROM outbox o WHERE 1 = 0 AND o.bot_id = w.bot_id",
        ),
        (Bug::TakenLaneNotLocked, " FOR UPDATE OF x SKIP LOCKED", ""),
        (Bug::TakenOutOfOrder, "WHEN value->>'state' = 'done' AND COALESCE(", "WHEN 1 = 0 AND COALESCE("),
        (Bug::TakeOverDoesNotWait, " FOR SHARE", ""),
        (Bug::BuriedAlive, " AND beat = $2", " AND CAST($2 AS BIGINT) > 0"),
        (Bug::ChatOutOfOrder, "AND (p.state = 'sending' OR ", "AND (1 = 0 OR "),
        (
            Bug::MarkedBeforeSent,
            "UPDATE outbox SET state = 'sending', lease_until = $3,",
            "UPDATE outbox SET state = 'sent', finished_at = $2, payload = '', lease_until = $3,",
        ),
        (Bug::LaterClaimUndone, "AND outbox.lease_until = CAST(value->>'lease_until_us' AS BIGINT)", ""),
        (Bug::TakenBackNotCounted, "ambiguous = ambiguous + 1, lease_until = 0", "lease_until = 0"),
    ];

    /// Statements are constants: each is edited once and kept.
    static EDITED: Mutex<BTreeMap<&'static str, &'static str>> = Mutex::new(BTreeMap::new());

    /// A statement as the planted bug has it.
    pub(crate) fn text(sql: &'static str) -> &'static str {
        if current().is_none() {
            return sql;
        }
        let mut edited = EDITED.lock().unwrap_or_else(PoisonError::into_inner);
        edited.entry(sql).or_insert_with(|| schema(sql.to_owned()).leak())
    }

    /// The schema as the planted bug has it.
    pub(crate) fn schema(sql: String) -> String {
        let edits = EDITS.iter().filter(|(bug, _, _)| current() == Some(*bug));
        edits.fold(sql, |sql, (_, meant, instead)| sql.replace(meant, instead))
    }

    #[cfg(test)]
    mod tests {
        use super::EDITS;
        use crate::{migrations, registry};

        /// A text that is written anew must not leave a bug that is none.
        #[test]
        fn what_is_taken_away_stands_somewhere() {
            let statements = registry::statements().map(|(_, _, sql)| sql);
            let statements = statements.chain(registry::postgres_only().iter().map(|(_, sql)| *sql));
            let texts: Vec<&str> = statements.chain(migrations::texts()).collect();
            for (bug, meant, _) in EDITS {
                assert!(texts.iter().any(|text| text.contains(meant)), "{bug:?}: nowhere: {meant}");
            }
        }
    }
}
