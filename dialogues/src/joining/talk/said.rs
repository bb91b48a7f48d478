//! What people type while the form of joining is open, and what of it is no answer.

use domain::member::Address;

use super::{advance, again, may_go_on, press_in};
use crate::base::said::{FormWord, words};
use crate::base::step::{done, stay};
use crate::home::HomeReply;
use crate::hub::{Ctx, Dialogue, Facts, Plan, Step};
use crate::joining::{Draft, JoinTap, Joining, JoiningReply, Question, ReadBack, Whose};

/// Words that ask for a change.
const CHANGE: &str =
    "salah keliru ganti mengganti diganti ubah mengubah diubah ralat perbaiki betulkan wrong change edit fix";

/// What may stand beside them.
const BESIDE: &str = "mau ingin saya aku tolong dong ya itu yang tadi nya nomor no data isian mohon maaf bu pak ke lagi bisa \
    boleh untuk my the want to please i is it can number would like";

/// What can be changed, by its name.
const FIELDS: [(&str, Question); 16] = [
    ("nama", Question::Name),
    ("namanya", Question::Name),
    ("name", Question::Name),
    ("sapaan", Question::Address),
    ("hp", Question::Phone),
    ("phone", Question::Phone),
    ("nik", Question::Nik),
    ("ktp", Question::Nik),
    ("ahli", Question::Heir),
    ("waris", Question::Heir),
    ("heir", Question::Heir),
    ("hubungan", Question::Heir),
    ("relation", Question::Heir),
    ("rekening", Question::Payout),
    ("bank", Question::Payout),
    ("account", Question::Payout),
];

/// A word that stands on a button of this form.
pub(crate) fn word(form: &Joining, said: FormWord, facts: &Facts, ctx: &Ctx) -> Option<Plan> {
    let draft = form.draft()?;
    if !may_go_on(form, facts) {
        return Some(Ok(done(HomeReply::NotYourRole)));
    }
    let question = match form {
        Joining::Asking { question, .. } => Some(*question),
        Joining::Confirm { .. } | Joining::Sent { .. } => None,
    };
    let tap = |tap| Some(press_in(form, form.nonce(), tap, facts, ctx));
    match (said, question) {
        (FormWord::Again | FormWord::GoOn, _) => Some(Ok(again(form, None, facts, ctx))),
        (FormWord::Back, _) => Some(Ok(match draft.before(question) {
            Some(before) => advance(draft.clone().without(before), facts, ctx),
            None => again(form, None, facts, ctx),
        })),
        (FormWord::Change, _) => Some(Ok(change(form, draft, Wanted::Something, facts, ctx))),
        (FormWord::Yes, None) => tap(JoinTap::Send),
        (FormWord::Yes, Some(Question::Consent)) => tap(JoinTap::Agree),
        (FormWord::Later, Some(Question::Heir | Question::Relation | Question::Payout)) => tap(JoinTap::Later),
        (FormWord::Later, Some(Question::Phone)) if draft.whose == Whose::Others => tap(JoinTap::Later),
        (FormWord::Yes | FormWord::Later | FormWord::Cancel, _) => None,
    }
}

/// What is to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Something: which, is to be asked.
    Something,
    /// This answer.
    Answer(Question),
}

/// What a text asks to be changed; nothing where it asks for no change.
pub(super) fn wanted(text: &str) -> Option<Wanted> {
    let said = words(text);
    let field = |word: &String| FIELDS.iter().find(|(name, _)| name == word).map(|(_, question)| *question);
    let of = |list: &'static str, word: &String| list.split_whitespace().any(|it| it == word);
    let understood = said.iter().all(|word| of(CHANGE, word) || of(BESIDE, word) || field(word).is_some());
    let wanted = understood && said.iter().any(|word| of(CHANGE, word));
    wanted.then(|| said.iter().find_map(field).map_or(Wanted::Something, Wanted::Answer))
}

/// Asks for what is to be changed, or which of all it is.
pub(super) fn change(form: &Joining, draft: &Draft, wanted: Wanted, facts: &Facts, ctx: &Ctx) -> Step {
    match wanted {
        Wanted::Answer(question) => advance(draft.clone().without(question), facts, ctx),
        Wanted::Something if draft.name.is_none() => again(form, None, facts, ctx),
        Wanted::Something => {
            let reply = JoiningReply::Change { whose: draft.whose, nonce: form.nonce() };
            stay(&Dialogue::Joining(form.clone()), reply)
        }
    }
}

/// How somebody is addressed, typed instead of pressed.
pub(super) fn address(text: &str) -> Option<Address> {
    match words(text).join(" ").as_str() {
        "bu" | "ibu" | "ms" | "mrs" | "bu saja" => Some(Address::Bu),
        "pak" | "bapak" | "mr" | "pak saja" => Some(Address::Pak),
        "nama" | "nama saja" | "name" | "just the name" | "name only" => Some(Address::Plain),
        _ => None,
    }
}

/// What was understood of the answer before this question, where that answer could have been anything.
pub(super) fn read_back(question: Question, draft: &Draft) -> Option<ReadBack> {
    match question {
        Question::Address => draft.name.clone().map(ReadBack::Name),
        Question::Relation => draft.heir.told().cloned().map(ReadBack::Heir),
        Question::Payout => draft.heir().map(ReadBack::Related),
        Question::Consent | Question::Name | Question::Phone | Question::Nik | Question::Heir => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_to_change_is_told_from_a_name() {
        for (text, expected) in [
            ("salah NIK, mau ganti", Some(Wanted::Answer(Question::Nik))),
            ("Maaf, nama saya salah", Some(Wanted::Answer(Question::Name))),
            ("ganti ahli waris", Some(Wanted::Answer(Question::Heir))),
            ("wrong phone number", Some(Wanted::Answer(Question::Phone))),
            ("mau diubah dong", Some(Wanted::Something)),
            ("NIK", None),
            ("Siti Nama", None),
            ("salah satu anak saya", None),
            ("Wati", None),
        ] {
            assert_eq!(wanted(text), expected, "{text}");
        }
    }
}
