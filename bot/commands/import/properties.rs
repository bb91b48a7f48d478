//! Files as nobody would save them: each is read or refused, and the same way each time.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::file::{parse, text};

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
        let read = parse(&file, today());
        prop_assert_eq!(&read, &parse(&file, today()));
        match read {
            Ok(lines) => prop_assert!(!lines.is_empty()),
            Err(wrong) => prop_assert!(!wrong.is_empty() && wrong.iter().all(|it| !it.is_empty())),
        }
    }

    #[test]
    fn any_bytes_are_a_text_or_refused(bytes in vec(any::<u8>(), 0..80)) {
        if let Ok(file) = text(bytes.clone()) {
            prop_assert_eq!(file.as_bytes(), &bytes[..]);
            let _ = parse(&file, today());
        }
    }

    #[test]
    fn a_right_file_is_read_whole((lines, file) in right()) {
        prop_assert_eq!(parse(&file, today()).map(|read| read.len()), Ok(lines));
    }
}
