//! Somebody new joins on a phone: an officer approves, the payment at the counter makes the member, the balance shows.

use domain::role::Role;

use crate::driver::{Screen, browse};
use crate::page::Page;
use crate::support::PATIENCE;
use crate::{BUDI, DEWI, PUTRI, officer, world};

async fn fits(page: &Page, name: &str) {
    let fit = page.fit().await;
    assert!(fit.scroll <= fit.inner && fit.out.is_empty() && fit.composer, "{name}: {fit:#?}");
    page.shoot(name).await;
}

/// Everything that is asked, up to the last word.
async fn fill_in(page: &Page) {
    page.say("daftar").await;
    page.answer("kami mohon persetujuan Anda").await;
    fits(page, "phone-joining-1-consent").await;
    page.press("Saya setuju").await;
    page.answer("Siapa nama lengkap Anda").await;
    page.say("Putri Contoh").await;
    page.answer("Bagaimana sapaannya?").await;
    page.press("Bu").await;
    page.answer("Tekan Kirim nomor saya").await;
    page.press_key("Kirim nomor saya").await;
    page.click("dialog-yes").await;
    page.answer("Berapa NIK di KTP?").await;
    page.say("3515144508680002").await;
    page.answer("Siapa ahli warisnya").await;
    page.until("the NIK left the chat", |look| !look.says_somewhere("3515144508680002")).await;
    page.press("Nanti saja").await;
    page.answer("ke rekening mana").await;
    page.press("Nanti saja").await;
    page.answer("Periksa sekali lagi, ya.").await;
    fits(page, "phone-joining-2-summary").await;
    page.press("Kirim").await;
    page.answer("sudah kami kirim kepada pengurus").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_person_joins_pays_and_sees_the_balance() {
    let world = world().await;
    let (hadi, tari) = (officer(&world, BUDI, Role::Chair).await, officer(&world, DEWI, Role::Treasurer).await);
    browse(Screen::Phone, &world.emulator.url(), async move |page| {
        page.become_person(PUTRI).await;
        page.click("start").await;
        page.answer("Selamat datang di Koperasi Contoh Maju").await;
        fill_in(&page).await;
        hadi.wait_for(|chat| chat.says("Ada permohonan menjadi anggota"), PATIENCE).await.unwrap();
        hadi.press("Setujui").await.unwrap();
        page.answer("Anda diterima sebagai calon anggota dengan nomor A-004").await;
        fits(&page, "phone-joining-3-admitted").await;
        for (savings, amount, receipt) in [("wajib", "20rb", "S-3"), ("pokok", "100rb", "S-4")] {
            tari.send_text(&format!("/loket A-004 {savings} {amount}")).await.unwrap();
            let form = format!("ke simpanan {savings}, sudah benar?");
            tari.wait_for(|chat| chat.says(&form), PATIENCE).await.unwrap();
            tari.press("Ya, benar").await.unwrap();
            tari.wait_for(|chat| chat.says(receipt), PATIENCE).await.unwrap();
        }
        page.answer("Selamat, Bu Putri Contoh. Anda resmi anggota Koperasi Contoh Maju").await;
        fits(&page, "phone-joining-4-member").await;
        page.say("saldo").await;
        page.answer("simpanan Anda Rp120.000").await;
        fits(&page, "phone-joining-5-balance").await;
    })
    .await;
    browse(Screen::Phone, &world.emulator.url(), async |page| {
        page.become_person(BUDI).await;
        page.answer("diterima sebagai calon anggota dengan nomor A-004").await;
        fits(&page, "phone-joining-6-officer").await;
    })
    .await;
    world.end().await;
}
