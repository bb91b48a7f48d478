//! What members really type, and what must not be taken for it.

use proptest::prelude::*;

use super::Wish::{
    Balance, HavePaid, Help, Instalment, Join, Language, Loan, LostPhone, Menu, Pay, Person, RealBot, Statement,
    Status, Withdraw,
};
use super::*;

#[track_caller]
fn check(text: &str, expected: &Heard) {
    assert_eq!(hear(text), *expected, "{text}");
}

/// Each wish as people say it.
const MEANT: &[(Wish, &[&str])] = &[
    (
        Balance,
        &[
            "saldo saya berapa?",
            "brp saldo",
            "cek tabungan",
            "Cek saldo dong",
            "saldooo",
            "saldoku berapa ya",
            "simpanan saya berapa bu",
            "mau lihat saldo",
            "tolong cek simpanan wajib saya",
            "berapa total tabungan saya sekarang?",
            "Pak, mau tanya saldo simpanan sukarela saya",
            "sisa saldo brp min",
            "what is my balance?",
            "What's my balance",
            "how much savings do I have",
            "check my savings please",
        ],
    ),
    (
        Statement,
        &[
            "mutasi bulan ini",
            "lihat riwayat transaksi",
            "riwayat tabungan saya",
            "mutasi simpanan",
            "show my transaction history",
        ],
    ),
    (
        Loan,
        &[
            "mau pinjam",
            "mau pinjem uang",
            "saya ingin meminjam 5 juta",
            "bisa pinjam duit?",
            "cara pinjam gimana",
            "mau ngutang dong",
            "sisa hutang saya berapa",
            "I want a loan",
            "can i borrow money",
        ],
    ),
    (
        Instalment,
        &[
            "brp cicilan",
            "cicilan saya berapa bulan ini?",
            "angsuran brp",
            "cicilan jatuh tempo tanggal berapa",
            "how much is my instalment",
        ],
    ),
    (
        Pay,
        &[
            "mau setor",
            "bayar angsuran",
            "mau bayar cicilan bulan ini",
            "setor simpanan wajib 100rb",
            "mau nabung 50 ribu",
            "cara bayar gimana",
            "mau transfer simpanan wajib",
            "I want to deposit money",
            "pay my instalment",
        ],
    ),
    (
        HavePaid,
        &["tf udh", "sudah transfer ya bu", "udah bayar cicilan", "sdh setor 100rb", "already paid my loan payment"],
    ),
    (
        Withdraw,
        &[
            "mau ambil simpanan",
            "tarik tabungan 500rb",
            "bisa cairkan simpanan sukarela?",
            "mau ambil uang",
            "withdraw my savings",
        ],
    ),
    (RealBot, &["bot ini asli?", "ini bot palsu ya", "is this bot real?", "ini penipuan ya?"]),
    (
        Status,
        &[
            "status permohonan saya gimana",
            "permohonan saya sudah sampai mana?",
            "status pendaftaran",
            "status of my application",
        ],
    ),
    (
        LostPhone,
        &[
            "hp saya hilang",
            "HP ilang pak",
            "handphone saya dicuri",
            "hp kecopetan tolong",
            "I lost my phone",
            "my phone is stolen",
        ],
    ),
    (
        Join,
        &[
            "mau jadi anggota",
            "cara daftar anggota",
            "saya mau gabung",
            "ingin bergabung jadi anggota koperasi",
            "daftar dong",
            "i want to become a member",
            "how to join the cooperative",
        ],
    ),
    (
        Person,
        &[
            "bicara dengan petugas",
            "mau tanya",
            "hubungi admin",
            "minta bantuan petugas",
            "bisa ngomong dengan manusia",
            "talk to an officer",
            "I have a question",
        ],
    ),
    (Language, &["ganti bahasa", "bahasa inggris", "change language", "pakai bahasa indonesia"]),
    (Help, &["tolong dong", "butuh bantuan", "help please"]),
    (Menu, &["lihat menu", "menu utama"]),
];

#[test]
fn a_wish_is_heard_however_it_is_typed() {
    let mut count = 0;
    for (wish, texts) in MEANT {
        for text in *texts {
            check(text, &Heard::Meant(*wish));
            count += 1;
        }
    }
    assert!(count >= 70, "{count} sentences");
}

#[test]
fn thanks_are_heard_and_hide_no_wish() {
    for text in [
        "terima kasih",
        "Terima kasih banyak, Pak",
        "terimakasih infonya",
        "makasih ya min",
        "matur nuwun",
        "Thank you so much!",
        "thanks for your help",
    ] {
        check(text, &Heard::Thanks);
    }
    check("makasih, saldo saya berapa?", &Heard::Meant(Balance));
    check("makasih, mau tanya", &Heard::Meant(Person));
    check("Terima kasih. Bisa bicara dengan petugas?", &Heard::Meant(Person));
    check("mohon bantuannya, terima kasih", &Heard::Meant(Help));
    check("admin makasih ya", &Heard::Thanks);
    check("kasih info", &Heard::Nothing);
    check("halo bot", &Heard::Nothing);
    check("terima kasih Sulastri", &Heard::Nothing);
}

#[test]
fn one_strange_word_makes_it_a_question() {
    for (text, wishes) in [
        ("saldo bu Sari berapa", vec![Balance]),
        ("saldo anak saya berapa", vec![Balance]),
        ("kapan simpanan berjangka saya cair", vec![Balance, Withdraw]),
        ("bunga pinjaman berapa persen", vec![Loan]),
        ("syarat pinjam apa saja", vec![Loan]),
        ("setor A-017 wajib 100rb", vec![Pay]),
        ("saldo dan cicilan", vec![Balance, Instalment]),
        ("lihat daftar anggota", vec![Join]),
        ("angsuran S-1042 itu apa", vec![Instalment]),
        ("apakah simpanan dijamin", vec![Balance]),
    ] {
        check(text, &Heard::Perhaps(wishes));
    }
}

#[test]
fn what_is_denied_is_not_offered() {
    for (text, heard) in [
        ("bukan saldo", Heard::Nothing),
        ("bukan saldo tapi mutasi", Heard::Perhaps(vec![Statement])),
        ("saya tidak mau pinjam", Heard::Nothing),
        ("jangan tarik simpanan saya", Heard::Perhaps(vec![Balance])),
        ("belum bayar cicilan", Heard::Perhaps(vec![Instalment])),
        ("setoran saya belum masuk", Heard::Perhaps(vec![Pay])),
        ("I don't want a loan", Heard::Nothing),
    ] {
        check(text, &heard);
    }
}

#[test]
fn a_complaint_is_no_command() {
    for (text, heard) in [
        ("saldo saya salah", Heard::Complaint(vec![Balance])),
        ("kenapa saldo saya berkurang?", Heard::Complaint(vec![Balance])),
        ("kok cicilan saya beda", Heard::Complaint(vec![Instalment])),
        ("uang simpanan saya hilang", Heard::Complaint(vec![Balance])),
        ("my balance is wrong", Heard::Complaint(vec![Balance])),
        ("why is my savings less", Heard::Complaint(vec![Balance])),
    ] {
        check(text, &heard);
    }
}

#[test]
fn what_is_meant_for_a_person_is_left_to_one() {
    for text in [
        "",
        "halo",
        "Bu Dewi, kantor buka jam berapa?",
        "kapan RAT?",
        "ok",
        "Sari Contoh",
        "500rb",
        "A-017",
        "loket A-017 wajib",
        "koreksi jumlah",
        "apa kabar",
        "besok ada rapat di balai desa",
        "saya dan suami ingin menanyakan beberapa hal soal simpanan anak kami yang sudah lama sekali tidak dilihat",
    ] {
        check(text, &Heard::Nothing);
    }
}

proptest! {
    #[test]
    fn any_text_is_heard_without_a_panic(text in "\\PC{0,200}") {
        let _ = hear(&text);
    }

    /// A name in the sentence never lets it through.
    #[test]
    fn a_name_never_passes(wish in 0..MEANT.len(), name in "(Sulastri|Mulyono|Kartika|Wahyu)") {
        for text in MEANT[wish].1 {
            let heard = hear(&format!("{text} {name}"));
            prop_assert!(!matches!(heard, Heard::Meant(_)), "{}", text);
        }
    }
}
