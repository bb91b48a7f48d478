//! A deposit at the counter, as it should go.

use crate::cast::{BUDI, journals, sari, treasurer, world};
use crate::support::everywhere;
use crate::talk::{Talk, data, rows};

everywhere! {
    async fn a_deposit_in_one_line(kind, intake) {
        let world = world(kind, intake).await;
        let (mut tari, mut sari) = (treasurer(&world).await, sari(&world).await);
        let form = tari.asks("/loket a-001 sukarela 500rb", "Rp500.000 (lima ratus ribu rupiah) dari Bu Sari Contoh").await;
        assert!(form.text.ends_with("(A-001) ke simpanan sukarela, sudah benar?"), "{}", form.text);
        assert_eq!(rows(&form), [vec!["Ya, benar"], vec!["Ubah jumlah", "Batal"]]);
        let receipt = tari.presses("Ya, benar", "Setoran Rp500.000 dari Bu Sari Contoh (A-001) ke simpanan sukarela").await;
        assert!(receipt.text.contains("sudah dicatat; nomor bukti S-5."), "{}", receipt.text);
        assert!(receipt.text.ends_with("Pemberitahuan untuk anggota sudah kami kirim."), "{}", receipt.text);
        assert!(receipt.id > form.id, "a receipt stays: it is a message of its own");
        assert_eq!(rows(&receipt), [["Setoran lain", "Menu"]]);
        tari.sees_stripped(form.id).await;
        let notice = sari.hears("Terima kasih, Bu Sari Contoh, setoran Rp500.000 ke simpanan sukarela sudah kami").await;
        assert!(notice.text.ends_with("nomor bukti S-5."), "{}", notice.text);
        assert_eq!(rows(&notice), [["Lihat saldo", "Ada yang keliru?"]]);
        let wrong = sari.presses("Ada yang keliru?", "sampaikan nomor buktinya kepada petugas").await;
        assert!(wrong.text.contains("Hubungi: Kantor Koperasi Contoh Maju"), "{}", wrong.text);
        sari.asks("saldo", "simpanan Anda Rp4.850.000; yang bisa diambil sekarang Rp3.540.000").await;
        tari.presses("Setoran lain", "Nomor anggotanya berapa?").await;
        tari.presses("Batal", "Baik, dibatalkan").await;
        tari.has_read_all().await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_deposit_step_by_step(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let ask = tari.asks("/menu", "Apa yang ingin Anda kerjakan?").await;
        let member = tari.presses("Loket", "Nomor anggotanya berapa? Contoh: A-017.").await;
        assert_eq!((member.id, rows(&member)), (ask.id, vec![vec!["Batal"]]));
        let which = tari.asks(" a-005 ", "Dewi Contoh (A-005): setoran untuk simpanan apa?").await;
        assert_eq!(rows(&which), [vec!["Pokok", "Wajib", "Sukarela"], vec!["Kembali", "Batal"]]);
        tari.sees_stripped(member.id).await;
        let amount = tari.presses("Wajib", "Dewi Contoh (A-005), simpanan wajib: berapa rupiah?").await;
        assert_eq!(amount.id, which.id, "edited in place");
        let form = tari.asks("Rp 1.250.000,-", "Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah)").await;
        let change = tari.presses("Ubah jumlah", "simpanan wajib: berapa rupiah?").await;
        assert_eq!((change.id, rows(&change)), (form.id, vec![vec!["Kembali", "Batal"]]));
        tari.asks("75000", "Rp75.000 (tujuh puluh lima ribu rupiah) dari Dewi Contoh").await;
        let receipt = tari.presses("Ya, benar", "Setoran Rp75.000 dari Dewi Contoh (A-005) ke simpanan wajib").await;
        assert!(receipt.text.ends_with("tuliskan nomor buktinya untuk beliau."), "{}", receipt.text);
        tari.has_read_all().await;
        assert_eq!(journals(&world).await, 5, "four openings and one deposit");
        world.end().await;
    }

    async fn a_double_tap_writes_one_journal(kind, intake) {
        let world = world(kind, intake).await;
        let (mut tari, mut sari) = (treasurer(&world).await, sari(&world).await);
        let form = tari.asks("loket A-001 wajib 50rb", "sudah benar?").await;
        let confirm = data(&form, "Ya, benar");
        let first = tari.person.press_forged(form.id, &confirm).await.unwrap();
        let second = tari.person.press_forged(form.id, &confirm).await.unwrap();
        assert_eq!(tari.note(first).await, "");
        assert_eq!(tari.note(second).await, "Setoran ini sudah dicatat; tidak dicatat dua kali.");
        tari.hears("sudah dicatat; nomor bukti S-5.").await;
        tari.forges(form.id, &data(&form, "Batal"), "Tombol itu sudah tidak berlaku").await;
        tari.has_read_all().await;
        sari.hears("setoran Rp50.000 ke simpanan wajib").await;
        sari.has_read_all().await;
        assert_eq!(journals(&world).await, 5, "four openings and one deposit");
        world.end().await;
    }

    async fn a_double_tap_in_english_is_told_so_in_english(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/bahasa", "Bahasa apa").await;
        tari.presses("English", "we will speak English").await;
        let menu = tari.hears("What would you like to do?").await;
        assert_eq!(rows(&menu)[0], ["Counter", "Tasks", "Correction"]);
        let form = tari.asks("counter A-002 mandatory 1,5jt", "Rp1,500,000 (one million five hundred thousand rupiah)").await;
        assert_eq!(rows(&form), [vec!["Yes, that's right"], vec!["Change amount", "Cancel"]]);
        tari.presses("Yes, that's right", "The deposit of Rp1,500,000 from Pak Budi Contoh (A-002)").await;
        let again = tari.person.press_forged(form.id, &data(&form, "Yes, that's right")).await.unwrap();
        assert_eq!(tari.note(again).await, "This deposit is recorded already; it is not recorded twice.");
        tari.has_read_all().await;
        world.end().await;
    }

    async fn a_receipt_speaks_the_members_language(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let mut budi = Talk::with(&world, BUDI);
        budi.links("Pak Budi Contoh").await;
        budi.asks("/bahasa", "Bahasa apa").await;
        budi.presses("English", "we will speak English").await;
        budi.hears("how can we help you").await;
        tari.asks("/loket A-002 pokok 100000", "Simpanan pokok Pak Budi Contoh (A-002) sudah lunas.").await;
        tari.presses("Rp100.000", "sudah benar?").await;
        tari.presses("Ya, benar", "Setoran Rp100.000 dari Pak Budi Contoh (A-002) ke simpanan pokok").await;
        let notice = budi.hears("Thank you, Pak Budi Contoh, we have received your deposit of Rp100,000").await;
        assert_eq!(rows(&notice), [["See balance", "Anything wrong?"]]);
        budi.presses("See balance", "you have saved Rp800,000").await;
        tari.has_read_all().await;
        budi.has_read_all().await;
        world.end().await;
    }

    async fn buttons_of_an_older_form_write_nothing(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let old = tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        let asked = tari.asks("/loket A-002 wajib 200rb", "bila ditinggalkan, 3 jawaban di dalamnya hilang").await;
        assert_eq!(rows(&asked), [["Lanjutkan isian", "Tinggalkan"]]);
        tari.presses("Tinggalkan", "Isian tadi sudah kami tutup; tidak ada yang dicatat.").await;
        let new = tari.hears("Rp200.000 (dua ratus ribu rupiah) dari Pak Budi Contoh").await;
        tari.sees_stripped(old.id).await;
        for label in ["Ya, benar", "Ubah jumlah", "Batal"] {
            tari.forges(old.id, &data(&old, label), "Tombol itu sudah tidak berlaku").await;
        }
        tari.forges(new.id, &data(&new, "Ya, benar"), "Setoran Rp200.000 dari Pak Budi Contoh").await;
        tari.has_read_all().await;
        assert_eq!(journals(&world).await, 5, "four openings and one deposit");
        world.end().await;
    }

    async fn a_form_is_cancelled_by_its_button(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let form = tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        let gone = tari.presses("Batal", "Baik, dibatalkan; tidak ada yang dicatat.").await;
        assert_eq!(rows(&gone), [["Menu"]]);
        tari.sees_stripped(form.id).await;
        tari.forges(form.id, &data(&form, "Ya, benar"), "Tombol itu sudah tidak berlaku").await;
        tari.has_read_all().await;
        assert_eq!(journals(&world).await, 4, "the openings alone");
        world.end().await;
    }
}
