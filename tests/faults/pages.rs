//! The pages for whoever looks after the process: there from the first moment on, true, and where they were wished.

use std::time::Duration;

use domain::ids::BotId;
use emulator::{Fault, Says};
use rembuk::ingest::webhook::{SECRET_HEADER, secret_of};

use crate::people::{LONG, OFFICES, REGISTER, SARI, asks_balance, everybody, hears_after};
use crate::rig::{Rig, own_address};
use crate::support::{Intake, Kind, SECRET};

/// How often a change is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A page of the program: its status and its text; zero where nobody answers.
pub async fn look(address: &str, path: &str) -> (u16, String) {
    match reqwest::get(format!("http://{address}{path}")).await {
        Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap_or_default()),
        Err(_) => (0, String::new()),
    }
}

/// One sample of the metrics.
pub async fn metric(address: &str, name: &str) -> Option<f64> {
    let (_, page) = look(address, "/metrics").await;
    page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

/// Waits until this is so.
pub async fn comes(what: &str, limit: Duration, mut is_so: impl AsyncFnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + limit;
    while !is_so().await {
        assert!(tokio::time::Instant::now() < deadline, "{what} does not come within {limit:?}");
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

async fn rig(intake: Intake) -> Rig {
    Rig::new(Kind::Sqlite, intake, everybody(), REGISTER, &OFFICES).await
}

/// What the webhook answers, with the bot's own secret.
async fn brought(rig: &Rig) -> (u16, Option<String>) {
    let secret = secret_of(SECRET, BotId(4_242)).unwrap();
    let request =
        reqwest::Client::new().post(format!("http://{}/tg/4242", rig.address())).header(SECRET_HEADER, secret);
    let answer = request.body("{\"update_id\":900000001}").send().await.unwrap();
    let after = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), after)
}

/// The messenger takes the question who the bot is, and keeps silent.
async fn silent(intake: Intake) {
    let rig = rig(intake).await;
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "getMe" => Fault::Delay(Duration::from_mins(1)),
        _ => Fault::None,
    }));
    let calls = rig.emulator.next_call();
    let bot = rig.start_bot(&[]);
    comes("a process that lives", LONG, async || look(rig.address(), "/healthz").await.0 == 200).await;
    let (status, told) = look(rig.address(), "/readyz").await;
    assert_eq!((status, told.contains("it starts")), (503, true), "{told}");
    if intake == Intake::Webhook {
        assert_eq!(brought(&rig).await, (503, Some("1".to_owned())), "nobody takes it yet");
    }
    // The start does not wait for it, and what needs no messenger is done.
    comes("the start's end", LONG, async || bot.log().contains("the messenger keeps silent")).await;
    if intake == Intake::Webhook {
        comes("a process that is ready", LONG, async || look(rig.address(), "/readyz").await.0 == 200).await;
        assert_eq!(brought(&rig).await.0, 200);
    }
    assert!(rig.emulator.calls_from(calls).is_empty(), "the question is not answered yet");
    rig.emulator.clear_fault();
    asks_balance(&rig.emulator.person(SARI)).await;
    comes("a process that is ready", LONG, async || look(rig.address(), "/readyz").await.0 == 200).await;
    bot.stop().await;
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_that_keeps_silent_at_the_start_holds_nothing_else_back_by_webhook() {
    silent(Intake::Webhook).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_that_keeps_silent_at_the_start_holds_nothing_else_back_by_polling() {
    silent(Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_whose_polls_fail_is_not_ready_until_one_succeeds() {
    let rig = rig(Intake::Polling).await;
    let bot = rig.start_bot(&[("REMBUK_FAULTS_POLL_COUNTS", "2")]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "getUpdates" => Fault::Says(Says::page(502)),
        _ => Fault::None,
    }));
    // It ends the poll that is held open.
    sari.send_text("/saldo").await.unwrap();
    let not = async || look(rig.address(), "/readyz").await == (503, NO_POLL.to_owned());
    comes("a process that is not ready", LONG / 3, not).await;
    assert_eq!(look(rig.address(), "/healthz").await.0, 200, "it lives all the same");
    rig.emulator.clear_fault();
    comes("a process that is ready", LONG / 3, async || look(rig.address(), "/readyz").await.0 == 200).await;
    bot.stop().await;
    rig.end().await;
}

const NO_POLL: &str = r#"{"ready":false,"why":"no poll was answered lately"}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_and_metrics_are_where_they_were_wished_and_nowhere_else() {
    for intake in [Intake::Polling, Intake::Webhook] {
        let rig = rig(intake).await;
        let elsewhere = own_address();
        let bot = rig.start_bot(&[("HEALTH_LISTEN", &elsewhere)]);
        let sari = rig.emulator.person(SARI);
        let asked = sari.send_text("/saldo").await.unwrap();
        hears_after(&sari, asked, "det").await;
        for page in ["/healthz", "/readyz", "/metrics"] {
            comes(page, LONG, async || look(&elsewhere, page).await.0 == 200).await;
            assert_eq!(look(rig.address(), page).await.0, 404, "{page} at LISTEN");
        }
        assert_eq!(look(&elsewhere, "/tg/4242").await.0, 404, "and no webhook there");
        bot.stop().await;
        rig.end().await;
    }
}
