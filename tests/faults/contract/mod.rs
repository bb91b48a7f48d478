//! The real program in front of a Bot API of another make: what our emulator and our bot would both get wrong shows here.
//!
//! `tests/contract/server.py` says what of it is the package's and what is ours.

mod messenger;
mod phone;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use self::messenger::Messenger;
use self::phone::Phone;
use crate::eye::Eye;
use crate::people::{BUDI, OFFICES, REGISTER, SARI, TARI};
use crate::rig::{Bot, Rig};
use crate::support::{Intake, Kind, PATIENCE};

/// How soon the messenger is asked again.
const AGAIN: Duration = Duration::from_millis(50);

/// Nobody in the register, and a NIK of nobody.
const STRANGER: i64 = 19;
const NIK: &str = "3515144508680002";

/// What the bot asks of a messenger besides how updates come in: all that it ever asks for private chats.
const ASKED: [&str; 7] = [
    "answerCallbackQuery",
    "deleteMessage",
    "editMessageReplyMarkup",
    "editMessageText",
    "getMe",
    "sendMessage",
    "setMyCommands",
];

/// The second messenger, and the program between it and a database. The rig's own emulator stays idle.
struct Town {
    messenger: Messenger,
    rig: Rig,
    intake: Intake,
    listen: String,
    /// What the rig has asked its own emulator before the program was started.
    asked: u64,
}

impl Town {
    async fn new(kind: Kind, intake: Intake) -> Self {
        let rig = Rig::new(kind, Intake::Polling, Vec::new(), REGISTER, &OFFICES).await;
        let (messenger, asked) = (Messenger::start().await, rig.emulator.next_call());
        Self { messenger, rig, intake, listen: messenger::listen_address(), asked }
    }

    fn start_bot(&self) -> Bot {
        let webhook = format!("http://{}", self.listen);
        let mut environment = vec![("TELOXIDE_API_URL", self.messenger.url()), ("LISTEN", &self.listen)];
        if self.intake == Intake::Webhook {
            environment.push(("WEBHOOK_URL", &webhook));
        }
        self.rig.start_bot(&environment)
    }

    fn phone(&self, id: i64, name: &'static str) -> Phone<'_> {
        Phone::new(&self.messenger, id, name)
    }

    /// Waits until the messenger keeps nothing any more: its updates were taken, and it was told so.
    async fn is_acknowledged(&self) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while self.messenger.pending().await > 0 {
            assert!(tokio::time::Instant::now() < deadline, "updates that nobody acknowledges");
            tokio::time::sleep(AGAIN).await;
            // The package brings what was not taken when it is asked to, and not by a clock.
            if self.intake == Intake::Webhook {
                self.messenger.delivers().await;
            }
        }
    }

    async fn end(self, bot: Bot) {
        let log = bot.log();
        bot.stop().await;
        let calls = self.messenger.calls(0).await;
        let asked: BTreeSet<&str> = calls.iter().map(|call| call.method.as_str()).collect();
        assert!(ASKED.iter().all(|method| asked.contains(method)), "{asked:?}");
        for call in calls {
            assert_eq!(call.answer["ok"], true, "refused: {} {} -> {}\n{log}", call.method, call.params, call.answer);
        }
        let ours = self.rig.emulator.calls_from(self.asked);
        assert!(ours.is_empty(), "nobody speaks to the messenger of our own: {ours:#?}");
        let (code, told) = self.rig.audit().await;
        assert_eq!(code, Some(0), "{told}");
        self.rig.end().await;
    }
}

/// The bot introduces itself before anybody writes: its menus in both languages, and how updates come in.
async fn introduces_itself(town: &Town) {
    let wanted = match town.intake {
        Intake::Polling => "getWebhookInfo",
        Intake::Webhook => "setWebhook",
    };
    let calls = town.messenger.wait_for(0, |calls| {
        let menus = calls.iter().filter(|call| call.method == "setMyCommands").count();
        menus >= 6 && calls.iter().any(|call| call.method == wanted)
    });
    let calls = calls.await;
    let first = |method: &str| calls.iter().find(|call| call.method == method).unwrap();
    assert_eq!(first("getMe").params, serde_json::json!({}));
    let listed = |call: &messenger::Call| call.params["commands"].as_array().is_some_and(|list| !list.is_empty());
    assert!(calls.iter().filter(|call| call.method == "setMyCommands").all(listed), "{calls:#?}");
}

async fn a_deposit_is_received_once(town: &Town, tari: &mut Phone<'_>, sari: &mut Phone<'_>) {
    let form = tari.asks("/loket a-001 sukarela 500rb", "Rp500.000 (lima ratus ribu rupiah) dari Bu Sari Contoh").await;
    assert_eq!(form.labels(), [vec!["Ya, benar"], vec!["Ubah jumlah", "Batal"]]);
    let pressed = tari.presses("Ya, benar").await;
    let again = tari.presses_data(&form, &form.data("Ya, benar")).await;
    let receipt = tari.hears("Setoran Rp500.000 dari Bu Sari Contoh (A-001) ke simpanan sukarela").await;
    assert!(receipt.text.contains("sudah dicatat; nomor bukti S-4."), "{}", receipt.text);
    assert!(receipt.id > form.id, "a receipt is a message of its own");
    assert_eq!(tari.note(&pressed).await, "");
    assert_eq!(tari.note(&again).await, "Setoran ini sudah dicatat; tidak dicatat dua kali.");
    tari.sees_stripped(form.id).await;
    let notice = sari.hears("Terima kasih, Bu Sari Contoh, setoran Rp500.000 ke simpanan sukarela sudah kami").await;
    assert!(notice.text.ends_with("nomor bukti S-4."), "{}", notice.text);
    let told = town.messenger.calls(0).await;
    let receipts = |chat: i64| {
        let sent = told.iter().filter(|call| call.method == "sendMessage" && call.params["chat_id"] == chat);
        sent.filter(|call| call.params["text"].as_str().is_some_and(|text| text.contains("S-4"))).count()
    };
    assert_eq!((receipts(TARI), receipts(SARI)), (1, 1), "one receipt each");
}

async fn a_stranger_links_by_the_own_card(budi: &mut Phone<'_>) {
    budi.says("/start").await;
    budi.hears("Selamat datang").await;
    let keys = budi.keys();
    let asks_for_card = |key: &Value| key["request_contact"] == true;
    assert!(keys.iter().any(asks_for_card), "a key that shares the own number: {keys:#?}");
    budi.shares_card("6281200000002").await;
    budi.hears("Pak Budi Contoh").await;
    budi.hears("Pak Budi Contoh").await;
}

/// Somebody who applies gives their NIK, which does not stay in the chat.
async fn what_nobody_else_may_read_is_deleted(joko: &mut Phone<'_>) {
    joko.asks("/start", "Selamat datang").await;
    joko.asks("Saya mau daftar", "Sebelum mulai, kami mohon persetujuan Anda.").await;
    joko.presses("Saya setuju").await;
    joko.hears("Siapa nama lengkap Anda").await;
    joko.asks("Joko", "Bagaimana sapaannya?").await;
    joko.presses("Pak").await;
    joko.hears("Tekan Kirim nomor saya di bawah").await;
    joko.shares_card("6281200000019").await;
    let question = joko.hears("Berapa NIK di KTP?").await;
    let answer = joko.asks(NIK, "Siapa ahli warisnya").await;
    let deleted = joko.sees_deleted().await;
    assert!(
        question.id < deleted && deleted < answer.id,
        "{deleted} is what was written between: {question:?} {answer:?}"
    );
}

async fn a_language_is_switched_on_the_screen(sari: &mut Phone<'_>) {
    let menu = sari.asks("/menu", "Bu Sari Contoh, apa yang bisa kami bantu?").await;
    let pressed = sari.presses("Bahasa").await;
    let choice = sari.hears("Bahasa apa yang Anda pilih?").await;
    assert_eq!(choice.id, menu.id, "the screen is edited");
    assert_eq!(choice.labels(), [["Bahasa Indonesia", "English"]]);
    assert_eq!(sari.note(&pressed).await, "");
    sari.presses("English").await;
    sari.hears("All right, we will speak English from now on.").await;
    let menu = sari.hears("Bu Sari Contoh, how can we help you?").await;
    assert_eq!(menu.labels()[0], ["Balance", "Statement", "Invite a friend"]);
    sari.sees_stripped(choice.id).await;
}

async fn story(kind: Kind, intake: Intake) {
    let town = Town::new(kind, intake).await;
    let mut bot = town.start_bot();
    introduces_itself(&town).await;
    let (mut sari, mut tari) = (town.phone(SARI, "Sari"), town.phone(TARI, "Tari"));
    let (mut budi, mut joko) = (town.phone(BUDI, "Budi"), town.phone(STRANGER, "Joko"));

    let menu = sari.asks("/start", "Bu Sari Contoh, apa yang bisa kami bantu?").await;
    assert_eq!(menu.labels()[0], ["Saldo", "Mutasi", "Ajak teman"]);
    sari.asks("/saldo", "simpanan Anda Rp4.350.000").await;
    sari.asks("/saldo@ContohBot", "simpanan Anda Rp4.350.000").await;
    a_deposit_is_received_once(&town, &mut tari, &mut sari).await;
    a_stranger_links_by_the_own_card(&mut budi).await;
    what_nobody_else_may_read_is_deleted(&mut joko).await;
    town.is_acknowledged().await;

    // What is said while nobody is there waits with the messenger, and is answered once.
    let mut eye = Eye::open(&town.rig.place).await;
    eye.wait_until_quiet().await;
    bot.kill();
    sari.says("/saldo").await;
    assert_eq!(town.messenger.pending().await, 1, "it waits");
    let before = town.messenger.calls(0).await.len();
    bot = town.start_bot();
    if intake == Intake::Webhook {
        town.messenger.wait_for(before, |calls| calls.iter().any(|call| call.method == "setWebhook")).await;
    }
    town.is_acknowledged().await;
    sari.hears("simpanan Anda Rp4.850.000").await;

    a_language_is_switched_on_the_screen(&mut sari).await;
    sari.asks("/balance", "you have saved Rp4,850,000").await;
    town.is_acknowledged().await;
    for mut phone in [sari, tari, budi, joko] {
        phone.has_heard_all().await;
    }
    assert_eq!(eye.number("SELECT COUNT(*) FROM journals").await, 4, "three openings and one deposit");
    drop(eye);
    town.end(bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_make_of_the_bot_api_is_polled_on_sqlite() {
    story(Kind::Sqlite, Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_make_of_the_bot_api_is_polled_on_postgres() {
    story(Kind::Postgres, Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_make_of_the_bot_api_calls_the_webhook_on_sqlite() {
    story(Kind::Sqlite, Intake::Webhook).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_make_of_the_bot_api_calls_the_webhook_on_postgres() {
    story(Kind::Postgres, Intake::Webhook).await;
}
