//! Sentences as members type them: "saldo saya berapa?", "mau pinjam", "tf udh".
//!
//! No guessing: a sentence is taken for a wish only when every word of it is known and one wish takes them all.
//! A strange word (a name, a number, another matter), a "bukan" or a complaint makes it a question at the most,
//! and whoever asked chooses from the buttons or writes to a person.

mod vocabulary;

use self::vocabulary::{Word, meaning};

/// What a member can wish for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wish {
    /// To see what they have saved.
    Balance,
    /// To see what went in and out.
    Statement,
    /// To borrow.
    Loan,
    /// To know what is to be paid back.
    Instalment,
    /// To pay, or to put into savings.
    Pay,
    /// To tell that they have paid.
    HavePaid,
    /// To take out of savings.
    Withdraw,
    /// To tell that their phone is gone.
    LostPhone,
    /// To become a member.
    Join,
    /// To know where their application stands.
    Status,
    /// To know whether the bot is a fake.
    RealBot,
    /// To reach a person.
    Person,
    /// Another language.
    Language,
    /// What can be done here.
    Help,
    /// The choices.
    Menu,
}

/// What was heard in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Heard {
    /// This and nothing else.
    Meant(Wish),
    /// One of these, or something else; the likeliest first.
    Perhaps(Vec<Wish>),
    /// Something is wrong with one of these.
    Complaint(Vec<Wish>),
    /// Thanks, and no wish beside them.
    Thanks,
    /// Nothing that we know.
    Nothing,
}

/// One wish: any of the sets of words that it needs, and the words that may stand beside.
struct Rule {
    wish: Wish,
    needs: &'static [&'static [Word]],
    allows: &'static [Word],
}

/// In the order of likelihood when several are possible.
const RULES: [Rule; 15] = [
    Rule {
        wish: Wish::Balance,
        needs: &[&[Word::Savings]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Kind, Word::Time, Word::Member],
    },
    Rule {
        wish: Wish::Statement,
        needs: &[&[Word::History]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Savings, Word::Kind, Word::Time],
    },
    Rule {
        wish: Wish::Pay,
        needs: &[&[Word::Pay], &[Word::PayIn], &[Word::Transfer]],
        allows: &[
            Word::Pay,
            Word::PayIn,
            Word::Transfer,
            Word::Look,
            Word::Talk,
            Word::Help,
            Word::Savings,
            Word::Kind,
            Word::Instalment,
            Word::Loan,
            Word::Money,
            Word::Time,
        ],
    },
    Rule {
        wish: Wish::HavePaid,
        needs: &[&[Word::Pay, Word::Done], &[Word::PayIn, Word::Done], &[Word::Transfer, Word::Done]],
        allows: &[
            Word::Pay,
            Word::PayIn,
            Word::Transfer,
            Word::Savings,
            Word::Kind,
            Word::Instalment,
            Word::Loan,
            Word::Money,
            Word::Time,
        ],
    },
    Rule {
        wish: Wish::Instalment,
        needs: &[&[Word::Instalment]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Loan, Word::Time, Word::Money],
    },
    Rule {
        wish: Wish::Loan,
        needs: &[&[Word::Loan]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Money, Word::Time],
    },
    Rule {
        wish: Wish::Withdraw,
        needs: &[&[Word::TakeOut]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Savings, Word::Kind, Word::Money, Word::Time],
    },
    Rule { wish: Wish::LostPhone, needs: &[&[Word::Phone, Word::Lost]], allows: &[Word::Done, Word::Help, Word::Time] },
    Rule {
        wish: Wish::Join,
        needs: &[&[Word::Join], &[Word::Become, Word::Member]],
        allows: &[Word::Join, Word::Become, Word::Member, Word::Talk, Word::Help],
    },
    Rule {
        wish: Wish::Status,
        needs: &[&[Word::Application]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Join, Word::Become, Word::Member, Word::Time, Word::Done],
    },
    Rule {
        wish: Wish::RealBot,
        needs: &[&[Word::Genuine]],
        allows: &[Word::Look, Word::Talk, Word::Help, Word::Officer],
    },
    Rule {
        wish: Wish::Person,
        needs: &[&[Word::Talk], &[Word::Officer]],
        allows: &[Word::Talk, Word::Officer, Word::Help, Word::Phone],
    },
    Rule { wish: Wish::Language, needs: &[&[Word::Language]], allows: &[Word::Change, Word::Look, Word::Help] },
    Rule { wish: Wish::Help, needs: &[&[Word::Help]], allows: &[] },
    Rule { wish: Wish::Menu, needs: &[&[Word::Menu]], allows: &[Word::Look, Word::Help] },
];

/// Words of a sentence that are read at the most; a longer one is a letter, and letters go to a person.
const WORDS_MAX: usize = 14;

/// Wishes that are offered at the most.
const OFFERED_MAX: usize = 3;

/// What may stand beside thanks: "terima kasih bantuannya", "makasih infonya", "admin makasih".
const BESIDE_THANKS: [Word; 4] = [Word::Help, Word::Look, Word::Officer, Word::Member];

/// Hears a sentence.
pub(crate) fn hear(text: &str) -> Heard {
    let words: Vec<Option<Word>> = words(text).map(|word| classify(&word)).collect();
    if words.is_empty() || words.len() > WORDS_MAX {
        return Heard::Nothing;
    }
    let known = |wanted: Word| words.contains(&Some(wanted));
    if words.iter().all(Option::is_some) && !known(Word::Not) && !known(Word::Complaint) {
        let telling: Vec<Word> =
            words.iter().flatten().copied().filter(|word| !matches!(word, Word::Noise | Word::Thanks)).collect();
        // "mohon bantuannya, terima kasih": whoever asks first has nothing to be thanked for yet.
        let asks_first = telling_before_thanks(&words).any(|word| matches!(word, Word::Help | Word::Look));
        if known(Word::Thanks) && !asks_first && telling.iter().all(|word| BESIDE_THANKS.contains(word)) {
            return Heard::Thanks;
        }
        let mut fitting = RULES.iter().filter(|rule| rule.takes(&telling)).map(|rule| rule.wish);
        match (fitting.next(), fitting.next()) {
            (Some(wish), None) => return Heard::Meant(wish),
            (Some(one), Some(other)) => return Heard::Perhaps([one, other].into_iter().chain(fitting).collect()),
            (None, _) => {}
        }
    }
    let touched = touched(&words);
    match (known(Word::Complaint) || (known(Word::Lost) && !known(Word::Phone)), touched.is_empty()) {
        (true, false) => Heard::Complaint(touched),
        (false, false) => Heard::Perhaps(touched),
        (_, true) => Heard::Nothing,
    }
}

fn telling_before_thanks(words: &[Option<Word>]) -> impl Iterator<Item = Word> {
    words.iter().flatten().copied().take_while(|word| *word != Word::Thanks)
}

/// Wishes that one of the words is about, without those that a "bukan" stands before.
fn touched(words: &[Option<Word>]) -> Vec<Wish> {
    let mut denied = false;
    let mut kept = Vec::new();
    for word in words {
        match word {
            Some(Word::Not) => denied = true,
            Some(Word::Noise | Word::Thanks | Word::Look | Word::Talk | Word::Help) => {}
            Some(word) => {
                if !denied {
                    kept.push(*word);
                }
                denied = false;
            }
            None => denied = false,
        }
    }
    let is_core = |rule: &&Rule| rule.needs.iter().any(|set| set.iter().all(|word| kept.contains(word)));
    let offered = |rule: &&Rule| !matches!(rule.wish, Wish::Help | Wish::Person | Wish::Status);
    RULES.iter().filter(is_core).filter(offered).map(|rule| rule.wish).take(OFFERED_MAX).collect()
}

impl Rule {
    /// Whether these words say this wish and nothing else.
    fn takes(&self, telling: &[Word]) -> bool {
        let has = |set: &&&[Word]| set.iter().all(|word| telling.contains(word));
        let fits = |word: &Word, set: &[Word]| set.contains(word) || self.allows.contains(word);
        self.needs.iter().filter(has).any(|set| telling.iter().all(|word| fits(word, set)))
    }
}

/// The words of a text in small letters. What has a digit in it stays whole, such as a receipt's number.
fn words(text: &str) -> impl Iterator<Item = String> {
    let lower = text.to_lowercase().replace(['\'', '\u{2019}'], "").replace("rima kasih", "rimakasih");
    let pieces: Vec<String> = lower
        .split_whitespace()
        .flat_map(|piece| {
            let piece = piece.trim_matches(|sign: char| !sign.is_alphanumeric());
            let whole = piece.contains(|sign: char| sign.is_ascii_digit());
            let parts: Vec<String> = if whole {
                vec![piece.to_owned()]
            } else {
                piece.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned).collect()
            };
            parts
        })
        .filter(|word| !word.is_empty())
        .collect();
    pieces.into_iter()
}

/// What a word stands for; figures are an amount, and "A-017" is nothing that we know.
fn classify(word: &str) -> Option<Word> {
    if word.starts_with(|sign: char| sign.is_ascii_digit()) {
        let behind = word.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ','));
        return matches!(behind, "" | "rb" | "ribu" | "jt" | "juta" | "k").then_some(Word::Money);
    }
    meaning(word)
}

#[cfg(test)]
mod tests;
