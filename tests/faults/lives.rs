//! Where one life of the bot ends and the next begins: the judge must not blame a life for what the one before it asked.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use emulator::Fault;

use crate::eye::{Eye, OF_THE_DEAD};
use crate::judge::receipt_twice_in_a_life;
use crate::people::{OFFICES, REGISTER, SARI, TARI, asks_balance, everybody, opens_deposit};
use crate::rig::{DEATH_MAX, Rig};
use crate::support::{Intake, Kind, PATIENCE};

/// A look at what a dead process left that is not over by then waits for something.
const LOOK: Duration = Duration::from_millis(300);

/// No call yet.
const NONE: u64 = u64::MAX;

/// The bot dies while the messenger has its receipt in hand: read, and not yet taken.
async fn dies_within_a_call(kind: Kind) {
    let rig = Rig::new(kind, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let bot = Mutex::new(Some(rig.start_bot(&[])));
    let tari = rig.emulator.person(TARI);
    let confirm = opens_deposit(&tari, "A-001 sukarela 50000").await;
    let at_death = Arc::new(AtomicU64::new(NONE));
    let (emulator, noted) = (rig.emulator.clone(), Arc::clone(&at_death));
    rig.emulator.set_fault(Box::new(move |call| {
        let text = call.params["text"].as_str().filter(|_| call.method == "sendMessage" && call.chat_id == Some(TARI));
        let is_receipt = text.is_some_and(|text| text.contains("S-"));
        if is_receipt && let Some(mut bot) = bot.lock().unwrap().take() {
            bot.kill();
            noted.store(emulator.next_call(), Ordering::SeqCst);
        }
        Fault::None
    }));
    tari.press(&confirm).await.unwrap();
    let death = async {
        while at_death.load(Ordering::SeqCst) == NONE {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, death).await.expect("a receipt is sent");
    rig.emulator.wait_until_hung_up(DEATH_MAX).await.unwrap();
    let (at_death, hung_up) = (at_death.load(Ordering::SeqCst), rig.emulator.next_call());
    let late = rig.emulator.accepted_from(at_death);
    assert!(late.iter().any(|call| call.method == "sendMessage"), "it was taken after the death: {late:?}");
    let bot = rig.start_bot(&[]);
    Eye::open(&rig.place).await.wait_until_quiet().await;
    assert!(receipt_twice_in_a_life(&rig, &[at_death]).is_some(), "the next life said it once more");
    assert_eq!(receipt_twice_in_a_life(&rig, &[hung_up]), None);
    bot.stop().await;
    rig.emulator.clear_fault();
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_messenger_takes_after_a_death_was_said_by_the_dead_on_sqlite() {
    dies_within_a_call(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_messenger_takes_after_a_death_was_said_by_the_dead_on_postgres() {
    dies_within_a_call(Kind::Postgres).await;
}

/// A server goes on with what a process asked for, whether or not that is there to hear of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_dead_process_asked_a_server_for_is_over_before_anybody_looks() {
    let rig = Rig::new(Kind::Postgres, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let mut bot = rig.start_bot(&[]);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let [mut eye, mut hand] = [Eye::open(&rig.place).await, Eye::open(&rig.place).await];
    eye.wait_until_quiet().await;
    hand.run("BEGIN").await;
    hand.run("SELECT bot_id FROM bots FOR UPDATE").await;
    sari.send_text("/saldo").await.unwrap();
    let waits = "SELECT COUNT(*) FROM pg_stat_activity \
        WHERE application_name = 'rembuk' AND datname = current_database() AND wait_event_type = 'Lock'";
    eye.wait_until(waits, |found| found > 0).await;
    bot.kill();
    assert!(tokio::time::timeout(LOOK, Eye::open_dead(&rig.place)).await.is_err(), "it is still under way");
    assert!(eye.number(OF_THE_DEAD).await > 0);
    hand.run("ROLLBACK").await;
    Eye::open_dead(&rig.place).await;
    assert_eq!(eye.number(OF_THE_DEAD).await, 0);
    drop((eye, hand));
    rig.end().await;
}
