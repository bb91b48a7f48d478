//! The people who talk to a bot: the language they chose, the member they are linked to, the roles they hold.

use domain::access::Door;
use domain::ids::{CooperativeId, MemberId, PersonId};
use domain::locale::Locale;
use domain::member::Member;
use domain::role::Role;
use serde::Serialize;

use crate::cooperatives::{parse_roles, role_list};
use crate::doors::DoorColumns;
use crate::members::MemberColumns;
use crate::{Rows, StoreError, Tx};

statements! {
    /// A row for each link of each asked, at least one, in no order; the position tells whose. Without a link, the
    /// member is the one claimed.
    LOAD = "SELECT CAST(w.key AS BIGINT) AS position, COALESCE(p.locale, '') AS locale, \
            COALESCE((SELECT string_agg(o.role, ' ') FROM officers o \
                WHERE o.cooperative_id = w.value->>'cooperative_id' \
                    AND o.person_id = CAST(w.value->>'person_id' AS BIGINT)), '') AS roles, \
            COALESCE(l.slot, 0) AS slot, COALESCE(l.open_until, 0) AS open_until, \
            COALESCE(d.state, 'open') AS state, COALESCE(d.cooling_until, 0) AS cooling_until, \
            COALESCE(d.version, 0) AS version, \
            COALESCE(m.member_id, '') AS member_id, COALESCE(m.number, '') AS number, COALESCE(m.name, '') AS name, \
            COALESCE(m.address, '') AS address, COALESCE(m.status, '') AS status, \
            COALESCE(m.joined_on, '') AS joined_on \
        FROM jsonb_each($1) w \
        LEFT JOIN people p ON p.cooperative_id = w.value->>'cooperative_id' \
            AND p.person_id = CAST(w.value->>'person_id' AS BIGINT) \
        LEFT JOIN links l ON l.cooperative_id = w.value->>'cooperative_id' \
            AND l.person_id = CAST(w.value->>'person_id' AS BIGINT) \
        LEFT JOIN claims c ON c.cooperative_id = w.value->>'cooperative_id' \
            AND c.person_id = CAST(w.value->>'person_id' AS BIGINT) \
        LEFT JOIN members m ON m.cooperative_id = w.value->>'cooperative_id' \
            AND m.member_id = COALESCE(l.member_id, c.member_id) \
        LEFT JOIN doors d ON d.cooperative_id = m.cooperative_id AND d.member_id = m.member_id";
    DROP_CLAIMS = "DELETE FROM claims WHERE EXISTS (SELECT 1 FROM jsonb_each($1) w \
        WHERE claims.cooperative_id = w.value->>'cooperative_id' \
            AND claims.person_id = CAST(w.value->>'person_id' AS BIGINT))";
    SET_LOCALES = "INSERT INTO people (cooperative_id, person_id, locale) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'locale' \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (cooperative_id, person_id) DO UPDATE SET locale = excluded.locale";
    ADD_LINKS = "INSERT INTO links (cooperative_id, person_id, member_id, slot, open_until, linked_at) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'member_id', 1, 0, $2 \
        FROM jsonb_each($1) WHERE true";
    ADD_CLAIMS = "INSERT INTO claims (cooperative_id, person_id, member_id) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'member_id' \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (cooperative_id, person_id) DO NOTHING";
    /// Whoever is linked to a member, or named as one's person, once for each.
    HOLDERS = "SELECT l.person_id, m.number FROM jsonb_each($2) w \
            CROSS JOIN links l JOIN members m ON m.cooperative_id = l.cooperative_id AND m.member_id = l.member_id \
            WHERE l.cooperative_id = $1 AND l.person_id = CAST(w.value->>'person_id' AS BIGINT) \
        UNION ALL SELECT c.person_id, m.number FROM jsonb_each($2) w \
            CROSS JOIN claims c JOIN members m ON m.cooperative_id = c.cooperative_id AND m.member_id = c.member_id \
            WHERE c.cooperative_id = $1 AND c.person_id = CAST(w.value->>'person_id' AS BIGINT) \
        ORDER BY 1, 2 LIMIT $3";
    GRANT_ROLES = "INSERT INTO officers (cooperative_id, person_id, role, granted_at) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'role', $2 \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (cooperative_id, person_id, role) DO NOTHING";
    /// Everyone who holds one of the roles; a person with two of them comes once. Nobody before a frozen door does:
    /// their account may be in other hands.
    OFFICERS = "SELECT DISTINCT CAST(w.key AS BIGINT) AS position, o.person_id, COALESCE(p.locale, '') AS locale \
        FROM jsonb_each($1) w \
        JOIN officers o ON o.cooperative_id = w.value->>'cooperative_id' \
            AND (' ' || (w.value->>'roles') || ' ') LIKE ('% ' || o.role || ' %') \
            AND NOT EXISTS (SELECT 1 FROM links l JOIN doors d ON d.cooperative_id = l.cooperative_id \
                AND d.member_id = l.member_id AND d.state <> 'open' \
                WHERE l.cooperative_id = o.cooperative_id AND l.person_id = o.person_id) \
        LEFT JOIN people p ON p.cooperative_id = o.cooperative_id AND p.person_id = o.person_id \
        ORDER BY 1, 2 LIMIT $2";
    /// Every office with whoever holds it, before a frozen door or not.
    OFFICES = "SELECT CAST(w.key AS BIGINT) AS position, o.person_id, o.role \
        FROM jsonb_each($1) w JOIN officers o ON o.cooperative_id = w.value->>'cooperative_id' \
        ORDER BY 1, o.granted_at, o.person_id, o.role LIMIT $2";
}

/// Officers read for one batch at the most.
const OFFICERS_MAX: i64 = 1_000;

/// Answers about people whom an import names, at the most.
const HOLDERS_MAX: i64 = 10_000;

/// A person within a cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PersonKey {
    /// The cooperative whose bot they talk to.
    pub cooperative_id: CooperativeId,
    /// Who.
    pub person_id: PersonId,
}

/// A member on somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The member.
    pub member: Member,
    /// Their door.
    pub door: Door,
    /// Their place on the account, from one.
    pub slot: u8,
    /// Until when they are in after the right PIN, in epoch microseconds; zero for not.
    pub open_until_us: i64,
}

/// What is known of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The language they chose.
    pub locale: Option<Locale>,
    /// The members they are linked to, by their places on the account.
    pub links: Vec<Linked>,
    /// The member whom an import names as theirs, until they have answered.
    pub claimed: Option<Member>,
    /// The roles they hold.
    pub roles: Vec<Role>,
}

impl Person {
    /// The member they are linked to, where no other shares the account.
    pub fn the_only_member(&self) -> Option<&Member> {
        match self.links.as_slice() {
            [only] => Some(&only.member),
            _ => None,
        }
    }
}

row! {
    struct PersonRow {
        position: i64,
        locale: String,
        roles: String,
        slot: i64,
        open_until: i64,
        ..door: DoorColumns,
        ..member: MemberColumns,
    }
}

/// What is known of these people, in the order asked; of a stranger, nothing.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn load_in(tx: &mut Tx, people: &[PersonKey]) -> Result<Vec<Person>, StoreError> {
    let mut found = vec![Person::default(); people.len()];
    if people.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, PersonRow, LOAD, Rows::of(people))? {
        let corrupt = || StoreError::Corrupt { table: "officers", column: "role", row: row.position.to_string() };
        let roles = parse_roles(&row.roles).ok_or_else(corrupt)?;
        let member = row.member.into_member()?;
        let at = usize::try_from(row.position).ok();
        let Some(person) = at.and_then(|position| found.get_mut(position)) else { continue };
        (person.locale, person.roles) = (Locale::parse(&row.locale), roles);
        match (member, u8::try_from(row.slot).unwrap_or(0)) {
            (None, _) => {}
            (Some(member), 0) => person.claimed = Some(member),
            (Some(member), slot) => {
                let door = row.door.into_door()?;
                person.links.push(Linked { member, door, slot, open_until_us: row.open_until });
            }
        }
    }
    for person in &mut found {
        person.links.sort_unstable_by_key(|linked| linked.slot);
    }
    Ok(found)
}

/// Remembers the languages that people chose.
///
/// # Errors
/// When the database fails.
pub async fn set_locales_in(tx: &mut Tx, choices: &[(PersonKey, Locale)]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        #[serde(flatten)]
        person: PersonKey,
        locale: Locale,
    }
    if choices.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(choices.iter().map(|(person, locale)| Row { person: *person, locale: *locale }));
    execute!(tx, SET_LOCALES, rows)?;
    Ok(())
}

/// For whom these people speak already: linked, or named by an import and not asked yet; with the member's number.
///
/// # Errors
/// When the database fails.
pub async fn holders_in(
    tx: &mut Tx,
    cooperative: CooperativeId,
    people: &[PersonId],
) -> Result<Vec<(PersonId, String)>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        person_id: PersonId,
    }
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Rows::of(people.iter().map(|person_id| Row { person_id: *person_id }));
    let held = fetch_all!(tx, (i64, String), HOLDERS, cooperative.to_string(), rows, HOLDERS_MAX)?;
    Ok(held.into_iter().map(|(person, number)| (PersonId(person), number)).collect())
}

/// Remembers whom an import names as a member's own person; the person is asked before they are linked.
///
/// # Errors
/// [`StoreError::Stale`] when one is named for another member already, or the database fails.
pub async fn claim_in(tx: &mut Tx, claims: &[(PersonKey, MemberId)]) -> Result<(), StoreError> {
    if claims.is_empty() {
        return Ok(());
    }
    let rows = link_rows(claims);
    let expected = rows.count();
    if execute!(tx, ADD_CLAIMS, rows)? == expected {
        Ok(())
    } else {
        Err(tx.refuse(StoreError::Stale { what: "a person whom an import names" }))
    }
}

/// Forgets claims that their people have answered.
///
/// # Errors
/// When the database fails.
pub async fn drop_claims_in(tx: &mut Tx, people: &[PersonKey]) -> Result<(), StoreError> {
    if people.is_empty() {
        return Ok(());
    }
    execute!(tx, DROP_CLAIMS, Rows::of(people))?;
    Ok(())
}

fn link_rows(links: &[(PersonKey, MemberId)]) -> Rows {
    #[derive(Serialize)]
    struct Row {
        #[serde(flatten)]
        person: PersonKey,
        member_id: MemberId,
    }
    Rows::of(links.iter().map(|(person, member_id)| Row { person: *person, member_id: *member_id }))
}

/// Links people to members, as the first on their accounts. A member or a person that is linked already is a constraint's refusal: the step must have
/// looked before.
///
/// # Errors
/// When the database fails or refuses.
pub async fn link_in(tx: &mut Tx, links: &[(PersonKey, MemberId)], now_us: i64) -> Result<(), StoreError> {
    if links.is_empty() {
        return Ok(());
    }
    execute!(tx, ADD_LINKS, link_rows(links), now_us)?;
    Ok(())
}

/// Gives people roles; one that they hold already changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn grant_in(tx: &mut Tx, grants: &[(PersonKey, Role)], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        #[serde(flatten)]
        person: PersonKey,
        role: Role,
    }
    if grants.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(grants.iter().map(|(person, role)| Row { person: *person, role: *role }));
    execute!(tx, GRANT_ROLES, rows, now_us)?;
    Ok(())
}

/// For each cooperative, its offices with whoever holds them, the longest serving first.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn offices_in(tx: &mut Tx, cooperatives: &[CooperativeId]) -> Result<Vec<Vec<(PersonId, Role)>>, StoreError> {
    let mut found = vec![Vec::new(); cooperatives.len()];
    let rows = Rows::of_cooperatives(cooperatives.iter().copied());
    if rows.is_empty() {
        return Ok(found);
    }
    for (position, person, role) in fetch_all!(tx, (i64, i64, String), OFFICES, rows, OFFICERS_MAX)? {
        let corrupt = || StoreError::Corrupt { table: "officers", column: "role", row: person.to_string() };
        let role = Role::parse(&role).ok_or_else(corrupt)?;
        if let Some(slot) = usize::try_from(position).ok().and_then(|position| found.get_mut(position)) {
            slot.push((PersonId(person), role));
        }
    }
    Ok(found)
}

/// For each question, everyone who holds one of its roles, with the language they chose.
///
/// # Errors
/// When the database fails.
pub async fn officers_in(
    tx: &mut Tx,
    questions: &[(CooperativeId, Vec<Role>)],
) -> Result<Vec<Vec<(PersonId, Option<Locale>)>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
        roles: String,
    }
    let mut found = vec![Vec::new(); questions.len()];
    let rows = Rows::of(
        questions.iter().map(|(cooperative, roles)| Question { cooperative_id: *cooperative, roles: role_list(roles) }),
    );
    if rows.is_empty() {
        return Ok(found);
    }
    for (position, person, locale) in fetch_all!(tx, (i64, i64, String), OFFICERS, rows, OFFICERS_MAX)? {
        if let Some(slot) = usize::try_from(position).ok().and_then(|position| found.get_mut(position)) {
            slot.push((PersonId(person), Locale::parse(&locale)));
        }
    }
    Ok(found)
}
