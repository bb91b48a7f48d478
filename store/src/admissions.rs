//! The end of an application: its applicant stands in the register, or everything of theirs is forgotten.

use domain::ids::{ApplicationId, CooperativeId, MemberId, PersonId};
use domain::member::MemberStatus;
use domain::request::RequestStatus;
use serde::Serialize;

use crate::applications::{IdRow, find_open_in};
use crate::members::{self, NewMember};
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    /// Whatever was personal goes: it stands in the register by now, or is forgotten.
    CLOSE = "UPDATE applications SET status = value->>'status', member_id = value->>'member_id', name = '', \
            address = 'plain', personal_key = '', phone = '', details = '', nik_hash = '' \
        FROM jsonb_each($1) \
        WHERE applications.cooperative_id = value->>'cooperative_id' \
            AND applications.application_id = value->>'application_id' AND applications.status = 'open'";
    /// A person who was linked meanwhile stays where they are.
    LINK = "INSERT INTO links (cooperative_id, person_id, member_id, slot, open_until, linked_at) \
        SELECT value->>'cooperative_id', CAST(value->>'person_id' AS BIGINT), value->>'member_id', 1, 0, $2 \
        FROM jsonb_each($1) WHERE NOT EXISTS (SELECT 1 FROM links l \
            WHERE l.cooperative_id = value->>'cooperative_id' \
                AND l.person_id = CAST(value->>'person_id' AS BIGINT)) ON CONFLICT DO NOTHING";
}

/// Somebody to be entered in the register as a candidate.
#[derive(Debug, Clone)]
pub struct Admission {
    /// The tenant.
    pub cooperative_id: CooperativeId,
    /// Whose application.
    pub application_id: ApplicationId,
    /// The new member's id.
    pub member_id: MemberId,
    /// The register number.
    pub number: String,
    /// The legal day.
    pub on: chrono::NaiveDate,
}

/// Enters applicants in the register as candidates, links those who asked in the chat, and empties the applications.
///
/// # Errors
/// [`StoreError::Stale`] when an application was decided or a number given by another meanwhile, or the database fails.
pub async fn admit_in(tx: &mut Tx, keys: &Keyring, admissions: &[Admission], now_us: i64) -> Result<(), StoreError> {
    #[derive(Serialize)]
    #[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
    struct LinkRow {
        cooperative_id: CooperativeId,
        person_id: PersonId,
        member_id: MemberId,
    }
    let asked: Vec<_> = admissions.iter().map(|it| (it.cooperative_id, it.application_id)).collect();
    let found = find_open_in(tx, keys, &asked).await?;
    let mut links = Vec::new();
    for (admission, application) in admissions.iter().zip(found) {
        let Some(it) = application else { return Err(tx.refuse(StoreError::Stale { what: "an application" })) };
        let member = NewMember {
            member_id: admission.member_id,
            number: admission.number.clone(),
            name: it.name,
            address: it.address,
            status: MemberStatus::Candidate,
            joined_on: admission.on,
            phone: it.phone.map_or_else(String::new, |phone| phone.as_str().to_owned()),
            personal_key: it.personal_key,
        };
        members::admit_in(tx, keys, admission.cooperative_id, &member, &it.details, now_us).await?;
        links.extend(it.applicant.map(|(person_id, _)| LinkRow {
            cooperative_id: admission.cooperative_id,
            person_id,
            member_id: admission.member_id,
        }));
    }
    let closings: Vec<_> = admissions
        .iter()
        .map(|it| (it.cooperative_id, it.application_id, RequestStatus::Approved, Some(it.member_id)))
        .collect();
    close_in(tx, &closings).await?;
    if !links.is_empty() {
        execute!(tx, LINK, Rows::of(links), now_us)?;
    }
    Ok(())
}

/// Empties applications that are refused, or taken back by whoever sent them.
///
/// # Errors
/// [`StoreError::Stale`] when one was decided meanwhile, or the database fails.
pub async fn forget_in(
    tx: &mut Tx,
    applications: &[(CooperativeId, ApplicationId, RequestStatus)],
) -> Result<(), StoreError> {
    let closings: Vec<_> =
        applications.iter().map(|(cooperative, id, status)| (*cooperative, *id, *status, None)).collect();
    close_in(tx, &closings).await
}

async fn close_in(
    tx: &mut Tx,
    closings: &[(CooperativeId, ApplicationId, RequestStatus, Option<MemberId>)],
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        #[serde(flatten)]
        id: IdRow,
        status: &'static str,
        member_id: String,
    }
    if closings.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(closings.iter().map(|(cooperative_id, application_id, status, member)| Row {
        id: IdRow { cooperative_id: *cooperative_id, application_id: *application_id },
        status: status.as_str(),
        member_id: member.map_or_else(String::new, |member| member.to_string()),
    }));
    let expected = rows.count();
    if execute!(tx, CLOSE, rows)? != expected {
        return Err(tx.refuse(StoreError::Stale { what: "an application" }));
    }
    Ok(())
}
