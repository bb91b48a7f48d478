//! Stopping in order, and not starting at all with wrong settings. By the real program.

use std::process::Stdio;
use std::time::{Duration, Instant};

use emulator::Fault;

use crate::eye::Eye;
use crate::people::{ANI, OFFICES, REGISTER, SARI, asks_balance, everybody, hears_after};
use crate::rig::Rig;
use crate::support::{Intake, Kind, PATIENCE, TOKEN};
use crate::town::taken;

/// The webhook that the messenger has.
async fn webhook(rig: &Rig) -> String {
    let answer = reqwest::get(format!("{}/bot{TOKEN}/getWebhookInfo", rig.emulator.url())).await.unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    answer["result"]["url"].as_str().unwrap_or_default().to_owned()
}

/// Stops the bot while an answer is on its way that the messenger is slow to take.
async fn stops_in_order(kind: Kind, intake: Intake, signal: &str) {
    let rig = Rig::new(kind, intake, everybody(), REGISTER, &OFFICES).await;
    let mut bot = rig.start_bot(&[]);
    let [sari, ani] = [SARI, ANI].map(|id| rig.emulator.person(id));
    asks_balance(&sari).await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    let (before, was) = (taken(&rig.emulator, SARI), webhook(&rig).await);
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "sendMessage" => Fault::Delay(Duration::from_secs(2)),
        _ => Fault::None,
    }));
    let asked = sari.send_text("/saldo").await.unwrap();
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE state = 'sending'", 1).await;
    bot.signal(signal);
    let told = Instant::now();
    let status = bot.ended(Duration::from_secs(10)).await.unwrap_or_else(|| panic!("10 s passed:\n{}", bot.log()));
    assert_eq!(status.code(), Some(0), "SIG{signal}: {status}\n{}", bot.log());
    assert!(told.elapsed() < Duration::from_secs(10));
    assert_eq!(taken(&rig.emulator, SARI), before + 1, "the answer on its way arrived");
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE finished_at = 0").await, 0, "and is marked as sent");
    hears_after(&sari, asked, "det").await;
    assert_eq!(webhook(&rig).await, was, "how updates come in is left as it was");
    assert_eq!(was.is_empty(), intake == Intake::Polling);

    // What comes while it is down is answered after the next start, and nothing is said again.
    rig.emulator.clear_fault();
    let asked = ani.send_text("/saldo").await.unwrap();
    let bot = rig.start_bot(&[]);
    hears_after(&ani, asked, "det").await;
    eye.wait_until_quiet().await;
    assert_eq!(taken(&rig.emulator, SARI), before + 1);
    bot.stop().await;
    drop(eye);
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_finishes_what_is_in_hand_and_leaves_the_webhook() {
    stops_in_order(Kind::Sqlite, Intake::Webhook, "TERM").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigint_finishes_what_is_in_hand() {
    stops_in_order(Kind::Postgres, Intake::Polling, "INT").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_is_stopped_in_order_too() {
    let rig = Rig::new(Kind::Sqlite, Intake::Webhook, everybody(), REGISTER, &OFFICES).await;
    let (reached, mut started) = tokio::sync::watch::channel(false);
    rig.emulator.set_fault(Box::new(move |_| {
        let _ = reached.send(true);
        Fault::Delay(Duration::from_mins(1))
    }));
    let mut bot = rig.start_bot(&[]);
    tokio::time::timeout(PATIENCE, started.wait_for(|reached| *reached)).await.unwrap().unwrap();
    bot.signal("TERM");
    let status = bot.ended(Duration::from_secs(10)).await.unwrap_or_else(|| panic!("10 s passed:\n{}", bot.log()));
    assert_eq!(status.code(), Some(0), "{status}\n{}", bot.log());
    rig.emulator.clear_fault();
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_is_stopped_while_the_database_is_silent() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://rembuk@{}/rembuk", silent.local_addr().unwrap());
    let mut bot = rig.start_bot(&[("DATABASE_URL", url.as_str())]);
    let taken = tokio::time::timeout(PATIENCE, silent.accept()).await.unwrap().unwrap();
    bot.signal("TERM");
    let status = bot.ended(Duration::from_secs(10)).await.unwrap_or_else(|| panic!("10 s passed:\n{}", bot.log()));
    assert_eq!(status.code(), Some(0), "{status}\n{}", bot.log());
    drop(taken);
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_longest_answer_in_hand_does_not_hold_a_stop_beyond_ten_seconds() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let mut bot = rig.start_bot(&[]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "sendMessage" => Fault::Delay(Duration::from_mins(1)),
        _ => Fault::None,
    }));
    let asked = sari.send_text("/saldo").await.unwrap();
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE state = 'sending'", 1).await;
    drop(eye);
    bot.signal("TERM");
    let status = bot.ended(Duration::from_secs(10)).await.unwrap_or_else(|| panic!("10 s passed:\n{}", bot.log()));
    assert_eq!(status.code(), Some(0), "{status}\n{}", bot.log());
    rig.emulator.clear_fault();
    let bot = rig.start_bot(&[]);
    hears_after(&sari, asked, "det").await;
    bot.stop().await;
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_setting_is_told_in_one_line_and_nothing_is_started() {
    let rig = Rig::new(Kind::Sqlite, Intake::Webhook, everybody(), REGISTER, &OFFICES).await;
    let nowhere = rig.place.dir.path().join("nowhere.db");
    let wrong = [
        ("TELOXIDE_TOKEN", "nonsense"),
        ("TELOXIDE_API_URL", "http://example.org"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("WEBHOOK_URL", "http://example.org"),
        ("WEBHOOK_SECRET", "short"),
        ("LISTEN", "somewhere"),
        ("LOG_FORMAT", "xml"),
        ("COOPERATIVE_ZONE", "CET"),
    ];
    let calls = rig.emulator.next_call();
    for (name, value) in wrong {
        let mut command = rig.command("serve");
        command.env("DATABASE_URL", format!("sqlite://{}", nowhere.display())).env(name, value).stderr(Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {told}");
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 1, "{name}={value}: {told}");
        assert!(lines[0].starts_with(name), "{name}={value}: {told}");
        assert!(!told.contains(value) || name == "WEBHOOK_SECRET", "a wrong value may be a secret: {told}");
        assert!(!nowhere.exists(), "{name}={value}: a database was made");
    }
    assert_eq!(rig.emulator.next_call(), calls, "the messenger was called");
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_wrong_settings_have_a_line_each() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let mut command = rig.command("serve");
    command.env("TELOXIDE_TOKEN", "nonsense").env("LISTEN", "somewhere").env("LOG_FORMAT", "xml");
    command.stderr(Stdio::piped());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), told.lines().count()), (Some(2), 3), "{told}");
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_world_refuses_at_the_start_is_told_in_one_line() {
    let rig = Rig::new(Kind::Sqlite, Intake::Webhook, everybody(), REGISTER, &OFFICES).await;
    let held = std::net::TcpListener::bind(rig.address()).unwrap();
    let fresh = format!("sqlite://{}", rig.place.dir.path().join("fresh.db").display());
    let unknown = ("TELOXIDE_TOKEN", "77:UNKNOWNUNKNOWNUNKNOWN");
    let cases: [(&str, &[(&str, &str)]); 5] = [
        ("LISTEN", &[]),
        ("TELOXIDE_TOKEN is of bot 77", &[("LISTEN", "127.0.0.1:0"), unknown]),
        ("TELOXIDE_TOKEN: the messenger", &[("LISTEN", "127.0.0.1:0"), unknown, ("DATABASE_URL", &fresh)]),
        ("TELOXIDE_TOKEN", &[("LISTEN", "127.0.0.1:0"), ("TELOXIDE_TOKEN", ""), ("DATABASE_URL", &fresh)]),
        ("the database can't be opened (DATABASE_URL)", &[("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")]),
    ];
    for (starts_with, environment) in cases {
        let mut command = rig.command("serve");
        command.envs(environment.iter().copied()).env("RUST_LOG", "off").stderr(Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{starts_with}: {told}");
        assert_eq!(told.lines().count(), 1, "{starts_with}: {told}");
        assert!(told.starts_with(starts_with), "{starts_with}: {told}");
    }
    drop(held);
    rig.end().await;
}

/// A second process that was started by mistake, without the webhook's address.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_that_is_refused_leaves_alone_whoever_serves() {
    let rig = Rig::new(Kind::Postgres, Intake::Webhook, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let mut eye = Eye::open(&rig.place).await;
    let fence = eye.number("SELECT sender_fence FROM bots").await;
    let mut second = rig.command("serve");
    second.env_remove("WEBHOOK_URL").env("LISTEN", "127.0.0.1:0").stderr(Stdio::piped());
    let refused = tokio::task::spawn_blocking(move || second.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!((refused.status.code(), told.contains("has a webhook")), (Some(2), true), "{told}");
    assert_eq!(eye.number("SELECT sender_fence FROM bots").await, fence, "nothing was taken over");
    asks_balance(&sari).await;
    drop(eye);
    bot.stop().await;
    rig.end().await;
}

/// `SQLite` is served by one process; whoever dies leaves it to the next at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_one_sqlite_file_is_refused_in_one_line() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let mut bot = rig.start_bot(&[]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let mut second = rig.command("serve");
    second.env("LISTEN", "127.0.0.1:0").env("RUST_LOG", "off").stderr(Stdio::piped());
    let refused = tokio::task::spawn_blocking(move || second.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!((refused.status.code(), told.lines().count()), (Some(2), 1), "{told}");
    assert!(told.starts_with("DATABASE_URL: another process serves this database"), "{told}");
    asks_balance(&sari).await;
    bot.kill();
    let killed = Instant::now();
    let asked = sari.send_text("/saldo").await.unwrap();
    let bot = rig.start_bot(&[]);
    hears_after(&sari, asked, "det").await;
    assert!(killed.elapsed() < Duration::from_secs(10), "the next need not wait for a lease");
    bot.stop().await;
    rig.end().await;
}
