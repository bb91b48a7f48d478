//! What can happen to a file: another process writes for long, and the disk is full.

use std::time::{Duration, Instant};

use super::plan::{Run, Size};
use super::stage::Stage;
use crate::disk::{Disk, FULL};
use crate::eye::Eye;
use crate::line::Line;
use crate::rig::{Bot, DEATH_MAX};
use crate::support::Place;

/// Between two locks: a delivery that was refused comes back after a second, or else would wait for the next lock's end.
const BETWEEN_LOCKS: std::ops::Range<u64> = 2_000..4_000;

/// Another process takes the lock for 1 to 30 seconds, and lets it go.
pub async fn busy(run: Run) -> Line {
    let mut stage = Stage::open(run).await;
    let bot = stage.rig.start_bot(&[]);
    stage.people_act();
    let held = if run.size == Size::Night { 1_000..30_000 } else { 1_000..2_500 };
    while stage.line.hits < run.rounds {
        stage.pass(BETWEEN_LOCKS).await;
        let mut writer = Eye::open(&stage.rig.place).await;
        writer.run("BEGIN IMMEDIATE").await;
        stage.pass(held.clone()).await;
        let (from, since) = (stage.rig.emulator.next_call(), Instant::now());
        writer.run("ROLLBACK").await;
        stage.first_answer(&bot, from, since).await;
        stage.line.hits += 1;
    }
    stage.judged_alive(bot).await
}

/// The disk fills up; what cannot be kept is not acknowledged; when there is room again, everything goes on by itself.
pub async fn full(run: Run) -> Line {
    let Some(disk) = Disk::mounted() else { return Line::default() };
    let dir = tempfile::tempdir().unwrap();
    let place = Place { dir, database_url: format!("sqlite://{}", disk.file("rembuk.db").display()) };
    let mut stage = Stage::open_at(run, crate::load::MEMBERS, place).await;
    let bot = stage.rig.start_bot(&[]);
    stage.people_act();
    while stage.line.hits < run.rounds {
        stage.pass(300..1_000).await;
        let before = said_full(&bot);
        disk.fill();
        // What is there already can be written over for a while.
        let deadline = Instant::now() + DEATH_MAX;
        while said_full(&bot) == before {
            assert!(Instant::now() < deadline, "it does not notice:\n{}", bot.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        stage.pass(100..1_500).await;
        let (from, since) = (stage.rig.emulator.next_call(), Instant::now());
        disk.make_room();
        stage.first_answer(&bot, from, since).await;
        stage.line.hits += 1;
    }
    let line = stage.judged_alive(bot).await;
    drop(disk);
    line
}

fn said_full(bot: &Bot) -> usize {
    bot.log().matches(FULL).count()
}
