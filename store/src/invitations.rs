//! One-time invitations, found by a keyed hash of their code.

use domain::ids::{CooperativeId, InvitationId, MemberId, PersonId};
use domain::invitation::Proof;
use domain::role::Role;
use serde::Serialize;

use crate::people::PersonKey;
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    ADD = "INSERT INTO invitations (cooperative_id, invitation_id, code_hash, member_id, role, expires_at, used_by, \
            used_at, needs_phone, made_by) \
        SELECT $1, value->>'invitation_id', value->>'code_hash', value->>'member_id', value->>'role', \
            CAST(value->>'expires_at' AS BIGINT), 0, 0, CAST(value->>'needs_phone' AS BIGINT), \
            CAST(value->>'made_by' AS BIGINT) \
        FROM jsonb_each($2) WHERE true";
    /// One that an officer made is worthless while they hold no office, or stand before a door that is not open: their
    /// phone may have been in other hands.
    FIND = "SELECT CAST(w.key AS BIGINT) AS position, i.invitation_id, i.member_id, i.role, \
            CASE WHEN i.made_by = 0 OR (EXISTS (SELECT 1 FROM officers o \
                        WHERE o.cooperative_id = i.cooperative_id AND o.person_id = i.made_by) \
                    AND NOT EXISTS (SELECT 1 FROM links l JOIN doors d ON d.cooperative_id = l.cooperative_id \
                            AND d.member_id = l.member_id AND d.state <> 'open' \
                        WHERE l.cooperative_id = i.cooperative_id AND l.person_id = i.made_by)) \
                THEN i.expires_at ELSE 0 END AS expires_at, \
            i.used_by, i.needs_phone, i.made_by \
        FROM jsonb_each($1) w \
        JOIN invitations i ON i.cooperative_id = w.value->>'cooperative_id' AND i.code_hash = w.value->>'code_hash' \
        ORDER BY 1 LIMIT $2";
    /// Codes that were given out for a member before: worthless from now on.
    VOID = "UPDATE invitations SET expires_at = CASE WHEN expires_at > $2 THEN $2 ELSE expires_at END \
        WHERE used_by = 0 AND EXISTS (SELECT 1 FROM jsonb_each($1) w \
            WHERE invitations.cooperative_id = w.value->>'cooperative_id' \
                AND invitations.member_id = w.value->>'member_id')";
    /// Those to an office that are still good, the newest last.
    OFFICES = "SELECT CAST(w.key AS BIGINT) AS position, i.invitation_id, i.member_id, i.role, i.expires_at, \
            i.used_by, i.needs_phone, i.made_by \
        FROM jsonb_each($1) w JOIN invitations i ON i.cooperative_id = w.value->>'cooperative_id' \
            AND i.role <> '' AND i.used_by = 0 AND i.expires_at > $2 \
        ORDER BY 1, i.expires_at, i.invitation_id LIMIT $3";
    /// Only one that is still good: the count of rows tells. At no time is it good again, whatever a clock says.
    REVOKE = "UPDATE invitations SET expires_at = 0 FROM jsonb_each($1) \
        WHERE invitations.cooperative_id = value->>'cooperative_id' \
            AND invitations.invitation_id = value->>'invitation_id' AND invitations.used_by = 0 \
            AND invitations.expires_at > $2";
    /// Only one that is unused and not revoked: the count of rows tells.
    USE = "UPDATE invitations SET used_by = CAST(value->>'person_id' AS BIGINT), used_at = $2 FROM jsonb_each($1) \
        WHERE invitations.cooperative_id = value->>'cooperative_id' \
            AND invitations.invitation_id = value->>'invitation_id' AND invitations.used_by = 0 \
            AND invitations.expires_at > 0";
}

/// Look-ups in one batch at the most.
const FIND_MAX: i64 = 10_000;

/// Invitations to offices read for one batch at the most.
const OFFICES_MAX: i64 = 1_000;

/// What an invitation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// To be linked to this member.
    Member(MemberId),
    /// To hold this role.
    Role(Role),
}

/// An invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Invitation {
    /// The id.
    pub invitation_id: InvitationId,
    /// What it gives.
    pub grant: Grant,
    /// What must be shown with its code.
    pub proof: Proof,
    /// Worthless from then on, in epoch microseconds.
    pub expires_at_us: i64,
    /// Who has used it.
    pub used_by: Option<PersonId>,
    /// Who made it in chat; nobody for an operator's command, a letter, or a move.
    pub made_by: Option<PersonId>,
}

/// Keeps new invitations, each with its code; of a code, only a keyed hash.
///
/// # Errors
/// When the database fails.
pub async fn add_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: CooperativeId,
    invitations: &[(Invitation, String)],
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        invitation_id: InvitationId,
        code_hash: String,
        member_id: String,
        role: &'static str,
        expires_at: i64,
        needs_phone: i64,
        made_by: i64,
    }
    if invitations.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(invitations.iter().map(|(invitation, code)| {
        let (member_id, role) = match invitation.grant {
            Grant::Member(member) => (member.to_string(), ""),
            Grant::Role(role) => (String::new(), role.as_str()),
        };
        Row {
            invitation_id: invitation.invitation_id,
            code_hash: code_hash(keys, cooperative, code),
            member_id,
            role,
            expires_at: invitation.expires_at_us,
            needs_phone: i64::from(invitation.proof == Proof::CodeAndPhone),
            made_by: invitation.made_by.map_or(0, |person| person.0),
        }
    }));
    execute!(tx, ADD, cooperative.to_string(), rows)?;
    Ok(())
}

fn code_hash(keys: &Keyring, cooperative: CooperativeId, code: &str) -> String {
    keys.lookup_hash("invitation", &format!("{cooperative}/{code}"))
}

row! {
    struct InvitationRow {
        position: i64,
        invitation_id: String,
        member_id: String,
        role: String,
        expires_at: i64,
        used_by: i64,
        needs_phone: i64,
        made_by: i64,
    }
}

/// For each code, its invitation.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_in(
    tx: &mut Tx,
    keys: &Keyring,
    codes: &[(CooperativeId, String)],
) -> Result<Vec<Option<Invitation>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
        code_hash: String,
    }
    let mut found = vec![None; codes.len()];
    let rows = Rows::of(codes.iter().map(|(cooperative, code)| Question {
        cooperative_id: *cooperative,
        code_hash: code_hash(keys, *cooperative, code),
    }));
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, InvitationRow, FIND, rows, FIND_MAX)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let invitation = Invitation::try_from(row)?;
        if let Some(slot) = found.get_mut(position) {
            *slot = Some(invitation);
        }
    }
    Ok(found)
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = StoreError;

    fn try_from(row: InvitationRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "invitations", column, row: row.invitation_id.clone() };
        let grant = if row.role.is_empty() {
            Grant::Member(MemberId::parse(&row.member_id).ok_or_else(|| corrupt("member_id"))?)
        } else {
            Grant::Role(Role::parse(&row.role).ok_or_else(|| corrupt("role"))?)
        };
        Ok(Self {
            invitation_id: InvitationId::parse(&row.invitation_id).ok_or_else(|| corrupt("invitation_id"))?,
            grant,
            proof: if row.needs_phone == 0 { Proof::Code } else { Proof::CodeAndPhone },
            expires_at_us: row.expires_at,
            used_by: (row.used_by != 0).then_some(PersonId(row.used_by)),
            made_by: (row.made_by != 0).then_some(PersonId(row.made_by)),
        })
    }
}

/// For each cooperative, its invitations to an office that are still good.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn offices_in(
    tx: &mut Tx,
    cooperatives: &[CooperativeId],
    now_us: i64,
) -> Result<Vec<Vec<Invitation>>, StoreError> {
    let mut found = vec![Vec::new(); cooperatives.len()];
    let rows = Rows::of_cooperatives(cooperatives.iter().copied());
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, InvitationRow, OFFICES, rows, now_us, OFFICES_MAX)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        let invitation = Invitation::try_from(row)?;
        if let Some(slot) = found.get_mut(position) {
            slot.push(invitation);
        }
    }
    Ok(found)
}

/// Makes unused invitations worthless.
///
/// # Errors
/// [`StoreError::Stale`] when one was used or over meanwhile, or the database fails.
pub async fn revoke_in(
    tx: &mut Tx,
    invitations: &[(CooperativeId, InvitationId)],
    now_us: i64,
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        invitation_id: InvitationId,
    }
    if invitations.is_empty() {
        return Ok(());
    }
    let row = |(cooperative_id, invitation_id): &(CooperativeId, InvitationId)| Row {
        cooperative_id: *cooperative_id,
        invitation_id: *invitation_id,
    };
    let rows = Rows::of(invitations.iter().map(row));
    let expected = rows.count();
    let touched = execute!(tx, REVOKE, rows, now_us)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "an invitation" })) }
}

/// Uses invitations up.
///
/// # Errors
/// [`StoreError::Stale`] when one was used or revoked meanwhile, or the database fails.
pub async fn use_in(tx: &mut Tx, uses: &[(PersonKey, InvitationId)], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        #[serde(flatten)]
        person: PersonKey,
        invitation_id: InvitationId,
    }
    if uses.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(uses.iter().map(|(person, id)| Row { person: *person, invitation_id: *id }));
    let expected = rows.count();
    let touched = execute!(tx, USE, rows, now_us)?;
    if touched == expected { Ok(()) } else { Err(tx.refuse(StoreError::Stale { what: "an invitation" })) }
}

/// Makes every unused code of these members worthless.
///
/// # Errors
/// When the database fails.
pub async fn void_in(tx: &mut Tx, members: &[(CooperativeId, MemberId)], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
    }
    if members.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(
        members
            .iter()
            .map(|(cooperative_id, member_id)| Row { cooperative_id: *cooperative_id, member_id: *member_id }),
    );
    execute!(tx, VOID, rows, now_us)?;
    Ok(())
}
