//! `rembuk import members FILE.csv`: the register and its opening balances, all or nothing.
//!
//! The first line names the columns: `number,name,phone,joined_on,status,pokok,wajib,sukarela`, and if wanted
//! `address` (bu, pak) and `telegram_id`; comma or semicolon. Every bad line is named.

use std::collections::{HashMap, HashSet};

use anyhow::bail;
use chrono::{DateTime, NaiveDate, Utc};
use domain::amount::{AmountText, parse as parse_amount};
use domain::ids::{BotId, CooperativeId, JournalId, MemberId, PersonId};
use domain::ledger::{Account, Code, Journal, JournalKind, Transfer};
use domain::member::{Address, MemberStatus, Savings};
use domain::money::Money;
use domain::phone::Phone;
use rand::TryRng;
use rand::rngs::SysRng;
use store::ledger::Posting;
use store::members::NewMember;
use store::people::PersonKey;
use store::seal::{KEY_BYTES, content_hash};
use store::{Db, Keyring, StoreError, Tx};

use super::register;

/// Members in one file at the most.
const LINES_MAX: usize = 100_000;

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

/// A line of the file, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from one.
    pub at: u64,
    /// As the register keeps it.
    pub number: String,
    /// In full.
    pub name: String,
    /// "Bu", "Pak", or neither.
    pub address: Address,
    /// Normal form; `None` for none.
    pub phone: Option<Phone>,
    /// Since when.
    pub joined_on: NaiveDate,
    /// Where the membership stands.
    pub status: MemberStatus,
    /// Opening balances of pokok, wajib and sukarela.
    pub balances: [(Savings, Money); 3],
    /// The person who reads for the member.
    pub telegram_id: Option<PersonId>,
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
    let lines = match parse(csv) {
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
        bail!("nothing was imported; these numbers are in the register already: {}", taken.join(", "));
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

/// Reads the file; every bad line has its text.
///
/// # Errors
/// One text for each bad line.
pub fn parse(csv: &str) -> Result<Vec<Line>, Vec<String>> {
    let csv = csv.trim_start_matches('\u{feff}');
    let head = csv.lines().next().unwrap_or_default();
    let separator = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).trim(csv::Trim::All).flexible(true).from_reader(csv.as_bytes());
    let columns = columns(&mut reader)?;
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, csv::Position::line);
                wrong.push(format!("line {at}: not readable as CSV"));
                continue;
            }
        };
        let at = record.position().map_or(0, csv::Position::line);
        match read_line(at, |name| columns.get(name).and_then(|column| record.get(*column)).unwrap_or_default()) {
            Ok(line) => lines.push(line),
            Err(what) => wrong.push(format!("line {at}: {}", what.join("; "))),
        }
    }
    wrong.extend(repeated(&lines));
    if lines.len() > LINES_MAX {
        wrong.push(format!("more than {LINES_MAX} members: split the file"));
    }
    if lines.is_empty() && wrong.is_empty() {
        wrong.push("the file has no members".to_owned());
    }
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

/// Where each column stands.
fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<HashMap<String, usize>, Vec<String>> {
    const NEEDED: [&str; 8] = ["number", "name", "phone", "joined_on", "status", "pokok", "wajib", "sukarela"];
    const KNOWN: [&str; 2] = ["address", "telegram_id"];
    let headers = reader.headers().map_err(|_| vec!["line 1: not readable as CSV".to_owned()])?;
    let columns: HashMap<String, usize> =
        headers.iter().enumerate().map(|(at, name)| (name.to_ascii_lowercase(), at)).collect();
    let missing =
        NEEDED.iter().filter(|name| !columns.contains_key(**name)).map(|name| format!("line 1: no column {name}"));
    let strange = columns
        .keys()
        .filter(|name| !NEEDED.contains(&name.as_str()) && !KNOWN.contains(&name.as_str()))
        .map(|name| format!("line 1: an unknown column {name}"));
    let wrong: Vec<String> = missing.chain(strange).collect();
    if wrong.is_empty() { Ok(columns) } else { Err(wrong) }
}

/// One line, or everything that is wrong with it.
fn read_line<'a>(line: u64, field: impl Fn(&str) -> &'a str) -> Result<Line, Vec<String>> {
    let mut wrong = Vec::new();
    let mut check = |sound: bool, what: &str| {
        if !sound {
            wrong.push(what.to_owned());
        }
    };
    let number = register::normal_number(field("number"));
    check(!number.is_empty() && number.len() <= 20 && number.is_ascii(), "number is missing or too long");
    let name = field("name").to_owned();
    let clean = !name.chars().any(char::is_control);
    check(!name.is_empty() && name.chars().count() <= 100 && clean, "name is missing or too long");
    let phone = Phone::parse(field("phone"));
    check(phone.is_some() || field("phone").is_empty(), "phone is not an Indonesian mobile number");
    let joined_on = day(field("joined_on"));
    check(joined_on.is_some(), "joined_on is not a day such as 2024-01-31");
    let status = status(field("status"));
    check(status.is_some(), "status is not one of active, candidate, inactive, ended");
    let address = address(field("address"));
    check(address.is_some(), "address is not bu, pak or empty");
    let telegram_id = field("telegram_id").parse().ok().filter(|id| *id > 0).map(PersonId);
    check(telegram_id.is_some() || field("telegram_id").is_empty(), "telegram_id is not a number");
    let balances = [(Savings::Principal, "pokok"), (Savings::Mandatory, "wajib"), (Savings::Voluntary, "sukarela")]
        .map(|(kind, column)| (kind, amount(field(column)), column));
    for (_, amount, column) in &balances {
        check(amount.is_some(), &format!("{column} is not an amount in rupiah"));
    }
    let balances = balances.map(|(kind, amount, _)| (kind, amount.unwrap_or(Money::ZERO)));
    match (joined_on, status, address) {
        (Some(joined_on), Some(status), Some(address)) if wrong.is_empty() => {
            Ok(Line { at: line, number, name, address, phone, joined_on, status, balances, telegram_id })
        }
        _ => Err(wrong),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

fn status(text: &str) -> Option<MemberStatus> {
    match text.to_lowercase().as_str() {
        "aktif" | "anggota" => Some(MemberStatus::Active),
        "calon" | "calon anggota" => Some(MemberStatus::Candidate),
        "nonaktif" | "cuti" => Some(MemberStatus::Inactive),
        "berhenti" | "keluar" => Some(MemberStatus::Ended),
        other => MemberStatus::parse(other),
    }
}

fn address(text: &str) -> Option<Address> {
    match text.to_lowercase().as_str() {
        "" => Some(Address::Plain),
        "bu" | "ibu" => Some(Address::Bu),
        "pak" | "bapak" => Some(Address::Pak),
        _ => None,
    }
}

/// Empty is nothing; what can be read in two ways is not an amount here.
fn amount(text: &str) -> Option<Money> {
    if text.is_empty() || text == "0" {
        return Some(Money::ZERO);
    }
    match parse_amount(text) {
        AmountText::Clear(amount) => Some(amount),
        AmountText::Unclear { .. } | AmountText::HasSen | AmountText::TooLarge | AmountText::NotAnAmount => None,
    }
}

/// Numbers and Telegram ids that stand on two lines.
fn repeated(lines: &[Line]) -> Vec<String> {
    let (mut numbers, mut people) = (HashSet::new(), HashSet::new());
    let mut wrong = Vec::new();
    for line in lines {
        if !numbers.insert(&line.number) {
            wrong.push(format!("line {}: number {} stands on an earlier line too", line.at, line.number));
        }
        if line.telegram_id.is_some_and(|person| !people.insert(person)) {
            wrong.push(format!("line {}: its telegram_id stands on an earlier line too", line.at));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "number,name,phone,joined_on,status,pokok,wajib,sukarela\n";

    fn check(rows: &str) -> Result<Vec<Line>, Vec<String>> {
        parse(&format!("{HEAD}{rows}"))
    }

    #[test]
    fn a_line_is_read() {
        let lines = check("a-001,Sari Contoh,0812-3456-7890,2024-01-31,aktif,100.000,\"1.200.000\",0\n").unwrap();
        let line = lines.first().unwrap();
        assert_eq!((line.number.as_str(), line.status), ("A-001", MemberStatus::Active));
        assert_eq!(line.phone.as_ref().unwrap().as_str(), "+6281234567890");
        assert_eq!(line.balances.map(|(_, amount)| amount.minor()), [100_000, 1_200_000, 0]);
    }

    #[test]
    fn semicolons_a_byte_order_mark_and_day_first_dates_are_read() {
        let file = "\u{feff}number;name;phone;joined_on;status;pokok;wajib;sukarela\nA-1;Budi;;31/01/2024;calon;0;;0\n";
        assert_eq!(parse(file).unwrap().len(), 1);
    }

    #[test]
    fn every_bad_line_is_named_with_all_that_is_wrong() {
        let wrong = check("A-1,Budi,123,31 Januari,lama,x,0,0\nA-2,Ani,,2024-01-01,aktif,0,0,1.5\n").unwrap_err();
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        let first = wrong.first().unwrap();
        for what in ["line 2", "phone", "joined_on", "status", "pokok"] {
            assert!(first.contains(what), "{what} in {first}");
        }
    }

    #[test]
    fn a_number_on_two_lines_is_named() {
        let wrong = check("A-1,Budi,,2024-01-01,aktif,0,0,0\na-1,Ani,,2024-01-01,aktif,0,0,0\n").unwrap_err();
        assert_eq!(wrong, ["line 3: number A-1 stands on an earlier line too"]);
    }

    #[test]
    fn a_missing_column_is_named() {
        assert_eq!(parse("number,name\n").unwrap_err().len(), 6);
    }
}
