//! The first chair sets the cooperative up on a phone, with nothing but a link in hand.

use domain::role::Role;
use rembuk::commands::invite;

use crate::driver::{Screen, browse};
use crate::page::Page;
use crate::support::{self, Intake, Kind, World};
use crate::{BUDI, DEWI};

async fn fits(page: &Page, name: &str) {
    let fit = page.fit().await;
    assert!(fit.scroll <= fit.inner && fit.out.is_empty() && fit.composer, "{name}: {fit:#?}");
    page.shoot(name).await;
}

/// From the name to the last question.
async fn answer_all(page: &Page) {
    page.press("Mulai mengatur").await;
    page.answer("(1 dari 12)").await;
    fits(page, "phone-settings-2-name").await;
    page.say("Koperasi Contoh Rukun Sejahtera Bersama").await;
    page.answer("(2 dari 12)").await;
    page.press("Lewati").await;
    page.answer("(3 dari 12)").await;
    page.say("Jl. Contoh 1, Bu Ani 0812-0000-0000, Senin-Jumat 08.00-15.00").await;
    page.answer("(4 dari 12)").await;
    fits(page, "phone-settings-3-zone").await;
    page.press("WITA").await;
    page.answer("(5 dari 12)").await;
    page.say("150rb").await;
    page.answer("(seratus lima puluh ribu rupiah), sudah benar?").await;
    page.press("Ya, benar").await;
    page.answer("(6 dari 12)").await;
    fits(page, "phone-settings-4-mandatory").await;
    page.say("25rb").await;
    page.press("Ya, benar").await;
    page.answer("(7 dari 12)").await;
    page.press("Ya, dibayar di awal").await;
    page.answer("(8 dari 12)").await;
    page.press("2").await;
    page.answer("sekarang 1 orang, jadi jumlah itu belum bisa dipenuhi").await;
    fits(page, "phone-settings-4-approvals").await;
    page.press("Lewati").await;
    page.answer("(9 dari 12)").await;
    fits(page, "phone-settings-5-quiet").await;
    page.press("21.00–07.00").await;
    page.answer("(10 dari 12)").await;
    page.say("BRI 1234567890 a.n. Koperasi Contoh Rukun Sejahtera").await;
    page.answer("Anggota akan membayar ke").await;
    page.press("Ya, benar").await;
    page.answer("(11 dari 12)").await;
    page.press("Undang pengurus").await;
    page.answer("Untuk jabatan apa").await;
    fits(page, "phone-settings-6-role").await;
    page.press("bendahara").await;
    page.answer("Undangan 1: bendahara").await;
    fits(page, "phone-settings-7-invited").await;
    page.press("Lewati").await;
    page.answer("(12 dari 12)").await;
    page.press("Selesai").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_chair_sets_the_cooperative_up() {
    let people = vec![support::person(BUDI, "Budi", "+6281200000002"), support::person(DEWI, "Dewi", "+6281200000021")];
    let world = World::start_new(Kind::Sqlite, Intake::Polling, people).await;
    let link = world.invite(invite::For::Officer(Role::Chair)).await;
    browse(Screen::Phone, &world.emulator.url(), async move |page| {
        page.become_person(BUDI).await;
        page.click("start").await;
        page.answer("Selamat datang di").await;
        page.say(&format!("/start {}", link.code)).await;
        page.answer("Mari mengatur koperasi ini bersama").await;
        fits(&page, "phone-settings-1-offer").await;
        answer_all(&page).await;
        page.answer("Selesai, terima kasih.").await;
        fits(&page, "phone-settings-8-list").await;
        page.press("Riwayat").await;
        page.answer("Riwayat perubahan").await;
        fits(&page, "phone-settings-9-history").await;
    })
    .await;
    world.end().await;
}
