//! Reading the file: a table as a spreadsheet saves it, and a sentence for everything that is wrong with it.

use std::collections::{HashMap, HashSet};

use anyhow::bail;
use chrono::{Datelike, NaiveDate};
use domain::amount::{AmountText, parse as parse_amount};
use domain::ids::PersonId;
use domain::member::{Address, MemberStatus, Savings};
use domain::money::Money;
use domain::phone::Phone;

use crate::commands::register;

/// Members in one file at the most.
const LINES_MAX: usize = 100_000;

/// The first bytes of a workbook that was never saved as CSV.
const WORKBOOK: &[u8] = b"PK\x03\x04";

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
pub fn parse(csv: &str, today: NaiveDate) -> Result<Vec<Line>, Vec<String>> {
    // With the ends of lines of Windows the reader would number each line one too low.
    let csv = csv.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(csv.lines().next().unwrap_or_default()))
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(csv.as_bytes());
    let (width, columns) = columns(&mut reader)?;
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
        // Spreadsheets like to save empty rows below the last one.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let at = record.position().map_or(0, csv::Position::line);
        // An amount such as 100,000 without quotes would move all that follows it one column on.
        if record.len() != width {
            let cells = record.len();
            wrong.push(format!("line {at}: {cells} cells, and the first line has {width}; {SHIFTED}"));
            continue;
        }
        let field = |name: &str| columns.get(name).and_then(|column| record.get(*column)).unwrap_or_default();
        match read_line(at, field, today) {
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

const SHIFTED: &str = "put an amount with a comma into quotes, or separate the columns by semicolons";

/// What stands between the columns: whatever the first line has most of.
fn separator(head: &str) -> u8 {
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    if count(b'\t') > 0 {
        b'\t'
    } else if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

const NEEDED: [&str; 8] = ["number", "name", "phone", "joined_on", "status", "pokok", "wajib", "sukarela"];

/// What treasurers call the columns.
const ALIASES: [(&str, &str); 20] = [
    ("nomor", "number"),
    ("nomor_anggota", "number"),
    ("no_anggota", "number"),
    ("nama", "name"),
    ("nama_lengkap", "name"),
    ("telepon", "phone"),
    ("no_telepon", "phone"),
    ("hp", "phone"),
    ("no_hp", "phone"),
    ("nomor_hp", "phone"),
    ("bergabung", "joined_on"),
    ("tanggal_bergabung", "joined_on"),
    ("tanggal_masuk", "joined_on"),
    ("tgl_masuk", "joined_on"),
    ("simpanan_pokok", "pokok"),
    ("simpanan_wajib", "wajib"),
    ("simpanan_sukarela", "sukarela"),
    ("sapaan", "address"),
    ("address", "address"),
    ("telegram_id", "telegram_id"),
];

/// The column that a heading means: in any case, in either language, with spaces or underscores.
fn column(heading: &str) -> Option<&'static str> {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let heading = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
    let own = NEEDED.into_iter().find(|name| *name == heading);
    own.or_else(|| ALIASES.into_iter().find(|(alias, _)| *alias == heading).map(|(_, name)| name))
}

/// How many columns there are, and where each that is known stands.
fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<(usize, HashMap<&'static str, usize>), Vec<String>> {
    let headers = reader.headers().map_err(|_| vec!["line 1: not readable as CSV".to_owned()])?;
    let (mut columns, mut wrong) = (HashMap::new(), Vec::new());
    for (at, heading) in headers.iter().enumerate() {
        match column(heading) {
            Some(name) if columns.insert(name, at).is_some() => wrong.push(format!("line 1: the column {name} twice")),
            Some(_) => {}
            None if heading.is_empty() => {}
            None => wrong.push(format!("line 1: an unknown column `{heading}`; take it out")),
        }
    }
    if columns.is_empty() {
        return Err(vec![format!("line 1: it must name the columns, which are {}", NEEDED.join(", "))]);
    }
    wrong.extend(
        NEEDED.iter().filter(|name| !columns.contains_key(**name)).map(|name| format!("line 1: no column {name}")),
    );
    if wrong.is_empty() { Ok((headers.len(), columns)) } else { Err(wrong) }
}

/// One line, or everything that is wrong with it.
fn read_line<'a>(line: u64, field: impl Fn(&str) -> &'a str, today: NaiveDate) -> Result<Line, Vec<String>> {
    let mut wrong = Vec::new();
    let mut check = |sound: bool, what: &str| {
        if !sound {
            wrong.push(what.to_owned());
        }
    };
    let number = register::normal_number(field("number"));
    check(!number.is_empty() && number.len() <= 20 && number.is_ascii(), "number is missing or longer than 20 signs");
    let name = field("name").to_owned();
    let clean = !name.chars().any(char::is_control);
    check(!name.is_empty() && name.chars().count() <= 100 && clean, "name is missing or longer than 100 signs");
    let phone = Phone::parse(field("phone"));
    check(phone.is_some() || field("phone").is_empty(), phone_hint(field("phone")));
    let (joined_on, status) = (day(field("joined_on")), status(field("status")));
    let plausible = joined_on.is_none_or(|day| day.year() >= YEAR_MIN && day <= today);
    check(joined_on.is_some(), &format!("joined_on `{}` is not a day such as 31/01/2024", field("joined_on")));
    check(
        plausible,
        &format!("joined_on `{}` is not a day until today, with four digits of the year", field("joined_on")),
    );
    check(status.is_some(), &format!("status `{}` is not one of aktif, calon, nonaktif, berhenti", field("status")));
    let address = address(field("address"));
    check(address.is_some(), "address is how the member is called: bu, pak or nothing");
    let telegram_id = field("telegram_id").parse().ok().filter(|id| *id > 0).map(PersonId);
    check(telegram_id.is_some() || field("telegram_id").is_empty(), "telegram_id is not a number");
    let balances = [(Savings::Principal, "pokok"), (Savings::Mandatory, "wajib"), (Savings::Voluntary, "sukarela")]
        .map(|(kind, column)| {
            let amount = amount(field(column));
            if let Err(why) = &amount {
                check(false, &format!("{column} `{}` {why}", field(column)));
            }
            (kind, amount.unwrap_or(Money::ZERO))
        });
    let voluntary = balances.iter().any(|(kind, amount)| *kind == Savings::Voluntary && !amount.is_zero());
    check(!(voluntary && status == Some(MemberStatus::Candidate)), "a candidate (calon) can't hold sukarela yet");
    match (joined_on, status, address) {
        (Some(joined_on), Some(status), Some(address)) if wrong.is_empty() => {
            Ok(Line { at: line, number, name, address, phone, joined_on, status, balances, telegram_id })
        }
        _ => Err(wrong),
    }
}

/// Spreadsheets take a long number for a quantity and round it.
fn phone_hint(text: &str) -> &'static str {
    if text.contains(['e', 'E']) {
        "phone was shortened by the spreadsheet: make the column text and type the number again"
    } else {
        "phone is not a number such as 0812-3456-7890, or with + and the country's code"
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
    match parse_amount(text) {
        AmountText::Clear(amount) => Ok(amount),
        AmountText::Unclear { .. } => Err("can be read in two ways: write it without dots, such as 1250000"),
        AmountText::HasSen => Err("has sen: write whole rupiah, such as 1250000"),
        AmountText::TooLarge | AmountText::NotAnAmount => Err("is not an amount in rupiah, such as 1250000"),
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

    fn read(file: &str) -> Result<Vec<Line>, Vec<String>> {
        parse(file, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
    }

    fn check(rows: &str) -> Result<Vec<Line>, Vec<String>> {
        read(&format!("{HEAD}{rows}"))
    }

    #[test]
    fn a_line_is_read() {
        let lines = check("a-001,Sari Contoh,0812-3456-7890,2024-01-31,aktif,100.000,\"1.200.000\",0\n").unwrap();
        let line = lines.first().unwrap();
        assert_eq!((line.number.as_str(), line.status), ("A-001", MemberStatus::Active));
        assert_eq!(line.phone.as_ref().unwrap().as_str(), "+6281234567890");
        assert_eq!(line.balances.map(|(_, amount)| amount.minor()), [100_000, 1_200_000, 0]);
    }

    /// As a spreadsheet set to Indonesian saves it: byte order mark, semicolons, headings in Indonesian, accountants'
    /// cells, the zero of the phone gone, empty rows below.
    #[test]
    fn a_sheet_saved_in_indonesia_is_read() {
        let lines = read(
            "\u{feff}No. Anggota;Nama;No. HP;Tanggal Masuk;Status;Simpanan Pokok;Simpanan Wajib;Simpanan Sukarela;Sapaan\r\n\
             A-1;Sari Contoh;81200000001;5/3/2021;Aktif; Rp100.000 ; Rp 2.400.000,00 ;Rp-;Ibu\r\n\
             A-2;Budi Contoh;;31/01/2024;calon;\"Rp50.000\"; -   ;;Pak.\r\n\
             ;;;;;;;;\r\n",
        )
        .unwrap();
        let balances = |line: &Line| line.balances.map(|(_, amount)| amount.minor());
        assert_eq!(lines.iter().map(balances).collect::<Vec<_>>(), [[100_000, 2_400_000, 0], [50_000, 0, 0]]);
        assert_eq!(lines.iter().map(|line| line.address).collect::<Vec<_>>(), [Address::Bu, Address::Pak]);
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
    fn lines_are_numbered_as_the_spreadsheet_numbers_them() {
        let rows = "A-1,Budi,,2024-01-01,aktif,0,0,0\nA-2,Ani,,2024-01-01,lama,0,0,0\n";
        for file in [format!("{HEAD}{rows}"), format!("{HEAD}{rows}").replace('\n', "\r\n")] {
            let wrong = read(&file).unwrap_err();
            assert!(wrong.first().unwrap().starts_with("line 3: status"), "{wrong:?}");
        }
    }

    #[test]
    fn each_fault_says_what_to_do() {
        for (row, told) in [
            ("A-1,Ani,,2024-01-01,aktif,1.250,0,0", "pokok `1.250` can be read in two ways: write it without dots"),
            ("A-1,Ani,,2024-01-01,aktif,\"1250,50\",0,0", "pokok `1250,50` has sen: write whole rupiah"),
            ("A-1,Ani,6.2812E+12,2024-01-01,aktif,0,0,0", "phone was shortened by the spreadsheet"),
            ("A-1,Ani,,31/01/24,aktif,0,0,0", "joined_on `31/01/24` is not a day until today, with four digits"),
            ("A-1,Ani,,2027-01-01,aktif,0,0,0", "joined_on `2027-01-01` is not a day until today"),
            ("A-1,Ani,,2024-01-01,calon,0,0,5000", "a candidate (calon) can't hold sukarela"),
            ("A-1,Ani,,2024-01-01,aktif,100,000,50,000", "line 2: 9 cells, and the first line has 8; put an amount"),
            ("A-1,Ani,,2024-01-01,aktif,100000", "line 2: 6 cells, and the first line has 8"),
        ] {
            let wrong = check(&format!("{row}\n")).unwrap_err().join("\n");
            assert!(wrong.contains(told), "{told} in {wrong}");
        }
    }

    #[test]
    fn a_number_on_two_lines_is_named() {
        let wrong = check("A-1,Budi,,2024-01-01,aktif,0,0,0\na-1,Ani,,2024-01-01,aktif,0,0,0\n").unwrap_err();
        assert_eq!(wrong, ["line 3: number A-1 stands on an earlier line too"]);
    }

    #[test]
    fn headings_that_lack_or_repeat_are_named() {
        assert_eq!(read("number,name\n").unwrap_err().len(), 6);
        let wrong = read(&HEAD.replace("phone", "nama")).unwrap_err();
        assert_eq!(wrong, ["line 1: the column name twice", "line 1: no column phone"]);
        let wrong = read("Daftar Anggota Koperasi Contoh\n").unwrap_err();
        assert!(wrong.first().unwrap().starts_with("line 1: it must name the columns"), "{wrong:?}");
    }

    #[test]
    fn what_is_no_text_is_told_what_to_do() {
        assert!(text(b"PK\x03\x04rest".to_vec()).unwrap_err().to_string().contains("spreadsheet"));
        assert!(text(vec![b'a', 0xe9]).unwrap_err().to_string().contains("CSV UTF-8"));
        assert_eq!(text(b"number".to_vec()).unwrap(), "number");
    }
}
