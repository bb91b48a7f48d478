//! What a member has saved.

use crate::cast::{BUDI, CHAIR, officer, sari, world};
use crate::support::everywhere;
use crate::talk::{Talk, rows};

everywhere! {
    async fn the_balance_is_explained_one_tap_away(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let balance = sari.asks("/saldo", "Bu Sari Contoh, simpanan Anda Rp4.350.000; yang bisa diambil").await;
        assert_eq!(rows(&balance), [["Rincian", "Mutasi"], ["Kenapa tidak semua?", "Menu"]]);
        let detail = sari.presses("Rincian", "ini rincian simpanan Anda").await;
        assert_eq!(detail.id, balance.id, "edited in place");
        let table: Vec<&str> = detail.text.lines().skip(1).collect();
        assert_eq!(table, [
            "Pokok                    100.000",
            "Wajib                  1.200.000",
            "Sukarela               3.050.000",
            "Berjangka                      0",
            "--------------------------------",
            "Jumlah                 4.350.000",
        ]);
        let why = sari.presses("Kenapa tidak semua?", "yang bisa diambil sekarang Rp3.040.000").await;
        assert_eq!(why.id, balance.id, "edited in place");
        for line in [
            "Simpanan pokok (Rp100.000) dan wajib (Rp1.200.000) adalah modal bersama",
            "Dari simpanan sukarela (Rp3.050.000), Rp10.000 harus disisakan sebagai saldo minimum",
        ] {
            assert!(why.text.contains(line), "{line} in {}", why.text);
        }
        // Somebody else's words stand below now: the screen is sent anew, and the old one loses its buttons.
        let anew = sari.asks("Lihat saldo", "simpanan Anda Rp4.350.000").await;
        assert!(anew.id > balance.id && !anew.is_edited());
        sari.sees_stripped(balance.id).await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn the_balance_is_explained_in_english_too(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        sari.asks("/language", "Which language do you prefer?").await;
        sari.presses("English", "we will speak English").await;
        sari.hears("how can we help you").await;
        let balance = sari.asks("balance", "you have saved Rp4,350,000; you can withdraw Rp3,040,000 now").await;
        assert_eq!(rows(&balance), [["Details", "Statement"], ["Why not all?", "Menu"]]);
        let detail = sari.presses("Details", "these are your savings").await;
        assert!(detail.text.contains("Voluntary              3,050,000"), "{}", detail.text);
        let why = sari.presses("Why not all?", "Principal (Rp100,000) and mandatory savings (Rp1,200,000)").await;
        assert!(why.text.contains("Rp10,000 must stay as the minimum balance"), "{}", why.text);
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_minimum_is_never_more_than_what_is_there(kind, intake) {
        let world = world(kind, intake).await;
        let mut budi = Talk::with(&world, BUDI);
        budi.links("Pak Budi Contoh").await;
        budi.asks("cek saldo", "Pak Budi Contoh, simpanan Anda Rp700.000; yang bisa diambil sekarang Rp0").await;
        let why = budi.presses("Kenapa tidak semua?", "yang bisa diambil sekarang Rp0").await;
        assert!(!why.text.contains("sukarela") && !why.text.contains("berjangka"), "{}", why.text);
        budi.has_read_all().await;
        world.end().await;
    }

    async fn an_officer_without_a_membership_has_no_balance(kind, intake) {
        let world = world(kind, intake).await;
        let mut hadi = officer(&world, CHAIR, domain::role::Role::Chair).await;
        let refused = hadi.asks("/saldo", "Bagian ini untuk anggota yang sudah tersambung").await;
        assert!(refused.inline_keyboard.is_empty());
        assert_eq!(hadi.keys().await[0], ["📱 Saya anggota, kirim nomor"]);
        hadi.asks("/mutasi", "Bagian ini untuk anggota yang sudah tersambung").await;
        hadi.has_read_all().await;
        world.end().await;
    }
}
