//! A bot is served when it has been introduced, however long the messenger's bad moment lasts. By the real program.

use std::process::Stdio;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use emulator::{Fault, Says};
use serde_json::json;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::pages::{comes, look, metric};
use crate::people::{LONG, OFFICES, REGISTER, SARI, asks_balance, everybody, hears_after};
use crate::rig::{Bot, Rig, own_address};
use crate::support::{Intake, Kind, TOKEN};

/// All that an introduction calls, by either way.
const STEPS: [&str; 4] = ["getMe", "getWebhookInfo", "setWebhook", "setMyCommands"];

/// How often each of them stumbles.
const STUMBLES: usize = 2;

const SERVED: &str = "rembuk_bots{state=\"served\"}";
const ELSEWHERE: &str = "rembuk_bots{state=\"elsewhere\"}";

async fn rig(intake: Intake) -> Rig {
    Rig::new(Kind::Sqlite, intake, everybody(), REGISTER, &OFFICES).await
}

/// Everything by which a call may fail without being taken.
fn shapes() -> Vec<Fault> {
    let says = Says::of_nobody().into_iter().map(|(_, says)| Fault::Says(says));
    says.chain([Fault::TooManyRequests { retry_after: 1 }, Fault::DropBefore]).collect()
}

/// The first calls of each step meet one shape after another, from this one on.
fn stumble(rig: &Rig, from: usize) {
    let (shapes, met) = (shapes(), Mutex::new(Vec::<String>::new()));
    rig.emulator.set_fault(Box::new(move |call| {
        let mut met = met.lock().unwrap();
        let often = met.iter().filter(|method| **method == call.method).count();
        if !STEPS.contains(&call.method.as_str()) || often == STUMBLES {
            return Fault::None;
        }
        met.push(call.method.clone());
        shapes[(from + met.len() - 1) % shapes.len()].clone()
    }));
}

/// The webhook that the messenger has.
async fn webhook(rig: &Rig) -> String {
    let answer = reqwest::get(format!("{}/bot{TOKEN}/getWebhookInfo", rig.emulator.url())).await.unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    answer["result"]["url"].as_str().unwrap_or_default().to_owned()
}

/// The bot serves: it is asked by its name, has its menus, and the messenger takes us for it.
async fn is_served(rig: &Rig, bot: &Bot) {
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let asked = sari.send_text("/saldo@ContohBot").await.unwrap();
    hears_after(&sari, asked, "det").await;
    comes("the menus", LONG, async || !sari.commands().is_empty()).await;
    comes("a bot that is served", LONG, async || metric(rig.address(), SERVED).await == Some(1.0)).await;
    assert_eq!(metric(rig.address(), ELSEWHERE).await, Some(0.0), "{}", bot.log());
}

async fn ends(rig: Rig, bot: Bot) {
    let violations = rig.emulator.schema_violations();
    assert!(violations.is_empty(), "requests against the Bot API's schema: {violations:#?}");
    bot.stop().await;
    rig.end().await;
}

/// Each step fails twice, by another shape each time.
async fn stumbles(intake: Intake, from: usize) {
    let rig = rig(intake).await;
    stumble(&rig, from);
    let bot = rig.start_bot(&[]);
    comes("an introduction", LONG, async || metric(rig.address(), SERVED).await == Some(1.0)).await;
    let sari = rig.emulator.person(SARI);
    comes("the menus", LONG, async || !sari.commands().is_empty()).await;
    rig.emulator.clear_fault();
    assert_eq!(webhook(&rig).await.is_empty(), intake == Intake::Polling, "the webhook is never set");
    is_served(&rig, &bot).await;
    ends(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_fails_in_the_first_seconds_is_tried_again_by_polling() {
    stumbles(Intake::Polling, 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_fails_in_the_first_seconds_is_tried_again_by_webhook() {
    stumbles(Intake::Webhook, 5).await;
}

/// Passes connections on, from now on.
async fn line_to(address: &str, emulator: &str) -> JoinHandle<()> {
    let listener = TcpListener::bind(address).await.unwrap();
    let emulator = emulator.trim_start_matches("http://").to_owned();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let emulator = emulator.clone();
            tokio::spawn(async move {
                if let Ok(mut server) = TcpStream::connect(emulator).await {
                    let _ = copy_bidirectional(&mut client, &mut server).await;
                }
            });
        }
    })
}

/// Nobody listens where the messenger should be, for eight seconds.
async fn nobody_listens(intake: Intake) {
    let rig = rig(intake).await;
    let address = own_address();
    let url = format!("http://{address}");
    let bot = rig.start_bot(&[("TELOXIDE_API_URL", &url)]);
    let started = Instant::now();
    comes("a process that lives", LONG, async || look(rig.address(), "/healthz").await.0 == 200).await;
    // A process that is to poll is not ready before it does; to another one, the messenger comes by itself.
    let (status, why) = if intake == Intake::Polling { (503, "no poll was answered lately") } else { (200, "") };
    let is_so = async || {
        let (found, told) = look(rig.address(), "/readyz").await;
        found == status && told.contains(why)
    };
    comes("the start's end", Duration::from_secs(7), is_so).await;
    tokio::time::sleep(Duration::from_secs(8).saturating_sub(started.elapsed())).await;
    assert_eq!(metric(rig.address(), "rembuk_bots{state=\"away\"}").await, Some(1.0), "{}", bot.log());
    let line = line_to(&address, &rig.emulator.url()).await;
    let opened = Instant::now();
    asks_balance(&rig.emulator.person(SARI)).await;
    assert!(opened.elapsed() < Duration::from_secs(12), "the first answer came after {:?}", opened.elapsed());
    is_served(&rig, &bot).await;
    assert_eq!(look(rig.address(), "/readyz").await.0, 200);
    ends(rig, bot).await;
    line.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_that_nobody_finds_for_eight_seconds_is_found_then_by_polling() {
    nobody_listens(Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_that_nobody_finds_for_eight_seconds_is_found_then_by_webhook() {
    nobody_listens(Intake::Webhook).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_menu_that_is_refused_is_told_and_stands_in_nobodys_way() {
    for intake in [Intake::Polling, Intake::Webhook] {
        let rig = rig(intake).await;
        rig.emulator.set_fault(Box::new(|call| match (call.method.as_str(), call.params.get("language_code")) {
            ("setMyCommands", None) => {
                Fault::Says(Says::text(404, r#"{"ok":false,"error_code":404,"description":"Not Found"}"#))
            }
            ("setMyCommands", Some(_)) => Fault::BadRequest("can't parse BotCommand".to_owned()),
            _ => Fault::None,
        }));
        let bot = rig.start_bot(&[]);
        asks_balance(&rig.emulator.person(SARI)).await;
        let told = |bot: &Bot| bot.log().matches("a command menu is not set").count();
        comes("a word on each menu", LONG, async || told(&bot) == 6).await;
        let log = bot.log();
        for words in ["404 Not Found", "400 Bad Request: can't parse BotCommand"] {
            assert!(log.contains(words), "{words}: {log}");
        }
        assert!(!log.contains("does not know the token") && !log.contains(TOKEN), "{log}");
        ends(rig, bot).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_that_nobody_has_is_set_again() {
    let rig = rig(Intake::Webhook).await;
    let bot = rig.start_bot(&[("WEBHOOK_CHECK_SECONDS", "1")]);
    asks_balance(&rig.emulator.person(SARI)).await;
    let ours = webhook(&rig).await;
    let failed = Mutex::new(false);
    rig.emulator.set_fault(Box::new(move |call| match call.method.as_str() {
        "setWebhook" if !std::mem::replace(&mut *failed.lock().unwrap(), true) => Fault::Gateway(502),
        _ => Fault::None,
    }));
    let removed = reqwest::Client::new().post(format!("{}/bot{TOKEN}/deleteWebhook", rig.emulator.url()));
    removed.json(&json!({})).send().await.unwrap();
    comes("our address", LONG / 3, async || webhook(&rig).await == ours).await;
    assert!(!bot.log().contains("another address"), "{}", bot.log());
    is_served(&rig, &bot).await;
    ends(rig, bot).await;
}

/// The very first start: nothing is kept before the messenger's word, and the word is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_start_waits_for_a_messenger_that_is_away() {
    let rig = rig(Intake::Polling).await;
    let fresh = format!("sqlite://{}", rig.place.dir.path().join("fresh.db").display());
    rig.emulator.hang_up(true);
    let bot = rig.start_bot(&[("DATABASE_URL", &fresh)]);
    let tries = |bot: &Bot| bot.log().matches("a bot is not introduced yet; trying again").count();
    comes("tries", LONG, async || tries(&bot) >= 4).await;
    assert_eq!(look(rig.address(), "/healthz").await.0, 200);
    assert!(look(rig.address(), "/readyz").await.1.contains("it starts"));
    rig.emulator.hang_up(false);
    let sari = rig.emulator.person(SARI);
    let mark = sari.mark();
    sari.send_text("/menu").await.unwrap();
    sari.wait_for_bot(mark, LONG).await.unwrap();
    ends(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_says_when_the_bot_is_not_introduced_and_asks_for_its_name() {
    let rig = rig(Intake::Polling).await;
    let invited = async || {
        let mut command = rig.command("invite");
        command.args(["--officer", "chair"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    rig.emulator.hang_up(true);
    let told = invited().await;
    for words in ["has not been introduced yet", "https://t.me/NAME?start=", "BotFather", "code: "] {
        assert!(told.contains(words), "{words}: {told}");
    }
    rig.emulator.hang_up(false);
    let told = invited().await;
    assert!(told.starts_with("https://t.me/ContohBot?start="), "{told}");
    // What was told once is known.
    rig.emulator.hang_up(true);
    assert!(invited().await.starts_with("https://t.me/ContohBot?start="));
    rig.end().await;
}
