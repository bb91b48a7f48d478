//! Codes of the office, typed or followed as a link: good once, and for a day.

use std::time::Duration;

use domain::role::Role;
use rembuk::commands::invite::For;

use crate::cast::{BUDI, CHAIR, SARI, STRANGER, sari, time_passes, world};
use crate::support::everywhere;
use crate::talk::{Talk, rows};

const SPENT: &str = "Kode itu sudah tidak bisa dipakai";
const UNKNOWN: &str = "Kode itu belum kami kenali";

everywhere! {
    async fn a_link_of_the_office_links_a_member_once(kind, intake) {
        let world = world(kind, intake).await;
        let fresh = world.invite(For::Member("a-001".to_owned())).await;
        assert_eq!(fresh.link(), format!("https://t.me/ContohBot?start={}", fresh.code));
        let mut sari = Talk::with(&world, SARI);
        sari.follows(&fresh, "Akun ini sekarang tersambung dengan keanggotaan nomor A-001").await;
        sari.hears("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        sari.follows(&fresh, "Bu Sari Contoh, akun ini memang sudah tersambung").await;
        sari.hears("apa yang bisa kami bantu").await;
        let mut joko = Talk::with(&world, STRANGER);
        let spent = joko.follows(&fresh, SPENT).await;
        assert_eq!(rows(&spent), [["Sambungkan keanggotaan", "Tanya petugas"]]);
        joko.presses("Tanya petugas", "Hubungi: Kantor Koperasi Contoh Maju").await;
        joko.has_read_all().await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_code_is_typed_as_people_type(kind, intake) {
        let world = world(kind, intake).await;
        let fresh = world.invite(For::Member("A-003".to_owned())).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.person.start("").await.unwrap();
        joko.hears("Selamat datang").await;
        joko.taps("Pakai kode").await;
        let ask = joko.hears("Ketik kode yang Anda terima dari kantor").await;
        assert_eq!(rows(&ask), [["Menu", "Tanya petugas"]]);
        assert_eq!(fresh.code.len(), domain::invitation::CODE_SIGNS);
        joko.asks("kode saya apa ya?", "Maaf, saya belum paham").await;
        joko.asks("7K2M-Q9XT-R4P8", UNKNOWN).await;
        joko.asks(&fresh.grouped_code().to_lowercase(), "Terima kasih, Bu Ani Contoh").await;
        joko.hears("apa yang bisa kami bantu").await;
        joko.asks("saldo", "simpanan Anda Rp0; yang bisa diambil sekarang Rp0").await;
        joko.has_read_all().await;
        world.end().await;
    }

    async fn a_code_is_worthless_after_a_day(kind, intake) {
        let world = world(kind, intake).await;
        let fresh = world.invite(For::Member("A-001".to_owned())).await;
        let office = world.invite(For::Officer(Role::Chair)).await;
        time_passes(&world, Duration::from_hours(24)).await;
        let mut sari = Talk::with(&world, SARI);
        sari.follows(&fresh, SPENT).await;
        sari.asks(&office.code, SPENT).await;
        sari.asks("/saldo", "Bagian ini untuk anggota yang sudah tersambung").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_code_of_another_membership_changes_nothing(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let budis = world.invite(For::Member("A-002".to_owned())).await;
        // It could be the second on this phone; who came by chance goes back to the menu.
        sari.follows(&budis, "HP ini akan dipakai Bu Sari Contoh bersama Pak Budi Contoh").await;
        sari.presses("Menu", "Bu Sari Contoh, apa yang bisa kami bantu?").await;
        let mut budi = Talk::with(&world, BUDI);
        budi.follows(&budis, "Terima kasih, Pak Budi Contoh").await;
        budi.hears("Pak Budi Contoh, apa yang bisa kami bantu?").await;
        let saris = world.invite(For::Member("A-001".to_owned())).await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.follows(&saris, SPENT).await;
        for mut talk in [sari, budi, joko] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn an_office_is_given_by_a_link(kind, intake) {
        let world = world(kind, intake).await;
        let fresh = world.invite(For::Officer(Role::Chair)).await;
        let mut hadi = Talk::with(&world, CHAIR);
        hadi.follows(&fresh, "Selamat bertugas. Akun ini sekarang tercatat sebagai ketua").await;
        let menu = hadi.hears("Apa yang ingin Anda kerjakan?").await;
        let wanted = [vec!["Tugas", "Pengaturan"], vec!["Sambungkan keanggotaan"], vec!["Bahasa", "Bantuan", "Tanya petugas"]];
        assert_eq!(rows(&menu), wanted);
        assert_eq!(hadi.keys().await, [["Menu", "Tugas"]], "officers have keys of their own");
        hadi.follows(&fresh, "Akun ini memang sudah tercatat sebagai ketua").await;
        hadi.hears("Apa yang ingin Anda kerjakan?").await;
        let mut joko = Talk::with(&world, STRANGER);
        joko.follows(&fresh, SPENT).await;
        joko.asks("/tugas", "Bagian ini untuk pengurus yang bertugas").await;
        hadi.presses("Sambungkan keanggotaan", "Selamat datang").await;
        hadi.has_read_all().await;
        joko.has_read_all().await;
        world.end().await;
    }
}
