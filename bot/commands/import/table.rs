//! A table as a spreadsheet saves it: what separates its columns, which line names them, and its rows.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::heading::{self, Heading};

/// A row below the heading, with a cell for each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// As the spreadsheet numbers it, from one.
    pub(super) at: u64,
    cells: Vec<String>,
}

impl Row {
    /// The cell of a column that the heading names; nothing where it has none.
    pub(super) fn cell(&self, heading: &Heading, column: &str) -> &str {
        heading.place(column).and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }
}

/// What stands in the file.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) heading: Heading,
    pub(super) rows: Vec<Row>,
    /// Rows whose last amounts were left out, as spreadsheets do with empty cells.
    pub(super) short: Vec<u64>,
    /// A text for each row that is not right.
    pub(super) wrong: Vec<String>,
}

/// A line of the file that has something in it.
struct Record {
    at: u64,
    cells: Vec<String>,
    /// Whether a cell goes on in the next line, as it does where a quotation mark is left open.
    is_torn: bool,
}

/// What may stand between the columns.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];
/// Lines that may stand above the heading, and the heading.
const HEAD_RECORDS: usize = 10;

const SHIFTED: &str = "put an amount with a comma into quotes, or separate the columns by semicolons";

/// Reads the table.
///
/// # Errors
/// What is wrong with its heading.
pub(super) fn read(csv: &str) -> Result<Table, Vec<String>> {
    let is_cut = !csv.ends_with(['\n', '\r']);
    // With the ends of lines of Windows the reader would number each line one too low.
    let text = csv.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let (text, skipped, told) = without_declaration(&text);
    let text = format!("{}\n", text.strip_suffix('\n').unwrap_or(text));
    let separators: Vec<u8> = told.map_or_else(|| SEPARATORS.to_vec(), |separator| vec![separator]);
    let mut found: Option<(u8, usize, Heading)> = None;
    let mut wrong = Vec::new();
    for separator in separators {
        let head: Vec<(u64, Vec<String>)> = records(&text, separator, skipped)
            .filter_map(Result::ok)
            .take(HEAD_RECORDS)
            .map(|record| (record.at, record.cells))
            .collect();
        match heading::find(&head) {
            Ok((heading, used)) => {
                if found.as_ref().is_none_or(|(.., before)| before.known() < heading.known()) {
                    found = Some((separator, used, heading));
                }
            }
            // The separator by which most columns are known tells what is wrong.
            Err(faults) => wrong.push(faults),
        }
    }
    let Some((separator, used, heading)) = found else {
        let most = wrong.into_iter().max_by_key(|faults| faults.known);
        return Err(most.map(|faults| faults.texts).unwrap_or_default());
    };
    let mut table = Table { heading, rows: Vec::new(), short: Vec::new(), wrong: Vec::new() };
    fill(&mut table, records(&text, separator, skipped).skip(used).collect(), separator, is_cut);
    Ok(table)
}

/// `sep=;` in the first line tells a spreadsheet what separates the columns: the rest, how many lines that were, and what.
fn without_declaration(text: &str) -> (&str, u64, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    // It is one sign, and a tab must not be trimmed away.
    let line = first.trim_matches(['"', ' ']);
    let declared = match line.split_at_checked(4) {
        Some((word, sign)) if word.eq_ignore_ascii_case("sep=") => sign.as_bytes(),
        _ => &[],
    };
    match declared {
        [separator] if SEPARATORS.contains(separator) => (rest, 1, Some(*separator)),
        _ => (text, 0, None),
    }
}

/// The lines that have something in them; or the number of one that is no CSV.
fn records(text: &str, separator: u8, skipped: u64) -> impl Iterator<Item = Result<Record, u64>> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .trim(Trim::None)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let empty: Vec<bool> = text.split('\n').map(str::is_empty).collect();
    let (mut record, mut next, mut within) = (StringRecord::new(), 0_usize, 0_usize);
    std::iter::from_fn(move || {
        loop {
            // The reader passes over empty lines, and does not tell how many.
            while empty.get(next) == Some(&true) {
                next = next.saturating_add(1);
            }
            let line = u64::try_from(next.saturating_sub(within)).unwrap_or(u64::MAX);
            let at = line.saturating_add(skipped).saturating_add(1);
            let read = reader.read_record(&mut record);
            next = usize::try_from(reader.position().line()).unwrap_or(usize::MAX).saturating_sub(1);
            match read {
                Ok(true) => {}
                Ok(false) => return None,
                Err(_) => return Some(Err(at)),
            }
            // A cell that goes over several lines is one row of the spreadsheet all the same.
            let ends: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
            within = within.saturating_add(ends);
            // Spreadsheets like to save empty rows below the last one, and people to leave some above the first.
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                let cells = record.iter().map(|cell| cell.trim().to_owned()).collect();
                return Some(Ok(Record { at, cells, is_torn: ends > 0 }));
            }
        }
    })
}

/// Puts each record into a row, or tells what is wrong with it.
fn fill(table: &mut Table, records: Vec<Result<Record, u64>>, separator: u8, is_cut: bool) {
    let widths: Vec<usize> = records.iter().map(|record| record.as_ref().map_or(0, |it| it.cells.len())).collect();
    let last = records.len().saturating_sub(1);
    for (order, record) in records.into_iter().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(at) => {
                table.wrong.push(format!("line {at}: not readable as CSV"));
                continue;
            }
        };
        // Spreadsheets leave the last cells out in many rows at once. A row alone may have lost one in its middle.
        let is_like = |other: Option<usize>| other.and_then(|other| widths.get(other)) == Some(&record.cells.len());
        let is_one_of_many = is_like(order.checked_sub(1)) || is_like(order.checked_add(1));
        let trusted = separator != b',' && is_one_of_many && !(is_cut && order == last);
        let at = record.at;
        match fit(record, &table.heading, separator, trusted) {
            Ok((row, Fit::Whole)) => table.rows.push(row),
            Ok((row, Fit::Short)) => {
                table.short.push(at);
                table.rows.push(row);
            }
            Err(why) => table.wrong.push(format!("line {at}: {why}")),
        }
    }
}

/// Whether a row had a cell for each amount.
enum Fit {
    Whole,
    Short,
}

fn fit(record: Record, heading: &Heading, separator: u8, trusted: bool) -> Result<(Row, Fit), String> {
    let Record { at, cells, is_torn } = record;
    if is_torn {
        return Err("a cell goes over several lines: close the quotation mark that is open, or write it in one".into());
    }
    let (has, width) = (cells.len(), heading.width());
    // An amount such as 100,000 without quotes would move all that follows it one column on.
    let beyond = cells.iter().skip(width).any(|cell| !cell.is_empty());
    if has > width && (beyond || separator == b',') {
        return Err(format!("{has} cells, and the first line has {width}; {SHIFTED}"));
    }
    let missing: Vec<&str> = heading.needed_from(has).collect();
    let amounts_alone = missing.iter().all(|column| ["pokok", "wajib", "sukarela"].contains(column));
    if !(missing.is_empty() || (trusted && amounts_alone)) {
        let what = missing.join(", ");
        return Err(format!("{has} cells, and the first line has {width}; {what} is missing: write 0 for no savings"));
    }
    if let Some(stray) = cells.iter().enumerate().find(|(place, cell)| !cell.is_empty() && heading.is_blank(*place)) {
        let (place, cell) = (stray.0.saturating_add(1), stray.1);
        return Err(format!("`{cell}` stands in column {place}, which has no heading: name the column, or empty it"));
    }
    let fits = if missing.is_empty() { Fit::Whole } else { Fit::Short };
    Ok((Row { at, cells }, fits))
}
