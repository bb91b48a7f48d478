//! What people type in a form beside answers: what a button says, and what is plainly talk.

/// What a word in a form asks for; most of them stand on a button, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormWord {
    /// The same question once more.
    Again,
    /// "Lanjut": the question once more, or past it where it may be left out.
    GoOn,
    /// One step back.
    Back,
    /// Something is to be changed.
    Change,
    /// What the main button says.
    Yes,
    /// Left for later.
    Later,
    /// Out of the form.
    Cancel,
}

/// Whole texts, in small letters and without marks.
const WORDS: &[(FormWord, &[&str])] = &[
    (
        FormWord::GoOn,
        &["lanjut", "lanjutkan", "lanjutkan isian", "lanjutkan saja", "teruskan", "continue", "go on", "next"],
    ),
    (
        FormWord::Back,
        &["kembali", "balik", "mundur", "sebelumnya", "kembali ke sebelumnya", "mau kembali", "back", "go back"],
    ),
    (
        FormWord::Change,
        &["ubah", "mau ubah", "mau diubah", "ganti", "mau ganti", "ralat", "perbaiki", "edit", "change", "change it"],
    ),
    (
        FormWord::Yes,
        &[
            "ya",
            "iya",
            "y",
            "ya benar",
            "ya betul",
            "betul",
            "benar",
            "sudah benar",
            "sudah betul",
            "ok",
            "oke",
            "okay",
            "kirim",
            "kirim saja",
            "ya kirim",
            "setuju",
            "saya setuju",
            "ya setuju",
            "yes",
            "correct",
            "yes correct",
            "send",
            "send it",
            "agree",
            "i agree",
        ],
    ),
    (FormWord::Later, &["nanti", "nanti saja", "lewati", "later", "skip"]),
    (
        FormWord::Cancel,
        &[
            "batalkan",
            "batal saja",
            "mau batal",
            "tidak jadi",
            "gak jadi",
            "nggak jadi",
            "ga jadi",
            "stop",
            "never mind",
        ],
    ),
];

/// Each of these alone makes a text talk rather than a name.
const TALK: &str = "salah keliru ganti ubah diganti diubah kembali batal batalkan lanjut lanjutkan tolong gimana bagaimana \
    kenapa mengapa tidak nggak enggak ngga gak bukan belum maaf wrong change cancel please why how not";

/// Two of these do; one may be somebody's name.
const CHAT: &str = "mau ingin saya aku apa bisa boleh sudah udah yang ini itu dulu lagi nanti ya i want my the to is";

impl FormWord {
    /// The word that this whole text is.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let said = words(text).join(" ");
        WORDS.iter().find(|(_, texts)| texts.contains(&said.as_str())).map(|(word, _)| *word)
    }
}

/// Whether this is plainly a sentence or a wish rather than a name or a word or two.
pub(crate) fn is_talk(text: &str) -> bool {
    let said = words(text);
    let of = |list: &'static str| said.iter().filter(|word| list.split_whitespace().any(|it| it == *word)).count();
    text.contains('?') || FormWord::read(text).is_some() || of(TALK) > 0 || of(CHAT) > 1
}

/// The words of a text in small letters, without marks.
pub(crate) fn words(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_however_it_is_written() {
        for (text, word) in [
            ("Ya", Some(FormWord::Yes)),
            ("ya, benar!", Some(FormWord::Yes)),
            ("OK", Some(FormWord::Yes)),
            ("Kirim.", Some(FormWord::Yes)),
            ("kembali", Some(FormWord::Back)),
            ("Mau ganti", Some(FormWord::Change)),
            ("lanjut", Some(FormWord::GoOn)),
            ("gak jadi", Some(FormWord::Cancel)),
            ("Nanti saja", Some(FormWord::Later)),
            ("Yati", None),
            ("ya salah", None),
            ("", None),
        ] {
            assert_eq!(FormWord::read(text), word, "{text}");
        }
    }

    #[test]
    fn a_text_means_one_thing() {
        let all: Vec<&str> = WORDS.iter().flat_map(|(_, texts)| texts.iter().copied()).collect();
        for text in &all {
            assert_eq!(all.iter().filter(|it| *it == text).count(), 1, "{text}");
        }
    }

    #[test]
    fn names_are_not_taken_for_talk() {
        for name in ["Wati", "Yohanes Mau", "H. Ahmad Contoh, S.E.", "Siti Nurbaya", "anak kandung", "istri", "My Linh"]
        {
            assert!(!is_talk(name), "{name}");
        }
        for talk in
            ["salah NIK, mau ganti", "kembali", "Ya", "ini yang mana?", "saya mau isi", "belum punya", "wrong number"]
        {
            assert!(is_talk(talk), "{talk}");
        }
    }
}
