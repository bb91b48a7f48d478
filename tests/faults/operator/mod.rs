//! What an operator sees when something is wrong: the log line, the metric, the alert. Each row of the table in
//! docs/OPERATING.md is observed here, by the real program; the guide may not say anything else.

mod rows;

use std::fmt::Write;
use std::process::Stdio;
use std::time::Duration;

use emulator::{BotConfig, Fault};
use serde_json::json;

use self::rows::{
    ELSEWHERE, FULL_DISK, LOST_DATABASE, LOST_REPLICA, MESSAGES_WAIT, NEWER, NO_DATABASE, NOT_INTRODUCED, POLLS_FAIL,
    REVOKED, REVOKED_POLLING, ROWS, Row, SECOND_POLLER, TURNED_AWAY, UPDATES_WAIT, WRONG_TOKEN,
};
use crate::disk::{Disk, FULL};
use crate::eye::Eye;
use crate::pages::{comes, look};
use crate::people::{OFFICES, REGISTER, SARI, asks_balance, everybody, hears_after};
use crate::rig::{Bot, Rig, own_address};
use crate::support::{Intake, Kind, PATIENCE, Place, TOKEN};

const GUIDE: &str = include_str!("../../../docs/OPERATING.md");

const BEGIN: &str = "<!-- observed: begin -->\n";
const END: &str = "<!-- observed: end -->";

/// An update of somebody, whose next try is far away.
const WAITING: &str = "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
        not_before, received_at, finished_at) \
    VALUES (4242, 1, 501, 501, 501, 0, 'x', 'ready', 0, 9000000000000000, 0, 0)";

impl Row {
    /// The start is refused: with status 2, and one line that says why.
    async fn is_refused(&self, mut command: std::process::Command) {
        command.env("RUST_LOG", "off").stderr(Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), told.lines().count()), (Some(2), 1), "{}: {told}", self.what);
        assert!(told.contains(self.log), "{}: {told}", self.what);
        assert!(self.metric.is_empty() && self.alert_rule().contains("absent(rembuk_build_info)"), "{}", self.what);
    }

    /// It goes on serving; its log and its metrics, at this address, tell what is wrong.
    async fn is_seen(&self, bot: &Bot, address: &str) {
        let deadline = tokio::time::Instant::now() + PATIENCE * 2;
        loop {
            let page = page(address).await;
            if bot.log().contains(self.log) && self.is_shown(&page) {
                break;
            }
            assert!(tokio::time::Instant::now() < deadline, "{}:\n{}\n{page}", self.what, bot.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.has_its_alert();
    }

    /// What was wrong is right again.
    async fn is_over(&self, address: &str) {
        let deadline = tokio::time::Instant::now() + PATIENCE * 2;
        while self.is_shown(&page(address).await) {
            assert!(tokio::time::Instant::now() < deadline, "{} does not end", self.metric);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

async fn page(address: &str) -> String {
    reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await.unwrap()
}

async fn rig(kind: Kind, intake: Intake) -> Rig {
    Rig::new(kind, intake, everybody(), REGISTER, &OFFICES).await
}

/// A rig whose bot serves and has answered.
async fn serving(kind: Kind, intake: Intake, environment: &[(&str, &str)]) -> (Rig, Bot) {
    let rig = rig(kind, intake).await;
    let bot = rig.start_bot(environment);
    asks_balance(&rig.emulator.person(SARI)).await;
    (rig, bot)
}

/// Sari asks once more and is answered; then everything stops in order.
async fn ends_well(rig: Rig, bot: Bot) {
    asks_balance(&rig.emulator.person(SARI)).await;
    bot.stop().await;
    rig.end().await;
}

/// One call at the messenger, by somebody who has the token.
async fn calls(rig: &Rig, method: &str, params: serde_json::Value) {
    let url = format!("{}/bot{TOKEN}/{method}", rig.emulator.url());
    let _ = reqwest::Client::new().post(url).json(&params).send().await.unwrap().text().await;
}

#[test]
fn the_guide_has_exactly_the_rows_that_are_observed() {
    let mut table = String::from("| what is wrong | log | metric | alert | what to do |\n|---|---|---|---|---|\n");
    for row in ROWS {
        let _ = write!(table, "{}", row.told());
    }
    let kept = GUIDE.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(kept, _)| kept);
    assert!(kept == Some(&table), "docs/OPERATING.md is to say what was observed:\n{BEGIN}{table}{END}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_token_is_told_at_the_first_start() {
    let rig = rig(Kind::Sqlite, Intake::Polling).await;
    let fresh = rig.place.dir.path().join("fresh.db");
    let mut command = rig.command("serve");
    command
        .env("TELOXIDE_TOKEN", "77:UNKNOWNUNKNOWNUNKNOWN")
        .env("DATABASE_URL", format!("sqlite://{}", fresh.display()));
    WRONG_TOKEN.is_refused(command).await;
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_token_is_seen_by_polling() {
    revoked(Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_token_is_seen_by_webhook() {
    revoked(Intake::Webhook).await;
}

async fn revoked(intake: Intake) {
    let (rig, bot) = serving(Kind::Sqlite, intake, &[("WEBHOOK_CHECK_SECONDS", "1")]).await;
    let with_token = |token: &str| BotConfig {
        token: token.to_owned(),
        username: "ContohBot".to_owned(),
        first_name: "Koperasi Contoh Maju".to_owned(),
    };
    rig.emulator.add_bot(with_token("4242:ANOTHERANOTHERANOTHERANOTHER"));
    // A poll that is under way ends with an update.
    rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
    let seen = if intake == Intake::Polling { &REVOKED_POLLING } else { &REVOKED };
    seen.is_seen(&bot, rig.address()).await;
    rig.emulator.add_bot(with_token(TOKEN));
    asks_balance(&rig.emulator.person(SARI)).await;
    REVOKED.is_over(rig.address()).await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_database_is_told_at_the_start() {
    let rig = rig(Kind::Sqlite, Intake::Polling).await;
    let mut command = rig.command("serve");
    command.env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
    NO_DATABASE.is_refused(command).await;
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_away_is_seen_and_work_goes_on_when_it_is_back() {
    let (rig, bot) = serving(Kind::Postgres, Intake::Webhook, &[]).await;
    let (base, name) = rig.place.database_url.rsplit_once('/').unwrap();
    let admin = Place { dir: tempfile::tempdir().unwrap(), database_url: format!("{base}/postgres") };
    let mut admin = Eye::open(&admin).await;
    admin.run(&format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")).await;
    let sessions = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    admin.run(&sessions).await;
    let asked = rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
    LOST_DATABASE.is_seen(&bot, rig.address()).await;
    admin.run(&format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")).await;
    hears_after(&rig.emulator.person(SARI), asked, "det").await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_database_is_refused() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let rig = rig(kind, Intake::Polling).await;
        let mut eye = Eye::open(&rig.place).await;
        eye.run(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
            SELECT 99991231235959, 'of tomorrow', success, checksum, execution_time FROM _sqlx_migrations LIMIT 1",
        )
        .await;
        drop(eye);
        NEWER.is_refused(rig.command("serve")).await;
        rig.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_seen_and_work_goes_on_when_there_is_room() {
    let Some(disk) = Disk::mounted() else { return };
    let database_url = format!("sqlite://{}", disk.file("rembuk.db").display());
    let place = Place { dir: tempfile::tempdir().unwrap(), database_url };
    let rig = Rig::at(place, Intake::Webhook, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    disk.fill();
    // What is there already can be written over for a while: she asks until it is full.
    let mut asked = sari.send_text("/saldo").await.unwrap();
    let deadline = tokio::time::Instant::now() + PATIENCE * 2;
    while !bot.log().contains(FULL) {
        assert!(tokio::time::Instant::now() < deadline, "it does not notice:\n{}", bot.log());
        sari.send_text("/saldo").await.unwrap();
        asked = sari.send_text("/saldo").await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    FULL_DISK.is_seen(&bot, rig.address()).await;
    disk.make_room();
    hears_after(&sari, asked, "det").await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_poller_is_seen() {
    let (rig, bot) = serving(Kind::Sqlite, Intake::Polling, &[]).await;
    let polls = async {
        loop {
            calls(&rig, "getUpdates", json!({"timeout": 1})).await;
        }
    };
    tokio::select! {
        () = polls => {}
        () = SECOND_POLLER.is_seen(&bot, rig.address()) => {}
    }
    asks_balance(&rig.emulator.person(SARI)).await;
    SECOND_POLLER.is_over(rig.address()).await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_that_was_set_to_another_address_is_seen_and_the_next_start_takes_it_back() {
    let (rig, bot) = serving(Kind::Sqlite, Intake::Webhook, &[("WEBHOOK_CHECK_SECONDS", "1")]).await;
    calls(&rig, "setWebhook", json!({"url": format!("http://{}/elsewhere", own_address())})).await;
    ELSEWHERE.is_seen(&bot, rig.address()).await;
    bot.stop().await;
    let bot = rig.start_bot(&[]);
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_replica_is_seen_by_the_one_that_has_its_work_then() {
    let rig = rig(Kind::Postgres, Intake::Polling).await;
    let addresses = [own_address(), own_address()];
    let start = |address: &str| rig.start_bot(&[("LISTEN", address), ("REMBUK_FAULTS_LEASE", "2")]);
    let mut first = start(&addresses[0]);
    asks_balance(&rig.emulator.person(SARI)).await;
    let second = start(&addresses[1]);
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_for("SELECT COUNT(*) FROM replicas", 2).await;
    drop(eye);
    first.kill();
    LOST_REPLICA.is_seen(&second, &addresses[1]).await;
    ends_well(rig, second).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn updates_that_wait_are_seen() {
    let (rig, bot) = serving(Kind::Sqlite, Intake::Polling, &[]).await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    eye.run(WAITING).await;
    UPDATES_WAIT.is_seen(&bot, rig.address()).await;
    eye.run("DELETE FROM inbox WHERE body = 'x'").await;
    drop(eye);
    UPDATES_WAIT.is_over(rig.address()).await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_with_as_many_updates_waiting_as_may_is_seen() {
    let (rig, bot) = serving(Kind::Sqlite, Intake::Webhook, &[("INBOX_MAX", "1")]).await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    eye.run(WAITING).await;
    // Not before the look that finds it: what comes before that is still kept.
    let found = async {
        while !page(rig.address()).await.contains("rembuk_inbox_waiting{bot=\"4242\"} 1\n") {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE * 2, found).await.expect("the look finds what waits");
    let asked = rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
    TURNED_AWAY.is_seen(&bot, rig.address()).await;
    eye.run("DELETE FROM inbox WHERE body = 'x'").await;
    drop(eye);
    hears_after(&rig.emulator.person(SARI), asked, "det").await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_that_wait_are_seen() {
    let (rig, bot) = serving(Kind::Sqlite, Intake::Polling, &[]).await;
    // The answer before is sent and marked: the one that waits is the one below.
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "sendMessage" => Fault::TooManyRequests { retry_after: 2 },
        _ => Fault::None,
    }));
    let asked = rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE finished_at = 0", 1).await;
    // As if it had waited for twelve minutes.
    eye.run("UPDATE outbox SET created_at = created_at - 720000000 WHERE finished_at = 0").await;
    MESSAGES_WAIT.is_seen(&bot, rig.address()).await;
    drop(eye);
    rig.emulator.clear_fault();
    hears_after(&rig.emulator.person(SARI), asked, "det").await;
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn polls_that_fail_are_seen() {
    let (rig, bot) = serving(Kind::Sqlite, Intake::Polling, &[]).await;
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "getUpdates" => Fault::Gateway(502),
        _ => Fault::None,
    }));
    // It ends the poll that is held open.
    rig.emulator.person(SARI).send_text("/saldo").await.unwrap();
    POLLS_FAIL.is_seen(&bot, rig.address()).await;
    rig.emulator.clear_fault();
    ends_well(rig, bot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_that_can_not_be_asked_at_the_start_is_seen() {
    let rig = rig(Kind::Sqlite, Intake::Webhook).await;
    rig.emulator.set_fault(Box::new(|call| match call.method.as_str() {
        "getMe" => Fault::Gateway(502),
        _ => Fault::None,
    }));
    let bot = rig.start_bot(&[]);
    // Not before it serves its pages.
    comes("a process that lives", PATIENCE, async || look(rig.address(), "/healthz").await.0 == 200).await;
    NOT_INTRODUCED.is_seen(&bot, rig.address()).await;
    rig.emulator.clear_fault();
    NOT_INTRODUCED.is_over(rig.address()).await;
    ends_well(rig, bot).await;
}
