//! Amounts as people say them, with what each is read as.

use proptest::prelude::*;

use super::*;
use crate::amount;
use crate::locale::Locale;
use crate::words;

fn check(text: &str, expected: AmountText) {
    assert_eq!(amount::parse(text), expected, "{text}");
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

#[test]
fn as_members_say_them() {
    for (text, minor) in [
        ("5 ratus ribu", 500_000),
        ("5ratus ribu", 500_000),
        ("lima ratus ribu", 500_000),
        ("Lima Ratus Ribu Rupiah", 500_000),
        ("seratus ribu", 100_000),
        ("seratus lima puluh ribu", 150_000),
        ("sejuta", 1_000_000),
        ("seribu", 1_000),
        ("setengah juta", 500_000),
        ("satu setengah juta", 1_500_000),
        ("dua setengah juta", 2_500_000),
        ("1 setengah juta", 1_500_000),
        ("2,5 juta", 2_500_000),
        ("Rp 2,5 juta rupiah", 2_500_000),
        ("dua juta", 2_000_000),
        ("sepuluh ribu", 10_000),
        ("sebelas ribu", 11_000),
        ("dua belas ribu", 12_000),
        ("dua puluh lima ribu", 25_000),
        ("1jt 500rb", 1_500_000),
        ("1 juta 250 ribu", 1_250_000),
        ("satu juta dua ratus lima puluh ribu", 1_250_000),
        ("satu juta dua ratus lima puluh ribu rupiah", 1_250_000),
        ("1jt500000", 1_500_000),
        ("lima ribu lima ratus", 5_500),
        ("5 ratus 50 ribu", 550_000),
        ("1 miliar", 1_000_000_000),
        ("seratus dua puluh tiga juta", 123_000_000),
        ("five hundred thousand", 500_000),
        ("half a million", 500_000),
        ("a hundred thousand", 100_000),
        ("twenty five thousand", 25_000),
        ("one hundred and fifty thousand", 150_000),
        ("one million two hundred fifty thousand rupiah", 1_250_000),
    ] {
        check(text, AmountText::Clear(money(minor)));
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_asked() {
    for text in ["1jt500", "1 juta 500", "sejuta lima ratus"] {
        check(text, AmountText::Unclear { low: money(1_000_500), high: money(1_500_000) });
    }
}

#[test]
fn what_is_no_amount_is_none() {
    for text in [
        "lima puluh",
        "seratus",
        "5 ratus",
        "setengah",
        "juta",
        "ribu juta",
        "lima juta juta",
        "lima enam ribu",
        "lima ribu juta",
        "1jt5",
        "1jt50",
        "setor 5 ratus ribu",
        "dua puluh sebelas ribu",
        "setengah setengah juta",
        "dua puluh tiga puluh ribu",
        "ratus ribu",
        "kira-kira lima ribu",
        "1.250 ratus ribu",
    ] {
        check(text, AmountText::NotAnAmount);
    }
    check("setengah ribu", AmountText::Clear(money(500)));
    check("sembilan ratus juta miliar", AmountText::NotAnAmount);
    check("999999999 miliar", AmountText::TooLarge);
}

proptest! {
    /// What we say in words is read back, in both languages.
    #[test]
    fn what_we_spell_is_read_back(minor in 1_000..=999_999_999_999_i64, english: bool) {
        let thousands = minor / 1_000 * 1_000;
        let amount = money(thousands);
        let spelled = words::spelled(amount, if english { Locale::En } else { Locale::Id });
        prop_assert_eq!(amount::parse(&spelled), AmountText::Clear(amount), "{}", spelled);
    }

    #[test]
    fn any_words_are_read_without_a_panic(text in "((lima|belas|puluh|ratus|setengah|juta|ribu|seratus|9|2,5|a) ?){0,12}") {
        let _ = amount::parse(&text);
    }
}
