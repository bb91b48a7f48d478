//! A messenger that is away, slow or odd for a while, in front of the real program: what was said comes all the same.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use emulator::{CallInfo, CallRecord, Fault, Person, Says};
use tokio::time::Instant;

use crate::eye::Eye;
use crate::people::{ANI, LONG, OFFICES, REGISTER, SARI, TARI, asks_balance, buttons, everybody, hears, opens_deposit};
use crate::rig::{Bot, Rig};
use crate::support::{Intake, Kind, everywhere};

/// Longer than three tries that follow each other within seconds.
const OUTAGE: Duration = Duration::from_secs(8);

async fn open(kind: Kind, intake: Intake) -> (Rig, Bot) {
    let rig = Rig::new(kind, intake, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[]);
    for id in [SARI, ANI] {
        asks_balance(&rig.emulator.person(id)).await;
    }
    (rig, bot)
}

fn is_message(call: &CallInfo) -> bool {
    ["sendMessage", "editMessageText"].contains(&call.method.as_str())
}

/// The next calls with a message meet these faults in turn, each at least once, until the outage ends; returns how many
/// did.
fn away_by(rig: &Rig, faults: Vec<Fault>) -> Arc<AtomicUsize> {
    let (met, until) = (Arc::new(AtomicUsize::new(0)), Instant::now() + OUTAGE);
    let counted = Arc::clone(&met);
    rig.emulator.set_fault(Box::new(move |call| {
        let is_over = Instant::now() >= until && counted.load(Ordering::SeqCst) >= faults.len();
        if !is_message(call) || is_over {
            return Fault::None;
        }
        let turn = counted.fetch_add(1, Ordering::SeqCst);
        faults[turn % faults.len()].clone()
    }));
    met
}

/// The treasurer confirms a deposit of this many rupiah for Sari, and does not wait for the receipt.
async fn confirms(rig: &Rig, amount: i64) {
    let tari = rig.emulator.person(TARI);
    let confirm = opens_deposit(&tari, &format!("A-001 sukarela {amount}")).await;
    tari.press(&confirm).await.unwrap();
}

/// Texts that the messenger took for this person since this call, in order.
fn taken(rig: &Rig, from: u64, person: i64) -> Vec<String> {
    let calls = rig.emulator.calls_from(from);
    let mine = |call: &&Arc<CallRecord>| call.ok && call.params["chat_id"].as_i64() == Some(person);
    let messages = calls.iter().filter(|call| ["sendMessage", "editMessageText"].contains(&call.method.as_str()));
    messages.filter(mine).filter_map(|call| call.params["text"].as_str().map(str::to_owned)).collect()
}

fn receipts(texts: &[String]) -> Vec<&str> {
    let number = |text: &String| text.find("S-").map(|at| at..text.len().min(at + 8));
    let found = texts.iter().filter_map(|text| Some(&text[number(text)?]));
    found.map(|it| it.trim_end_matches(|sign: char| !sign.is_ascii_digit())).collect()
}

async fn ends(rig: Rig, bot: Bot) {
    rig.emulator.clear_fault();
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'dead'").await, 0, "nothing is given up");
    bot.stop().await;
    let (code, told) = rig.audit().await;
    assert_eq!(code, Some(0), "{told}");
    drop(eye);
    rig.end().await;
}

everywhere! {
    async fn a_receipt_comes_once_whatever_answers_in_the_messengers_place(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let (sari, from) = (rig.emulator.person(SARI), rig.emulator.next_call());
        let shapes = Says::of_nobody().into_iter().map(|(_, says)| Fault::Says(says)).collect();
        let confirm = opens_deposit(&rig.emulator.person(TARI), "A-001 sukarela 100000").await;
        let met = away_by(&rig, shapes);
        rig.emulator.person(TARI).press(&confirm).await.unwrap();
        hears(&sari, "S-").await;
        hears(&rig.emulator.person(TARI), "S-").await;
        assert!(met.load(Ordering::SeqCst) >= 8, "each shape was met: {met:?}");
        Eye::open(&rig.place).await.wait_until_quiet().await;
        for person in [SARI, TARI] {
            assert_eq!(receipts(&taken(&rig, from, person)).len(), 1, "{person} has one receipt");
        }
        ends(rig, bot).await;
    }

    async fn a_messenger_that_hangs_up_on_everybody_loses_and_doubles_nothing(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let (sari, tari) = (rig.emulator.person(SARI), rig.emulator.person(TARI));
        let mut from = rig.emulator.next_call();
        for round in 0..2 {
            let confirm = opens_deposit(&tari, "A-001 sukarela 110000").await;
            from = if round == 0 { rig.emulator.next_call() } else { from };
            tari.press(&confirm).await.unwrap();
            if round == 0 {
                hears(&sari, "S-").await;
            }
        }
        rig.emulator.hang_up(true);
        // Not a wait for anything: the outage lasts longer than three tries that follow each other within seconds.
        tokio::time::sleep(OUTAGE).await;
        rig.emulator.hang_up(false);
        let deadline = Instant::now() + LONG;
        let texts = loop {
            let texts = taken(&rig, from, SARI);
            if receipts(&texts).len() >= 2 {
                break texts;
            }
            assert!(Instant::now() < deadline, "{texts:?}\n{}", bot.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        let numbers = receipts(&texts);
        assert!(numbers.is_sorted() && numbers.len() == 2 && numbers[0] != numbers[1], "in order, each once: {numbers:?}");
        ends(rig, bot).await;
    }

    async fn a_429_always_waits_whatever_it_lacks(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let (sari, from) = (rig.emulator.person(SARI), rig.emulator.next_call());
        let shapes = [
            (Says::text(429, r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 2"}"#), 2),
            (Says::text(429, r#"{"ok":false,"error_code":429,"parameters":{}}"#).with("retry-after", "1"), 1),
            (Says::text(429, r#"{"ok":false,"description":"slow down","parameters":null}"#), 5),
        ];
        let met = Arc::new(Mutex::new(Vec::new()));
        let (said, noted) = (shapes.clone(), Arc::clone(&met));
        rig.emulator.set_fault(Box::new(move |call| {
            if !is_message(call) || call.chat_id != Some(SARI) {
                return Fault::None;
            }
            let mut noted = noted.lock().unwrap();
            noted.push(Instant::now());
            said.get(noted.len() - 1).map_or(Fault::None, |(says, _)| Fault::Says(says.clone()))
        }));
        confirms(&rig, 100_000).await;
        hears(&sari, "S-").await;
        Eye::open(&rig.place).await.wait_until_quiet().await;
        let met = met.lock().unwrap().clone();
        for (pair, (says, seconds)) in met.windows(2).zip(&shapes) {
            let waited = pair[1] - pair[0];
            assert!(waited >= Duration::from_millis(seconds * 1_000 - 50), "{waited:?} after {says:?}");
        }
        assert_eq!(receipts(&taken(&rig, from, SARI)).len(), 1);
        ends(rig, bot).await;
    }

    async fn one_chats_429_makes_nobody_else_wait_and_that_of_several_makes_the_bot_wait(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let [sari, ani] = [SARI, ANI].map(|id| rig.emulator.person(id));
        let (seconds, metrics) = (4, format!("http://{}/metrics", rig.address()));
        rig.emulator.set_fault(Box::new(move |call| match call.chat_id {
            Some(SARI) if is_message(call) => Fault::TooManyRequests { retry_after: seconds },
            _ => Fault::None,
        }));
        for _ in 0..3 {
            sari.send_text("/saldo").await.unwrap();
        }
        let mut eye = Eye::open(&rig.place).await;
        eye.wait_until("SELECT COUNT(*) FROM outbox WHERE chat_id = 11 AND refused > 0", |found| found > 0).await;
        let asked = Instant::now();
        asks_balance(&ani).await;
        assert!(asked.elapsed() < Duration::from_secs(seconds - 1), "Ani waited {:?}", asked.elapsed());

        // All chats are asked to wait: then it is the bot.
        rig.emulator.clear_fault();
        eye.wait_until_quiet().await;
        let refused = Arc::new(Mutex::new(std::collections::BTreeSet::new()));
        rig.emulator.set_fault(Box::new(move |call| match call.chat_id {
            Some(chat) if is_message(call) && refused.lock().unwrap().insert(chat) => {
                Fault::TooManyRequests { retry_after: seconds }
            }
            _ => Fault::None,
        }));
        for id in [SARI, TARI, ANI] {
            rig.emulator.person(id).send_text("/menu").await.unwrap();
        }
        let deadline = Instant::now() + LONG;
        while !reqwest::get(&metrics).await.unwrap().text().await.unwrap().contains("pauses_total{scope=\"bot\"} 1") {
            assert!(Instant::now() < deadline, "{}", bot.log());
        }
        let budi = rig.emulator.person(crate::people::BUDI);
        let asked = Instant::now();
        let start = budi.send_text("/start").await.unwrap();
        budi.wait_for_next_message(start, LONG).await.unwrap();
        assert!(asked.elapsed() > Duration::from_secs(seconds - 2), "a fourth waits, too: {:?}", asked.elapsed());
        drop(eye);
        ends(rig, bot).await;
    }

    async fn success_is_heard_whatever_stands_beside_it(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let (sari, from) = (rig.emulator.person(SARI), rig.emulator.next_call());
        rig.emulator.set_fault(Box::new(|_| {
            let body = r#"{"ok":true,"result":{result},"error_code":null,"description":null,"parameters":null}"#;
            Fault::Says(Says::text(200, body).taking())
        }));
        asks_balance(&sari).await;
        confirms(&rig, 100_000).await;
        hears(&sari, "S-").await;
        let mut eye = Eye::open(&rig.place).await;
        eye.wait_until_quiet().await;
        assert_eq!(receipts(&taken(&rig, from, SARI)).len(), 1, "taken once, heard once");
        drop(eye);
        ends(rig, bot).await;
    }

    async fn an_answer_does_not_wait_for_the_messenger_to_note_the_press(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let sari = rig.emulator.person(SARI);
        let slow = Duration::from_secs(6);
        rig.emulator.set_fault(Box::new(move |call| match call.method.as_str() {
            "answerCallbackQuery" => Fault::Delay(slow),
            _ => Fault::None,
        }));
        let detail = buttons(&sari.chat().await, "det").pop().expect("the balance has a button");
        let pressed = Instant::now();
        let before = shown(&sari).await;
        sari.press(&detail).await.unwrap();
        sari.wait_for(|view| screen(view) != before, LONG).await.unwrap();
        assert!(pressed.elapsed() < slow / 2, "the answer came after {:?}", pressed.elapsed());
        // And the next question is in nobody's way either.
        asks_balance(&sari).await;
        assert!(pressed.elapsed() < slow, "the next answer came after {:?}", pressed.elapsed());
        ends(rig, bot).await;
    }

    async fn a_screen_that_the_messenger_lost_is_sent_anew(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let sari = rig.emulator.person(SARI);
        for words in ["MESSAGE_ID_INVALID", "message to edit not found", "message can't be edited"] {
            let words = words.to_owned();
            rig.emulator.set_fault(Box::new(move |call| match call.method.as_str() {
                "editMessageText" => Fault::BadRequest(words.clone()),
                _ => Fault::None,
            }));
            let last = sari.last_message().await.map_or(0, |message| message.id);
            let detail = buttons(&sari.chat().await, "det").pop().expect("the balance has a button");
            sari.press(&detail).await.unwrap();
            let newer = |view: &emulator::ChatView| view.messages.iter().any(|it| it.by_bot && it.id > last);
            sari.wait_for(newer, LONG).await.unwrap();
            rig.emulator.clear_fault();
            asks_balance(&sari).await;
        }
        ends(rig, bot).await;
    }

    async fn buttons_are_taken_off_a_screen_once(kind, intake) {
        let (rig, bot) = open(kind, intake).await;
        let people = [SARI, ANI, TARI].map(|id| rig.emulator.person(id));
        for _ in 0..25 {
            for person in &people {
                person.send_text("/menu").await.unwrap();
                person.send_text("/saldo").await.unwrap();
            }
        }
        let mut eye = Eye::open(&rig.place).await;
        rig.emulator.wait_until_taken(crate::support::TOKEN, LONG).await.unwrap();
        eye.wait_until_quiet().await;
        let calls = rig.emulator.calls();
        let strips = calls.iter().filter(|call| call.method == "editMessageReplyMarkup");
        let mut seen = std::collections::BTreeMap::new();
        for call in strips {
            *seen.entry((call.params["chat_id"].to_string(), call.params["message_id"].to_string())).or_insert(0) += 1;
        }
        let again: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).collect();
        assert!(!seen.is_empty() && again.is_empty(), "stripped more than once, of {}: {again:?}", seen.len());
        drop(eye);
        ends(rig, bot).await;
    }
}

fn screen(view: &emulator::ChatView) -> Option<String> {
    view.messages.iter().rev().find(|message| message.by_bot).map(|message| message.text.clone())
}

async fn shown(person: &Person) -> Option<String> {
    screen(&person.chat().await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_who_floods_is_told_once_and_answered_again_after_a_pause() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[("PERSON_BURST", "8"), ("PERSON_PER_MINUTE", "30")]);
    let [sari, budi] = [SARI, crate::people::BUDI].map(|id| rig.emulator.person(id));
    asks_balance(&sari).await;
    for _ in 0..40 {
        budi.send_text("/bantuan").await.unwrap();
    }
    rig.emulator.wait_until_taken(crate::support::TOKEN, LONG).await.unwrap();
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    let said = taken(&rig, 0, crate::people::BUDI);
    let told = said.iter().filter(|text| text.contains("terlalu cepat")).count();
    assert_eq!(told, 1, "told once: {said:?}");
    assert!(said.len() <= 14, "{} answers to forty messages", said.len());
    asks_balance(&sari).await;
    // Not a wait for anything: the silence is what is wanted of who was too fast, a quarter of eight at two seconds each.
    tokio::time::sleep(Duration::from_millis(4_200)).await;
    let asked = budi.send_text("/bantuan").await.unwrap();
    budi.wait_for_next_message(asked, LONG).await.unwrap();
    drop(eye);
    ends(rig, bot).await;
}
