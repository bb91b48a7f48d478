//! The treasurer at the counter, and the member who is told at once.

use domain::role::Role;
use rembuk::commands::invite;

use crate::driver::{Screen, browse};
use crate::support::PATIENCE;
use crate::{BUDI, DEWI, SARI, linked_member, world};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deposit_at_the_counter_is_seen_by_the_member_at_once() {
    let world = world().await;
    linked_member(&world, SARI).await;
    linked_member(&world, BUDI).await;
    let office = world.invite(invite::For::Officer(Role::Treasurer)).await;
    let (dewi, url) = (world.emulator.person(DEWI), world.emulator.url());
    browse(Screen::Desktop, &url, async move |page| {
        // A member's chat was open before: what was read there is not unread.
        page.become_person(SARI).await;
        page.answer("apa yang bisa kami bantu?").await;
        page.become_person(DEWI).await;
        let mark = dewi.mark();
        dewi.start(&office.code).await.unwrap();
        dewi.wait_for_bot(mark, PATIENCE).await.unwrap();
        page.answer("Apa yang ingin Anda kerjakan?").await;

        page.say("/loket").await;
        page.answer("Nomor anggotanya berapa?").await;
        page.say("A-001").await;
        page.answer("setoran untuk simpanan apa?").await;
        page.press("Sukarela").await;
        page.answer("berapa rupiah?").await;
        page.say("500rb").await;
        let form = page.answer("Rp500.000 (lima ratus ribu rupiah) dari Bu Sari Contoh (A-001)").await;
        assert_eq!(form.buttons, ["Ya, benar", "Ubah jumlah", "Batal"]);
        page.shoot("desktop-id-counter-1-confirm").await;
        let unread = |look: &crate::page::Look| look.row(SARI).is_some_and(|row| row.badge == "1");
        assert!(!unread(&page.look().await), "nothing was sent to the member yet");
        page.press("Ya, benar").await;
        let booked = page.answer("sudah dicatat; nomor bukti S-").await;
        assert!(booked.text.contains("Pemberitahuan untuk anggota sudah kami kirim."), "{}", booked.text);
        page.until("one unread message of the member's", unread).await;
        page.shoot("desktop-id-counter-2-receipt").await;

        page.become_person(SARI).await;
        let thanks = page.answer("Terima kasih, Bu Sari Contoh, setoran Rp500.000 ke simpanan sukarela").await;
        assert_eq!(thanks.buttons, ["Lihat saldo", "Ada yang keliru?"]);
        page.until("the receipt is read", |look| look.row(SARI).is_some_and(|row| row.badge.is_empty())).await;
        page.press("Lihat saldo").await;
        page.answer("simpanan Anda Rp4.850.000").await;
        page.shoot("desktop-id-counter-3-member").await;
    })
    .await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_chat_shows_the_receipt_without_a_reload() {
    let world = world().await;
    linked_member(&world, SARI).await;
    let office = world.invite(invite::For::Officer(Role::Treasurer)).await;
    let (dewi, url) = (world.emulator.person(DEWI), world.emulator.url());
    browse(Screen::Desktop, &url, async move |page| {
        page.become_person(SARI).await;
        page.answer("apa yang bisa kami bantu?").await;
        // Elsewhere, the treasurer takes a deposit.
        dewi.ask(&format!("/start {}", office.code), PATIENCE).await.unwrap();
        dewi.send_text("/loket A-001 wajib 50rb").await.unwrap();
        dewi.wait_for(|chat| chat.says("sudah benar?"), PATIENCE).await.unwrap();
        dewi.press("Ya, benar").await.unwrap();
        page.answer("Terima kasih, Bu Sari Contoh, setoran Rp50.000 ke simpanan wajib").await;
        page.shoot("desktop-id-live-receipt").await;
    })
    .await;
    world.end().await;
}
