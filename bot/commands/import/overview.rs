//! What an operator looks at before and after an import: counts, sums, the first and the last line, and what is odd.

use std::collections::HashMap;
use std::fmt;

use domain::entry::EntryTerms;
use domain::locale::Locale;
use domain::member::{Balances, MemberStatus, Savings};
use domain::member_number::Pattern;
use domain::money::Money;
use domain::words::rupiah;

use super::file::{Line, Register};

/// What stands in a file, and what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Members of each standing.
    pub standings: [(MemberStatus, usize); 4],
    /// Savings of each kind, together.
    pub sums: [(Savings, Money); 3],
    /// The first member, and the last, as they were read.
    pub ends: [String; 2],
    /// The number of whoever joins next.
    pub next_number: String,
    /// By which pattern it is found.
    pub pattern: Pattern,
    /// By which the register went on before, when that was another.
    pub pattern_before: Option<Pattern>,
    /// What may be a mistake, a text each.
    pub odd: Vec<String>,
}

/// What an overview must know beside the file.
pub(super) struct Beside {
    /// What is paid at entry.
    pub(super) entry: EntryTerms,
    /// Lines whose phone a member of the register has.
    pub(super) known_phones: Vec<u64>,
    /// The number of whoever joins next, its pattern, and that of before.
    pub(super) next_number: String,
    pub(super) pattern: Pattern,
    pub(super) pattern_before: Option<Pattern>,
}

/// Lines that are named one by one; of more, the count tells.
const NAMED: usize = 8;
/// Numbers that a register leaves out at most without a question.
const GAP: u128 = 100;

impl Overview {
    pub(super) fn of(register: &Register, beside: Beside) -> Self {
        let lines = &register.lines;
        let odd = odd(register, &beside);
        let Beside { next_number, pattern, pattern_before, .. } = beside;
        Self {
            standings: MemberStatus::ALL.map(|status| {
                let count = lines.iter().filter(|line| line.status == status).count();
                (status, count)
            }),
            sums: [Savings::Principal, Savings::Mandatory, Savings::Voluntary]
                .map(|kind| (kind, sum(lines, kind).unwrap_or(Money::MAX))),
            ends: [lines.first(), lines.last()].map(|line| line.map(told).unwrap_or_default()),
            next_number,
            pattern,
            pattern_before,
            odd,
        }
    }
}

/// What all lines have of one kind; `None` when it is more than can be kept.
pub(super) fn sum(lines: &[Line], kind: Savings) -> Option<Money> {
    lines.iter().try_fold(Money::ZERO, |sum, line| sum.checked_add(of(line, kind)))
}

fn of(line: &Line, kind: Savings) -> Money {
    line.balances.iter().find(|(of, _)| *of == kind).map_or(Money::ZERO, |(_, amount)| *amount)
}

fn balances(line: &Line) -> Balances {
    Balances {
        principal: of(line, Savings::Principal),
        mandatory: of(line, Savings::Mandatory),
        voluntary: of(line, Savings::Voluntary),
        time: Money::ZERO,
    }
}

/// A line as it was read.
fn told(line: &Line) -> String {
    let phone = line.phone.as_ref().map_or_else(|| "no phone".to_owned(), |phone| phone.as_str().to_owned());
    let [pokok, wajib, sukarela] = line.balances.map(|(_, amount)| rupiah(amount, Locale::Id));
    format!(
        "line {}: {} {}, {}, since {}, {phone}, pokok {pokok}, wajib {wajib}, sukarela {sukarela}",
        line.at,
        line.number,
        line.name,
        line.status.as_str(),
        line.joined_on
    )
}

/// What may be a mistake.
fn odd(register: &Register, beside: &Beside) -> Vec<String> {
    let lines = &register.lines;
    let which = |is: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| is(line)).map(|line| line.at).collect();
    let has_savings = |line: &Line| balances(line).total().is_none_or(|total| !total.is_zero());
    let phones = repeated(lines, |line| line.phone.as_ref().map(|phone| phone.as_str().to_owned()));
    let people = repeated(lines, |line| Some(format!("{}/{}", line.name.to_lowercase(), line.joined_on)));
    let found: [(Vec<u64>, String); 9] = [
        (
            which(&|line| line.status == MemberStatus::Candidate && beside.entry.is_met(&balances(line))),
            "calon who have paid all that is due at entry: write aktif, if they are members".to_owned(),
        ),
        (
            which(&|line| line.status == MemberStatus::Ended && has_savings(line)),
            "berhenti with savings: the chat has no way to pay them out, so settle that in the office".to_owned(),
        ),
        (
            which(&|line| line.status == MemberStatus::Active && of(line, Savings::Principal).is_zero()),
            "aktif without pokok".to_owned(),
        ),
        (phones, "a phone that several members have: nobody can link with it, only with a code".to_owned()),
        (
            beside.known_phones.clone(),
            "a phone that a member of the register has: neither can link with it, only with a code".to_owned(),
        ),
        (people, "the same name and day of joining: the same person twice?".to_owned()),
        (which(&|line| line.has_bare_phone), "a phone with neither 0 nor 62 in front, read as Indonesian".to_owned()),
        (register.short.clone(), "the last cells are left out, and read as nothing".to_owned()),
        (
            which(&|line| beside.pattern.count_of(&line.number).is_none()),
            format!("a number of another pattern than {}", beside.pattern),
        ),
    ];
    let mut told: Vec<String> = found.into_iter().filter_map(|(at, what)| named(&at, &what)).collect();
    told.extend(gap(lines, &beside.pattern));
    told
}

/// Lines that share something with another.
fn repeated(lines: &[Line], key: impl Fn(&Line) -> Option<String>) -> Vec<u64> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for key in lines.iter().filter_map(&key) {
        let times = times.entry(key).or_default();
        *times = times.saturating_add(1);
    }
    let shared = |line: &&Line| key(line).and_then(|key| times.get(&key)).is_some_and(|times| *times > 1);
    lines.iter().filter(shared).map(|line| line.at).collect()
}

/// "lines 3, 7 and 40 more: what".
fn named(at: &[u64], what: &str) -> Option<String> {
    let shown: Vec<String> = at.iter().take(NAMED).map(u64::to_string).collect();
    let lines = if at.len() == 1 { "line" } else { "lines" };
    let more = match at.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!at.is_empty()).then(|| format!("{lines} {}{more}: {what}", shown.join(", ")))
}

/// A number far behind all others: everybody who joins would be numbered behind it.
fn gap(lines: &[Line], pattern: &Pattern) -> Option<String> {
    let mut counts: Vec<(u128, &Line)> =
        lines.iter().filter_map(|line| Some((pattern.count_of(&line.number)?, line))).collect();
    counts.sort_by_key(|(count, _)| *count);
    let [.., (before, _), (last, line)] = counts.as_slice() else { return None };
    let is_far = last.saturating_sub(*before) > GAP && *last > before.saturating_mul(2);
    is_far.then(|| format!("line {}: number {} is far behind the others", line.at, line.number))
}

impl fmt::Display for Overview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members: usize = self.standings.iter().map(|(_, count)| count).sum();
        let standings: Vec<String> =
            self.standings.iter().map(|(status, count)| format!("{count} {}", status.as_str())).collect();
        writeln!(f, "{members} members: {}", standings.join(", "))?;
        let [pokok, wajib, sukarela] = self.sums.map(|(_, sum)| rupiah(sum, Locale::Id));
        writeln!(f, "sums: pokok {pokok}, wajib {wajib}, sukarela {sukarela}")?;
        let [first, last] = &self.ends;
        writeln!(f, "first: {first}\nlast: {last}")?;
        write!(f, "whoever joins next gets {} (numbers go on by {}", self.next_number, self.pattern)?;
        match &self.pattern_before {
            Some(before) => writeln!(f, "; until now by {before}, and `rembuk cooperative numbers` goes back to it)")?,
            None => writeln!(f, ")")?,
        }
        if self.odd.is_empty() {
            return writeln!(f, "nothing looks odd");
        }
        writeln!(f, "what looks odd:")?;
        self.odd.iter().try_for_each(|odd| writeln!(f, "- {odd}"))
    }
}
