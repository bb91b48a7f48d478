//! `rembuk import members FILE.csv`: the register and its opening balances, all or nothing.
//!
//! A line names the columns: `number,name,phone,joined_on,status,pokok,wajib,sukarela`, and if wanted `address` (bu, pak)
//! and `telegram_id`; with commas, semicolons or tabs. Every bad line is named. A preview writes nothing.

mod file;
mod heading;
mod overview;
#[cfg(test)]
mod properties;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use domain::entry::EntryTerms;
use domain::ids::{BotId, CooperativeId, JournalId, MemberId, PersonId};
use domain::ledger::{Account, Code, Journal, JournalKind, Transfer};
use domain::member::Savings;
use domain::member_number::Pattern;
use domain::money::Money;
use domain::phone::{Bare, Phone};
use rand::TryRng;
use rand::rngs::SysRng;
use store::cooperatives::Cooperative;
use store::ledger::Posting;
use store::members::NewMember;
use store::people::PersonKey;
use store::seal::{KEY_BYTES, content_hash};
use store::{Db, Keyring, StoreError, Tx};

pub use self::file::text;
use self::file::{Line, Register, parse};
use self::overview::Beside;
pub use self::overview::Overview;
use super::register;

/// Members written by one statement.
const PIECE: usize = 500;

/// Rows of one pattern that tell how a register goes on which goes by another: one row proves nothing.
const PROPOSING_MIN: usize = 2;

/// What to make of the column `telegram_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TelegramIds {
    /// Each person is asked to confirm when they write for the first time.
    AskEach,
    /// They are linked at once: the operator has checked them.
    Trust,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Members written by now; they count once all are.
    pub written: usize,
    /// Members that were written before this piece.
    pub before: usize,
    /// Members of the file.
    pub of: usize,
}

impl Progress {
    /// A line for each tenth of the file, for whoever waits before a terminal.
    pub fn tenth(self) -> Option<String> {
        let Self { written, before, of } = self;
        let tenths = |members: usize| members.saturating_mul(10).checked_div(of).unwrap_or(0);
        (tenths(written) > tenths(before)).then(|| format!("{written} of {of} members written"))
    }
}

/// How a file is read and brought in.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// What to make of the column `telegram_id`.
    pub ids: TelegramIds,
    /// What to make of phones without a zero, a plus or 62.
    pub bare: Bare,
    /// Hears of each piece that is written.
    pub tell: fn(Progress),
}

/// What was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Members entered.
    pub members: usize,
    /// Opening journals written.
    pub journals: usize,
    /// Members linked to a person at once.
    pub linked: usize,
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { members, journals, linked } = self;
        write!(f, "{members} members, {journals} opening journals, {linked} linked")
    }
}

/// The text of the file at this path.
///
/// # Errors
/// When it can't be read, or is no text.
pub fn load(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("{}", file.display()))?;
    text(bytes).with_context(|| format!("{}", file.display()))
}

/// Imports a file without telling how far it is, or tells every bad line and imports nothing.
///
/// # Errors
/// One line of text for each bad line; or when the database fails.
pub async fn run(
    db: &Db,
    keys: &Keyring,
    bot: Option<BotId>,
    csv: &str,
    ids: TelegramIds,
    now: DateTime<Utc>,
) -> anyhow::Result<Imported> {
    let how = How { ids, bare: Bare::Asked, tell: |_| {} };
    Ok(run_with(db, keys, bot, csv, how, now).await?.0)
}

/// Imports a file, or tells every bad line and imports nothing.
///
/// # Errors
/// One line of text for each bad line; or when the database fails.
pub async fn run_with(
    db: &Db,
    keys: &Keyring,
    bot: Option<BotId>,
    csv: &str,
    how: How,
    now: DateTime<Utc>,
) -> anyhow::Result<(Imported, Overview)> {
    let (cooperative, day, file) = read(db, keys, bot, csv, how.bare, now).await?;
    let rows = file.lines.iter().map(|line| Row::new(line.clone(), now)).collect::<anyhow::Result<Vec<Row>>>()?;
    let keys = keys.clone();
    let done = db
        .unit(store::unit!("import"), move |tx| {
            Box::pin(async move {
                let overview = match look_in(tx, &keys, &cooperative, &file).await? {
                    Ok(overview) => overview,
                    Err(wrong) => return Ok(Err(wrong)),
                };
                let id = cooperative.cooperative_id;
                let imported = write_in(tx, &keys, id, &rows, how, (day, now.timestamp_micros())).await?;
                store::register::set_pattern_in(tx, id, &overview.pattern).await?;
                Ok(Ok((imported, overview)))
            })
        })
        .await?;
    let done = done.map_err(|wrong| refused(&wrong))?;
    // What was imported stays imported: without the counts it is only slow for a minute.
    if let Err(error) = db.count_tables().await {
        tracing::warn!(error = %error, "the database could not count its tables; it does so by itself in a while");
    }
    Ok(done)
}

/// What an import of this file would bring; nothing is written.
///
/// # Errors
/// One line of text for each bad line; or when the database fails.
pub async fn preview(
    db: &Db,
    keys: &Keyring,
    bot: Option<BotId>,
    csv: &str,
    bare: Bare,
    now: DateTime<Utc>,
) -> anyhow::Result<Overview> {
    let (cooperative, _, file) = read(db, keys, bot, csv, bare, now).await?;
    let keys = keys.clone();
    let looked = db
        .unit(store::unit!("import"), move |tx| Box::pin(async move { look_in(tx, &keys, &cooperative, &file).await }))
        .await?;
    looked.map_err(|wrong| refused(&wrong))
}

fn refused(wrong: &[String]) -> anyhow::Error {
    anyhow::anyhow!("nothing was imported; these lines are not right:\n{}", wrong.join("\n"))
}

/// What can be told of the file alone.
async fn read(
    db: &Db,
    keys: &Keyring,
    bot: Option<BotId>,
    csv: &str,
    bare: Bare,
    now: DateTime<Utc>,
) -> anyhow::Result<(Cooperative, NaiveDate, Register)> {
    let account = register::bot(db, keys, bot).await?;
    let cooperative = register::cooperative(db, &account).await?;
    let day = cooperative.zone.day(now);
    let file = parse(csv, day, bare).map_err(|wrong| refused(&wrong))?;
    for (kind, column) in
        [(Savings::Principal, "pokok"), (Savings::Mandatory, "wajib"), (Savings::Voluntary, "sukarela")]
    {
        overview::sum(&file.lines, kind)
            .with_context(|| format!("nothing was imported: the sum of {column} is more than can be kept"))?;
    }
    Ok((cooperative, day, file))
}

/// What of the file stands against the register, a text for each line; or else what an import brings.
async fn look_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: &Cooperative,
    file: &Register,
) -> Result<Result<Overview, Vec<String>>, StoreError> {
    let id = cooperative.cooperative_id;
    let numbers: Vec<String> = file.lines.iter().map(|line| line.number.clone()).collect();
    let taken: HashSet<String> = store::members::numbers_taken_in(tx, id, &numbers).await?.into_iter().collect();
    let people: Vec<PersonId> = file.lines.iter().filter_map(|line| line.telegram_id).collect();
    let held: HashMap<PersonId, String> = store::people::holders_in(tx, id, &people).await?.into_iter().collect();
    let mut wrong = Vec::new();
    for line in &file.lines {
        let (at, number) = (line.at, &line.number);
        if taken.contains(number) {
            wrong.push(format!("line {at}: number {number} is in the register already; take the line out"));
        }
        if let Some((person, holder)) = line.telegram_id.and_then(|person| Some((person, held.get(&person)?))) {
            wrong.push(format!("line {at}: telegram_id {person} stands with member {holder} already; take one out"));
        }
    }
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    let beside = Beside {
        known_phones: known_phones_in(tx, keys, id, &file.lines).await?,
        ..beside_in(tx, cooperative, &numbers).await?
    };
    Ok(Ok(Overview::of(file, beside)))
}

/// The lines whose phone a member of the register has.
async fn known_phones_in(
    tx: &mut Tx,
    keys: &Keyring,
    id: CooperativeId,
    lines: &[Line],
) -> Result<Vec<u64>, StoreError> {
    let mut known = Vec::new();
    let with_phone: Vec<(u64, &Phone)> =
        lines.iter().filter_map(|line| Some((line.at, line.phone.as_ref()?))).collect();
    for piece in with_phone.chunks(PIECE) {
        let asked: Vec<_> = piece.iter().map(|(_, phone)| (id, (None, Some(phone.as_str().to_owned())))).collect();
        let taken = store::applications::taken_in(tx, keys, &asked).await?;
        known.extend(piece.iter().zip(taken).filter(|(_, taken)| taken.phone_of_member).map(|((at, _), _)| *at));
    }
    Ok(known)
}

/// By which pattern the register goes on once these numbers are in it, and what is paid at entry.
async fn beside_in(tx: &mut Tx, cooperative: &Cooperative, numbers: &[String]) -> Result<Beside, StoreError> {
    let id = cooperative.cooperative_id;
    let before = store::register::pattern_in(tx, id).await?;
    let has_begun =
        cooperative.number_pattern.is_some() || !store::register::highest_in(tx, id, &before).await?.is_empty();
    let proposed = Pattern::of_most(numbers.iter().map(String::as_str)).filter(|proposed| {
        let rows = numbers.iter().filter(|number| proposed.count_of(number).is_some()).count();
        !has_begun || (rows >= PROPOSING_MIN && rows > numbers.len() / 2)
    });
    let pattern = proposed.unwrap_or_else(|| before.clone());
    let mut next_number = None;
    for pattern in pattern.clone().or_others() {
        let mut taken = store::register::highest_in(tx, id, &pattern).await?;
        taken.extend_from_slice(numbers);
        next_number = pattern.next(&taken).map(String::from);
        if next_number.is_some() {
            break;
        }
    }
    let minor = |minor| Money::from_minor(minor).unwrap_or(Money::ZERO);
    let mandatory = if cooperative.first_mandatory == 0 { 0 } else { cooperative.monthly_mandatory_minor };
    Ok(Beside {
        entry: EntryTerms { principal: minor(cooperative.principal_minor), mandatory: minor(mandatory) },
        next_number: next_number.unwrap_or_default(),
        known_phones: Vec::new(),
        pattern_before: (has_begun && before != pattern).then_some(before),
        pattern,
    })
}

/// A line with its fresh ids.
struct Row {
    line: Line,
    member_id: MemberId,
    journal_id: JournalId,
    personal_key: [u8; KEY_BYTES],
}

impl Row {
    fn new(line: Line, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let unix_ms = u64::try_from(now.timestamp_millis())?;
        let (mut personal_key, mut one, mut other) = ([0; KEY_BYTES], [0; 10], [0; 10]);
        SysRng.try_fill_bytes(&mut personal_key)?;
        SysRng.try_fill_bytes(&mut one)?;
        SysRng.try_fill_bytes(&mut other)?;
        let (member_id, journal_id) = (MemberId::new(unix_ms, one), JournalId::new(unix_ms, other));
        Ok(Self { line, member_id, journal_id, personal_key })
    }

    fn member(&self) -> NewMember {
        NewMember {
            member_id: self.member_id,
            number: self.line.number.clone(),
            name: self.line.name.clone(),
            address: self.line.address,
            status: self.line.status,
            joined_on: self.line.joined_on,
            phone: self.line.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
            personal_key: self.personal_key,
        }
    }

    /// The opening journal; `None` when there is nothing to open with.
    fn posting(&self, cooperative: CooperativeId, day: NaiveDate) -> Option<Posting> {
        let transfers: Vec<Transfer> = self
            .line
            .balances
            .iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(kind, amount)| Transfer {
                debit: Account::General(Code::OpeningBalances),
                credit: Account::Savings(*kind, self.member_id),
                amount: *amount,
            })
            .collect();
        let journal = Journal::try_new(JournalKind::Opening, day, transfers).ok()?;
        Some(Posting {
            cooperative,
            journal_id: self.journal_id,
            journal,
            cause_key: format!("import:{}", content_hash(self.line.number.as_bytes())),
            recorded_by: PersonId(0),
            expects: Vec::new(),
        })
    }
}

async fn write_in(
    tx: &mut Tx,
    keys: &Keyring,
    cooperative: CooperativeId,
    rows: &[Row],
    how: How,
    (day, now_us): (NaiveDate, i64),
) -> Result<Imported, StoreError> {
    let mut imported = Imported { members: 0, journals: 0, linked: 0 };
    for piece in rows.chunks(PIECE) {
        let members: Vec<NewMember> = piece.iter().map(Row::member).collect();
        let postings: Vec<Posting> = piece.iter().filter_map(|row| row.posting(cooperative, day)).collect();
        let people: Vec<(PersonKey, MemberId)> = piece
            .iter()
            .filter_map(|row| {
                let key = PersonKey { cooperative_id: cooperative, person_id: row.line.telegram_id? };
                Some((key, row.member_id))
            })
            .collect();
        store::members::add_in(tx, keys, cooperative, &members, now_us).await?;
        store::ledger::post_in(tx, &postings, now_us).await?;
        match how.ids {
            TelegramIds::Trust => {
                store::people::link_in(tx, &people, now_us).await?;
                imported.linked = imported.linked.saturating_add(people.len());
            }
            TelegramIds::AskEach => store::people::claim_in(tx, &people).await?,
        }
        imported.members = imported.members.saturating_add(members.len());
        imported.journals = imported.journals.saturating_add(postings.len());
        let before = imported.members.saturating_sub(members.len());
        (how.tell)(Progress { written: imported.members, before, of: rows.len() });
    }
    Ok(imported)
}
