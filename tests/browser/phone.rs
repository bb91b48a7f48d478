//! The page on a small phone: nothing sticks out, and the typing line is there.

use crate::driver::{PHONE_WIDTH, Screen, browse};
use crate::page::Page;
use crate::{SARI, world};

/// Nothing is wider than the screen.
async fn fits(page: &Page, when: &str) {
    let fit = page.fit().await;
    assert!(fit.scroll <= fit.inner, "{when}: the page scrolls sideways: {fit:?}");
    assert!((fit.inner - f64::from(PHONE_WIDTH)).abs() < 0.5, "{when}: the page is zoomed out: {fit:?}");
    assert!(fit.out.is_empty(), "{when}: something sticks out: {fit:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_fits_on_a_small_phone() {
    let world = world().await;
    browse(Screen::Phone, &world.emulator.url(), async |page| {
        page.until("the list of people", |look| look.people.len() == 4).await;
        fits(&page, "list").await;
        page.shoot("phone-id-1-list").await;
        page.click("person-11").await;
        page.click("start").await;
        page.answer("Selamat datang di Koperasi Contoh Maju").await;
        page.until("the keys", |look| look.keys.len() > 1).await;
        fits(&page, "welcome").await;
        assert!(page.fit().await.composer, "the typing line is hidden");
        page.shoot("phone-id-2-welcome").await;

        page.click("share-contact").await;
        page.until("the question", |look| look.dialog.contains("Kirim nomor Anda?")).await;
        fits(&page, "contact").await;
        page.shoot("phone-id-3-contact").await;
        page.click("dialog-yes").await;
        page.answer("apa yang bisa kami bantu?").await;
        page.shoot("phone-id-4-linked").await;

        page.say("/saldo").await;
        page.answer("simpanan Anda Rp4.350.000").await;
        page.press("Rincian").await;
        page.answer("ini rincian simpanan Anda").await;
        fits(&page, "balance").await;
        assert!(page.fit().await.composer, "the typing line is hidden");
        page.shoot("phone-id-5-balance").await;
        page.press("Mutasi").await;
        page.answer("Mutasi ").await;
        fits(&page, "statement").await;
        page.shoot("phone-id-6-statement").await;
        page.click("menu").await;
        page.click("command-bantuan").await;
        page.answer("Yang bisa Anda minta di sini").await;
        fits(&page, "help").await;
        page.shoot("phone-id-7-help").await;

        page.say("/language").await;
        page.press("English").await;
        page.answer("how can we help you?").await;
        page.say("/balance").await;
        page.answer("you have saved Rp4,350,000").await;
        fits(&page, "balance in English").await;
        page.click("back").await;
        page.click("language").await;
        page.until("the page in English", |look| look.people.iter().any(|row| row.words.contains("not started"))).await;
        fits(&page, "list in English").await;
        page.shoot("phone-en-1-list").await;
        page.click(&format!("person-{SARI}")).await;
        page.answer("you have saved Rp4,350,000").await;
        page.shoot("phone-en-2-balance").await;
    })
    .await;
    world.end().await;
}
