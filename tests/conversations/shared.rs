//! Two members on one phone, each behind a PIN; and wrong codes.

use std::time::Duration;

use rembuk::commands::invite::For;

use crate::cast::{DEWI, STRANGER, time_passes, treasurer, world};
use crate::support::{World, everywhere};
use crate::talk::Talk;

const FIRST: &str = "274913";
const SECOND: &str = "806142";

/// Dewi and Eko on Dewi's phone; Eko is in.
async fn two_on_one_phone(world: &World) -> Talk {
    let dewi = world.invite(For::Member("A-005".to_owned())).await;
    let eko = world.invite(For::Member("A-006".to_owned())).await;
    let mut phone = Talk::with(world, DEWI);
    phone.follows(&dewi, "keanggotaan nomor A-005").await;
    phone.hears("apa yang bisa kami bantu").await;
    phone.follows(&eko, "Dewi Contoh, pilih PIN Anda dulu").await;
    phone.asks("123456", "terlalu mudah ditebak").await;
    phone.asks(FIRST, "Sekarang Eko Contoh: pilih PIN Anda").await;
    phone.asks(SECOND, "Eko Contoh, keanggotaan nomor A-006 sekarang tersambung di HP ini").await;
    phone.hears("Eko Contoh, apa yang bisa kami bantu?").await;
    phone
}

everywhere! {
    async fn each_of_two_on_one_phone_sees_their_own_behind_a_pin(kind, intake) {
        let world = world(kind, intake).await;
        let mut phone = two_on_one_phone(&world).await;
        phone.asks("saldo", "Eko Contoh, simpanan Anda").await;
        phone.asks("/ganti", "Siapa yang sedang memakainya?").await;
        phone.asks("saldo", "Siapa yang sedang memakainya?").await;
        phone.presses("Dewi Contoh", "Dewi Contoh, ketik PIN Anda").await;
        phone.asks(SECOND, "Sisa kesempatan: 4").await;
        phone.asks(FIRST, "Dewi Contoh, apa yang bisa kami bantu?").await;
        phone.asks("saldo", "Dewi Contoh, simpanan Anda").await;
        time_passes(&world, Duration::from_mins(15)).await;
        phone.asks("/mutasi", "Siapa yang sedang memakainya?").await;
        // No PIN stays in the chat.
        for digits in [FIRST, SECOND, "123456"] {
            phone.person.wait_for(|view| view.messages.iter().all(|it| it.text != digits), crate::support::PATIENCE)
                .await
                .unwrap();
        }
        phone.has_read_all().await;
        world.end().await;
    }

    async fn a_receipt_on_a_shared_phone_has_no_figure(kind, intake) {
        let world = world(kind, intake).await;
        let mut phone = two_on_one_phone(&world).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/loket A-005 wajib 100rb", "sudah benar?").await;
        tari.presses("Ya, benar", "sudah dicatat").await;
        let news = phone.hears("Dewi Contoh (A-005), ada catatan baru di simpanan Anda").await;
        assert!(!news.text.contains("100.000"), "{}", news.text);
        phone.has_read_all().await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn five_wrong_pins_and_five_wrong_codes_lock_for_an_hour(kind, intake) {
        let world = world(kind, intake).await;
        let mut phone = two_on_one_phone(&world).await;
        phone.asks("/ganti", "Siapa yang sedang memakainya?").await;
        phone.presses("Dewi Contoh", "ketik PIN Anda").await;
        for left in (1..=4).rev() {
            phone.asks("918273", &format!("Sisa kesempatan: {left}")).await;
        }
        phone.asks("918273", "kami tahan dulu demi keamanan").await;
        phone.asks("/ganti", "Siapa yang sedang memakainya?").await;
        phone.presses("Dewi Contoh", "ketik PIN Anda").await;
        phone.asks(FIRST, "kami tahan dulu demi keamanan").await;
        time_passes(&world, Duration::from_hours(1)).await;
        phone.asks("/ganti", "Siapa yang sedang memakainya?").await;
        phone.presses("Dewi Contoh", "ketik PIN Anda").await;
        phone.asks(FIRST, "Dewi Contoh, apa yang bisa kami bantu?").await;

        let real = world.invite(For::Member("A-001".to_owned())).await;
        let mut joko = Talk::with(&world, STRANGER);
        let wrong = format!("/kode {}", domain::invitation::code_of(7));
        for _ in 0..4 {
            joko.asks(&wrong, "Kode itu belum kami kenali").await;
            joko.asks("/kode AAAAAAAAAAAA", "Kode itu belum kami kenali").await;
        }
        joko.asks(&wrong, "Kode sudah beberapa kali salah").await;
        joko.follows(&real, "Kode sudah beberapa kali salah").await;
        time_passes(&world, Duration::from_hours(1)).await;
        joko.follows(&real, "Terima kasih, Bu Sari Contoh").await;
        joko.hears("apa yang bisa kami bantu").await;
        phone.has_read_all().await;
        joko.has_read_all().await;
        world.end().await;
    }
}
