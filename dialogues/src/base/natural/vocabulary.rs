//! The words that members use, by what they stand for. Typos of doubled letters need no entry: see [`squash`].

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    /// Says nothing of its own: "saya", "ya", "please".
    Noise,
    /// Thanks, mostly at the end.
    Thanks,
    /// Asks to be shown or told: "cek", "berapa".
    Look,
    /// Asks to speak or to ask.
    Talk,
    /// A person at the office.
    Officer,
    /// Asks for help, or is polite.
    Help,
    /// What is saved.
    Savings,
    /// Which kind of savings.
    Kind,
    /// What went in and out.
    History,
    /// Borrowing.
    Loan,
    /// A part of a loan that is paid back.
    Instalment,
    /// Paying.
    Pay,
    /// Putting into savings.
    PayIn,
    /// A transfer by the bank.
    Transfer,
    /// It has happened.
    Done,
    /// Taking out of savings.
    TakeOut,
    /// Money in general, or an amount.
    Money,
    /// A time: "bulan ini".
    Time,
    /// A telephone.
    Phone,
    /// Lost or stolen.
    Lost,
    /// Joining.
    Join,
    /// Becoming.
    Become,
    /// A member, the cooperative.
    Member,
    /// What was asked for and is not decided.
    Application,
    /// Real or fake.
    Genuine,
    /// A language.
    Language,
    /// Changing.
    Change,
    /// The choices.
    Menu,
    /// "bukan", "tidak", "not".
    Not,
    /// Something is wrong.
    Complaint,
}

const VOCABULARY: &[(Word, &str)] = &[
    (
        Word::Noise,
        "saya sy sya ane aku ak gue gw kami kita ya yah yaa dong donk deh sih nih kan pak bapak bu ibu mas mbak mba kak kakak \
         gan min bang om tante halo hallo hai hi hello assalamualaikum selamat pagi siang sore malam permisi maaf mau mo ingin \
         pengen pingin hendak akan bisa bs boleh dapat apa apakah yang yg di ke dari dr dan untuk utk buat dengan dgn lewat \
         via cara caranya gimana bagaimana gmn bgmn itu ini dulu lagi lg aja saja punya milik sendiri nya koperasi kop tapi \
         tp nomor saat jadinya i im id ive my me mine to a an the is are what whats how do does can could please pls would \
         like want wanna of in on at for with and have has need there now it this that get got you your cooperative if \
         banyak sangat so very kemana mana dimana kmn where sampai bot botnya",
    ),
    (
        Word::Thanks,
        "terimakasih trimakasih makasih makasi mksh trims thx tks suwun nuwun matur hatur thank thanks thankyou",
    ),
    (
        Word::Look,
        "berapa brp brpa brapa cek check cekin lihat liat lihatkan tampilkan info informasi tahu tau rincian detail jumlah \
         jml total isi sisa see show tell know much many view look",
    ),
    (
        Word::Talk,
        "bicara bcr ngomong ngobrol tanya nanya bertanya tanyakan tanyain hubungi menghubungi kontak chat talk speak \
         ask question pertanyaan contact reach",
    ),
    (
        Word::Officer,
        "petugas admin pengurus staf staff cs manusia orang ketua bendahara sekretaris officer office human person someone \
         somebody treasurer secretary chair",
    ),
    (Word::Help, "tolong tlg tlong mohon mhn bantu bantuan help minta mnt butuh perlu"),
    (Word::Savings, "saldo tabungan simpanan simpananku balance savings saving tabunganku"),
    (Word::Kind, "pokok wajib sukarela berjangka principal mandatory voluntary iuran"),
    (Word::History, "mutasi riwayat histori transaksi statement history transactions transaction"),
    (
        Word::Loan,
        "pinjam pinjem pinjaman pinjeman minjam minjem meminjam utang hutang ngutang kredit pembiayaan loan loans borrow \
         borrowing credit",
    ),
    (
        Word::Instalment,
        "cicilan cicil nyicil mencicil angsuran angsur mengangsur angs ansuran instalment instalments installment \
         installments repayment",
    ),
    (Word::Pay, "bayar byr membayar pembayaran bayarin bayarkan pay paying payment lunasi melunasi"),
    (Word::PayIn, "setor nyetor menyetor setoran setorkan nabung menabung tabung deposit"),
    (Word::Transfer, "transfer tf trf trans transfernya mentransfer transferred"),
    (Word::Done, "sudah udah udh sdh dah telah already done barusan tadi baru paid sent"),
    (
        Word::TakeOut,
        "ambil ngambil mengambil tarik narik menarik penarikan pengambilan cairkan mencairkan cairin cair withdraw withdrawal",
    ),
    (Word::Money, "uang duit dana rupiah rp ribu rb juta jt ratus money cash"),
    (
        Word::Time,
        "bulan bln hari tanggal tgl sekarang skrg skrng skr minggu tahun thn jatuh tempo month today week due per",
    ),
    (Word::Phone, "hp hape handphone ponsel telepon telpon telp henpon smartphone phone cellphone mobile"),
    (Word::Lost, "hilang ilang kehilangan kecopetan dicopet dicuri kecurian dirampas lost stolen"),
    (Word::Join, "daftar dftr mendaftar ndaftar gabung bergabung ikut join register signup"),
    (Word::Become, "jadi jd menjadi become be"),
    (Word::Member, "anggota anggotanya member membership keanggotaan"),
    (Word::Application, "status permohonan permohonanku pengajuan pendaftaran application"),
    (Word::Genuine, "asli palsu penipu penipuan real fake scam"),
    (Word::Language, "bahasa inggris english indonesia indonesian language"),
    (Word::Change, "ganti ubah change switch pakai use"),
    (Word::Menu, "menu pilihan utama"),
    (
        Word::Not,
        "bukan bkn tidak tdk tak nggak enggak ngga gak ga g jangan jgn belum blm not dont doesnt cant never without tanpa batal \
         kecuali selain",
    ),
    (
        Word::Complaint,
        "salah keliru kurang berkurang beda berbeda aneh kenapa knp mengapa knapa kok masalah gagal error eror komplain \
         protes wrong missing why mistake problem failed strange incorrect less",
    ),
];

/// Endings that hang on a word without changing what it stands for: "saldonya", "saldoku", "berapakah", "cekin".
const ENDINGS: [&str; 7] = ["nya", "kah", "lah", "kan", "ku", "mu", "in"];

/// Each run of one letter as one: "saldooo" is "saldo", and "angota" is "anggota" written as it sounds.
pub(super) fn squash(word: &str) -> String {
    let mut squashed = String::with_capacity(word.len());
    for letter in word.chars() {
        if !squashed.ends_with(letter) {
            squashed.push(letter);
        }
    }
    squashed
}

/// What a word stands for, as it is or without an ending.
pub(super) fn meaning(word: &str) -> Option<Word> {
    listed(&squash(word)).or_else(|| {
        let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
        stems.filter(|stem| stem.len() >= 3).find_map(|stem| listed(&squash(stem)))
    })
}

fn listed(squashed: &str) -> Option<Word> {
    let is_it = |words: &str| words.split_whitespace().any(|word| squash(word) == squashed);
    VOCABULARY.iter().find(|(_, words)| is_it(words)).map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_word_stands_for_one_thing() {
        let mut seen: BTreeMap<String, (Word, &str)> = BTreeMap::new();
        for (meaning, words) in VOCABULARY {
            for word in words.split_whitespace() {
                let before = seen.insert(squash(word), (*meaning, word));
                assert!(before.is_none_or(|(other, _)| other == *meaning), "{word} is also {before:?}");
            }
        }
    }

    #[test]
    fn doubled_letters_and_endings_do_not_matter() {
        for (word, expected) in [
            ("saldooo", Some(Word::Savings)),
            ("saldoku", Some(Word::Savings)),
            ("tabungannya", Some(Word::Savings)),
            ("angota", Some(Word::Member)),
            ("berapakah", Some(Word::Look)),
            ("daftarkan", Some(Word::Join)),
            ("salad", None),
            ("ku", None),
            ("petani", None),
        ] {
            assert_eq!(meaning(word), expected, "{word}");
        }
    }
}
