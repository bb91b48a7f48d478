//! `rembuk import members FILE.csv`: the register and its opening balances, all or nothing.
//!
//! The first line names the columns: `number,name,phone,joined_on,status,pokok,wajib,sukarela`, and if wanted
//! `address` (bu, pak) and `telegram_id`; comma or semicolon. Every bad line is named.

mod file;
#[cfg(test)]
mod properties;

use anyhow::bail;
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{BotId, CooperativeId, JournalId, MemberId, PersonId};
use domain::ledger::{Account, Code, Journal, JournalKind, Transfer};
use rand::TryRng;
use rand::rngs::SysRng;
use store::ledger::Posting;
use store::members::NewMember;
use store::people::PersonKey;
use store::seal::{KEY_BYTES, content_hash};
use store::{Db, Keyring, StoreError, Tx};

pub use self::file::text;
use self::file::{Line, parse};
use super::register;

/// Members written by one statement.
const PIECE: usize = 500;

/// What to make of the column `telegram_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TelegramIds {
    /// Each person is asked to confirm when they write for the first time.
    AskEach,
    /// They are linked at once: the operator has checked them.
    Trust,
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

/// Imports a file, or tells every bad line and imports nothing.
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
    let account = register::bot(db, keys, bot).await?;
    let cooperative = account.cooperative_id;
    let day = register::legal_day(db, &account, now).await?;
    let lines = match parse(csv, day) {
        Ok(lines) => lines,
        Err(wrong) => bail!("nothing was imported; these lines are not right:\n{}", wrong.join("\n")),
    };
    let numbers: Vec<String> = lines.iter().map(|line| line.number.clone()).collect();
    let taken = db
        .unit(store::unit!("import"), move |tx| {
            Box::pin(async move { store::members::numbers_taken_in(tx, cooperative, &numbers).await })
        })
        .await?;
    if !taken.is_empty() {
        bail!(
            "nothing was imported; these numbers are in the register already, so take their lines out: {}",
            taken.join(", ")
        );
    }
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        rows.push(Row::new(line, now)?);
    }
    let keys = keys.clone();
    let imported = db
        .unit(store::unit!("import"), move |tx| {
            Box::pin(async move { write_in(tx, &keys, cooperative, &rows, ids, (day, now.timestamp_micros())).await })
        })
        .await?;
    // What was imported stays imported: without the counts it is only slow for a minute.
    if let Err(error) = db.count_tables().await {
        tracing::warn!(error = %error, "the database could not count its tables; it does so by itself in a while");
    }
    Ok(imported)
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
    ids: TelegramIds,
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
        match ids {
            TelegramIds::Trust => {
                store::people::link_in(tx, &people, now_us).await?;
                imported.linked = imported.linked.saturating_add(people.len());
            }
            TelegramIds::AskEach => store::people::claim_in(tx, &people).await?,
        }
        imported.members = imported.members.saturating_add(members.len());
        imported.journals = imported.journals.saturating_add(postings.len());
    }
    Ok(imported)
}
