//! Polling through a messenger's bad hours: seldom enough to spare it, often enough for those who wait.

use std::time::{Duration, Instant};

use emulator::{Fault, Says};

use crate::pages::{comes, metric};
use crate::people::{LONG, OFFICES, REGISTER, SARI, asks_balance, everybody, hears_after};
use crate::rig::{Bot, Rig};
use crate::support::{Intake, Kind, TOKEN};

/// A bot that polls and has answered.
async fn polling() -> (Rig, Bot) {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[]);
    asks_balance(&rig.emulator.person(SARI)).await;
    (rig, bot)
}

/// From now on each poll is answered so; the one that is held open ends.
async fn polls_are_answered(rig: &Rig, fault: Fault) {
    rig.emulator.set_fault(Box::new(move |call| match call.method.as_str() {
        "getUpdates" => fault.clone(),
        _ => Fault::None,
    }));
    rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
}

async fn ends(rig: Rig, bot: Bot) {
    asks_balance(&rig.emulator.person(SARI)).await;
    bot.stop().await;
    rig.end().await;
}

/// Polls in five seconds of a messenger that answers each at once, and so.
async fn polls_while_it_answers(rig: &Rig, body: &str) -> usize {
    let first = rig.emulator.next_call();
    polls_are_answered(rig, Fault::Says(Says::text(200, body))).await;
    let polls = || {
        let calls = rig.emulator.calls_from(first);
        calls.iter().filter(|call| call.method == "getUpdates").count()
    };
    comes("an answer that came too soon", LONG, async || polls() >= 2).await;
    let before = polls();
    tokio::time::sleep(Duration::from_secs(5)).await;
    polls() - before
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_that_answers_nothing_new_at_once_is_not_asked_without_pause() {
    let (rig, bot) = polling().await;
    for body in [
        r#"{"ok":true,"result":[]}"#,
        // An offset that nobody heeds, and an update that no offset confirms.
        r#"{"ok":true,"result":[{"update_id":900000001,"gift":{}}]}"#,
        r#"{"ok":true,"result":[{"gift":{}}]}"#,
    ] {
        let asked = polls_while_it_answers(&rig, body).await;
        // Half a second, one, two, four: no more fit.
        assert!(asked <= 4, "asked {asked} times in five seconds: {body}");
        rig.emulator.clear_fault();
        let sari = rig.emulator.person(SARI);
        let (asked, began) = (sari.send_text("/saldo").await.unwrap(), Instant::now());
        hears_after(&sari, asked, "det").await;
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    }
    let early = metric(rig.address(), "rembuk_polls_total{result=\"early\"}").await;
    assert!(early >= Some(6.0), "{early:?}");
    ends(rig, bot).await;
}

/// After an outage of so long, people are heard within seconds.
async fn outage(begin: impl AsyncFnOnce(&Rig), end: impl FnOnce(&Rig)) {
    let (rig, bot) = polling().await;
    begin(&rig).await;
    // As long as it takes for pauses to be as long as they get.
    comes("failures", LONG, async || bot.log().matches("polling failed").count() >= 6).await;
    let away = metric(rig.address(), "rembuk_polls_total{result=\"away\"}").await;
    assert!(away >= Some(6.0), "{away:?}");
    let sari = rig.emulator.person(SARI);
    let asked = sari.send_text("/saldo").await.unwrap();
    end(&rig);
    let over = Instant::now();
    hears_after(&sari, asked, "det").await;
    assert!(over.elapsed() < Duration::from_secs(8), "the first answer came after {:?}", over.elapsed());
    ends(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_gateways_pages_people_are_heard_within_seconds() {
    let pages = async |rig: &Rig| polls_are_answered(rig, Fault::Says(Says::page(502))).await;
    outage(pages, |rig| rig.emulator.clear_fault()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_connections_that_are_reset_people_are_heard_within_seconds() {
    let hang_up = async |rig: &Rig| {
        rig.emulator.hang_up(true);
        rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
    };
    outage(hang_up, |rig| rig.emulator.hang_up(false)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_says_code_and_words_of_a_poll_that_failed_and_no_token() {
    let (rig, bot) = polling().await;
    let body = format!(r#"{{"ok":false,"error_code":400,"description":"Bad Request: /bot{TOKEN}/getUpdates is odd"}}"#);
    polls_are_answered(&rig, Fault::Says(Says::text(400, &body))).await;
    comes("the words", LONG, async || bot.log().contains("400 Bad Request: /bot4242:…/getUpdates is odd")).await;
    let (_, secret) = TOKEN.split_once(':').unwrap();
    assert!(!bot.log().contains(secret), "{}", bot.log());
    comes("a count", LONG, async || metric(rig.address(), "rembuk_polls_total{result=\"refused\"}").await >= Some(1.0))
        .await;
    rig.emulator.clear_fault();
    ends(rig, bot).await;
}
