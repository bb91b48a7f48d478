//! Applications to become a member: kept sealed with the applicant's own key while open, emptied once decided.

use domain::applicant::Details;
use domain::entry::EntryTerms;
use domain::ids::{ApplicationId, CooperativeId, MemberId, PersonId};
use domain::locale::Locale;
use domain::member::Address;
use domain::money::Money;
use domain::nik::Nik;
use domain::phone::Phone;
use serde::Serialize;

use crate::members::{self, parse_address};
use crate::seal::{KEY_BYTES, Place, Sealer};
use crate::{Keyring, Rows, StoreError, Tx};

statements! {
    /// Somebody else may have been quicker with the same NIK, or the same person on another replica.
    ADD = "INSERT INTO applications (cooperative_id, application_id, person_id, status, consent_version, \
            consent_locale, consent_hash, principal_minor, mandatory_minor, name, address, personal_key, phone, \
            details, nik_hash, member_id, created_at) \
        SELECT value->>'cooperative_id', value->>'application_id', CAST(value->>'person_id' AS BIGINT), 'open', \
            CAST(value->>'consent_version' AS BIGINT), value->>'consent_locale', value->>'consent_hash', \
            CAST(value->>'principal_minor' AS BIGINT), CAST(value->>'mandatory_minor' AS BIGINT), value->>'name', \
            value->>'address', value->>'personal_key', value->>'phone', value->>'details', value->>'nik_hash', '', $2 \
        FROM jsonb_each($1) WHERE true ON CONFLICT DO NOTHING";
    BY_ID = "SELECT CAST(w.key AS BIGINT) AS position, a.application_id, a.person_id, a.status, a.principal_minor, \
            a.mandatory_minor, a.name, a.address, a.personal_key, a.phone, a.details, COALESCE(p.locale, '') AS locale \
        FROM jsonb_each($1) w JOIN applications a ON a.cooperative_id = w.value->>'cooperative_id' \
            AND a.application_id = w.value->>'application_id' \
        LEFT JOIN people p ON p.cooperative_id = a.cooperative_id AND p.person_id = a.person_id \
        ORDER BY 1 LIMIT $2";
    OPEN_OF_PERSON = "SELECT CAST(w.key AS BIGINT) AS position, a.created_at, a.application_id \
        FROM jsonb_each($1) w JOIN applications a ON a.cooperative_id = w.value->>'cooperative_id' \
            AND a.person_id = CAST(w.value->>'person_id' AS BIGINT) AND a.status = 'open' ORDER BY 1 LIMIT $2";
    TAKEN = "SELECT CAST(w.key AS BIGINT) AS position, \
            (SELECT COUNT(*) FROM members m WHERE m.cooperative_id = w.value->>'cooperative_id' \
                AND m.nik_hash = w.value->>'nik_hash' AND m.nik_hash <> '' AND m.status <> 'ended') AS nik_members, \
            (SELECT COUNT(*) FROM applications a WHERE a.cooperative_id = w.value->>'cooperative_id' \
                AND a.nik_hash = w.value->>'nik_hash' AND a.nik_hash <> '' AND a.status = 'open') AS nik_applications, \
            (SELECT COUNT(*) FROM members m WHERE m.cooperative_id = w.value->>'cooperative_id' \
                AND m.phone_hash = w.value->>'phone_hash' AND m.phone_hash <> '' AND m.status <> 'ended') \
                AS phone_members \
        FROM jsonb_each($1) w ORDER BY 1 LIMIT $2";
    TERMS = "SELECT CAST(w.key AS BIGINT) AS position, a.principal_minor, a.mandatory_minor \
        FROM jsonb_each($1) w JOIN applications a ON a.cooperative_id = w.value->>'cooperative_id' \
            AND a.member_id = w.value->>'member_id' AND a.member_id <> '' ORDER BY 1 LIMIT $2";
}

/// Rows of one look-up at the most.
const LOOKUP_MAX: i64 = 10_000;

/// An application to be kept.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// The tenant.
    pub cooperative_id: CooperativeId,
    /// The id.
    pub application_id: ApplicationId,
    /// Who asked in the chat; `None` when an officer wrote it down.
    pub person: Option<PersonId>,
    /// The text that was agreed to.
    pub consent_version: u16,
    /// The language that it was read in.
    pub consent_locale: Locale,
    /// Its hash, as it was shown.
    pub consent_hash: String,
    /// What is to be paid at entry.
    pub terms: EntryTerms,
    /// In full.
    pub name: String,
    /// How they are addressed.
    pub address: Address,
    /// When told.
    pub phone: Option<Phone>,
    /// What is sealed.
    pub details: Details,
    /// The applicant's own key, from the injected random source.
    pub personal_key: [u8; KEY_BYTES],
}

/// An open application.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Application {
    /// The id.
    pub application_id: ApplicationId,
    /// Who asked in the chat, and in which language; `None` when an officer wrote it down.
    pub applicant: Option<(PersonId, Option<Locale>)>,
    /// What is to be paid at entry.
    pub terms: EntryTerms,
    /// In full.
    pub name: String,
    /// How they are addressed.
    pub address: Address,
    /// When told.
    pub phone: Option<Phone>,
    /// What was sealed.
    pub details: Details,
    pub(crate) personal_key: [u8; KEY_BYTES],
}

/// Whether somebody has it already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// A living member has this NIK.
    pub nik_of_member: bool,
    /// An open application has this NIK.
    pub nik_of_application: bool,
    /// A living member has this phone.
    pub phone_of_member: bool,
}

/// The keyed hash by which a NIK is found; the same NIK hashes otherwise in another cooperative.
pub fn nik_hash(keys: &Keyring, cooperative: CooperativeId, nik: &Nik) -> String {
    keys.lookup_hash("nik", &format!("{cooperative}/{}", nik.as_str()))
}

/// Keeps applications.
///
/// # Errors
/// [`StoreError::Stale`] when a NIK or a person has an open application by now, or the database fails.
pub async fn add_in(
    tx: &mut Tx,
    keys: &Keyring,
    applications: &[NewApplication],
    now_us: i64,
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        cooperative_id: CooperativeId,
        application_id: ApplicationId,
        person_id: i64,
        consent_version: u16,
        consent_locale: &'static str,
        consent_hash: &'a str,
        principal_minor: i64,
        mandatory_minor: i64,
        name: &'a str,
        address: Address,
        personal_key: String,
        phone: String,
        details: String,
        nik_hash: String,
    }
    if applications.is_empty() {
        return Ok(());
    }
    let rows = Rows::of(applications.iter().map(|it| {
        let id = it.application_id.to_string();
        let own = Sealer::new(&it.personal_key);
        Row {
            cooperative_id: it.cooperative_id,
            application_id: it.application_id,
            person_id: it.person.map_or(0, |person| person.0),
            consent_version: it.consent_version,
            consent_locale: it.consent_locale.as_str(),
            consent_hash: &it.consent_hash,
            principal_minor: it.terms.principal.minor(),
            mandatory_minor: it.terms.mandatory.minor(),
            name: &it.name,
            address: it.address,
            personal_key: keys.seal(key_place(&id), &it.personal_key),
            phone: own.seal(phone_place(&id), it.phone.as_ref().map_or("", Phone::as_str).as_bytes()),
            details: own.seal(details_place(&id), &members::details_json(&it.details)),
            nik_hash: nik_hash(keys, it.cooperative_id, &it.details.nik),
        }
    }));
    let expected = rows.count();
    if execute!(tx, ADD, rows, now_us)? != expected {
        return Err(tx.refuse(StoreError::Stale { what: "who applies" }));
    }
    Ok(())
}

#[derive(Serialize)]
pub(crate) struct IdRow {
    pub(crate) cooperative_id: CooperativeId,
    pub(crate) application_id: ApplicationId,
}

row! {
    struct ApplicationRow {
        position: i64,
        application_id: String,
        person_id: i64,
        status: String,
        principal_minor: i64,
        mandatory_minor: i64,
        name: String,
        address: String,
        personal_key: String,
        phone: String,
        details: String,
        locale: String,
    }
}

/// For each question, its application while it is open; a decided one is empty and tells nothing.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn find_open_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[(CooperativeId, ApplicationId)],
) -> Result<Vec<Option<Application>>, StoreError> {
    let mut found = vec![None; questions.len()];
    if questions.is_empty() {
        return Ok(found);
    }
    let rows = Rows::of(questions.iter().map(|(cooperative_id, application_id)| IdRow {
        cooperative_id: *cooperative_id,
        application_id: *application_id,
    }));
    for row in fetch_all!(tx, ApplicationRow, BY_ID, rows, LOOKUP_MAX)? {
        let position = usize::try_from(row.position).unwrap_or(usize::MAX);
        if row.status == "open" {
            let application = row.into_application(keys)?;
            if let Some(slot) = found.get_mut(position) {
                *slot = Some(application);
            }
        }
    }
    Ok(found)
}

impl ApplicationRow {
    fn into_application(self, keys: &Keyring) -> Result<Application, StoreError> {
        let id = self.application_id.clone();
        let corrupt = |column| StoreError::Corrupt { table: "applications", column, row: id.clone() };
        let personal_key: [u8; KEY_BYTES] =
            keys.open(key_place(&id), &self.personal_key)?.try_into().map_err(|_| corrupt("personal_key"))?;
        let own = Sealer::new(&personal_key);
        let phone = String::from_utf8(own.open(phone_place(&id), &self.phone)?).map_err(|_| corrupt("phone"))?;
        let details = own.open(details_place(&id), &self.details)?;
        Ok(Application {
            application_id: ApplicationId::parse(&id).ok_or_else(|| corrupt("application_id"))?,
            applicant: (self.person_id != 0).then(|| (PersonId(self.person_id), Locale::parse(&self.locale))),
            terms: terms(self.principal_minor, self.mandatory_minor).ok_or_else(|| corrupt("principal_minor"))?,
            address: parse_address(&self.address).ok_or_else(|| corrupt("address"))?,
            phone: Phone::kept(&phone),
            details: members::parse_details(&details).ok_or_else(|| corrupt("details"))?,
            name: self.name,
            personal_key,
        })
    }
}

fn terms(principal: i64, mandatory: i64) -> Option<EntryTerms> {
    Some(EntryTerms { principal: Money::from_minor(principal).ok()?, mandatory: Money::from_minor(mandatory).ok()? })
}

/// For each person, the application of theirs that waits, and since when.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn waiting_since_in(
    tx: &mut Tx,
    people: &[crate::people::PersonKey],
) -> Result<Vec<Option<(ApplicationId, i64)>>, StoreError> {
    let mut found = vec![None; people.len()];
    if people.is_empty() {
        return Ok(found);
    }
    for (position, since_us, id) in fetch_all!(tx, (i64, i64, String), OPEN_OF_PERSON, Rows::of(people), LOOKUP_MAX)? {
        let corrupt = || StoreError::Corrupt { table: "applications", column: "application_id", row: id.clone() };
        let application = ApplicationId::parse(&id).ok_or_else(corrupt)?;
        if let Some(slot) = usize::try_from(position).ok().and_then(|position| found.get_mut(position)) {
            *slot = Some((application, since_us));
        }
    }
    Ok(found)
}

/// What an applicant told: a NIK, and a phone in E.164.
pub type Given = (Option<Nik>, Option<String>);

/// Whether a NIK and a phone are taken; the phone in E.164.
///
/// # Errors
/// When the database fails.
pub async fn taken_in(
    tx: &mut Tx,
    keys: &Keyring,
    questions: &[(CooperativeId, Given)],
) -> Result<Vec<Taken>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        nik_hash: String,
        phone_hash: String,
    }
    let mut found = vec![Taken::default(); questions.len()];
    if questions.is_empty() {
        return Ok(found);
    }
    let rows = Rows::of(questions.iter().map(|(cooperative, (nik, phone))| Row {
        cooperative_id: *cooperative,
        nik_hash: nik.as_ref().map(|nik| nik_hash(keys, *cooperative, nik)).unwrap_or_default(),
        phone_hash: phone.as_ref().map(|phone| members::phone_hash(keys, *cooperative, phone)).unwrap_or_default(),
    }));
    for (position, nik, asked, phone) in fetch_all!(tx, (i64, i64, i64, i64), TAKEN, rows, LOOKUP_MAX)? {
        if let Some(slot) = usize::try_from(position).ok().and_then(|position| found.get_mut(position)) {
            *slot = Taken { nik_of_member: nik > 0, nik_of_application: asked > 0, phone_of_member: phone > 0 };
        }
    }
    Ok(found)
}

/// What the applications of these members say is to be paid at entry; `None` where there was none.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn terms_in(
    tx: &mut Tx,
    questions: &[(CooperativeId, MemberId)],
) -> Result<Vec<Option<EntryTerms>>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        cooperative_id: CooperativeId,
        member_id: MemberId,
    }
    let mut found = vec![None; questions.len()];
    if questions.is_empty() {
        return Ok(found);
    }
    let rows = Rows::of(
        questions.iter().map(|(cooperative, member)| Row { cooperative_id: *cooperative, member_id: *member }),
    );
    for (position, principal, mandatory) in fetch_all!(tx, (i64, i64, i64), TERMS, rows, LOOKUP_MAX)? {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        if let Some(slot) = found.get_mut(position) {
            *slot = terms(principal, mandatory);
        }
    }
    Ok(found)
}

const fn key_place(row: &str) -> Place<'_> {
    Place { table: "applications.personal_key", row }
}

const fn phone_place(row: &str) -> Place<'_> {
    Place { table: "applications.phone", row }
}

const fn details_place(row: &str) -> Place<'_> {
    Place { table: "applications.details", row }
}
