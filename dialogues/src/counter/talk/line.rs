//! All of a deposit in one line, as people type it: "A-017 wajib 100rb", "A 018 100rb", "sari dewi wajib 20rb".

use domain::amount::{self, AmountText};
use domain::lookup::is_courtesy;
use domain::member::Savings;
use domain::phone::Phone;

use crate::base::words;

/// What stands in a line.
pub(super) struct Line {
    /// Whom it is for, as it was typed.
    pub(super) who: String,
    /// Into which savings.
    pub(super) savings: Option<Savings>,
    /// How much.
    pub(super) amount: Option<AmountText>,
}

/// Figures of a bare number that is nobody's deposit: "pendiri 18" names a member.
const COUNT_FIGURES_MAX: usize = 3;

/// Takes a line apart: whoever it is for comes first.
pub(super) fn read(text: &str) -> Line {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first_kind = words.iter().position(|word| words::savings(word).is_some()).unwrap_or(words.len());
    let (before, _) = words.split_at_checked(first_kind).unwrap_or((&words, &[]));
    let (who, rest) = words.split_at_checked(whole(before)).unwrap_or((&words, &[]));
    let (kinds, amount): (Vec<&str>, Vec<&str>) = rest.iter().partition(|word| words::savings(word).is_some());
    Line {
        who: who.join(" "),
        savings: kinds.first().and_then(|word| words::savings(word)),
        amount: (!amount.is_empty()).then(|| amount::parse(&amount.join(" "))),
    }
}

/// How many of these words name whom it is for.
fn whole(words: &[&str]) -> usize {
    let has_figure = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    let is_rupiah = |word: &&str| word.trim_end_matches('.').eq_ignore_ascii_case("rp");
    let starts_as_phone = words.first().is_some_and(|word| word.starts_with(['0', '+']));
    if starts_as_phone && Phone::is_meant(&words.join(" ")) {
        return words.len();
    }
    let letters = words.iter().take_while(|word| !has_figure(word) && !is_rupiah(word)).count();
    let last = letters.checked_sub(1).and_then(|at| words.get(at));
    let next = words.get(letters);
    let is_count = next.is_some_and(|word| {
        word.bytes().all(|byte| byte.is_ascii_digit()) && (word.len() <= COUNT_FIGURES_MAX || word.starts_with('0'))
    });
    let is_head = is_count || last.is_some_and(|word| word.len() <= words::HEAD_LETTERS_MAX || is_courtesy(word));
    let figures_follow = next.is_some_and(has_figure);
    if letters == 0 {
        words.len().min(1)
    } else if is_head && figures_follow {
        letters.saturating_add(1)
    } else {
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::samples::rupiah;

    #[test]
    fn whom_a_line_is_for_comes_first() {
        use Savings::{Mandatory, Principal};
        for (text, who, savings, amount) in [
            ("A-017", "A-017", None, None),
            ("A-017 wajib 100rb", "A-017", Some(Mandatory), Some(100_000)),
            ("A-017 100rb wajib", "A-017", Some(Mandatory), Some(100_000)),
            ("A-017 100rb", "A-017", None, Some(100_000)),
            ("A-017 pokok", "A-017", Some(Principal), None),
            ("17 20rb", "17", None, Some(20_000)),
            ("A 018 wajib 20rb", "A 018", Some(Mandatory), Some(20_000)),
            ("a 018 20rb", "a 018", None, Some(20_000)),
            ("no 18 20rb", "no 18", None, Some(20_000)),
            ("nomor anggota 18 wajib 20rb", "nomor anggota 18", Some(Mandatory), Some(20_000)),
            ("sari", "sari", None, None),
            ("sari 20rb", "sari", None, Some(20_000)),
            ("bu sari dewi wajib Rp 20.000", "bu sari dewi", Some(Mandatory), Some(20_000)),
            ("pendiri 18", "pendiri 18", None, None),
            ("pendiri 018 wajib 20rb", "pendiri 018", Some(Mandatory), Some(20_000)),
            ("sari 20000", "sari", None, Some(20_000)),
            ("sari rp 20.000", "sari", None, Some(20_000)),
            ("0812 3456 7890", "0812 3456 7890", None, None),
            ("0812 3456 7890 wajib 20rb", "0812 3456 7890", Some(Mandatory), Some(20_000)),
            ("+62 812 3456 7890", "+62 812 3456 7890", None, None),
            ("wajib", "", Some(Mandatory), None),
            ("", "", None, None),
        ] {
            let line = read(text);
            let told = amount.map(|minor| AmountText::Clear(rupiah(minor)));
            assert_eq!((line.who.as_str(), line.savings, line.amount), (who, savings, told), "{text}");
        }
    }
}
