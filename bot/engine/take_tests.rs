//! What is taken and cannot be done at once must wait, and not be lost.

use std::sync::Arc;

use domain::ids::BotId;
use domain::role::Role;
use serde_json::json;
use store::inbox::{Ending, NewUpdate};
use store::{Db, DbConfig, Keyring};
use tokio::sync::Notify;

use super::Engine;
use super::ending::Fresh;
use crate::boot;
use crate::clock::Clock;
use crate::commands::invite::{self, For};
use crate::ingest::backlog::Backlog;
use crate::leases::Leases;
use crate::sender::Handover;
use crate::settings::{FirstCooperative, Token};
use crate::telegram::{envelope, route};

const BOT: BotId = BotId(4_242);

/// An engine over an empty cooperative, in this folder.
async fn engine(folder: &std::path::Path) -> Arc<Engine> {
    crate::crash::plant_bug().unwrap();
    let url = format!("sqlite://{}", folder.join("rembuk.db").display());
    let patience = std::time::Duration::from_secs(5);
    let config = DbConfig { url, connections: 1, patience, probe: None, observer: None };
    let (db, keys) = (Db::open(&config).await.unwrap(), Keyring::new(&[7; 32]));
    db.migrate().await.unwrap();
    let (clock, for_founding) = (Clock::Real, keys.clone());
    let now = clock.now();
    db.unit(store::unit!("boot"), move |tx| {
        Box::pin(async move {
            let token = Token { bot_id: BOT, secret: "secret".to_owned() };
            let (name, contact) = ("Koperasi Contoh".to_owned(), "kantor".to_owned());
            let first = FirstCooperative { name, zone: domain::zone::Zone::Wib, contact };
            boot::found_in(tx, &for_founding, &token, &first, now).await
        })
    })
    .await
    .unwrap();
    let (inbox_filled, outbox_filled) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (handover, backlog) = (Handover::new(Leases::default()).0, Backlog::new(100));
    let (router, metrics) = (route::Router::default(), Arc::default());
    let allowances = crate::engine::Allowances::new(crate::engine::Allowance { burst: 60, per_minute: 30 });
    Arc::new(Engine { db, keys, clock, router, inbox_filled, outbox_filled, handover, allowances, backlog, metrics })
}

fn start(person: i64, code: &str) -> NewUpdate {
    let update = json!({"update_id": person, "message": {
        "message_id": 1, "date": 1_800_000_000, "text": format!("/start {code}"),
        "chat": {"id": person, "type": "private", "first_name": "X"},
        "from": {"id": person, "is_bot": false, "first_name": "X", "language_code": "id"}}});
    envelope::seal_in(BOT, update.to_string().into_bytes())
}

fn greets(person: i64) -> NewUpdate {
    start(person, "")
}

#[tokio::test]
async fn all_that_is_not_done_waits_again_and_its_ending_is_still_to_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let inner = Arc::clone(&engine);
    let (taken, waiting) = engine
        .db
        .unit(store::unit!("take"), move |tx| {
            Box::pin(async move {
                let (updates, now_us) = ([11, 12, 13, 14].map(greets), inner.clock.now_us());
                let taken = store::inbox::take_in(tx, &inner.keys, &updates, 128, now_us).await?;
                let of: Vec<i64> = taken.heads.iter().map(|head| head.arrival).collect();
                let fresh = Fresh { updates: &updates, places: taken.fresh, taken_at_us: now_us };
                // The fourth was deferred, or its step panicked.
                let endings = [(of[0], Ending::Done), (of[1], Ending::Dead), (of[2], Ending::Unparsed)];
                let open = fresh.keep_undone_in(tx, &inner, &endings).await?;
                assert_eq!(open, endings[1..]);
                let waiting = store::inbox::claim_in(tx, &inner.keys, 128, now_us).await?;
                Ok((of, waiting))
            })
        })
        .await
        .unwrap();
    let found: Vec<i64> = waiting.iter().map(|head| head.arrival).collect();
    assert_eq!(found, taken[1..]);
    assert!(waiting.iter().all(|head| head.body.is_some()), "each with its body");
}

#[tokio::test]
async fn of_two_that_meet_in_one_take_the_second_waits_and_is_worked_on_next() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let wanted = For::Officer(Role::Chair);
    let code = invite::run(&engine.db, &engine.keys, None, wanted, engine.clock.now()).await.unwrap().code;
    let turn = engine.turn().await.unwrap();
    let added = engine.take(turn, vec![start(11, &code), start(12, &code)]).await.unwrap();
    assert_eq!(added.ready, 2);
    let worked = engine.work(128, false).await.unwrap();
    assert_eq!(worked.ended.len(), 1, "the second had waited");
    let worked = engine.work(128, false).await.unwrap();
    assert_eq!(worked.taken, 0, "and nothing waits any longer");
    let findings = engine.db.unit(store::unit!("audit"), |tx| Box::pin(store::audit::run_in(tx))).await.unwrap();
    assert_eq!(findings, []);
}
