//! Amounts as they are written and said in each language.

use crate::locale::Locale;
use crate::money::Money;

/// `Rp1.250.000` in Indonesian, `Rp1,250,000` in English.
pub fn rupiah(amount: Money, locale: Locale) -> String {
    format!("Rp{}", grouped(amount, locale))
}

/// The digits alone, grouped in threes as the language does.
pub fn grouped(amount: Money, locale: Locale) -> String {
    let mark = match locale {
        Locale::Id => '.',
        Locale::En => ',',
    };
    let digits = amount.minor().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// The amount in words: "satu juta dua ratus lima puluh ribu rupiah", "one million two hundred fifty thousand rupiah".
pub fn spelled(amount: Money, locale: Locale) -> String {
    let minor = amount.minor().unsigned_abs();
    let number = match (locale, minor) {
        (Locale::Id, 0) => "nol".to_owned(),
        (Locale::En, 0) => "zero".to_owned(),
        (Locale::Id, _) => scales(minor, &SCALES_ID, indonesian_group),
        (Locale::En, _) => scales(minor, &SCALES_EN, english_group),
    };
    format!("{number} rupiah")
}

/// The names of thousands, millions and so on, smallest last.
const SCALES_ID: [(u64, &str); 5] = [
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];
const SCALES_EN: [(u64, &str); 5] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// One group of up to three digits after another, each with the name of its scale.
fn scales(minor: u64, names: &[(u64, &str)], group: fn(u64) -> String) -> String {
    let mut rest = minor;
    let mut parts = Vec::new();
    for &(scale, name) in names {
        match (rest / scale, name) {
            (0, _) => {}
            (1, "ribu") => parts.push("seribu".to_owned()),
            (count, _) => parts.push(format!("{} {name}", group(count))),
        }
        rest %= scale;
    }
    if rest > 0 {
        parts.push(group(rest));
    }
    parts.join(" ")
}

const ONES_ID: [&str; 12] =
    ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

fn name<'a>(names: &[&'a str], index: u64) -> &'a str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

fn indonesian_group(number: u64) -> String {
    let one = |index| name(&ONES_ID, index);
    match number {
        0..=11 => one(number).to_owned(),
        12..=19 => format!("{} belas", one(number - 10)),
        20..=99 => joined(format!("{} puluh", one(number / 10)), &indonesian_group(number % 10)),
        100..=199 => joined("seratus".to_owned(), &indonesian_group(number - 100)),
        _ => joined(format!("{} ratus", one(number / 100)), &indonesian_group(number % 100)),
    }
}

const ONES_EN: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS_EN: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn english_group(number: u64) -> String {
    match number {
        0..=19 => name(&ONES_EN, number).to_owned(),
        20..=99 if number.is_multiple_of(10) => name(&TENS_EN, number / 10).to_owned(),
        20..=99 => format!("{}-{}", name(&TENS_EN, number / 10), name(&ONES_EN, number % 10)),
        _ => joined(format!("{} hundred", name(&ONES_EN, number / 100)), &english_group(number % 100)),
    }
}

fn joined(head: String, tail: &str) -> String {
    if tail.is_empty() { head } else { format!("{head} {tail}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }

    #[test]
    fn figures() {
        for (minor, id, en) in [
            (0, "Rp0", "Rp0"),
            (999, "Rp999", "Rp999"),
            (1_000, "Rp1.000", "Rp1,000"),
            (4_350_000, "Rp4.350.000", "Rp4,350,000"),
            (9_007_199_254_740_991, "Rp9.007.199.254.740.991", "Rp9,007,199,254,740,991"),
        ] {
            assert_eq!(rupiah(money(minor), Locale::Id), id);
            assert_eq!(rupiah(money(minor), Locale::En), en);
        }
    }

    #[test]
    fn words() {
        for (minor, id, en) in [
            (0, "nol", "zero"),
            (1, "satu", "one"),
            (11, "sebelas", "eleven"),
            (15, "lima belas", "fifteen"),
            (20, "dua puluh", "twenty"),
            (21, "dua puluh satu", "twenty-one"),
            (100, "seratus", "one hundred"),
            (111, "seratus sebelas", "one hundred eleven"),
            (1_000, "seribu", "one thousand"),
            (1_100, "seribu seratus", "one thousand one hundred"),
            (2_000, "dua ribu", "two thousand"),
            (11_000, "sebelas ribu", "eleven thousand"),
            (100_000, "seratus ribu", "one hundred thousand"),
            (101_000, "seratus satu ribu", "one hundred one thousand"),
            (500_000, "lima ratus ribu", "five hundred thousand"),
            (1_000_000, "satu juta", "one million"),
            (1_001_000, "satu juta seribu", "one million one thousand"),
            (1_250_000, "satu juta dua ratus lima puluh ribu", "one million two hundred fifty thousand"),
            (1_000_000_000, "satu miliar", "one billion"),
            (2_000_000_000_012, "dua triliun dua belas", "two trillion twelve"),
        ] {
            assert_eq!(spelled(money(minor), Locale::Id), format!("{id} rupiah"));
            assert_eq!(spelled(money(minor), Locale::En), format!("{en} rupiah"));
        }
    }

    /// Reads Indonesian words back by another road than they were written.
    fn value_id(text: &str) -> u64 {
        let (mut total, mut group, mut last) = (0_u64, 0_u64, 0_u64);
        for word in text.split(' ') {
            match word {
                "rupiah" | "nol" => {}
                "sepuluh" | "belas" => group += 10,
                "sebelas" => group += 11,
                "seratus" => group += 100,
                "seribu" => total += 1_000,
                "puluh" => group += last * 9,
                "ratus" => group += last * 99,
                _ => {
                    if let Some((scale, _)) = SCALES_ID.iter().find(|(_, name)| *name == word) {
                        total += group * scale;
                        group = 0;
                    } else {
                        last = ONES_ID.iter().position(|name| *name == word).unwrap() as u64;
                        group += last;
                    }
                }
            }
        }
        total + group
    }

    proptest! {
        #[test]
        fn the_words_say_the_number(minor in 0..=crate::money::MAX_MINOR) {
            prop_assert_eq!(value_id(&spelled(money(minor), Locale::Id)), minor.unsigned_abs());
        }

        #[test]
        fn words_are_single_spaced(minor in 0..=crate::money::MAX_MINOR) {
            for locale in Locale::ALL {
                let text = spelled(money(minor), locale);
                prop_assert!(!text.contains("  ") && text.trim() == text, "{}", text);
            }
        }
    }
}
