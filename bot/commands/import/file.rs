//! Reading the file: each row as a member, and a sentence for everything that is wrong with it.

use std::collections::HashSet;

use anyhow::bail;
use chrono::{Datelike, NaiveDate};
use domain::amount::{AmountText, parse as parse_amount};
use domain::applicant::register_name;
use domain::ids::PersonId;
use domain::member::{Address, MemberStatus, Savings};
use domain::member_number::{MemberNumber, NUMBER_CHARS_MAX, NumberFault};
use domain::money::Money;
use domain::phone::{Bare, Phone, PhoneFault};

use super::table;

/// Members in one file at the most.
const LINES_MAX: usize = 100_000;

/// The first bytes of a workbook that was never saved as CSV.
const WORKBOOK: &[u8] = b"PK\x03\x04";

/// The longest name.
const NAME_CHARS_MAX: usize = 100;

/// Years before this are slips of the pen, or two digits of a year.
const YEAR_MIN: i32 = 1900;

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
    /// Whether the phone was written with neither a zero nor its country's code.
    pub has_bare_phone: bool,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// A member each.
    pub lines: Vec<Line>,
    /// Lines whose last amounts were left out, and are nothing.
    pub short: Vec<u64>,
}

/// The text of a file.
///
/// # Errors
/// When it is no text in UTF-8: then what to do in the spreadsheet.
pub fn text(bytes: Vec<u8>) -> anyhow::Result<String> {
    if bytes.starts_with(WORKBOOK) {
        bail!("this is a spreadsheet, not a CSV file: save it as \"CSV UTF-8\" and import that");
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => bail!("the file is not in UTF-8: save it again as \"CSV UTF-8\" and import that"),
    }
}

/// Reads the file; every bad line has its text. `today` is the legal day.
///
/// # Errors
/// One text for each bad line.
pub fn parse(csv: &str, today: NaiveDate, bare: Bare) -> Result<Register, Vec<String>> {
    let table::Table { heading, rows, short, mut wrong } = table::read(csv)?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        match read_line(row.at, |column| row.cell(&heading, column), today, bare) {
            Ok(line) => lines.push(line),
            Err(what) => wrong.push(format!("line {}: {}", row.at, what.join("; "))),
        }
    }
    wrong.extend(repeated(&lines));
    if lines.len() > LINES_MAX {
        wrong.push(format!("more than {LINES_MAX} members: split the file"));
    }
    if lines.is_empty() && wrong.is_empty() {
        wrong.push("the file has no members".to_owned());
    }
    if wrong.is_empty() { Ok(Register { lines, short }) } else { Err(wrong) }
}

/// One line, or everything that is wrong with it.
fn read_line<'a>(
    line: u64,
    field: impl Fn(&str) -> &'a str,
    today: NaiveDate,
    bare: Bare,
) -> Result<Line, Vec<String>> {
    let mut wrong = Vec::new();
    let mut keep = |fault: Option<String>| wrong.extend(fault);
    let number = number(as_text(field("number"))).map_err(|fault| keep(Some(fault))).unwrap_or_default();
    let name = name(field("name")).map_err(|fault| keep(Some(fault))).unwrap_or_default();
    let written = as_text(field("phone"));
    let phone = phone(written, bare).map_err(|fault| keep(Some(fault))).ok().flatten();
    let has_bare_phone = phone.is_some() && !written.starts_with(['0', '+']) && !written.starts_with("62");
    let (joined_on, status) = (day(field("joined_on")), status(field("status")));
    let plausible = joined_on.is_none_or(|day| day.year() >= YEAR_MIN && day <= today);
    let mut check = |sound: bool, what: &dyn Fn() -> String| keep((!sound).then(what));
    check(joined_on.is_some(), &|| format!("joined_on `{}` is not a day such as 31/01/2024", field("joined_on")));
    check(plausible, &|| {
        format!("joined_on `{}` is not a day until today, with four digits of the year", field("joined_on"))
    });
    check(status.is_some(), &|| format!("status `{}` is not one of aktif, calon, nonaktif, berhenti", field("status")));
    let address = address(field("address"));
    check(address.is_some(), &|| "address is how the member is called: bu, pak or nothing".to_owned());
    let id = as_text(field("telegram_id"));
    let telegram_id = id.parse().ok().filter(|id| *id > 0).map(PersonId);
    check(telegram_id.is_some() || id.is_empty(), &|| {
        format!("telegram_id is not a number: `{id}`; it has figures alone, such as 123456789")
    });
    let balances = [(Savings::Principal, "pokok"), (Savings::Mandatory, "wajib"), (Savings::Voluntary, "sukarela")]
        .map(|(kind, column)| {
            let amount = amount(field(column));
            if let Err(why) = &amount {
                check(false, &|| format!("{column} `{}` {why}", field(column)));
            }
            (kind, amount.unwrap_or(Money::ZERO))
        });
    let voluntary = balances.iter().any(|(kind, amount)| *kind == Savings::Voluntary && !amount.is_zero());
    check(!(voluntary && status == Some(MemberStatus::Candidate)), &|| {
        "a candidate (calon) can't hold sukarela yet".to_owned()
    });
    match (joined_on, status, address) {
        (Some(joined_on), Some(status), Some(address)) if wrong.is_empty() => Ok(Line {
            at: line,
            number,
            name,
            address,
            phone,
            joined_on,
            status,
            balances,
            telegram_id,
            has_bare_phone,
        }),
        _ => Err(wrong),
    }
}

/// A cell that was marked as text for the spreadsheet: `'0812`, `="0812"`.
fn as_text(cell: &str) -> &str {
    let formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| cell.strip_prefix('\'')).unwrap_or(cell).trim()
}

fn number(text: &str) -> Result<String, String> {
    MemberNumber::parse(text).map(String::from).map_err(|fault| match fault {
        NumberFault::Missing => "number is missing".to_owned(),
        NumberFault::TooLong => format!("number `{text}` is longer than {NUMBER_CHARS_MAX} signs"),
        NumberFault::NoFigure => format!("number `{text}` has no figure, so that nobody could type it in the chat"),
        NumberFault::Sign(sign) => format!(
            "number has the sign `{}`, and the chat takes letters, figures, dots, dashes and slashes",
            sign.escape_debug()
        ),
        NumberFault::Decimal => format!(
            "number `{text}` was taken for a quantity by the spreadsheet: make the column text and type the numbers again"
        ),
    })
}

fn name(text: &str) -> Result<String, String> {
    match register_name(text) {
        Some(name) => Ok(name),
        None if text.is_empty() || text.chars().count() > NAME_CHARS_MAX => {
            Err(format!("name is missing or longer than {NAME_CHARS_MAX} signs"))
        }
        None => Err("name has no letter, or signs that nobody sees: type it again".to_owned()),
    }
}

fn phone(text: &str, bare: Bare) -> Result<Option<Phone>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    Phone::read(text, bare).map(Some).map_err(|fault| match fault {
        PhoneFault::NotANumber => {
            "phone is not a number such as 0812-3456-7890, or with + and the country's code".to_owned()
        }
        PhoneFault::Shortened => {
            "phone was shortened by the spreadsheet: make the column text and type the number again".to_owned()
        }
        PhoneFault::Several => {
            "phone is more than one number, or has something beside it: write one number alone".to_owned()
        }
        PhoneFault::NoCountry => format!(
            "phone `{text}` has neither 0 nor + in front and is no Indonesian mobile number: write it with its 0, or \
            with + and the country's code"
        ),
        PhoneFault::TwoCountries => format!(
            "phone `{text}` may have lost its 0 or its +: write 0{text} or +{text}; if the spreadsheet took the zeros \
            of the whole column, import with --zeros-lost"
        ),
        PhoneFault::Length => {
            "phone is not a number such as 0812-3456-7890: it has too few or too many figures".to_owned()
        }
    })
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
    match text.trim_end_matches('.').to_lowercase().as_str() {
        "" => Some(Address::Plain),
        "bu" | "ibu" => Some(Address::Bu),
        "pak" | "bapak" => Some(Address::Pak),
        _ => None,
    }
}

/// Empty is nothing, and so is the dash that accountants' cells show; what can be read in two ways is refused.
fn amount(text: &str) -> Result<Money, &'static str> {
    let bare = text.trim_start_matches("Rp").trim();
    if matches!(bare, "" | "0" | "-") {
        return Ok(Money::ZERO);
    }
    if is_shifted(bare) {
        return Err("begins with a zero: it is the end of an amount with a comma; put that into quotes");
    }
    if is_quantity(bare) {
        return Err("was written out by the spreadsheet: write whole rupiah, such as 1250000");
    }
    if has_pieces(bare) {
        return Err("is more than one amount: write one alone, such as 1250000");
    }
    match parse_amount(text) {
        AmountText::Clear(amount) => Ok(amount),
        AmountText::Unclear { .. } => Err("can be read in two ways: write it without dots, such as 1250000"),
        AmountText::HasSen => Err("has sen: write whole rupiah, such as 1250000"),
        AmountText::TooLarge | AmountText::NotAnAmount => Err("is not an amount in rupiah, such as 1250000"),
    }
}

/// "000", "050": what is left of 100,000 behind a comma that separated two cells.
fn is_shifted(text: &str) -> bool {
    text.starts_with('0') && text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// "100000.0", "1E+06": a number as programs write it.
fn is_quantity(text: &str) -> bool {
    let decimal = text.split_once('.').is_some_and(|(whole, decimals)| {
        let zeros = !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0');
        let figures = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        figures && zeros && (whole.len() > 3 || decimals.len() != 3)
    });
    let power = text.split_once(['e', 'E']).is_some_and(|(figures, power)| {
        figures.starts_with(|c: char| c.is_ascii_digit()) && power.ends_with(|c: char| c.is_ascii_digit())
    });
    decimal || power
}

/// Whether a space stands between two figures where it does not separate thousands: "100000 20000".
fn has_pieces(text: &str) -> bool {
    let mut pieces = text.split_whitespace().skip_while(|piece| !piece.starts_with(|c: char| c.is_ascii_digit()));
    let figures = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    let mut before = pieces.next().unwrap_or_default();
    pieces.any(|piece| {
        let apart = before.ends_with(|c: char| c.is_ascii_digit()) && piece.starts_with(|c: char| c.is_ascii_digit());
        let groups = figures(before) && before.len() <= 3 && figures(piece) && piece.len() == 3;
        before = piece;
        apart && !groups
    })
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
