use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dialogues::base::people::{Salutation, Standing};
use dialogues::base::shape::Place;
use dialogues::home::HomeReply;
use dialogues::hub::{Chat, Command, Reply};
use dialogues::samples;
use dialogues::settings::SettingsReply;
use dialogues::settings::facts::ChangeCard;
use domain::locale::Locale;
use domain::member::Address;
use domain::question::QuestionNumber;
use domain::role::Role;
use domain::setting::Setting;

use super::{InlineAction, Keyboard, RenderCtx, Rendered, command_menu, render, table, toast};

thread_local! {
    static USED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    static MISSING: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

pub(super) fn note_used(key: &'static str) {
    USED.with_borrow_mut(|used| used.insert(key));
}

pub(super) fn note_missing(key: &'static str, is_missing: bool) {
    if is_missing {
        MISSING.with_borrow_mut(|missing| missing.insert(key));
    }
}

fn show(reply: &Reply, locale: Locale) -> Rendered {
    let cooperative = samples::cooperative();
    let receipts = ["S-1043".to_owned()];
    let cx = RenderCtx {
        cooperative: &cooperative,
        receipts: &receipts,
        question: Some(QuestionNumber(13)),
        bot_username: "contoh_bot",
        chat: Chat::Private,
    };
    render(reply, locale, &cx)
}

fn everything() -> Vec<(Reply, Locale, Rendered)> {
    let both = |reply: Reply| Locale::ALL.map(|locale| (reply.clone(), locale, show(&reply, locale)));
    samples::replies().into_iter().flat_map(both).collect()
}

/// Keys with the names of their values, from the files of one language.
fn catalogue(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale.as_str());
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut key);
                assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice");
            }
            for part in line.split("{ $").skip(1) {
                let value = part.split_once(" }").unwrap().0.to_owned();
                keys.get_mut(&key).unwrap().insert(value);
            }
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys_and_values() {
    assert_eq!(catalogue(Locale::Id), catalogue(Locale::En));
}

#[test]
fn every_reply_renders_in_both_languages_and_no_text_is_unused() {
    USED.with_borrow_mut(BTreeSet::clear);
    MISSING.with_borrow_mut(BTreeSet::clear);
    for (reply, _, rendered) in everything() {
        assert!(!rendered.html.trim().is_empty(), "{reply:?}");
        assert!(!rendered.html.contains("{$") && !rendered.html.contains("{ $"), "{}", rendered.html);
    }
    let mut cooperative = samples::cooperative();
    cooperative.contact = "  ".to_owned();
    let cx = RenderCtx {
        cooperative: &cooperative,
        receipts: &[],
        question: None,
        bot_username: "contoh_bot",
        chat: Chat::Private,
    };
    render(&HomeReply::AskOffice.into(), Locale::Id, &cx);
    let chair = Standing::from(&samples::person(2, None, &[Role::Chair]));
    assert!(render(&HomeReply::Menu(chair).into(), Locale::Id, &cx).html.contains("belum selesai diatur"));
    for address in [Address::Pak, Address::Plain] {
        let member = Salutation { address, name: "Budi".to_owned(), number: "1".to_owned() };
        let reply = dialogues::linking::LinkingReply::Linked(member).into();
        render(&reply, Locale::Id, &cx);
    }
    let nobody = samples::replies().into_iter().filter_map(|reply| match reply {
        Reply::Corrections(dialogues::corrections::CorrectionsReply::MemberCorrected {
            receipt,
            mut journal,
            reason,
        }) => {
            journal.member = None;
            Some(dialogues::corrections::CorrectionsReply::MemberCorrected { receipt, journal, reason }.into())
        }
        _ => None,
    });
    for reply in nobody.collect::<Vec<Reply>>() {
        render(&reply, Locale::Id, &cx);
    }
    for command in Command::ALL {
        super::description(command, Locale::En);
    }
    for locale in Locale::ALL {
        let member = samples::sari();
        let letter = super::letters::Letter { member: &member, code: "K7MP-3XQT" };
        super::letters::page(&[letter], samples::today(), locale, &cx);
    }
    assert_eq!(MISSING.take(), BTreeSet::new(), "rendered by falling back");
    let unused: Vec<String> =
        catalogue(Locale::Id).into_keys().filter(|key| !USED.with_borrow(|used| used.contains(key.as_str()))).collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn messages_are_short_and_tables_narrow() {
    for (reply, _, rendered) in everything() {
        let text = super::catalogue::plain(&rendered.html);
        assert!(text.encode_utf16().count() <= 1_000, "{reply:?}");
        for tables in rendered.html.split("<pre>").skip(1) {
            for line in tables.split("</pre>").next().unwrap().lines() {
                assert!(line.chars().count() <= table::WIDTH, "{line}");
            }
        }
        if reply.shape().place == Place::Toast {
            assert!(text.chars().count() <= 200);
        }
    }
}

#[test]
fn labels_are_short_and_data_fits() {
    for (reply, _, rendered) in everything() {
        match rendered.keyboard {
            Keyboard::None => {}
            Keyboard::Inline(rows) => {
                assert!(rows.len() <= 3, "{reply:?}");
                for row in rows {
                    assert!(!row.is_empty() && row.len() <= 5, "{reply:?}");
                    for key in row {
                        assert!((1..=24).contains(&key.label.chars().count()), "{}", key.label);
                        match key.action {
                            InlineAction::Data(data) => assert!(data.len() <= 64),
                            InlineAction::Url(url) => {
                                assert!(url.starts_with("https://t.me/contoh_bot?start"), "{url}");
                                assert!(url.split_once('=').unwrap().1.len() <= 64, "{url}");
                            }
                        }
                    }
                }
            }
            Keyboard::Reply(rows) | Keyboard::Once(rows) => {
                assert!(rows.iter().flatten().all(|key| key.label.chars().count() <= 32));
            }
        }
    }
}

/// What people agreed to is kept as a hash: whoever changes the text raises its version, and keeps the older one's.
#[test]
fn the_consent_text_is_that_of_its_version() {
    let hashes = Locale::ALL.map(|locale| {
        let text = super::consent(dialogues::joining::CONSENT_VERSION, locale, "Koperasi Contoh Maju");
        store::seal::content_hash(text.as_bytes())
    });
    let shown = ["gykyqkIgnpk9IMvWYk4g313HsTpGa3CC9WuA+9U5uOI", "vz8fVsnfV6fHmMYFSjU/ViezGxbfJGWenBZcehFtJRo"];
    assert_eq!((dialogues::joining::CONSENT_VERSION, hashes), (1, shown.map(str::to_owned)));
    assert_eq!(super::consent(0, Locale::Id, "Koperasi Contoh Maju"), "", "no such version");
}

/// A key sends its label, so the label must be a word that we understand.
#[test]
fn keys_of_the_keyboard_are_understood() {
    let mut sent = BTreeSet::new();
    for (_, _, rendered) in everything() {
        if let Keyboard::Reply(rows) | Keyboard::Once(rows) = rendered.keyboard {
            sent.extend(rows.into_iter().flatten().filter(|key| !key.request_contact).map(|key| key.label));
        }
    }
    for label in &sent {
        assert!(samples::is_understood(label), "{label}");
    }
    assert_eq!(sent.len(), 9, "{sent:?}");
}

#[test]
fn the_tone_is_ours() {
    for (reply, locale, rendered) in everything() {
        let text = rendered.html.to_lowercase();
        let says = |word: &str| text.split(|sign: char| !sign.is_alphanumeric()).any(|it| it.starts_with(word));
        assert!(!says("bunga") && !text.contains("kamu "), "{text}");
        assert!(!text.contains('!'), "{reply:?} shouts in {locale:?}");
    }
}

#[test]
fn names_can_not_break_a_message() {
    let name = "Sari <b>&\"\u{202e}Wulan\u{200b}\ndari".to_owned();
    let member = Salutation { address: Address::Bu, name, number: "A-017".to_owned() };
    let reply = dialogues::linking::LinkingReply::AlreadyLinked(member).into();
    assert_eq!(
        show(&reply, Locale::Id).html,
        "Bu Sari &lt;b&gt;&amp;&quot;Wulandari, akun ini memang sudah tersambung dengan keanggotaan nomor <b>A-017</b>."
    );
}

/// The screens that set the tone, word for word.
#[test]
fn the_screens_that_set_the_tone() {
    let found = |wanted: &str| {
        let texts: Vec<String> = everything().into_iter().map(|(_, _, rendered)| rendered.html).collect();
        assert!(texts.iter().any(|text| text == wanted), "{wanted}\n---\n{}", texts.join("\n---\n"));
    };
    found("Bu Sari Wulandari, simpanan Anda <b>Rp4.350.000</b>; yang bisa diambil sekarang <b>Rp1.150.000</b>.");
    found(
        "<b>Rp500.000</b> (lima ratus ribu rupiah) dari Bu Sari Wulandari (A-017) ke simpanan sukarela, sudah benar?",
    );
    found(
        "Terima kasih, Bu Sari Wulandari, setoran <b>Rp500.000</b> ke simpanan sukarela sudah kami terima; \
         nomor bukti <b>S-1043</b>.",
    );
    found("Maaf, saya belum paham; apakah maksud Anda salah satu dari ini?");
    found(
        "Bu Sari Wulandari, ini rincian simpanan Anda:\n\
         <pre>Pokok                    100.000\n\
         Wajib                  1.090.000\n\
         Sukarela               1.160.000\n\
         Berjangka              2.000.000\n\
         --------------------------------\n\
         Jumlah                 4.350.000</pre>",
    );
}

#[test]
fn menus_list_what_a_role_can_do() {
    let names = |locale, roles: &[Role]| -> Vec<String> {
        command_menu(locale, Command::listed_for(roles)).into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names(Locale::Id, &[]), ["menu", "saldo", "mutasi", "tanya", "lapor", "bantuan", "bahasa", "mulai"]);
    assert_eq!(names(Locale::En, &[Role::Chair])[..4], ["menu", "balance", "statement", "tasks"]);
    assert!(names(Locale::Id, &[Role::Treasurer]).contains(&"loket".to_owned()));
    for (name, description) in command_menu(Locale::En, Command::listed_for(&Role::ALL)) {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()) && name.len() <= 32);
        assert!((3..=256).contains(&description.chars().count()));
    }
}

#[test]
fn the_history_shows_the_whole_account() {
    let cooperative = samples::cooperative();
    let cx =
        RenderCtx { cooperative: &cooperative, receipts: &[], question: None, bot_username: "b", chat: Chat::Private };
    let change = ChangeCard {
        setting: Setting::Payment,
        role: Role::Secretary,
        at: samples::now(),
        old: "Bank Pembangunan Daerah Contoh 1234567890 a.n. Koperasi".to_owned(),
        new: "Bank Pembangunan Daerah Contoh 1234567891 a.n. Koperasi".to_owned(),
    };
    let told = render(&SettingsReply::History(vec![change.clone()]).into(), Locale::Id, &cx).html;
    assert!(told.contains(&change.old) && told.contains(&change.new), "{told}");
}

#[test]
fn a_note_is_plain_text() {
    let cooperative = samples::cooperative();
    let cx =
        RenderCtx { cooperative: &cooperative, receipts: &[], question: None, bot_username: "b", chat: Chat::Private };
    let reply = dialogues::counter::CounterReply::AlreadyRecorded.into();
    assert_eq!(toast(&reply, Locale::Id, &cx), "Setoran ini sudah dicatat; tidak dicatat dua kali.");
}

/// Others read along in a group: no figure of money, and nobody's name, whatever was decided.
#[test]
fn a_group_never_reads_a_figure_or_a_name() {
    let cooperative = samples::cooperative();
    let receipts = ["S-1043".to_owned()];
    let question = Some(QuestionNumber(13));
    let cx =
        RenderCtx { cooperative: &cooperative, receipts: &receipts, question, bot_username: "b", chat: Chat::Group };
    let mut said = BTreeSet::new();
    for (reply, locale) in samples::replies().into_iter().flat_map(|reply| Locale::ALL.map(|it| (reply.clone(), it))) {
        let rendered = render(&reply, locale, &cx);
        let text = super::catalogue::plain(&rendered.html);
        for secret in ["Rp", "rupiah", "Sari", "Wulandari", "A-017", "S-10", "K-7", "Kapan"] {
            assert!(!text.contains(secret), "{reply:?} in {locale:?} says {secret}: {text}");
        }
        // Beside the number of a question and how to reach the office there is no figure at all.
        let rest = text.replace("T-12", "").replace("T-13", "").replace(&cooperative.contact, "");
        assert!(!rest.contains(|sign: char| sign.is_ascii_digit()), "{reply:?} has a figure: {text}");
        // A button with data could be pressed by anybody: only links lead out of a group.
        match rendered.keyboard {
            Keyboard::None => {}
            Keyboard::Inline(rows) => {
                assert!(matches!(rows[0][0].action, InlineAction::Url(_)) && rows.len() == 1, "{reply:?}");
            }
            Keyboard::Reply(_) | Keyboard::Once(_) => panic!("{reply:?} would change everybody's keyboard"),
        }
        said.insert(text);
    }
    assert!(said.len() > 20, "{said:?}");
}
