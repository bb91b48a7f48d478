//! The member register.

use chrono::NaiveDate;
use domain::access::Door;
use domain::applicant::Details;
use domain::ids::{CooperativeId, MemberId, PersonId};
use domain::locale::Locale;
use domain::member::{Address, Member, MemberStatus, Savings};
use serde::Serialize;

use crate::doors::DoorColumns;
use crate::seal::{KEY_BYTES, Place, Sealer};
use crate::{Keyring, Rows, StoreError, Tx};

/// What every look-up of members reads, behind `FROM jsonb_each($1) w JOIN members m ON ..`.
macro_rules! member_columns {
    ($from:literal) => {
        concat!(
            "SELECT CAST(w.key AS BIGINT) AS position, COALESCE(l.person_id, 0) AS person_id, \
                COALESCE(p.locale, '') AS locale, COALESCE(d.state, 'open') AS state, \
                COALESCE(d.cooling_until, 0) AS cooling_until, COALESCE(d.version, 0) AS version, \
                (SELECT COUNT(*) FROM links s WHERE s.cooperative_id = l.cooperative_id \
                    AND s.person_id = l.person_id) AS on_account, m.member_id, m.number, m.name, m.address, m.status, m.joined_on \
            FROM jsonb_each($1) w ",
            $from,
            " LEFT JOIN doors d ON d.cooperative_id = m.cooperative_id AND d.member_id = m.member_id \
            LEFT JOIN links l ON l.cooperative_id = m.cooperative_id AND l.member_id = m.member_id \
            LEFT JOIN people p ON p.cooperative_id = l.cooperative_id AND p.person_id = l.person_id \
            ORDER BY 1 LIMIT $2"
        )
    };
}

statements! {
    ADD = "INSERT INTO members (cooperative_id, member_id, number, name, address, status, joined_on, personal_key, \
            phone, phone_hash, created_at) \
        SELECT $1, value->>'member_id', value->>'number', value->>'name', value->>'address', value->>'status', \
            value->>'joined_on', value->>'personal_key', value->>'phone', value->>'phone_hash', $3 \
        FROM jsonb_each($2) WHERE true";
    ADD_ACCOUNTS = "INSERT INTO accounts (cooperative_id, account_id, code, member_id, rule, debits_minor, \
            credits_minor, version) \
        SELECT $1, value->>'account_id', value->>'code', value->>'member_id', 'credit_covers', 0, 0, 0 \
        FROM jsonb_each($2) WHERE true";
    BY_ID = member_columns!("JOIN members m ON m.cooperative_id = w.value->>'cooperative_id' \
        AND m.member_id = w.value->>'wanted'");
    BY_NUMBER = member_columns!("JOIN members m ON m.cooperative_id = w.value->>'cooperative_id' \
        AND m.number = w.value->>'wanted'");
    BY_PHONE = member_columns!("JOIN members m ON m.cooperative_id = w.value->>'cooperative_id' \
        AND m.phone_hash = w.value->>'wanted' AND m.phone_hash <> ''");
    /// Asked before the entry: a constraint is the second net.
    TAKEN = "SELECT CAST(1 AS BIGINT) AS taken FROM members m WHERE m.cooperative_id = $1 \
        AND (m.number = $2 OR (m.nik_hash = $3 AND m.status <> 'ended')) LIMIT 1";
    SET_DETAILS = "UPDATE members SET details = $3, nik_hash = $4 WHERE cooperative_id = $1 AND member_id = $2";
    WITH_PHONE = "SELECT CAST(w.key AS BIGINT) AS position FROM jsonb_each($1) w \
        JOIN members m ON m.cooperative_id = w.value->>'cooperative_id' AND m.member_id = w.value->>'member_id' \
            AND m.phone_hash = w.value->>'phone_hash' AND m.phone_hash <> '' \
        ORDER BY 1 LIMIT $2";
    /// Each number is looked up: the order of the result would tempt `SQLite` to walk all members for it.
    NUMBERS_TAKEN = "SELECT m.number FROM jsonb_each($2) w \
        CROSS JOIN members m WHERE m.cooperative_id = $1 AND m.number = w.value->>'number' ORDER BY m.number LIMIT $3";
}

/// Rows of one look-up at the most: two for each question tell that an answer is ambiguous.
const LOOKUP_MAX: i64 = 10_000;

row! {
    /// Columns of a member, or empty texts after an outer join.
    pub(crate) struct MemberColumns {
        member_id: String,
        number: String,
        name: String,
        address: String,
        status: String,
        joined_on: String,
    }
}

impl MemberColumns {
    /// The member; `None` after an outer join that found none.
    pub(crate) fn into_member(self) -> Result<Option<Member>, StoreError> {
        if self.member_id.is_empty() {
            return Ok(None);
        }
        let corrupt = |column| StoreError::Corrupt { table: "members", column, row: self.member_id.clone() };
        Ok(Some(Member {
            member_id: MemberId::parse(&self.member_id).ok_or_else(|| corrupt("member_id"))?,
            address: parse_address(&self.address).ok_or_else(|| corrupt("address"))?,
            status: MemberStatus::parse(&self.status).ok_or_else(|| corrupt("status"))?,
            joined_on: self.joined_on.parse().map_err(|_| corrupt("joined_on"))?,
            number: self.number,
            name: self.name,
        }))
    }
}

pub(crate) fn parse_address(name: &str) -> Option<Address> {
    match name {
        "bu" => Some(Address::Bu),
        "pak" => Some(Address::Pak),
        "plain" => Some(Address::Plain),
        _ => None,
    }
}

/// A member to be entered in the register.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// The id.
    pub member_id: MemberId,
    /// As the cooperative writes it.
    pub number: String,
    /// In full.
    pub name: String,
    /// How they are addressed.
    pub address: Address,
    /// Where the membership stands.
    pub status: MemberStatus,
    /// Since when.
    pub joined_on: NaiveDate,
    /// E.164; empty for none.
    pub phone: String,
    /// The member's own key, from the injected random source.
    pub personal_key: [u8; KEY_BYTES],
}

/// Enters members in the register, each with an account for each kind of savings.
///
/// # Errors
/// When a number is taken, or the database fails.
pub async fn add_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: CooperativeId,
    members: &[NewMember],
    now_us: i64,
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        member_id: MemberId,
        number: &'a str,
        name: &'a str,
        address: Address,
        status: MemberStatus,
        joined_on: NaiveDate,
        personal_key: String,
        phone: String,
        phone_hash: String,
    }
    #[derive(Serialize)]
    struct AccountRow {
        account_id: String,
        code: &'static str,
        member_id: MemberId,
    }
    if members.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(members.iter().map(|member| {
        let id = member.member_id.to_string();
        Row {
            member_id: member.member_id,
            number: &member.number,
            name: &member.name,
            address: member.address,
            status: member.status,
            joined_on: member.joined_on,
            personal_key: keys.seal(Place { table: "members.personal_key", row: &id }, &member.personal_key),
            phone: Sealer::new(&member.personal_key).seal(phone_place(&id), member.phone.as_bytes()),
            phone_hash: if member.phone.is_empty() {
                String::new()
            } else {
                phone_hash(keys, cooperative, &member.phone)
            },
        }
    }));
    let accounts = Rows::of(members.iter().flat_map(|member| {
        Savings::ALL.map(|kind| AccountRow {
            account_id: domain::ledger::Account::Savings(kind, member.member_id).to_string(),
            code: kind.control().number(),
            member_id: member.member_id,
        })
    }));
    execute!(tx, ADD, cooperative.to_string(), rows, now_us)?;
    execute!(tx, ADD_ACCOUNTS, cooperative.to_string(), accounts)?;
    Ok(())
}

/// Enters an applicant, with what is sealed of them; another may have been quicker with the number or the NIK.
///
/// # Errors
/// [`StoreError::Stale`] when the number or the NIK is taken by now, or the database fails.
pub(crate) async fn admit_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: CooperativeId,
    member: &NewMember,
    details: &Details,
    now_us: i64,
) -> Result<(), StoreError> {
    let nik = crate::applications::nik_hash(keys, cooperative, &details.nik);
    if fetch_optional!(tx, (i64,), TAKEN, cooperative.to_string(), member.number.clone(), nik.clone())?.is_some() {
        return Err(tx.refuse(StoreError::Stale { what: "a number of the register" }));
    }
    add_in(tx, keys, cooperative, std::slice::from_ref(member), now_us).await?;
    let id = member.member_id.to_string();
    let sealed = Sealer::new(&member.personal_key).seal(details_place(&id), &details_json(details));
    if execute!(tx, SET_DETAILS, cooperative.to_string(), id, sealed, nik)? == 1 {
        Ok(())
    } else {
        Err(tx.refuse(StoreError::Stale { what: "a member" }))
    }
}

/// What is sealed of a member, as bytes.
pub(crate) fn details_json(details: &Details) -> Vec<u8> {
    serde_json::to_vec(details).unwrap_or_else(|_| unreachable!("details have no map with keys other than text"))
}

/// What [`details_json`] wrote.
pub(crate) fn parse_details(bytes: &[u8]) -> Option<Details> {
    serde_json::from_slice(bytes).ok()
}

pub(crate) const fn phone_place(row: &str) -> Place<'_> {
    Place { table: "members.phone", row }
}

pub(crate) const fn details_place(row: &str) -> Place<'_> {
    Place { table: "members.details", row }
}

/// The keyed hash by which a phone is found; the same phone hashes otherwise in another cooperative.
pub fn phone_hash(keys: &Keyring, cooperative: CooperativeId, phone: &str) -> String {
    keys.lookup_hash("phone", &format!("{cooperative}/{phone}"))
}

/// A member with the person who is linked to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLink {
    /// The member.
    pub member: Member,
    /// Whose account they are on, and in which language it is spoken to.
    pub account: Option<(PersonId, Option<Locale>)>,
    /// How many members are on that account.
    pub on_account: u8,
    /// Their door.
    pub door: Door,
}

/// How a member is looked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// By id.
    Id(MemberId),
    /// By the number in the register.
    Number(String),
    /// By [`phone_hash`].
    PhoneHash(String),
}

row! {
    struct LinkRow {
        position: i64,
        person_id: i64,
        locale: String,
        on_account: i64,
        ..door: DoorColumns,
        ..member: MemberColumns,
    }
}

/// For each question, the one member who fits; `None` for none, and for several who share a phone.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(
    tx: &mut Tx,
    questions: &[(CooperativeId, Wanted)],
) -> Result<Vec<Option<MemberLink>>, StoreError> {
    let mut found: Vec<Vec<MemberLink>> = vec![Vec::new(); questions.len()];
    for pick in [Pick::Id, Pick::Number, Pick::Phone] {
        let asked: Vec<(usize, Question)> = questions
            .iter()
            .enumerate()
            .filter_map(|(at, (cooperative, wanted))| Question::of(pick, *cooperative, wanted).map(|row| (at, row)))
            .collect();
        if asked.is_empty() {
            continue;
        }
        let rows = Rows::of(asked.iter().map(|(_, row)| row));
        let links = match pick {
            Pick::Id => fetch_all!(tx, LinkRow, BY_ID, rows, LOOKUP_MAX)?,
            Pick::Number => fetch_all!(tx, LinkRow, BY_NUMBER, rows, LOOKUP_MAX)?,
            Pick::Phone => fetch_all!(tx, LinkRow, BY_PHONE, rows, LOOKUP_MAX)?,
        };
        for link in links {
            let at = usize::try_from(link.position).ok().and_then(|position| asked.get(position)).map(|(at, _)| *at);
            let (Some(at), Some(member)) = (at, link.member.into_member()?) else { continue };
            let account = (link.person_id != 0).then(|| (PersonId(link.person_id), Locale::parse(&link.locale)));
            let (door, on_account) = (link.door.into_door()?, u8::try_from(link.on_account).unwrap_or(u8::MAX));
            if let Some(slot) = found.get_mut(at) {
                slot.push(MemberLink { member, account, on_account, door });
            }
        }
    }
    Ok(found.into_iter().map(|mut links| if links.len() == 1 { links.pop() } else { None }).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pick {
    Id,
    Number,
    Phone,
}

#[derive(Serialize)]
struct Question {
    cooperative_id: CooperativeId,
    wanted: String,
}

impl Question {
    fn of(pick: Pick, cooperative_id: CooperativeId, wanted: &Wanted) -> Option<Self> {
        let wanted = match (pick, wanted) {
            (Pick::Id, Wanted::Id(id)) => id.to_string(),
            (Pick::Number, Wanted::Number(text)) | (Pick::Phone, Wanted::PhoneHash(text)) => text.clone(),
            (Pick::Id | Pick::Number | Pick::Phone, _) => return None,
        };
        Some(Self { cooperative_id, wanted })
    }
}

/// For each question, whether the member's register has this phone, given as its [`phone_hash`].
///
/// # Errors
/// When the database fails.
pub async fn have_phone_in(
    tx: &mut Tx,
    questions: &[(CooperativeId, (MemberId, String))],
) -> Result<Vec<bool>, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        cooperative_id: CooperativeId,
        member_id: MemberId,
        phone_hash: &'a str,
    }
    let mut have = vec![false; questions.len()];
    let rows = Rows::of(questions.iter().map(|(cooperative, (member, hash))| Row {
        cooperative_id: *cooperative,
        member_id: *member,
        phone_hash: hash,
    }));
    if rows.is_empty() {
        return Ok(have);
    }
    for (position,) in fetch_all!(tx, (i64,), WITH_PHONE, rows, LOOKUP_MAX)? {
        if let Some(slot) = usize::try_from(position).ok().and_then(|at| have.get_mut(at)) {
            *slot = true;
        }
    }
    Ok(have)
}

/// Which of these numbers are in the register already.
///
/// # Errors
/// When the database fails.
pub async fn numbers_taken_in(
    tx: &mut Tx,
    cooperative: CooperativeId,
    numbers: &[String],
) -> Result<Vec<String>, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        number: &'a str,
    }
    let rows = Rows::of(numbers.iter().map(|number| Row { number }));
    let taken = fetch_all!(tx, (String,), NUMBERS_TAKEN, cooperative.to_string(), rows, LOOKUP_MAX)?;
    Ok(taken.into_iter().map(|(number,)| number).collect())
}
