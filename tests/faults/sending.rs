//! A messenger that refuses, delays and drops: what becomes of what was to be said.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use emulator::{CallInfo, CallRecord, Emulator, Fault, GroupConfig};

use crate::eye::Eye;
use crate::people::{
    ANI, BUDI, LONG, OFFICES, REGISTER, SARI, TARI, asks_balance, everybody, hears, hears_after, opens_deposit,
};
use crate::rig::Rig;
use crate::support::{Intake, Kind, World, everywhere};
use crate::town::{taken, town};

async fn open() -> (World, Eye) {
    town(Kind::Sqlite, Intake::Polling).await
}

/// The first calls that send a message to this chat meet these faults, one after another; counts those calls.
fn faults_for(emulator: &Emulator, chat: i64, faults: Vec<Fault>) -> Arc<AtomicUsize> {
    let met = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&met);
    emulator.set_fault(Box::new(move |call: &CallInfo| {
        if call.method != "sendMessage" || call.chat_id != Some(chat) {
            return Fault::None;
        }
        faults.get(counted.fetch_add(1, Ordering::SeqCst)).cloned().unwrap_or(Fault::None)
    }));
    met
}

/// Calls that sent a message to this chat, or tried.
fn sends(emulator: &Emulator, chat: i64) -> Vec<Arc<CallRecord>> {
    let calls = emulator.calls().into_iter();
    calls.filter(|it| it.method == "sendMessage" && it.params["chat_id"].as_i64() == Some(chat)).collect()
}

everywhere! {
    async fn what_is_surely_or_perhaps_not_sent_is_sent_again(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let sari = world.emulator.person(SARI);
        for fault in [Fault::DropBefore, Fault::ServerError, Fault::TooManyRequests { retry_after: 1 }] {
            eye.wait_until_quiet().await;
            let before = taken(&world.emulator, SARI);
            let tries = faults_for(&world.emulator, SARI, vec![fault.clone()]);
            let asked = sari.send_text("/batal").await.unwrap();
            sari.wait_for_next_message(asked, LONG).await.unwrap();
            eye.wait_until_quiet().await;
            assert_eq!(tries.load(Ordering::SeqCst), 2, "{fault:?}: tried twice");
            assert_eq!(taken(&world.emulator, SARI), before + 1, "{fault:?}: taken once");
        }
        assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'dead'").await, 0);
        world.emulator.clear_fault();
        world.end().await;
    }

    async fn an_ambiguous_send_comes_at_most_thrice_and_then_the_chat_goes_on(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let sari = world.emulator.person(SARI);
        let tries = faults_for(&world.emulator, SARI, vec![Fault::DropAfter; 3]);
        sari.send_text("/batal").await.unwrap();
        let next = sari.send_text("/saldo").await.unwrap();
        // The third try comes minutes after the second.
        let deadline = tokio::time::Instant::now() + LONG;
        while tries.load(Ordering::SeqCst) < 2 {
            assert!(tokio::time::Instant::now() < deadline, "no second try");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        eye.wait_for("SELECT COUNT(*) FROM outbox WHERE state = 'sending'", 0).await;
        world.emulator.advance(Duration::from_mins(3));
        hears_after(&sari, next, "det").await;
        eye.wait_until_quiet().await;
        let answers: Vec<String> = sends(&world.emulator, SARI).iter().map(|it| it.params["text"].to_string()).collect();
        let first = answers.iter().filter(|text| **text == answers[0]).count();
        assert_eq!((first, answers.len()), (3, 4), "three of the first, and then the second: {answers:?}");
        let given_up = "SELECT COUNT(*) FROM outbox WHERE state = 'dead' AND error = 'ambiguous' AND ambiguous = 3";
        assert_eq!(eye.number(given_up).await, 1, "and it stands in the outbox as given up");
        world.emulator.clear_fault();
        world.end().await;
    }

    async fn messages_of_a_chat_stay_in_order_under_every_fault(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let [sari, tari] = [SARI, TARI].map(|id| world.emulator.person(id));
        asks_balance(&sari).await;
        eye.wait_until_quiet().await;
        let first = eye.number("SELECT next_number FROM receipt_counters").await;
        faults_for(&world.emulator, SARI, vec![
            Fault::Delay(Duration::from_millis(700)),
            Fault::ServerError,
            Fault::None,
            Fault::DropAfter,
            Fault::TooManyRequests { retry_after: 1 },
            Fault::None,
            Fault::DropBefore,
            Fault::Delay(Duration::from_millis(300)),
        ]);
        for n in 0..6 {
            let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
            tari.press(&confirm).await.unwrap();
            hears(&tari, &format!("S-{}", first + n)).await;
        }
        hears(&sari, &format!("S-{}", first + 5)).await;
        eye.wait_until_quiet().await;
        let mut order: Vec<i64> = Vec::new();
        for call in sends(&world.emulator, SARI).iter().filter(|call| call.ok) {
            let text = call.params["text"].as_str().unwrap_or_default();
            let number = (first..first + 6).find(|number| text.contains(&format!("S-{number}")));
            order.extend(number);
        }
        let mut expected: Vec<i64> = (first..first + 6).collect();
        order.dedup();
        expected.dedup();
        assert_eq!(order, expected, "receipts in order; a repeated one follows itself");
        world.emulator.clear_fault();
        world.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_429_is_waited_out_for_as_long_as_it_says() {
    let (world, mut eye) = open().await;
    let sari = world.emulator.person(SARI);
    faults_for(&world.emulator, SARI, vec![Fault::TooManyRequests { retry_after: 3 }]);
    asks_balance(&sari).await;
    eye.wait_until_quiet().await;
    let sends = sends(&world.emulator, SARI);
    assert_eq!(sends.iter().map(|call| call.ok).collect::<Vec<_>>(), [false, true]);
    let waited = sends[1].at - sends[0].at;
    assert!(waited >= chrono::TimeDelta::milliseconds(2_950), "only {waited}");
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE ambiguous > 0").await, 0, "a refusal is not ambiguous");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_refuses_us_hears_nothing_more_of_what_waited_and_everything_after_coming_back() {
    let (world, mut eye) = open().await;
    let [sari, tari] = [SARI, TARI].map(|id| world.emulator.person(id));
    asks_balance(&sari).await;
    eye.wait_until_quiet().await;
    faults_for(
        &world.emulator,
        SARI,
        vec![Fault::TooManyRequests { retry_after: 2 }, Fault::Forbidden("user is deactivated".to_owned())],
    );
    for _ in 0..3 {
        sari.send_text("/batal").await.unwrap();
    }
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE state = 'dead' AND error = 'unreachable'", 3).await;
    let unreachable = "SELECT COUNT(*) FROM chats WHERE chat_id = 11 AND unreachable = 1";
    assert_eq!(eye.number(unreachable).await, 1, "the chat is marked");
    let refused = sends(&world.emulator, SARI).iter().filter(|call| !call.ok).count();
    assert_eq!(refused, 2, "what waited was not even tried");
    world.emulator.clear_fault();

    sari.block().await.unwrap();
    eye.wait_until_quiet().await;
    let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
    tari.press(&confirm).await.unwrap();
    hears(&tari, "S-").await;
    eye.wait_until_quiet().await;
    assert_eq!(eye.number(unreachable).await, 1);
    sari.unblock().await.unwrap();
    eye.wait_for(unreachable, 0).await;
    asks_balance(&sari).await;
    let confirm = opens_deposit(&tari, "A-001 wajib 50rb").await;
    tari.press(&confirm).await.unwrap();
    hears(&sari, "S-").await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_to_a_group_that_moved_follows_it() {
    let (world, mut eye) = open().await;
    let sari = world.emulator.person(SARI);
    let group = |id| GroupConfig { id, title: "Grup".to_owned(), members: vec![SARI], admins: Vec::new() };
    world.emulator.add_group(group(-5));
    world.emulator.add_group(group(-100_500));
    faults_for(&world.emulator, -5, vec![Fault::Migrate { to: -100_500 }]);
    sari.in_group(-5).send_text("/saldo@ContohBot").await.unwrap();
    sari.in_group(-100_500).wait_for(|view| view.messages.iter().any(|it| it.by_bot), LONG).await.unwrap();
    eye.wait_until_quiet().await;
    assert_eq!((sends(&world.emulator, -5).len(), sends(&world.emulator, -100_500).len()), (1, 1));
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'dead'").await, 0);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_is_edited_while_it_is_the_last_message_and_sent_anew_below_others() {
    let (world, mut eye) = open().await;
    let sari = world.emulator.person(SARI);
    let screen = asks_balance(&sari).await;
    eye.wait_until_quiet().await;
    sari.press("det").await.unwrap();
    sari.wait_for(|view| view.messages.iter().any(|it| it.id == screen.id && it.is_edited()), LONG).await.unwrap();
    eye.wait_until_quiet().await;
    let count = sari.messages().await.len();
    let detail = sari.last_message().await.unwrap();
    assert_eq!(detail.id, screen.id, "edited in place");

    // The same again: nothing to change, which is fine.
    let calls = world.emulator.next_call();
    sari.press_forged(screen.id, "det").await.unwrap();
    world.emulator.wait_until_taken(crate::support::TOKEN, LONG).await.unwrap();
    eye.wait_until_quiet().await;
    let same = |call: &Arc<CallRecord>| call.answer.as_str().is_some_and(|why| why.contains("message is not modified"));
    assert_eq!(world.emulator.calls_from(calls).iter().filter(|call| same(call)).count(), 1);
    assert_eq!(sari.messages().await.len(), count, "nothing was sent in its place");

    // Something below it: the screen comes anew, and the old one loses its buttons.
    let asked = sari.send_text("/batal").await.unwrap();
    sari.wait_for_next_message(asked, LONG).await.unwrap();
    eye.wait_until_quiet().await;
    let button = screen.id;
    sari.press_on(button, "bal").await.unwrap();
    let anew = hears_after(&sari, asked, "det").await;
    sari.wait_for(|view| view.messages.iter().any(|it| it.id == button && it.inline_keyboard.is_empty()), LONG)
        .await
        .unwrap();
    assert!(anew.id > asked, "sent anew below what was said");
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'dead'").await, 0);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_slow_chat_holds_up_no_other() {
    let (world, mut eye) = open().await;
    let [sari, ani, budi] = [SARI, ANI, BUDI].map(|id| world.emulator.person(id));
    let before = taken(&world.emulator, SARI);
    faults_for(&world.emulator, SARI, vec![Fault::Delay(Duration::from_secs(6))]);
    let asked = sari.send_text("/saldo").await.unwrap();
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE chat_id = 11 AND state = 'sending'", 1).await;
    for _ in 0..5 {
        asks_balance(&ani).await;
        let started = budi.start("").await.unwrap();
        budi.wait_for_next_message(started, LONG).await.unwrap();
    }
    assert_eq!(taken(&world.emulator, SARI), before, "ten answers went to others while one was on its way");
    hears_after(&sari, asked, "det").await;
    world.end().await;
}

/// The task that sends breaks between the send and its report: the living sender takes back what nobody holds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_broken_task_held_is_sent_again_and_its_chat_goes_on() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let when = rig.place.dir.path().join("now");
    let when_text = when.display().to_string();
    let bot = rig.start_bot(&[
        ("REMBUK_PANIC_AT", "sender.accepted_unmarked"),
        ("REMBUK_CRASH_WHEN", when_text.as_str()),
        ("REMBUK_FAULTS_LEASE", "1"),
    ]);
    let ani = rig.emulator.person(ANI);
    asks_balance(&ani).await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    let before = taken(&rig.emulator, ANI);
    std::fs::write(&when, "").unwrap();
    let asked = ani.send_text("/batal").await.unwrap();
    ani.wait_for_next_message(asked, LONG).await.unwrap();
    // The message is seen before the task that sent it breaks.
    let deadline = tokio::time::Instant::now() + LONG;
    while !bot.log().contains("a sending task broke") {
        assert!(tokio::time::Instant::now() < deadline, "{}", bot.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    std::fs::remove_file(&when).unwrap();
    let asked = ani.send_text("/saldo").await.unwrap();
    hears_after(&ani, asked, "det").await;
    eye.wait_until_quiet().await;
    assert_eq!(taken(&rig.emulator, ANI), before + 3, "the first twice, since nobody knew, and the second");
    assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND ambiguous = 1").await, 1);
    drop(eye);
    bot.stop().await;
    rig.end().await;
}
