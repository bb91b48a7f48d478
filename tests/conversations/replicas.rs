//! Two replicas in front of one Postgres: what is begun is begun once, and a stop hands over at once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::ids::BotId;
use domain::role::Role;
use emulator::BotConfig;
use rembuk::commands::cooperative;
use rembuk::serve::{self, Running};
use rembuk::settings::{ReplaceWebhook, Token};
use rembuk::telegram::api::Api;

use crate::cast::{SECRETARY, officer, sari, time_passes, world};
use crate::eye::Eye;
use crate::questions::monday_noon;
use crate::support::{Intake, Kind, World, free_address, settings_of};

/// Another replica of the same deployment.
async fn second(world: &World, intake: Intake) -> Running {
    let settings = settings_of(&world.place, &world.emulator.url(), intake, &free_address());
    let store = serve::open(&settings.data).await.unwrap();
    serve::start(&settings, store, world.clock.clone(), ReplaceWebhook::Never).await.unwrap()
}

/// The number that a replica's metrics tell under this name.
async fn told(running: &Running, name: &str) -> Option<i64> {
    let page = reqwest::get(format!("http://{}/metrics", running.address)).await.unwrap().text().await.unwrap();
    page.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

async fn leads(running: &Running, work: &str) -> Option<i64> {
    told(running, &format!("rembuk_leader{{bot=\"4242\",work=\"{work}\"}} ")).await
}

async fn turns(running: &Running) -> i64 {
    told(running, "rembuk_unit_seconds_count{unit=\"jobs\"} ").await.unwrap_or_default()
}

async fn begun_once(intake: Intake) {
    let world = world(Kind::Postgres, intake).await;
    let other = second(&world, intake).await;
    monday_noon(&world).await;
    let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
    let mut sari = sari(&world).await;
    sari.asks("/tanya kapan?", "nomor T-1").await;
    wulan.hears("Pertanyaan T-1").await;
    time_passes(&world, Duration::from_hours(24)).await;
    let replicas = [&world.running, &other];
    let before = [turns(replicas[0]).await, turns(replicas[1]).await];
    // The turn that was under way may have begun before the day passed: the second has seen it.
    for more in [1, 2] {
        world.emulator.advance(Duration::from_mins(5));
        for (replica, before) in replicas.iter().zip(before) {
            while turns(replica).await < before + more {
                tokio::task::yield_now().await;
            }
        }
    }
    let mut eye = Eye::open(&world.place).await;
    eye.wait_until_quiet().await;
    wulan.hears("ada 1 hal menunggu Anda").await;
    wulan.hears("T-1, menunggu 1 hari").await;
    sari.hears("Pertanyaan Anda T-1 masih menunggu jawaban").await;
    for sql in [
        "SELECT COUNT(*) FROM outbox WHERE cause_key LIKE 'job:question:%'",
        "SELECT COUNT(*) FROM outbox WHERE cause_key LIKE 'job:question-asker:%'",
        "SELECT COUNT(*) FROM job_runs WHERE job = 'question'",
    ] {
        assert_eq!(eye.number(sql).await, 1, "{sql}");
    }
    sari.has_read_all().await;
    wulan.has_read_all().await;
    drop(eye);
    other.stop().await;
    world.end().await;
}

async fn handed_over(intake: Intake) {
    let mut world = world(Kind::Postgres, intake).await;
    let mut sari = sari(&world).await;
    let other = second(&world, intake).await;
    // A replica that has just started tells so a moment later.
    while leads(&other, "send").await.is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!((leads(&world.running, "send").await, leads(&other, "send").await), (Some(1), Some(0)));
    let polls = (intake == Intake::Polling).then_some(1);
    assert_eq!(leads(&world.running, "poll").await, polls, "nobody polls where a webhook is set");
    // Another token reaches both: the one that is to take over uses it first then.
    let (fresh, username) = ("4242:ANOTHERANOTHERANOTHER", "ContohBot".to_owned());
    world.emulator.add_bot(BotConfig { token: fresh.to_owned(), username, first_name: "Bot".to_owned() });
    let store = serve::open(&world.settings.data).await.unwrap();
    let api = Api::new(&world.emulator.url(), Arc::default()).unwrap();
    let token = Token::parse(fresh).unwrap();
    cooperative::rotate(&store.db, &store.keys, &api, BotId(4_242), token).await.unwrap();
    sari.asks("saldo", "simpanan Anda Rp4.350.000").await;
    let first = std::mem::replace(&mut world.running, other);
    first.stop().await;
    let stopped = Instant::now();
    sari.asks("saldo", "simpanan Anda Rp4.350.000").await;
    assert!(stopped.elapsed() < Duration::from_secs(8), "at once, not after a lease: {:?}", stopped.elapsed());
    assert_eq!((leads(&world.running, "send").await, leads(&world.running, "poll").await), (Some(1), polls));
    sari.has_read_all().await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_begin_each_thing_once_by_polling() {
    begun_once(Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_begin_each_thing_once_by_webhook() {
    begun_once(Intake::Webhook).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_hands_over_at_once_by_polling() {
    handed_over(Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_hands_over_at_once_by_webhook() {
    handed_over(Intake::Webhook).await;
}
