//! Deposits that can't be taken, and what is said instead.

use crate::cast::{CHAIR, TREASURER, journals, officer, sari, treasurer, world};
use crate::eye::Eye;
use crate::support::everywhere;
use crate::talk::rows;

everywhere! {
    async fn members_who_can_not_pay_in(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let unknown = tari.asks("/loket A-999 wajib 100rb", "Tidak ada anggota yang cocok dengan A-999 di buku daftar anggota").await;
        assert_eq!(rows(&unknown), [["Batal"]]);
        tari.asks("siapa <b>ya</b>", "Tidak ada anggota yang cocok dengan siapa <b>ya</b> di buku daftar anggota").await;
        let ended = tari.asks("A-004", "Keanggotaan Bu Tuti Contoh (A-004) sudah berakhir").await;
        assert!(ended.text.ends_with("Ketik nomor anggota lain, atau tekan Batal."), "{}", ended.text);
        let which = tari.asks("A-003", "Bu Ani Contoh (A-003): setoran untuk simpanan apa?").await;
        assert_eq!(rows(&which), [vec!["Pokok", "Wajib"], vec!["Kembali", "Batal"]]);
        let refused = tari.asks("sukarela", "Bu Ani Contoh (A-003) masih calon anggota").await;
        assert_eq!(rows(&refused), [vec!["Pokok", "Wajib"], vec!["Kembali", "Batal"]]);
        tari.asks("berjangka", "Simpanan berjangka belum bisa disetor di loket ini").await;
        tari.presses("Pokok", "Bu Ani Contoh (A-003), simpanan pokok: berapa rupiah?").await;
        tari.asks("100rb", "Rp100.000 (seratus ribu rupiah) dari Bu Ani Contoh (A-003)").await;
        tari.presses("Ya, benar", "sudah dicatat; nomor bukti S-5.").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn a_candidate_pays_no_voluntary_savings_in_one_line_either(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/loket A-003 sukarela 100rb", "masih calon anggota; setorannya untuk simpanan pokok atau wajib").await;
        let form = tari.presses("Wajib", "Rp100.000 (seratus ribu rupiah) dari Bu Ani Contoh").await;
        assert!(form.text.contains("ke simpanan wajib"), "the amount is kept: {}", form.text);
        tari.asks("/batal", "Baik, dibatalkan").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn amounts_that_will_not_do(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/loket A-001 wajib", "simpanan wajib: berapa rupiah?").await;
        let refused = tari.asks("lima puluh", "Jumlah itu belum bisa kami baca").await;
        assert_eq!(rows(&refused), [["Kembali", "Batal"]]);
        tari.asks("0", "Jumlahnya harus lebih dari nol").await;
        tari.asks("50.000,50", "dalam rupiah bulat, tanpa sen").await;
        tari.asks("101 juta", "Setoran di loket paling banyak Rp100.000.000").await;
        tari.asks("9999999999999999999", "Setoran di loket paling banyak Rp100.000.000").await;
        tari.asks("100jt", "Simpanan wajib biasanya Rp20.000 sebulan").await;
        tari.presses("Rp100.000.000", "Rp100.000.000 (seratus juta rupiah)").await;
        tari.presses("Ubah jumlah", "berapa rupiah?").await;
        let unclear = tari.asks("1.250", "Yang dimaksud Rp1.250 atau Rp1.250.000?").await;
        assert_eq!(rows(&unclear), [vec!["Rp1.250", "Rp1.250.000"], vec!["Ubah jumlah", "Batal"]]);
        let form = tari.presses("Rp1.250.000", "Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah)").await;
        assert_eq!(form.id, unclear.id, "edited in place");
        let typed = tari.asks("80rb", "Rp80.000 (delapan puluh ribu rupiah)").await;
        assert!(typed.id > form.id, "another amount needs no button");
        tari.sees_stripped(form.id).await;
        tari.presses("Ya, benar", "Setoran Rp80.000").await;
        tari.has_read_all().await;
        assert_eq!(journals(&world).await, 5, "four openings and one deposit");
        world.end().await;
    }

    async fn amounts_are_refused_in_english_too(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/bahasa", "Bahasa apa").await;
        tari.presses("English", "we will speak English").await;
        tari.hears("What would you like to do?").await;
        let ask = tari.asks("/counter A-001 voluntary", "Bu Sari Contoh (A-001), voluntary savings: how many rupiah?").await;
        assert!(ask.text.contains("1,250,000"), "as English groups figures: {}", ask.text);
        tari.asks("fifty", "We could not read that amount").await;
        tari.asks("0", "The amount must be more than nothing").await;
        tari.asks("200 juta", "A deposit at the counter is at most Rp100,000,000").await;
        let unclear = tari.asks("1,250", "Do you mean Rp1,250 or Rp1,250,000?").await;
        assert_eq!(rows(&unclear), [vec!["Rp1,250", "Rp1,250,000"], vec!["Change amount", "Cancel"]]);
        tari.presses("Cancel", "All right, cancelled; nothing was recorded.").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn only_the_treasurer_takes_money(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let mut hadi = officer(&world, CHAIR, domain::role::Role::Chair).await;
        for talk in [&mut sari, &mut hadi] {
            for line in ["/loket", "loket A-001 wajib 100rb", "/koreksi", "koreksi S-1"] {
                let refused = talk.asks(line, "Bagian ini untuk pengurus yang bertugas").await;
                assert_eq!(rows(&refused), [["Menu", "Tanya petugas"]]);
            }
            talk.has_read_all().await;
        }
        assert_eq!(journals(&world).await, 4, "the openings alone");
        world.end().await;
    }

    async fn an_office_that_ended_while_the_form_was_open_ends_the_form(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let form = tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        let revoked = format!("DELETE FROM officers WHERE person_id = {TREASURER}");
        Eye::open(&world.place).await.run(&revoked).await;
        tari.presses("Ya, benar", "Tombol di bawah sudah kami sesuaikan").await;
        tari.hears("Bagian ini untuk pengurus yang bertugas").await;
        tari.sees_stripped(form.id).await;
        tari.asks("100rb", "Maaf, saya belum paham").await;
        tari.has_read_all().await;
        assert_eq!(journals(&world).await, 4, "the openings alone");
        world.end().await;
    }

    async fn a_membership_that_ended_while_the_form_was_open_takes_no_money(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        Eye::open(&world.place).await.run("UPDATE members SET status = 'ended' WHERE number = 'A-001'").await;
        tari.presses("Ya, benar", "Keanggotaan Bu Sari Contoh (A-001) sudah berakhir").await;
        tari.asks("/batal", "Baik, dibatalkan; tidak ada yang dicatat.").await;
        tari.has_read_all().await;
        assert_eq!(journals(&world).await, 4, "the openings alone");
        world.end().await;
    }
}
