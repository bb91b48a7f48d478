//! What a typed text may mean where a member is asked for: a number in any spelling, a phone, or a part of a name.
//!
//! A register tells its members by numbers, and people type these as they speak them: "17", "a018", "A 018". What is
//! looked for is told to the database in patterns that find too much on purpose; [`Sought::rank`] then says what was
//! really meant, so that the rule stands in one place and is the same on every database.

use crate::member::Member;
use crate::member_number::{MemberNumber, Pattern};
use crate::phone::Phone;

/// Letters of a name at least: fewer would list half a register.
pub const NAME_LETTERS_MIN: usize = 3;
/// Members that are offered to choose from at the most.
pub const CHOICES_MAX: usize = 5;

/// What comes before a number or a name, and is neither.
const BEFORE: [&str; 13] =
    ["no", "no.", "nomor", "nomer", "number", "anggota", "member", "bu", "ibu", "pak", "bapak", "bpk", "mr"];

/// All that a text may mean. An empty text is nothing to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Sought {
    /// The number that it is by the register's own pattern.
    pub number: String,
    /// The letters and the figures of a number, in capitals and without zeros in front: `A`, `18`.
    runs: Vec<String>,
    /// In E.164.
    pub phone: String,
    /// The words of a name, in small letters.
    words: Vec<String>,
}

/// How well a member fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The number that is meant by the register's pattern.
    Number,
    /// The same number, but for dashes and zeros.
    Spelled,
    /// The only figures of the number.
    Figures,
    /// The name has all the words, or the phone is theirs.
    Other,
}

impl Sought {
    /// What an officer may mean; `None` when it is too little to look for.
    pub fn of(text: &str, pattern: Option<&Pattern>) -> Option<Self> {
        let text = without_courtesy(text);
        let number = Self::number_only(text, pattern).unwrap_or_default();
        let phone = Phone::parse(text).map(|phone| phone.as_str().to_owned()).unwrap_or_default();
        let sought = Self { phone, words: name_words(text), ..number };
        (sought != Self::default()).then_some(sought)
    }

    /// The same for whoever may look nobody up: a number in any spelling, and neither a name nor a phone.
    pub fn number_only(text: &str, pattern: Option<&Pattern>) -> Option<Self> {
        let kept = MemberNumber::parse(without_courtesy(text)).ok()?;
        let runs = runs(kept.as_str());
        let number = pattern.and_then(|pattern| meant(&runs, pattern)).map(String::from).unwrap_or_default();
        Some(Self { number, runs, ..Self::default() })
    }

    /// What a database looks for among numbers, with `%` for whatever stands between: no sign of it can be another.
    pub fn number_like(&self) -> String {
        let mut like = String::new();
        for run in &self.runs {
            let figures = is_figures(run);
            // A dash may stand between letters as well; a count is written in one piece.
            like.extend(run.chars().enumerate().flat_map(|(at, sign)| {
                let gap = if at == 0 || !figures { "%" } else { "" };
                gap.chars().chain(std::iter::once(sign))
            }));
        }
        like
    }

    /// The same among names in small letters; what is no plain letter is any sign, since databases do not agree on it.
    pub fn name_like(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let words: Vec<String> = self.words.iter().map(|word| word.chars().map(plain).collect()).collect();
        if words.is_empty() { String::new() } else { format!("%{}%", words.join("%")) }
    }

    /// How well this member fits; `None` for one whom the patterns found in vain.
    pub fn rank(&self, member: &Member, has_phone: bool) -> Option<Rank> {
        let theirs = runs(&member.number);
        let figures = |runs: &[String]| runs.iter().filter(|run| is_figures(run)).cloned().collect::<Vec<_>>();
        let is_spelled = !self.runs.is_empty() && theirs == self.runs;
        let is_count = self.runs.len() == 1 && figures(&self.runs) == self.runs && figures(&theirs) == self.runs;
        if !self.number.is_empty() && member.number == self.number {
            Some(Rank::Number)
        } else if is_spelled {
            Some(Rank::Spelled)
        } else if is_count {
            Some(Rank::Figures)
        } else {
            (has_phone || self.is_in(&member.name)).then_some(Rank::Other)
        }
    }

    /// Whether a name has all the words, in their order.
    fn is_in(&self, name: &str) -> bool {
        let name = small(name);
        let mut rest = name.as_str();
        let all = self.words.iter().all(|word| match rest.split_once(word.as_str()) {
            Some((_, behind)) => {
                rest = behind;
                true
            }
            None => false,
        });
        all && !self.words.is_empty()
    }
}

/// Those who fit best, of all whom the patterns found.
pub fn best<T>(found: impl IntoIterator<Item = (Rank, T)>) -> Vec<T> {
    let mut found: Vec<(Rank, T)> = found.into_iter().collect();
    let Some(best) = found.iter().map(|(rank, _)| *rank).min() else { return Vec::new() };
    found.retain(|(rank, _)| *rank == best);
    found.into_iter().map(|(_, it)| it).collect()
}

/// The number of this pattern that is meant: its figures alone, or with what stands around them, however it is written.
fn meant(typed: &[String], pattern: &Pattern) -> Option<MemberNumber> {
    let counted = match typed {
        [only] => Some(only.as_str()),
        _ => None,
    };
    let (head, tail) = (runs(pattern.head()), runs(pattern.tail()));
    let within = || {
        let behind = typed.strip_prefix(head.as_slice())?;
        match behind.strip_suffix(tail.as_slice())? {
            [count] => Some(count.as_str()),
            _ => None,
        }
    };
    let count = counted.filter(|run| is_figures(run)).or_else(within).filter(|run| is_figures(run))?;
    pattern.number(count.parse().ok()?)
}

/// Runs of letters and of figures, in capitals and without zeros in front. What stands between letters parts nothing.
fn runs(number: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut before = None;
    for sign in number.chars().map(|c| c.to_ascii_uppercase()) {
        let kind = sign.is_ascii_alphanumeric().then_some(sign.is_ascii_digit());
        match (kind, runs.last_mut()) {
            (Some(_), Some(run)) if kind == before => run.push(sign),
            (Some(_), _) => runs.push(sign.to_string()),
            (None, _) => {}
        }
        before = if kind.is_none() && before == Some(false) { before } else { kind };
    }
    for run in runs.iter_mut().filter(|run| is_figures(run)) {
        let counts = run.trim_start_matches('0');
        *run = if counts.is_empty() { "0".to_owned() } else { counts.to_owned() };
    }
    runs
}

fn is_figures(run: &str) -> bool {
    !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word comes before a number or a name, and is neither: "no.", "bu".
pub fn is_courtesy(word: &str) -> bool {
    BEFORE.iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// Without "no." or "bu" in front, where something is left behind it.
fn without_courtesy(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(char::is_whitespace) {
        Some((first, rest)) if is_courtesy(first) => without_courtesy(rest),
        _ => text,
    }
}

/// The words of a name; none when it has a figure or too few letters.
fn name_words(text: &str) -> Vec<String> {
    let text = small(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < NAME_LETTERS_MIN || text.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// In small letters, the apostrophes of word processors taken for the plain one.
fn small(text: &str) -> String {
    text.to_lowercase().replace(['\u{2018}', '\u{2019}', '`'], "'")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ids::MemberId;
    use crate::member::{Address, MemberStatus};

    fn member(number: &str, name: &str) -> Member {
        Member {
            member_id: MemberId::from_u128(1),
            number: number.to_owned(),
            name: name.to_owned(),
            address: Address::Plain,
            status: MemberStatus::Active,
            joined_on: chrono::NaiveDate::default(),
        }
    }

    fn sought(text: &str, pattern: &str) -> Option<Sought> {
        Sought::of(text, Pattern::parse(pattern).as_ref())
    }

    #[test]
    fn a_number_is_meant_in_any_spelling() {
        for (text, pattern, number) in [
            ("17", "A-###", "A-017"),
            ("a018", "A-###", "A-018"),
            ("A 018", "A-###", "A-018"),
            ("a - 18", "A-###", "A-018"),
            ("0017", "A-###", "A-017"),
            ("no. 17", "A-###", "A-017"),
            ("Nomor anggota A17", "A-###", "A-017"),
            ("1000", "A-###", "A-1000"),
            ("alb7", "A-LB-###", "A-LB-007"),
            ("7", "###/KSP/2021", "007/KSP/2021"),
            ("7 ksp 2021", "###/KSP/2021", "007/KSP/2021"),
            ("2019/7", "2019/####", "2019/0007"),
            ("17.5", "A-###", ""),
            ("17.0", "A-###", ""),
            ("B-17", "A-###", ""),
            ("7 ksp 2020", "###/KSP/2021", ""),
            ("sari", "A-###", ""),
        ] {
            let found = sought(text, pattern).unwrap_or_default();
            assert_eq!(found.number, number, "{text} in {pattern}");
        }
    }

    #[test]
    fn who_fits_and_how_well() {
        use Rank::{Figures, Number, Other, Spelled};
        for (text, number, name, rank) in [
            ("17", "A-017", "Sari", Some(Number)),
            ("17", "PENDIRI-17", "Tono", Some(Figures)),
            ("17", "A-117", "Wati", None),
            ("17", "017", "Wati", Some(Spelled)),
            ("17", "2017/17", "Wati", None),
            ("pendiri 01", "PENDIRI-1", "Tono", Some(Spelled)),
            ("pendiri 1", "PENDIRI-11", "Tono", None),
            ("b17", "A-017", "Sari", None),
            ("sari", "A-017", "Sari Wulandari", Some(Other)),
            ("bu SARI", "A-017", "sari wulandari", Some(Other)),
            ("wulan", "A-017", "Sari Wulandari", Some(Other)),
            ("sari dewi", "A-017", "Sari Ayu Dewi", Some(Other)),
            ("dewi sari", "A-017", "Sari Ayu Dewi", None),
            ("nur'aini", "A-017", "Nur\u{2019}aini", Some(Other)),
            ("\u{c9}mi", "A-017", "\u{e9}mi", Some(Other)),
            ("andri", "A-017", "Andre", None),
        ] {
            let found = sought(text, "A-###").unwrap().rank(&member(number, name), false);
            assert_eq!(found, rank, "{text} for {number} {name}");
        }
        let phone = sought("0812-3456-7890", "A-###").unwrap();
        assert_eq!(phone.phone, "+6281234567890");
        assert_eq!(phone.rank(&member("A-017", "Sari"), true), Some(Other));
        assert_eq!(phone.rank(&member("A-017", "Sari"), false), None);
    }

    #[test]
    fn too_little_is_nothing_to_look_for() {
        for text in ["", "  ", "sa", "bu", "?!", "A_", "\u{1f600}\u{1f600}\u{1f600}\u{1f600}", "bu a"] {
            assert_eq!(sought(text, "A-###"), None, "{text}");
        }
        assert!(sought("bu ani", "A-###").is_some());
    }

    #[test]
    fn whoever_may_look_nobody_up_finds_no_name_and_no_phone() {
        let pattern = Pattern::usual();
        for text in ["sari", "sari wulandari", "+6281234567890"] {
            let found = Sought::number_only(text, Some(&pattern)).unwrap_or_default();
            assert_eq!((found.phone.as_str(), found.name_like()), ("", String::new()), "{text}");
            assert_eq!(found.rank(&member("A-017", "Sari Wulandari"), false), None, "{text}");
        }
    }

    #[test]
    fn the_best_alone_are_left() {
        assert_eq!(best([(Rank::Figures, 1), (Rank::Number, 2), (Rank::Other, 3)]), [2]);
        assert_eq!(best([(Rank::Other, 1), (Rank::Other, 3)]), [1, 3]);
        assert_eq!(best([] as [(Rank, i32); 0]), []);
    }

    proptest! {
        #[test]
        fn a_number_of_the_register_is_found_by_its_own_spelling(count in 1..99_999_u128, pattern in "(A-|LB |A-LB-|2019/|)#{1,4}(/KSP|)") {
            let pattern = Pattern::parse(&pattern).unwrap();
            let number = String::from(pattern.number(count).unwrap());
            let spoken = number.to_lowercase().replace(['-', '/'], " ");
            // Two runs of figures beside each other are one when the dash goes.
            let typed = if number.starts_with("2019") { number.clone() } else { spoken };
            let found = Sought::of(&typed, Some(&pattern)).unwrap();
            prop_assert_eq!(found.rank(&member(&number, "x"), false), Some(Rank::Number));
        }

        #[test]
        fn what_is_looked_for_holds_no_sign_of_the_database(text in "\\PC{0,30}") {
            let found = Sought::of(&text, Some(&Pattern::usual())).unwrap_or_default();
            prop_assert!(found.number_like().chars().all(|c| c == '%' || c.is_ascii_alphanumeric()));
            prop_assert!(found.name_like().chars().all(|c| matches!(c, '%' | '_') || c.is_ascii_alphanumeric()));
        }

        #[test]
        fn a_name_is_found_by_any_part_of_it(name in "[A-Za-z']{3,9}( [A-Za-z]{3,9}){0,2}", from in 0..3_usize) {
            let part: String = name.chars().skip(from).take(6).collect();
            let found = Sought::of(&part, None);
            prop_assume!(found.is_some());
            prop_assert_eq!(found.unwrap().rank(&member("A-001", &name), false), Some(Rank::Other));
        }
    }
}
