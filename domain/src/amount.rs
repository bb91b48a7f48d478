//! Amounts as members type them.
//!
//! Dots group thousands and a comma starts the sen, as Indonesians write; `rb`, `ribu`, `jt` and `juta` multiply;
//! what has more words in it is read by `spoken`.
//! What can be read in two ways is said to be so, never guessed.

use crate::money::{MAX_MINOR, Money};
use crate::spoken;

/// What a text says about an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountText {
    /// One amount.
    Clear(Money),
    /// "1.250": so many rupiah, or so many thousands. "1jt500": five hundred rupiah more, or as many thousands.
    Unclear {
        /// As it is written.
        low: Money,
        /// The thousands that were left out put back.
        high: Money,
    },
    /// It has sen, which nobody can pay.
    HasSen,
    /// It is more than is ever kept.
    TooLarge,
    /// It is no amount.
    NotAnAmount,
}

const THOUSAND: i64 = 1_000;
const MILLION: i64 = 1_000_000;
/// No amount of ours needs more characters, and nothing longer is looked at.
const MAX_CHARS: usize = 160;

/// Reads an amount: `1250000`, `1.250.000`, `Rp 1.250.000,-`, `500rb`, `1,5jt`, `2 juta`, `5 ratus ribu`.
pub fn parse(text: &str) -> AmountText {
    if text.chars().count() > MAX_CHARS {
        return AmountText::NotAnAmount;
    }
    let lowercase = text.to_lowercase();
    match in_figures(&lowercase) {
        AmountText::NotAnAmount => spoken::parse(&lowercase),
        read @ (AmountText::Clear(_) | AmountText::Unclear { .. } | AmountText::HasSen | AmountText::TooLarge) => read,
    }
}

fn in_figures(lowercase: &str) -> AmountText {
    let compact: String = lowercase.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = strip_currency(&compact);
    let digits_end = bare.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(bare.len());
    let (number, suffix) = bare.split_at(digits_end);
    match suffix {
        "" | "-" => rupiah(number, suffix),
        "rb" | "ribu" | "k" => scaled(number, THOUSAND),
        "jt" | "juta" | "mio" => scaled(number, MILLION),
        _ => AmountText::NotAnAmount,
    }
}

fn strip_currency(compact: &str) -> &str {
    let without_prefix = ["rp.", "rp", "idr"].iter().find_map(|prefix| compact.strip_prefix(prefix)).unwrap_or(compact);
    without_prefix.strip_suffix("rupiah").unwrap_or(without_prefix)
}

/// Plain rupiah: an optional comma with sen behind it, which must be nothing.
fn rupiah(number: &str, dash: &str) -> AmountText {
    let (whole, sen) = match number.split_once(',') {
        Some((whole, "")) if dash == "-" => (whole, ""),
        Some((whole, sen)) if dash.is_empty() && (1..=2).contains(&sen.len()) => (whole, sen),
        None if dash.is_empty() => (number, ""),
        // "1,250,000": the English way of grouping, clear as long as there are two commas.
        Some(_) if dash.is_empty() && number.matches(',').count() > 1 && !number.contains('.') => {
            return plain(&number.replace(',', "."));
        }
        // "1,250": English thousands, or a comma and too many sen.
        Some((whole, tail)) if dash.is_empty() && tail.len() == 3 && !tail.contains(',') && !whole.contains('.') => {
            return plain(&number.replace(',', "."));
        }
        Some(_) | None => return AmountText::NotAnAmount,
    };
    if !sen.bytes().all(|byte| byte.is_ascii_digit()) {
        return AmountText::NotAnAmount;
    }
    let explicit = number.contains(',');
    match plain(whole) {
        AmountText::Clear(_) | AmountText::Unclear { .. } if sen.bytes().any(|byte| byte != b'0') => AmountText::HasSen,
        // Whoever writes the sen has written the whole amount.
        AmountText::Unclear { low, .. } if explicit => AmountText::Clear(low),
        read @ (AmountText::Clear(_)
        | AmountText::Unclear { .. }
        | AmountText::HasSen
        | AmountText::TooLarge
        | AmountText::NotAnAmount) => read,
    }
}

/// Digits, or digits grouped by dots in threes.
///
/// "1.250" is unclear: hardly anybody pays in Rp1.250, and many leave the last thousands out. "50.000" is not.
fn plain(whole: &str) -> AmountText {
    let mut groups = whole.split('.');
    let Some(first) = groups.next().filter(|first| is_digits(first)) else {
        return AmountText::NotAnAmount;
    };
    let rest: Vec<&str> = groups.collect();
    let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    if !(rest.is_empty() || grouped) {
        return AmountText::NotAnAmount;
    }
    let Some(minor) = digits(&whole.replace('.', "")) else {
        return AmountText::TooLarge;
    };
    match (rest.len(), Money::from_minor(minor), minor.checked_mul(THOUSAND).map(Money::from_minor)) {
        (1, Ok(low), Some(Ok(high))) if first.len() == 1 && first != "0" => AmountText::Unclear { low, high },
        (_, Ok(amount), _) => AmountText::Clear(amount),
        (_, Err(_), _) => AmountText::TooLarge,
    }
}

/// A number of thousands or millions, with at most one comma or dot as a decimal mark ("1,5", "1.5").
fn scaled(number: &str, unit: i64) -> AmountText {
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return AmountText::NotAnAmount;
    }
    // "1.250rb": three digits behind the dot can be a group or a fraction; the fraction of a million is exact anyway.
    if fraction.len() == 3 && number.contains('.') {
        return grouped_or_fraction(whole, fraction, unit);
    }
    from_fraction(whole, fraction, unit)
}

fn grouped_or_fraction(whole: &str, fraction: &str, unit: i64) -> AmountText {
    let group = digits(&format!("{whole}{fraction}")).and_then(|number| number.checked_mul(unit));
    match (from_fraction(whole, fraction, unit), group.map(Money::from_minor)) {
        (AmountText::Clear(low), Some(Ok(high))) if low != high && !low.is_zero() => AmountText::Unclear { low, high },
        (read, _) => read,
    }
}

fn from_fraction(whole: &str, fraction: &str, unit: i64) -> AmountText {
    let trimmed = fraction.trim_end_matches('0');
    let places = u32::try_from(trimmed.len()).unwrap_or(u32::MAX);
    let Some(scale) = 10_i64.checked_pow(places).filter(|scale| *scale <= unit) else {
        return AmountText::HasSen;
    };
    let minor = digits(whole)
        .and_then(|number| number.checked_mul(unit))
        .zip(if trimmed.is_empty() { Some(0) } else { digits(trimmed) }.and_then(|part| part.checked_mul(unit / scale)))
        .and_then(|(whole, part)| whole.checked_add(part));
    match minor.map(Money::from_minor) {
        Some(Ok(amount)) => AmountText::Clear(amount),
        Some(Err(_)) | None => AmountText::TooLarge,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number, unless it is beyond all money.
fn digits(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| *number <= MAX_MINOR)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::locale::Locale;

    fn clear(minor: i64) -> AmountText {
        AmountText::Clear(Money::from_minor(minor).unwrap())
    }

    fn unclear(low: i64, high: i64) -> AmountText {
        AmountText::Unclear { low: Money::from_minor(low).unwrap(), high: Money::from_minor(high).unwrap() }
    }

    #[test]
    fn as_members_type_them() {
        use AmountText::{HasSen, NotAnAmount, TooLarge};
        for (text, read) in [
            ("1250000", clear(1_250_000)),
            ("1.250.000", clear(1_250_000)),
            ("1,250,000", clear(1_250_000)),
            ("1.250.000,00", clear(1_250_000)),
            ("Rp 1.250.000,-", clear(1_250_000)),
            ("Rp1.250.000,00", clear(1_250_000)),
            ("IDR 500.000", clear(500_000)),
            ("rp. 50000", clear(50_000)),
            ("50000 rupiah", clear(50_000)),
            ("500rb", clear(500_000)),
            ("500 ribu", clear(500_000)),
            ("500k", clear(500_000)),
            ("1,5jt", clear(1_500_000)),
            ("1.5 jt", clear(1_500_000)),
            ("2 juta", clear(2_000_000)),
            ("2 juta rupiah", clear(2_000_000)),
            ("12,75 juta", clear(12_750_000)),
            ("0", clear(0)),
            ("100.000", clear(100_000)),
            ("750.000", clear(750_000)),
            ("1.250", unclear(1_250, 1_250_000)),
            ("1,250", unclear(1_250, 1_250_000)),
            ("10.000", clear(10_000)),
            ("1.250,00", clear(1_250)),
            ("1.250 jt", unclear(1_250_000, 1_250_000_000)),
            ("1.250.000,50", HasSen),
            ("1,2345rb", HasSen),
            ("9007199254740992", TooLarge),
            ("99999999999999999999", TooLarge),
            ("99999999999 juta", TooLarge),
            ("", NotAnAmount),
            ("lima puluh", NotAnAmount),
            ("-5000", NotAnAmount),
            ("1.25.000", NotAnAmount),
            ("12.50", NotAnAmount),
            ("1.250.00", NotAnAmount),
            ("..", NotAnAmount),
            ("5jt2", NotAnAmount),
            ("rb", NotAnAmount),
            ("50%", NotAnAmount),
        ] {
            assert_eq!(parse(text), read, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn any_figures_are_read_without_a_panic(text in "(rp)?[0-9.,]{0,24}(rb|jt|-)?") {
            let _ = parse(&text);
        }

        #[test]
        fn what_we_print_is_read_back(minor in 0..=MAX_MINOR) {
            let amount = Money::from_minor(minor).unwrap();
            let printed = crate::words::rupiah(amount, Locale::Id);
            match parse(&printed) {
                AmountText::Clear(read) => prop_assert_eq!(read, amount),
                AmountText::Unclear { low, .. } => prop_assert_eq!(low, amount),
                other => prop_assert!(false, "{} read as {:?}", printed, other),
            }
            prop_assert_eq!(parse(&minor.to_string()), AmountText::Clear(amount));
        }
    }
}
