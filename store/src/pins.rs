//! PINs of members who share an account: Argon2id under a salt of each and a key that is not in the database.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::ids::{CooperativeId, MemberId};
use domain::secret::Pin;
use serde::Serialize;

use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    PUT = "INSERT INTO pins (cooperative_id, member_id, salt, hash, set_at) \
        SELECT value->>'cooperative_id', value->>'member_id', value->>'salt', value->>'hash', $2 \
        FROM jsonb_each($1) WHERE true \
        ON CONFLICT (cooperative_id, member_id) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, \
            set_at = excluded.set_at";
    FIND = "SELECT CAST(w.key AS BIGINT) AS position, p.salt, p.hash \
        FROM jsonb_each($1) w JOIN pins p ON p.cooperative_id = w.value->>'cooperative_id' \
            AND p.member_id = w.value->>'member_id' \
        ORDER BY 1 LIMIT $2";
    DROP = "DELETE FROM pins WHERE EXISTS (SELECT 1 FROM jsonb_each($1) w \
        WHERE pins.cooperative_id = w.value->>'cooperative_id' AND pins.member_id = w.value->>'member_id')";
}

/// PINs compared in one batch at the most; each takes a few hundredths of a second.
const FIND_MAX: i64 = 1_000;

const HASH_BYTES: usize = 32;

/// A PIN to be set.
#[derive(Debug, Clone)]
pub struct NewPin {
    /// Whose cooperative.
    pub cooperative: CooperativeId,
    /// Whose PIN.
    pub member: MemberId,
    /// The digits.
    pub pin: Pin,
    /// From the seed of the update: a retry hashes alike.
    pub salt: [u8; 16],
}

#[derive(Serialize)]
struct Row {
    cooperative_id: CooperativeId,
    member_id: MemberId,
    salt: String,
    hash: String,
}

/// Sets PINs.
///
/// # Errors
/// When the database fails.
pub async fn put_in(tx: &mut Tx, keys: &Keyring, pins: &[NewPin], now_us: i64) -> Result<(), StoreError> {
    if pins.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(pins.len());
    for pin in pins {
        let salt = STANDARD_NO_PAD.encode(pin.salt);
        let hash = hash(keys, pin.cooperative, pin.member, salt.clone(), pin.pin.clone()).await?;
        rows.push(Row { cooperative_id: pin.cooperative, member_id: pin.member, salt, hash });
    }
    execute!(tx, PUT, Rows::of(rows), now_us)?;
    Ok(())
}

/// Forgets PINs; one that is not there is fine.
///
/// # Errors
/// When the database fails.
pub async fn drop_in(tx: &mut Tx, members: &[(CooperativeId, MemberId)]) -> Result<(), StoreError> {
    if members.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(members.iter().map(|(cooperative_id, member_id)| Row {
        cooperative_id: *cooperative_id,
        member_id: *member_id,
        salt: String::new(),
        hash: String::new(),
    }));
    execute!(tx, DROP, rows)?;
    Ok(())
}

row! {
    struct PinRow {
        position: i64,
        salt: String,
        hash: String,
    }
}

/// For each, whether it is the member's PIN; `None` for a member who has none.
///
/// # Errors
/// When the database fails.
pub async fn check_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[(CooperativeId, MemberId, Pin)],
) -> Result<Vec<Option<bool>>, StoreError> {
    #[derive(Serialize)]
    struct Question {
        cooperative_id: CooperativeId,
        member_id: MemberId,
    }
    let mut found = vec![None; questions.len()];
    let rows = Rows::of(
        questions.iter().map(|(cooperative, member, _)| Question { cooperative_id: *cooperative, member_id: *member }),
    );
    if rows.is_empty() {
        return Ok(found);
    }
    for row in fetch_all!(tx, PinRow, FIND, rows, FIND_MAX)? {
        let at = usize::try_from(row.position).unwrap_or(usize::MAX);
        let (Some((cooperative, member, pin)), Some(slot)) = (questions.get(at), found.get_mut(at)) else { continue };
        *slot = Some(hash(keys, *cooperative, *member, row.salt, pin.clone()).await? == row.hash);
    }
    Ok(found)
}

/// Off the runtime's threads: it is made to take long.
async fn hash(
    keys: &Keyring,
    cooperative: CooperativeId,
    member: MemberId,
    salt: String,
    pin: Pin,
) -> Result<String, StoreError> {
    let pepper = keys.lookup_hash("pin", &format!("{cooperative}/{member}"));
    let hashed = tokio::task::spawn_blocking(move || {
        let mut out = [0_u8; HASH_BYTES];
        let argon = Argon2::new_with_secret(pepper.as_bytes(), Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
        let done = argon.and_then(|argon| argon.hash_password_into(pin.expose().as_bytes(), salt.as_bytes(), &mut out));
        done.map(|()| STANDARD_NO_PAD.encode(out)).ok()
    });
    hashed.await.ok().flatten().ok_or(StoreError::Panicked)
}
