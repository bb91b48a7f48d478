//! Amounts with words in them: "5 ratus ribu", "setengah juta", "satu juta lima ratus ribu", "1jt500".
//!
//! A number below a thousand and its scale, again and again, each scale smaller than the one before.
//! What can be read in two ways is said to be so, as everywhere.

use crate::amount::AmountText;
use crate::money::Money;

/// A part of a spoken number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// One to nineteen, or a ten of English.
    Small(i128),
    /// "belas": ten more.
    Teen,
    /// "puluh", "ratus": so many times.
    Times(i128),
    /// "hundred": as "ratus", and one where no number stands before it.
    Hundred,
    /// "setengah": a half of the scale behind it.
    Half,
    /// "ribu", "juta": closes a group.
    Scale(i128),
    /// "seribu", "sejuta": one of the scale.
    One(i128),
    /// Figures, in millionths, with the count of their digits.
    Figures(i128, usize),
    /// "a", "and": nothing of its own.
    Filler,
}

/// Values are kept in millionths, so that a half and "1,5" are exact.
const WHOLE: i128 = 1_000_000;
const THOUSAND: i128 = 1_000;
const MILLION: i128 = 1_000_000;
const BILLION: i128 = 1_000_000_000;

const WORDS: [(&str, Part); 72] = [
    ("satu", Part::Small(1)),
    ("dua", Part::Small(2)),
    ("tiga", Part::Small(3)),
    ("empat", Part::Small(4)),
    ("lima", Part::Small(5)),
    ("enam", Part::Small(6)),
    ("tujuh", Part::Small(7)),
    ("delapan", Part::Small(8)),
    ("sembilan", Part::Small(9)),
    ("sepuluh", Part::Small(10)),
    ("sebelas", Part::Small(11)),
    ("belas", Part::Teen),
    ("puluh", Part::Times(10)),
    ("ratus", Part::Times(100)),
    ("seratus", Part::Small(100)),
    ("setengah", Part::Half),
    ("stengah", Part::Half),
    ("setgh", Part::Half),
    ("ribu", Part::Scale(THOUSAND)),
    ("rb", Part::Scale(THOUSAND)),
    ("ribuan", Part::Scale(THOUSAND)),
    ("k", Part::Scale(THOUSAND)),
    ("juta", Part::Scale(MILLION)),
    ("jt", Part::Scale(MILLION)),
    ("jutaan", Part::Scale(MILLION)),
    ("mio", Part::Scale(MILLION)),
    ("miliar", Part::Scale(BILLION)),
    ("milyar", Part::Scale(BILLION)),
    ("seribu", Part::One(THOUSAND)),
    ("sejuta", Part::One(MILLION)),
    ("semiliar", Part::One(BILLION)),
    ("semilyar", Part::One(BILLION)),
    ("dan", Part::Filler),
    ("rp", Part::Filler),
    ("idr", Part::Filler),
    ("rupiah", Part::Filler),
    ("one", Part::Small(1)),
    ("two", Part::Small(2)),
    ("three", Part::Small(3)),
    ("four", Part::Small(4)),
    ("five", Part::Small(5)),
    ("six", Part::Small(6)),
    ("seven", Part::Small(7)),
    ("eight", Part::Small(8)),
    ("nine", Part::Small(9)),
    ("ten", Part::Small(10)),
    ("eleven", Part::Small(11)),
    ("twelve", Part::Small(12)),
    ("thirteen", Part::Small(13)),
    ("fourteen", Part::Small(14)),
    ("fifteen", Part::Small(15)),
    ("sixteen", Part::Small(16)),
    ("seventeen", Part::Small(17)),
    ("eighteen", Part::Small(18)),
    ("nineteen", Part::Small(19)),
    ("twenty", Part::Small(20)),
    ("thirty", Part::Small(30)),
    ("forty", Part::Small(40)),
    ("fifty", Part::Small(50)),
    ("sixty", Part::Small(60)),
    ("seventy", Part::Small(70)),
    ("eighty", Part::Small(80)),
    ("ninety", Part::Small(90)),
    ("hundred", Part::Hundred),
    ("half", Part::Half),
    ("thousand", Part::Scale(THOUSAND)),
    ("million", Part::Scale(MILLION)),
    ("billion", Part::Scale(BILLION)),
    ("a", Part::Filler),
    ("an", Part::Filler),
    ("and", Part::Filler),
    ("of", Part::Filler),
];

/// Parts that a spoken amount has at the most.
const PARTS_MAX: usize = 24;

/// Reads an amount that has words in it; without a scale it is none.
pub(crate) fn parse(lowercase: &str) -> AmountText {
    let Some(parts) = parts_of(lowercase) else { return AmountText::NotAnAmount };
    let mut number = Number { total: 0, group: Group::EMPTY, scale: None };
    for part in parts {
        if number.take(part).is_none() {
            return AmountText::NotAnAmount;
        }
    }
    number.read()
}

/// Words and figures, apart from each other even where nothing stands between them; `None` for a strange word.
fn parts_of(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_figure = first.is_ascii_digit();
        let end = rest
            .find(
                |c: char| if is_figure { !(c.is_ascii_digit() || matches!(c, ',' | '.')) } else { !c.is_alphabetic() },
            )
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        parts.push(if is_figure { figures(word)? } else { named(word)? });
        if parts.len() > PARTS_MAX {
            return None;
        }
        // "fifty-one": a hyphen between words joins them.
        let joined = if is_figure { after } else { after.strip_prefix('-').unwrap_or(after) };
        rest = joined.trim_start();
    }
    Some(parts)
}

fn named(word: &str) -> Option<Part> {
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, part)| *part)
}

/// "5", "500", "2,5"; a dot with three digits behind it groups, and belongs to amounts in figures alone.
fn figures(word: &str) -> Option<Part> {
    let (whole, fraction) = word.split_once([',', '.']).unwrap_or((word, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=9).contains(&whole.len()) || fraction.len() > 2 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let value: i128 = format!("{whole}{fraction}").parse().ok()?;
    Some(Part::Figures(value.checked_mul(WHOLE)?.checked_div(scale)?, whole.len()))
}

/// What stands before a scale.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Hundreds and tens that are complete.
    done: i128,
    /// What a "ratus" or "puluh" may still multiply.
    open: Option<i128>,
    /// The digits of figures in it; zero when it is all words.
    digits: usize,
}

impl Group {
    const EMPTY: Self = Self { done: 0, open: None, digits: 0 };

    fn value(self) -> i128 {
        self.done.saturating_add(self.open.unwrap_or(0))
    }
}

struct Number {
    total: i128,
    group: Group,
    scale: Option<i128>,
}

impl Number {
    fn take(&mut self, part: Part) -> Option<()> {
        match part {
            Part::Filler => {}
            Part::Small(value) => self.add(value.checked_mul(WHOLE)?)?,
            Part::Figures(value, digits) => {
                self.add(value)?;
                self.group.digits = digits;
            }
            Part::Half => {
                let whole = self.group.open.unwrap_or(0);
                self.group.open = (whole % WHOLE == 0).then_some(whole.checked_add(WHOLE / 2)?);
                self.group.open?;
            }
            Part::Teen => {
                let open = self.group.open.filter(|open| (1..10).contains(&(open / WHOLE)))?;
                self.group.open = Some(open.checked_add(WHOLE.checked_mul(10)?)?);
            }
            Part::Times(times) => self.times(times)?,
            Part::Hundred => {
                self.group.open.get_or_insert(WHOLE);
                self.times(100)?;
            }
            Part::Scale(scale) => self.close(scale)?,
            Part::One(scale) => {
                self.add(WHOLE)?;
                self.close(scale)?;
            }
        }
        Some(())
    }

    /// "puluh" and "ratus": of one digit, and below what is complete.
    fn times(&mut self, times: i128) -> Option<()> {
        let open = self.group.open.take().filter(|open| (1..WHOLE * 10).contains(open))?;
        let room = WHOLE.checked_mul(times)?.checked_mul(10)?;
        if self.group.done % room != 0 {
            return None;
        }
        self.group.done = self.group.done.checked_add(open.checked_mul(times)?)?;
        Some(())
    }

    /// A number beside what is there: "dua puluh" takes "lima", "ratus" takes "lima puluh", and "lima" takes nothing.
    fn add(&mut self, value: i128) -> Option<()> {
        if let Some(open) = self.group.open.take() {
            // "seratus lima", "twenty five": the smaller one follows the round one.
            let room = if open % (WHOLE * 100) == 0 { WHOLE * 100 } else { WHOLE * 10 };
            if open < WHOLE * 20 || open % room != 0 || value >= room {
                return None;
            }
            self.group.done = self.group.done.checked_add(open)?;
        }
        let room = if self.group.done % (WHOLE * 100) == 0 { WHOLE * 100 } else { WHOLE * 10 };
        if self.group.done > 0 && value >= room {
            return None;
        }
        self.group.open = Some(value);
        Some(())
    }

    fn close(&mut self, scale: i128) -> Option<()> {
        let value = self.group.value();
        if value <= 0 || self.scale.is_some_and(|before| before <= scale) {
            return None;
        }
        self.total = self.total.checked_add(value.checked_mul(scale)?)?;
        self.scale = Some(scale);
        self.group = Group::EMPTY;
        Some(())
    }

    fn read(&self) -> AmountText {
        let Some(scale) = self.scale else { return AmountText::NotAnAmount };
        let rest = self.group.value();
        let low = self.total.saturating_add(rest);
        if rest == 0 || scale == THOUSAND {
            return if rest < WHOLE * THOUSAND { clear(low) } else { AmountText::NotAnAmount };
        }
        let three = self.group.digits == 0 || self.group.digits == 3;
        if self.group.digits > 3 {
            // "1jt500000": the rest is written out.
            clear(low)
        } else if three && (WHOLE * 100..WHOLE * THOUSAND).contains(&rest) {
            // "1jt500": five hundred, or five hundred of the next smaller scale.
            match (clear(low), clear(self.total.saturating_add(rest.saturating_mul(scale / THOUSAND)))) {
                (AmountText::Clear(low), AmountText::Clear(high)) => AmountText::Unclear { low, high },
                (read, _) => read,
            }
        } else {
            AmountText::NotAnAmount
        }
    }
}

fn clear(millionths: i128) -> AmountText {
    if millionths % WHOLE != 0 {
        return AmountText::HasSen;
    }
    match i64::try_from(millionths / WHOLE).map(Money::from_minor) {
        Ok(Ok(amount)) => AmountText::Clear(amount),
        Ok(Err(_)) | Err(_) => AmountText::TooLarge,
    }
}

#[cfg(test)]
mod tests;
