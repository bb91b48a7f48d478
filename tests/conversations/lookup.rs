//! Whoever is asked for is found by any spelling of the number, by a part of the name and by phone.

use domain::role::Role;

use crate::cast::{CHAIR, everybody, officer, sari, treasurer, world};
use crate::support::{World, everywhere};
use crate::talk::rows;

/// Six of one name, and one with a series of her own.
const MANY: &str = "\
number,name,phone,joined_on,status,pokok,wajib,sukarela,address
A-001,Ketut Satu,0812-0000-0011,2024-01-15,aktif,100.000,0,0,bu
A-002,Ketut Dua,,2024-01-15,aktif,100.000,0,0,pak
A-003,Ketut Tiga,,2024-01-15,aktif,100.000,0,0,
A-004,Ketut Empat,,2024-01-15,aktif,100.000,0,0,
A-005,Ketut Lima,,2024-01-15,aktif,100.000,0,0,
A-006,KETUT \u{c9}mi,,2024-01-15,aktif,100.000,0,0,bu
PENDIRI-7,Made Pendiri,,2020-01-15,aktif,100.000,0,0,pak
";

everywhere! {
    async fn a_member_is_found_at_the_counter(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        for typed in ["1", "a001", "A 001", "bu sari", "SARI", "0812 0000 0011"] {
            tari.asks("/loket", "Sebagian nama atau nomor HP juga bisa.").await;
            tari.asks(typed, "Bu Sari Contoh (A-001): setoran untuk simpanan apa?").await;
            tari.presses("Batal", "Baik, dibatalkan").await;
        }
        tari.asks("/loket", "Nomor anggotanya berapa?").await;
        let form = tari.asks("A-001 wajib 20rb", "Rp20.000 (dua puluh ribu rupiah) dari Bu Sari Contoh (A-001)").await;
        assert!(form.text.contains("ke simpanan wajib"), "{}", form.text);
        tari.presses("Batal", "Baik, dibatalkan").await;
        let both = tari.asks("/loket 0812-0000-0015 wajib 20rb", "Ada 2 anggota yang cocok dengan 0812-0000-0015.").await;
        assert!(both.text.ends_with("A-005: Dewi Contoh\nA-006: Eko Contoh"), "{}", both.text);
        assert_eq!(rows(&both), [vec!["A-005 Dewi Contoh"], vec!["A-006 Eko Contoh"], vec!["Kembali", "Batal"]]);
        let form = tari.presses("A-006 Eko Contoh", "Rp20.000 (dua puluh ribu rupiah) dari Eko Contoh (A-006)").await;
        assert!(form.text.contains("ke simpanan wajib"), "{}", form.text);
        tari.presses("Batal", "Baik, dibatalkan").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn too_many_and_too_little_are_asked_for_more(kind, intake) {
        let world = World::start(kind, intake, everybody(), MANY).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/loket ketut wajib 20rb", "Terlalu banyak anggota yang cocok dengan ketut.").await;
        tari.asks("ke", "ke terlalu pendek untuk dicari.").await;
        tari.asks("ketut \u{e9}mi", "Rp20.000 (dua puluh ribu rupiah) dari Bu KETUT \u{c9}mi (A-006)").await;
        tari.presses("Batal", "Baik, dibatalkan").await;
        tari.asks("/loket pendiri 07", "Pak Made Pendiri (PENDIRI-7): setoran untuk simpanan apa?").await;
        tari.presses("Batal", "Baik, dibatalkan").await;
        tari.asks("/loket %", "terlalu pendek untuk dicari.").await;
        tari.presses("Batal", "Baik, dibatalkan").await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn cards_and_doors_are_found_alike_and_by_officers_alone(kind, intake) {
        let world = world(kind, intake).await;
        let (mut sari, mut hadi) = (sari(&world).await, officer(&world, CHAIR, Role::Chair).await);
        for typed in ["/anggota 1", "anggota a 001", "/anggota sari", "/anggota 0812-0000-0011"] {
            hadi.asks(typed, "Bu Sari Contoh (A-001)").await;
        }
        let which = hadi.asks("/anggota 081200000015", "Ada 2 anggota").await;
        assert!(which.text.contains("misalnya /anggota sari dewi"), "{}", which.text);
        assert_eq!(rows(&which), [["A-005 Dewi Contoh"], ["A-006 Eko Contoh"], ["Menu"]]);
        hadi.presses("A-005 Dewi Contoh", "Dewi Contoh (A-005)").await;
        hadi.asks("/kunci 1", "Akses Telegram").await;
        hadi.asks("/kunci", "Akses Telegram anggota siapa?").await;
        hadi.asks("contoh", "Terlalu banyak anggota yang cocok dengan contoh.").await;
        hadi.asks("dewi", "Dewi Contoh (A-005)").await;
        for typed in ["/anggota budi", "/kunci budi", "/loket budi"] {
            sari.asks(typed, "Bagian ini untuk pengurus yang bertugas").await;
        }
        for mut talk in [sari, hadi] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn a_receipt_is_found_by_its_figures(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("loket A-001 wajib 100rb", "sudah benar?").await;
        tari.presses("Ya, benar", "nomor bukti S-5.").await;
        for typed in ["koreksi 5", "/koreksi s5", "/koreksi bukti S 5"] {
            tari.asks(typed, "Setoran S-5").await;
            tari.presses("Batal", "Baik, dibatalkan").await;
        }
        tari.asks("/koreksi K-5", "Nomor bukti K-5 tidak kami temukan").await;
        tari.presses("Batal", "Baik, dibatalkan").await;
        tari.has_read_all().await;
        world.end().await;
    }
}
