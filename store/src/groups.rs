//! Groups that are bound to a cooperative, and the one-time codes that bind them.

use domain::ids::{BotId, ChatId, CooperativeId, PersonId};
use domain::role::Role;
use serde::Serialize;

use crate::cooperatives::parse_roles;
use crate::people::PersonKey;
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    ADD_CODES = "INSERT INTO group_codes (cooperative_id, code_hash, made_by, expires_at, used_at) \
        SELECT value->>'cooperative_id', value->>'code_hash', CAST(value->>'made_by' AS BIGINT), \
            CAST(value->>'expires_at' AS BIGINT), 0 \
        FROM jsonb_each($1) WHERE true";
    /// The maker's roles are those of this very moment: whoever left the office has no codes any more.
    FIND_CODES = "SELECT CAST(w.key AS BIGINT) AS position, g.expires_at, g.used_at, \
            COALESCE((SELECT string_agg(o.role, ' ') FROM officers o \
                WHERE o.cooperative_id = g.cooperative_id AND o.person_id = g.made_by), '') AS roles \
        FROM jsonb_each($1) w JOIN group_codes g ON g.cooperative_id = w.value->>'cooperative_id' \
            AND g.code_hash = w.value->>'code_hash' ORDER BY 1 LIMIT $2";
    USE_CODES = "UPDATE group_codes SET used_at = $2 FROM jsonb_each($1) \
        WHERE group_codes.cooperative_id = value->>'cooperative_id' AND group_codes.code_hash = value->>'code_hash' \
            AND group_codes.used_at = 0";
    BIND = "INSERT INTO group_bindings (cooperative_id, chat_id, topic_id, bound_by, bound_at, left_at) \
        SELECT w.value->>'cooperative_id', CAST(w.value->>'chat_id' AS BIGINT), CAST(w.value->>'topic_id' AS BIGINT), \
            g.made_by, $2, 0 \
        FROM jsonb_each($1) w JOIN group_codes g ON g.cooperative_id = w.value->>'cooperative_id' \
            AND g.code_hash = w.value->>'code_hash' WHERE true \
        ON CONFLICT (cooperative_id, chat_id) DO UPDATE SET topic_id = excluded.topic_id, \
            bound_by = excluded.bound_by, bound_at = excluded.bound_at, left_at = 0";
    FIND = "SELECT CAST(w.key AS BIGINT) AS position, b.topic_id \
        FROM jsonb_each($1) w JOIN group_bindings b ON b.cooperative_id = w.value->>'cooperative_id' \
            AND b.chat_id = CAST(w.value->>'chat_id' AS BIGINT) AND b.left_at = 0 ORDER BY 1 LIMIT $2";
    COUNT = "SELECT CAST(w.key AS BIGINT) AS position, COUNT(*) AS count \
        FROM jsonb_each($1) w JOIN group_bindings b ON b.cooperative_id = w.value->>'cooperative_id' \
            AND b.left_at = 0 GROUP BY w.key ORDER BY 1 LIMIT $2";
    LEAVE = "UPDATE group_bindings SET left_at = $3 WHERE cooperative_id = $1 AND chat_id = $2 AND left_at = 0";
    /// The supergroup may be bound already: then the old binding only goes.
    MOVE_BINDING = "UPDATE group_bindings SET chat_id = $3 WHERE cooperative_id = $1 AND chat_id = $2 \
        AND NOT EXISTS (SELECT 1 FROM group_bindings o WHERE o.cooperative_id = $1 AND o.chat_id = $3)";
    DROP_BINDING = "DELETE FROM group_bindings WHERE cooperative_id = $1 AND chat_id = $2";
    MOVE_QUESTIONS = "UPDATE questions SET chat_id = $3 WHERE cooperative_id = $1 AND chat_id = $2";
    MOVE_DIALOGUES = "UPDATE dialogues SET chat_id = $3 WHERE bot_id = $1 AND chat_id = $2 \
        AND NOT EXISTS (SELECT 1 FROM dialogues o WHERE o.bot_id = $1 AND o.chat_id = $3 \
            AND o.person_id = dialogues.person_id AND o.topic_id = dialogues.topic_id)";
    DROP_DIALOGUES = "DELETE FROM dialogues WHERE bot_id = $1 AND chat_id = $2";
    OF_BOT = "SELECT cooperative_id FROM bots WHERE bot_id = $1";
    /// Messages of a supergroup are numbered anew: what was known of the group's does not hold there.
    DROP_CHAT = "DELETE FROM chats WHERE bot_id = $1 AND chat_id = $2";
}

/// Groups and codes read for one batch at the most.
const FOUND_MAX: i64 = 1_000;

/// A code to be kept.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// Who made it.
    pub maker: PersonKey,
    /// The code itself; only its keyed hash is kept.
    pub code: String,
    /// Worthless from then on.
    pub expires_at_us: i64,
}

/// A code as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The roles that its maker holds now.
    pub maker_roles: Vec<Role>,
    /// Worthless from then on.
    pub expires_at_us: i64,
    /// Whether a group has used it.
    pub used: bool,
}

/// A group to be bound by a code.
#[derive(Debug, Clone)]
pub struct NewBinding {
    /// To which cooperative.
    pub cooperative_id: CooperativeId,
    /// The group.
    pub chat: ChatId,
    /// The topic in which the code came.
    pub topic: i64,
    /// The code, which is used up.
    pub code: String,
}

#[derive(Serialize)]
struct CodeRow {
    cooperative_id: CooperativeId,
    code_hash: String,
    made_by: PersonId,
    expires_at: i64,
    chat_id: i64,
    topic_id: i64,
}

fn hash(keys: &Keyring, cooperative: CooperativeId, code: &str) -> String {
    keys.lookup_hash(&format!("group code {cooperative}"), code)
}

/// Keeps codes, each as its hash.
///
/// # Errors
/// When the database fails.
pub async fn add_codes_in(tx: &mut Tx, keys: &Keyring, codes: &[NewCode]) -> Result<(), StoreError> {
    let rows = Rows::of(codes.iter().map(|code| CodeRow {
        cooperative_id: code.maker.cooperative_id,
        code_hash: hash(keys, code.maker.cooperative_id, &code.code),
        made_by: code.maker.person_id,
        expires_at: code.expires_at_us,
        chat_id: 0,
        topic_id: 0,
    }));
    if !rows.is_empty() {
        execute!(tx, ADD_CODES, rows)?;
    }
    Ok(())
}

row! {
    struct FoundCode {
        position: i64,
        expires_at: i64,
        used_at: i64,
        roles: String,
    }
}

/// For each code, how it stands.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_codes_in(
    tx: &mut Tx,
    keys: &Keyring,
    wanted: &[(CooperativeId, String)],
) -> Result<Vec<Option<Code>>, StoreError> {
    let mut found = vec![None; wanted.len()];
    let rows = Rows::of(wanted.iter().map(|(cooperative_id, code)| CodeRow {
        cooperative_id: *cooperative_id,
        code_hash: hash(keys, *cooperative_id, code),
        made_by: PersonId(0),
        expires_at: 0,
        chat_id: 0,
        topic_id: 0,
    }));
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, FoundCode, FIND_CODES, rows, FOUND_MAX)? {
        let corrupt = || StoreError::Corrupt { table: "officers", column: "role", row: row.position.to_string() };
        let code = Code {
            maker_roles: parse_roles(&row.roles).ok_or_else(corrupt)?,
            expires_at_us: row.expires_at,
            used: row.used_at > 0,
        };
        if let Some(slot) = usize::try_from(row.position).ok().and_then(|at| found.get_mut(at)) {
            *slot = Some(code);
        }
    }
    Ok(found)
}

/// Binds groups, and uses their codes up.
///
/// # Errors
/// [`StoreError::Stale`] when a code was used meanwhile, or the database fails.
pub async fn bind_in(tx: &mut Tx, keys: &Keyring, bindings: &[NewBinding], now_us: i64) -> Result<(), StoreError> {
    // One by one: two of a batch may be of one group.
    for binding in bindings {
        let row = CodeRow {
            cooperative_id: binding.cooperative_id,
            code_hash: hash(keys, binding.cooperative_id, &binding.code),
            made_by: PersonId(0),
            expires_at: 0,
            chat_id: binding.chat.0,
            topic_id: binding.topic,
        };
        let rows = Rows::of([row]);
        if execute!(tx, USE_CODES, rows.clone(), now_us)? != 1 {
            return Err(tx.refuse(StoreError::Stale { what: "a group's code" }));
        }
        execute!(tx, BIND, rows, now_us)?;
    }
    Ok(())
}

/// For each group, the topic in which it was bound; `None` when it is not.
///
/// # Errors
/// When the database fails.
pub async fn find_in(tx: &mut Tx, groups: &[(CooperativeId, ChatId)]) -> Result<Vec<Option<i64>>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        chat_id: ChatId,
    }
    let mut found = vec![None; groups.len()];
    let rows =
        Rows::of(groups.iter().map(|(cooperative_id, chat)| Row { cooperative_id: *cooperative_id, chat_id: *chat }));
    if rows.is_empty() {
        return Ok(found);
    }
    for (position, topic) in fetch_all!(tx, (i64, i64), FIND, rows, FOUND_MAX)? {
        if let Some(slot) = usize::try_from(position).ok().and_then(|at| found.get_mut(at)) {
            *slot = Some(topic);
        }
    }
    Ok(found)
}

/// For each cooperative, how many groups are bound to it.
///
/// # Errors
/// When the database fails.
pub async fn count_in(tx: &mut Tx, cooperatives: &[CooperativeId]) -> Result<Vec<u32>, StoreError> {
    let mut counts = vec![0; cooperatives.len()];
    let rows = Rows::of_cooperatives(cooperatives.iter().copied());
    if rows.is_empty() {
        return Ok(counts);
    }
    for (position, count) in fetch_all!(tx, (i64, i64), COUNT, rows, FOUND_MAX)? {
        if let Some(slot) = usize::try_from(position).ok().and_then(|at| counts.get_mut(at)) {
            *slot = u32::try_from(count).unwrap_or(u32::MAX);
        }
    }
    Ok(counts)
}

/// Notes that the bot is out of a group.
///
/// # Errors
/// When the database fails.
pub async fn leave_in(tx: &mut Tx, cooperative: CooperativeId, chat: ChatId, now_us: i64) -> Result<(), StoreError> {
    execute!(tx, LEAVE, cooperative.to_string(), chat.0, now_us)?;
    Ok(())
}

/// As [`move_in`], for the cooperative of this bot.
///
/// # Errors
/// When the database fails.
pub async fn moved_in(tx: &mut Tx, bot: BotId, from: ChatId, to: ChatId) -> Result<(), StoreError> {
    let whose = fetch_optional!(tx, (String,), OF_BOT, bot.0)?;
    match whose.and_then(|(id,)| CooperativeId::parse(&id)) {
        Some(cooperative) => move_in(tx, cooperative, bot, from, to).await,
        None => Ok(()),
    }
}

/// A group goes on as another chat: its binding, questions, dialogues and what waits to be sent go with it.
/// Doing it twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn move_in(
    tx: &mut Tx,
    cooperative: CooperativeId,
    bot: BotId,
    from: ChatId,
    to: ChatId,
) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    let cooperative = cooperative.to_string();
    execute!(tx, MOVE_BINDING, cooperative.clone(), from.0, to.0)?;
    execute!(tx, DROP_BINDING, cooperative.clone(), from.0)?;
    execute!(tx, MOVE_QUESTIONS, cooperative, from.0, to.0)?;
    execute!(tx, MOVE_DIALOGUES, bot.0, from.0, to.0)?;
    execute!(tx, DROP_DIALOGUES, bot.0, from.0)?;
    execute!(tx, DROP_CHAT, bot.0, from.0)?;
    crate::outbox::migrate_chat_in(tx, bot, from, to).await
}
