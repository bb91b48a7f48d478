//! A database server that ends without a word, and recovers.

use std::process::Command;
use std::time::Instant;

use super::plan::Run;
use super::stage::Stage;
use crate::line::Line;

/// Stops the suite's own server at once, and starts it again; returns when it takes connections.
#[expect(clippy::disallowed_methods, reason = "the suite's own cluster tells how it is crashed")]
async fn crash_server() {
    let crash = std::env::var("REMBUK_TEST_POSTGRES_CRASH").expect("scripts/with-postgres.sh tells how to crash it");
    let crashed = tokio::task::spawn_blocking(move || Command::new(&crash).output().unwrap()).await.unwrap();
    assert!(crashed.status.success(), "{}", String::from_utf8_lossy(&crashed.stderr));
}

pub async fn crash(run: Run) -> Line {
    let mut stage = Stage::open(run).await;
    let (from, started) = (stage.rig.emulator.next_call(), Instant::now());
    let bot = stage.rig.start_bot(&[]);
    stage.people_act();
    stage.first_answer(&bot, from, started).await;
    while stage.line.hits < run.rounds {
        stage.pass(100..1_200).await;
        crash_server().await;
        stage.line.hits += 1;
        let (from, since) = (stage.rig.emulator.next_call(), Instant::now());
        stage.first_answer(&bot, from, since).await;
    }
    stage.judged_alive(bot).await
}
