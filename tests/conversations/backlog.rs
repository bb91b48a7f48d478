//! What a bot brings beyond its bound stays with the messenger, and is answered once there is room.

use rembuk::clock::Clock;
use rembuk::commands::import::TelegramIds;
use rembuk::serve;
use rembuk::settings::ReplaceWebhook;

use crate::cast::{REGISTER, SARI, everybody, sari};
use crate::eye::Eye;
use crate::support::{Intake, Kind, Place, TOKEN, World, emulator, everywhere, free_address, settings_of};

/// Three updates of three people whose next tries are far away.
const WAITING: &str = "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
    not_before, received_at, finished_at) VALUES \
    (4242, 1, 501, 501, 501, 0, 'x', 'ready', 0, 9000000000000000, 0, 0), \
    (4242, 2, 502, 502, 502, 0, 'x', 'ready', 0, 9000000000000000, 0, 0), \
    (4242, 3, 503, 503, 503, 0, 'x', 'ready', 0, 9000000000000000, 0, 0)";

/// A world whose inbox lets three updates of a bot wait.
async fn narrow_world(kind: Kind, intake: Intake) -> World {
    let emulator = emulator(everybody()).await;
    let place = Place::fresh(kind).await;
    let mut settings = settings_of(&place, &emulator.url(), intake, &free_address());
    settings.inbox_max = 3;
    let clock = Clock::Shifted(emulator.clock().offset_handle());
    let store = serve::open(&settings.data).await.unwrap();
    let running = serve::start(&settings, store, clock.clone(), ReplaceWebhook::Never).await.unwrap();
    let world = World { emulator, place, settings, running, clock };
    world.import(REGISTER, TelegramIds::AskEach).await.unwrap();
    world
}

/// Reads `/metrics` until this line is there.
async fn wait_for(world: &World, wanted: &str) {
    let deadline = tokio::time::Instant::now() + crate::support::PATIENCE;
    loop {
        let page = reqwest::get(format!("http://{}/metrics", world.running.address)).await.unwrap();
        let page = page.text().await.unwrap();
        if page.lines().any(|line| line.starts_with(wanted)) {
            return;
        }
        assert!(tokio::time::Instant::now() < deadline, "{wanted} never came:\n{page}");
    }
}

everywhere! {
    async fn beyond_the_bound_the_messenger_keeps_what_comes(kind, intake) {
        let world = narrow_world(kind, intake).await;
        let mut talk = sari(&world).await;
        let mut eye = Eye::open(&world.place).await;
        eye.wait_until_quiet().await;
        eye.run(WAITING).await;
        wait_for(&world, "rembuk_inbox_waiting{bot=\"4242\"} 3").await;
        world.emulator.person(SARI).send_text("saldo").await.unwrap();
        wait_for(&world, "rembuk_updates_total{outcome=\"turned_away\"} 1").await;
        assert_eq!(world.emulator.pending(TOKEN).unwrap(), 1, "the messenger keeps it");
        eye.run("DELETE FROM inbox WHERE body = 'x'").await;
        talk.hears("simpanan Anda Rp4.350.000").await;
        talk.has_read_all().await;
        world.end().await;
    }

    async fn what_is_worked_off_makes_room_at_once(kind, intake) {
        let world = narrow_world(kind, intake).await;
        let mut talk = sari(&world).await;
        // Far more within a second than may wait: none of them waits long.
        for _ in 0..20 {
            talk.asks("saldo", "simpanan Anda Rp4.350.000").await;
        }
        wait_for(&world, "rembuk_updates_total{outcome=\"turned_away\"} 0").await;
        talk.has_read_all().await;
        world.end().await;
    }
}
