//! The member register beside look-ups: new candidates, those who become members, numbers, and cards for officers.

use chrono::NaiveDate;
use domain::applicant::Details;
use domain::ids::{CooperativeId, MemberId};
use domain::member::Member;
use domain::member_number::{MemberNumber, Pattern};
use domain::phone::Phone;
use serde::Serialize;

use crate::members::{MemberColumns, details_place, parse_details, phone_place};
use crate::seal::{KEY_BYTES, Place, Sealer};
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    PATTERN = "SELECT c.number_pattern FROM cooperatives c WHERE c.cooperative_id = $1";
    SET_PATTERN = "UPDATE cooperatives SET number_pattern = $2 WHERE cooperative_id = $1";
    NEWEST = "SELECT m.number FROM members m WHERE m.cooperative_id = $1 \
        ORDER BY m.created_at DESC, m.number DESC LIMIT $2";
    /// Of the pattern with this head and this tail, the highest count first: its figures without zeros in front, the
    /// longest and then the greatest. A number too short for both is asked no further: a negative length is an error.
    HIGHEST = "SELECT t.number FROM (SELECT m.number, CASE \
                WHEN length(m.number) > length($2) + length($3) AND substr(m.number, 1, length($2)) = $2 \
                    AND substr(m.number, length(m.number) - length($3) + 1) = $3 \
                THEN substr(m.number, length($2) + 1, length(m.number) - length($2) - length($3)) \
                ELSE '-' END AS figures \
            FROM members m WHERE m.cooperative_id = $1) t \
        WHERE ltrim(t.figures, '0123456789') = '' \
        ORDER BY length(ltrim(t.figures, '0')) DESC, ltrim(t.figures, '0') DESC, t.number LIMIT $4";
    ACTIVATE = "UPDATE members SET status = 'active', joined_on = value->>'on' FROM jsonb_each($1) \
        WHERE members.cooperative_id = value->>'cooperative_id' AND members.member_id = value->>'member_id' \
            AND members.status = 'candidate'";
    /// Only those who came by an application, whose terms are no longer met.
    FALL_BACK = "UPDATE members SET status = 'candidate' FROM jsonb_each($1) \
        WHERE members.cooperative_id = value->>'cooperative_id' AND members.member_id = value->>'member_id' \
            AND members.status = 'active' AND EXISTS (SELECT 1 FROM applications p \
                JOIN accounts pokok ON pokok.cooperative_id = p.cooperative_id \
                    AND pokok.account_id = '3-1000/' || p.member_id \
                JOIN accounts wajib ON wajib.cooperative_id = p.cooperative_id \
                    AND wajib.account_id = '3-1100/' || p.member_id \
                WHERE p.cooperative_id = members.cooperative_id AND p.member_id = members.member_id \
                    AND (pokok.credits_minor - pokok.debits_minor < p.principal_minor \
                        OR wajib.credits_minor - wajib.debits_minor < p.mandatory_minor))";
    CARDS = "SELECT CAST(w.key AS BIGINT) AS position, m.personal_key, m.phone, m.details, \
            (SELECT COUNT(*) FROM links l WHERE l.cooperative_id = m.cooperative_id AND l.member_id = m.member_id) \
                AS links, m.member_id, m.number, m.name, m.address, m.status, m.joined_on \
        FROM jsonb_each($1) w JOIN members m ON m.cooperative_id = w.value->>'cooperative_id' \
            AND m.number = w.value->>'number' ORDER BY 1 LIMIT $2";
}

/// Numbers of a pattern that are told, from the highest.
const HIGHEST_MAX: i64 = 10;
/// Entries that tell by which pattern a register goes on, where it was not set.
const NEWEST_MAX: i64 = 1_000;
/// Cards read for one batch at the most.
const CARDS_MAX: i64 = 1_000;
/// The next number of a register, by the pattern that it goes by.
///
/// It is taken for good only by the entry itself, which is refused when another was quicker.
///
/// # Errors
/// When the database fails.
pub async fn next_number_in(tx: &mut Tx, cooperative: CooperativeId) -> Result<String, StoreError> {
    let pattern = pattern_in(tx, cooperative).await?;
    for pattern in pattern.or_others() {
        let taken = highest_in(tx, cooperative, &pattern).await?;
        if let Some(number) = pattern.next(&taken) {
            return Ok(MemberNumber::into(number));
        }
    }
    Err(tx.refuse(StoreError::Stale { what: "every pattern of the register" }))
}

/// By which pattern a register goes on: what is set, or what most of its newest numbers have.
///
/// # Errors
/// When the database fails.
pub async fn pattern_in(tx: &mut Tx, cooperative: CooperativeId) -> Result<Pattern, StoreError> {
    let id = cooperative.to_string();
    let set = fetch_optional!(tx, (String,), PATTERN, id.clone())?;
    if let Some(pattern) = set.and_then(|(text,)| Pattern::parse(&text)) {
        return Ok(pattern);
    }
    let newest = fetch_all!(tx, (String,), NEWEST, id, NEWEST_MAX)?;
    Ok(Pattern::of_most(newest.iter().map(|(number,)| number.as_str())).unwrap_or_else(Pattern::usual))
}

/// Sets by which pattern a register goes on.
///
/// # Errors
/// When the database fails.
pub async fn set_pattern_in(tx: &mut Tx, cooperative: CooperativeId, pattern: &Pattern) -> Result<(), StoreError> {
    execute!(tx, SET_PATTERN, cooperative.to_string(), pattern.to_string())?;
    Ok(())
}

/// The highest numbers of a pattern that are taken.
///
/// # Errors
/// When the database fails.
pub async fn highest_in(tx: &mut Tx, cooperative: CooperativeId, pattern: &Pattern) -> Result<Vec<String>, StoreError> {
    let (head, tail) = (pattern.head().to_owned(), pattern.tail().to_owned());
    let taken = fetch_all!(tx, (String,), HIGHEST, cooperative.to_string(), head, tail, HIGHEST_MAX)?;
    Ok(taken.into_iter().map(|(number,)| number).collect())
}

/// Candidates who have paid what is to be paid at entry are members from that day on.
///
/// # Errors
/// [`StoreError::Stale`] when one is no candidate any more, or the database fails.
pub async fn activate_in(tx: &mut Tx, members: &[(CooperativeId, MemberId, NaiveDate)]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
        on: NaiveDate,
    }
    if members.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(members.iter().map(|(cooperative_id, member_id, on)| Row {
        cooperative_id: *cooperative_id,
        member_id: *member_id,
        on: *on,
    }));
    let expected = rows.count();
    if execute!(tx, ACTIVATE, rows)? != expected {
        return Err(tx.refuse(StoreError::Stale { what: "a candidate" }));
    }
    Ok(())
}

/// Members who came by an application and no longer have what was to be paid at entry are candidates again: a payment
/// was corrected. Of anybody else nothing changes.
///
/// # Errors
/// When the database fails.
pub async fn fall_back_in(tx: &mut Tx, members: &[(CooperativeId, MemberId)]) -> Result<u64, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
    }
    if members.is_empty() {
        return Ok(0);
    }
    let row = |(cooperative_id, member_id): &(CooperativeId, MemberId)| Row {
        cooperative_id: *cooperative_id,
        member_id: *member_id,
    };
    execute!(tx, FALL_BACK, Rows::of(members.iter().map(row)))
}

/// A member's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The member.
    pub member: Member,
    /// When known.
    pub phone: Option<Phone>,
    /// When known.
    pub details: Option<Details>,
    /// Whether an account at the messenger is linked.
    pub is_linked: bool,
}

row! {
    struct CardRow {
        position: i64,
        personal_key: String,
        phone: String,
        details: String,
        links: i64,
        ..member: MemberColumns,
    }
}

/// For each question, the card of the member with that number.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn cards_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[(CooperativeId, String)],
) -> Result<Vec<Option<Card>>, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        cooperative_id: CooperativeId,
        number: &'a str,
    }
    let mut found = vec![None; questions.len()];
    if questions.is_empty() {
        return Ok(found);
    }
    let rows =
        Rows::of(questions.iter().map(|(cooperative_id, number)| Row { cooperative_id: *cooperative_id, number }));
    for row in fetch_all!(tx, CardRow, CARDS, rows, CARDS_MAX)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let card = row.into_card(keys)?;
        if let Some(slot) = found.get_mut(position) {
            *slot = card;
        }
    }
    Ok(found)
}

impl CardRow {
    fn into_card(self, keys: &Keyring) -> Result<Option<Card>, StoreError> {
        let Some(member) = self.member.into_member()? else { return Ok(None) };
        let id = member.member_id.to_string();
        let corrupt = |column| StoreError::Corrupt { table: "members", column, row: id.clone() };
        let key: [u8; KEY_BYTES] = keys
            .open(Place { table: "members.personal_key", row: &id }, &self.personal_key)?
            .try_into()
            .map_err(|_| corrupt("personal_key"))?;
        let own = Sealer::new(&key);
        let phone = String::from_utf8(own.open(phone_place(&id), &self.phone)?).map_err(|_| corrupt("phone"))?;
        let details = if self.details.is_empty() {
            None
        } else {
            let opened = own.open(details_place(&id), &self.details)?;
            Some(parse_details(&opened).ok_or_else(|| corrupt("details"))?)
        };
        Ok(Some(Card { member, phone: Phone::kept(&phone), details, is_linked: self.links > 0 }))
    }
}
