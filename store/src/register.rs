//! The member register beside look-ups: new candidates, those who become members, numbers, and cards for officers.

use chrono::NaiveDate;
use domain::applicant::Details;
use domain::ids::{CooperativeId, MemberId};
use domain::member::Member;
use domain::phone::Phone;
use serde::Serialize;

use crate::members::{MemberColumns, details_place, parse_details, phone_place};
use crate::seal::{KEY_BYTES, Place, Sealer};
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    /// The numbers of the newest entry's pattern are longest first, then highest first.
    NUMBERS = "SELECT m.number FROM members m WHERE m.cooperative_id = $1 \
        ORDER BY m.created_at DESC, length(m.number) DESC, m.number DESC LIMIT 1";
    HIGHEST = "SELECT m.number FROM members m WHERE m.cooperative_id = $1 AND substr(m.number, 1, length($2)) = $2 \
        ORDER BY length(m.number) DESC, m.number DESC LIMIT $3";
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

/// Numbers looked at for the highest.
const NUMBERS_MAX: i64 = 50;
/// Cards read for one batch at the most.
const CARDS_MAX: i64 = 1_000;
/// The first number of a register that is still empty.
const FIRST_NUMBER: &str = "A-001";

/// The next number of a register: the highest of the pattern that the newest entry has, and one.
///
/// It is taken for good only by the entry itself, which is refused when another was quicker.
///
/// # Errors
/// When the database fails.
pub async fn next_number_in(tx: &mut Tx, cooperative: CooperativeId) -> Result<String, StoreError> {
    let id = cooperative.to_string();
    let Some((newest,)) = fetch_optional!(tx, (String,), NUMBERS, id.clone())? else {
        return Ok(FIRST_NUMBER.to_owned());
    };
    let (prefix, _) = split(&newest);
    let prefix = prefix.to_owned();
    let taken = fetch_all!(tx, (String,), HIGHEST, id, prefix.clone(), NUMBERS_MAX)?;
    let figures = taken.iter().filter_map(|(number,)| {
        let (head, figures) = split(number);
        (head == prefix && !figures.is_empty()).then_some(figures)
    });
    Ok(after(&prefix, figures))
}

/// A number's head and the figures at its end.
fn split(number: &str) -> (&str, &str) {
    let head = number.trim_end_matches(|c: char| c.is_ascii_digit());
    number.split_at_checked(head.len()).unwrap_or((number, ""))
}

fn after<'a>(prefix: &str, figures: impl Iterator<Item = &'a str>) -> String {
    let highest = figures.filter_map(|figures| Some((figures.parse::<u64>().ok()?, figures.len()))).max();
    let (number, width) = highest.unwrap_or((0, 3));
    format!("{prefix}{:0width$}", number.saturating_add(1))
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

#[cfg(test)]
mod tests {
    use super::{after, split};

    #[test]
    fn numbers_go_on_as_the_register_writes_them() {
        for (taken, next) in [
            (vec!["A-039", "A-040"], "A-041"),
            (vec!["A-9", "A-10"], "A-11"),
            (vec!["A-999"], "A-1000"),
            (vec!["2019/0007"], "2019/0008"),
            (vec!["17"], "18"),
            (vec!["ketua"], "ketua001"),
        ] {
            let prefix = split(taken[0]).0;
            assert_eq!(after(prefix, taken.iter().map(|number| split(number).1)), next, "{taken:?}");
        }
    }
}
