//! Files as treasurers bring them: read, or refused with the line and the cause.

use chrono::NaiveDate;
use domain::member::{Address, MemberStatus};
use domain::phone::Bare;

use super::file::{Line, parse, text};

const HEAD: &str = "number,name,phone,joined_on,status,pokok,wajib,sukarela\n";

fn read(file: &str) -> Result<Vec<Line>, Vec<String>> {
    parse(file, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), Bare::Asked).map(|register| register.lines)
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

/// What is wrong with these rows, in one text.
#[track_caller]
fn wrong(rows: &str) -> String {
    check(rows).unwrap_err().join("\n")
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
        ("A-1,Ani,,2024-01-01,aktif,100000", "line 2: 6 cells, and the first line has 8; wajib, sukarela is missing"),
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

/// A file of one member with this cell as number, name or phone.
fn with(column: &str, cell: &str) -> String {
    let quoted = format!("\"{}\"", cell.replace('"', "\"\""));
    let or = |name, usual: &'static str| if column == name { quoted.clone() } else { usual.to_owned() };
    format!(
        "{},{},{},2024-01-01,aktif,{},0,0\n",
        or("number", "A-1"),
        or("name", "Ani Contoh"),
        or("phone", ""),
        or("pokok", "100000")
    )
}

#[test]
fn a_phone_is_read_whole_or_refused_with_its_line() {
    for (cell, read) in [
        ("81200000001.0", "+6281200000001"),
        ("6281200000002.0", "+6281200000002"),
        ("'081200000003", "+6281200000003"),
        ("=\"081200000004\"", "+6281200000004"),
    ] {
        let lines = check(&with("phone", cell)).unwrap();
        assert_eq!(lines[0].phone.as_ref().unwrap().as_str(), read, "{cell}");
    }
    for (cell, told) in [
        ("6.28123E+11", "line 2: phone was shortened by the spreadsheet"),
        ("8,12e11", "line 2: phone was shortened by the spreadsheet"),
        ("81200000001.5", "line 2: phone is more than one number"),
        ("081200000001/081200000002", "line 2: phone is more than one number"),
        ("081200000001 081200000002", "line 2: phone is more than one number"),
        ("021-5551234 ext 12", "line 2: phone is more than one number"),
        ("0274-512345-12", "line 2: phone is more than one number"),
        ("60123456789", "line 2: phone `60123456789` has neither 0 nor + in front"),
        ("6591234567", "line 2: phone `6591234567` has neither 0 nor + in front"),
        ("85291234567", "write 085291234567 or +85291234567; if the spreadsheet took the zeros"),
        ("819012345678", "write 0819012345678 or +819012345678"),
        ("0812", "such as 0812-3456-7890: it has too few or too many figures"),
        ("lihat catatan", "line 2: phone is not a number such as"),
    ] {
        let wrong = wrong(&with("phone", cell));
        assert!(wrong.contains(told), "{told} in {wrong}");
    }
    let zeros_lost = format!("{HEAD}{}", with("phone", "85291234567"));
    let register = parse(&zeros_lost, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), Bare::Indonesian).unwrap();
    assert_eq!(register.lines[0].phone.as_ref().unwrap().as_str(), "+6285291234567");
    assert!(register.lines[0].has_bare_phone);
}

#[test]
fn a_number_is_one_that_the_chat_takes() {
    for (cell, kept) in [("a\u{2013}017", "A-017"), ("A\u{2011}017", "A-017"), ("A 017", "A017"), ("'017", "017")] {
        assert_eq!(check(&with("number", cell)).unwrap()[0].number, kept, "{cell}");
    }
    for (cell, told) in [
        ("A_017", "line 2: number has the sign `_`"),
        ("KOP#3", "line 2: number has the sign `#`"),
        ("A-\u{200b}017", "line 2: number has the sign `\\u{200b}`"),
        ("17.0", "line 2: number `17.0` was taken for a quantity"),
        ("0017.00", "line 2: number `0017.00` was taken for a quantity"),
        ("1.7E+02", "line 2: number has the sign `+`"),
        ("17,0", "line 2: number has the sign `,`"),
        ("KETUA", "line 2: number `KETUA` has no figure"),
        ("", "line 2: number is missing"),
        ("A-00000000000000000017", "is longer than 20 signs"),
    ] {
        let wrong = wrong(&with("number", cell));
        assert!(wrong.contains(told), "{told} in {wrong}");
    }
}

#[test]
fn a_name_is_one_that_somebody_sees() {
    for cell in ["\u{200b}\u{200b}", "\u{202e}iraS", "\u{3164}", "Sari\u{2060}", "\u{2800}", "\u{ad}", "123"] {
        let wrong = wrong(&with("name", cell));
        assert_eq!(wrong, "line 2: name has no letter, or signs that nobody sees: type it again", "{cell:?}");
    }
    assert!(wrong(&with("name", "")).contains("line 2: name is missing"));
    for cell in ["Budi <b>Contoh</b> & Anak", "'Aisyah Contoh", "Luar Biasa 1"] {
        assert_eq!(check(&with("name", cell)).unwrap()[0].name, cell);
    }
}

#[test]
fn an_amount_is_one_amount() {
    for (cell, minor) in
        [("1 250 000", 1_250_000), ("Rp 100 000", 100_000), ("100.000,00", 100_000), ("100rb", 100_000)]
    {
        assert_eq!(check(&with("pokok", cell)).unwrap()[0].balances[0].1.minor(), minor, "{cell}");
    }
    for (cell, told) in [
        ("100000.0", "pokok `100000.0` was written out by the spreadsheet"),
        ("100.00", "pokok `100.00` was written out by the spreadsheet"),
        ("1E+06", "pokok `1E+06` was written out by the spreadsheet"),
        ("100000 20000", "pokok `100000 20000` is more than one amount"),
        ("50 000 000 5", "pokok `50 000 000 5` is more than one amount"),
        ("000", "pokok `000` begins with a zero"),
        ("-5000", "pokok `-5000` is not an amount"),
        ("(5000)", "pokok `(5000)` is not an amount"),
    ] {
        let wrong = wrong(&with("pokok", cell));
        assert!(wrong.contains(told), "{told} in {wrong}");
    }
}

/// Whole files, each with what must come of it.
#[test]
fn what_spreadsheets_put_around_a_table_is_understood() {
    let row = "A-1;Ani;;2024-01-01;aktif;100000;20000;0\n";
    let head = HEAD.replace(',', ";");
    for (file, at) in [
        (format!("\n{head}{row}"), 3),
        (format!("\n \n;;;;;;;\n{head}{row}"), 5),
        (format!("sep=;\n{head}{row}"), 3),
        (format!("\u{feff}\"sep=;\"\r\n{head}{row}").replace('\n', "\r\n").replace("\r\r", "\r"), 3),
        (format!("SEP=;\n\n{head}{row}"), 4),
        (format!("Daftar Anggota, per 1 Januari;;;;;;;\n{head}{row}"), 3),
        (format!("nomor;nama;hp;tgl masuk;status;Simpanan;;\n;;;;;Pokok;Wajib;Sukarela\n{row}"), 3),
        (
            format!(
                "Nomor;Nama;No.;Tanggal;Status;Simpanan;Simpanan;Simpanan\nAnggota;Lengkap;HP;Masuk;;Pokok;Wajib;Sukarela\n{row}"
            ),
            3,
        ),
        (format!("Anggota;;;;;Simpanan;;\nnomor;nama;hp;bergabung;status;pokok;wajib;sukarela\n{row}"), 3),
        (format!("{}{row}", head.replace("pokok", "\"Simpanan\nPokok\"")), 2),
        (format!("{head}\n\n{row}"), 4),
        (format!("{}{}", head.replace(';', "\t"), row.replace(';', "\t")), 2),
        (format!("{head}{row}").replace('\n', "\r"), 2),
        (format!("{head}{}", row.replace("0\n", "0;;\n")), 2),
    ] {
        let lines = read(&file).unwrap_or_else(|wrong| panic!("{file:?}: {wrong:?}"));
        assert_eq!(
            lines.iter().map(|line| (line.at, line.number.as_str())).collect::<Vec<_>>(),
            [(at, "A-1")],
            "{file:?}"
        );
        assert_eq!(lines[0].balances.map(|(_, amount)| amount.minor()), [100_000, 20_000, 0], "{file:?}");
    }
}

#[test]
fn what_can_not_be_understood_is_told_by_its_true_cause() {
    let row = "A-1;Ani;;2024-01-01;aktif;100000;20000;0\n";
    let head = HEAD.replace(',', ";");
    for (file, told) in [
        (
            format!("{}{}", head.replace('\n', ";\n"), row.replace('\n', ";50000\n")),
            "line 2: `50000` stands in column 9, which has no heading",
        ),
        (
            format!("{}{}", head.replace("name;", "name;;"), row.replace("Ani;", "Ani;Bu;")),
            "line 2: `Bu` stands in column 3, which has no heading",
        ),
        (format!("{}{row}", head.replace(";sukarela", ";")), "line 1: no column sukarela"),
        (format!("{head}{}", row.replace("Ani", "\"Ani")), "line 2: a cell goes over several lines"),
        (
            format!("{head}{row}{}", row.replace("A-1", "A-2").replace("Ani", "\"Ani\nContoh\"")),
            "line 3: a cell goes over several lines",
        ),
        (format!("\n{head}{}", row.replace("aktif", "lama")), "line 3: status `lama`"),
        (format!("sep=;\n{head}{}", row.replace("aktif", "lama")), "line 3: status `lama`"),
        ("Daftar Anggota\n\nnumber;name\n".to_owned(), "line 3: no column phone"),
        (String::new(), "line 1: it must name the columns"),
        (format!("{head}Jumlah;;;;;100000;20000;0\n"), "line 2: number `Jumlah` has no figure"),
    ] {
        let wrong = read(&file).unwrap_err().join("\n");
        assert!(wrong.contains(told), "{told} in {wrong}");
    }
}

#[test]
fn rows_without_their_last_cells_are_read_as_a_spreadsheet_means_them() {
    let optional = format!("{}A-1,Ani,,2024-01-01,aktif,1000000,0,0\n", HEAD.replace('\n', ",sapaan,telegram_id\n"));
    assert_eq!(read(&optional).unwrap()[0].address, Address::Plain);
    let head = HEAD.replace(',', ";");
    let full = |n: u32| format!("A-{n};Ani {n};;2024-01-01;aktif;100000;20000;5000\n");
    let short = |n: u32| format!("A-{n};Ani {n};;2024-01-01;aktif;100000;20000\n");
    let many = format!("{head}{}{}{}", full(1), short(2), short(3));
    let register = parse(&many, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), Bare::Asked).unwrap();
    assert_eq!(register.short, [3, 4]);
    assert_eq!(register.lines[2].balances.map(|(_, amount)| amount.minor()), [100_000, 20_000, 0]);
    for (file, line) in [
        // Alone among whole ones it may have lost a cell in its middle.
        (format!("{head}{}{}{}", full(1), short(2), full(3)), 3),
        // The file may end where it was cut.
        (format!("{head}{}{}", short(1), short(2).trim_end()), 3),
        (format!("{head}A-1;Ani;;2024-01-01\nA-2;Ani;;2024-01-01\n"), 2),
        (format!("{HEAD}{}{}", short(1), short(2)).replace(';', ","), 2),
    ] {
        let wrong = read(&file).unwrap_err().join("\n");
        assert!(wrong.contains(&format!("line {line}: ")) && wrong.contains("is missing"), "{wrong}");
    }
}

/// What the fuzzer starts from is right, so that it does not only learn how files are refused.
#[test]
fn the_seeds_of_the_fuzzer_are_right_files() {
    let seeds: [(&str, &[[i64; 3]]); 3] = [
        (include_str!("../../../fuzz/seeds/import/commas.csv"), &[[100_000, 1_200_000, 50_000], [50_000, 0, 0]]),
        (
            include_str!("../../../fuzz/seeds/import/excel.csv"),
            &[[100_000, 2_400_000, 0], [1_250_000, 0, 0], [1_500_000, 0, 0]],
        ),
        (include_str!("../../../fuzz/seeds/import/tabs.csv"), &[[100_000, 0, 0]]),
    ];
    for (file, balances) in seeds {
        let lines = read(file).unwrap();
        let found: Vec<[i64; 3]> = lines.iter().map(|line| line.balances.map(|(_, amount)| amount.minor())).collect();
        assert_eq!(found, balances, "{file}");
    }
}
