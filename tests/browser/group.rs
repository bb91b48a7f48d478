//! The group on the page: said in front of everybody, led to the private chat, moved to a supergroup and its topics.

use std::time::Duration;

use chrono::Timelike;
use domain::role::Role;
use emulator::GroupConfig;

use crate::driver::{Screen, browse};
use crate::support::World;
use crate::{BUDI, DEWI, SARI, linked_member, officer, world};

const GROUP: i64 = -5001;

/// What a group reads when somebody asks for money's figures there.
const PRIVATE: &str = "Silakan buka obrolan pribadi dengan saya";

/// A bound group of two members, one of whom administers it and is the chair.
async fn open_group(world: &World) {
    let title = "Warga Contoh Maju".to_owned();
    world.emulator.add_group(GroupConfig { id: GROUP, title, members: vec![SARI, BUDI], admins: vec![BUDI] });
    world.bind(BUDI, GROUP).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_in_the_group_leads_to_the_private_chat() {
    let world = world().await;
    open_group(&world).await;
    linked_member(&world, SARI).await;
    browse(Screen::Phone, &world.emulator.url(), async |page| {
        page.click(&format!("group-{GROUP}")).await;
        page.say("/saldo").await;
        page.answer(PRIVATE).await;
        let fit = page.fit().await;
        assert!(fit.scroll <= fit.inner && fit.out.is_empty() && fit.composer, "{fit:#?}");
        page.shoot("phone-group-1-led-away").await;
        page.press("Buka obrolan pribadi").await;
        page.answer("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        page.shoot("phone-group-2-private").await;
    })
    .await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_makes_a_supergroup_with_a_topic_and_the_bot_answers_there() {
    let world = world().await;
    open_group(&world).await;
    browse(Screen::Desktop, &world.emulator.url(), async |page| {
        page.become_person(BUDI).await;
        page.click(&format!("group-{GROUP}")).await;
        page.click("more").await;
        page.click("upgrade").await;
        page.click("dialog-yes").await;
        // Another group with the same people: what was said is not there any more.
        page.until("the supergroup", |look| look.messages.is_empty()).await;
        page.click("more").await;
        page.click("open-topic").await;
        page.fill("name", "Simpan pinjam").await;
        page.click("dialog-yes").await;
        page.say("/saldo").await;
        page.answer(PRIVATE).await;
        page.shoot("desktop-group-1-topic").await;
        page.click("topic-general").await;
        page.until("nothing of the topic", |look| look.messages.is_empty()).await;
        page.click("more").await;
        page.click("remove-bot").await;
        page.click("dialog-yes").await;
        page.click("more").await;
        page.click("add-bot").await;
        page.answer("Agar grup ini terhubung").await;
        page.shoot("desktop-group-2-back-again").await;
    })
    .await;
    world.end().await;
}

/// Noon in Jakarta, when nothing is quiet.
fn until_noon(world: &World) -> Duration {
    let local = world.clock.now() + chrono::TimeDelta::hours(7);
    let (noon, now) = (12 * 3600, local.num_seconds_from_midnight());
    Duration::from_secs(u64::from(if now < noon { noon - now } else { noon + 86_400 - now }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_question_is_answered() {
    let world = world().await;
    world.emulator.advance(until_noon(&world));
    open_group(&world).await;
    linked_member(&world, SARI).await;
    officer(&world, DEWI, Role::Secretary).await;
    browse(Screen::Desktop, &world.emulator.url(), async |page| {
        page.become_person(SARI).await;
        page.click(&format!("group-{GROUP}")).await;
        page.say("/tanya berapa bunga simpanan saya?").await;
        let taken = page.answer("Pertanyaan sudah kami terima, nomor T-1.").await;
        assert!(!taken.text.contains("bunga simpanan"), "nothing of it is repeated: {}", taken.text);
        page.shoot("desktop-question-1-group").await;

        page.become_person(DEWI).await;
        let card = page.answer("Pertanyaan T-1 dari Bu Sari Contoh (A-001):").await;
        assert!(card.text.contains("berapa bunga simpanan saya?"), "{}", card.text);
        page.press("Jawab").await;
        page.answer("Tulis jawabannya dalam satu pesan").await;
        page.say("Jasa simpanan dibagikan setelah RAT.").await;
        page.answer("Sudah benar?").await;
        page.shoot("desktop-question-2-draft").await;
        page.press("Kirim jawaban").await;
        page.answer("sudah kami kirim kepada penanya").await;

        page.become_person(SARI).await;
        let answer = page.answer("Jawaban untuk pertanyaan Anda T-1").await;
        assert!(answer.text.contains("Jasa simpanan dibagikan setelah RAT."), "{}", answer.text);
        assert_eq!(answer.buttons, ["Tanya lagi", "Sudah jelas"]);
        page.shoot("desktop-question-3-answer").await;
    })
    .await;
    world.end().await;
}
