//! Members by what somebody typed: a number in any spelling, a phone, or a part of a name.

use domain::ids::CooperativeId;
use domain::lookup::{Sought, best};
use domain::member::Member;

use crate::members::{MemberColumns, phone_hash};
use crate::{Keyring, StoreError, Tx};

statements! {
    /// All members of one cooperative are looked through, once for each time that an officer types something which is no
    /// number of the register. The patterns have small letters and figures of ASCII alone, for which `LOWER` and `LIKE`
    /// are the same on both databases.
    SEEK = "SELECT m.member_id, m.number, m.name, m.address, m.status, m.joined_on, \
            CAST(CASE WHEN m.phone_hash = $4 AND m.phone_hash <> '' THEN 1 ELSE 0 END AS BIGINT) AS has_phone \
        FROM members m WHERE m.cooperative_id = $1 AND (m.number LIKE $2 OR LOWER(m.name) LIKE $3 \
            OR (m.phone_hash = $4 AND m.phone_hash <> '') OR m.number = $5) \
        ORDER BY CASE WHEN m.number = $5 THEN 0 ELSE 1 END, LENGTH(m.number), m.number LIMIT $6";
}

/// Members read for one text at the most: whoever fits more of them is asked for more letters anyway.
const SEEK_MAX: i64 = 60;

row! {
    struct SeekRow {
        has_phone: i64,
        ..member: MemberColumns,
    }
}

/// For each text, the members who fit it best, by their numbers.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn seek_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[(CooperativeId, Sought)],
) -> Result<Vec<Vec<Member>>, StoreError> {
    let mut answers = Vec::with_capacity(questions.len());
    for (cooperative, sought) in questions {
        let phone = if sought.phone.is_empty() { String::new() } else { phone_hash(keys, *cooperative, &sought.phone) };
        let rows = fetch_all!(
            tx,
            SeekRow,
            SEEK,
            cooperative.to_string(),
            sought.number_like(),
            sought.name_like(),
            phone,
            sought.number.clone(),
            SEEK_MAX
        )?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(member) = row.member.into_member()? else { continue };
            found.extend(sought.rank(&member, row.has_phone == 1).map(|rank| (rank, member)));
        }
        answers.push(best(found));
    }
    Ok(answers)
}
