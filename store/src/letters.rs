//! Letters with a code on paper: who gets one, and that only the newest one is good.

use domain::ids::{CooperativeId, InvitationId, MemberId};
use domain::invitation::Proof;
use domain::member::Member;
use serde::Serialize;

use crate::invitations::{self, Grant, Invitation};
use crate::members::MemberColumns;
use crate::{Keyring, Rows, StoreError, Tx};

/// A member to whom a letter can be written: not linked, not ended, and with the phone that their code needs.
macro_rules! addressees {
    ($rest:literal) => {
        concat!(
            "SELECT m.member_id, m.number, m.name, m.address, m.status, m.joined_on FROM members m \
            WHERE m.cooperative_id = $1 AND m.phone_hash <> '' AND m.status <> 'ended' AND NOT EXISTS ( \
                SELECT 1 FROM links l WHERE l.cooperative_id = m.cooperative_id AND l.member_id = m.member_id) ",
            $rest
        )
    };
}

statements! {
    WITHOUT_LETTER = addressees!("AND NOT EXISTS (SELECT 1 FROM invitations i \
            WHERE i.cooperative_id = m.cooperative_id AND i.member_id = m.member_id AND i.member_id <> '' \
                AND i.used_by = 0 AND i.needs_phone = 1 AND i.expires_at > $2) \
        ORDER BY m.number LIMIT $3");
    BY_NUMBER = addressees!("AND m.number = $2 LIMIT 1");
    END_EARLIER = "UPDATE invitations SET expires_at = $3 \
        WHERE cooperative_id = $1 AND used_by = 0 AND needs_phone = 1 AND expires_at > $3 AND member_id <> '' \
            AND member_id IN (SELECT value->>'member_id' FROM jsonb_each($2))";
}

/// A letter that is being written.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// Its invitation's id.
    pub invitation_id: InvitationId,
    /// To whom.
    pub member_id: MemberId,
    /// The code printed on it.
    pub code: String,
}

/// Members who have no letter that is still good, by their numbers.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn without_letter_in(
    tx: &mut Tx,
    cooperative: CooperativeId,
    now_us: i64,
    limit: i64,
) -> Result<Vec<Member>, StoreError> {
    let rows = fetch_all!(tx, MemberColumns, WITHOUT_LETTER, cooperative.to_string(), now_us, limit)?;
    rows.into_iter().filter_map(|row| row.into_member().transpose()).collect()
}

/// The member with this number, if a letter can be written to them; a letter that they have is no hindrance.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn by_number_in(
    tx: &mut Tx,
    cooperative: CooperativeId,
    number: String,
) -> Result<Option<Member>, StoreError> {
    match fetch_optional!(tx, MemberColumns, BY_NUMBER, cooperative.to_string(), number)? {
        Some(row) => row.into_member(),
        None => Ok(None),
    }
}

/// Makes the codes of these letters good, and those of earlier letters to the same members worthless.
///
/// # Errors
/// When the database fails.
pub async fn issue_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: CooperativeId,
    letters: &[NewLetter],
    expires_at_us: i64,
    now_us: i64,
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        member_id: MemberId,
    }
    if letters.is_empty() {
        return Ok(());
    }
    let members = Rows::of(letters.iter().map(|letter| Row { member_id: letter.member_id }));
    execute!(tx, END_EARLIER, cooperative.to_string(), members, now_us)?;
    let invitations: Vec<_> = letters
        .iter()
        .map(|letter| {
            let grant = Grant::Member(letter.member_id);
            let (invitation_id, proof) = (letter.invitation_id, Proof::CodeAndPhone);
            (
                Invitation { invitation_id, grant, proof, expires_at_us, used_by: None, made_by: None },
                letter.code.clone(),
            )
        })
        .collect();
    invitations::add_in(tx, keys, cooperative, &invitations).await
}
