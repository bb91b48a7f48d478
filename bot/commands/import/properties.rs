//! Files as nobody would save them: each is read or refused, and the same way each time.

use chrono::NaiveDate;
use domain::phone::Bare;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::file::{Line, parse, text};

const HEADS: [&str; 5] = [
    "number,name,phone,joined_on,status,pokok,wajib,sukarela",
    "\u{feff}No. Anggota;Nama;No. HP;Tanggal Masuk;Status;Simpanan Pokok;Simpanan Wajib;Simpanan Sukarela;Sapaan",
    "number\tname\tphone\tjoined_on\tstatus\tpokok\twajib\tsukarela\ttelegram_id",
    "number,name",
    "",
];

const CELLS: [&str; 22] = [
    "A-1",
    "a-001",
    "Sari Contoh",
    "0812-0000-0001",
    "81200000001",
    "2024-01-31",
    "5/3/2021",
    "31/02/2024",
    "aktif",
    "calon",
    "100.000",
    "\"1,200,000\"",
    "Rp-",
    "-",
    "\"",
    "\"\"",
    "\0",
    "9999999999999999999999",
    "bu",
    "=1+1",
    "\u{202e}",
    "11",
];

fn rows() -> impl Strategy<Value = String> {
    let cell = prop_oneof![6 => select(&CELLS[..]).prop_map(str::to_owned), 1 => "\\PC{0,12}"];
    let row = (vec(cell, 0..11), select(vec![",", ";", "\t"])).prop_map(|(cells, between)| cells.join(between));
    let end = select(vec!["\n", "\r\n", "\r", "\n\n"]);
    (select(&HEADS[..]), vec((row, end), 0..8)).prop_map(|(head, rows)| {
        let rows = rows.into_iter().map(|(row, end)| row + end).collect::<String>();
        format!("{head}\n{rows}")
    })
}

/// Lines that would be written for right ones, so that what is read is read in earnest.
fn right() -> impl Strategy<Value = (usize, String)> {
    vec(1..9_999_999_i64, 1..20).prop_map(|amounts| {
        let line = |(at, amount): (usize, &i64)| format!("A-{at},Nama {at},,2024-01-31,aktif,{amount},0,0\n");
        let lines: String = amounts.iter().enumerate().map(line).collect();
        (amounts.len(), format!("{}\n{lines}", HEADS[0]))
    })
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

proptest! {
    #[test]
    fn any_file_is_read_or_refused_the_same_way_twice(file in rows()) {
        let read = parse(&file, today(), Bare::Asked);
        prop_assert_eq!(&read, &parse(&file, today(), Bare::Asked));
        match read {
            Ok(lines) => prop_assert!(!lines.lines.is_empty()),
            Err(wrong) => prop_assert!(!wrong.is_empty() && wrong.iter().all(|it| !it.is_empty())),
        }
    }

    #[test]
    fn any_bytes_are_a_text_or_refused(bytes in vec(any::<u8>(), 0..80)) {
        if let Ok(file) = text(bytes.clone()) {
            prop_assert_eq!(file.as_bytes(), &bytes[..]);
            let _ = parse(&file, today(), Bare::Asked);
        }
    }

    #[test]
    fn a_right_file_is_read_whole((lines, file) in right()) {
        prop_assert_eq!(parse(&file, today(), Bare::Asked).map(|read| read.lines.len()), Ok(lines));
    }

    /// One slip anywhere in a right file spoils its own line, or the file is refused.
    #[test]
    fn a_slip_in_one_line_changes_no_other(
        (_, file) in right(),
        at in any::<prop::sample::Index>(),
        slip in select(vec!["\"", "\n", ",", ";", ".", "0", "E", " ", "\u{200b}", ""]),
        drops in any::<bool>(),
        semicolons in any::<bool>(),
    ) {
        let file = if semicolons { file.replace(',', ";") } else { file };
        let before = parse(&file, today(), Bare::Asked).unwrap().lines;
        let at = at.index(file.len());
        let spoilt = file[..at].matches('\n').count() as u64 + 1;
        let edited = format!("{}{slip}{}", &file[..at], &file[at + usize::from(drops)..]);
        if let Ok(read) = parse(&edited, today(), Bare::Asked) {
            let told = |line: &Line| (line.number.clone(), line.balances, line.name.clone());
            prop_assert!(read.lines.len() >= before.len());
            // Where two lines became one, the second is spoilt as well.
            for line in before.iter().filter(|line| line.at != spoilt && line.at != spoilt + 1) {
                prop_assert!(read.lines.iter().any(|it| told(it) == told(line)), "{} is lost in {edited:?}", line.number);
            }
        }
    }

    /// An amount is what its figures say: none is dropped or won but for sen that are nothing.
    #[test]
    fn an_amount_has_the_figures_of_its_cell(cell in "(Rp ?)?[0-9]{1,7}([. ,eE]{1,2}[0-9]{1,4}){0,3}(,-)?") {
        let file = format!("{}\nA-1;Ani;;2024-01-31;aktif;{cell};0;0\n", HEADS[0].replace(',', ";"));
        if let Ok(read) = parse(&file, today(), Bare::Asked) {
            let figures: String = cell.chars().filter(char::is_ascii_digit).collect();
            let minor = read.lines[0].balances[0].1.minor().to_string();
            let (figures, minor) = (figures.trim_start_matches('0'), minor.trim_start_matches('0'));
            let whole = cell.rsplit_once(',').is_some_and(|(_, sen)| matches!(sen, "0" | "00"));
            let dropped = figures.strip_prefix(minor).unwrap_or("none");
            prop_assert!(dropped.is_empty() || whole && matches!(dropped, "0" | "00"), "{minor} of {cell}");
        }
    }
}
