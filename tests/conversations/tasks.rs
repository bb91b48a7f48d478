//! What waits for an officer.

use domain::role::Role;

use crate::cast::{CHAIR, SECRETARY, STRANGER, journals, officer, treasurer, world};
use crate::eye::Eye;
use crate::support::everywhere;
use crate::talk::{Talk, data, rows};

/// Deposits Rp100.000 and asks for its correction.
async fn asks_for_a_correction(tari: &mut Talk, member: &str, receipt: &str) {
    tari.asks(&format!("loket {member} wajib 100rb"), "sudah benar?").await;
    tari.presses("Ya, benar", &format!("nomor bukti {receipt}.")).await;
    tari.asks(&format!("koreksi {receipt}"), "Apa yang keliru?").await;
    tari.asks("salah anggota", "Sudah benar?").await;
    tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
}

everywhere! {
    async fn several_requests_are_chosen_by_number(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let none = hadi.asks("/tugas", "Tidak ada yang menunggu Anda saat ini.").await;
        assert_eq!(rows(&none), [["Menu"]]);
        asks_for_a_correction(&mut tari, "A-001", "S-5").await;
        asks_for_a_correction(&mut tari, "A-002", "S-6").await;
        for talk in [&mut hadi, &mut wulan] {
            talk.hears("S-5").await;
            talk.hears("S-6").await;
        }
        let list = hadi.asks("tugas", "Ada 2 hal menunggu Anda. Pilih nomornya:").await;
        assert!(list.text.contains("1. Setoran S-5, ") && list.text.contains("2. Setoran S-6, "), "{}", list.text);
        assert_eq!(rows(&list), [vec!["1", "2"], vec!["Menu"]]);
        let second = hadi.presses("2", "Pak Budi Contoh (A-002)").await;
        assert_eq!(rows(&second), [["Setujui", "Tolak"]]);
        hadi.forges(second.id, &data(&second, "Tolak"), "Mengapa ditolak?").await;
        hadi.asks("ini sudah benar", "Permintaan koreksi ini sudah Anda tolak").await;
        let told = tari.hears("Permintaan koreksi tidak disetujui").await;
        assert!(told.text.ends_with("Alasan: ini sudah benar"), "{}", told.text);
        let first = hadi.presses("Tugas", "Bu Sari Contoh (A-001)").await;
        hadi.forges(first.id, &data(&first, "Setujui"), "Persetujuan Anda sudah dicatat").await;
        hadi.asks("/tugas", "Tidak ada yang menunggu Anda saat ini.").await;
        wulan.asks("/tugas", "Masih perlu 1 persetujuan.").await;
        for mut talk in [tari, hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn whoever_left_the_office_decides_nothing(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut joko = officer(&world, STRANGER, Role::Educator).await;
        asks_for_a_correction(&mut tari, "A-001", "S-5").await;
        let request = hadi.hears("S-5").await;
        wulan.hears("S-5").await;
        let revoked = format!("DELETE FROM officers WHERE person_id = {CHAIR}");
        Eye::open(&world.place).await.run(&revoked).await;
        hadi.presses("Setujui", "Bagian ini untuk pengurus yang bertugas").await;
        joko.asks("/tugas", "Tidak ada yang menunggu Anda saat ini.").await;
        joko.forges(joko.person.last_message().await.unwrap().id, &data(&request, "Setujui"), "Bagian ini untuk pengurus")
            .await;
        wulan.asks("/tasks", "Masih perlu 2 persetujuan.").await;
        for mut talk in [tari, hadi, wulan, joko] {
            talk.has_read_all().await;
        }
        assert_eq!(journals(&world).await, 5, "four openings and a deposit");
        world.end().await;
    }
}
