//! The doors of memberships, and what was done to them: events are only ever added.

use chrono::{DateTime, Utc};
use domain::access::{Deed, Door, Lock};
use domain::ids::{CooperativeId, MemberId, PersonId};
use serde::Serialize;

use crate::people::PersonKey;
use crate::seal::Place;
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    /// Only over the version that the decision read; a door that nobody touched has none, and is read as zero.
    PUT = "INSERT INTO doors (cooperative_id, member_id, state, cooling_until, version) \
        SELECT value->>'cooperative_id', value->>'member_id', value->>'state', \
            CAST(value->>'cooling_until' AS BIGINT), CAST(value->>'version' AS BIGINT) + 1 \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (cooperative_id, member_id) DO UPDATE SET state = excluded.state, \
            cooling_until = excluded.cooling_until, version = excluded.version \
        WHERE doors.version = excluded.version - 1";
    ADD_EVENTS = "INSERT INTO door_events (cooperative_id, cause_key, member_id, deed, happened_at, done_by, \
            old_person_id, new_person_id, words) \
        SELECT value->>'cooperative_id', value->>'cause_key', value->>'member_id', value->>'deed', $2, \
            CAST(value->>'done_by' AS BIGINT), CAST(value->>'old_person_id' AS BIGINT), \
            CAST(value->>'new_person_id' AS BIGINT), value->>'words' \
        FROM jsonb_each($1) WHERE true";
    /// Newest first.
    EVENTS = "SELECT CAST(w.key AS BIGINT) AS position, e.cause_key, e.deed, e.happened_at, e.done_by, \
            e.old_person_id, e.new_person_id, e.words \
        FROM jsonb_each($1) w JOIN door_events e ON e.cooperative_id = w.value->>'cooperative_id' \
            AND e.member_id = w.value->>'member_id' \
        ORDER BY 1, e.happened_at DESC, e.cause_key DESC LIMIT $2";
}

/// Events read for one batch at the most.
const EVENTS_MAX: i64 = 5_000;

row! {
    /// Columns of a door, or those of one that nobody touched.
    pub(crate) struct DoorColumns {
        state: String,
        cooling_until: i64,
        version: i64,
    }
}

impl DoorColumns {
    pub(crate) fn into_door(self) -> Result<Door, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "doors", column, row: self.state.clone() };
        let lock = Lock::parse(&self.state).ok_or_else(|| corrupt("state"))?;
        let cooling_until = instant(self.cooling_until).ok_or_else(|| corrupt("cooling_until"))?;
        Ok(Door { lock, cooling_until: (self.cooling_until != 0).then_some(cooling_until), version: self.version })
    }
}

fn instant(us: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(us)
}

/// A door as a decision leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// Whose cooperative.
    pub cooperative: CooperativeId,
    /// Whose door.
    pub member: MemberId,
    /// How it is from now on; its version is the one that the decision read.
    pub door: Door,
}

/// Something that was done to a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Why it exists, once for ever.
    pub cause_key: String,
    /// Who did it, and where.
    pub by: PersonKey,
    /// Whose door.
    pub member: MemberId,
    /// What.
    pub deed: Deed,
    /// The account before.
    pub old: Option<PersonId>,
    /// The account after.
    pub new: Option<PersonId>,
    /// Why, in somebody's own words; may be empty.
    pub words: String,
}

/// Something that was done to a door, as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub deed: Deed,
    /// When, in epoch microseconds.
    pub happened_at_us: i64,
    /// Who did it.
    pub by: PersonId,
    /// The account before.
    pub old: Option<PersonId>,
    /// The account after.
    pub new: Option<PersonId>,
    /// Why, in somebody's own words; may be empty.
    pub words: String,
}

/// Sets doors, over the versions that the decisions read.
///
/// # Errors
/// [`StoreError::Stale`] when a door had changed meanwhile, or the database fails.
pub async fn put_in(tx: &mut Tx, puts: &[Put]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
        state: &'static str,
        cooling_until: i64,
        version: i64,
    }
    if puts.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(puts.iter().map(|put| Row {
        cooperative_id: put.cooperative,
        member_id: put.member,
        state: put.door.lock.as_str(),
        cooling_until: put.door.cooling_until.map_or(0, |until| until.timestamp_micros()),
        version: put.door.version,
    }));
    let expected = rows.count();
    let touched = execute!(tx, PUT, rows)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "a door" })) }
}

/// Keeps what was done.
///
/// # Errors
/// When a cause has been there before, or the database fails.
pub async fn add_events_in(tx: &mut Tx, keys: &Keyring, events: &[NewEvent], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        cooperative_id: CooperativeId,
        cause_key: &'a str,
        member_id: MemberId,
        deed: &'static str,
        done_by: PersonId,
        old_person_id: i64,
        new_person_id: i64,
        words: String,
    }
    if events.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(events.iter().map(|event| Row {
        cooperative_id: event.by.cooperative_id,
        cause_key: &event.cause_key,
        member_id: event.member,
        deed: event.deed.as_str(),
        done_by: event.by.person_id,
        old_person_id: event.old.map_or(0, |person| person.0),
        new_person_id: event.new.map_or(0, |person| person.0),
        words: keys.seal(place(&event.cause_key), event.words.as_bytes()),
    }));
    execute!(tx, ADD_EVENTS, rows, now_us)?;
    Ok(())
}

row! {
    struct EventRow {
        position: i64,
        cause_key: String,
        deed: String,
        happened_at: i64,
        done_by: i64,
        old_person_id: i64,
        new_person_id: i64,
        words: String,
    }
}

/// For each member, what was done to their door, newest first.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn events_in(
    tx: &mut Tx,
    keys: &Keyring,
    members: &[(CooperativeId, MemberId)],
) -> Result<Vec<Vec<Event>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
        member_id: MemberId,
    }
    let mut found = vec![Vec::new(); members.len()];
    let rows = Rows::of(
        members
            .iter()
            .map(|(cooperative_id, member_id)| Question { cooperative_id: *cooperative_id, member_id: *member_id }),
    );
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, EventRow, EVENTS, rows, EVENTS_MAX)? {
        let at = usize::try_from(row.position).unwrap_or(usize::MAX);
        let event = row.into_event(keys)?;
        if let Some(events) = found.get_mut(at) {
            events.push(event);
        }
    }
    Ok(found)
}

impl EventRow {
    fn into_event(self, keys: &Keyring) -> Result<Event, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "door_events", column, row: self.cause_key.clone() };
        let words = keys.open(place(&self.cause_key), &self.words)?;
        let account = |id: i64| (id != 0).then_some(PersonId(id));
        Ok(Event {
            deed: Deed::parse(&self.deed).ok_or_else(|| corrupt("deed"))?,
            happened_at_us: self.happened_at,
            by: PersonId(self.done_by),
            old: account(self.old_person_id),
            new: account(self.new_person_id),
            words: String::from_utf8(words).map_err(|_| corrupt("words"))?,
        })
    }
}

const fn place(row: &str) -> Place<'_> {
    Place { table: "door_events", row }
}
