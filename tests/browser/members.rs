//! What members and newcomers see.

use domain::dates;
use domain::locale::Locale;
use domain::month::Month;
use domain::zone::Zone;

use crate::driver::{Screen, browse};
use crate::{PUTRI, SARI, linked_member, world};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_links_by_contact_and_reads_the_balance_in_both_languages() {
    let world = world().await;
    browse(Screen::Desktop, &world.emulator.url(), async |page| {
        page.become_person(SARI).await;
        page.shoot("desktop-id-1-before-the-start").await;
        page.click("start").await;
        page.answer("Selamat datang di Koperasi Contoh Maju").await;
        page.until("the key for the number", |look| look.keys.iter().any(|key| key.contains("kirim nomor"))).await;
        page.shoot("desktop-id-2-welcome").await;

        page.click("share-contact").await;
        let asked = page.until("the question", |look| look.dialog.contains("+6281200000001")).await;
        assert!(asked.dialog.contains("Kirim nomor Anda?"), "{}", asked.dialog);
        page.shoot("desktop-id-3-contact").await;
        page.click("dialog-yes").await;
        let menu = page.answer("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        assert_eq!(menu.buttons.first().map(String::as_str), Some("Saldo"));
        // The page hears of the keys below the chat apart from what is said in it.
        let linked = page.until("the key for the number put away", |look| look.keys == ["Menu"]).await;
        assert!(linked.says_somewhere("Terima kasih, Bu Sari Contoh. Akun ini sekarang tersambung"), "{linked:#?}");
        page.shoot("desktop-id-4-linked").await;

        page.say("/saldo").await;
        let balance = page.answer("Bu Sari Contoh, simpanan Anda Rp4.350.000").await;
        assert!(balance.text.ends_with("yang bisa diambil sekarang Rp3.040.000."), "{}", balance.text);
        assert_eq!(balance.edited, "");
        assert_eq!(balance.buttons, ["Rincian", "Mutasi", "Kenapa tidak semua?", "Menu"]);
        page.shoot("desktop-id-5-balance").await;
        page.press("Rincian").await;
        let detail = page.answer("ini rincian simpanan Anda").await;
        assert!(detail.text.contains("3.050.000"), "{}", detail.text);
        assert_eq!(detail.edited, "diedit", "the short answer became the long one");
        page.shoot("desktop-id-6-detail").await;

        page.say("/bahasa").await;
        page.answer("Bahasa apa yang Anda pilih?").await;
        page.press("English").await;
        page.answer("Bu Sari Contoh, how can we help you?").await;
        let set = page.look().await;
        assert!(set.says_somewhere("All right, we will speak English from now on."), "{set:#?}");
        page.click("language").await;
        page.until("the page in English", |look| look.messages.iter().any(|bubble| bubble.edited == "edited")).await;
        page.say("/balance").await;
        let balance = page.answer("you have saved Rp4,350,000").await;
        assert_eq!(balance.buttons, ["Details", "Statement", "Why not all?", "Menu"]);
        page.press("Details").await;
        page.answer("these are your savings").await;
        page.shoot("desktop-en-1-balance").await;
    })
    .await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn someone_new_with_a_wrong_code_is_told_what_to_do() {
    let world = world().await;
    browse(Screen::Desktop, &world.emulator.url(), async |page| {
        page.become_person(PUTRI).await;
        page.click("start").await;
        page.answer("Selamat datang di Koperasi Contoh Maju").await;
        page.press_key("Pakai kode").await;
        page.answer("Ketik kode yang Anda terima dari kantor").await;
        page.say("7K2M-Q9XT-3ABD").await;
        let told = page.answer("Kode itu belum kami kenali").await;
        assert!(told.text.contains("mintalah kode baru di kantor"), "{}", told.text);
        page.shoot("desktop-id-wrong-code").await;
        page.press_key("Saya mau daftar").await;
        let asked = page.answer("Senang Anda ingin bergabung dengan Koperasi Contoh Maju").await;
        assert!(asked.buttons.contains(&"Batal".to_owned()), "{:?}", asked.buttons);
        page.shoot("desktop-id-newcomer").await;
    })
    .await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_look_at_the_chat_does_not_hide_what_was_said_meanwhile() {
    let world = world().await;
    browse(Screen::Desktop, &world.emulator.url(), async |page| {
        page.become_person(PUTRI).await;
        page.slow_down().await;
        page.click("start").await;
        page.until("the keys, and the welcome above them", |look| {
            !look.keys.is_empty() && look.says("Selamat datang di Koperasi Contoh Maju")
        })
        .await;
        page.press_key("Pakai kode").await;
        page.answer("Ketik kode yang Anda terima dari kantor").await;
    })
    .await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_later_the_statement_is_of_the_new_month() {
    let world = world().await;
    linked_member(&world, SARI).await;
    let this = Month::of(Zone::Wib.day(world.emulator.clock().now()));
    let [this, next] = [this, this.next()].map(|month| dates::month(month, Locale::Id));
    browse(Screen::Desktop, &world.emulator.url(), async move |page| {
        page.become_person(SARI).await;
        page.say("/mutasi").await;
        page.answer(&format!("Mutasi {this}")).await;
        let before = page.look().await.clock;
        page.click("clock-month").await;
        page.until("the clock a month later", |look| look.clock != before).await;
        page.say("/mutasi").await;
        let empty = page.answer(&format!("Mutasi {next}")).await;
        assert!(empty.text.contains("Tidak ada simpanan yang masuk atau keluar pada bulan ini."), "{}", empty.text);
        page.shoot("desktop-id-statement-a-month-later").await;
        let earlier = empty.buttons.first().cloned().expect("a way back");
        page.press(&earlier).await;
        let back = page.answer(&format!("Mutasi {this}")).await;
        assert!(back.text.contains("4.350.000"), "{}", back.text);
        assert_eq!(back.edited, "diedit");
        page.shoot("desktop-id-statement-back").await;
    })
    .await;
    world.end().await;
}
